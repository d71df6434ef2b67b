//! The plan beside what was observed: errors, verdicts and tracking.

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
use crate::args::{ChoiceArgs, ObservedArgs};
use crate::history;
use crate::input;
use crate::page::Page;
use crate::plan_file::Loaded;
use crate::rows::Format;
use crate::visible::{on_one_line, shown, visible};

/// How far the plan as announced is off what was observed; as a table, with the means.
pub(crate) fn errors(args: &ObservedArgs) -> Result<(), Box<dyn Error>> {
    write(
        args,
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
        args,
        |seen| Table::verdicts(seen, &terms),
        |seen, page| aligned(Table::verdicts(seen, &terms), page.width),
    )
}

/// The plan held to what was observed; as a table, all together and a sentence for each deadline.
pub(crate) fn track(args: &ObservedArgs) -> Result<(), Box<dyn Error>> {
    let terms = terms(args);
    let lateness = history::built_in_class().past_lateness();
    write(args, Table::track, |seen, page| {
        let deadlines = seen.tracked_deadlines(&terms, &lateness).into_iter();
        let sentences = deadlines.map(|deadline| page.line(&visible(&deadline.to_string())) + "\n");
        let levels = aligned(all_together(Table::track(seen)), page.width);
        format!("{levels}\n{}", sentences.collect::<String>())
    })
}

/// The observed figures of a plan.
pub(crate) fn of_plan(
    file: &Path,
    choice: &ChoiceArgs,
    plan: &Plan,
) -> Result<PlanObservations, Box<dyn Error>> {
    chosen(&read(file)?, file, choice, plan)
}

fn chosen(
    observations: &Observations,
    file: &Path,
    choice: &ChoiceArgs,
    plan: &Plan,
) -> Result<PlanObservations, Box<dyn Error>> {
    let choice = ObservationChoice {
        at: choice.at,
        known: choice.known,
        sources: choice.sources.clone(),
        not_yet: choice.not_yet.clone(),
    };
    let seen = observations.of_plan(plan, &choice);
    let seen = seen.map_err(|errors| format!("{}: {errors}", shown(file)))?;
    Ok(seen)
}

fn terms(args: &ObservedArgs) -> VerdictTerms {
    VerdictTerms { within: args.within, stated: Vec::new() }
}

/// A file of observed figures, or a table of a layout that the library knows; what it cannot use of one is reported.
fn read(path: &Path) -> Result<Observations, Box<dyn Error>> {
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
    args: &ObservedArgs,
    table: impl Fn(&PlanObservations) -> Table<'static>,
    text: impl Fn(&PlanObservations, Page) -> String,
) -> Result<(), Box<dyn Error>> {
    let (loaded, output) = Loaded::open(&args.table.plan, &args.table.format)?;
    output.is_not(&args.observed)?;
    let observations = read(&args.observed)?;
    let mut all = Vec::new();
    for (name, plan) in loaded.plans()? {
        all.push((name, chosen(&observations, &args.observed, &args.choice, &plan)?));
    }
    report_unlisted(all.first().map_or(&[], |(_, seen)| seen.unlisted()));
    if args.table.format.format == Format::Table {
        let page = Page::of(&output);
        let texts = all.iter().map(|(name, seen)| {
            let heading =
                if loaded.is_named() { format!("{}\n\n", visible(name)) } else { String::new() };
            heading + &text(seen, page)
        });
        return output.text(&texts.collect::<Vec<_>>().join("\n"));
    }
    let tables = all.iter().map(|(name, seen)| (name.clone(), table(seen)));
    args.table.format.write(loaded.named(Table::variants(tables.collect::<Vec<_>>())))
}

/// Says which rows are about contingents that the plan does not list.
fn report_unlisted(unlisted: &[ObservedFigure]) {
    let key = |row: &ObservedFigure| (row.contributor, row.host, row.mission);
    let mut reported = Vec::new();
    for row in unlisted {
        if reported.contains(&key(row)) {
            continue;
        }
        reported.push(key(row));
        let count = unlisted.iter().filter(|other| key(other) == key(row)).count();
        let rows = if count == 1 { "1 row is".to_owned() } else { format!("{count} rows are") };
        let text = format!(
            "line {}: {rows} about {}, which the plan does not list, and not used",
            row.line,
            row.who()
        );
        // Standard error may be closed.
        let _ = writeln!(io::stderr(), "warning: {}", on_one_line(&text));
    }
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
