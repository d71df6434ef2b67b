//! What the deployment costs, by fiscal year.

use drawdown::cost::Money;
use drawdown::values::Period;
use drawdown::{Projection, YearMonth};
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
    let periods = window.from.through(window.through).periods(every);
    let ends = periods.filter_map(|months| months.clone().next().zip(months.clone().next_back()));
    let ends: Vec<_> = ends.collect();
    let by_line = costs.by_period_and_line(every);
    let by_period = costs.by_period(every);
    let currencies = totals.iter().map(|total| {
        let currency = total.currency();
        let lines = plan.spec().costs.iter().filter(|line| line.currency == currency);
        let mut lines: Vec<&str> = lines.map(|line| line.name.as_str()).collect();
        let all = match lines.as_slice() {
            [only] => (*only).to_owned(),
            _ => "all".to_owned(),
        };
        // A single line is the sum, and many are too many columns.
        if lines.len() == 1 || lines.len() > LINES {
            lines.clear();
        }
        let mut columns = vec!["fiscal year".to_owned()];
        columns.extend(lines.iter().map(|&name| name.to_owned()));
        columns.push(format!("{all}, {currency}"));
        let rows = ends.iter().map(|&(first, last)| {
            let mut row = vec![format!("{}: {first} through {last}", every.name(last))];
            let of_line = |name: &&str| {
                let line = by_line.iter().find(|(month, line, _)| *month == last && line == name);
                line.map(|(_, _, cost)| money(cost)).unwrap_or_default()
            };
            row.extend(lines.iter().map(of_line));
            let is_own =
                |(month, cost): &&(YearMonth, Money)| *month == last && cost.currency() == currency;
            let sum = by_period.iter().find(is_own);
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
