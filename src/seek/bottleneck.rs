//! Why a missed deadline cannot be met at any pace (rules#bottleneck).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::engine::schedule_data::ScheduleData;
use crate::plan::checked::Plan;
use crate::projection::delay_causes::Cause;
use crate::projection::projection_type::Projection;
use crate::seek::crowded_months::{Crowd, Limit, capped, held, most_crowded};
use crate::seek::departing::{needed_by, needed_by_all};
use crate::spec::adjustment::{Adjustment, Variant};
use crate::spec::phase::Pace;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// Whether a missed deadline can be met at another pace, as far as that is proved or found.
///
/// Its `Display` is one sentence.
///
/// ```
/// use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     caps: vec![Cap::new("airlift", Troops(500))],
///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
/// })?;
/// assert_eq!(
///     plan.bottlenecks()[0].to_string(),
///     "it cannot be met at any pace: from 2024-09 through 2024-12, 2,500 must leave under the cap \"airlift\", which \
///      lets 2,000 through: 500 too many"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Feasibility {
    /// The name of the phase whose deadline is missed.
    pub phase: String,
    /// The proof that it cannot be met at any pace; `None` where nothing is proved.
    pub bottleneck: Option<Bottleneck>,
    /// Whether it is met with every pace at-start.
    pub met_at_start: bool,
}

/// Months in which more must leave than can: the proof that deadlines cannot be met, however departures are paced
/// ([rule](crate::rules#bottleneck)).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Bottleneck {
    /// Whether the deadline cannot be met even alone; else, not together with those of the other `phases`.
    pub alone: bool,
    /// What stands in the way.
    pub kind: BottleneckKind,
    /// The name of the cap or hold, or of what the start waits for; empty for a residual.
    pub name: String,
    /// The first of the months; `None` for a phase that does not start within the projection.
    pub from: Option<YearMonth>,
    /// The last of them.
    pub through: YearMonth,
    /// The troops who must leave in these months.
    pub must: u64,
    /// The troops who can.
    pub can: u64,
    /// The phases that they leave for, in listing order.
    pub phases: Vec<String>,
}

/// What stands in the way of a deadline that cannot be met.
///
/// ```
/// assert_eq!(drawdown::seek::BottleneckKind::Cap.as_str(), "cap");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BottleneckKind {
    /// A cap lets too few through.
    Cap,
    /// The phase starts after it is due.
    Start,
    /// Residuals keep more than the goal.
    Residual,
    /// Holds leave no month to leave in.
    Hold,
}

impl BottleneckKind {
    /// The kind in a word, as in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cap => "cap",
            Self::Start => "start",
            Self::Residual => "residual",
            Self::Hold => "hold",
        }
    }
}

impl Bottleneck {
    /// How many of those who must leave cannot.
    ///
    /// ```
    /// use drawdown::{Contingent, Hold, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    ///     holds: vec![Hold::new("talks")],
    ///     ..PlanSpec::new("Nobody leaves while the talks last", "2024-08".parse()?)
    /// })?;
    /// let bottleneck = plan.bottlenecks().remove(0).bottleneck.ok_or("not proved")?;
    /// assert_eq!(bottleneck.too_many(), 2_500);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn too_many(&self) -> u64 {
        self.must.saturating_sub(self.can)
    }
}

impl Plan {
    /// Of each missed deadline, in listing order, whether it can be met at another pace.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert!(plan.bottlenecks().is_empty()); // both deadlines are met
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bottlenecks(&self) -> Vec<Feasibility> {
        let missed = missed_deadlines(&self.project());
        if missed.is_empty() {
            return Vec::new();
        }
        let at_start = at_start(self).map(|plan| plan.project());
        let feasibility = |&i: &usize| Feasibility {
            phase: self.spec.phases[i].name.clone(),
            bottleneck: at_start.as_ref().and_then(|at_start| bottleneck(at_start, i)),
            met_at_start: at_start
                .as_ref()
                .is_some_and(|at_start| at_start.is_met(i) == Some(true)),
        };
        missed.iter().map(feasibility).collect()
    }
}

/// The plan with the pace of every phase that has a deadline at-start; `None` where that is not valid.
pub(crate) fn at_start(plan: &Plan) -> Option<Plan> {
    let with_deadline = plan.spec.phases.iter().filter(|phase| phase.deadline.is_some());
    let pace = |name: &String| Adjustment::Pace { phase: name.clone(), pace: Pace::AtStart };
    let adjust = with_deadline.map(|phase| pace(&phase.name)).collect();
    plan.with_variant(&Variant::new("every pace at-start", adjust)).ok()
}

/// The phases whose deadlines are missed.
pub(crate) fn missed_deadlines(projection: &Projection) -> Vec<usize> {
    let phases = 0..projection.plan().spec.phases.len();
    phases.filter(|&i| projection.is_met(i) == Some(false)).collect()
}

/// The proof that a deadline cannot be met, from the plan with every pace at-start: its start, then what residuals
/// keep, then holds and caps alone, then caps together with other deadlines.
fn bottleneck(at_start: &Projection, i: usize) -> Option<Bottleneck> {
    let schedule = at_start.data();
    if schedule.is_raise(i) || schedule.is_tracked() {
        return None; // what was seen changes what a phase has to move
    }
    let binds = schedule.timeline.phases[i].binds?;
    if schedule.started(i).is_none_or(|own| own.start > binds) {
        return late_start(at_start, i, binds);
    }
    let crowd = |alone: bool| move |crowd: Crowd| shown(schedule, &crowd, alone);
    kept_by_residuals(schedule, i, binds)
        .or_else(|| alone(schedule, i).map(crowd(true)))
        .or_else(|| together(schedule, i).map(crowd(false)))
}

/// It starts after it is due, or not at all, and what is too many stays in its scope.
fn late_start(at_start: &Projection, i: usize, binds: i32) -> Option<Bottleneck> {
    let schedule = at_start.data();
    let outcome = at_start.deadline_of(i);
    if outcome.met != Some(false) {
        return None;
    }
    let opener = |cause: &&Cause| matches!(cause, Cause::Event(_) | Cause::Phase(_));
    let opener = outcome.causes.iter().map(|delay| &delay.cause).find(opener);
    Some(Bottleneck {
        alone: true,
        kind: BottleneckKind::Start,
        name: opener.map(|cause| cause.name().to_owned()).unwrap_or_default(),
        from: schedule.started(i).map(|own| schedule.plan.month(own.start)),
        through: schedule.plan.month(binds),
        must: outcome.shortfall.unwrap_or(0),
        can: 0,
        phases: vec![outcome.phase],
    })
}

/// Residuals keep more than its goal.
fn kept_by_residuals(schedule: &ScheduleData, i: usize, binds: i32) -> Option<Bottleneck> {
    let own = schedule.started(i)?;
    let can = u64::from(own.total);
    let must = own.level.saturating_sub(own.goal);
    (must > can).then(|| Bottleneck {
        alone: true,
        kind: BottleneckKind::Residual,
        name: String::new(),
        from: Some(schedule.plan.month(own.start)),
        through: schedule.plan.month(binds),
        must,
        can,
        phases: vec![schedule.plan.spec.phases[i].name.clone()],
    })
}

/// The most crowded months of one deadline alone (rules#alone).
pub(crate) fn alone(schedule: &ScheduleData, i: usize) -> Option<Crowd> {
    let departing = needed_by(schedule, i);
    most_crowded(held(schedule, &departing).into_iter().chain(capped(schedule, &departing)))
}

/// The most crowded months of all deadlines together in which one has a part. Holds stand in the way of a deadline
/// alone, or not at all.
fn together(schedule: &ScheduleData, i: usize) -> Option<Crowd> {
    let departing = needed_by_all(schedule);
    most_crowded(capped(schedule, &departing).filter(|crowd| crowd.phases.contains(&i)))
}

fn shown(schedule: &ScheduleData, crowd: &Crowd, alone: bool) -> Bottleneck {
    let spec = &schedule.plan.spec;
    let (kind, name) = match crowd.limit {
        Limit::Hold(h) => (BottleneckKind::Hold, spec.holds[h].name.clone()),
        Limit::Cap(k) => (BottleneckKind::Cap, spec.caps[k].name.clone()),
    };
    Bottleneck {
        alone,
        kind,
        name,
        from: Some(schedule.plan.month(crowd.months.first)),
        through: schedule.plan.month(crowd.months.last),
        must: crowd.must,
        can: crowd.can,
        phases: crowd.phases.iter().map(|&phase| spec.phases[phase].name.clone()).collect(),
    }
}

impl fmt::Display for Feasibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(bottleneck) = &self.bottleneck else {
            return f.write_str(if self.met_at_start {
                "it can be met: with every pace at-start it is"
            } else {
                "neither proved nor found: nothing shows that it cannot be met at any pace, and no pace was found at \
                 which it is"
            });
        };
        let others = bottleneck.phases.iter().filter(|name| **name != self.phase);
        let others: Vec<String> = others.map(|name| format!("{name:?}")).collect();
        if bottleneck.alone || others.is_empty() {
            write!(f, "it cannot be met at any pace: {bottleneck}")
        } else {
            let others = joined(&others, "and");
            write!(f, "it cannot be met at any pace, not together with {others}: {bottleneck}")
        }
    }
}

/// The months and the figures, which a reader can check by hand.
impl fmt::Display for Bottleneck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, through, .. } = self;
        let [must, can, too_many] = [self.must, self.can, self.too_many()].map(grouped);
        let months = match self.from {
            Some(from) => format!("from {from} through {through}"),
            None => format!("through {through}"),
        };
        match (self.kind, self.from) {
            (BottleneckKind::Cap, _) => write!(
                f,
                "{months}, {must} must leave under the cap {name:?}, which lets {can} through: {too_many} too many"
            ),
            (BottleneckKind::Hold, _) => write!(
                f,
                "{months}, {must} must leave and holds let nobody leave, in {through} the hold {name:?}: {too_many} too many"
            ),
            (BottleneckKind::Residual, _) => write!(
                f,
                "{months}, {must} must leave and residuals let {can} leave: {too_many} too many"
            ),
            (BottleneckKind::Start, start) => {
                match start {
                    Some(start) => write!(f, "it starts in {start}")?,
                    None => f.write_str("it does not start")?,
                }
                if !name.is_empty() {
                    write!(f, ", waiting for {name:?}")?;
                }
                write!(f, ", and is due in {through}: {too_many} too many are there then")
            }
        }
    }
}

/// A list in words: `a, b and c`.
pub(crate) fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
