//! The plan beside what was observed: errors, verdicts and tracking.

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use drawdown::Plan;
use drawdown::observed::{
    ColumnMapping, ForecastRecord, ObservationChoice, Observations, Observed, ObservedFigure,
    PlanObservations, VerdictTerms,
};
use drawdown::table::Table;

use crate::aligned::aligned;
use crate::args::{ChoiceArgs, ErrorsArgs, FiguresArgs, ObservedArgs, TableArgs};
use crate::history;
use crate::input;
use crate::page::Page;
use crate::plan_file::Loaded;
use crate::rows::Format;
use crate::visible::{on_one_line, shown, visible};

/// The most sources that a warning names.
const MOST_NAMED: usize = 20;

/// How far the plan as announced is off what was observed; as a table, with the means.
pub(crate) fn errors(args: &ErrorsArgs) -> Result<(), Box<dyn Error>> {
    write(
        &args.table,
        &args.observed,
        &choice(&args.figures, &[]),
        |seen| Table::errors(seen, None),
        |seen, page| {
            let months = aligned(Table::errors(seen, None), page.width);
            let means =
                seen.errors(None).into_iter().filter_map(|errors| mean_text(seen.plan(), &errors));
            let means: Vec<String> = means.map(|mean| page.line(&mean) + "\n").collect();
            if means.is_empty() {
                return "nothing is observed in the months that count\n".to_owned();
            }
            format!("{months}\n{}", means.concat())
        },
    )
}

/// What observed levels say of each deadline.
pub(crate) fn verdicts(args: &ObservedArgs) -> Result<(), Box<dyn Error>> {
    let terms = terms(args);
    write(
        &args.table,
        &args.observed,
        &choice(&args.choice.figures, &args.choice.not_yet),
        |seen| Table::verdicts(seen, &terms),
        |seen, page| aligned(Table::verdicts(seen, &terms), page.width),
    )
}

/// The plan held to what was observed; as a table, all together and a sentence for each deadline.
pub(crate) fn track(args: &ObservedArgs) -> Result<(), Box<dyn Error>> {
    let terms = terms(args);
    let lateness = history::built_in_class().past_lateness();
    let text = |seen: &PlanObservations, page: Page| {
        let deadlines = seen.tracked_deadlines(&terms, &lateness).into_iter();
        let sentences = deadlines.map(|deadline| page.line(&visible(&deadline.to_string())) + "\n");
        let levels = aligned(all_together(Table::track(seen)), page.width);
        format!("{levels}\n{}", sentences.collect::<String>())
    };
    let choice = choice(&args.choice.figures, &args.choice.not_yet);
    write(&args.table, &args.observed, &choice, Table::track, text)
}

/// The observed figures of a plan.
pub(crate) fn of_plan(
    file: &Path,
    args: &ChoiceArgs,
    plan: &Plan,
) -> Result<PlanObservations, Box<dyn Error>> {
    let choice = choice(&args.figures, &args.not_yet);
    chosen(&read(file, &choice)?, file, &choice, plan)
}

fn choice(figures: &FiguresArgs, not_yet: &[String]) -> ObservationChoice {
    ObservationChoice {
        at: figures.at,
        known: figures.known,
        sources: figures.sources.clone(),
        not_yet: not_yet.to_vec(),
    }
}

fn chosen(
    observations: &Observations,
    file: &Path,
    choice: &ObservationChoice,
    plan: &Plan,
) -> Result<PlanObservations, Box<dyn Error>> {
    let seen = observations.of_plan(plan, choice);
    let seen = seen.map_err(|errors| format!("{}: {errors}", shown(file)))?;
    if !choice.not_yet.is_empty() && seen.last_month().is_none() {
        return Err("--not-yet: nothing is observed, so that no month is the last one looked at; give --at MONTH".into());
    }
    Ok(seen)
}

fn terms(args: &ObservedArgs) -> VerdictTerms {
    VerdictTerms { within: args.within, stated: Vec::new() }
}

/// A file of observed figures; sources of the choice that none of them has are reported.
fn read(path: &Path, choice: &ObservationChoice) -> Result<Observations, Box<dyn Error>> {
    let observations = read_file(path)?;
    let known: BTreeSet<&str> = observations.rows.iter().map(|row| row.source.as_str()).collect();
    for id in choice.sources.iter().filter(|id| !known.contains(id.as_str())) {
        let known: Vec<&str> = known.iter().copied().take(MOST_NAMED).collect();
        let more = if known.len() == MOST_NAMED { ", and perhaps more" } else { "" };
        let text = format!(
            "--sources: no row of {} has the source {id:?}; there are {}{more}",
            path.display(),
            known.join(", ")
        );
        // Standard error may be closed.
        let _ = writeln!(io::stderr(), "warning: {}", on_one_line(&text));
    }
    Ok(observations)
}

/// A file of observed figures, or a table of a layout that the library knows; what it cannot use of one is reported.
fn read_file(path: &Path) -> Result<Observations, Box<dyn Error>> {
    let bytes = input::read(path, Observations::MAX_FILE_BYTES)?;
    let name = shown(path);
    let Some(columns) = ColumnMapping::recognized(&bytes) else {
        return Observations::from_csv(&bytes).map_err(|errors| format!("{name}: {errors}").into());
    };
    let observed = Observed::from_csv(&bytes, &columns);
    let observed = observed.map_err(|errors| format!("{name}: {errors}"))?;
    let notes = observed.notes.iter().map(ToString::to_string);
    for report in observed.left_out.iter().map(ToString::to_string).chain(notes) {
        let _ = writeln!(io::stderr(), "{}", on_one_line(&format!("{name}: {report}")));
    }
    Ok(observed.to_observations(&path.file_name().unwrap_or_default().to_string_lossy()))
}

/// Writes the tables of the plan and of the variants chosen; for people as `text` lays them out.
fn write(
    args: &TableArgs,
    observed: &Path,
    choice: &ObservationChoice,
    table: impl Fn(&PlanObservations) -> Table<'static>,
    text: impl Fn(&PlanObservations, Page) -> String,
) -> Result<(), Box<dyn Error>> {
    let (loaded, output) = Loaded::open(&args.plan, &args.format)?;
    output.is_not(observed)?;
    let observations = read(observed, choice)?;
    let mut all = Vec::new();
    for (name, plan) in loaded.plans()? {
        all.push((name, chosen(&observations, observed, choice, &plan)?));
    }
    let unlisted = all.first().map_or(&[][..], |(_, seen)| seen.unlisted());
    for line in unlisted_lines(unlisted, "the plan does not list") {
        // Standard error may be closed.
        let _ = writeln!(io::stderr(), "warning: {}", on_one_line(&line));
    }
    if args.format.format == Format::Table {
        let page = Page::of(&output);
        let texts = all.iter().map(|(name, seen)| {
            let heading =
                if loaded.is_named() { format!("{}\n\n", visible(name)) } else { String::new() };
            heading + &text(seen, page)
        });
        return output.text(&texts.collect::<Vec<_>>().join("\n"));
    }
    let tables = all.iter().map(|(name, seen)| (name.clone(), table(seen)));
    args.format.write(loaded.named(Table::variants(tables.collect::<Vec<_>>())))
}

/// A line for all rows about each contingent that is not listed: `who` says by whom.
pub(crate) fn unlisted_lines(unlisted: &[ObservedFigure], who: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let key = |row: &ObservedFigure| (row.contributor, row.host, row.mission);
    let mut reported = Vec::new();
    for row in unlisted {
        if reported.contains(&key(row)) {
            continue;
        }
        reported.push(key(row));
        let count = unlisted.iter().filter(|other| key(other) == key(row)).count();
        let rows = if count == 1 { "1 row is".to_owned() } else { format!("{count} rows are") };
        lines.push(format!(
            "line {}: {rows} about {}, which {who}, and not used",
            row.line,
            row.who()
        ));
    }
    lines
}

/// The rows of all together, without the columns that are empty then.
fn all_together(table: Table<'static>) -> Table<'static> {
    let is_kept = |i: usize| i == 0 || i > 3;
    let columns = table.columns.into_iter().enumerate().filter(|(i, _)| is_kept(*i));
    let rows = table.rows.filter(|row| row[1].to_string().is_empty());
    let rows = rows.map(move |row| {
        row.into_iter().enumerate().filter(|(i, _)| is_kept(*i)).map(|(_, cell)| cell).collect()
    });
    Table::new(columns.map(|(_, column)| column).collect(), rows)
}

/// The mean errors of a contingent or of all together in a sentence.
fn mean_text(plan: &Plan, errors: &ForecastRecord) -> Option<String> {
    let (mean, absolute) = (errors.mean()?, errors.mean_absolute()?);
    let who = errors.contingent.and_then(|c| plan.spec().contingents.get(c));
    let who = who.map_or_else(|| "all together".to_owned(), ToString::to_string);
    let share = |percent: Option<drawdown::values::Mean>| {
        percent.map_or_else(String::new, |percent| {
            format!(" ({percent:.2} % of the strength at the start)")
        })
    };
    let months = errors.months.len();
    let months = if months == 1 { "1 month".to_owned() } else { format!("{months} months") };
    Some(visible(&format!(
        "{who}: over {months} observed, mean error {mean}{}, mean absolute error {absolute}{}",
        share(errors.mean_percent()),
        share(errors.mean_absolute_percent())
    )))
}
