//! Answers about an ensemble: bands of levels, chances of deadlines, and what drives them.

use std::error::Error;
use std::fmt::Write as _;
use std::io;

use clap::ValueEnum;
use drawdown::ensemble::{DeadlineChances, EnsembleSummary};
use drawdown::table::{Cell, Column, ColumnKind, Table};
use drawdown::values::{Period, Proportion, grouped};
use drawdown::{Plan, Variant};

use crate::aligned::write_aligned;
use crate::args::FormatArgs;
use crate::history::Record;
use crate::page::Page;
use crate::rows::{self, Format};
use crate::visible::visible;

/// Which part of a summary to print.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum About {
    Bands,
    Chances,
    Drivers,
}

/// What of a summary to print.
#[derive(Clone, Copy)]
pub(crate) struct View {
    pub(crate) about: About,
    /// Whether the plan itself is left out.
    pub(crate) only: bool,
    pub(crate) every: Period,
}

/// Prints a summary; a merged one prints exactly as one that was run at once, but for past deadlines: only a plan file
/// says when the plan was announced.
pub(crate) fn print(
    summary: &EnsembleSummary,
    plan: Option<&Plan>,
    view: View,
    format: &FormatArgs,
) -> Result<(), Box<dyn Error>> {
    if view.about == About::Drivers && summary.sensitivities().is_none() {
        return Err("sensitivities were not recorded".into());
    }
    if format.format != Format::Table {
        return format.write_from("", || table(summary, view, format.format));
    }
    let output = format.output()?;
    if summary.draws() == 0 {
        return output
            .text("no draws, so nothing is known; ask for some with --draws or --range\n");
    }
    let page = Page::of(&output);
    if view.about == About::Drivers && summary.sensitivities().is_some_and(|found| found.is_empty())
    {
        let nothing =
            "nothing in the plan is a range or left to chance, so nothing drives its outcomes";
        return output.text(&format!("{}\n", page.line(nothing)));
    }
    output.write(|out| {
        writeln!(out, "{}", page.line(&drawn(summary)))?;
        if view.about != About::Chances
            && let Some(window) = window(summary)
        {
            writeln!(out, "Troop-months and costs: {window}")?;
        }
        writeln!(out)?;
        write_aligned(|| table(summary, view, Format::Table), page.width, out)?;
        if view.about == About::Chances {
            writeln!(out)?;
            for line in sentences(summary, view.only).lines() {
                writeln!(out, "{}", page.line(line))?;
            }
            if let Some(plan) = plan {
                let record = Record::beside(plan);
                let past = record.paragraph(&record.sentences(plan), None, page);
                write!(out, "{past}")?;
            }
        }
        Ok::<(), io::Error>(())
    })
}

fn table(summary: &EnsembleSummary, view: View, format: Format) -> Table<'_> {
    let table = match (view.about, format) {
        (About::Drivers, _) => {
            let drivers = Table::sensitivities(summary);
            Table::variants(drivers.map(|drivers| (Variant::AS_PLANNED, drivers)))
        }
        (About::Bands, _) => bands(summary, view.every),
        (About::Chances, Format::Table) => deadlines(summary),
        (About::Chances, _) => chances(summary),
    };
    let table = if view.only { without_plan(table) } else { table };
    let is_named = summary.outcomes().len() > 1;
    if is_named { table } else { rows::without_variant(table) }
}

/// The months that are summed: all but the first.
fn window(summary: &EnsembleSummary) -> Option<String> {
    let mut months = summary.as_planned().months().skip(1);
    let first = months.next()?;
    Some(format!("{first} through {}", months.last().unwrap_or(first)))
}

/// Which draws were counted.
fn drawn(summary: &EnsembleSummary) -> String {
    let ranges = summary.ranges();
    let ranges: Vec<String> = ranges.iter().map(|range| format!("{range:?}")).collect();
    let draws = grouped(summary.draws());
    let unit = if summary.draws() == 1 { "draw" } else { "draws" };
    format!("{draws} {unit} ({}), seed {}", ranges.join(", "), summary.seed())
}

fn without_plan(table: Table<'_>) -> Table<'_> {
    let is_variant = |row: &Vec<Cell<'_>>| row.first() != Some(&Variant::AS_PLANNED.into());
    Table::new(table.columns, table.rows.filter(is_variant))
}

/// The levels of the theatre and of the chosen groups at the end of each period, the troop-months and the cost.
fn bands(summary: &EnsembleSummary, every: Period) -> Table<'_> {
    let plans = summary.outcomes().iter();
    let differences = summary.differences().iter();
    let bands = plans.map(|plan| (plan.name(), Table::bands(plan)));
    let less =
        differences.map(|other| (other.variant(), Table::differences(other, summary.as_planned())));
    let table = Table::variants(bands.chain(less));
    let last = summary.as_planned().months().next_back();
    // After the variant comes the month, empty for what is of all months.
    let is_shown = move |row: &Vec<Cell<'_>>| match row.get(1) {
        Some(Cell::Month(month)) => Some(*month) == last || every.last_month(*month) == *month,
        _ => true,
    };
    Table::new(table.columns, table.rows.filter(is_shown))
}

/// How likely each outcome is, and how variants compare.
fn chances(summary: &EnsembleSummary) -> Table<'_> {
    let plans = summary.outcomes().iter().map(|plan| (plan.name(), Table::chances(plan)));
    let differences = summary.differences().iter();
    let differences = differences.map(|other| (other.variant(), Table::completion_chances(other)));
    Table::variants(plans.chain(differences))
}

/// A table for people, with a line for each deadline that is judged in any draw.
pub(crate) fn deadlines(summary: &EnsembleSummary) -> Table<'_> {
    let columns = [
        ("variant", ColumnKind::Text),
        ("phase", ColumnKind::Text),
        ("due", ColumnKind::Day),
        ("met", ColumnKind::Text),
        ("at_planned_pace", ColumnKind::Text),
        ("late", ColumnKind::Text),
        ("never", ColumnKind::Text),
        ("undecided", ColumnKind::Text),
        ("slip_p5", ColumnKind::Text),
        ("slip_p50", ColumnKind::Text),
        ("slip_p95", ColumnKind::Text),
    ];
    let rows = summary.outcomes().iter().flat_map(|plan| {
        plan.deadlines().iter().filter(|chances| !is_unjudged(chances)).map(|chances| {
            // Draws that were not assessed are open as well.
            let open = chances.undecided();
            let open = Proportion { count: open.count + chances.not_assessed().count, ..open };
            let slip = |percent: u32| match chances.slip().quantile(percent.into()) {
                Some(months) => months.into(),
                None if chances.slip().draws() > 0 => "never".into(),
                None => Cell::Empty,
            };
            vec![
                plan.name().into(),
                chances.phase().into(),
                chances.deadline().into(),
                chances.met().to_string().into(),
                chances.at_planned_pace().to_string().into(),
                chances.late().to_string().into(),
                chances.beyond_horizon().to_string().into(),
                open.to_string().into(),
                slip(5),
                slip(50),
                slip(95),
            ]
        })
    });
    let columns = columns.into_iter().map(|(name, kind)| Column::new(name, kind));
    Table::new(columns.collect(), rows)
}

/// Whether no draw says anything of a deadline: the phase is past or replaced, or has no day.
fn is_unjudged(chances: &DeadlineChances) -> bool {
    let Proportion { count, draws } = chances.not_assessed();
    draws > 0 && count == draws
}

/// Which deadlines are not judged, when the plans are complete, and how variants differ, in sentences.
pub(crate) fn sentences(summary: &EnsembleSummary, only: bool) -> String {
    let mut text = String::new(); // writing to which cannot fail
    let named = summary.outcomes().len() > 1;
    for plan in &summary.outcomes()[usize::from(only)..] {
        let uncapped =
            |chances: &&DeadlineChances| !chances.is_capped() && chances.by_surge().count > 0;
        for chances in plan.deadlines().iter().filter(uncapped) {
            let _ = writeln!(text, "{}", visible(&chances.to_string()));
        }
        let by = |percent: u32| {
            let month = plan.completion_quantile(percent.into());
            month.map_or_else(|| "not within the projection".to_owned(), |month| month.to_string())
        };
        let name = if named { format!("{}: ", visible(plan.name())) } else { String::new() };
        let unjudged = plan.deadlines().iter().filter(|chances| is_unjudged(chances));
        let unjudged: Vec<String> = unjudged.map(|one| visible(one.phase())).collect();
        if !unjudged.is_empty() {
            let _ = writeln!(text, "{name}not judged: {}", unjudged.join("; "));
        }
        let _ = writeln!(
            text,
            "{name}all moves end within the projection in {} of the draws; earliest 5 %: {}, half: {}, 95 %: {}",
            Proportion {
                count: plan.completion().draws() - plan.completion().beyond_horizon().count,
                draws: plan.completion().draws()
            },
            by(5),
            by(50),
            by(95)
        );
    }
    for difference in summary.differences() {
        let _ = writeln!(
            text,
            "{}: moves end sooner than planned in {} of the draws, later in {}",
            visible(difference.variant()),
            difference.completes_sooner(),
            difference.completes_later()
        );
    }
    text
}
