//! What a projection costs, exactly (DESIGN section 5).

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use crate::projection::month_table::Rows;
use crate::projection::project::Projection;
use crate::spec::cost::Cost;
use crate::values::country::Country;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// An amount of money in one currency, exact in twelfths of its unit.
///
/// `Display` rounds half up to whole units; the alternate form groups thousands.
///
/// ```
/// use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
///     costs: vec![Cost { per_troop_year: Some(454_545), ..Cost::new("operations", "USD") }],
///     through: Some("2024-08".parse()?),
///     ..PlanSpec::new("One soldier for a month", "2024-08".parse()?)
/// })?;
/// let projection = plan.project();
/// let amount = projection.costs().totals().remove(0);
/// assert_eq!(amount.twelfths(), 454_545);
/// assert_eq!(amount.to_string(), "37879 USD"); // 37,878.75
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    currency: String,
    // At most 2^32 troops (or leavers) in each of 12,001 months, 1,024 lines and rates below 2^64:
    // 12 * 2^(32 + 64 + 14 + 10) < 2^124.
    twelfths: u128,
}

impl Money {
    /// The currency.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_troop_year: Some(12), ..Cost::new("operations", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().costs().totals()[0].currency(), "USD");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The amount in twelfths of the currency's unit.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_troop_year: Some(12), ..Cost::new("operations", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().costs().totals()[0].twelfths(), 13 * 12); // 13 months
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn twelfths(&self) -> u128 {
        self.twelfths
    }

    /// The amount in whole units, rounded half up.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_troop_year: Some(12), ..Cost::new("operations", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().costs().totals()[0].rounded(), 13);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn rounded(&self) -> u128 {
        (self.twelfths + 6) / 12
    }

    /// How much more this is than another amount of the same currency, in whole units, the exact
    /// difference rounded half up; `None` between currencies.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![
    /// #         Cost { per_month: Some(12), ..Cost::new("operations", "USD") },
    /// #         Cost { per_month: Some(10), ..Cost::new("reset", "USD") },
    /// #     ],
    /// #     through: Some("2024-08".parse()?),
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// let lines = plan.project().costs().by_line();
    /// assert_eq!(lines[1].1.difference(&lines[0].1), Some(-2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<i128> {
        // Both are below 2^124, so that neither they nor their difference overflow.
        let twelfths = self.twelfths.cast_signed() - other.twelfths.cast_signed();
        (self.currency == other.currency).then(|| (twelfths + 6).div_euclid(12))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            write!(f, "{} {}", grouped(self.rounded()), self.currency)
        } else {
            write!(f, "{} {}", self.rounded(), self.currency)
        }
    }
}

/// What a projection costs: per line, contributor and month of the projection, `as_of` included.
///
/// For each troop of a line's scope at a month's end a twelfth of `per_troop_year`, for each who left
/// it for home `per_withdrawn`, and `per_month` whatever the level, which is no contributor's.
/// Currencies never mix.
///
/// ```
/// use drawdown::{Contingent, Cost, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1_200))],
///     costs: vec![Cost {
///         per_troop_year: Some(400_000),
///         per_withdrawn: Some(10_000),
///         ..Cost::new("operations", "USD")
///     }],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-10-31".parse()?)],
///     ..PlanSpec::new("Out in two months", "2024-08".parse()?)
/// })?;
/// let projection = plan.project();
/// let bill = projection.costs();
/// let months: Vec<String> = bill.by_month().iter().map(|(_, amount)| format!("{amount:#}")).collect();
/// // 1,200 for a month; 600 for a month and 600 home; 600 home
/// assert_eq!(months[..3], ["40,000,000 USD", "26,000,000 USD", "6,000,000 USD"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CostBreakdown<'a> {
    projection: &'a Projection<'a>,
}

/// What one line costs in one month for one contributor, or for none in particular.
struct Item<'a> {
    line: &'a Cost,
    contributor: Option<Country>,
    month: YearMonth,
    twelfths: u128,
}

impl Projection<'_> {
    /// What the projection costs under the plan's cost lines.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_month: Some(1_000), ..Cost::new("base", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().costs().totals()[0].to_string(), "13000 USD");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn costs(&self) -> CostBreakdown<'_> {
        CostBreakdown { projection: self }
    }
}

impl CostBreakdown<'_> {
    /// The whole bill, an amount for each currency.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![
    /// #         Cost { per_month: Some(1_000), ..Cost::new("base", "USD") },
    /// #         Cost { per_month: Some(2_000), ..Cost::new("port", "EUR") },
    /// #     ],
    /// #     through: Some("2024-08".parse()?),
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// let totals: Vec<String> = plan.project().costs().totals().iter().map(|a| a.to_string()).collect();
    /// assert_eq!(totals, ["1000 USD", "2000 EUR"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn totals(&self) -> Vec<Money> {
        self.by(|_| ()).into_iter().map(|((), amount)| amount).collect()
    }

    /// By cost line.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_month: Some(1_000), ..Cost::new("base", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().costs().by_line()[0].0, "base");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_line(&self) -> Vec<(String, Money)> {
        self.by(|item| item.line.name.clone())
    }

    /// By contributor; `None` for what is paid whatever the level.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_troop_year: Some(12), ..Cost::new("pay", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().costs().by_contributor()[0].0, Some("USA".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_contributor(&self) -> Vec<(Option<Country>, Money)> {
        self.by(|item| item.contributor)
    }

    /// By month.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_month: Some(1_000), ..Cost::new("base", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().costs().by_month().len(), 13);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_month(&self) -> Vec<(YearMonth, Money)> {
        self.by(|item| item.month)
    }

    /// By calendar year, as far as projected.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_month: Some(1_000), ..Cost::new("base", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// let years: Vec<i32> = plan.project().costs().by_year().iter().map(|(year, _)| *year).collect();
    /// assert_eq!(years, [2024, 2025]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_year(&self) -> Vec<(i32, Money)> {
        self.by_fiscal_year(1)
    }

    /// By fiscal year, which begins with `first_month` (in the United States October, 10) and is
    /// named by the year in which it ends; none where `first_month` is not 1 to 12.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_month: Some(1_000), ..Cost::new("base", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// let fiscal = plan.project().costs().by_fiscal_year(10);
    /// assert_eq!((fiscal[0].0, fiscal[0].1.to_string()), (2024, "2000 USD".to_owned()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_fiscal_year(&self, first_month: u32) -> Vec<(i32, Money)> {
        if !(1..=12).contains(&first_month) {
            return Vec::new();
        }
        self.by(|item| {
            let begun = first_month > 1 && item.month.month() >= first_month;
            item.month.year() + i32::from(begun)
        })
    }

    /// Sums by a key and by currency, in the order first met.
    fn by<K: Clone + Eq + Hash>(self, key: impl Fn(&Item<'_>) -> K) -> Vec<(K, Money)> {
        let mut sums: Vec<(K, Money)> = Vec::new();
        let mut places = HashMap::new();
        for item in self.items() {
            let (key, currency) = (key(&item), item.line.currency.as_str());
            let place = *places.entry((key.clone(), currency)).or_insert_with(|| {
                sums.push((key, Money { currency: currency.to_owned(), twelfths: 0 }));
                sums.len() - 1
            });
            sums[place].1.twelfths += item.twelfths;
        }
        sums
    }

    fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.projection.plan().spec().costs.iter().flat_map(move |line| {
            let members = self.members(line);
            self.projection.months().enumerate().flat_map(move |(t, month)| {
                let for_all = line.per_month.map(|per_month| Item {
                    line,
                    contributor: None,
                    month,
                    twelfths: 12 * u128::from(per_month),
                });
                let for_each = members.iter().map(|(contributor, members)| Item {
                    line,
                    contributor: Some(*contributor),
                    month,
                    twelfths: self.twelfths(line, members, t),
                });
                for_each.chain(for_all).collect::<Vec<_>>()
            })
        })
    }

    /// What a line costs for some contingents in month t.
    fn twelfths(self, line: &Cost, members: &[usize], t: usize) -> u128 {
        let rows = &self.projection.rows;
        let sum = |of: fn(&Rows, usize, usize) -> u32| -> u128 {
            members.iter().map(|&c| u128::from(of(rows, t, c))).sum()
        };
        let per_year = u128::from(line.per_troop_year.unwrap_or(0));
        let per_leaver = 12 * u128::from(line.per_withdrawn.unwrap_or(0));
        let home_departures = sum(Rows::withdrawn) - sum(Rows::sent_on);
        sum(Rows::strength) * per_year + home_departures * per_leaver
    }

    /// Each contributor's contingents in a line's scope, in the order first listed.
    fn members(self, line: &Cost) -> Vec<(Country, Vec<usize>)> {
        let mut members: Vec<(Country, Vec<usize>)> = Vec::new();
        if line.per_troop_year.is_none() && line.per_withdrawn.is_none() {
            return members; // it costs no contributor anything
        }
        for (i, contingent) in self.projection.plan().spec().contingents.iter().enumerate() {
            if !line.scope.matches(contingent) {
                continue;
            }
            match members.iter_mut().find(|(other, _)| *other == contingent.contributor) {
                Some((_, members)) => members.push(i),
                None => members.push((contingent.contributor, vec![i])),
            }
        }
        members
    }
}
