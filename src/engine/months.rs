//! The months of a projection, one after another.

use std::borrow::Cow;
use std::iter::FusedIterator;

use crate::engine::basis::Basis;
use crate::engine::draw::{Drawn, Fixed, Inputs};
use crate::engine::outcome::Outcome;
use crate::engine::outline::Outliner;
use crate::engine::step::State;
use crate::plan::checked::Plan;
use crate::plan::outline::Outline;
use crate::plan::resolved::{Course, Floors, Numbers, Timeline};
use crate::plan::timeline::{Fix, Point};
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

impl Course {
    /// The course of a plan with every estimate fixed, and without hazards.
    pub(crate) fn new(plan: &Plan, fix: &impl Fix) -> Self {
        let numbers = Numbers::new(plan, fix);
        let timeline = Timeline::new(plan, fix, Some(&plan.written));
        let floors = Floors::new(plan, &timeline, &numbers);
        let hazards = vec![Vec::new(); plan.spec.hazards.len()];
        let caps_hold_everyone = plan.wiring.caps_hold_everyone(plan.spec.contingents.len());
        let outline = Outline::default();
        let mut course = Self { outline, hazards, numbers, timeline, floors, caps_hold_everyone };
        Outliner::default().outline(plan, &mut course);
        course
    }

    /// The course of a plan with every estimate at its best.
    pub(crate) fn best(plan: &Plan) -> &Self {
        plan.best.get_or_init(|| Self::new(plan, &Point::Best))
    }

    /// The course of a plan as a draw fixes it.
    pub(crate) fn drawn(plan: &Plan, inputs: &Inputs, fixed: &Fixed) -> Self {
        let mut course = Self::best(plan).without_outline();
        course.redraw(plan, inputs, fixed);
        Outliner::default().outline(plan, &mut course);
        course.hazards.clone_from(&fixed.hazards);
        course
    }

    /// The same course, its schedule yet to be outlined.
    pub(crate) fn without_outline(&self) -> Self {
        let Self { hazards, numbers, timeline, floors, caps_hold_everyone, .. } = self;
        Self {
            outline: Outline::default(),
            hazards: hazards.clone(),
            numbers: numbers.clone(),
            timeline: timeline.clone(),
            floors: floors.clone(),
            caps_hold_everyone: *caps_hold_everyone,
        }
    }

    /// Changes a course of the plan, but for its outline and its hazards, to what a draw fixes: as much of
    /// it as hangs on what is drawn.
    pub(crate) fn redraw(&mut self, plan: &Plan, inputs: &Inputs, fixed: &Fixed) {
        self.redraw_with(plan, inputs, fixed, |timeline, drawn| {
            if inputs.has_days() {
                timeline.resolve(plan, drawn, Some(&plan.written));
            }
        });
    }

    /// The same with another way to the days.
    pub(crate) fn redraw_with(
        &mut self,
        plan: &Plan,
        inputs: &Inputs,
        fixed: &Fixed,
        resolve: impl FnOnce(&mut Timeline, &Drawn<'_>),
    ) {
        let drawn = Drawn::new(inputs, fixed);
        if inputs.has_numbers() {
            self.numbers = Numbers::new(plan, &drawn);
        }
        resolve(&mut self.timeline, &drawn);
        if inputs.moves_floors() {
            self.floors = Floors::new(plan, &self.timeline, &self.numbers);
        }
    }
}

/// Steps through a plan month by month; it cannot fail. Made by [`Plan::months`].
///
/// A clone goes on from where the original stands.
///
/// ```
/// use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
/// })?;
/// let first_empty = plan.months().find(|month| month.strength == [Troops::ZERO]);
/// assert_eq!(first_empty.map(|month| month.month), Some("2024-12".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "months do nothing unless iterated"]
pub struct MonthRecords<'p> {
    plan: &'p Plan,
    course: Cow<'p, Course>,
    state: State,
    outcome: Outcome,
    last: i32,
    begun: bool,
}

/// One month of a projection: what each contingent, in listing order, was meant to be, is, and did.
///
/// ```
/// use drawdown::{Contingent, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// let months: Vec<_> = plan.months().collect();
/// assert_eq!(months.len(), 13); // as of 2024-08 and a year
/// assert!(months.iter().all(|month| month.strength[0] == Troops(2_500)));
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
    /// Troops who were raised in the month.
    pub gained: Vec<Troops>,
    /// Troops who came from another contingent in the month.
    pub arrived: Vec<Troops>,
}

impl Plan {
    /// The months from `as_of` through the last one projected.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let mut months = plan.months();
    /// let first_half: Vec<_> = months.by_ref().take(6).collect();
    /// let second_half: Vec<_> = months.collect(); // resumed where the first half ended
    /// assert_eq!(first_half.len() + second_half.len(), plan.months().len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn months(&self) -> MonthRecords<'_> {
        MonthRecords::new(self, Cow::Borrowed(Course::best(self)))
    }
}

impl<'p> MonthRecords<'p> {
    pub(crate) fn new(plan: &'p Plan, course: Cow<'p, Course>) -> Self {
        let state = State::new(Basis { plan, course: &course });
        Self {
            plan,
            course,
            state,
            outcome: Outcome::default(),
            last: plan.horizon(),
            begun: false,
        }
    }

    /// Goes to the next month: first `as_of` itself, then each month step.
    pub(crate) fn advance(&mut self) -> Option<(Basis<'_>, &State)> {
        let basis = Basis { plan: self.plan, course: &self.course };
        if !self.begun {
            self.begun = true;
        } else if self.state.t < self.last {
            self.state.step(basis);
        } else {
            return None;
        }
        Some((basis, &self.state))
    }

    pub(crate) const fn plan(&self) -> &'p Plan {
        self.plan
    }
}

impl Iterator for MonthRecords<'_> {
    type Item = MonthRecord;

    fn next(&mut self) -> Option<MonthRecord> {
        let as_of = self.plan.as_of();
        let mut outcome = std::mem::take(&mut self.outcome);
        let (basis, state) = self.advance()?;
        state.record(basis, &mut outcome);
        let troops = |row: &[u32]| row.iter().copied().map(Troops).collect();
        let month = MonthRecord {
            month: as_of.saturating_add(state.t),
            scheduled: troops(&state.schedule.levels),
            strength: troops(state.levels()),
            withdrawn: troops(&outcome.withdrawn),
            gained: troops(&outcome.gained),
            arrived: troops(&outcome.arrived),
        };
        self.outcome = outcome; // kept for the next month
        Some(month)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.last - self.state.t + i32::from(!self.begun);
        let left = usize::try_from(left).unwrap_or(0);
        (left, Some(left))
    }
}

impl ExactSizeIterator for MonthRecords<'_> {}
impl FusedIterator for MonthRecords<'_> {}
