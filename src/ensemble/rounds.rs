//! How many draws are run between two calls of a progress function.

use std::time::{Duration, Instant};

/// About how many levels all threads compute in a round that is not timed: each may be a new value that is kept, so a
/// round adds less than a gibibyte.
const LEVELS_PER_ROUND: u64 = 1 << 22;

/// The first timed round is this many times smaller than one that is not timed.
const FIRST_ROUND: u64 = 1 << 4;

/// How long a timed round should take: twice as long, on a busy machine, is still below a tenth of a second.
const TIME_PER_ROUND: Duration = Duration::from_millis(40);

/// The size of the next round, in draws of each thread.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rounds {
    pub(crate) draws: u64,
    /// The largest round.
    most: u64,
    /// Whether rounds follow the clock.
    is_timed: bool,
    begun: Option<Instant>,
}

impl Rounds {
    /// Of equal size.
    pub(crate) fn equal(levels_per_draw: u64, threads: u64) -> Self {
        let levels = levels_per_draw.saturating_mul(threads).max(1);
        let most = (LEVELS_PER_ROUND / levels).max(1);
        Self { draws: most, most, is_timed: false, begun: None }
    }

    /// By the clock.
    pub(crate) fn timed(levels_per_draw: u64, threads: u64) -> Self {
        let equal = Self::equal(levels_per_draw, threads);
        Self { draws: (equal.draws / FIRST_ROUND).max(1), is_timed: true, ..equal }
    }

    pub(crate) fn begin(&mut self) {
        // WebAssembly without a system has no clock, and panics when asked.
        let has_clock = !cfg!(all(target_family = "wasm", target_os = "unknown"));
        self.begun = (self.is_timed && has_clock).then(Instant::now);
    }

    /// Sizes the next round by the time of this one, in which each thread ran `draws` draws.
    pub(crate) fn end(&mut self, draws: u64) {
        if let Some(begun) = self.begun {
            self.resize(draws, begun.elapsed());
        }
    }

    fn resize(&mut self, draws: u64, took: Duration) {
        let fitting = u128::from(draws) * TIME_PER_ROUND.as_micros() / took.as_micros().max(1);
        let fitting = u64::try_from(fitting).unwrap_or(u64::MAX);
        self.draws = fitting.min(self.draws.saturating_mul(2)).clamp(1, self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_follow_the_clock() {
        let mut rounds = Rounds::timed(512, 2); // 4,096 rounds of 1,024 levels, a sixteenth at first
        assert_eq!((rounds.draws, rounds.most), (256, 4_096));
        let mut next = |draws, millis| {
            rounds.resize(draws, Duration::from_millis(millis));
            rounds.draws
        };
        assert_eq!(next(256, 10), 512); // 1,024 fit, but a round at most doubles
        assert_eq!(next(512, 30), 682);
        assert_eq!(next(682, 80), 341);
        assert_eq!(next(3, 60), 2);
        assert_eq!(next(2, 500), 1);
        assert_eq!((0..20).map(|_| next(1_000, 0)).max(), Some(4_096));
    }
}
