//! Says on a terminal that an answer is still being made, once that takes more than a second.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use drawdown::values::grouped;

/// What is shown. The thread that shows it, and whoever is about to write something else, take turns.
struct Line {
    is_on: bool,
    /// How often it was begun: the thread of a line that ended must not go on with the next one.
    turn: u64,
    rows: u64,
    width: usize,
}

static LINE: Mutex<Line> = Mutex::new(Line { is_on: false, turn: 0, rows: 0, width: 0 });

/// How long nothing is said, and how often it is said anew.
const EVERY: Duration = Duration::from_secs(1);

fn line() -> MutexGuard<'static, Line> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on, where standard error is a terminal.
pub(crate) fn begin() {
    let mut shown = line();
    if shown.is_on || !io::stderr().is_terminal() {
        return;
    }
    shown.is_on = true;
    shown.turn += 1;
    let (turn, begun) = (shown.turn, Instant::now());
    thread::spawn(move || {
        loop {
            thread::sleep(EVERY);
            let mut line = line();
            if !line.is_on || line.turn != turn {
                return;
            }
            let text = said(begun.elapsed().as_secs(), line.rows);
            line.width = line.width.max(text.len());
            // Standard error may be closed.
            let _ = write!(io::stderr(), "\r{text:<width$}", width = line.width);
        }
    });
}

/// No more, because something else is written there.
pub(crate) fn end() {
    let mut line = line();
    if line.is_on && line.width > 0 {
        let _ = write!(io::stderr(), "\r{:width$}\r", "", width = line.width);
    }
    line.is_on = false;
}

/// A row more is done.
pub(crate) fn count_row() {
    let mut line = line();
    if line.is_on {
        line.rows += 1;
    }
}

fn said(seconds: u64, rows: u64) -> String {
    match rows {
        0 => format!("working, {seconds} s"),
        rows => format!("working, {seconds} s, {} rows", grouped(rows)),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn time_and_rows_are_said() {
        assert_eq!(super::said(2, 0), "working, 2 s");
        assert_eq!(super::said(61, 1_204_000), "working, 61 s, 1,204,000 rows");
    }
}
