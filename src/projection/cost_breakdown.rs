//! What a projection costs, exactly (rules#cost).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::plan::references::members;
use crate::projection::projection_type::Projection;
use crate::projection::sum_window::SumWindow;
use crate::spec::cost::Cost;
use crate::values::country::Country;
use crate::values::first_seen::entry;
use crate::values::period::Period;
use crate::values::scalar::wide;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// An amount of money in one currency, exact in twelfths of its unit.
///
/// `Display` rounds half up to whole units; the alternate form groups thousands. It serializes with its `currency`,
/// `twelfths` and, for readers, `rounded`; numbers beyond 2^53 are text.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// let september = plan.project().costs().by_month().remove(0).1;
/// assert_eq!(september.twelfths(), 3_400 * 455_000); // a twelfth of 455,000 USD for each of 3,400
/// assert_eq!(format!("{september:#}"), "128,916,667 USD");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "MoneyTable", into = "MoneyTable")]
pub struct Money {
    currency: String,
    // At most 2^32 troops (present, or leaving) in each of 12,001 months, 1,024 lines, rates below 2^64:
    // 12 * 2^(32 + 64 + 14 + 10) < 2^124.
    twelfths: u128,
}

/// How money is written.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct MoneyTable {
    currency: String,
    #[serde(with = "wide")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::scalar::Wide"))]
    twelfths: u128,
    #[serde(with = "wide")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::scalar::Wide"))]
    rounded: u128,
}

crate::values::scalar::schema_of_twin!(Money, MoneyTable, "Money");

impl From<Money> for MoneyTable {
    fn from(money: Money) -> Self {
        let rounded = money.rounded();
        Self { currency: money.currency, twelfths: money.twelfths, rounded }
    }
}

impl TryFrom<MoneyTable> for Money {
    type Error = &'static str;

    fn try_from(table: MoneyTable) -> Result<Self, Self::Error> {
        let money =
            Self::new(table.currency, table.twelfths).ok_or("more than any plan can cost")?;
        let is_rounded = money.rounded() == table.rounded;
        is_rounded.then_some(money).ok_or("rounded is not a twelfth of twelfths, rounded half up")
    }
}

impl Money {
    /// An amount in twelfths of the currency's unit; `None` from 2^124 on, more than any plan can cost.
    ///
    /// ```
    /// use drawdown::cost::Money;
    ///
    /// let quarter = Money::new("USD", 3 * 455_000).ok_or("too much")?;
    /// assert_eq!(quarter.to_string(), "113750 USD");
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn new(currency: impl Into<String>, twelfths: u128) -> Option<Self> {
        (twelfths < 1 << 124).then(|| Self { currency: currency.into(), twelfths })
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The amount in twelfths of the currency's unit.
    #[must_use]
    pub const fn twelfths(&self) -> u128 {
        self.twelfths
    }

    /// The amount in whole units, rounded half up.
    #[must_use]
    pub const fn rounded(&self) -> u128 {
        (self.twelfths + 6) / 12
    }

    /// This amount less another of the same currency, in whole units, the exact difference rounded half up;
    /// `None` between currencies.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<i128> {
        // Both are below 2^124, so neither they nor their difference overflow.
        let twelfths = self.twelfths.cast_signed() - other.twelfths.cast_signed();
        (self.currency == other.currency).then(|| (twelfths + 6).div_euclid(12))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            write!(f, "{} {}", grouped(self.rounded().cast_signed()), self.currency)
        } else {
            write!(f, "{} {}", self.rounded(), self.currency)
        }
    }
}

/// What a projection [costs](crate::rules#cost) over [its window](Projection::sum_window), from the first month after `as_of`: in each month, a twelfth of
/// `per_troop_year` for each troop of a line's scope at the month's end, `per_withdrawn` for each who left it
/// for home, and `per_month` as a fixed cost, attributed to no contributor. Currencies never mix.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// use drawdown::chrono::Month;
/// use drawdown::values::Period;
///
/// let projection = plan.project();
/// let costs = projection.costs();
/// let us = Period::FiscalYear(Month::October);
/// let years = costs.by_period(us).into_iter();
/// let years: Vec<String> = years.map(|(last, money)| format!("{}: {money:#}", us.name(last))).collect();
/// assert_eq!(years[0], "FY2024: 128,916,667 USD"); // September
/// assert_eq!(costs.totals()[0].to_string(), "3194820417 USD");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CostBreakdown {
    projection: Projection,
}

/// What one line costs in one month: for one contributor, or as a fixed cost.
struct Item<'a> {
    line: &'a Cost,
    contributor: Option<Country>,
    month: YearMonth,
    twelfths: u128,
}

impl Projection {
    /// What the projection costs under the plan's cost lines.
    #[must_use]
    pub fn costs(&self) -> CostBreakdown {
        CostBreakdown { projection: self.clone() }
    }
}

impl CostBreakdown {
    /// The months that the costs are of; `None` where the projection ends at `as_of`.
    #[must_use]
    pub fn window(&self) -> Option<SumWindow> {
        self.projection.sum_window()
    }

    /// The cost of each line in each period, under the period's last month (or the projection's): periods in their
    /// order, lines as listed. The months are those after `as_of`.
    ///
    /// ```
    /// use drawdown::values::Period;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let costs = plan.project().costs().by_period_and_line(Period::Quarter);
    /// let (month, line, september) = &costs[0]; // the quarter's only month after as_of
    /// assert_eq!((month.to_string(), line.as_str()), ("2024-09".into(), "operations"));
    /// assert_eq!(format!("{september:#}"), "128,916,667 USD");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_period_and_line(&self, every: Period) -> Vec<(YearMonth, String, Money)> {
        let spec = self.projection.plan().spec();
        let of_lines = spec.costs.iter().map(|line| members(&spec.contingents, &line.scope));
        let of_lines: Vec<Vec<usize>> = of_lines.collect();
        let mut costs = Vec::new();
        let Some(window) = self.window() else { return costs };
        for months in window.from.through(window.through).periods(every) {
            let Some(last) = months.clone().next_back() else { continue };
            for (line, members) in spec.costs.iter().zip(&of_lines) {
                let indices = months.clone().filter_map(|month| self.projection.index(month));
                let in_month = |t| self.troop_twelfths(line, members, t) + month_twelfths(line);
                let twelfths = indices.map(in_month).sum();
                let money = Money { currency: line.currency.clone(), twelfths };
                costs.push((last, line.name.clone(), money));
            }
        }
        costs
    }

    /// The whole cost of each currency.
    #[must_use]
    pub fn totals(&self) -> Vec<Money> {
        let mut totals: Vec<Money> = Vec::new();
        let months = self.projection.table.months();
        for line in &self.projection.plan().spec().costs {
            let members = members(&self.projection.plan().spec().contingents, &line.scope);
            // The opening month is not the plan's (rules#windows-of-sums).
            let of_troops = (1..months).map(|t| self.troop_twelfths(line, &members, t));
            let counted = months.saturating_sub(1) as u128;
            let twelfths = of_troops.sum::<u128>() + counted * month_twelfths(line);
            match totals.iter_mut().find(|money| money.currency == line.currency) {
                Some(money) => money.twelfths += twelfths,
                None => totals.push(Money { currency: line.currency.clone(), twelfths }),
            }
        }
        totals
    }

    /// The cost of each line.
    #[must_use]
    pub fn by_line(&self) -> Vec<(String, Money)> {
        let lines = self.by(|item| item.line.name.as_str());
        lines.into_iter().map(|(name, money)| (name.to_owned(), money)).collect()
    }

    /// The cost of each contributor; `None` stands for fixed costs.
    #[must_use]
    pub fn by_contributor(&self) -> Vec<(Option<Country>, Money)> {
        self.by(|item| item.contributor)
    }

    /// The cost of each month.
    #[must_use]
    pub fn by_month(&self) -> Vec<(YearMonth, Money)> {
        self.by(|item| item.month)
    }

    /// The cost of each period, under the period's last month (or the projection's). The months are those after
    /// `as_of`.
    #[must_use]
    pub fn by_period(&self, every: Period) -> Vec<(YearMonth, Money)> {
        let through = self.projection.plan().through();
        self.by(|item| every.last_month(item.month).min(through))
    }

    /// Sums the items by a key and their currency, in the order in which the keys first come.
    fn by<'a, K: PartialEq>(&'a self, key: impl Fn(&Item<'a>) -> K) -> Vec<(K, Money)> {
        let mut sums: Vec<(K, Money)> = Vec::new();
        let mut last = 0; // keys mostly come again in the same order
        self.for_each_item(|item| {
            let (key, currency) = (key(item), item.line.currency.as_str());
            let is_own = |(other, money): &(K, Money)| *other == key && money.currency == currency;
            let known = (last..sums.len()).chain(0..last).find(|&i| is_own(&sums[i]));
            last = known.unwrap_or(sums.len());
            if known.is_none() {
                sums.push((key, Money { currency: currency.to_owned(), twelfths: 0 }));
            }
            sums[last].1.twelfths += item.twelfths;
        });
        sums
    }

    /// Visits the costs of each line in each month: those of each contributor, then the fixed costs.
    fn for_each_item<'a>(&'a self, mut visit: impl FnMut(&Item<'a>)) {
        for line in &self.projection.plan().spec().costs {
            let contributors = self.contributors(line);
            for (t, month) in self.projection.months().enumerate().skip(1) {
                for (contributor, members) in &contributors {
                    let twelfths = self.troop_twelfths(line, members, t);
                    visit(&Item { line, contributor: Some(*contributor), month, twelfths });
                }
                if line.per_month.is_some() {
                    let twelfths = month_twelfths(line);
                    visit(&Item { line, contributor: None, month, twelfths });
                }
            }
        }
    }

    /// What some contingents of a line's scope cost in month t.
    fn troop_twelfths(&self, line: &Cost, members: &[usize], t: usize) -> u128 {
        let table = &self.projection.table;
        let strength = table.sum_of_strengths(t, members);
        let goes_home = |&c: &usize| u64::from(table.withdrawn(t, c) - table.transferred(t, c));
        let left = match line.per_withdrawn {
            None => 0,
            // Where no one comes, whoever is no longer there went home.
            Some(_) if table.has_no_incoming() => {
                table.sum_of_strengths(t.saturating_sub(1), members) - strength
            }
            Some(_) => members.iter().map(goes_home).sum(),
        };
        troop_twelfths(line, strength, left)
    }

    /// Each contributor's contingents in a line's scope, in the order first listed.
    fn contributors(&self, line: &Cost) -> Vec<(Country, Vec<usize>)> {
        let mut contributors: Vec<(Country, Vec<usize>)> = Vec::new();
        if line.per_troop_year.is_none() && line.per_withdrawn.is_none() {
            return contributors; // it costs no contributor anything
        }
        let contingents = &self.projection.plan().spec().contingents;
        for i in members(contingents, &line.scope) {
            entry(&mut contributors, contingents[i].contributor).push(i);
        }
        contributors
    }
}

/// What the troops of a line's scope cost in a month, in twelfths: `strength` at its end, and those who
/// `left` for home.
pub(crate) fn troop_twelfths(line: &Cost, strength: u64, left: u64) -> u128 {
    u128::from(strength) * u128::from(line.per_troop_year.unwrap_or(0))
        + 12 * u128::from(left) * u128::from(line.per_withdrawn.unwrap_or(0))
}

/// The fixed cost of a line in a month, in twelfths.
pub(crate) fn month_twelfths(line: &Cost) -> u128 {
    12 * u128::from(line.per_month.unwrap_or(0))
}
