//! The contingents of a scope, summed.

use chrono::Month;

use crate::engine::month_flows::Transfer;
use crate::projection::month_table::MonthTable;
use crate::projection::presence::residual_presence;
use crate::projection::projection_type::Projection;
use crate::values::first_seen::entry;
use crate::values::mean::Mean;
use crate::values::mission::Mission;
use crate::values::year_month::YearMonth;

/// The contingents of a scope, summed. Months outside the projection give `None`.
///
/// A clone is cheap; a view shares the months of its projection.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// use drawdown::Scope;
///
/// let projection = plan.project();
/// let iraq = projection.scope(&Scope::host("IRQ".parse()?));
/// assert_eq!(iraq.strength("2025-09".parse()?), Some(2_000));
/// assert_eq!(iraq.home_departures("2025-10".parse()?), Some(116)); // 1,750 in 15 months
/// assert_eq!(iraq.strength("2024-07".parse()?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ScopeView {
    projection: Projection,
    members: Vec<usize>,
}

impl ScopeView {
    pub(crate) fn new(projection: &Projection, members: Vec<usize>) -> Self {
        Self { projection: projection.clone(), members }
    }

    /// Each projected month with its strength, in troops: a series to draw or to export.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let theatre = plan.project().theatre();
    /// let below_2_000 = theatre.strengths().find(|(_, strength)| *strength < 2_000);
    /// assert_eq!(below_2_000, Some(("2026-05".parse()?, 1_967)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strengths(&self) -> impl Iterator<Item = (YearMonth, u64)> {
        self.by_month(Self::strength)
    }

    /// Each projected month with any of the figures of this view.
    ///
    /// ```
    /// use drawdown::ScopeView;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let theatre = plan.project().theatre();
    /// let leavers: u64 = theatre.by_month(ScopeView::home_departures).map(|(_, troops)| troops).sum();
    /// assert_eq!(leavers, 2_250);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by_month<'a, T>(
        &'a self,
        figure: impl Fn(&Self, YearMonth) -> Option<T> + 'a,
    ) -> impl Iterator<Item = (YearMonth, T)> + 'a
    where
        T: 'a,
    {
        self.projection.months().filter_map(move |month| Some((month, figure(self, month)?)))
    }

    /// Troops at the month's end.
    #[must_use]
    pub fn strength(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::strength)
    }

    /// Troops at the month's end as scheduled, as if nothing got in the way.
    #[must_use]
    pub fn scheduled(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::scheduled)
    }

    /// Troops who left their contingent in the month: for home, another host or another mission.
    #[must_use]
    pub fn withdrawn(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::withdrawn)
    }

    /// Troops who left for home in the month.
    #[must_use]
    pub fn home_departures(&self, month: YearMonth) -> Option<u64> {
        Some(self.withdrawn(month)? - self.moved(month)?)
    }

    /// Troops who left their host country in the month, for home or for another host.
    #[must_use]
    #[doc(alias = "outflow")]
    pub fn host_departures(&self, month: YearMonth) -> Option<u64> {
        let contingents = &self.projection.plan().spec.contingents;
        let crosses = |transfer: &Transfer| {
            self.has(transfer.from)
                && contingents[transfer.from].host != contingents[transfer.to].host
        };
        Some(self.home_departures(month)? + self.transferred(month, crosses)?)
    }

    /// The month in which most leave their host, the first of equals, and how many do; `None` if no one does.
    pub(crate) fn peak_host_departures(&self) -> Option<(YearMonth, u64)> {
        self.peak(|month| self.host_departures(month))
    }

    /// Troops who left the scope in the month: for home, or for a contingent outside the scope.
    #[must_use]
    pub fn scope_departures(&self, month: YearMonth) -> Option<u64> {
        let leaves = |transfer: &Transfer| self.has(transfer.from) && !self.has(transfer.to);
        Some(self.home_departures(month)? + self.transferred(month, leaves)?)
    }

    /// The month in which most leave for home, the first of equals, and how many do; `None` if no one does.
    #[must_use]
    pub fn peak_home_departures(&self) -> Option<(YearMonth, u64)> {
        self.peak(|month| self.home_departures(month))
    }

    /// Troops who left for another contingent in the month: another host or another mission.
    #[must_use]
    pub fn moved(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::transferred)
    }

    /// Troops added by a raise in the month.
    #[must_use]
    pub fn gained(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::gained)
    }

    /// Troops who came from another contingent in the month, including those from within the scope.
    #[must_use]
    pub fn arrived(&self, month: YearMonth) -> Option<u64> {
        self.sum(month, MonthTable::arrived)
    }

    /// The [troop-months](crate::rules#troop-months) of the projected months from one through another: the
    /// sum of the month-end strengths.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let quarter = projection.theatre().troop_months("2024-07".parse()?, "2024-09".parse()?);
    /// assert_eq!(quarter, 2 * 3_400); // the projection begins in August
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn troop_months(&self, from: YearMonth, through: YearMonth) -> u64 {
        // At most 12,001 months of at most 2^32 troops: below 2^46.
        self.average(from, through).and_then(|average| u64::try_from(average.sum).ok()).unwrap_or(0)
    }

    /// The troop-months of the whole projection, over [its window](Projection::sum_window): from the first month
    /// after `as_of`.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let theatre = plan.project().theatre();
    /// assert_eq!(theatre.total_troop_months(), theatre.troop_months("2024-09".parse()?, plan.through()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn total_troop_months(&self) -> u64 {
        let window = self.projection.sum_window();
        window.map_or(0, |window| self.troop_months(window.from, window.through))
    }

    /// The average strength of the projected months of a [fiscal year](crate::rules#fiscal-year), which is
    /// given by its first month (US: October) and named by the year in which it ends; `None` where none of its
    /// months is projected.
    ///
    /// ```
    /// use drawdown::chrono::Month;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let average = projection.theatre().fiscal_year_average(Month::October, 2027).ok_or("not projected")?;
    /// assert_eq!((average.count, average.rounded()), (12, 1_179));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fiscal_year_average(&self, first_month: Month, year: i32) -> Option<Mean> {
        let last = YearMonth::new(year, first_month.pred().number_from_month())?;
        // The first fiscal year may begin before the first month of the calendar.
        self.average(last.saturating_add(-11), last)
    }

    /// The [residual presence](crate::rules#residual-presence) at the month's end: the troops there that
    /// residuals protect.
    #[must_use]
    pub fn residual(&self, month: YearMonth) -> Option<u64> {
        let t = self.projection.index(month)?;
        let levels = self.projection.table.strengths(t);
        let floors = self.projection.data().floors.at(i32::try_from(t).ok()?);
        Some(self.members.iter().map(|&c| u64::from(levels[c].min(floors[c]))).sum())
    }

    /// The residual presence at the month's end under each residual's mission, in listing order.
    ///
    /// ```
    /// use drawdown::Mission;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let presence = projection.theatre().residual_by_mission("2027-01".parse()?);
    /// assert_eq!(presence, [(Mission::AdviseAndAssist, 250)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn residual_by_mission(&self, month: YearMonth) -> Vec<(Mission, u64)> {
        let Some(index) = self.projection.index(month) else { return Vec::new() };
        let t = i32::try_from(index).unwrap_or(i32::MAX);
        let levels = self.projection.table.strengths(index);
        let mut presence: Vec<(Mission, u64)> = Vec::new();
        for &c in &self.members {
            for (mission, troops) in residual_presence(self.projection.data(), t, c, levels[c]) {
                *entry(&mut presence, mission) += u64::from(troops);
            }
        }
        presence
    }

    fn peak(&self, of: impl Fn(YearMonth) -> Option<u64>) -> Option<(YearMonth, u64)> {
        let mut peak = None;
        for month in self.projection.months() {
            let troops = of(month).unwrap_or(0);
            if troops > peak.map_or(0, |(_, most)| most) {
                peak = Some((month, troops));
            }
        }
        peak
    }

    fn has(&self, contingent: usize) -> bool {
        self.members.binary_search(&contingent).is_ok()
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

    /// Troops of the month's transfers that are counted.
    fn transferred(&self, month: YearMonth, is_counted: impl Fn(&Transfer) -> bool) -> Option<u64> {
        let transfers = self.projection.table.transfers(self.projection.index(month)?);
        Some(transfers.filter(|t| is_counted(t)).map(|t| u64::from(t.troops)).sum())
    }
}
