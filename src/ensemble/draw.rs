//! One draw of a plan: its estimates and hazards fixed at random, and what results.

use std::ops::Range;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::engine::schedule::Schedule;
use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::draw_inputs::{DrawInputs, DrawValues, DrawnEstimates};
use crate::plan::checked::Plan;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::numbers::Numbers;
use crate::plan::timeline::Timeline;
use crate::projection::projection_type::Projection;
use crate::values::input_value::InputValue;
use crate::values::year_month::MonthRange;

/// A plan's estimates and hazards, fixed at random.
///
/// Every estimate is drawn from a [triangular distribution](crate::rules#triangular); a
/// [hazard](crate::rules#hazard) may start in any month. What is drawn
/// [depends only](crate::rules#draw) on the seed, the draw's number and the name of what is drawn. The
/// variants of a plan share it.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// let draw = plan.draw(2024, 17); // seed and number
/// let (name, value) = &draw.estimates()[1];
/// assert_eq!((*name, value.to_string()), ("phase[\"first year\"].target", "492".to_owned()));
/// let (hazard, months) = &draw.hazards()[0];
/// assert_eq!((*hazard, months.len()), ("regional escalation", 2)); // it occurs twice
/// assert_eq!(draw.project().completion(), Some("2026-12".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Draw {
    pub(crate) plan: Plan,
    pub(crate) number: u64,
    pub(crate) inputs: Arc<DrawInputs>,
    pub(crate) values: DrawValues,
}

/// Whether both fix the same in the same draw of the same plan.
impl PartialEq for Draw {
    fn eq(&self, other: &Self) -> bool {
        // The inputs are made from the plan.
        (&self.plan, self.number, &self.values) == (&other.plan, other.number, &other.values)
    }
}

impl Eq for Draw {}

impl Plan {
    /// The draw of a seed and a number.
    #[must_use]
    pub fn draw(&self, seed: u64, number: u64) -> Draw {
        let inputs = DrawInputs::new(self);
        let values = inputs.draw(seed, number);
        Draw { plan: self.clone(), number, inputs: Arc::new(inputs), values }
    }
}

/// The draws of a plan and a seed, for those who need their schedules alone.
pub(crate) struct Draws<'p> {
    plan: &'p Plan,
    seed: u64,
    inputs: DrawInputs,
    /// The resolved days, where no draw changes them.
    days: Option<Arc<Timeline>>,
}

impl<'p> Draws<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Self {
        let inputs = DrawInputs::new(plan);
        let days = || Timeline::new(plan, &mut EstimatePoint::Best, Some(&plan.baseline));
        let days = (!inputs.has_days()).then(|| Arc::new(days()));
        Self { plan, seed, inputs, days }
    }

    /// Whether all draws are equal, because nothing is drawn.
    pub(crate) const fn are_equal(&self) -> bool {
        self.inputs.is_empty()
    }

    /// The schedule of each draw in a range.
    pub(crate) fn schedules(&self, draws: Range<u64>) -> impl Iterator<Item = Schedule> {
        (draws.start / 4..draws.end.div_ceil(4)).flat_map(move |four| {
            let values = self.inputs.draw_four(self.seed, four);
            let numbered = (4 * four..).zip(values);
            let (start, end) = (draws.start, draws.end);
            numbered
                .filter(move |(number, _)| (start..end).contains(number))
                .map(|(_, values)| self.schedule(values))
        })
    }

    fn schedule(&self, values: DrawValues) -> Schedule {
        let mut source = DrawnEstimates { inputs: &self.inputs, values: &values };
        let data = match &self.days {
            Some(days) => {
                let numbers = Numbers::new(self.plan, &mut source);
                ScheduleData::with_days(self.plan, numbers, Arc::clone(days), values.hazards)
            }
            None => ScheduleData::new(self.plan, &mut source, values.hazards.clone()),
        };
        Schedule { data: Arc::new(data) }
    }
}

impl Draw {
    /// Its number.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The projection of the plan as drawn.
    #[must_use]
    pub fn project(&self) -> Projection {
        self.schedule().project()
    }

    /// The schedule of the plan as drawn.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let mut source = DrawnEstimates { inputs: &self.inputs, values: &self.values };
        let data = ScheduleData::new(&self.plan, &mut source, self.values.hazards.clone());
        Schedule { data: Arc::new(data) }
    }

    /// Each estimate that the schedule depends on and whose low and high differ, by
    /// [name](crate::rules#names-of-draws), with the value drawn.
    #[must_use]
    pub fn estimates(&self) -> Vec<(&str, InputValue)> {
        let drawn = self.inputs.estimates.iter().zip(&self.values.above);
        drawn.map(|(input, &above)| (input.name.as_str(), input.at(above))).collect()
    }

    /// Each hazard with the months in which it is under way, as far as they are projected.
    #[must_use]
    pub fn hazards(&self) -> Vec<(&str, Vec<MonthRange>)> {
        let last = self.plan.horizon();
        let hazards = self.plan.spec.hazards.iter().zip(&self.values.hazards);
        hazards
            .map(|(hazard, windows)| {
                let months = windows
                    .iter()
                    .map(|w| self.plan.month(w.first).through(self.plan.month(w.last.min(last))));
                (hazard.name.as_str(), months.collect())
            })
            .collect()
    }
}

/// The `number` of the draw, and its `estimates` and `hazards`, as pairs of a name and what is drawn; of a hazard the months, one list each time.
impl Serialize for Draw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Draw", 3)?;
        fields.serialize_field("number", &self.number)?;
        fields.serialize_field("estimates", &self.estimates())?;
        fields.serialize_field("hazards", &self.hazards())?;
        fields.end()
    }
}
