//! The options of the question `history`.

#![allow(clippy::doc_markdown, reason = "these comments are the help")]

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use drawdown::Percent;
use drawdown::history::{Actor, Alike};

use crate::args::FormatArgs;

#[derive(Args)]
pub(crate) struct HistoryArgs {
    #[command(subcommand)]
    pub(crate) about: About,
}

#[derive(Subcommand)]
pub(crate) enum About {
    /// The cases: what they are about, how many plans and deadlines they have, and what became of them.
    List(ListArgs),
    /// A case: what was announced, what happened, what is unknown, and its sources.
    ///
    /// As csv, json or parquet it gives the verdict of each deadline, and what a source says where the verdict rests on
    /// that. Columns: case, plan, announced, notice_months, those of `verdicts`, stated, words, source.
    Show(ShowArgs),
    /// What became of past deadlines: met on time or replaced, with exact intervals, and how late they were.
    ///
    /// Columns: measure, notice, months, count, of, cases, percent, low, high. In the rows of lateness, count and of are
    /// weights with --alike cases.
    #[command(after_long_help = "\
Examples:
  drawdown history class --actor un
  drawdown history class --alike cases --as-slip >> plan.toml")]
    Class(ClassArgs),
    /// Every case by every plan: errors, verdicts and scores, each case scored by all others.
    ///
    /// Columns: case, plan, announced, notice_months, those of `verdicts`, and the errors and scores. The errors, of the
    /// whole plan, are in percent of the strength at its start, and months is the number of months that they are of.
    #[command(after_long_help = "\
Examples:
  drawdown history backtest --chart backtest.svg
  drawdown history backtest --case ./my-case --only --format csv")]
    Backtest(BacktestArgs),
}

#[derive(Args)]
pub(crate) struct ListArgs {
    /// Names of built-in cases, or folders of your own; all built-in ones by default.
    pub(crate) cases: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(Args)]
pub(crate) struct ShowArgs {
    /// The name of a built-in case, or the folder of your own.
    pub(crate) case: PathBuf,
    /// By how many percent of its cut a goal may be missed and still counts as met.
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    pub(crate) within: Percent,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// Which past deadlines count.
#[derive(Args)]
pub(crate) struct ChoiceArgs {
    /// A case beside the built-in ones: the folder of your own; may be given several times. With --only, names of
    /// built-in cases may be given as well.
    #[arg(long = "case", value_name = "DIR")]
    pub(crate) cases: Vec<PathBuf>,
    /// Leaves out built-in cases not named by --case.
    #[arg(long, requires = "cases")]
    pub(crate) only: bool,
    /// Only those who withdrew as one of these.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<ActorArg>,
    /// By how many percent of its cut a goal may be missed and still counts as met.
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    pub(crate) within: Percent,
    /// Whether each deadline or each case has equal weight.
    #[arg(long, value_name = "WHAT", default_value = "deadlines")]
    pub(crate) alike: AlikeArg,
    /// Uses the upper bound of each lateness instead of the lower; leaves out goals that were never seen to be met.
    #[arg(long)]
    pub(crate) upper: bool,
}

#[derive(Args)]
pub(crate) struct ClassArgs {
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
    /// Prints a `[[slip]]` to paste into a plan, for ensembles.
    #[arg(long)]
    pub(crate) as_slip: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(Args)]
pub(crate) struct BacktestArgs {
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
    /// Writes a chart as well: announced against met, a line for each deadline. As `chart` does: SVG, or PNG by a name
    /// that ends in .png, if the build has it.
    #[arg(long, value_name = "FILE")]
    pub(crate) chart: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ActorArg {
    /// The United States.
    Us,
    /// The United Nations.
    Un,
    /// Anybody else.
    Other,
}

impl ActorArg {
    pub(crate) const fn actor(self) -> Actor {
        match self {
            Self::Us => Actor::Us,
            Self::Un => Actor::Un,
            Self::Other => Actor::Other,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum AlikeArg {
    /// Each deadline.
    Deadlines,
    /// Each case.
    Cases,
}

impl AlikeArg {
    pub(crate) const fn alike(self) -> Alike {
        match self {
            Self::Deadlines => Alike::Deadlines,
            Self::Cases => Alike::Cases,
        }
    }
}
