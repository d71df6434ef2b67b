//! The noise of many draws, four at a time: they share the generator's blocks.
//!
//! It fixes what [`Fixed::draw`] fixes, from tables of all that does not hang on the draw.

use crate::engine::draw::{Fixed, HazardInput, Inputs, Range};
use crate::values::philox::blocks::Blocks;
use crate::values::philox::{RoundKeys, uniform};
use crate::values::triangular::table::Table;

/// A plan's inputs under one seed.
#[derive(Clone, Debug)]
pub(crate) struct Noise {
    seed: u64,
    estimates: Vec<EstimateNoise>,
    hazards: Vec<HazardNoise>,
}

#[derive(Clone, Debug)]
struct EstimateNoise {
    keys: RoundKeys,
    range: Range,
    /// Where few values can be drawn.
    table: Option<Table>,
}

#[derive(Clone, Debug)]
struct HazardNoise {
    input: HazardInput,
    /// Of each month; none where the hazard never starts.
    blocks: Blocks,
    /// It starts where a word is no greater.
    most: u64,
}

/// A word of the generator for each of four draws, or a bit for each of 64 months.
type Words = [u64; 4];

impl Noise {
    pub(crate) fn new(inputs: &Inputs, seed: u64) -> Self {
        let estimate = |range: Range| EstimateNoise {
            keys: RoundKeys::new([seed, range.key]),
            range,
            table: Table::new(range.mode, range.span),
        };
        let estimates = inputs.estimates.iter().map(|input| estimate(input.range)).collect();
        let months = inputs.months.unsigned_abs();
        let hazards = inputs.hazards.iter().map(|hazard| HazardNoise::new(hazard, seed, months));
        Self { seed, estimates, hazards: hazards.collect() }
    }

    /// Fixes every input as the draws of four numbers do: four times `four` and the next three.
    pub(crate) fn fix(&self, four: u64, fixed: &mut [Fixed; 4]) {
        for fixed in fixed.iter_mut() {
            fixed.above.clear();
            fixed.hazards.resize_with(self.hazards.len(), Vec::new);
        }
        for estimate in &self.estimates {
            let words = estimate.keys.block([four, 0, 0, 0]);
            for (fixed, word) in fixed.iter_mut().zip(words) {
                fixed.above.push(estimate.draw(word));
            }
        }
        for (i, hazard) in self.hazards.iter().enumerate() {
            for fixed in fixed.iter_mut() {
                fixed.hazards[i].clear();
            }
            for from in (0..hazard.blocks.count()).step_by(64) {
                let starts = hazard.starts(four, from);
                for ((fixed, mut starts), lane) in fixed.iter_mut().zip(starts).zip(0..) {
                    let number = 4 * four + lane;
                    while starts != 0 {
                        let month = from + starts.trailing_zeros() as usize + 1;
                        let month = i32::try_from(month).unwrap_or(i32::MAX);
                        hazard.input.start(month, self.seed, number, &mut fixed.hazards[i]);
                        starts &= starts - 1;
                    }
                }
            }
        }
    }
}

impl EstimateNoise {
    #[inline]
    fn draw(&self, word: u64) -> u32 {
        match &self.table {
            Some(table) => table.draw(word),
            None => self.range.draw(uniform(word)),
        }
    }
}

impl HazardNoise {
    fn new(input: &HazardInput, seed: u64, months: u32) -> Self {
        // So many of all 2^53 uniforms are below the chance, exactly.
        let below = input.words_below_chance();
        let months = if below > 0 { months } else { 0 };
        let most = (below << 11).wrapping_sub(1);
        Self { input: input.clone(), blocks: Blocks::new([seed, input.starts], months), most }
    }

    #[inline]
    const fn is_start(&self, word: u64) -> bool {
        word <= self.most
    }

    /// In which of 64 months it would start, were it not under way: the lowest bit is the first.
    #[inline]
    fn starts(&self, four: u64, from: usize) -> Words {
        let to = self.blocks.count().min(from + 64);
        self.blocks.of(four, from..to).rev().fold([0; 4], |mut starts, words| {
            for (starts, word) in starts.iter_mut().zip(words) {
                // All a bit further, and this month's in the lowest.
                *starts = starts.carrying_add(*starts, self.is_start(word)).0;
            }
            starts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::checked::Plan;
    use crate::spec::PlanSpec;
    use crate::spec::constraint::Hazard;
    use crate::spec::contingent::Contingent;
    use crate::spec::scope::Scope;
    use crate::values::estimate::Estimate;
    use crate::values::probability::Probability;
    use crate::values::troops::Troops;

    /// Estimates narrow and wide, and hazards that never, hardly ever and always start.
    fn plan() -> Result<Plan, Box<dyn std::error::Error>> {
        let mut contingents = Vec::new();
        for (host, most) in [("IRQ", 101), ("SYR", 355), ("KWT", 356), ("QAT", 90_000)] {
            let strength =
                Estimate::new(Troops(100), Troops(100 + (most - 100) / 3), Troops(most))?;
            let contingent = Contingent::new("USA".parse()?, host.parse()?, Troops(0));
            contingents.push(Contingent { strength, ..contingent });
        }
        let mut hazards = Vec::new();
        let almost_one = 1.0 - f64::EPSILON / 2.0;
        for (i, chance) in (0..).zip([0.0, 1e-300, 1.0 / 32.0, 0.3, almost_one, 1.0]) {
            hazards.push(Hazard {
                name: format!("hazard {i}"),
                scope: Scope::EVERYONE,
                monthly_chance: Probability::new(chance).ok_or("no chance")?,
                lasts: Estimate::between((i + 1) % 2, i + 1)?,
                source: None,
            });
        }
        let through = Some("2035-12".parse()?); // more months than a word has bits
        let spec = PlanSpec::new("Noise", "2024-12".parse()?);
        Ok(Plan::new(PlanSpec { through, contingents, hazards, ..spec })?)
    }

    #[test]
    fn four_at_a_time_are_fixed_as_each_alone() -> Result<(), Box<dyn std::error::Error>> {
        let inputs = Inputs::of(&plan()?);
        let (mut four_fixed, mut alone) = (<[Fixed; 4]>::default(), Fixed::default());
        for seed in [0, 2_024, u64::MAX] {
            let noise = Noise::new(&inputs, seed);
            for four in (0..150).chain([u64::MAX / 4]) {
                noise.fix(four, &mut four_fixed);
                for (fixed, i) in four_fixed.iter().zip(0..) {
                    alone.draw(&inputs, seed, 4 * four + i);
                    assert_eq!(fixed, &alone, "draw {} of seed {seed}", 4 * four + i);
                }
            }
        }
        Ok(())
    }

    #[test]
    fn the_greatest_word_that_starts_a_hazard_is_exact() -> Result<(), Box<dyn std::error::Error>> {
        let inputs = Inputs::of(&plan()?);
        for hazard in inputs.hazards.iter().skip(1) {
            let noise = HazardNoise::new(hazard, 0, 1);
            assert!(noise.is_start(noise.most) && hazard.is_below_chance(noise.most));
            if let Some(next) = noise.most.checked_add(1) {
                assert!(!noise.is_start(next) && !hazard.is_below_chance(next));
            }
        }
        Ok(())
    }
}
