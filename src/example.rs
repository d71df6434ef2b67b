//! The plan that the documentation's examples use.

use std::error::Error;

use crate::plan::checked::Plan;
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Shift, Variant};
use crate::spec::constraint::{Cap, Hazard, Residual};
use crate::spec::contingent::Contingent;
use crate::spec::cost::Cost;
use crate::spec::date_rule::When;
use crate::spec::event::Event;
use crate::spec::phase::{Phase, Target};
use crate::spec::scope::Scope;
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::probability::Probability;
use crate::values::troops::Troops;

/// The US-Iraq agreement as Reuters reported it on 6 September 2024, in short; the announcement's date, the
/// hazard, the cap and the cost are assumptions.
///
/// # Errors
///
/// None: the plan is valid.
pub fn iraq_2024() -> Result<Plan, Box<dyn Error>> {
    let in_iraq = Scope::host("IRQ".parse()?);
    let advisers = Estimate::new(Troops(0), Troops(250), Troops(500))?;
    let hundreds = Estimate::new(Troops(200), Troops(500), Troops(900))?;
    let announced = Estimate::new("2024-09".parse()?, "2024-09".parse()?, "2025-03".parse()?)?;
    let phase = |name, target, deadline| Phase {
        scope: in_iraq.clone(),
        waits_for: vec!["announcement".into()],
        ..Phase::new(name, target, deadline)
    };
    Ok(Plan::new(PlanSpec {
        through: Some("2027-12".parse()?),
        contingents: vec![
            Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500)),
            Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900)),
        ],
        events: vec![Event { date: Some(When::On(announced)), ..Event::new("announcement") }],
        residuals: vec![Residual {
            scope: in_iraq.clone(),
            mission: Mission::AdviseAndAssist,
            ..Residual::new(advisers)
        }],
        phases: vec![
            phase("first year", Target::ReduceBy(hundreds), "2025-09-30".parse()?),
            phase("the remainder", Target::Remainder, "2026-12-31".parse()?),
        ],
        caps: vec![Cap { scope: in_iraq, ..Cap::new("airlift", Troops(400)) }],
        costs: vec![Cost { per_troop_year: Some(455_000), ..Cost::new("operations", "USD") }],
        hazards: vec![Hazard::new(
            "regional escalation",
            Probability::new(0.04).ok_or("not a probability")?,
            Estimate::new(1, 2, 6)?,
        )],
        variants: vec![Variant::new(
            "announced six months late",
            vec![Adjustment::Shift(Shift::Event { event: "announcement".into(), months: 6 })],
        )],
        ..PlanSpec::new("US-Iraq withdrawal plan as reported in September 2024", "2024-08".parse()?)
    })?)
}
