//! The plans that the library is given.

use drawdown::ensemble::{Ensemble, Sensitivity};
use drawdown::projection::GroupBy;
use drawdown::{
    Cap, Contingent, Cost, Country, Day, Phase, Plan, PlanSpec, Residual, Scope, Target, Troops,
    When, YearMonth,
};

pub(crate) type Failed = Box<dyn std::error::Error>;

pub(crate) const IRAQ: &str = include_str!("../../examples/plans/iraq-2024.toml");
pub(crate) const VIETNAM: &str = include_str!("../../examples/plans/vietnam-1969.toml");

pub(crate) const DRAWS: u64 = 100_000;
pub(crate) const SEED: u64 = 2024;

/// An ensemble that is asked everything, by contributor.
pub(crate) fn ensemble(plan: &Plan) -> Ensemble {
    let (group_by, sensitivity) = (vec![GroupBy::Contributor], Sensitivity::On);
    Ensemble { group_by, sensitivity, ..Ensemble::new(plan, SEED) }
}

pub(crate) const CONTINGENTS: usize = 40;
pub(crate) const MONTHS: usize = 60;

/// 40 contingents of 60 to some 60,000 troops; of each, 4 to 12 % stay. They leave in four phases, under a cap that never
/// binds, and cost something in every way.
pub(crate) fn forty() -> Result<Plan, Failed> {
    let mut spec = contingents(&strengths(), &floors())?;
    for (end, percent) in [(10, "20"), (22, "30"), (34, "40"), (46, "100")] {
        let target = Target::ReduceByPercent(percent.parse()?);
        spec.phases.push(Phase::new(format!("by month {end}"), target, due(end)?));
    }
    spec.caps.push(Cap::new("airlift", Troops(20_000)));
    spec.costs.push(Cost {
        per_troop_year: Some(454_545),
        per_withdrawn: Some(10_000),
        per_month: Some(1_000_000),
        ..Cost::new("operations", "USD")
    });
    spec.through = Some(month(MONTHS)?);
    Ok(Plan::new(spec)?)
}

pub(crate) fn strengths() -> [u32; CONTINGENTS] {
    let mut strength = 50;
    [(); CONTINGENTS].map(|()| {
        strength += strength / 5;
        strength
    })
}

pub(crate) fn floors() -> [u32; CONTINGENTS] {
    let mut percents = (0..).map(|i: u32| 4 + i * 5 % 9);
    strengths().map(|troops| troops * percents.next().unwrap_or(4) / 100)
}

/// Contingents of which some stay, up to 64 in each host; nobody leaves yet.
pub(crate) fn contingents(strengths: &[u32], floors: &[u32]) -> Result<PlanSpec, Failed> {
    let mut spec = PlanSpec::new("Contingents", month(0)?);
    for (i, &strength) in strengths.iter().enumerate() {
        spec.contingents.push(Contingent::new(code(i % 64)?, code(i / 64)?, Troops(strength)));
    }
    for (i, &floor) in floors.iter().enumerate() {
        let scope = Scope::contributor(code(i)?);
        spec.residuals.push(Residual { scope, ..Residual::new(Troops(floor)) });
    }
    Ok(spec)
}

/// One of the codes that are free for users.
fn code(i: usize) -> Result<Country, Failed> {
    let letter = |i: usize| u8::try_from(i % 26).map(|i| char::from(b'A' + i));
    Ok(format!("X{}{}", letter(i / 26)?, letter(i)?).parse()?)
}

/// The end of the t-th month of these plans.
pub(crate) fn due(t: usize) -> Result<When, Failed> {
    Ok(Day::from(month(t)?).into())
}

pub(crate) fn month(t: usize) -> Result<YearMonth, Failed> {
    let as_of: YearMonth = "1950-12".parse()?; // 12,000 months before the last that there is
    Ok(as_of.checked_add(i32::try_from(t)?).ok_or("no such month")?)
}
