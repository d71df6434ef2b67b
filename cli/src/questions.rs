//! The questions, and the texts of their help.

#![allow(clippy::doc_markdown, reason = "these comments are the help")]

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use crate::args::{
    BandsArgs, CalendarArgs, ChartArgs, CheckArgs, CompareArgs, CostsArgs, CountriesArgs,
    DrawsArgs, ErrorsArgs, LevelsArgs, MergeArgs, NewArgs, ObservedArgs, OutArgs, ReportArgs,
    TableArgs,
};
use crate::history_args::HistoryArgs;
use crate::seek_args::SeekArgs;

const EXAMPLES: &str = "\
Examples:
  drawdown new plan.toml                             a commented plan to start from
  drawdown check plan.toml                           everything that is wrong with it
  drawdown show plan.toml                            levels, deadlines, sums and assumptions
  drawdown levels plan.toml --by host --every year --format csv
  drawdown compare plan.toml                         all variants beside the plan as written
  drawdown why plan.toml --adjust 'shift = { event = \"announcement\", months = 28 }'
  drawdown chances plan.toml --draws 20000           how likely each deadline is to be met
  drawdown chart plan.toml --by host -o levels.svg
  drawdown report plan.toml -o plan.html             all of it on one page
  drawdown completions bash                          completions of a shell, to standard output
  drawdown man show                                  the manual page of a command; without a name, of `drawdown`

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
/// command below answers a question about it.
#[derive(Parser)]
#[command(name = "drawdown", version, after_long_help = EXAMPLES, max_term_width = 100)]
#[command(subcommand_value_name = "COMMAND", subcommand_help_heading = "Commands")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) question: Question,
}

#[derive(Subcommand)]
pub(crate) enum Question {
    /// Levels as a table to read, the deadlines in sentences, sums and assumptions.
    ///
    /// As csv, json or parquet it gives the levels, as the command `levels` does.
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
    /// How far observed levels differ from the plan as announced.
    ///
    /// Columns: month, contributor, host, mission, projected, observed, error; contributor, host and mission are empty
    /// for all together. The table also gives the mean errors.
    #[command(after_long_help = AFTER_OBSERVED)]
    Errors(ErrorsArgs),
    /// What observed levels say of each deadline: met, late, or not known.
    ///
    /// Columns: phase, deadline, binding_month, goal, observed, class, met_from, met_to, slip_from, slip_to, shortfall.
    #[command(after_long_help = AFTER_OBSERVED)]
    Verdicts(ObservedArgs),
    /// The plan updated with observed levels, and projected onward from the last one.
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
    /// Without --seek or --find all seeks of the plan are run. Columns of seeks: seek, find, for_each, answer,
    /// throughout, holds, undecided, tried, chance, next, chance_at_next; of bottlenecks: phase, alone, kind, name, from,
    /// through, must, can, phases; of remedies: phase, kind, name, planned, would_do.
    #[command(after_long_help = "\
Examples:
  drawdown seek plan.toml
  drawdown seek plan.toml --what remedies
  drawdown seek plan.toml --seek 'least airlift' --format csv
  drawdown seek plan.toml --find least --to 400 \\
    --adjust 'cap = { name = \"airlift\", scope = { host = \"IRQ\" }, per_month = 100 }'
  drawdown seek plan.toml --find most --adjust 'date = { event = \"announcement\", date = \"2024-09\" }' \\
    --to 2026-12 --so-that 'met = \"the remainder\"' --chance 80

A cap or a hold is written out whole; it replaces the plan's entry of that name. So does a residual of that scope.")]
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
    /// Prints the manual page, or that of a command.
    #[command(hide = true)]
    Man {
        /// The command.
        #[arg(value_name = "COMMAND")]
        question: Option<String>,
    },
}
