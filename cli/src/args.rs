//! The command line: questions, and the options that they share.

#![allow(clippy::doc_markdown, reason = "these comments are the help")]

use std::ops::Range;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use drawdown::chrono::Month;
use drawdown::ensemble::MemoryLimit;
use drawdown::projection::GroupBy;
use drawdown::spec::Find;
use drawdown::values::Period;
use drawdown::{Percent, YearMonth};

use crate::chosen::Chosen;
use crate::hints;
use crate::history_args::HistoryArgs;
use crate::outlook::About;
use crate::rows::Format;

const EXAMPLES: &str = "\
Examples:
  drawdown new plan.toml                             a commented plan to start from
  drawdown check plan.toml                           everything that is wrong with it
  drawdown show plan.toml                            levels, deadlines, sums and assumptions
  drawdown levels plan.toml --by host --every year --format csv
  drawdown compare plan.toml                         all variants beside the plan as written
  drawdown why plan.toml --adjust 'shift = { event = \"announcement\", months = 6 }'
  drawdown chances plan.toml --draws 20000           how likely each deadline is to be met
  drawdown chart plan.toml --by host -o levels.svg
  drawdown report plan.toml -o plan.html             all of it on one page

Exit status: 0; 1 where output cannot be written; 2 for a bad plan or a bad option, with the errors on standard \
error and nothing on standard output. Warnings go to standard error.

As JSON (--format json) a table is a list with one object for each row; the keys are the columns of the csv format. \
Numbers, true and false are written as such, months (YYYY-MM), days and text as text, and what is empty as null.";

const AFTER_VARIANT: &str = "\
With --variant or --adjust the table has a first column `variant`: first the plan itself as `as planned`, then the \
variants in the order given. --only leaves the plan out.";

const AFTER_OBSERVED: &str = "\
The file of observed figures is csv with the columns month,contributor,host,mission,strength,source and, where it \
has it, published. An empty contributor, host or mission stands for all of them together; an empty strength is \
missing, 0 is nobody.

Example:
  drawdown track plan.toml --observed observed.csv --at 2025-06 --sources ministry,press";

/// Projects how a military force leaves: by country, phase by phase, month by month.
///
/// A plan file says who is there, what must leave by which deadline, what stays and what the plan waits for. Each
/// question below answers something about it.
#[derive(Parser)]
#[command(name = "drawdown", version, after_long_help = EXAMPLES, max_term_width = 100)]
#[command(subcommand_value_name = "QUESTION", subcommand_help_heading = "Questions")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) question: Question,
}

#[derive(Subcommand)]
pub(crate) enum Question {
    /// Levels as a table to read, the deadlines in sentences, sums and assumptions.
    ///
    /// As csv, json or parquet it gives the levels, as the question `levels` does.
    #[command(after_long_help = "Example:\n  drawdown show plan.toml --by host --every quarter")]
    Show(LevelsArgs),
    /// The troops of every month and contingent.
    ///
    /// Columns: month, contributor, host, mission, scheduled, strength, withdrawn, gained, arrived. In groups (--by)
    /// the contributor, host and mission are empty where a group has all of them.
    #[command(after_long_help = AFTER_VARIANT)]
    Levels(LevelsArgs),
    /// Which deadlines are met, when, and by how many they are missed.
    ///
    /// Columns: phase, deadline, binding_month, goal, strength, met, met_in, slip_months, shortfall and what
    /// follows. A deadline binds at the month end nearest to its day.
    #[command(after_long_help = AFTER_VARIANT)]
    Deadlines(TableArgs),
    /// The whole theatre in every month: strength, who left for home, who moved, who came, who stays.
    ///
    /// Columns: month, strength, left, moved, gained, residual.
    #[command(after_long_help = AFTER_VARIANT)]
    Totals(LevelsArgs),
    /// What delayed each missed deadline, in troop-months.
    ///
    /// Columns: phase, cause, name, troop_months. Each troop kept back for a month counts as one troop-month.
    #[command(after_long_help = AFTER_VARIANT)]
    Why(TableArgs),
    /// How far the plan as announced is off what was observed.
    ///
    /// Columns: month, contributor, host, mission, projected, observed, error; contributor, host and mission are empty
    /// for all together. The table also gives the mean errors.
    #[command(after_long_help = AFTER_OBSERVED)]
    Errors(ObservedArgs),
    /// What observed levels say of each deadline: met, late, or not known.
    ///
    /// Columns: phase, deadline, binding_month, goal, observed, class, met_from, met_to, slip_from, slip_to, shortfall.
    #[command(after_long_help = AFTER_OBSERVED)]
    Verdicts(ObservedArgs),
    /// The plan held to what was observed, and projected on from there.
    ///
    /// Columns: month, contributor, host, mission, announced, observed, tracked. The table also says how far each
    /// phase is behind, and when it will be done.
    #[command(after_long_help = AFTER_OBSERVED)]
    Track(ObservedArgs),
    /// What the deployment costs, month by month, and the sum of each currency.
    ///
    /// Columns: month, name, currency, cost; in the rows of the sums, month and name are empty. Whole units of the
    /// currency, each rounded half up from exact twelfths.
    #[command(after_long_help = AFTER_VARIANT)]
    Costs(CostsArgs),
    /// Variants beside the plan as written: completion, deadlines, troop-months, outflow, cost.
    ///
    /// Without --variant or --adjust all variants of the plan are compared. Columns: variant, measure, of, value,
    /// month, difference.
    Compare(CompareArgs),
    /// Bands of the levels over many draws of the plan's ranges and hazards.
    ///
    /// Columns: month, by, group, measure, draws, min, p5, p25, p50, p75, p95, max, mean.
    #[command(
        after_long_help = "Example:\n  drawdown bands plan.toml --draws 20000 --by host --every year"
    )]
    Bands(BandsArgs),
    /// How likely each outcome of each deadline is, over many draws.
    ///
    /// Columns: subject, name, value, count, draws, percent.
    #[command(after_long_help = "Example:\n  drawdown chances plan.toml --draws 20000 --seed 7")]
    Chances(DrawsArgs),
    /// Which of the plan's ranges and hazards matter most, over many draws.
    ///
    /// Columns: outcome, input, low, best, high, at_low, at_best, at_high, swing, rank_correlation.
    Drivers(DrawsArgs),
    /// The least or the most of a number at which something holds: by when, how many, how fast.
    ///
    /// Without --seek or --find all seeks of the plan are asked. Columns of seeks: seek, find, for_each, answer, throughout, holds,
    /// undecided, tried, chance, next, chance_at_next; of bottlenecks: phase, alone, kind, name, from, through, must, can,
    /// phases; of remedies: phase, kind, name, planned, would_do.
    #[command(after_long_help = "\
Examples:
  drawdown seek plan.toml
  drawdown seek plan.toml --what remedies
  drawdown seek plan.toml --seek 'least airlift' --format csv
  drawdown seek plan.toml --find least --adjust 'cap = { name = \"airlift\", per_month = 100 }' --to 400
  drawdown seek plan.toml --find most --adjust 'date = { event = \"announcement\", date = \"2024-09\" }' \\
    --to 2026-12 --so-that 'met = \"the remainder\"' --chance 80")]
    Seek(SeekArgs),
    /// Past drawdowns: what was announced, what was observed, and what became of the deadlines.
    #[command(after_long_help = "\
Examples:
  drawdown history show unmil                        what was announced, what happened, what is unknown
  drawdown history backtest                          how wrong these plans, and the record, would have been
  drawdown history class                             what became of past deadlines, with intervals")]
    History(HistoryArgs),
    /// Merges saved ranges of an ensemble, and prints what a single run of all their draws prints.
    #[command(after_long_help = "\
Example:
  drawdown bands plan.toml --range 0..5000 --save a.summary > /dev/null
  drawdown bands plan.toml --range 5000..10000 --save b.summary > /dev/null
  drawdown merge a.summary b.summary --what chances")]
    Merge(MergeArgs),
    /// A chart of the plan, as SVG or, where the command is built with the feature png, as PNG.
    #[command(after_long_help = "\
Examples:
  drawdown chart plan.toml -o levels.svg
  drawdown chart plan.toml --kind fan --draws 20000 -o fan.svg
  drawdown chart plan.toml --variant 'announced six months late' -o variants.svg")]
    Chart(ChartArgs),
    /// One self-contained HTML page: what comes of the plan, how sure it is, and on whose word.
    ///
    /// The page holds the levels, the deadlines, the variants, the chances, the costs, the assumptions, the sources
    /// and the plan itself. It loads nothing and runs no script. With --compare it sets several plans side by
    /// side.
    #[command(after_long_help = "\
With --variant or --adjust the page compares these variants, in place of all those of the plan; with --only it is about \
the one variant chosen.

Examples:
  drawdown report plan.toml -o plan.html
  drawdown report plan.toml --only --variant 'announced six months late' -o late.html
  drawdown report plan.toml --compare rival.toml -o both.html")]
    Report(ReportArgs),
    /// Everything that is wrong with a plan, with the lines of the file; nothing if it is valid.
    Check(CheckArgs),
    /// A commented plan to start from.
    #[command(after_long_help = "Example:\n  drawdown new plan.toml && drawdown show plan.toml")]
    New(NewArgs),
    /// The JSON Schema of plan files, for editors.
    Schema(OutArgs),
    /// The plan's deadlines, events and holds as an iCalendar file.
    Calendar(CalendarArgs),
    /// The country codes and names, or those that a text may mean.
    #[command(after_long_help = "Example:\n  drawdown countries korea")]
    Countries(CountriesArgs),
    /// Prints the completions of a shell.
    #[command(hide = true)]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page, or that of a question.
    #[command(hide = true)]
    Man {
        /// The question.
        question: Option<String>,
    },
}

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
pub(crate) struct ChoiceArgs {
    /// The last month looked at; without it, everything observed is used.
    #[arg(long, value_name = "MONTH", value_parser = hints::month)]
    pub(crate) at: Option<YearMonth>,
    /// Figures published after this month are not read.
    #[arg(long, value_name = "MONTH", value_parser = hints::month)]
    pub(crate) known: Option<YearMonth>,
    /// The order in which sources count; all others come after them, all alike.
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    pub(crate) sources: Vec<String>,
    /// An event that has not happened by the last month looked at; may be given several times.
    #[arg(long, value_name = "EVENT", num_args = 1..)]
    pub(crate) not_yet: Vec<String>,
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
    #[arg(long, value_name = "N", value_parser = hints::count, conflicts_with = "range")]
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

/// Which value a seek of the moment finds.
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
    #[arg(long, value_name = "QUESTION", default_value = "seek")]
    pub(crate) what: SeekQuestion,
    /// A seek of the plan, by its name; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub(crate) seek: Vec<String>,
    /// Asks a seek that is not in the file: for the least or the most. --adjust has its adjustments; the number of the
    /// last one is open, from the one written.
    #[arg(long, value_name = "LEAST|MOST", requires_all = ["adjust", "to"], conflicts_with = "seek")]
    pub(crate) find: Option<FindArg>,
    /// Its last value: a whole number or a month.
    #[arg(long, value_name = "V", requires = "find", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
    /// How far its values are apart.
    #[arg(long, value_name = "N", default_value = "1", requires = "find")]
    pub(crate) step: u32,
    /// What must hold, as in a seek of a plan file; every deadline by default.
    #[arg(long, value_name = "TOML", requires = "find")]
    pub(crate) so_that: Option<String>,
    /// In how many per cent of the draws it must hold; at best by default.
    #[arg(long, value_name = "P", requires = "find")]
    pub(crate) chance: Option<Percent>,
    /// The number of draws of seeks with a chance; 10000 by default.
    #[arg(long, value_name = "N", value_parser = hints::count)]
    pub(crate) draws: Option<u64>,
    /// The seed: a draw depends only on the plan, the seed and its number.
    #[arg(long, value_name = "S", default_value = "0", value_parser = hints::count)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(Args)]
pub(crate) struct MergeArgs {
    /// Files written by --save.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_name = "QUESTION", default_value = "bands")]
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
    #[arg(long, value_name = "N", value_parser = hints::count)]
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
