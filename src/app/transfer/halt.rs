//! Why sending or fetching goes no further.

use crate::problem::Problem;
use crate::remote::cloud::Fault;

/// On the way to the server, or here: the disk, the content.
pub(super) enum Halt {
    Fault(Fault),
    Problem(Problem),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}
