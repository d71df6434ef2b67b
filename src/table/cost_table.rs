//! The table of costs.

use crate::projection::cost_breakdown::Money;
use crate::projection::projection_type::Projection;
use crate::table::cell::{Cell, ColumnKind};
use crate::table::table_type::{Table, columns};
use crate::values::period::Period;
use crate::values::year_month::YearMonth;

impl Table<'_> {
    /// The costs: one row for each period and cost line, from the first month after `as_of`, then one for the sum of
    /// each currency. Each is rounded half up from exact twelfths, so that rounded rows need not add up to a sum.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `month` | month | the period's last; empty for a sum over all months |
    /// | `name` | text | the cost line; empty for a sum |
    /// | `currency` | text | |
    /// | `cost` | number | whole units of the currency |
    ///
    /// ```
    /// use drawdown::table::Table;
    /// use drawdown::values::Period;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let row = Table::costs(&plan.project(), Period::Month).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// // a twelfth of 455,000 USD for each of 3,400 troops
    /// assert_eq!(row, ["2024-09", "operations", "USD", "128916667"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn costs(projection: &Projection, every: Period) -> Self {
        let columns = columns(&[
            (ColumnKind::Month, &["month"]),
            (ColumnKind::Text, &["name", "currency"]),
            (ColumnKind::Number, &["cost"]),
        ]);
        let row = |month: Option<YearMonth>, name: String, money: &Money| {
            // Money is below 2^124.
            let cost = money.rounded().cast_signed();
            vec![month.into(), name.into(), money.currency().to_owned().into(), cost.into()]
        };
        let costs = projection.costs();
        let by_line = costs.by_period_and_line(every).into_iter();
        let mut rows: Vec<Vec<Cell<'_>>> =
            by_line.map(|(month, name, money)| row(Some(month), name, &money)).collect();
        if projection.sum_window().is_some() {
            rows.extend(costs.totals().iter().map(|money| row(None, String::new(), money)));
        }
        Self::new(columns, rows)
    }
}
