//! The plan that ensembles are measured on: 40 contingents and 4 phases, each waiting on an event 0
//! to 12 months late, a hazard of 1 in 32 a month lasting one month, one cap over everybody, 60
//! months.

use drawdown::{
    Cap, Contingent, Estimate, Event, Hazard, Phase, Plan, PlanSpec, Probability, Scope, Target,
    Troops, When, YearMonth,
};

pub(crate) const DRAWS: u64 = 100_000;
pub(crate) const CONTINGENTS: u64 = 40;
pub(crate) const MONTHS: u64 = 60;

/// Forty contributors of 60 to 60,000 troops in geometric steps, leaving in four phases.
pub(crate) fn plan() -> Result<Plan, Box<dyn std::error::Error>> {
    let as_of: YearMonth = "2024-12".parse()?;
    let after = |months: i32| as_of.checked_add(months).ok_or("no such month");
    let mut contingents = Vec::new();
    let mut strength = 60.0_f64;
    for i in 0..CONTINGENTS {
        let letter = |n: u64| char::from(b'A' + u8::try_from(n).unwrap_or(0));
        let code = format!("X{}{}", letter(i / 26), letter(i % 26));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "60 to 60,000")]
        let troops = Troops(strength as u32);
        contingents.push(Contingent::new(code.parse()?, "IRQ".parse()?, troops));
        strength *= 1.193_776_642;
    }
    let mut events = Vec::new();
    let mut phases = Vec::new();
    for (i, percent) in [(0, "20"), (1, "30"), (2, "40"), (3, "100")] {
        let (opens, due) = (after(12 * i)?, after(12 * i + 10)?);
        let late =
            Estimate::new(opens.into(), after(12 * i + 3)?.into(), after(12 * i + 12)?.into())?;
        let id = format!("event {i}");
        events.push(Event { date: Some(When::On(late)), ..Event::new(id.as_str()) });
        phases.push(Phase {
            waits_for: vec![id],
            ..Phase::new(
                format!("phase {i}"),
                Target::ReduceByPercent(percent.parse()?),
                When::On(due.into()),
            )
        });
    }
    let hazard = Hazard {
        name: "escalation".into(),
        scope: Scope::EVERYONE,
        monthly_chance: Probability::new(1.0 / 32.0).ok_or("no chance")?,
        lasts: 1.into(),
        source: None,
    };
    Ok(Plan::new(PlanSpec {
        contingents,
        events,
        phases,
        hazards: vec![hazard],
        caps: vec![Cap::new("airlift", Troops(16_000))],
        through: Some(after(60)?),
        ..PlanSpec::new("Forty contributors", as_of)
    })?)
}
