//! Draws: every estimate and hazard of a plan, fixed by chance (DESIGN section 7).

use std::cell::{Cell, RefCell};

use crate::plan::checked::Plan;
use crate::plan::resolved::{Numbers, Timeline, Window};
use crate::plan::timeline::{Fix, Spot};
use crate::spec::PlanSpec;
use crate::spec::constraint::Hazard;
use crate::values::estimate::Estimate;
use crate::values::input_value::InputValue;
use crate::values::philox::{block, uniform};
use crate::values::quantity::Quantity;
use crate::values::triangular::triangular;

/// What a plan leaves open: the estimates that its course depends on, and its hazards.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    pub(crate) estimates: Vec<Input>,
    pub(crate) hazards: Vec<HazardInput>,
    /// So many of the estimates are troops; the others are days.
    pub(crate) numbers: usize,
    moves_floors: bool,
    pub(crate) months: i32,
}

/// An estimate whose low and high differ.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) spot: Spot,
    /// What is drawn, by names: variants, which may list otherwise, draw the same of it.
    pub(crate) name: String,
    low: InputValue,
    pub(crate) range: Range,
}

/// A hazard: the chance of each month, and how long it lasts.
#[derive(Clone, Debug)]
pub(crate) struct HazardInput {
    pub(crate) starts: u64,
    chance: f64,
    least: u32,
    lasts: Range,
}

/// What its uniforms are keyed by, and how far above its low value an estimate's others lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    pub(crate) key: u64,
    pub(crate) mode: u32,
    pub(crate) span: u32,
}

/// What is drawn, fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fixed {
    /// How far above its low value each estimate is.
    pub(crate) above: Vec<u32>,
    /// When each hazard is under way, one window after another.
    pub(crate) hazards: Vec<Vec<Window>>,
}

/// A plan's estimates as drawn. They are asked for in the order in which they are listed.
#[derive(Debug)]
pub(crate) struct Drawn<'a> {
    inputs: &'a Inputs,
    fixed: &'a Fixed,
    next: Cell<usize>,
}

impl Inputs {
    /// The inputs of a plan, in the order in which its course is reckoned from them.
    pub(crate) fn of(plan: &Plan) -> Self {
        let asked = Asked { spec: &plan.spec, inputs: RefCell::default() };
        Numbers::new(plan, &asked);
        let numbers = asked.inputs.borrow().len();
        Timeline::new(plan, &asked, Some(&plan.written));
        let estimates = asked.inputs.into_inner();
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
        let has_days = numbers < estimates.len();
        let of_floors = |input: &Input| matches!(input.spot.0, "contingent" | "residual");
        let mut residuals = plan.spec.residuals.iter();
        let moves_floors = estimates.iter().any(of_floors)
            || (has_days && residuals.any(|r| r.from.is_some() || r.through.is_some()));
        Self { estimates, hazards, numbers, moves_floors, months: plan.horizon() }
    }
}

impl Inputs {
    pub(crate) const fn has_numbers(&self) -> bool {
        self.numbers > 0
    }

    pub(crate) fn has_days(&self) -> bool {
        self.numbers < self.estimates.len()
    }

    /// Whether residuals, their windows, or the strengths they are shared by may change.
    pub(crate) const fn moves_floors(&self) -> bool {
        self.moves_floors
    }

    /// Whether the schedule may be another in each draw: it hangs on no cap or hazard.
    #[cfg(feature = "ensemble")]
    pub(crate) fn moves_the_schedule(&self) -> bool {
        self.has_days() || !self.draws_days_and_caps_alone()
    }

    /// Whether nothing is drawn but days, caps and hazards.
    #[cfg(feature = "ensemble")]
    pub(crate) fn draws_days_and_caps_alone(&self) -> bool {
        self.estimates[..self.numbers].iter().all(|input| input.spot.0 == "cap")
    }
}

impl Fixed {
    /// Fixes every input as the draw of this number does.
    pub(crate) fn draw(&mut self, inputs: &Inputs, seed: u64, number: u64) {
        let word = |key, month| block([number / 4, month, 0, 0], [seed, key])[lane(number)];
        self.above.clear();
        let ranges = inputs.estimates.iter().map(|input| input.range);
        self.above.extend(ranges.map(|range| range.draw(uniform(word(range.key, 0)))));
        self.hazards.resize_with(inputs.hazards.len(), Vec::new);
        for (windows, hazard) in self.hazards.iter_mut().zip(&inputs.hazards) {
            windows.clear();
            let word = |t: &i32| word(hazard.starts, t.unsigned_abs().into());
            let starts = |t: &i32| hazard.is_below_chance(word(t));
            for t in (1..=inputs.months).filter(starts) {
                hazard.start(t, seed, number, windows);
            }
        }
    }
}

impl HazardInput {
    pub(crate) fn is_below_chance(&self, word: u64) -> bool {
        uniform(word) < self.chance
    }

    /// How many of all 53-bit words are uniforms below its chance.
    #[cfg(feature = "ensemble")]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0 to 2^53"
    )]
    pub(crate) fn words_below_chance(&self) -> u64 {
        (self.chance * 2_f64.powi(53)).ceil() as u64
    }

    /// Starts in a month, for as long as a draw makes it last, unless it is under way.
    #[inline]
    pub(crate) fn start(&self, t: i32, seed: u64, number: u64, windows: &mut Vec<Window>) {
        if windows.last().is_some_and(|window| window.covers(t)) {
            return;
        }
        let months = self.least.plus(self.lasts.keyed(seed, number, t));
        if months > 0 {
            let last = t.saturating_add(i32::try_from(months - 1).unwrap_or(i32::MAX));
            windows.push(Window { first: t, last });
        }
    }
}

impl Input {
    /// The value so far above the low one.
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

    pub(crate) fn draw(self, uniform: f64) -> u32 {
        triangular(self.mode, self.span, uniform)
    }

    /// What is drawn for a month.
    fn keyed(self, seed: u64, number: u64, month: i32) -> u32 {
        if self.span == 0 {
            return 0; // nothing is drawn
        }
        let month = u64::from(month.unsigned_abs());
        self.draw(uniform(block([number / 4, month, 0, 0], [seed, self.key])[lane(number)]))
    }
}

/// Which of a block's four words is a draw's own.
fn lane(number: u64) -> usize {
    usize::from(number.to_le_bytes()[0] % 4)
}

/// FNV-1a; the generator does the mixing.
fn hash(name: &str) -> u64 {
    let add = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, add)
}

impl<'a> Drawn<'a> {
    pub(crate) const fn new(inputs: &'a Inputs, fixed: &'a Fixed) -> Self {
        Self { inputs, fixed, next: Cell::new(0) }
    }
}

impl Fix for Drawn<'_> {
    fn fix<T: Quantity>(&self, spot: Spot, estimate: &Estimate<T>) -> T {
        if estimate.low() == estimate.high() {
            return estimate.best();
        }
        let estimates = &self.inputs.estimates;
        let found = estimates[self.next.get()..].iter().position(|input| input.spot == spot);
        let Some(index) = found.map(|skipped| self.next.get() + skipped) else {
            return estimate.best();
        };
        self.next.set(index + 1);
        estimate.low().plus(self.fixed.above[index])
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
