//! How do allies leave: in proportion to the United States, before it, or each by its own mandate?
//!
//! This example demonstrates in particular: a target in proportion to another phase, a variant that replaces
//! a target, a phase for each contributor, and results by contributor.
//!
//! Afghanistan 2020. Sourced, in `plans/afghanistan-2020.toml`: 13,000 Americans are reduced to 8,600 within
//! 135 days, and the allies in proportion (text of the Doha agreement); XNA stands for 32 contributors
//! together. Assumed, as a variant: all allies leave within those 135 days.
//!
//! Iraq 2007. Sourced (AP, "Now serving in Iraq", 24 February 2007): every contingent; Denmark leaves by
//! August, 1,100 South Koreans by April, 1,600 British "in coming months"; Poland and Armenia have extended
//! to the end of the year. Assumed: the British leave by August, Poland and Armenia leave when their
//! extension ends, and the other three leave at an even pace. Contributors that announced no date stay.
//! Moldova, which had nobody there at that time, is left out.

use std::error::Error;

use drawdown::{
    Adjustment, Contingent, Pace, Phase, Plan, PlanSpec, Scope, Target, Troops, Variant, YearMonth,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[rustfmt::skip] // a table
const IRAQ_IN_FEBRUARY_2007: [(&str, u32); 23] = [
    ("USA", 140_000), ("GBR", 7_100), ("KOR", 2_300), ("GEO", 900), ("POL", 900), ("ROU", 600),
    ("AUS", 550), ("DNK", 460), ("SLV", 380), ("MNG", 160), ("BGR", 155), ("AZE", 150),
    ("LVA", 125), ("ALB", 120), ("CZE", 99), ("LTU", 53), ("ARM", 46), ("MKD", 40), ("BIH", 36),
    ("EST", 35), ("KAZ", 27), ("NLD", 15), ("SVN", 4),
];

fn iraq() -> Result<Plan> {
    let contingent = |(code, troops): (&str, u32)| -> Result<_> {
        Ok(Contingent::new(code.parse()?, "IRQ".parse()?, Troops(troops)))
    };
    let leaves = |code: &str, target, deadline: &str, pace| -> Result<_> {
        let phase = Phase::new(format!("{code} leaves"), target, deadline.parse()?);
        Ok(Phase { scope: Scope::contributor(code.parse()?), pace, ..phase })
    };
    let reduce_by = |troops| Target::ReduceBy(Troops(troops).into());
    Ok(Plan::new(PlanSpec {
        through: Some("2007-12".parse()?),
        contingents: IRAQ_IN_FEBRUARY_2007.into_iter().map(contingent).collect::<Result<_>>()?,
        phases: vec![
            leaves("KOR", reduce_by(1_100), "2007-04", Pace::Even)?,
            leaves("DNK", Target::Remainder, "2007-08", Pace::Even)?,
            leaves("GBR", reduce_by(1_600), "2007-08", Pace::Even)?,
            leaves("POL", Target::Remainder, "2007-12", Pace::AtDeadline)?,
            leaves("ARM", Target::Remainder, "2007-12", Pace::AtDeadline)?,
        ],
        ..PlanSpec::new("Iraq, by own mandate", "2007-02".parse()?)
    })?)
}

/// Prints strengths at the ends of three months and the troop-months of the whole projection: for each
/// contributor that has fewer at the last of them, for the other allies together, and for all allies.
/// Returns the row of all allies.
fn table(title: &str, plan: &Plan, months: [&str; 3]) -> Result<[u64; 4]> {
    println!("{title:<26}  {:>9}  troop-months", months.join("  "));
    let print = |name: &str, row: [u64; 4]| -> Result<()> {
        let [first, second, third, sum] = row.map(u32::try_from);
        let [first, second, third] = [Troops(first?), Troops(second?), Troops(third?)];
        println!("{name:<26}  {first:>#7}  {second:>#7}  {third:>#7}  {:>#12}", Troops(sum?));
        Ok(())
    };
    let projection = plan.project();
    let (mut allies, mut staying) = ([0; 4], [0; 4]);
    for (contributor, view) in projection.by_contributor() {
        let at = |month: &str| -> Result<u64> {
            Ok(view.strength(month.parse::<YearMonth>()?).ok_or("not projected")?)
        };
        let troop_months = view.troop_months(plan.as_of(), plan.through());
        let row = [at(months[0])?, at(months[1])?, at(months[2])?, troop_months];
        let is_ally = contributor.code() != "USA";
        if is_ally {
            allies = std::array::from_fn(|i| allies[i] + row[i]);
        }
        if row[2] < row[0] {
            print(contributor.name(), row)?;
        } else if is_ally {
            staying = std::array::from_fn(|i| staying[i] + row[i]);
        }
    }
    if staying != [0; 4] {
        print("allies who stay", staying)?;
    }
    print("all allies", allies)?;
    println!();
    Ok(allies)
}

fn main() -> Result<()> {
    let afghanistan = Plan::from_toml(include_str!("plans/afghanistan-2020.toml"))?;
    let phase = "allies in proportion".to_owned();
    let allies_first = afghanistan.with_variant(&Variant {
        name: "allies first".into(),
        adjust: vec![Adjustment::Target { phase, target: Target::Remainder }],
        source: None,
    })?;
    let months = ["2020-02", "2020-06", "2021-04"];
    let in_proportion = table("Afghanistan, in proportion", &afghanistan, months)?;
    let before = table("Afghanistan, allies first", &allies_first, months)?;
    let iraq = iraq()?;
    let by_mandate = table("Iraq, by own mandate", &iraq, ["2007-02", "2007-08", "2007-12"])?;

    // 4,400 of 13,000 Americans leave, and so 2,876.9 of 8,500 allies, rounded down. The deadline, 13 July
    // 2020, is nearest to the end of June.
    assert_eq!(in_proportion[..3], [8_500, 8_500 - 2_876, 0]);
    // If the allies leave first, a quarter leaves in each of four months: 8,500 * (1 + 3/4 + 2/4 + 1/4) is
    // 21,250. It comes to 2 more, because quarters of 870 and 3,530 are not whole and are rounded down.
    assert_eq!(before, [8_500, 0, 0, 21_252]);
    // The Americans leave as before.
    let usa = Scope::contributor("USA".parse()?);
    let (planned, otherwise) = (afghanistan.project(), allies_first.project());
    for month in planned.months() {
        assert_eq!(planned.scope(&usa).strength(month), otherwise.scope(&usa).strength(month));
    }
    // 14,255 allies in Iraq, less 1,100 South Koreans, 460 Danes and 1,600 British by August, and then
    // 900 Poles and 46 Armenians.
    let august = 14_255 - 1_100 - 460 - 1_600;
    assert_eq!(by_mandate[..3], [14_255, august, august - 900 - 46]);
    assert!(iraq.project().deadlines().iter().all(|outcome| outcome.met == Some(true)));
    Ok(())
}
