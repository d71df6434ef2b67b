//! Draws estimates and hazards by a custom uncertainty (rules#own-uncertainty).

use crate::ensemble::draw_inputs::{DrawInputs, DrawValues, EstimateInput, hash, quoted};
use crate::ensemble::uncertainty::{FactorShare, HazardChance, OwnInput, Uncertainty};
use crate::spec::constraint::Hazard;
use crate::values::philox::{block, uniform};

/// The estimates and hazards of one plan that an uncertainty draws otherwise than the plan says.
#[derive(Debug)]
pub(crate) struct OwnDraws<'p> {
    inputs: Vec<OwnDraw<'p>>,
    hazards: Vec<OwnHazard<'p>>,
}

/// A hazard whose chance a factor decides.
#[derive(Debug)]
struct OwnHazard<'p> {
    /// The position in the plan's hazards.
    index: usize,
    factor: u64,
    own: &'p HazardChance,
}

#[derive(Debug)]
struct OwnDraw<'p> {
    /// The position in the plan's inputs.
    index: usize,
    input: EstimateInput,
    own: &'p OwnInput,
    share: Option<FactorKeys>,
}

/// A factor's share in an estimate: the keys of the two random numbers, and the weight.
#[derive(Clone, Copy, Debug)]
struct FactorKeys {
    factor: u64,
    choice: u64,
    weight: f64,
}

impl<'p> OwnDraws<'p> {
    pub(crate) fn new(
        uncertainty: &'p Uncertainty,
        inputs: &DrawInputs,
        hazards: &[Hazard],
    ) -> Self {
        let hazards = hazards.iter().enumerate().filter_map(|(index, hazard)| {
            let own = uncertainty.hazards.get(&hazard.name)?;
            Some(OwnHazard { index, factor: hash(&factor_name(&own.factor)), own })
        });
        let hazards = hazards.collect();
        let inputs = inputs.estimates.iter().enumerate().filter_map(|(index, input)| {
            let own = uncertainty.own.get(&input.name)?;
            let share = own.share.as_ref().map(|share| FactorKeys::new(share, &input.name));
            Some(OwnDraw { index, input: input.clone(), own, share })
        });
        Self { inputs: inputs.collect(), hazards }
    }

    /// Replaces what the draws `4 * four` to `4 * four + 3` fix.
    pub(crate) fn apply(
        &self,
        seed: u64,
        four: u64,
        plan: &DrawInputs,
        draws: &mut [DrawValues; 4],
    ) {
        let words = |key| block([four, 0, 0, 0], [seed, key]);
        for OwnDraw { index, input, own, share } in &self.inputs {
            let mut own_words = words(input.drawn.key);
            if let Some(share) = share {
                share.mix(&mut own_words, words(share.factor), words(share.choice));
            }
            let range = input.range();
            for ((lane, word), draw) in (0..).zip(own_words).zip(draws.iter_mut()) {
                let number = four.saturating_mul(4).saturating_add(lane);
                let given = own.values.as_ref();
                let given = given.and_then(|v| v.get(usize::try_from(number).ok()?));
                draw.above[*index] = match (given, &own.inverse) {
                    (Some(&value), _) => range.above(value),
                    (None, Some(inverse)) => range.above(inverse.0(&range, uniform(word))),
                    (None, None) => input.drawn.draw(word),
                };
            }
        }
        for OwnHazard { index, factor, own } in &self.hazards {
            let chances = words(*factor).map(|word| (own.chance)(uniform(word)).value());
            let windows = plan.hazard_windows(*index, chances, seed, four);
            for (draw, windows) in draws.iter_mut().zip(windows) {
                draw.hazards[*index] = windows;
            }
        }
    }
}

/// The name of a factor's random numbers (rules#factor).
fn factor_name(factor: &str) -> String {
    format!("factor[{}]", quoted(factor))
}

impl FactorKeys {
    fn new(share: &FactorShare, input: &str) -> Self {
        let name = factor_name(&share.factor);
        let choice = hash(&format!("{name}.{input}"));
        Self { factor: hash(&name), choice, weight: share.weight }
    }

    /// rules#factor
    fn mix(&self, own: &mut [u64; 4], factor: [u64; 4], choice: [u64; 4]) {
        for ((own, factor), choice) in own.iter_mut().zip(factor).zip(choice) {
            if uniform(choice) < self.weight.abs() {
                *own = if self.weight < 0.0 { !factor } else { factor };
            }
        }
    }
}
