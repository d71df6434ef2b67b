//! What a plan leaves to chance, and how draws fix it.

use crate::engine::numbers::Numbers;
use crate::plan::checked::Plan;
use crate::plan::estimate_source::{EstimateId, EstimateSource};
use crate::plan::timeline::Timeline;
use crate::plan::window::Window;
use crate::spec::PlanSpec;
use crate::spec::constraint::Hazard;
use crate::values::estimate::Estimate;
use crate::values::input_value::InputValue;
use crate::values::philox::{block, uniform};
use crate::values::quantity::Quantity;
use crate::values::triangular::triangular;

/// What a plan leaves to chance: the estimates that its schedule depends on, and its hazards.
#[derive(Clone, Debug)]
pub(crate) struct DrawInputs {
    /// In the order of their ids.
    pub(crate) estimates: Vec<EstimateInput>,
    hazards: Vec<HazardInput>,
    /// The last month projected, as t.
    months: i32,
}

/// An estimate whose low and high differ.
#[derive(Clone, Debug)]
pub(crate) struct EstimateInput {
    pub(crate) id: EstimateId,
    /// What is drawn, by names: variants, whose lists may differ, draw the same for it.
    pub(crate) name: String,
    low: InputValue,
    pub(crate) range: Range,
}

/// A hazard: the chance of each month, and how long it lasts.
#[derive(Clone, Debug)]
struct HazardInput {
    key: u64,
    chance: f64,
    least: u32,
    lasts: Range,
}

/// The key of an estimate's uniforms, and how far above its low value its best and high values lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    key: u64,
    pub(crate) mode: u32,
    pub(crate) span: u32,
}

/// What one draw fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DrawValues {
    /// How far above its low value each estimate is.
    pub(crate) above: Vec<u32>,
    /// When each hazard is under way, one window after another.
    pub(crate) hazards: Vec<Vec<Window>>,
}

impl DrawInputs {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut collector = InputCollector { spec: &plan.spec, inputs: Vec::new() };
        Numbers::new(plan, &mut collector);
        Timeline::new(plan, &mut collector, Some(&plan.baseline));
        let estimates = collector.inputs;
        let hazards = plan.spec.hazards.iter().map(|hazard| {
            let name = hazard_name(hazard);
            HazardInput {
                key: hash(&format!("{name}.monthly_chance")),
                chance: hazard.monthly_chance.value(),
                least: hazard.lasts.low(),
                lasts: Range::new(&format!("{name}.lasts"), &hazard.lasts),
            }
        });
        Self { estimates, hazards: hazards.collect(), months: plan.horizon() }
    }

    /// What the draw of a number fixes.
    pub(crate) fn draw(&self, seed: u64, number: u64) -> DrawValues {
        let [first, second, third, fourth] = self.draw_four(seed, number / 4);
        match number % 4 {
            0 => first,
            1 => second,
            2 => third,
            _ => fourth,
        }
    }

    /// What the draws `4 * four` and the next three fix: they share the generator's blocks, a word each.
    pub(crate) fn draw_four(&self, seed: u64, four: u64) -> [DrawValues; 4] {
        let words =
            |key, month: i32| block([four, u64::from(month.unsigned_abs()), 0, 0], [seed, key]);
        let mut draws = <[DrawValues; 4]>::default();
        for input in &self.estimates {
            for (draw, word) in draws.iter_mut().zip(words(input.range.key, 0)) {
                draw.above.push(input.range.draw(word));
            }
        }
        for hazard in &self.hazards {
            let mut windows = <[Vec<Window>; 4]>::default();
            for t in 1..=self.months {
                for (lane, word) in words(hazard.key, t).into_iter().enumerate() {
                    let windows = &mut windows[lane];
                    let is_under_way = windows.last().is_some_and(|window| window.covers(t));
                    if uniform(word) >= hazard.chance || is_under_way {
                        continue;
                    }
                    let above = || hazard.lasts.draw(words(hazard.lasts.key, t)[lane]);
                    let above = if hazard.lasts.span == 0 { 0 } else { above() };
                    let months = hazard.least.plus(above);
                    if months > 0 {
                        let last = t.saturating_add(i32::try_from(months - 1).unwrap_or(i32::MAX));
                        windows.push(Window { first: t, last });
                    }
                }
            }
            for (draw, windows) in draws.iter_mut().zip(windows) {
                draw.hazards.push(windows);
            }
        }
        draws
    }
}

impl EstimateInput {
    /// The value that lies `above` the low one.
    pub(crate) fn at(&self, above: u32) -> InputValue {
        match self.low {
            InputValue::Number(low) => low.plus(above).into(),
            InputValue::Day(low) => low.plus(above).into(),
        }
    }
}

impl Range {
    fn new<T: Quantity>(name: &str, estimate: &Estimate<T>) -> Self {
        let low = estimate.low();
        Self { key: hash(name), mode: estimate.best().above(low), span: estimate.high().above(low) }
    }

    /// What a word of the generator draws, above the low value.
    fn draw(self, word: u64) -> u32 {
        triangular(self.mode, self.span, uniform(word))
    }
}

/// FNV-1a; the generator does the mixing.
fn hash(name: &str) -> u64 {
    let add = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, add)
}

/// A plan's estimates as drawn.
pub(crate) struct DrawnEstimates<'a> {
    pub(crate) inputs: &'a DrawInputs,
    pub(crate) values: &'a DrawValues,
}

impl EstimateSource for DrawnEstimates<'_> {
    fn value<T: Quantity>(&mut self, id: EstimateId, estimate: &Estimate<T>) -> T {
        match self.inputs.estimates.binary_search_by_key(&id, |input| input.id) {
            Ok(index) => estimate.low().plus(self.values.above[index]),
            Err(_) => estimate.best(), // low and high are the same: nothing is drawn
        }
    }
}

/// Collects every estimate that is asked for and whose low and high differ.
struct InputCollector<'a> {
    spec: &'a PlanSpec,
    inputs: Vec<EstimateInput>,
}

impl EstimateSource for InputCollector<'_> {
    fn value<T: Quantity>(&mut self, id: EstimateId, estimate: &Estimate<T>) -> T {
        if estimate.low() != estimate.high() {
            let name = input_name(self.spec, id);
            let range = Range::new(&name, estimate);
            self.inputs.push(EstimateInput { id, range, name, low: estimate.low().into() });
        }
        estimate.best()
    }
}

/// The name of a hazard among what is drawn.
pub(crate) fn hazard_name(hazard: &Hazard) -> String {
    format!("hazard[{}]", quoted(&hazard.name))
}

/// A name in quotes. Its form decides what is drawn, so it must never change.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name of what is drawn, by the names of the plan.
fn input_name(spec: &PlanSpec, id: EstimateId) -> String {
    let (list, i, key) = id.path();
    let entry = match list {
        "contingent" => spec.contingents[i].to_string(),
        "event" => quoted(&spec.events[i].id),
        "phase" => quoted(&spec.phases[i].name),
        "hold" => quoted(&spec.holds[i].name),
        "cap" => quoted(&spec.caps[i].name),
        _ => {
            // Residuals have no names: they are told apart by scope and, of one scope, by order.
            let scope = spec.residuals[i].scope.sorted();
            let earlier = spec.residuals[..i].iter().filter(|r| r.scope.same_as(&scope)).count();
            if earlier == 0 { scope.to_string() } else { format!("{scope} #{}", earlier + 1) }
        }
    };
    format!("{list}[{entry}].{key}")
}
