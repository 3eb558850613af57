//! The lock 锁屏: all that is seen of a sealed workspace before its passphrase is given. It knows no program.

mod lock_ui;
mod recovery_ui;

use egui::Context;

use crate::app::keys::Passphrase;
use crate::app::keys::passphrase::{Strength, strength};
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::ui::theme::Look;
use crate::ui::widgets::secret_field::Secret;

pub use lock_ui::show;

/// Longest wait after a wrong passphrase, in seconds.
const LONGEST_WAIT: f64 = 30.0;

/// What the screen remembers while it is shown.
#[derive(Default)]
pub struct State {
    passphrase: Secret,
    recovery: Option<Recovery>,
    wrong: u32,
    /// By the window's clock, in seconds.
    wait_until: Option<f64>,
    problem: Option<Problem>,
    /// The field has had the focus already.
    focused: bool,
}

/// A recovery key and the new passphrase that it sets.
#[derive(Default)]
struct Recovery {
    key: Secret,
    new: Secret,
    again: Secret,
}

impl Recovery {
    /// Key and new passphrase are there, and it was typed twice alike.
    fn is_complete(&self) -> bool {
        !self.key.is_empty() && strength(self.new.peek()) > Strength::Short && self.new.peek() == self.again.peek()
    }
}

/// What the screen shows.
pub struct View<'a> {
    pub look: &'a Look,
    pub words: &'static Words,
    pub language: Language,
    /// What is being done: its message, and files done and in all where that is known.
    pub working: Option<(&'static str, (usize, usize))>,
    /// What must be finished before the program is dropped.
    pub finishing: Option<Finishing>,
    /// The workspace is not sealed and does not open.
    pub stuck: bool,
}

/// What is still under way behind the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finishing {
    Work,
    /// Changes that the disk does not take.
    Unsaved(u64),
}

/// What the person asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    Unlock(Passphrase),
    Recover {
        key: Passphrase,
        new: Passphrase,
    },
    Speak(Language),
    /// The system's dialog for a file with a key.
    PickKey,
    /// Opens what is not sealed once more.
    TryAgain,
}

impl State {
    /// Says why the workspace stays closed. After each wrong passphrase the next try waits longer.
    pub fn refuse(&mut self, problem: Problem, now: f64) {
        if problem.key == "seal-wrong-passphrase" {
            self.wrong += 1;
            let wait = f64::from(1_u32 << self.wrong.min(6)) / 2.0;
            self.wait_until = Some(now + wait.min(LONGEST_WAIT));
        }
        self.problem = Some(problem);
        self.focused = false;
    }

    /// What a file with a recovery key said.
    pub fn take_key(&mut self, said: Result<String, Problem>) {
        match said {
            Ok(text) => self.recovery.get_or_insert_default().key.put(text),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Seconds to wait before the next try, rounded up.
    fn wait(&mut self, ctx: &Context) -> Option<u32> {
        let left = self.wait_until? - ctx.input(|input| input.time);
        if left <= 0.0 {
            self.wait_until = None;
            return None;
        }
        // The number changes once a second.
        let next = left.fract();
        ctx.request_repaint_after_secs(if next > 0.0 { next as f32 } else { 1.0 });
        Some(left.ceil() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_passphrase_costs_more_time_and_other_trouble_none() {
        let mut state = State::default();
        let mut waits = Vec::new();
        for _ in 0..9 {
            state.refuse(Problem::warning("seal-wrong-passphrase"), 100.0);
            waits.push(state.wait_until.unwrap() - 100.0);
        }
        assert_eq!(waits, [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0]);
        let mut state = State::default();
        state.refuse(Problem::error("seal-key-missing"), 100.0);
        assert_eq!(state.wait_until, None);
    }
}
