//! How much faster, or slower, could the United States have left Iraq after 2009?
//!
//! This example demonstrates in particular: variants that shift a deadline, cancel a phase or give it a
//! rate; comparing completion, troop-months and the busiest month; and the months in which a phase starts
//! and ends.
//!
//! RAND (MG-882, 2009; abstract and press release). Sourced: three schedules from 1 May 2009, in which the
//! combat units leave in 12, 16 or 32 months and everyone by 31 December 2011. No force sizes were found.
//! Assumed: 140,000 at the start (press reports, 9 March 2009), of which 50,000 are not combat units (the
//! administration planned to keep 35,000 to 50,000: AFPS, 27 February 2009); these leave from September 2010
//! on in all three schedules; even paces.
//!
//! CBO (October 2009, as quoted from its director's blog and its summary). Sourced: 140,000 in March and
//! 128,000 by September 2009. Under the administration's plan they then stay through the election of
//! January 2010, and fall to 50,000 in seven months and to none by 31 December 2011. Option 1 is 14,400 a
//! month from October 2009, complete by 30 June 2010; option 2 is 17,500 a month, complete in May. Assumed:
//! even paces, and the election at the end of January. Options 3 and 4, one complete in September 2010 and
//! one slower than the administration, are left out, because no rate was found for them.

use std::error::Error;

use drawdown::engine::PhaseStatus;
use drawdown::spec::Cancel;
use drawdown::{
    Adjustment, Comparison, Contingent, Mission, Pace, Phase, Plan, PlanSpec, Scope, Shift, Target,
    Troops, Variant,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// RAND's schedule of 16 months, and the other two as variants of it.
fn rand() -> Result<(Plan, Vec<Variant>)> {
    let combat = Contingent {
        mission: Mission::Combat,
        ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(90_000))
    };
    let others =
        Contingent { mission: Mission::Support, strength: Troops(50_000).into(), ..combat.clone() };
    let plan = Plan::new(PlanSpec {
        contingents: vec![combat, others],
        phases: vec![
            Phase {
                scope: Scope::mission(Mission::Combat),
                ..Phase::new("combat units", Target::Remainder, "2010-08-31".parse()?)
            },
            Phase {
                scope: Scope::mission(Mission::Support),
                starts: Some("2010-08-31".parse()?),
                ..Phase::new("all others", Target::Remainder, "2011-12-31".parse()?)
            },
        ],
        ..PlanSpec::new(
            "RAND: combat units out in 16 months, or in 12, or in 32",
            "2009-04".parse()?,
        )
    })?;
    let others = Variant::sweep("in months:", [12, 32], |months| {
        let phase = "combat units".into();
        Adjustment::Shift(Shift::Phase { phase, months: months - 16, cascade: false })
    });
    Ok((plan, others.collect()))
}

/// The administration's plan, and CBO's options as variants of it.
fn cbo() -> Result<(Plan, Vec<Variant>)> {
    let (first_cut, to_50_000, the_rest) = ("first cut", "to 50,000", "the rest");
    let reduce_to = |troops| Target::ReduceTo(Troops(troops).into());
    let plan = Plan::new(PlanSpec {
        contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(140_000))],
        phases: vec![
            Phase::new(first_cut, reduce_to(128_000), "2009-09".parse()?),
            Phase {
                starts: Some("2010-01-31".parse()?), // the election
                ..Phase::new(to_50_000, reduce_to(50_000), "2010-08-31".parse()?)
            },
            Phase::new(the_rest, Target::Remainder, "2011-12-31".parse()?),
        ],
        ..PlanSpec::new("CBO: the administration's path, or options 1 and 2", "2009-03".parse()?)
    })?;
    let option = |name, rate: u32, months| {
        let pace = Pace::Rate(Troops(rate).into());
        let adjust = vec![
            Adjustment::Cancel(Cancel::Phase(to_50_000.into())),
            Adjustment::Pace { phase: the_rest.into(), pace },
            Adjustment::Shift(Shift::Phase { phase: the_rest.into(), months, cascade: false }),
        ];
        Variant { name: String::from(name), adjust, source: None }
    };
    Ok((plan, vec![option("option 1", 14_400, -18), option("option 2", 17_500, -19)]))
}

/// Prints a comparison, and asserts its completions, largest outflows and differences in troop-months.
fn table(title: &str, comparison: &Comparison, expected: [(&str, u64, i64); 3]) -> Result<()> {
    let troops = |n: u64| -> Result<_> { Ok(Troops(n.try_into()?)) };
    println!("{title}\n\n             completed  troop-months  than planned  busiest month");
    for (column, expected) in comparison.results().iter().zip(expected) {
        let completed = column.completion.ok_or("never completed")?;
        let (busiest, most) = column.peak_home_departures.ok_or("nobody leaves")?;
        let more = column.troop_months_delta(&comparison.results()[0]);
        let sign = if more < 0 { "-" } else { "+" };
        println!(
            "{:<13}  {completed}  {:>#12}  {:>12}  {:>#6} in {busiest}",
            column.name,
            troops(column.troop_months)?,
            format!("{sign}{:#}", troops(more.unsigned_abs())?),
            troops(most)?,
        );
        assert_eq!((completed, most, more), (expected.0.parse()?, expected.1, expected.2));
        assert_eq!(column.deadlines_met(), column.deadlines.len());
    }
    println!();
    Ok(())
}

fn main() -> Result<()> {
    let (plan, variants) = rand()?;
    let comparison = Comparison::new(&plan, &variants)?;
    // 90,000 in 16 months are 5,625 a month and 765,000 troop-months (90,000 * 17 / 2); in 12 months they
    // are 7,500 and 585,000. In 32 months 2,812 and 2,813 leave alternately, with 3,125 others from September
    // 2010 on. That is 1,485,008 troop-months (90,000 * 33 / 2, and 8 for rounding down).
    let expected = [
        ("2011-12", 5_625, 0),
        ("2011-12", 7_500, 585_000 - 765_000),
        ("2011-12", 2_813 + 3_125, 1_485_008 - 765_000),
    ];
    table(&plan.spec().title, &comparison, expected)?;
    let expected = [("2010-08", 16), ("2010-04", 12), ("2011-12", 32)];
    for (column, (binding, months)) in comparison.results().iter().zip(expected) {
        let combat = column.deadline("combat units").ok_or("no such phase")?;
        assert_eq!(combat.binding_month, Some(binding.parse()?));
        let PhaseStatus::Started { start, paced_end } = combat.status else {
            return Err("the combat units never leave".into());
        };
        assert_eq!((start, paced_end.months_since(start) + 1), ("2009-05".parse()?, months));
    }

    let (plan, variants) = cbo()?;
    let comparison = Comparison::new(&plan, &variants)?;
    // 78,000 in seven months are 11,142.9 a month; 128,000 take nine months at 14,400, eight at 17,500.
    // Troop-months from October 2009 on: the administration keeps 128,000 for four months, then has 584,003
    // in seven (7 * 128,000 less 78,000 * 8 / 2, and 3 for rounding down), and then 375,000
    // (50,000 * 15 / 2). The options move a full rate in every month but the last.
    let administration = 4 * 128_000 + 584_003 + 375_000;
    let expected = [
        ("2011-12", 11_143, 0),
        ("2010-06", 14_400, 8 * 128_000 - 36 * 14_400 - administration), // 36 = 1 + .. + 8
        ("2010-05", 17_500, 7 * 128_000 - 28 * 17_500 - administration),
    ];
    table(&plan.spec().title, &comparison, expected)
}
