//! Answers as tables, with the variant in the first column.

use std::error::Error;

use drawdown::Plan;
use drawdown::table::Table;
use drawdown::values::Period;

use crate::args::{By, CostsArgs, LevelsArgs, TableArgs};
use crate::compare;
use crate::page::Page;
use crate::plan_file::Loaded;
use crate::rows::Format;
use crate::window;

/// A row for each month and contingent, or for each period and group.
pub(crate) fn levels(args: &LevelsArgs) -> Result<(), Box<dyn Error>> {
    let (by, every) = (args.by, args.every.period());
    let head = move |plan: &Plan| flows(plan, every);
    write(&args.table, head, move |plan| match by {
        None | Some(By::Contingent) if every == Period::Month => Table::levels_streaming(&plan),
        by => {
            let by = by.unwrap_or(By::Contingent).grouping();
            Table::levels_by(&plan.project(), by, every)
        }
    })
}

/// A row for each phase.
pub(crate) fn deadlines(args: &TableArgs) -> Result<(), Box<dyn Error>> {
    let head =
        |plan: &Plan| plan.spec().phases.is_empty().then(|| "The plan has no phases.".into());
    write(args, head, |plan| Table::deadlines(plan.project().deadlines()))
}

/// A row for each period, or for each period and group.
pub(crate) fn totals(args: &LevelsArgs) -> Result<(), Box<dyn Error>> {
    let (by, every) = (args.by.and_then(By::grouping), args.every.period());
    let head = move |plan: &Plan| flows(plan, every);
    write(&args.table, head, move |plan| Table::totals_by(&plan.project(), by, every))
}

/// A row for each cause of each missed deadline; as a table for people, side by side.
pub(crate) fn why(args: &TableArgs) -> Result<(), Box<dyn Error>> {
    if args.format.format == Format::Table {
        return compare::why(args);
    }
    write(args, |_| None, |plan| Table::causes(plan.project().deadlines()))
}

/// A row for each period and cost line, then the sums.
pub(crate) fn costs(args: &CostsArgs) -> Result<(), Box<dyn Error>> {
    let every = args.every.period();
    let head = move |plan: &Plan| match plan.spec().costs.as_slice() {
        [] => Some("The plan has no costs.".to_owned()),
        _ => window::line(plan, "Costs", every),
    };
    write(&args.table, head, move |plan| Table::costs(&plan.project(), every))
}

/// What the flows of periods are summed over; those of months need no words.
fn flows(plan: &Plan, every: Period) -> Option<String> {
    if every == Period::Month { None } else { window::line(plan, "Flows", every) }
}

/// Writes the tables of the plan and of the variants chosen, one plan at a time; for people with what is said above them.
fn write(
    args: &TableArgs,
    head: impl Fn(&Plan) -> Option<String>,
    table: impl Fn(Plan) -> Table<'static> + Copy + Send + 'static,
) -> Result<(), Box<dyn Error>> {
    let (loaded, output) = Loaded::open(&args.plan, &args.format)?;
    loaded.check_only()?;
    let head = head(&loaded.plan).map(|head| format!("{}\n\n", Page::of(&output).line(&head)));
    args.format.write_from(&head.unwrap_or_default(), || {
        // The variants were applied and checked when they were chosen.
        let plans = loaded.each_plan().filter_map(Result::ok);
        loaded.named(Table::variants(plans.map(move |(name, plan)| (name, table(plan)))))
    })
}
