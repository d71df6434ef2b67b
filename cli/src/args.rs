//! The options of the questions.

#![allow(clippy::doc_markdown, reason = "these comments are the help")]

use std::ops::Range;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use drawdown::chrono::Month;
use drawdown::ensemble::MemoryLimit;
use drawdown::projection::GroupBy;
use drawdown::values::Period;
use drawdown::{Percent, YearMonth};

use crate::chosen::Chosen;
use crate::hints;
use crate::outlook::About;
use crate::rows::Format;

/// A plan, its variants, and how far it is projected.
#[derive(Args)]
pub(crate) struct PlanArgs {
    /// The plan file: TOML, or JSON if its name ends in .json or it begins with a brace.
    pub(crate) plan: PathBuf,
    #[command(flatten)]
    pub(crate) chosen: Chosen,
    /// The last month projected, YYYY-MM, in place of the plan's.
    #[arg(long, value_name = "MONTH", value_parser = hints::month)]
    pub(crate) through: Option<YearMonth>,
}

/// Where the answer goes, and how it is written.
#[derive(Args)]
pub(crate) struct FormatArgs {
    /// How the answer is written.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) to: OutArgs,
}

#[derive(Args)]
pub(crate) struct OutArgs {
    /// The file to write to, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// The length of the periods that rows are given for.
#[derive(Args)]
pub(crate) struct EveryArgs {
    /// A row for each period: levels at its last month, flows and costs summed over it.
    #[arg(long, value_name = "PERIOD", default_value = "month")]
    every: Every,
    /// The first month of a fiscal year, 1 to 12; it is named by the year in which it ends.
    #[arg(long, value_name = "MONTH", default_value = "10", value_parser = hints::month_of_year)]
    fiscal_from: Month,
}

impl EveryArgs {
    pub(crate) fn period(&self) -> Period {
        match self.every {
            Every::Month => Period::Month,
            Every::Quarter => Period::Quarter,
            Every::Year => Period::Year,
            Every::FiscalYear => Period::FiscalYear(self.fiscal_from),
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Every {
    Month,
    Quarter,
    Year,
    FiscalYear,
}

/// The groups that contingents are summed in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// All together.
    Theatre,
    Contributor,
    Host,
    Mission,
    Contingent,
}

impl By {
    /// `None` for all together.
    pub(crate) const fn grouping(self) -> Option<GroupBy> {
        match self {
            Self::Theatre => None,
            Self::Contributor => Some(GroupBy::Contributor),
            Self::Host => Some(GroupBy::Host),
            Self::Mission => Some(GroupBy::Mission),
            Self::Contingent => Some(GroupBy::Contingent),
        }
    }
}

#[derive(Args)]
pub(crate) struct TableArgs {
    #[command(flatten)]
    pub(crate) plan: PlanArgs,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// Which observed figures count.
#[derive(Args)]
pub(crate) struct FiguresArgs {
    /// The last month looked at; without it, everything observed is used.
    #[arg(long, value_name = "MONTH", value_parser = hints::month)]
    pub(crate) at: Option<YearMonth>,
    /// Figures published after this month are not read.
    #[arg(long, value_name = "MONTH", value_parser = hints::month)]
    pub(crate) known: Option<YearMonth>,
    /// The order in which sources count; sources not listed rank equally, after these.
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    pub(crate) sources: Vec<String>,
}

/// Which observed figures count, and what had not happened then.
#[derive(Args)]
pub(crate) struct ChoiceArgs {
    #[command(flatten)]
    pub(crate) figures: FiguresArgs,
    /// An event that has not happened by the last month looked at; may be given several times.
    #[arg(long, value_name = "EVENT", num_args = 1..)]
    pub(crate) not_yet: Vec<String>,
}

#[derive(Args)]
pub(crate) struct ErrorsArgs {
    #[command(flatten)]
    pub(crate) table: TableArgs,
    /// The file of observed figures, as csv.
    #[arg(long, value_name = "FILE")]
    pub(crate) observed: PathBuf,
    #[command(flatten)]
    pub(crate) figures: FiguresArgs,
}

#[derive(Args)]
pub(crate) struct ObservedArgs {
    #[command(flatten)]
    pub(crate) table: TableArgs,
    /// The file of observed figures, as csv.
    #[arg(long, value_name = "FILE")]
    pub(crate) observed: PathBuf,
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
    /// By how many percent of its cut or gain a goal may be missed and still counts as met, in verdicts.
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    pub(crate) within: Percent,
}

#[derive(Args)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    pub(crate) table: TableArgs,
    /// Show phases whose outcome is the same in all plans as well; csv, JSON and Parquet always have them.
    #[arg(long)]
    pub(crate) all_phases: bool,
}

#[derive(Args)]
pub(crate) struct CostsArgs {
    #[command(flatten)]
    pub(crate) table: TableArgs,
    #[command(flatten)]
    pub(crate) every: EveryArgs,
}

#[derive(Args)]
pub(crate) struct LevelsArgs {
    #[command(flatten)]
    pub(crate) table: TableArgs,
    /// The groups that contingents are summed in.
    #[arg(long, value_name = "GROUPS")]
    pub(crate) by: Option<By>,
    #[command(flatten)]
    pub(crate) every: EveryArgs,
}

/// Which draws to run, and the file that keeps them.
#[derive(Args)]
pub(crate) struct EnsembleArgs {
    /// The number of draws, from draw 0; 10000 by default.
    #[arg(long, value_name = "N", value_parser = hints::some_draws, conflicts_with = "range")]
    pub(crate) draws: Option<u64>,
    /// The seed: a draw depends only on the plan, the seed and its number.
    #[arg(long, value_name = "S", default_value = "0", value_parser = hints::count)]
    pub(crate) seed: u64,
    /// The draws A through B - 1.
    #[arg(long, value_name = "A..B", value_parser = hints::range)]
    pub(crate) range: Option<Range<u64>>,
    /// Keeps the summary in a file; an existing one is resumed.
    ///
    /// The file is replaced as a whole while the draws run: what was done by then is there after Ctrl-C as well.
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) memory: MemoryArgs,
}

/// How much memory draws may take.
#[derive(Args, Default)]
pub(crate) struct MemoryArgs {
    /// The most memory that draws and summaries may take, in GiB; what needs more is refused.
    #[arg(long, value_name = "GIB", default_value = "4", value_parser = hints::gib)]
    pub(crate) memory: MemoryLimit,
}

#[derive(Args)]
pub(crate) struct DrawsArgs {
    #[command(flatten)]
    pub(crate) table: TableArgs,
    #[command(flatten)]
    pub(crate) ensemble: EnsembleArgs,
    /// The groups that levels are counted of, beside the theatre; may be given several times.
    #[arg(long, value_name = "GROUPS")]
    pub(crate) by: Vec<By>,
}

#[derive(Args)]
pub(crate) struct BandsArgs {
    #[command(flatten)]
    pub(crate) draws: DrawsArgs,
    #[command(flatten)]
    pub(crate) every: EveryArgs,
}

#[derive(Args)]
pub(crate) struct MergeArgs {
    /// Files written by --save.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_name = "TABLE", default_value = "bands")]
    pub(crate) what: About,
    /// Leaves the plan itself out.
    #[arg(long)]
    pub(crate) only: bool,
    #[command(flatten)]
    pub(crate) every: EveryArgs,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    /// Writes the merged summary to a file, and prints nothing.
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    pub(crate) save: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) memory: MemoryArgs,
}

/// What a chart shows.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// The levels, stacked by group.
    Levels,
    /// Who leaves their host in each month.
    Outflow,
    /// Each deadline and when it is met; with --draws, how likely.
    Deadlines,
    /// The plan and its variants, a line each.
    Variants,
    /// The levels as bands over many draws.
    Fan,
    /// The answers of a seek for each value of its `for_each`.
    Frontier,
    /// The plan as announced, what was observed, and the plan tracked; needs --observed.
    Track,
}

#[derive(Args)]
pub(crate) struct ChartArgs {
    #[command(flatten)]
    pub(crate) plan: PlanArgs,
    /// What it shows; `levels` by default, `variants` if some are chosen.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// The groups that levels are stacked by; by default those that say most about what moves.
    #[arg(long, value_name = "GROUPS")]
    pub(crate) by: Option<By>,
    /// The size of a PNG picture (--out NAME.png): this many times 720 pixels wide; 2 by default.
    #[cfg(feature = "png")]
    #[arg(long, value_name = "TIMES")]
    pub(crate) scale: Option<f32>,
    /// The seek whose frontier it shows; the first with `for_each` by default.
    #[arg(long, value_name = "NAME")]
    pub(crate) seek: Option<String>,
    /// The file of observed figures, as csv, for `track`.
    #[arg(long, value_name = "FILE")]
    pub(crate) observed: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
    #[command(flatten)]
    pub(crate) ensemble: EnsembleArgs,
    #[command(flatten)]
    pub(crate) to: OutArgs,
}

#[derive(Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) plan: PlanArgs,
    /// Sets further plans beside this one.
    #[arg(long, value_name = "PLAN", num_args = 1..)]
    #[arg(conflicts_with_all = ["variant", "adjust", "only", "draws", "seed"])]
    pub(crate) compare: Vec<PathBuf>,
    /// The groups that levels are shown by; by default those that say most about what moves.
    #[arg(long, value_name = "GROUPS")]
    pub(crate) by: Option<By>,
    /// The first month of a fiscal year, 1 to 12; it is named by the year in which it ends.
    #[arg(long, value_name = "MONTH", default_value = "10", value_parser = hints::month_of_year)]
    pub(crate) fiscal_from: Month,
    /// The number of draws that the chances are counted in, 10000 by default; 0 leaves the chances out.
    #[arg(long, value_name = "N", value_parser = hints::draws)]
    pub(crate) draws: Option<u64>,
    /// The seed of the draws, 0 by default.
    #[arg(long, value_name = "S", value_parser = hints::count)]
    pub(crate) seed: Option<u64>,
    #[command(flatten)]
    pub(crate) to: OutArgs,
}

#[derive(Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) plan: PlanArgs,
}

#[derive(Args)]
pub(crate) struct NewArgs {
    /// The file to write, which must not exist; standard output by default.
    #[arg(value_name = "FILE", conflicts_with = "out")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) to: OutArgs,
}

#[derive(Args)]
pub(crate) struct CalendarArgs {
    #[command(flatten)]
    pub(crate) plan: PlanArgs,
    #[command(flatten)]
    pub(crate) to: OutArgs,
}

#[derive(Args)]
pub(crate) struct CountriesArgs {
    /// A code, or a part of a name.
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}
