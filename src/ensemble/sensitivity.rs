//! What drives a plan: the effect of each thing that is drawn.

use serde::{Deserialize, Serialize};

use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::draw_inputs::{DrawValues, EstimateInput, hazard_name};
use crate::ensemble::joint_counts::Joint;
use crate::ensemble::parallel::each;
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::recorder::{DrawRecorder, DrawResult};
use crate::plan::estimate_source::{EstimateId, EstimatePoint, EstimateSource};
use crate::plan::window::Window;
use crate::values::estimate::Estimate;
use crate::values::input_value::InputValue;
use crate::values::quantity::Quantity;

/// Something drawn, and what it does to the plan.
///
/// ```
/// use drawdown::{
///     Contingent, Sensitivity, Ensemble, Estimate, Event, Metric, Phase, Plan, PlanSpec, Target, Troops,
///     InputValue, When,
/// };
///
/// let approved = Estimate::new("2024-09".parse()?, "2024-11".parse()?, "2025-05".parse()?)?;
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     events: vec![Event { date: Some(When::On(approved)), ..Event::new("approval") }],
///     phases: vec![Phase {
///         waits_for: vec!["approval".into()],
///         ..Phase::new("all", Target::Remainder, "2025-01-31".parse()?)
///     }],
///     ..PlanSpec::new("When approved", "2024-08".parse()?)
/// })?;
/// let ensemble = Ensemble { drivers: Sensitivity::On, ..Ensemble::new(&plan, 2024) };
/// let driver = ensemble.run(0..1_000).drivers().ok_or("not recorded")?.remove(0);
/// assert_eq!(driver.input, "event[\"approval\"].date");
/// assert_eq!(driver.high, Some(InputValue::Day("2025-05".parse()?)));
/// let slip = driver.effects.iter().find(|e| e.outcome == Metric::Slip("all".into())).ok_or("?")?;
/// assert_eq!((slip.at_low, slip.at_best, slip.at_high), (Some(0), Some(0), Some(5)));
/// assert!(slip.rank_correlation > Some(0.9));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InputSensitivity {
    /// What is drawn, by the names of the plan.
    pub input: String,
    /// An estimate's low value; a hazard has none.
    pub low: Option<InputValue>,
    /// An estimate's best value; a hazard has none.
    pub best: Option<InputValue>,
    /// An estimate's high value; a hazard has none.
    pub high: Option<InputValue>,
    /// What it does to the completion, the troop-months and each deadline.
    pub effects: Vec<OutcomeSensitivity>,
}

/// What one input does to one outcome.
///
/// A month or slip that never comes within the projection is `None`, and ranks after all others.
///
/// ```
/// use drawdown::{Contingent, Sensitivity, Ensemble, Estimate, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent {
///         strength: Estimate::between(Troops(35_000), Troops(50_000))?,
///         ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(0))
///     }],
///     ..PlanSpec::new("Advisers", "2007-12".parse()?)
/// })?;
/// let ensemble = Ensemble { drivers: Sensitivity::On, ..Ensemble::new(&plan, 2007) };
/// let drivers = ensemble.run(0..100).drivers().ok_or("not recorded")?;
/// let on_troop_months = &drivers[0].effects[1];
/// assert_eq!(on_troop_months.swing(), Some(13 * 15_000));
/// assert_eq!(on_troop_months.rank_correlation, Some(1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OutcomeSensitivity {
    /// On what.
    pub outcome: Metric,
    /// With this input at its low value and all others at best, without hazards.
    pub at_low: Option<i64>,
    /// With every input at best, without hazards.
    pub at_best: Option<i64>,
    /// With this input at its high value and all others at best, without hazards.
    pub at_high: Option<i64>,
    /// Spearman's, of input and outcome over the draws; ties share their mean rank. Of a hazard, the
    /// input is the number of months in which it is under way. `None` where either never varies.
    ///
    /// Exact up to 16,384 different pairs of input and outcome; where more come up, values are
    /// counted in classes, as wide as it takes, and those of one class tie.
    pub rank_correlation: Option<f64>,
}

impl OutcomeSensitivity {
    /// From low to high: how far the outcome moves; `None` where it never comes at either, and for a
    /// hazard.
    ///
    /// ```
    /// # use drawdown::{Contingent, Sensitivity, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let ensemble = Ensemble { drivers: Sensitivity::On, ..Ensemble::new(&plan, 0) };
    /// for driver in ensemble.run(0..10).drivers().ok_or("not recorded")? {
    ///     println!("{}: {:?}", driver.input, driver.effects[0].swing());
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn swing(&self) -> Option<i64> {
        self.at_high?.checked_sub(self.at_low?)
    }
}

/// What an input may drive.
///
/// ```
/// use drawdown::Metric;
///
/// assert_eq!(Metric::Slip("first year".into()).to_string(), "slip of \"first year\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Metric {
    /// When the plan is done, in months after `as_of`.
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
struct Alone {
    id: Option<EstimateId>,
    point: EstimatePoint,
}

impl EstimateSource for Alone {
    fn value<T: Quantity>(&mut self, id: EstimateId, estimate: &Estimate<T>) -> T {
        if Some(id) == self.id { self.point.value(id, estimate) } else { estimate.best() }
    }
}

/// What was drawn and what came of it, over the draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) inputs: Vec<Row>,
    pub(crate) outcomes: Vec<Metric>,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    name: String,
    /// Low, best and high.
    points: Option<[InputValue; 3]>,
    /// Each outcome with the input at low, at best, and at high.
    pub(crate) alone: Vec<[Option<i64>; 3]>,
    /// With each outcome.
    pub(crate) joint: Vec<Joint>,
}

/// A [`Record`] in the making.
#[derive(Debug)]
pub(crate) struct RecordTally(Vec<Vec<Joint>>);

impl Record {
    /// Everything that does not depend on draws.
    pub(crate) fn new(model: &PreparedPlan<'_>) -> Self {
        let phases = &model.plan.spec.phases;
        let outcomes = [Metric::Completion, Metric::TroopMonths].into_iter();
        let outcomes = outcomes.chain(phases.iter().map(|p| Metric::Slip(p.name.clone())));
        let outcomes: Vec<Metric> = outcomes.collect();
        let hazards = vec![Vec::new(); model.plan.spec.hazards.len()];
        let run = |id, point| {
            let mut source = Alone { id, point };
            let schedule = ScheduleData::new(model.plan, &mut source, hazards.clone());
            values(DrawRecorder::new(model).run(&schedule))
        };
        let best = run(None, EstimatePoint::Best);
        let none = |span| vec![Joint::new(span); outcomes.len()];
        let estimate = |input: &EstimateInput| {
            let (low, high) =
                (run(Some(input.id), EstimatePoint::Low), run(Some(input.id), EstimatePoint::High));
            let alone = low.into_iter().zip(&best).zip(high);
            let (mode, span) = (input.range.mode, input.range.span);
            Row {
                name: input.name.clone(),
                points: Some([0, mode, span].map(|above| input.at(above))),
                alone: alone.map(|((low, &best), high)| [low, best, high]).collect(),
                joint: none(span),
            }
        };
        let estimates = each(model.inputs.estimates.iter().collect(), estimate);
        let months = model.plan.horizon().unsigned_abs();
        let hazards = model.plan.spec.hazards.iter().map(|hazard| Row {
            name: hazard_name(hazard),
            points: None,
            alone: best.iter().map(|&best| [None, best, None]).collect(),
            joint: none(months),
        });
        Self { inputs: estimates.into_iter().chain(hazards).collect(), outcomes }
    }

    /// The same inputs and outcomes, of no draws.
    pub(crate) fn without_draws(mut self) -> Self {
        for joint in self.inputs.iter_mut().flat_map(|row| &mut row.joint) {
            *joint = joint.empty();
        }
        self
    }

    pub(crate) fn tally(&self) -> RecordTally {
        let empty = |row: &Row| row.joint.iter().map(Joint::empty).collect();
        RecordTally(self.inputs.iter().map(empty).collect())
    }

    /// Takes in what was counted.
    pub(crate) fn take(&mut self, tally: RecordTally) {
        for (row, counted) in self.inputs.iter_mut().zip(tally.0) {
            row.joint = counted;
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (row, others) in self.inputs.iter_mut().zip(&other.inputs) {
            for (joint, others) in row.joint.iter_mut().zip(&others.joint) {
                joint.add(others);
            }
        }
    }

    /// Whether the other is of the same inputs and outcomes; a file that was made otherwise may not.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.outcomes == other.outcomes
            && self.inputs.len() == other.inputs.len()
            && self.inputs.iter().zip(&other.inputs).all(|(a, b)| {
                let like = |(a, b): (&Joint, &Joint)| a.is_like(b);
                (&a.name, a.points, &a.alone) == (&b.name, b.points, &b.alone)
                    && a.joint.iter().zip(&b.joint).all(like)
            })
    }

    pub(crate) fn is_sound(&self, draws: u64) -> bool {
        let outcomes = self.outcomes.len();
        self.inputs.iter().all(|row| {
            row.alone.len() == outcomes
                && row.joint.len() == outcomes
                && row.joint.iter().all(|joint| joint.draws() == Some(draws))
        })
    }

    pub(crate) fn drivers(&self) -> Vec<InputSensitivity> {
        self.inputs.iter().map(|row| row.driver(&self.outcomes)).collect()
    }
}

impl RecordTally {
    /// Counts a draw.
    pub(crate) fn count(&mut self, drawn: &DrawValues, months: i32, figures: &DrawResult) {
        let values = values(figures);
        let under_way = |windows: &[Window]| -> i64 {
            windows.iter().map(|w| i64::from(w.last.min(months) - w.first + 1)).sum()
        };
        let inputs = (drawn.above.iter().map(|&above| i64::from(above)))
            .chain(drawn.hazards.iter().map(|windows| under_way(windows)));
        for (counts, input) in self.0.iter_mut().zip(inputs) {
            for (counts, value) in counts.iter_mut().zip(&values) {
                counts.count(input, *value);
            }
        }
    }
}

/// The outcomes of a draw, in their order.
fn values(figures: &DrawResult) -> Vec<Option<i64>> {
    let troop_months = i64::try_from(figures.troop_months).ok();
    let first = [figures.completion.map(i64::from), troop_months].into_iter();
    first.chain(figures.slips.iter().map(|slip| slip.map(i64::from))).collect()
}

impl Row {
    fn driver(&self, outcomes: &[Metric]) -> InputSensitivity {
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
