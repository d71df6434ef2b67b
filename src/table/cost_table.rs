//! The table of costs.

use crate::projection::projection_type::Projection;
use crate::table::cell::{Cell, ColumnKind};
use crate::table::table_type::{Table, columns};
use crate::values::period::Period;

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
        let mut sums: Vec<(String, u128)> = Vec::new();
        let mut rows = Vec::new();
        for (month, name, money) in projection.costs().by_period_and_line(every) {
            match sums.iter_mut().find(|(currency, _)| currency == money.currency()) {
                Some((_, twelfths)) => *twelfths += money.twelfths(),
                None => sums.push((money.currency().to_owned(), money.twelfths())),
            }
            let currency = money.currency().to_owned().into();
            rows.push(vec![Cell::from(month), name.into(), currency, whole(money.twelfths())]);
        }
        let sums = sums.into_iter().map(|(currency, twelfths)| {
            vec![Cell::Empty, "".into(), currency.into(), whole(twelfths)]
        });
        rows.extend(sums);
        Self::new(columns, rows)
    }
}

/// Twelfths in whole units, rounded half up.
fn whole<'a>(twelfths: u128) -> Cell<'a> {
    // A sum of twelfths is below 2^124 (see `Money`).
    ((twelfths + 6) / 12).cast_signed().into()
}
