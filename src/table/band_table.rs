//! Tables of an ensemble's bands.

use crate::ensemble::difference::PairedDifference;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::plan_outcomes::PlanOutcomes;
use crate::projection::group_by::GroupBy;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::decimal::Decimal;
use crate::table::table_type::Table;
use crate::values::mean::Mean;
use crate::values::year_month::YearMonth;

/// The ways to part a theatre, and how a table names them.
const GROUPINGS: [(&str, GroupBy); 4] = [
    ("contributor", GroupBy::Contributor),
    ("host", GroupBy::Host),
    ("mission", GroupBy::Mission),
    ("contingent", GroupBy::Contingent),
];

const QUANTILES: [(&str, u32); 5] = [("p5", 5), ("p25", 25), ("p50", 50), ("p75", 75), ("p95", 95)];

impl<'a> Table<'a> {
    /// The bands of an ensemble: a row for each month, group and measure, and one each for the
    /// troop-months and the cost in each currency.
    ///
    /// | column | kind | |
    /// |---|---|---|
    /// | `month` | month | empty for troop-months and costs, which are of all months |
    /// | `by` | text | `theatre`, `contributor`, `host`, `mission` or `contingent` |
    /// | `group` | text | which of these |
    /// | `measure` | text | `strength`, `residual`, `troop-months`, `cost` and the currency |
    /// | `draws` | number | how many |
    /// | `min` | number | the least |
    /// | `p5`, `p25`, `p50`, `p75`, `p95` | number | quantiles, by nearest rank |
    /// | `max` | number | the most |
    /// | `mean` | decimal | |
    ///
    /// ```
    /// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Table, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 2024).run(0..10);
    /// let row = Table::bands(summary.as_planned()).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row[..5], ["2024-08", "theatre", "", "strength", "10"]);
    /// assert_eq!(row[5..], ["2500", "2500", "2500", "2500", "2500", "2500", "2500", "2500.0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bands(outlook: &'a PlanOutcomes) -> Self {
        let months = outlook.months().flat_map(|month| of_month(outlook, month));
        let of_all = ["theatre".into(), "".into()];
        let costs = outlook.costs().map({
            let of_all = of_all.clone();
            move |(currency, twelfths)| {
                band(None, of_all.clone(), format!("cost {currency}").into(), twelfths, 12)
            }
        });
        let troop_months = std::iter::once_with(move || {
            band(None, of_all, "troop-months".into(), outlook.troop_months(), 1)
        });
        Self::new(columns(), months.chain(troop_months).chain(costs))
    }
}

impl<'a> Table<'a> {
    /// How a variant differs from the plan, draw by draw: bands with the columns of
    /// [`Table::bands`] of its completion (in months), its troop-months and its costs, each less the
    /// plan's.
    ///
    /// ```
    /// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Table, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 2024) }.run(0..10);
    /// let row = Table::differences(&summary.differences()[0]).rows.next().ok_or("no row")?;
    /// assert_eq!(row[3].to_string(), "completion less planned");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn differences(difference: &'a PairedDifference) -> Self {
        let row = |measure: String, of: &Distribution, parts| {
            band(None, ["theatre".into(), "".into()], measure.into(), of, parts)
        };
        let mut rows = vec![
            row("completion less planned".into(), difference.completion(), 1),
            row("troop-months less planned".into(), difference.troop_months(), 1),
        ];
        let costs = difference.costs();
        rows.extend(costs.map(|(name, of)| row(format!("cost {name} less planned"), of, 12)));
        Self::new(columns(), rows)
    }
}

fn columns() -> Vec<Column> {
    let columns = [
        ("month", ColumnKind::Month),
        ("by", ColumnKind::Text),
        ("group", ColumnKind::Text),
        ("measure", ColumnKind::Text),
        ("draws", ColumnKind::Number),
        ("min", ColumnKind::Number),
    ];
    (columns.into_iter())
        .chain(QUANTILES.map(|(name, _)| (name, ColumnKind::Number)))
        .chain([("max", ColumnKind::Number), ("mean", ColumnKind::Decimal)])
        .map(|(name, kind)| Column::new(name, kind))
        .collect()
}

/// The rows of one month: the theatre's, and those of the groups counted.
fn of_month(outlook: &PlanOutcomes, month: YearMonth) -> impl Iterator<Item = Vec<Cell<'_>>> {
    let groups = GROUPINGS.into_iter().flat_map(|(by, grouping)| {
        outlook
            .groups(grouping)
            .map(move |(name, levels)| ([Cell::from(by), Cell::from(name)], levels))
    });
    let theatre = (["theatre".into(), "".into()], outlook.theatre());
    std::iter::once(theatre).chain(groups).flat_map(move |(group, levels)| {
        let measures = [("strength", levels.strength(month)), ("residual", levels.residual(month))];
        measures.into_iter().filter_map(move |(measure, of)| {
            Some(band(Some(month), group.clone(), measure.into(), of?, 1))
        })
    })
}

/// One band; what is counted in parts of a unit is in whole units, rounded half up.
fn band<'a>(
    month: Option<YearMonth>,
    [by, group]: [Cell<'a>; 2],
    measure: Cell<'a>,
    of: &Distribution,
    parts: u64,
) -> Vec<Cell<'a>> {
    let whole = |value: i128| {
        let parts = i128::from(parts);
        (2 * value + parts).div_euclid(2 * parts)
    };
    let number = |value: Option<i128>| Cell::from(value.map(whole));
    let decimals = usize::from(parts == 1);
    let mean = of.mean().map(|mean| Mean { count: mean.count.saturating_mul(parts), ..mean });
    let mean = mean.and_then(|mean| format!("{mean:.decimals$}").parse::<Decimal>().ok());
    let mut row = vec![month.into(), by, group, measure, of.draws().into(), number(of.min())];
    row.extend(QUANTILES.map(|(_, percent)| number(of.quantile(percent.into()))));
    row.extend([number(of.max()), mean.into()]);
    row
}
