//! What a plan leaves to chance, and how a draw fixes it (rules#draw).

#[cfg(feature = "ensemble")]
use crate::ensemble::estimate_range::EstimateRange;
use crate::plan::checked::Plan;
use crate::plan::estimate_source::{EstimateId, EstimateSource};
use crate::plan::numbers::Numbers;
use crate::plan::timeline::Timeline;
use crate::plan::window::Window;
use crate::spec::PlanSpec;
use crate::spec::constraint::Hazard;
use crate::spec::slip::SlipMonths;
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
    horizon: i32,
}

/// An estimate whose low and high differ.
#[derive(Clone, Debug)]
pub(crate) struct EstimateInput {
    pub(crate) id: EstimateId,
    /// By the plan's names: variants, whose lists may differ, draw the same for the same name.
    pub(crate) name: String,
    low: InputValue,
    pub(crate) drawn: InputDistribution,
    /// Its value without a draw.
    #[cfg_attr(not(feature = "ensemble"), expect(dead_code, reason = "sensitivities need it"))]
    pub(crate) best: InputValue,
}

/// A hazard: the chance of each month, and how long it lasts.
#[derive(Clone, Debug)]
struct HazardInput {
    key: u64,
    monthly_chance: f64,
    least_months: u32,
    lasts: InputDistribution,
}

/// What an estimate is drawn from: the key of its random numbers, and its best and high values, and the values
/// that it lists, counted from its low one.
#[derive(Clone, Debug)]
pub(crate) struct InputDistribution {
    pub(crate) key: u64,
    pub(crate) mode: u32,
    pub(crate) span: u32,
    values: Vec<u32>,
}

/// What one draw fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DrawValues {
    /// How far above its low value each estimate is.
    pub(crate) above: Vec<u32>,
    /// When each hazard is under way, in ascending order.
    pub(crate) hazards: Vec<Vec<Window>>,
}

impl DrawInputs {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut collector = InputCollector { spec: &plan.spec, inputs: Vec::new() };
        Numbers::new(plan, &mut collector);
        Timeline::new(plan, &mut collector, Some(&plan.baseline));
        debug_assert!(collector.inputs.is_sorted_by_key(|input| input.id), "looked up by id");
        let hazards = plan.spec.hazards.iter().map(|hazard| {
            let name = hazard_name(hazard);
            HazardInput {
                key: hash(&format!("{name}.monthly_chance")),
                monthly_chance: hazard.monthly_chance.value(),
                least_months: hazard.lasts.low(),
                lasts: InputDistribution::new(&format!("{name}.lasts"), &hazard.lasts),
            }
        });
        Self { hazards: hazards.collect(), estimates: collector.inputs, horizon: plan.horizon() }
    }

    /// Whether nothing is drawn, so that every draw is the plan at best.
    pub(crate) const fn is_empty(&self) -> bool {
        self.estimates.is_empty() && self.hazards.is_empty()
    }

    /// Whether any day is drawn.
    pub(crate) fn has_days(&self) -> bool {
        self.estimates.last().is_some_and(|input| input.id >= EstimateId::EventDate(0))
    }

    /// What the draw of a number fixes.
    pub(crate) fn draw(&self, seed: u64, number: u64) -> DrawValues {
        let lane = usize::try_from(number % 4).unwrap_or(0);
        std::mem::take(&mut self.draw_four(seed, number / 4)[lane])
    }

    /// What the draws `4 * four` to `4 * four + 3` fix: one block of the generator has a word for each.
    pub(crate) fn draw_four(&self, seed: u64, four: u64) -> [DrawValues; 4] {
        let mut draws = <[DrawValues; 4]>::default();
        for input in &self.estimates {
            let words = block([four, 0, 0, 0], [seed, input.drawn.key]);
            for (draw, word) in draws.iter_mut().zip(words) {
                draw.above.push(input.drawn.draw(word));
            }
        }
        for (h, hazard) in self.hazards.iter().enumerate() {
            let windows = self.hazard_windows(h, [hazard.monthly_chance; 4], seed, four);
            for (draw, windows) in draws.iter_mut().zip(windows) {
                draw.hazards.push(windows);
            }
        }
        draws
    }

    /// When a hazard is under way in four draws, with the monthly chance that it has in each.
    pub(crate) fn hazard_windows(
        &self,
        hazard: usize,
        monthly_chances: [f64; 4],
        seed: u64,
        four: u64,
    ) -> [Vec<Window>; 4] {
        let hazard = &self.hazards[hazard];
        let words = |key, t: i32| block([four, u64::from(t.unsigned_abs()), 0, 0], [seed, key]);
        let mut windows = <[Vec<Window>; 4]>::default();
        for t in 1..=self.horizon {
            for (lane, word) in words(hazard.key, t).into_iter().enumerate() {
                let windows = &mut windows[lane];
                let is_under_way = windows.last().is_some_and(|window| window.covers(t));
                if uniform(word) >= monthly_chances[lane] || is_under_way {
                    continue;
                }
                let above = hazard.lasts.draw(words(hazard.lasts.key, t)[lane]);
                let months = hazard.least_months.plus(above);
                if months > 0 {
                    let last = t.saturating_add(i32::try_from(months - 1).unwrap_or(i32::MAX));
                    windows.push(Window { first: t, last });
                }
            }
        }
        windows
    }
}

impl EstimateInput {
    #[cfg(feature = "ensemble")]
    pub(crate) const fn range(&self) -> EstimateRange {
        EstimateRange { low: self.low, best: self.drawn.mode, high: self.drawn.span }
    }

    /// The value that lies `above` the low one.
    pub(crate) fn at(&self, above: u32) -> InputValue {
        match self.low {
            InputValue::Number(low) => low.plus(above).into(),
            InputValue::Day(low) => low.plus(above).into(),
            InputValue::Months(low) => InputValue::Months(low.saturating_add_unsigned(above)),
        }
    }
}

impl InputDistribution {
    fn new<T: Quantity>(name: &str, estimate: &Estimate<T>) -> Self {
        let low = estimate.low();
        Self {
            key: hash(name),
            mode: estimate.best().above(low),
            span: estimate.high().above(low),
            values: estimate.values().iter().map(|value| value.above(low)).collect(),
        }
    }

    /// Of the months of a slip, counted from the least.
    fn of_slip(name: &str, low: i32, months: &[i32]) -> Self {
        let values: Vec<u32> = months.iter().map(|value| value.abs_diff(low)).collect();
        let span = values.iter().copied().max().unwrap_or(0);
        Self { key: hash(name), mode: 0, span, values }
    }

    /// What a word of the generator draws, counted from the low value.
    pub(crate) fn draw(&self, word: u64) -> u32 {
        if self.values.is_empty() {
            return triangular(self.mode, self.span, uniform(word));
        }
        // rules#values: the value number floor(word * n / 2^64).
        let number = (u128::from(word) * self.values.len() as u128) >> u64::BITS;
        usize::try_from(number).ok().and_then(|i| self.values.get(i)).copied().unwrap_or(0)
    }
}

/// FNV-1a (rules#philox); the generator mixes the bits.
pub(crate) fn hash(name: &str) -> u64 {
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
            Err(_) => estimate.best(), // low and high are equal, so nothing is drawn
        }
    }

    fn slip(&mut self, id: EstimateId, months: &SlipMonths) -> i32 {
        let low = months.values.iter().copied().min().unwrap_or(0);
        let found = self.inputs.estimates.binary_search_by_key(&id, |input| input.id);
        found.map_or(low, |index| low.saturating_add_unsigned(self.values.above[index]))
    }
}

/// Collects every estimate that is requested and whose low and high differ.
struct InputCollector<'a> {
    spec: &'a PlanSpec,
    inputs: Vec<EstimateInput>,
}

impl EstimateSource for InputCollector<'_> {
    fn value<T: Quantity>(&mut self, id: EstimateId, estimate: &Estimate<T>) -> T {
        if estimate.low() != estimate.high() {
            let name = input_name(self.spec, id);
            let drawn = InputDistribution::new(&name, estimate);
            let (low, best) = (estimate.low().into(), estimate.best().into());
            self.inputs.push(EstimateInput { id, name, low, drawn, best });
        }
        estimate.best()
    }

    fn slip(&mut self, id: EstimateId, months: &SlipMonths) -> i32 {
        let low = months.values.iter().copied().min().unwrap_or(0);
        let name = input_name(self.spec, id);
        let drawn = InputDistribution::of_slip(&name, low, &months.values);
        let (low, best) = (InputValue::Months(low), InputValue::Months(0));
        self.inputs.push(EstimateInput { id, name, low, drawn, best });
        0
    }
}

/// The name of a hazard (rules#names-of-draws).
pub(crate) fn hazard_name(hazard: &Hazard) -> String {
    format!("hazard[{}]", quoted(&hazard.name))
}

/// A name in quotes. The form decides what is drawn, so it must not change.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name of an estimate (rules#names-of-draws).
fn input_name(spec: &PlanSpec, id: EstimateId) -> String {
    let (list, i, key) = id.path();
    let entry = match list {
        "contingent" => spec.contingents[i].to_string(),
        "event" => quoted(&spec.events[i].id),
        "phase" => quoted(&spec.phases[i].name),
        "hold" => quoted(&spec.holds[i].name),
        "cap" => quoted(&spec.caps[i].name),
        "slip" => quoted(&spec.slips[i].name),
        _ => {
            // Residuals have no names: the scope and, among those of one scope, the order identify them.
            let scope = spec.residuals[i].scope.sorted();
            let earlier = spec.residuals[..i].iter().filter(|r| r.scope.same_as(&scope)).count();
            if earlier == 0 { scope.to_string() } else { format!("{scope} #{}", earlier + 1) }
        }
    };
    match id {
        EstimateId::Slip(_, Some(phase)) => {
            format!("{list}[{entry}].{key}[{}]", quoted(&spec.phases[phase].name))
        }
        _ => format!("{list}[{entry}].{key}"),
    }
}
