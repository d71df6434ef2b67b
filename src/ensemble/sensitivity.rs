//! How the outcomes of a plan depend on its inputs.

use serde::{Deserialize, Serialize};

use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::draw_inputs::{EstimateInput, hazard_name};
use crate::ensemble::joint_counts::JointCounts;
use crate::ensemble::merge::{MergeError, Mergeable, check_same};
use crate::ensemble::parallel;
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::recorder::{DrawRecorder, DrawResult, DrawScratch};
use crate::plan::estimate_source::{EstimateId, EstimatePoint, EstimateSource};
use crate::spec::slip::SlipMonths;
use crate::values::checked_read::{first, read_checked};
use crate::values::estimate::Estimate;
use crate::values::input_value::InputValue;
use crate::values::quantity::Quantity;

/// A drawn input, and how the plan's outcomes depend on it.
///
/// ```
/// use drawdown::ensemble::{Ensemble, Metric, Sensitivity};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let ensemble = Ensemble { sensitivity: Sensitivity::On, ..Ensemble::new(&plan, 2024) };
/// let sensitivities = ensemble.run(0..1_000).sensitivities().ok_or("not recorded")?;
/// let first_year = sensitivities.iter().find(|s| s.input == "phase[\"first year\"].target");
/// let effects = &first_year.ok_or("not drawn")?.effects;
/// let troop_months = effects.iter().find(|effect| effect.outcome == Metric::TroopMonths);
/// let troop_months = troop_months.ok_or("not counted")?;
/// assert_eq!(troop_months.at_low, Some(88_309)); // 200 troops leave in the first year
/// assert_eq!(troop_months.swing(), Some(-9_459)); // with 900, this changes
/// assert!(troop_months.rank_correlation.is_some_and(|r| r < -0.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct InputSensitivity {
    /// The [name](crate::rules#names-of-draws) of an estimate, or a hazard's, as `hazard["escalation"]`.
    pub input: String,
    /// An estimate's low value; a hazard has none.
    pub low: Option<InputValue>,
    /// An estimate's best value; a hazard has none.
    pub best: Option<InputValue>,
    /// An estimate's high value; a hazard has none.
    pub high: Option<InputValue>,
    /// How the completion, the troop-months and each deadline depend on it.
    pub effects: Vec<OutcomeSensitivity>,
}

/// How one outcome depends on one input.
///
/// A completion or slip beyond the projection is `None`, and ranks after all others. For an example see
/// [`InputSensitivity`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutcomeSensitivity {
    /// The outcome.
    pub outcome: Metric,
    /// With this input at its low value and all others at best, without hazards.
    pub at_low: Option<i64>,
    /// With every input at best, without hazards.
    pub at_best: Option<i64>,
    /// With this input at its high value and all others at best, without hazards.
    pub at_high: Option<i64>,
    /// Spearman's rank correlation of input and outcome over the draws; equal values share their mean
    /// rank. For a hazard, the input is the number of months in which it is under way. `None` if either
    /// does not vary.
    ///
    /// Exact up to 16,384 different pairs of input and outcome. With more, values are counted in
    /// classes, and those of one class share their rank.
    pub rank_correlation: Option<f64>,
}

read_checked!(
    InputSensitivity {
        input: String,
        low: Option<InputValue>,
        best: Option<InputValue>,
        high: Option<InputValue>,
        effects: Vec<OutcomeSensitivity>,
    },
    |sensitivity| {
        let &InputSensitivity { low, best, high, .. } = sensitivity;
        let is_in_order = match (low, best, high) {
            (None, None, None) => true,
            // At best nothing slips, whatever is drawn.
            (Some(low), Some(best @ InputValue::Months(0)), Some(high)) => {
                low <= high && low.partial_cmp(&best).is_some()
            }
            (Some(low), Some(best), Some(high)) => low <= best && best <= high,
            _ => false,
        };
        first(&[(!is_in_order, "low, best and high of the input are not in order")])
    }
);

read_checked!(
    OutcomeSensitivity {
        outcome: Metric,
        at_low: Option<i64>,
        at_best: Option<i64>,
        at_high: Option<i64>,
        rank_correlation: Option<f64>,
    },
    |effect| {
        let is_correlation = |r: f64| (-1.0..=1.0).contains(&r);
        let is_possible = effect.rank_correlation.is_none_or(is_correlation);
        first(&[(!is_possible, "a rank correlation is not between -1 and 1")])
    }
);

impl OutcomeSensitivity {
    /// How far the outcome moves from low to high; `None` for a hazard, or if the outcome has no value at
    /// either.
    #[must_use]
    pub fn swing(&self) -> Option<i64> {
        self.at_high?.checked_sub(self.at_low?)
    }
}

/// An outcome that is compared with the inputs.
///
/// ```
/// use drawdown::ensemble::Metric;
///
/// assert_eq!(Metric::Slip("first year".into()).to_string(), "slip of \"first year\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Metric {
    /// When the plan completes, in months after `as_of`.
    Completion,
    /// The theatre's troop-months.
    TroopMonths,
    /// How many months after its deadline the phase of this name reaches its goal.
    Slip(String),
}

impl std::fmt::Display for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Completion => f.write_str("completion"),
            Self::TroopMonths => f.write_str("troop-months"),
            Self::Slip(phase) => write!(f, "slip of {phase:?}"),
        }
    }
}

/// One estimate at its low or high, all others at best.
#[derive(Clone, Copy, Debug)]
struct OneVaried {
    id: EstimateId,
    point: EstimatePoint,
}

impl EstimateSource for OneVaried {
    fn value<T: Quantity>(&mut self, id: EstimateId, estimate: &Estimate<T>) -> T {
        if id == self.id { self.point.value(id, estimate) } else { estimate.best() }
    }

    fn slip(&mut self, id: EstimateId, months: &SlipMonths) -> i32 {
        let months = months.values.iter().copied();
        match self.point {
            EstimatePoint::Low if id == self.id => months.min().unwrap_or(0),
            EstimatePoint::High if id == self.id => months.max().unwrap_or(0),
            _ => 0,
        }
    }
}

/// Inputs and outcomes over the draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SensitivityRecord {
    pub(super) inputs: Vec<InputRecord>,
    pub(super) outcomes: Vec<Metric>,
}

/// One input with each outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InputRecord {
    name: String,
    /// Low, best and high.
    points: Option<[InputValue; 3]>,
    /// The outcomes with this input at low, best and high, and all others at best.
    alone: Vec<[Option<i64>; 3]>,
    /// By outcome.
    pub(super) joint: Vec<JointCounts>,
}

impl SensitivityRecord {
    /// Of no draws.
    pub(crate) fn new(prepared: &PreparedPlan<'_>) -> Self {
        let spec = &prepared.plan.spec;
        let slips = spec.phases.iter().map(|phase| Metric::Slip(phase.name.clone()));
        let metrics = [Metric::Completion, Metric::TroopMonths].into_iter().chain(slips);
        let metrics: Vec<Metric> = metrics.collect();
        let joint = |span| vec![JointCounts::new(span); metrics.len()];
        let best = run(prepared, &mut EstimatePoint::Best);
        let estimate = |input: &EstimateInput| {
            let at = |point| run(prepared, &mut OneVaried { id: input.id, point });
            let (low, high) = (at(EstimatePoint::Low), at(EstimatePoint::High));
            let alone = low.into_iter().zip(&best).zip(high);
            let span = input.drawn.span;
            InputRecord {
                name: input.name.clone(),
                points: Some([input.at(0), input.best, input.at(span)]),
                alone: alone.map(|((low, &best), high)| [low, best, high]).collect(),
                joint: joint(span),
            }
        };
        let mut inputs = parallel::map(prepared.inputs.estimates.iter().collect(), estimate);
        inputs.extend(spec.hazards.iter().map(|hazard| InputRecord {
            name: hazard_name(hazard),
            points: None,
            alone: best.iter().map(|&best| [None, best, None]).collect(),
            joint: joint(prepared.plan.horizon().unsigned_abs()),
        }));
        Self { inputs, outcomes: metrics }
    }

    /// The same inputs and outcomes, of no draws.
    pub(crate) fn without_draws(mut self) -> Self {
        for joint in self.inputs.iter_mut().flat_map(|input| &mut input.joint) {
            *joint = joint.empty();
        }
        self
    }

    /// How many pairs of values there are.
    pub(crate) fn pairs(&self) -> u64 {
        self.inputs.iter().flat_map(|input| &input.joint).map(JointCounts::pairs).sum()
    }

    pub(crate) fn sensitivities(&self) -> Vec<InputSensitivity> {
        self.inputs.iter().map(|input| input.sensitivity(&self.outcomes)).collect()
    }
}

/// The outcomes without hazards.
fn run(prepared: &PreparedPlan<'_>, source: &mut impl EstimateSource) -> Vec<Option<i64>> {
    let no_hazards = vec![Vec::new(); prepared.plan.spec.hazards.len()];
    let schedule = ScheduleData::new(prepared.plan, source, no_hazards);
    let mut recorder = DrawRecorder::without_levels(prepared);
    outcomes(recorder.run(&schedule, &mut DrawScratch::default())).collect()
}

/// The outcomes of a draw, in the order of the metrics.
pub(super) fn outcomes(result: &DrawResult) -> impl Iterator<Item = Option<i64>> {
    let completion = result.completion.map(i64::from);
    let slips = result.checks.iter().map(|check| check.as_ref()?.slip().map(i64::from));
    [completion, i64::try_from(result.troop_months).ok()].into_iter().chain(slips)
}

impl InputRecord {
    fn sensitivity(&self, outcomes: &[Metric]) -> InputSensitivity {
        let point = |i: usize| self.points.map(|points| points[i]);
        let effects = outcomes.iter().zip(&self.alone).zip(&self.joint);
        InputSensitivity {
            input: self.name.clone(),
            low: point(0),
            best: point(1),
            high: point(2),
            effects: effects
                .map(|((outcome, &[at_low, at_best, at_high]), joint)| OutcomeSensitivity {
                    outcome: outcome.clone(),
                    at_low,
                    at_best,
                    at_high,
                    rank_correlation: joint.rank_correlation(),
                })
                .collect(),
        }
    }
}

impl Mergeable for SensitivityRecord {
    fn is_consistent(&self, draws: u64) -> bool {
        let outcomes = self.outcomes.len();
        let is_full =
            |row: &InputRecord| row.alone.len() == outcomes && row.joint.len() == outcomes;
        self.inputs.iter().all(is_full) && self.inputs.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.outcomes == other.outcomes)?;
        self.inputs.merge(&other.inputs)
    }
}

impl Mergeable for InputRecord {
    fn is_consistent(&self, draws: u64) -> bool {
        self.joint.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.name == other.name && self.points == other.points)?;
        check_same(self.alone == other.alone)?;
        self.joint.merge(&other.joint)
    }
}
