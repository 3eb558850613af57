//! The lock 锁定: when a sealed workspace locks itself, what must be done before, and where one comes back to.

use std::time::Duration;

use crate::app::program::Program;
use crate::app::route::Route;
use crate::app::task::Task;
use crate::id::DossierId;
use crate::stamp::Moment;

/// How long a sealed workspace may lie untouched before it locks itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LockAfter {
    Minutes(u16),
    Never,
}

impl LockAfter {
    pub const STEPS: [Self; 4] = [Self::Minutes(2), Self::Minutes(5), Self::Minutes(15), Self::Never];

    /// One of the steps; any other word means the default.
    pub fn of_word(word: &str) -> Self {
        Self::STEPS.into_iter().find(|step| step.word() == word).unwrap_or_default()
    }

    /// As the settings say it.
    pub fn word(self) -> String {
        match self {
            Self::Minutes(minutes) => minutes.to_string(),
            Self::Never => "never".to_owned(),
        }
    }

    /// `None`: never.
    pub fn limit(self) -> Option<Duration> {
        match self {
            Self::Minutes(minutes) => Some(Duration::from_secs(60 * u64::from(minutes))),
            Self::Never => None,
        }
    }
}

impl Default for LockAfter {
    fn default() -> Self {
        Self::Minutes(5)
    }
}

/// Since when nobody has touched the tablet, on two clocks: the window's stands still while the tablet sleeps, and the
/// wall's can be set back. The one that says more counts; a clock that is set forward costs a passphrase, not data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Idle {
    seconds: f64,
    at: Moment,
}

impl Idle {
    /// Touched now: `seconds` of the window, `at` by the wall clock.
    pub const fn since(seconds: f64, at: Moment) -> Self {
        Self { seconds, at }
    }

    /// How long until it locks; zero when it is time.
    pub fn left(&self, limit: Duration, seconds: f64, at: Moment) -> Duration {
        let slept = at.unix_seconds().saturating_sub(self.at.unix_seconds()).max(0);
        let idle = Duration::from_secs_f64((seconds - self.seconds).max(0.0));
        limit.saturating_sub(idle.max(Duration::from_secs(slept.unsigned_abs())))
    }
}

/// Where one was: ids and no word of what stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    route: Route,
    came_from: Option<Route>,
    household: Option<(DossierId, Task)>,
}

impl Program {
    /// Whether something is under way that must come to its end before the program may be dropped. Photos on their
    /// way and what waits for a server go on the next time.
    pub fn is_at_work(&self) -> bool {
        let desk = &self.desk;
        self.exchange.busy.is_some()
            || self.papers.progress().is_some()
            || desk.merge.busy.is_some()
            || desk.roster.busy.is_some()
            || desk.conflicts.busy.is_some()
            || desk.review.busy.is_some()
    }

    /// Where one is, to come back to it with [`Self::return_to`].
    pub fn place(&self) -> Place {
        let visit = self.visit.as_ref().filter(|visit| !visit.dossier.fields.is_empty());
        let household = visit.map(|visit| (visit.dossier.id, visit.task));
        let route = match (&self.route, household) {
            // A camera is not opened behind a lock.
            (Route::Camera { back, .. }, Some(_)) => (**back).clone(),
            // A household without an answer was never there.
            (route, None) if self.visit.is_some() && !is_beside(route) => self.home(),
            (route, _) => route.clone(),
        };
        Place { route, came_from: self.came_from.clone(), household }
    }

    /// Goes back to where one was before the lock. A household that has gone meanwhile is told of.
    pub fn return_to(&mut self, place: Place) {
        let Place { route, came_from, household } = place;
        if let Some((id, task)) = household {
            match self.load(id) {
                Ok((dossier, problems)) => {
                    self.notices.extend(problems);
                    self.show(dossier, task);
                }
                Err(problem) => return self.tell(problem),
            }
        }
        self.came_from = came_from;
        self.route = route;
    }
}

/// Whether the screen needs no open household.
fn is_beside(route: &Route) -> bool {
    route.is_list() || matches!(route, Route::Settings { .. } | Route::Keys { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_of_two_clocks_counts() {
        let at = |seconds: i64| Moment::new(1_795_486_200 + seconds, 480);
        let (limit, touched) = (Duration::from_secs(120), Idle::since(10.0, at(0)));
        let left = |seconds, wall| touched.left(limit, seconds, at(wall)).as_secs();
        assert_eq!(left(10.0, 0), 120);
        assert_eq!(left(100.0, 90), 30);
        assert_eq!(left(130.0, -86_400), 0, "the wall clock was set back");
        assert_eq!(left(11.0, 3_600), 0, "the tablet has slept");
        assert_eq!(left(11.0, -1), 119);
    }

    #[test]
    fn words_of_the_settings_read_back() {
        for step in LockAfter::STEPS {
            assert_eq!(LockAfter::of_word(&step.word()), step);
        }
        assert_eq!(LockAfter::of_word("3"), LockAfter::Minutes(5));
    }
}
