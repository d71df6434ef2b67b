//! A projection: every month of a plan, collected, and what it answers.

use std::borrow::Cow;

use crate::checked::course::{CanRun, Course};
use crate::checked::plan::Plan;
use crate::engine::months::Months;
use crate::engine::outcome::{KeptBack, Outcome, Transfer};
use crate::engine::schedule::{Basis, Run};
use crate::engine::step::State;
use crate::leaves::month::{MonthRange, YearMonth};
use crate::written::phase::IfUndated;

/// What comes of a plan: the troop levels of every month, and what became of every deadline.
///
/// ```
/// use drawdown::{Contingent, Phase, Plan, PlanSpec, Scope, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![
///         Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500)),
///         Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900)),
///     ],
///     phases: vec![Phase {
///         scope: Scope::host("IRQ".parse()?),
///         ..Phase::new("out of Iraq", Target::Remainder, "2026-12-31".parse()?)
///     }],
///     ..PlanSpec::new("Iraq and Syria", "2024-08".parse()?)
/// })?;
/// let projection = plan.project();
/// let end = "2026-12".parse()?;
/// assert_eq!(projection.theatre().strength(end), Some(900));
/// assert_eq!(projection.over(&Scope::host("IRQ".parse()?)).strength(end), Some(0));
/// assert_eq!(projection.deadlines()[0].met, Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Projection<'p> {
    plan: &'p Plan,
    pub(crate) course: Cow<'p, Course>,
    pub(crate) rows: Rows,
    pub(crate) runs: Vec<Run>,
    unfinished: bool,
    completion: i32,
}

/// The collected months, each quantity by month and within it by contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) scheduled: Vec<u32>,
    pub(crate) strength: Vec<u32>,
    pub(crate) withdrawn: Vec<u32>,
    pub(crate) sent_on: Vec<u32>,
    pub(crate) gained: Vec<u32>,
    pub(crate) arrived: Vec<u32>,
    pub(crate) kept_back: Vec<Vec<KeptBack>>,
    pub(crate) transfers: Vec<Vec<Transfer>>,
}

impl Plan {
    /// Projects the plan with every estimate at its best.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().strength(plan.through()), Some(2_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn project(&self) -> Projection<'_> {
        Projection::collect(self.months())
    }
}

impl<'p> Projection<'p> {
    pub(crate) fn collect(mut months: Months<'p>) -> Self {
        let mut rows = Rows::with_capacity(&months);
        let mut completion = 0;
        while let Some(state) = months.advance() {
            rows.push(&state.schedule.levels, &state.levels, &state.outcome);
            if state.outcome.moves_anybody() {
                completion = state.t;
            }
        }
        let plan = months.plan();
        let (course, state) = months.into_parts();
        let unfinished = is_unfinished(Basis { plan, course: &course }, &state);
        Self { plan, course, rows, runs: state.schedule.runs, unfinished, completion }
    }

    /// The plan projected.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().plan().spec().title, "Nobody leaves");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// The months projected, `as_of` first.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().months().len(), 13);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn months(&self) -> MonthRange {
        self.plan().as_of().through(self.plan().through())
    }

    /// The month by whose end the plan is done: the last in which anybody moves, where nothing is
    /// due any more; `None` where something still is at the end of the projection, or a phase that
    /// blocks the others can never start.
    ///
    /// ```
    /// # use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().completion(), Some("2024-12".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn completion(&self) -> Option<YearMonth> {
        (!self.unfinished).then(|| self.month(self.completion))
    }

    /// The month t.
    pub(crate) fn month(&self, t: i32) -> YearMonth {
        self.plan().as_of().saturating_add(t)
    }

    /// The t of a month, if it is projected.
    pub(crate) fn index(&self, month: YearMonth) -> Option<usize> {
        let t = month.months_since(self.plan().as_of());
        (t <= self.plan().horizon()).then(|| usize::try_from(t).ok()).flatten()
    }
}

/// Whether something is still due, or a phase that blocks the others can never start.
pub(crate) fn is_unfinished(basis: Basis<'_>, state: &State) -> bool {
    let runs = state.schedule.runs.iter();
    let pending = runs.zip(&basis.course.timeline.phases).zip(&basis.plan.spec.phases).any(
        |((run, dates), phase)| match (dates.run, &run.started) {
            (CanRun::Past, _) => false,
            (CanRun::Never, _) => phase.if_undated == IfUndated::Block,
            (CanRun::Yes, None) => true,
            (CanRun::Yes, Some(reckoning)) => reckoning.end > state.t,
        },
    );
    pending || state.has_backlog()
}

impl Rows {
    fn with_capacity(months: &Months<'_>) -> Self {
        let cells = months.len() * months.contingents();
        Self {
            scheduled: Vec::with_capacity(cells),
            strength: Vec::with_capacity(cells),
            withdrawn: Vec::with_capacity(cells),
            sent_on: Vec::with_capacity(cells),
            gained: Vec::with_capacity(cells),
            arrived: Vec::with_capacity(cells),
            kept_back: Vec::with_capacity(months.len()),
            transfers: Vec::with_capacity(months.len()),
        }
    }

    fn push(&mut self, scheduled: &[u32], strength: &[u32], outcome: &Outcome) {
        self.scheduled.extend_from_slice(scheduled);
        self.strength.extend_from_slice(strength);
        self.withdrawn.extend_from_slice(&outcome.withdrawn);
        self.sent_on.extend_from_slice(&outcome.sent_on);
        self.gained.extend_from_slice(&outcome.gained);
        self.arrived.extend_from_slice(&outcome.arrived);
        self.kept_back.push(outcome.kept_back.clone());
        self.transfers.push(outcome.transfers.clone());
    }
}
