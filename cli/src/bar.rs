//! A progress bar on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use drawdown::values::grouped;

/// A progress bar with the rate and the time left, on a terminal only.
pub(crate) struct Bar {
    begun: Instant,
    /// What was done before the measurement began.
    before: Option<u64>,
    width: usize,
    /// What is counted.
    noun: &'static str,
}

impl Bar {
    pub(crate) fn new(noun: &'static str) -> Self {
        Self { begun: Instant::now(), before: None, width: 0, noun }
    }

    pub(crate) fn show(&mut self, done: u64, total: u64) {
        if !io::stderr().is_terminal() {
            return;
        }
        // The first round does not count for the rate: most of it may have come from a file.
        let Some(before) = self.before else {
            self.before = Some(done);
            self.begun = Instant::now();
            return;
        };
        let seconds = self.begun.elapsed().as_secs_f64();
        let millis = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let rate = done.saturating_sub(before).saturating_mul(1_000) / millis;
        let left = (total - done) / rate.max(1);
        let tenths = usize::try_from(done.saturating_mul(20) / total.max(1));
        let bar = "#".repeat(tenths.unwrap_or(20).min(20));
        let line = format!(
            "[{bar:<20}] {} of {} {}, {} a second, {seconds:.0} s gone, {left} s left",
            grouped(done),
            grouped(total),
            self.noun,
            grouped(rate)
        );
        self.width = self.width.max(line.len());
        // Standard error may be closed.
        let _ = write!(io::stderr(), "\r{line:<width$}", width = self.width);
    }

    pub(crate) fn clear(&mut self) {
        if self.width > 0 {
            let _ = write!(io::stderr(), "\r{:width$}\r", "", width = self.width);
        }
        (self.before, self.width) = (None, 0);
    }
}
