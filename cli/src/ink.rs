//! Colour, on terminals that support it, unless `NO_COLOR` is set.

use std::env;
use std::io::{self, IsTerminal};

use drawdown::DeadlineOutcome;

use crate::visible::visible;

/// Whether text is coloured.
#[derive(Clone, Copy)]
pub(crate) enum Ink {
    Plain,
    Colours,
}

const GREEN: &str = "\x1b[32m";
const RED: &str = "\x1b[31m";
const RESET: &str = "\x1b[0m";

impl Ink {
    /// Colours if standard output is a terminal that supports them and `NO_COLOR` is not set.
    pub(crate) fn of_standard_output() -> Self {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let has_colours = io::stdout().is_terminal() && !refused && !is_dumb;
        if has_colours { Self::Colours } else { Self::Plain }
    }

    /// The sentence of an outcome, its second part green if the deadline is met and red if it is missed.
    pub(crate) fn sentence(self, outcome: &DeadlineOutcome) -> String {
        let sentence = visible(&outcome.to_string());
        let colour = match (self, outcome.met) {
            (Self::Plain, _) | (_, None) => return sentence,
            (Self::Colours, Some(true)) => GREEN,
            (Self::Colours, Some(false)) => RED,
        };
        match sentence.rsplit_once("; ") {
            Some((due, came)) => format!("{due}; {colour}{came}{RESET}"),
            None => sentence,
        }
    }
}
