//! The options of the question `seek`.

#![allow(clippy::doc_markdown, reason = "these comments are the help")]

use clap::{Args, ValueEnum};
use drawdown::Percent;
use drawdown::spec::Find;

use crate::args::{FormatArgs, PlanArgs};
use crate::hints;

/// What is sought.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeekQuestion {
    /// The answers of seeks.
    Seek,
    /// The single changes with which a missed deadline would be met.
    Remedies,
    /// The months in which more must leave than can.
    Bottlenecks,
}

/// Which value a seek given on the command line finds.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindArg {
    /// The first value at which it holds.
    Least,
    /// The last value at which it holds.
    Most,
}

impl From<FindArg> for Find {
    fn from(find: FindArg) -> Self {
        match find {
            FindArg::Least => Self::Least,
            FindArg::Most => Self::Most,
        }
    }
}

#[derive(Args)]
pub(crate) struct SeekArgs {
    #[command(flatten)]
    pub(crate) plan: PlanArgs,
    /// What to print.
    #[arg(long, value_name = "TABLE", default_value = "seek")]
    pub(crate) what: SeekQuestion,
    /// A seek of the plan, by its name; may be given several times. For --what seek only, as is --find.
    #[arg(long, value_name = "NAME")]
    pub(crate) seek: Vec<String>,
    /// Runs a seek given here. The number in the last --adjust is varied, starting from the value written.
    #[arg(long, value_name = "LEAST|MOST", requires_all = ["adjust", "to"], conflicts_with = "seek")]
    pub(crate) find: Option<FindArg>,
    /// The last value to try: a whole number or a month.
    #[arg(long, value_name = "V", requires = "find", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
    /// The step between values.
    #[arg(long, value_name = "N", default_value = "1", requires = "find")]
    pub(crate) step: u32,
    /// What must hold, as in a seek of a plan file; every deadline by default.
    #[arg(long, value_name = "TOML", requires = "find")]
    pub(crate) so_that: Option<String>,
    /// The share of draws (percent) in which it must hold; by default every range is at its best value.
    #[arg(long, value_name = "P", requires = "find")]
    pub(crate) chance: Option<Percent>,
    /// The number of draws of seeks with a chance; 10000 by default.
    #[arg(long, value_name = "N", value_parser = hints::draws)]
    pub(crate) draws: Option<u64>,
    /// The seed: a draw depends only on the plan, the seed and its number.
    #[arg(long, value_name = "S", default_value = "0", value_parser = hints::count)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}
