//! Sealing a workspace, and unsealing it: long runs that can be stopped, killed and gone on with.

use std::sync::Arc;

use super::{Cost, Identity, Progress, Recipient, State, Vault, keys};
use crate::problem::Problem;
use crate::store::Workspace;

/// What a run has done.
#[derive(Debug)]
pub struct Done {
    /// Open, and writing what the run was for.
    pub store: Workspace,
    /// Files that were written anew.
    pub files: usize,
    /// `false`: it was stopped; [`resume`] goes on.
    pub finished: bool,
    /// What could not be taken along, and where it lies.
    pub problems: Vec<Problem>,
}

/// Seals a plain workspace behind `passphrase`, and for those who may recover it; or changes nothing. From the moment
/// its key is on the disk everything is written sealed; what was there before follows.
///
/// # Errors
/// The passphrase is too short, it is sealed already (`seal-already-sealed`), it is read-only, or the disk fails: then
/// it is plain, or [`super::state`] says [`State::Sealing`] and [`resume`] goes on.
pub fn seal(
    store: Workspace,
    passphrase: &str,
    recovery: &[Recipient],
    cost: Cost,
    progress: &Progress,
) -> Result<(Arc<Vault>, Done), Problem> {
    if store.seal_state() != State::Plain {
        return Err(Problem::warning("seal-already-sealed").in_file(store.root()));
    }
    let vault = Arc::new(Vault::new(Identity::generate(), recovery.to_vec()));
    store.begin_sealing()?;
    keys::write(&store, &vault, passphrase, cost)?;
    let cipher = Arc::clone(&vault);
    let done = run(store.sealing_with(cipher), progress)?;
    Ok((vault, done))
}

/// Seals what lies plain in a sealed workspace: what somebody has put there, or a disk has brought back.
///
/// # Errors
/// It is not sealed (`seal-not-sealed`), or is read-only, or the disk fails; then [`resume`] goes on.
pub fn seal_rest(store: Workspace, progress: &Progress) -> Result<Done, Problem> {
    if !store.is_sealed() {
        return Err(Problem::warning("seal-not-sealed").in_file(store.root()));
    }
    store.begin_sealing()?;
    run(store, progress)
}

/// Makes a sealed workspace plain again, which was opened with its key.
///
/// # Errors
/// It is not sealed (`seal-not-sealed`), or is read-only, or the disk fails; then [`resume`] goes on.
pub fn unseal(store: Workspace, progress: &Progress) -> Result<Done, Problem> {
    if store.seal_state() == State::Plain {
        return Err(Problem::warning("seal-not-sealed").in_file(store.root()));
    }
    run(store.unsealing()?, progress)
}

/// Goes on where a run was stopped or killed; does nothing where none was.
///
/// # Errors
/// It is read-only, or the disk fails.
pub fn resume(store: Workspace, progress: &Progress) -> Result<Done, Problem> {
    match store.seal_state() {
        State::Sealing | State::Unsealing => run(store, progress),
        State::Plain | State::Sealed => Ok(Done { store, files: 0, finished: true, problems: Vec::new() }),
    }
}

fn run(store: Workspace, progress: &Progress) -> Result<Done, Problem> {
    let mut files = 0;
    let (finished, problems) = store.rewrite_all(&mut |done, total| {
        progress.reach(done, total);
        files = done;
        !progress.is_stopped()
    })?;
    Ok(Done { store, files, finished, problems })
}
