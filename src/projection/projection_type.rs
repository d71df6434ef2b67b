//! A projection: every month of a schedule, collected, and what it answers.

use std::sync::Arc;

use crate::engine::month_state::MonthState;
use crate::engine::schedule::Schedule;
use crate::engine::schedule_data::ScheduleData;
use crate::engine::stepper::Stepper;
use crate::plan::checked::Plan;
use crate::plan::timeline::CanRun;
use crate::projection::month_table::MonthTable;
use crate::projection::sum_window::SumWindow;
use crate::values::year_month::{MonthRange, YearMonth};

/// What results from a plan: the troop levels of every month, and whether each deadline is met.
///
/// A clone is cheap. A reference to it iterates over its months, as [`Schedule::month_records`] does.
///
/// ```
/// use drawdown::Scope;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let projection = plan.project();
/// let end = "2026-12".parse()?;
/// assert_eq!(projection.theatre().strength(end), Some(1_150));
/// assert_eq!(projection.scope(&Scope::host("SYR".parse()?)).strength(end), Some(900));
/// assert_eq!(projection.deadlines()[0].met, Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Projection {
    schedule: Schedule,
    pub(crate) table: Arc<MonthTable>,
    is_finished: bool,
}

impl Plan {
    /// Projects the plan with every estimate at its best.
    #[must_use]
    pub fn project(&self) -> Projection {
        self.schedule().project()
    }
}

impl Schedule {
    /// Projects the schedule.
    #[must_use]
    pub fn project(&self) -> Projection {
        Stepper::default().project(self)
    }
}

impl Stepper {
    /// Projects a schedule.
    ///
    /// ```
    /// use drawdown::engine::Stepper;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let mut stepper = Stepper::default(); // to be kept for the next schedule
    /// let projection = stepper.project(&plan.schedule());
    /// assert_eq!(projection.completion(), Some("2026-12".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn project(&mut self, schedule: &Schedule) -> Projection {
        let table = Arc::new(MonthTable::collect(&schedule.data, &mut self.driver));
        let is_finished = is_finished(&schedule.data, self.driver.state());
        Projection { schedule: schedule.clone(), table, is_finished }
    }
}

impl Projection {
    /// The schedule projected.
    #[must_use]
    pub const fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    pub(crate) fn data(&self) -> &ScheduleData {
        &self.schedule.data
    }

    /// The plan projected.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.schedule.plan()
    }

    /// The months projected, `as_of` first.
    pub fn months(&self) -> MonthRange {
        self.plan().months()
    }

    /// The months that sums over the whole projection cover; `None` where it ends at `as_of`.
    #[must_use]
    pub fn sum_window(&self) -> Option<SumWindow> {
        self.plan().sum_window()
    }

    /// The last month in which anybody left a contingent; `None` where nobody did.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert_eq!(plan.project().last_departure(), Some("2026-12".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn last_departure(&self) -> Option<YearMonth> {
        let last = i32::try_from(self.table.last_departure()?).ok()?;
        Some(self.plan().month(last))
    }

    /// The month of the plan's [completion](crate::rules#completion): the last in which anybody moves, once
    /// nothing is due any more. `None` where somebody is still due to leave when the projection ends, or a phase
    /// has not ended by then (past, replaced and skipped ones aside).
    #[must_use]
    pub fn completion(&self) -> Option<YearMonth> {
        self.completion_index().map(|t| self.plan().month(t))
    }

    /// The completion, as t.
    pub(crate) fn completion_index(&self) -> Option<i32> {
        let last_move = || i32::try_from(self.table.last_move()).unwrap_or(i32::MAX);
        self.is_finished.then(last_move)
    }

    /// The t of a month, if it is projected.
    pub(crate) fn index(&self, month: YearMonth) -> Option<usize> {
        let t = month.months_since(self.plan().as_of());
        (t <= self.plan().horizon()).then(|| usize::try_from(t).ok()).flatten()
    }
}

/// Whether a plan is complete (rules#completion): nothing is due any more, and every phase has ended, at its u at
/// the latest, past and skipped ones aside.
pub(crate) fn is_finished(schedule: &ScheduleData, state: &MonthState) -> bool {
    let has_ended = schedule.timeline.phases.iter().enumerate().all(|(i, dates)| {
        let has_moved = schedule.started(i).is_some_and(|allocation| allocation.last <= state.t);
        let is_replaced = dates.replaced_after.is_some_and(|u| u <= state.t);
        dates.run == CanRun::Past || schedule.is_skipped(i) || has_moved || is_replaced
    });
    has_ended && !state.has_backlog()
}
