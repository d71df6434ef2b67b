//! A projection: every month of a plan, collected, and what it answers.

use crate::engine::basis::Basis;
use crate::engine::room;
use crate::engine::step::State;
use crate::plan::checked::Plan;
use crate::plan::resolved::{CanRun, Course};
use crate::projection::month_table::Rows;
use crate::spec::phase::IfUndated;
use crate::values::year_month::{MonthRange, YearMonth};

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
/// assert_eq!(projection.scope(&Scope::host("IRQ".parse()?)).strength(end), Some(0));
/// assert_eq!(projection.deadlines()[0].met, Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Projection<'p> {
    plan: &'p Plan,
    /// Where it is not the plan's own, at best.
    drawn: Option<Box<Course>>,
    pub(crate) rows: Rows,
    unfinished: bool,
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
        Projection::stepped(self, None)
    }
}

impl<'p> Projection<'p> {
    /// A plan projected on the course of a draw.
    pub(crate) fn drawn(plan: &'p Plan, course: Course) -> Self {
        Self::stepped(plan, Some(Box::new(course)))
    }

    fn stepped(plan: &'p Plan, drawn: Option<Box<Course>>) -> Self {
        let basis = Basis { plan, course: drawn.as_deref().unwrap_or_else(|| Course::best(plan)) };
        let mut state = room::begin(basis);
        let rows = Rows::collect(basis, &mut state);
        let unfinished = is_unfinished(basis, &state);
        room::keep(basis, state);
        Self { plan, drawn, rows, unfinished }
    }

    /// The course that it is on.
    pub(crate) fn course(&self) -> &Course {
        self.drawn.as_deref().unwrap_or_else(|| Course::best(self.plan))
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
        let last_move = || i32::try_from(self.rows.last_move()).unwrap_or(i32::MAX);
        (!self.unfinished).then(|| self.month(last_move()))
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
    let phases = basis.course.timeline.phases.iter().zip(&basis.plan.spec.phases);
    let pending = phases.enumerate().any(|(i, (dates, phase))| match dates.run {
        CanRun::Past => false,
        CanRun::Never => phase.if_undated == IfUndated::Block,
        CanRun::Yes => {
            let started = basis.course.outline.started(i);
            started.is_none_or(|reckoning| reckoning.end > state.t)
        }
    });
    pending || state.has_backlog()
}
