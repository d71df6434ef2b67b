//! The plans of W1 and W2 in plain numbers, and the same plans for the library.

use drawdown::{Cap, Phase, Plan, PlanSpec, Target, Troops};

use super::cuts::Takes;
use super::levels::{PlainPhase, PlainPlan, peak};
use super::plans::{CONTINGENTS, Failed, MONTHS, contingents, due, floors, month, strengths};

pub(crate) const W1_MONTHS: usize = 28;
pub(crate) const W2_PLANS: u32 = 20_000;

/// 2 contingents, 2 phases: 40 % of what can leave, then the rest.
pub(crate) fn w1() -> PlainPlan<2> {
    let can_leave = 68_000 + 30_000 - 9_800 - 5_000;
    let phases = vec![
        PlainPhase { first: 3, last: 11, takes: Takes::By(can_leave * 40 / 100) },
        PlainPhase { first: 14, last: 25, takes: Takes::All },
    ];
    PlainPlan { strengths: [68_000, 30_000], floors: [9_800, 5_000], phases, cap: 4_200 }
}

/// 20,000 plans of 40 contingents and 4 phases; they differ in months, shares and cap.
pub(crate) fn w2() -> impl Iterator<Item = PlainPlan<CONTINGENTS>> {
    let mut rows = vec![[0; CONTINGENTS]; MONTHS + 1];
    (0..W2_PLANS).map(move |number| {
        let mut random = SplitMix64(u64::from(number));
        let mut phases = Vec::new();
        let mut last = 0;
        for phase in 0..4 {
            let first = last + 1 + random.between(0, 2) as usize;
            last = first + random.between(4, 12) as usize - 1;
            let percent = if phase == 3 { random.between(40, 100) } else { random.between(10, 50) };
            phases.push(PlainPhase { first, last, takes: Takes::Percent(percent) });
        }
        let (strengths, floors) = (strengths(), floors());
        let mut plan = PlainPlan { strengths, floors, phases, cap: u32::MAX };
        plan.cap = peak(&plan, &mut rows) * random.between(80, 160) / 100;
        plan
    })
}

/// Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
struct SplitMix64(u64);

impl SplitMix64 {
    fn between(&mut self, low: u32, high: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = u128::from(mixed ^ (mixed >> 31)) * u128::from(high - low + 1);
        low + u32::try_from(drawn >> 64).unwrap_or(0)
    }
}

/// The same plan for the library.
pub(crate) fn plan<const N: usize>(plain: &PlainPlan<N>, months: usize) -> Result<Plan, Failed> {
    let phase = |(i, phase): (usize, &PlainPhase)| {
        let target = match phase.takes {
            Takes::To(troops) => Target::ReduceTo(Troops(troops).into()),
            Takes::By(troops) => Target::ReduceBy(Troops(troops).into()),
            Takes::Percent(percent) => Target::ReduceByPercent(percent.into()),
            Takes::All => Target::Remainder,
        };
        let starts = Some(due(phase.first)?);
        Ok(Phase { starts, ..Phase::new(format!("phase {i}"), target, due(phase.last)?) })
    };
    Ok(Plan::new(PlanSpec {
        through: Some(month(months)?),
        phases: plain.phases.iter().enumerate().map(phase).collect::<Result<_, Failed>>()?,
        caps: vec![Cap::new("airlift", Troops(plain.cap))],
        ..contingents(&plain.strengths, &plain.floors)?
    })?)
}
