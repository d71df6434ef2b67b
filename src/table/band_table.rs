//! The tables of an ensemble.

use crate::ensemble::difference::PairedDifference;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::plan_outcomes::PlanOutcomes;
use crate::projection::group_by::GroupBy;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::decimal::Decimal;
use crate::table::table_type::{Table, columns};
use crate::values::mean::Mean;
use crate::values::year_month::YearMonth;

const GROUPINGS: [GroupBy; 4] =
    [GroupBy::Contributor, GroupBy::Host, GroupBy::Mission, GroupBy::Contingent];

const PERCENTS: [u32; 5] = [5, 25, 50, 75, 95];

impl<'a> Table<'a> {
    /// The bands of an ensemble: one row for each month, group and measure, one for the troop-months
    /// and one for the cost in each currency.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `month` | month | empty for troop-months and costs, which are sums |
    /// | `by` | text | `theatre`, `contributor`, `host`, `mission`, `contingent` or `scope` |
    /// | `group` | text | the name of the group; of a sum, its window, as `2024-09 through 2027-12` |
    /// | `measure` | text | `strength`, `residual`, `troop-months`, `cost` and the currency |
    /// | `draws` | number | the number of draws |
    /// | `min` | number | |
    /// | `p5`, `p25`, `p50`, `p75`, `p95` | number | percentiles, by nearest rank |
    /// | `max` | number | |
    /// | `mean` | decimal | |
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let summary = Ensemble::new(&plan, 2024).run(0..10);
    /// let row = Table::bands(summary.as_planned()).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row[..5], ["2024-08", "theatre", "", "strength", "10"]);
    /// assert_eq!(row[5..], ["3400", "3400", "3400", "3400", "3400", "3400", "3400", "3400.0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bands(outlook: &'a PlanOutcomes) -> Self {
        let months = outlook.months().flat_map(|month| of_month(outlook, month));
        let troop_months = std::iter::once_with(|| {
            of_window(
                band(None, THEATRE, "troop-months".into(), outlook.troop_months(), 1),
                outlook,
            )
        });
        let costs = outlook.costs().map(|(currency, twelfths)| {
            of_window(band(None, THEATRE, format!("cost {currency}").into(), twelfths, 12), outlook)
        });
        Self::new(band_columns(), months.chain(troop_months).chain(costs))
    }

    /// How a variant differs from the plan, draw by draw: bands with the columns of
    /// [`Table::bands`], of its completion (in months), troop-months and costs less those of the plan. `group` is the
    /// window of the plan's projection. A draw in which one of both does not complete has no difference of
    /// completions; it ranks above all others.
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = plan.named_variant("announced six months late").ok_or("no such variant")?;
    /// let variants = vec![("late".into(), late)];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 2024) }.run(0..10);
    /// let row = Table::differences(&summary.differences()[0], summary.as_planned()).rows.next().ok_or("no row")?;
    /// assert_eq!(row[3].to_string(), "completion less planned");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn differences(difference: &'a PairedDifference, planned: &PlanOutcomes) -> Self {
        let row = |measure: &str, of: &Distribution, parts| {
            let measure = format!("{measure} less planned");
            of_window(band(None, THEATRE, measure.into(), of, parts), planned)
        };
        let mut rows = vec![
            row("completion", difference.completion(), 1),
            row("troop-months", difference.troop_months(), 1),
        ];
        let costs = difference.costs();
        rows.extend(costs.map(|(currency, of)| row(&format!("cost {currency}"), of, 12)));
        Self::new(band_columns(), rows)
    }
}

fn band_columns() -> Vec<Column> {
    columns(&[
        (ColumnKind::Month, &["month"]),
        (ColumnKind::Text, &["by", "group", "measure"]),
        (ColumnKind::Number, &["draws", "min", "p5", "p25", "p50", "p75", "p95", "max"]),
        (ColumnKind::Decimal, &["mean"]),
    ])
}

const THEATRE: [&str; 2] = ["theatre", ""];

/// The rows of one month: those of the theatre, and those of the groups.
fn of_month(outlook: &PlanOutcomes, month: YearMonth) -> impl Iterator<Item = Vec<Cell<'_>>> {
    let groups = GROUPINGS.into_iter().flat_map(|grouping| {
        outlook.groups(grouping).map(move |(name, levels)| ([grouping.as_str(), name], levels))
    });
    let scopes = outlook.scopes().map(|(name, levels)| (["scope", name], levels));
    let all = std::iter::once((THEATRE, outlook.theatre())).chain(groups).chain(scopes);
    all.flat_map(move |(group, levels)| {
        let measures = [("strength", levels.strength(month)), ("residual", levels.residual(month))];
        measures
            .into_iter()
            .filter_map(move |(measure, of)| Some(band(Some(month), group, measure.into(), of?, 1)))
    })
}

/// The row of a sum, with the months that it is over in place of a group (rules#windows-of-sums).
fn of_window<'a>(mut row: Vec<Cell<'a>>, outlook: &PlanOutcomes) -> Vec<Cell<'a>> {
    row[2] = outlook.sum_window().map_or(Cell::from(""), |window| window.to_string().into());
    row
}

/// One row. The distribution counts `parts` of a unit; the row has whole units, rounded half up.
fn band<'a>(
    month: Option<YearMonth>,
    [by, group]: [&'a str; 2],
    measure: Cell<'a>,
    of: &Distribution,
    parts: u64,
) -> Vec<Cell<'a>> {
    let number =
        |value: Option<i128>| Cell::from(value.map(|sum| Mean { sum, count: parts }.rounded()));
    let places = u8::from(parts == 1);
    let mean = of.mean().map(|mean| Mean { count: mean.count.saturating_mul(parts), ..mean });
    let mean = mean.map(|mean| Decimal::of(mean, places));
    let mut row = vec![month.into(), by.into(), group.into(), measure];
    row.extend([of.draws().into(), number(of.min())]);
    row.extend(PERCENTS.map(|percent| number(of.quantile(percent.into()))));
    row.extend([number(of.max()), mean.into()]);
    row
}
