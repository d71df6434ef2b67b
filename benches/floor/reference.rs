//! The reference plans W1 and W2, as checked plans and in plain numbers.

use drawdown::{
    Cap, Contingent, Country, Phase, Plan, PlanSpec, Residual, Scope, Target, Troops, When,
    YearMonth,
};

use super::draws::{Awaiting, Doubtful};
use super::levels::{Stretch, Takes, Work, peak};

pub(crate) type Failed = Box<dyn std::error::Error>;

/// Plans in W2, and their contingents.
pub(crate) const PLANS: u32 = 20_000;
pub(crate) const CONTINGENTS: usize = 40;

/// Months of W1 and W2 after `as_of`.
pub(crate) const W1_MONTHS: usize = 28;
pub(crate) const W2_MONTHS: usize = 60;

/// 2 contingents, 2 phases: 40 % of what can leave, then the rest.
pub(crate) fn w1() -> Work<2> {
    let stretch = |first, last, takes| Stretch { first, last, takes };
    let can_leave = 68_000 + 30_000 - 9_800 - 5_000;
    let stretches =
        vec![stretch(3, 11, Takes::Troops(can_leave * 40 / 100)), stretch(14, 25, Takes::All)];
    Work { strengths: [68_000, 30_000], floors: [9_800, 5_000], stretches, cap: 4_200 }
}

/// 20,000 plans of 40 contingents and 4 phases; they differ in months, shares and cap.
pub(crate) fn w2() -> impl Iterator<Item = Work<CONTINGENTS>> {
    let strengths = steps();
    let mut parts = (0..).map(|i: u32| 4 + i * 5 % 9); // 4 to 12 %
    let floors = strengths.map(|troops| troops * parts.next().unwrap_or(4) / 100);
    let mut rows = vec![[0; CONTINGENTS]; W2_MONTHS + 1];
    (0..PLANS).map(move |number| {
        let mut chance = Probability(u64::from(number));
        let mut stretches = Vec::new();
        let mut last = 0;
        for phase in 0..4 {
            let first = last + 1 + chance.up_to(0, 2) as usize;
            last = first + chance.up_to(4, 12) as usize - 1;
            let percent = if phase == 3 { chance.up_to(40, 100) } else { chance.up_to(10, 50) };
            stretches.push(Stretch { first, last, takes: Takes::Percent(percent) });
        }
        let mut work = Work { strengths, floors, stretches, cap: u32::MAX };
        work.cap = peak(&work, &mut rows) * chance.up_to(80, 160) / 100;
        work
    })
}

/// `SplitMix64` (Steele, Lea, Flood, 2014).
struct Probability(u64);

impl Probability {
    fn up_to(&mut self, low: u32, high: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = u128::from(mixed ^ (mixed >> 31)) * u128::from(high - low + 1);
        low + u32::try_from(drawn >> 64).unwrap_or(0)
    }
}

/// The same plan, checked by the library.
pub(crate) fn checked<const N: usize>(work: &Work<N>, months: usize) -> Result<Plan, Failed> {
    let as_of: YearMonth = "2019-12".parse()?;
    let month = |t: usize| as_of.checked_add(i32::try_from(t).ok()?);
    let month = |t| month(t).ok_or("no such month");
    let mut contingents = Vec::new();
    let mut residuals = Vec::new();
    for (i, (&strength, &floor)) in work.strengths.iter().zip(&work.floors).enumerate() {
        let contributor = contributor(i)?;
        contingents.push(Contingent::new(contributor, "IRQ".parse()?, Troops(strength)));
        let scope = Scope::contributor(contributor);
        residuals.push(Residual { scope, ..Residual::new(Troops(floor)) });
    }
    let mut phases = Vec::new();
    for (i, stretch) in work.stretches.iter().enumerate() {
        let target = match stretch.takes {
            Takes::Troops(troops) => Target::ReduceBy(Troops(troops).into()),
            Takes::Percent(percent) => Target::ReduceByPercent(percent.into()),
            Takes::All => Target::Remainder,
        };
        let deadline = When::On(month(stretch.last)?.into());
        phases.push(Phase {
            starts: Some(When::On(month(stretch.first)?.into())),
            ..Phase::new(format!("phase {i}"), target, deadline)
        });
    }
    Ok(Plan::new(PlanSpec {
        through: Some(month(months)?),
        contingents,
        residuals,
        phases,
        caps: vec![Cap::new("airlift", Troops(work.cap))],
        ..PlanSpec::new("Reference", as_of)
    })?)
}

/// One of 676 codes that are free for users.
pub(crate) fn contributor(i: usize) -> Result<Country, Failed> {
    let letter = |i: usize| u8::try_from(i % 26).map(|i| char::from(b'A' + i));
    Ok(format!("X{}{}", letter(i / 26)?, letter(i)?).parse()?)
}

/// The plan of the ensembles' bench.
pub(crate) fn w3() -> Doubtful<CONTINGENTS> {
    let phases = (0..).zip([20, 30, 40, 100]).map(|(i, percent)| Awaiting {
        event: format!("event {i}"),
        opens: 12 * i + 1,
        best_late: 3,
        most_late: 12,
        due: 12 * i + 10,
        percent,
    });
    Doubtful {
        strengths: steps(),
        phases: phases.collect(),
        cap: 16_000,
        months: 60,
        hazard: "escalation",
        chance: 1.0 / 32.0,
    }
}

/// 60 to 60,000 in geometric steps.
fn steps() -> [u32; CONTINGENTS] {
    let mut strength = 60.0_f64;
    [(); CONTINGENTS].map(|()| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "60 to 60,000")]
        let troops = strength as u32;
        strength *= 1.193_776_642;
        troops
    })
}
