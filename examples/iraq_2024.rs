//! How many US troops stay in Iraq, month by month, under the plan reported in September 2024?
//!
//! This is the plan of `plans/iraq-2024.toml`, written in Rust. The example demonstrates in particular: plans
//! as struct literals, ranges that quote their source, phases that wait for events, a residual presence,
//! and reading a projection.

use std::error::Error;

use drawdown::{
    Contingent, Country, Day, Estimate, Event, Mission, Phase, Plan, PlanSpec, Residual, Scope,
    Target, Troops, When,
};

pub(crate) fn spec() -> Result<PlanSpec, Box<dyn Error>> {
    let (usa, spain): (Country, Country) = ("USA".parse()?, "ESP".parse()?);
    let (iraq, syria): (Country, Country) = ("IRQ".parse()?, "SYR".parse()?);
    let troops = |best| Estimate::exactly(Troops(best));
    let range = |low, best, high| Estimate::new(Troops(low), Troops(best), Troops(high));

    let event = |id: &str, name: &str, date: Estimate<Day>| Event {
        name: Some(name.into()),
        date: Some(When::On(date)),
        ..Event::new(id)
    };
    let (september, march): (Day, Day) = ("2024-09".parse()?, "2025-03".parse()?);
    let go_ahead = Estimate::exactly(september);
    let announced = Estimate::new(september, september, march)?;
    let waits_for = ["baghdad-approval", "washington-approval", "announcement"];
    Ok(PlanSpec {
        through: Some("2027-12".parse()?),
        contingents: vec![
            Contingent::new(usa, iraq, troops(2_500).with_words("about 2,500")),
            Contingent::new(spain, iraq, troops(187)),
            Contingent::new(usa, syria, troops(900).with_words("900")),
        ],
        events: vec![
            event("baghdad-approval", "final go-ahead from Baghdad", go_ahead.clone()),
            event("washington-approval", "final go-ahead from Washington", go_ahead),
            event("announcement", "announcement of the plan", announced),
        ],
        residuals: vec![Residual {
            scope: Scope { contributors: Some(vec![usa]), ..Scope::host(iraq) },
            mission: Mission::AdviseAndAssist,
            ..Residual::new(range(0, 250, 500)?.with_words("some US troops remain"))
        }],
        phases: vec![
            Phase {
                scope: Scope::host(iraq),
                waits_for: waits_for.map(String::from).into(),
                ..Phase::new(
                    "first year",
                    Target::ReduceBy(range(200, 500, 900)?.with_words("hundreds of troops")),
                    "2025-09-30".parse()?,
                )
            },
            Phase {
                scope: Scope::host(iraq),
                ..Phase::new("the remainder", Target::Remainder, "2026-12-31".parse()?)
            },
        ],
        announced: Some("2024-09-06".parse()?),
        ..PlanSpec::new(
            "US-Iraq withdrawal plan as reported on 6 September 2024",
            "2024-08".parse()?,
        )
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let plan = Plan::new(spec()?)?;
    let projection = plan.project();
    let americans = projection.scope(&plan.spec().residuals[0].scope);
    for month in projection.months() {
        println!("{month}  {:>5}", americans.strength(month).unwrap_or(0));
    }
    for outcome in projection.deadlines() {
        println!("{outcome}");
    }
    assert_eq!(americans.strength("2025-09".parse()?), Some(2_038));
    assert_eq!(americans.strength("2026-12".parse()?), Some(250));
    Ok(())
}
