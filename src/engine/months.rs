//! The months of a projection, one after another.

use std::iter::FusedIterator;

use crate::engine::driver::MonthDriver;
use crate::engine::month_flows::MonthFlows;
use crate::engine::schedule::Schedule;
use crate::plan::checked::Plan;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// Steps through a plan month by month; it cannot fail. Made by [`Plan::months`] and [`Schedule::months`].
///
/// A clone continues from where the original is.
///
/// ```
/// use drawdown::Troops;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let first_below_2_000 = plan.months().find(|month| month.strength[0] < Troops(2_000));
/// assert_eq!(first_below_2_000.map(|month| month.month), Some("2025-10".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "months do nothing unless iterated"]
pub struct MonthRecords {
    schedule: Schedule,
    driver: MonthDriver,
    flows: MonthFlows,
}

/// One month of a projection: each contingent's scheduled strength, strength and flows, in listing order. Troops are
/// [conserved](crate::rules#conservation).
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// for month in plan.months() {
///     let (was, is) = (month.scheduled[0], month.strength[0]);
///     assert!(was <= is, "{}: {} behind schedule", month.month, is.0 - was.0);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MonthRecord {
    /// The month at whose end the strengths hold.
    pub month: YearMonth,
    /// Troops as scheduled, as if nothing got in the way.
    pub scheduled: Vec<Troops>,
    /// Troops there at the month's end.
    pub strength: Vec<Troops>,
    /// Troops who left the contingent in the month: for home, another host or another mission.
    pub withdrawn: Vec<Troops>,
    /// Troops added by a raise in the month.
    pub gained: Vec<Troops>,
    /// Troops who came from another contingent in the month.
    pub arrived: Vec<Troops>,
}

impl Plan {
    /// The months from `as_of` through the last one projected, with every estimate at its best.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let mut months = plan.months();
    /// let first_year: Vec<_> = months.by_ref().take(12).collect();
    /// let the_rest: Vec<_> = months.collect(); // continued where the first year ended
    /// assert_eq!(first_year.len() + the_rest.len(), plan.months().len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn months(&self) -> MonthRecords {
        self.schedule().months()
    }
}

impl Schedule {
    /// The months from `as_of` through the last one projected.
    pub fn months(&self) -> MonthRecords {
        let mut driver = MonthDriver::default();
        driver.begin(&self.data);
        MonthRecords { schedule: self.clone(), driver, flows: MonthFlows::default() }
    }
}

impl Iterator for MonthRecords {
    type Item = MonthRecord;

    fn next(&mut self) -> Option<MonthRecord> {
        let Self { schedule, driver, flows } = self;
        let schedule = &*schedule.data;
        let state = driver.next(schedule)?;
        state.record(schedule, flows);
        let troops = |row: &[u32]| row.iter().copied().map(Troops).collect();
        Some(MonthRecord {
            month: schedule.plan.month(state.t),
            scheduled: troops(&state.cursor.levels),
            strength: troops(&state.levels),
            withdrawn: troops(&flows.withdrawn),
            gained: troops(&flows.gained),
            arrived: troops(&flows.arrived),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let remaining = self.driver.remaining(&self.schedule.data);
        (remaining, Some(remaining))
    }
}

impl ExactSizeIterator for MonthRecords {}
impl FusedIterator for MonthRecords {}
