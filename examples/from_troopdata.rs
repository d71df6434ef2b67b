//! How does a plan start from observed strengths? Here they are US troops abroad, in the layout of the R
//! package *troopdata*.
//!
//! This example demonstrates in particular: reading observed strengths from csv with a ready mapping,
//! distinguishing zero from unknown, and building a plan on the strengths of one month.
//!
//! All figures in `data/troopdata-invented.csv` are invented, and so is the plan: Iraq and Syria are reduced
//! to 600 in fifteen months, by at most 200 a month.

use std::error::Error;

use drawdown::observed::{ColumnMapping, Observed};
use drawdown::spec::Source;
use drawdown::{Cap, Contingent, Country, Phase, Plan, PlanSpec, Scope, Target, Troops, YearMonth};

fn main() -> Result<(), Box<dyn Error>> {
    let file = include_bytes!("data/troopdata-invented.csv");
    let observed = Observed::from_csv(file, &ColumnMapping::troopdata())?;
    for row in &observed.left_out {
        println!("left out: {row}");
    }

    // The latest month, for the hosts in the plan's theatre.
    let as_of: YearMonth = observed.months().last().copied().ok_or("an empty file")?;
    let hosts: Vec<Country> = ["IRQ", "SYR", "JOR", "EGY", "LBN", "KWT"]
        .map(str::parse)
        .into_iter()
        .collect::<Result<_, _>>()?;
    let theatre = Scope { hosts: Some(hosts), ..Scope::EVERYONE };
    let baseline = observed.baseline(as_of, &theatre);
    for row in &baseline.missing {
        println!("no figure at the end of {as_of}: {}, line {}", row.host.name(), row.line);
    }
    for row in &baseline.unobserved {
        println!("not counted at the end of {as_of}: {}, last in {}", row.host.name(), row.month);
    }

    // Drop zero-strength contingents (Egypt); the library keeps them.
    let somebody = baseline.contingents.into_iter().filter(|c| c.strength.best() > Troops::ZERO);
    let counted = "troopdata";
    let contingents = somebody.map(|c| Contingent { source: Some(counted.into()), ..c }).collect();
    let iraq_and_syria =
        Scope { hosts: Some(vec!["IRQ".parse()?, "SYR".parse()?]), ..Scope::EVERYONE };
    let plan = Plan::new(PlanSpec {
        sources: vec![Source::new(counted, "invented figures in the layout of troopdata")],
        contingents,
        phases: vec![Phase {
            scope: iraq_and_syria.clone(),
            ..Phase::new("down to 600", Target::ReduceTo(Troops(600).into()), "2025-09".parse()?)
        }],
        caps: vec![Cap { scope: iraq_and_syria.clone(), ..Cap::new("airlift", Troops(200)) }],
        ..PlanSpec::new("An invented plan on invented figures", as_of)
    })?;

    let projection = plan.project();
    let view = projection.scope(&iraq_and_syria);
    println!("\n{}, Iraq and Syria\n", plan.spec().title);
    for month in projection.months().step_by(3) {
        println!("{month}  {:>#5}", Troops(u32::try_from(view.strength(month).unwrap_or(0))?));
    }
    for outcome in projection.deadlines() {
        println!("\n{outcome}");
    }

    // There are 2,510 and 890 in June; 2,800 of them leave in fifteen months, at most 187 a month.
    assert_eq!(view.strength(as_of), Some(3_400));
    assert_eq!(view.strength("2025-09".parse()?), Some(600));
    assert_eq!(projection.deadlines()[0].met, Some(true));
    // Jordan keeps its troops; Lebanon has no figure, and Kuwait was not counted in that month.
    assert_eq!(projection.theatre().strength(as_of), Some(6_600));
    Ok(())
}
