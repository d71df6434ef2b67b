//! What text is laid out for: a terminal, or a file.

use drawdown::DeadlineOutcome;

use crate::columns::wrap;
use crate::ink::Ink;
use crate::out::Output;

/// The width of text that is not for a terminal.
const WIDTH: usize = 100;

/// How wide the text is, and whether it is coloured.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    pub(crate) width: usize,
    /// Whether sentences are wrapped; in a file each is one line.
    pub(crate) wraps: bool,
    pub(crate) ink: Ink,
}

impl Page {
    pub(crate) fn of(output: &Output<'_>) -> Self {
        if !output.is_terminal() {
            return Self { width: WIDTH, wraps: false, ink: Ink::Plain };
        }
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0.into());
        Self { width, wraps: true, ink: Ink::of_standard_output() }
    }
}

impl Page {
    /// The sentence of an outcome after a plan's name, coloured, and wrapped on a terminal.
    pub(crate) fn sentence(self, name: &str, outcome: &DeadlineOutcome) -> String {
        let sentence = format!("{name}{}", self.ink.sentence(outcome));
        if self.wraps { wrap(&sentence, self.width, 2) } else { sentence }
    }

    /// A line of text, wrapped on a terminal.
    pub(crate) fn line(self, text: &str) -> String {
        if self.wraps { wrap(text, self.width, 4) } else { text.to_owned() }
    }
}
