//! Draws: every estimate and hazard of a plan, fixed by chance (DESIGN section 7).

use std::cell::RefCell;
use std::collections::HashMap;

use crate::checked::course::{Numbers, Timeline, Window};
use crate::checked::plan::Plan;
use crate::checked::timeline::{Fix, Spot};
use crate::leaves::estimate::{Estimate, Quantity};
use crate::leaves::philox::{block, uniform};
use crate::leaves::triangular::triangular;
use crate::leaves::value::Value;
use crate::written::PlanSpec;
use crate::written::constraint::Hazard;

/// What a plan leaves open: the estimates that its course depends on, and its hazards.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    pub(crate) estimates: Vec<Input>,
    pub(crate) hazards: Vec<HazardInput>,
    by_spot: HashMap<Spot, usize>,
    months: i32,
}

/// An estimate whose low and high differ.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) spot: Spot,
    /// What is drawn, by names: variants, which may list otherwise, draw the same of it.
    pub(crate) name: String,
    low: Value,
    pub(crate) range: Range,
}

/// A hazard: the chance of each month, and how long it lasts.
#[derive(Clone, Debug)]
pub(crate) struct HazardInput {
    starts: u64,
    chance: f64,
    least: u32,
    lasts: Range,
}

/// What one uniform is keyed by, and how far above its low value an estimate's others lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    key: u64,
    pub(crate) mode: u32,
    pub(crate) span: u32,
}

/// What is drawn, fixed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fixed {
    /// How far above its low value each estimate is.
    pub(crate) above: Vec<u32>,
    /// When each hazard is under way, one window after another.
    pub(crate) hazards: Vec<Vec<Window>>,
}

/// A plan's estimates as drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn<'a> {
    pub(crate) inputs: &'a Inputs,
    pub(crate) fixed: &'a Fixed,
}

impl Inputs {
    /// The inputs of a plan, in the order in which its course is reckoned from them.
    pub(crate) fn of(plan: &Plan) -> Self {
        let asked = Asked { spec: &plan.spec, inputs: RefCell::default() };
        Numbers::new(plan, &asked);
        Timeline::new(plan, &asked, Some(&plan.written));
        let estimates = asked.inputs.into_inner();
        let by_spot = estimates.iter().enumerate().map(|(i, input)| (input.spot, i)).collect();
        let hazards = (plan.spec.hazards.iter())
            .map(|hazard| {
                let name = hazard_name(hazard);
                HazardInput {
                    starts: hash(&format!("{name}.monthly_chance")),
                    chance: hazard.monthly_chance.value(),
                    least: hazard.lasts.low(),
                    lasts: Range::new(&format!("{name}.lasts"), &hazard.lasts),
                }
            })
            .collect();
        Self { estimates, hazards, by_spot, months: plan.horizon() }
    }
}

impl Fixed {
    /// Fixes every input as the draw of this number does.
    pub(crate) fn draw(&mut self, inputs: &Inputs, seed: u64, number: u64) {
        self.above.clear();
        self.above.extend(inputs.estimates.iter().map(|input| input.range.draw(seed, number, 0)));
        self.hazards.resize_with(inputs.hazards.len(), Vec::new);
        for (windows, hazard) in self.hazards.iter_mut().zip(&inputs.hazards) {
            windows.clear();
            let mut t = 1;
            while t <= inputs.months {
                let month = u64::from(t.unsigned_abs());
                if keyed(seed, number, hazard.starts, month) < hazard.chance {
                    let lasts = hazard.least.plus(hazard.lasts.draw(seed, number, month));
                    let months = i32::try_from(lasts).unwrap_or(i32::MAX);
                    if months > 0 {
                        let last = t.saturating_add(months - 1);
                        windows.push(Window { first: t, last, days: None });
                        t = last;
                    }
                }
                t = t.saturating_add(1);
            }
        }
    }
}

impl Input {
    /// The value so far above the low one.
    pub(crate) fn at(&self, above: u32) -> Value {
        match self.low {
            Value::Number(low) => low.plus(above).into(),
            Value::Day(low) => low.plus(above).into(),
        }
    }
}

impl Range {
    fn new<T: Quantity>(name: &str, estimate: &Estimate<T>) -> Self {
        let low = estimate.low();
        Self { key: hash(name), mode: estimate.best().above(low), span: estimate.high().above(low) }
    }

    fn draw(self, seed: u64, number: u64, month: u64) -> u32 {
        if self.span == 0 {
            return 0; // nothing is drawn
        }
        triangular(self.mode, self.span, keyed(seed, number, self.key, month))
    }
}

/// The uniform of a seed, a draw and what is drawn. Four draws share a block, a lane each.
fn keyed(seed: u64, number: u64, what: u64, month: u64) -> f64 {
    let lanes = block([number / 4, month, 0, 0], [seed, what]);
    uniform(lanes[usize::from(number.to_le_bytes()[0] % 4)])
}

/// FNV-1a; the generator does the mixing.
fn hash(name: &str) -> u64 {
    let add = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, add)
}

impl Fix for Drawn<'_> {
    fn fix<T: Quantity>(&self, spot: Spot, estimate: &Estimate<T>) -> T {
        let index = self.inputs.by_spot.get(&spot);
        index.map_or(estimate.best(), |&i| estimate.low().plus(self.fixed.above[i]))
    }
}

/// Notes what is asked for: that is what there is to draw.
struct Asked<'a> {
    spec: &'a PlanSpec,
    inputs: RefCell<Vec<Input>>,
}

impl Fix for Asked<'_> {
    fn fix<T: Quantity>(&self, spot: Spot, estimate: &Estimate<T>) -> T {
        if estimate.low() != estimate.high() {
            let name = name(self.spec, spot);
            self.inputs.borrow_mut().push(Input {
                spot,
                range: Range::new(&name, estimate),
                name,
                low: estimate.low().into(),
            });
        }
        estimate.best()
    }
}

/// What a hazard is called among what is drawn.
pub(crate) fn hazard_name(hazard: &Hazard) -> String {
    format!("hazard[{}]", quoted(&hazard.name))
}

/// A name in quotes: what it looks like decides what is drawn, so that it must never change.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What is drawn, by the names of the plan.
fn name(spec: &PlanSpec, (list, i, key): Spot) -> String {
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
