//! What the deployment costs, by fiscal year.

use drawdown::Projection;
use drawdown::values::Period;
use serde::Serialize;

use super::grid::Grid;
use crate::compare::money;

/// The most cost lines with a column of their own.
const LINES: usize = 4;

#[derive(Serialize)]
pub(super) struct Costs {
    /// The months that are summed.
    window: String,
    /// A table for each currency.
    currencies: Vec<Grid>,
}

/// `None` where the plan has no costs, or no month is projected.
pub(super) fn of(projection: &Projection, every: Period) -> Option<Costs> {
    let window = projection.sum_window()?;
    let (plan, costs) = (projection.plan(), projection.costs());
    let totals = costs.totals();
    let months: Vec<_> = plan.months().skip(1).collect();
    let periods: Vec<_> = months
        .chunk_by(|a, b| every.last_month(*a) == every.last_month(*b))
        .filter_map(|period| period.first().copied().zip(period.last().copied()))
        .collect();
    let by_line = costs.by_period_and_line(every);
    let first_month = match every {
        Period::FiscalYear(first) => first.number_from_month(),
        _ => 1,
    };
    let by_year = costs.by_fiscal_year(first_month);
    let currencies = totals.iter().map(|total| {
        let currency = total.currency();
        let lines = plan.spec().costs.iter().filter(|line| line.currency == currency);
        let mut lines: Vec<&str> = lines.map(|line| line.name.as_str()).collect();
        // A single line is the sum, and many are too many columns.
        if lines.len() == 1 || lines.len() > LINES {
            lines.clear();
        }
        let mut columns = vec!["fiscal year".to_owned()];
        columns.extend(lines.iter().map(|&name| name.to_owned()));
        columns.push(format!("all, {currency}"));
        let rows = periods.iter().map(|&(first, last)| {
            let mut row = vec![format!("{}: {first} through {last}", every.name(last))];
            let of_line = |name: &&str| {
                let line = by_line.iter().find(|(month, line, _)| *month == last && line == name);
                line.map(|(_, _, cost)| money(cost)).unwrap_or_default()
            };
            row.extend(lines.iter().map(of_line));
            let year = every.last_month(last).year();
            let sum =
                by_year.iter().find(|(other, cost)| *other == year && cost.currency() == currency);
            row.push(sum.map(|(_, cost)| money(cost)).unwrap_or_default());
            row
        });
        let mut rows: Vec<Vec<String>> = rows.collect();
        let mut sum = vec![format!("All: {window}")];
        let whole = costs.by_line();
        sum.extend(lines.iter().map(|&name| {
            let line = whole.iter().find(|(line, _)| line == name);
            line.map(|(_, cost)| money(cost)).unwrap_or_default()
        }));
        sum.push(money(total));
        rows.push(sum);
        let caption = format!("Cost in {currency}, {window}; whole units, each rounded by itself");
        Grid::of_numbers(caption, columns, rows)
    });
    (!totals.is_empty())
        .then(|| Costs { window: window.to_string(), currencies: currencies.collect() })
}
