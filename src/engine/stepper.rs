//! Many projections, one after another.

use std::convert::Infallible;
use std::ops::ControlFlow;

use crate::engine::driver::MonthDriver;
use crate::engine::schedule::Schedule;
use crate::values::year_month::YearMonth;

/// Projects schedules one after another, reusing its buffers.
///
/// ```
/// use drawdown::engine::Stepper;
/// use drawdown::{Adjustment, Cap, Troops, Variant};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let caps = Variant::sweep("a month:", (50..=200).step_by(50), |troops| {
///     Adjustment::Cap(Cap::new("airlift", Troops(troops)))
/// });
/// let end_of_2026 = "2026-12".parse()?;
/// let mut stepper = Stepper::default();
/// let mut left_in_iraq = Vec::new();
/// for under_cap in plan.variant_plans(caps) {
///     let (_, plan) = under_cap?;
///     stepper.for_each_month(&plan.schedule(), |month, strengths| {
///         if month == end_of_2026 {
///             left_in_iraq.push(strengths[0]);
///         }
///     });
/// }
/// assert_eq!(left_in_iraq, [1_250, 500, 250, 250]); // under 50, 100, 150 and 200 a month
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stepper {
    pub(crate) driver: MonthDriver,
    rows: Vec<u32>,
}

/// The most months that are computed before they are shown.
const MONTHS_AT_ONCE: usize = 24;

impl Stepper {
    /// Shows each month with the strength of each contingent, in listing order, at its end, in troops:
    /// `as_of` first.
    pub fn for_each_month(&mut self, schedule: &Schedule, mut show: impl FnMut(YearMonth, &[u32])) {
        let _: ControlFlow<Infallible> = self.try_for_each_month(schedule, |month, strengths| {
            show(month, strengths);
            ControlFlow::Continue(())
        });
    }

    /// Shows the months like [`for_each_month`](Self::for_each_month) until `show` breaks, and returns
    /// what it broke with.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let mut stepper = drawdown::engine::Stepper::default();
    /// let halved = stepper.try_for_each_month(&plan.schedule(), |month, strengths| {
    ///     if strengths[0] <= 1_250 { ControlFlow::Break(month) } else { ControlFlow::Continue(()) }
    /// });
    /// assert_eq!(halved, ControlFlow::Break("2026-04".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn try_for_each_month<B>(
        &mut self,
        schedule: &Schedule,
        mut show: impl FnMut(YearMonth, &[u32]) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Self { driver, rows } = self;
        let schedule = &*schedule.data;
        let contingents = schedule.numbers.strengths.len();
        rows.resize(MONTHS_AT_ONCE * contingents, 0);
        driver.begin(schedule);
        let mut month = schedule.plan.as_of();
        loop {
            let written = driver.next_rows(schedule, rows);
            if written == 0 {
                return ControlFlow::Continue(());
            }
            for row in rows.chunks_exact(contingents).take(written) {
                show(month, row)?;
                month = month.saturating_add(1);
            }
        }
    }

    /// Replaces the content of `rows` by the strengths of a schedule: a row for each month, `as_of` first, and
    /// in it each contingent in listing order, in troops.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let mut rows = Vec::new(); // to be kept for the next schedule
    /// drawdown::engine::Stepper::default().strengths_into(&plan.schedule(), &mut rows);
    /// assert_eq!(rows[..2], [2_500, 900]); // August 2024: Iraq, Syria
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strengths_into(&mut self, schedule: &Schedule, rows: &mut Vec<u32>) {
        self.driver.fill(&schedule.data, rows, |_| ());
    }
}
