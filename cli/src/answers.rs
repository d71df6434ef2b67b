//! Answers as tables, with the variant in the first column.

use std::error::Error;

use drawdown::Plan;
use drawdown::table::Table;
use drawdown::values::Period;

use crate::args::{By, CostsArgs, LevelsArgs, TableArgs};
use crate::compare;
use crate::plan_file::Loaded;
use crate::rows::{self, Format};

/// A row for each month and contingent, or for each period and group.
pub(crate) fn levels(args: &LevelsArgs) -> Result<(), Box<dyn Error>> {
    let every = args.every.period();
    write(&args.table, |plan| match args.by {
        None | Some(By::Contingent) if every == Period::Month => Table::levels_streaming(plan),
        by => {
            let by = by.unwrap_or(By::Contingent).grouping();
            Table::levels_by(&plan.project(), by, every)
        }
    })
}

/// A row for each phase.
pub(crate) fn deadlines(args: &TableArgs) -> Result<(), Box<dyn Error>> {
    write(args, |plan| Table::deadlines(plan.project().deadlines()))
}

/// A row for each period, or for each period and group.
pub(crate) fn totals(args: &LevelsArgs) -> Result<(), Box<dyn Error>> {
    let by = args.by.and_then(By::grouping);
    write(&args.table, |plan| Table::totals_by(&plan.project(), by, args.every.period()))
}

/// A row for each cause of each missed deadline; as a table for people, side by side.
pub(crate) fn why(args: &TableArgs) -> Result<(), Box<dyn Error>> {
    if args.format.format == Format::Table {
        return compare::why(args);
    }
    write(args, |plan| Table::causes(plan.project().deadlines()))
}

/// A row for each period and cost line, then the sums.
pub(crate) fn costs(args: &CostsArgs) -> Result<(), Box<dyn Error>> {
    write(&args.table, |plan| Table::costs(&plan.project(), args.every.period()))
}

/// Writes the tables of the plan and of the variants chosen.
fn write(
    args: &TableArgs,
    table: impl for<'a> Fn(&'a Plan) -> Table<'a> + Sync,
) -> Result<(), Box<dyn Error>> {
    let loaded = Loaded::from_args(&args.plan)?;
    args.format.output()?.is_not(&args.plan.plan)?;
    let plans = loaded.plans()?;
    let of_plans = plans.iter().map(|(name, plan)| (name.as_str(), table(plan)));
    let all = Table::variants(of_plans);
    args.format.write(if loaded.is_named() { all } else { rows::without_variant(all) })
}
