//! Some of a projection's contingents, summed.

use crate::projection::month_table::MonthTable;
use crate::projection::presence::residual_presence;
use crate::projection::project::Projection;
use crate::values::mean::Mean;
use crate::values::mission::Mission;
use crate::values::year_month::YearMonth;

/// The contingents of a scope, as one: every answer is their sum. Months outside the projection
/// have no answer.
///
/// ```
/// use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
/// })?;
/// let projection = plan.project();
/// let theatre = projection.theatre();
/// assert_eq!(theatre.withdrawn("2024-09".parse()?), Some(625));
/// assert_eq!(theatre.strength("2024-09".parse()?), Some(1_875));
/// assert_eq!(theatre.strength("2024-07".parse()?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ScopeView<'a> {
    projection: &'a Projection,
    members: Vec<usize>,
}

impl<'a> ScopeView<'a> {
    pub(crate) fn new<'p: 'a>(projection: &'a Projection, members: Vec<usize>) -> Self {
        Self { projection, members }
    }

    /// Troops at the month's end.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().strength(plan.as_of()), Some(2_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn strength(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::strength)
    }

    /// Troops at the month's end as scheduled, as if nothing got in the way.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().scheduled(plan.as_of()), Some(2_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn scheduled(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::scheduled)
    }

    /// Troops who left their contingent in the month: for home, another host or another mission.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().withdrawn(plan.as_of()), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn withdrawn(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::withdrawn)
    }

    /// Those of the withdrawn who went home.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().home_departures(plan.as_of()), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn home_departures(&self, month: YearMonth) -> Option<u64> {
        Some(self.withdrawn(month)? - self.moved(month)?)
    }

    /// Those of the withdrawn who changed host or mission.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().moved(plan.as_of()), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn moved(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::transferred)
    }

    /// Troops who were raised in the month.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().gained(plan.as_of()), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn gained(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::gained)
    }

    /// Troops who came from another contingent in the month.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().arrived(plan.as_of()), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn arrived(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::arrived)
    }

    /// Troop-months from one month through another, the sum of month-end strengths; months outside
    /// the projection count nothing.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// let quarter = projection.theatre().troop_months("2024-10".parse()?, "2024-12".parse()?);
    /// assert_eq!(quarter, 7_500);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn troop_months(&self, from: YearMonth, through: YearMonth) -> u64 {
        // At most 12,001 months of at most 2^32 troops: below 2^46.
        self.average(from, through).and_then(|average| u64::try_from(average.sum).ok()).unwrap_or(0)
    }

    /// The average strength of a calendar year's projected months, if there are any.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().year_average(2024).map(|average| average.count), Some(5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn year_average(&self, year: i32) -> Option<Mean> {
        self.fiscal_year_average(1, year)
    }

    /// The average strength of a fiscal year's projected months; it begins with `first_month`
    /// (in the United States October, 10) and is named by the year in which it ends. `None` where none
    /// of it is projected, or `first_month` is not 1 to 12.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// let fiscal_2024 = projection.theatre().fiscal_year_average(10, 2024);
    /// assert_eq!(fiscal_2024.map(|average| average.count), Some(2)); // August and September
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fiscal_year_average(&self, first_month: u32, year: i32) -> Option<Mean> {
        if !(1..=12).contains(&first_month) {
            return None;
        }
        let last = YearMonth::new(year, if first_month == 1 { 12 } else { first_month - 1 })?;
        // The first fiscal year there is may begin before the first month there is.
        self.average(last.saturating_add(-11), last)
    }

    /// Troops who stay under residuals at the month's end: of each contingent the lesser of its
    /// strength and its floor.
    ///
    /// ```
    /// # use drawdown::{Contingent, Phase, Plan, PlanSpec, Residual, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     residuals: vec![Residual::new(Troops(250))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("All but advisers", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().residual("2025-06".parse()?), Some(250));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn residual(&self, month: YearMonth) -> Option<u64> {
        let t = self.projection.index(month)?;
        let row = self.projection.table.strengths(t);
        let floors = self.projection.data().floors.at(i32::try_from(t).ok()?);
        Some(self.members.iter().map(|&c| u64::from(row[c].min(floors[c]))).sum())
    }

    /// The same under each residual's mission, in the order first listed; where a contingent
    /// falls short of its floor, it is shared over its residuals by their parts.
    ///
    /// ```
    /// # use drawdown::{Contingent, Mission, Plan, PlanSpec, Residual, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     residuals: vec![Residual { mission: Mission::Training, ..Residual::new(Troops(250)) }],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let presence = plan.project().theatre().residual_by_mission(plan.as_of());
    /// assert_eq!(presence, [(Mission::Training, 250)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn residual_by_mission(&self, month: YearMonth) -> Vec<(Mission, u64)> {
        let projection = self.projection;
        let Some(index) = projection.index(month) else { return Vec::new() };
        let (t, row) =
            (i32::try_from(index).unwrap_or(i32::MAX), projection.table.strengths(index));
        let mut presence: Vec<(Mission, u64)> = Vec::new();
        for &c in &self.members {
            for (mission, troops) in residual_presence(projection.data(), t, c, row[c]) {
                match presence.iter_mut().find(|(other, _)| *other == mission) {
                    Some((_, sum)) => *sum += u64::from(troops),
                    None => presence.push((mission, u64::from(troops))),
                }
            }
        }
        presence
    }

    /// Troops who left these contingents in the month, for home or for a contingent not among them.
    ///
    /// ```
    /// # use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().outflow("2024-12".parse()?), Some(625));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn outflow(&self, month: YearMonth) -> Option<u64> {
        let t = self.projection.index(month)?;
        let leaves = |c: usize| self.members.binary_search(&c).is_ok();
        let moved_on = (self.projection.table.transfers(t))
            .filter(|transfer| leaves(transfer.from) && !leaves(transfer.to))
            .map(|transfer| u64::from(transfer.troops))
            .sum::<u64>();
        Some(self.home_departures(month)? + moved_on)
    }

    /// The month with the largest [`outflow`](Self::outflow), the first of equals; `None` where
    /// nobody leaves.
    ///
    /// ```
    /// # use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().peak_outflow(), Some(("2024-09".parse()?, 625)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn peak_outflow(&self) -> Option<(YearMonth, u64)> {
        let mut peak = None;
        for month in self.projection.months() {
            let outflow = self.outflow(month).unwrap_or(0);
            if outflow > peak.map_or(0, |(_, most)| most) {
                peak = Some((month, outflow));
            }
        }
        peak
    }

    fn average(&self, from: YearMonth, through: YearMonth) -> Option<Mean> {
        let months = self.projection.months();
        let mut average = Mean { sum: 0, count: 0 };
        for month in months.filter(|month| from <= *month && *month <= through) {
            average.sum += i128::from(self.strength(month).unwrap_or(0));
            average.count += 1;
        }
        (average.count > 0).then_some(average)
    }

    fn sum(&self, month: YearMonth, of: impl Fn(&MonthTable, usize, usize) -> u32) -> Option<u64> {
        let t = self.projection.index(month)?;
        Some(self.members.iter().map(|&c| u64::from(of(&self.projection.table, t, c))).sum())
    }
}
