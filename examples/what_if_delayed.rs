//! What if the announcement that the withdrawal from Iraq waits for comes late?
//!
//! This example demonstrates in particular: a sweep of variants over one number, comparing each of them with
//! the plan as written, and reading the outcome of a phase from the comparison.
//!
//! Sourced, in `plans/iraq-2024.toml`: about 2,500 Americans and 187 Spaniards in Iraq, of whom hundreds
//! leave by September 2025 and the remainder by the end of 2026 (Reuters, 6 September 2024, and COPE,
//! 8 February 2024).
//!
//! Assumed there: the announcement comes in September 2024, "hundreds" are 500, 250 advisers stay, and
//! departures are evenly spread. Assumed here: the announcement comes up to a year later, and both
//! deadlines stay where they are. The plan then moves the same troops in fewer months, and the first year
//! is late only when none of its months is left.

use std::error::Error;

use drawdown::{Adjustment, Comparison, Plan, Shift, Troops, Variant};

fn main() -> Result<(), Box<dyn Error>> {
    let plan = Plan::from_toml(include_str!("plans/iraq-2024.toml"))?;
    let delays = Variant::sweep("announced late by months:", 1..=12, |months| {
        Adjustment::Shift(Shift::Event { event: "announcement".into(), months })
    });
    let comparison = Comparison::new(&plan, delays)?;
    let columns = comparison.results(); // the plan as written, then one result for each delay

    println!("{}; delays in months\n", plan.spec().title);
    println!("announced  first year at  first year                             more troop-months");
    println!("     late   its deadline        late  completed    busiest month       than planned");
    for (delay, column) in columns.iter().enumerate() {
        let first_year = column.deadline("first year").ok_or("no such phase")?;
        let strength = first_year.strength.ok_or("its deadline is not projected")?;
        let slip = first_year.slip_months.ok_or("never met")?;
        let completed = column.completion.ok_or("never completed")?;
        let (busiest, most) = column.peak_home_departures.ok_or("nobody leaves")?;
        let more = u64::try_from(column.troop_months_delta(&columns[0]))?;
        println!(
            "{delay:>9}  {:>#13}  {slip:>10}    {completed}  {:>#4} in {busiest}  {:>#17}",
            troops(strength)?,
            troops(most)?,
            troops(more)?,
        );
    }

    // Iraq starts with 2,687 and the goal is 2,687 - 500. A delay of d months leaves 12 - d months for the
    // 500; a delay of 12 leaves none, and all of them leave in October 2025, a month late.
    for (delay, column) in columns.iter().enumerate() {
        let first_year = column.deadline("first year").ok_or("no such phase")?;
        let late = delay == 12;
        assert_eq!(first_year.strength, Some(if late { 2_687 } else { 2_187 }));
        assert_eq!(first_year.slip_months, Some(i32::from(late)));
        // The remainder waits for the first year, and still has time to end as planned.
        assert_eq!(column.completion, Some("2026-12".parse()?));
    }

    // The 500 are 462 Americans and 38 Spaniards, in proportion to the 2,250 and 187 who can leave.
    // Without rounding, n even months would save 500 * (n + 1) / 2 troop-months:
    // 3,250 for twelve, 1,750 for six, 500 for one. Rounded down each month, floor(462 * k / 12) adds up to
    // 3,000 and floor(38 * k / 12) to 242; floor(462 * k / 6) to 1,617 and floor(38 * k / 6) to 131.
    let more = |delay: usize| columns[delay].troop_months_delta(&columns[0]);
    assert_eq!(more(6), (3_000 + 242) - (1_617 + 131));
    assert_eq!(more(11), (3_000 + 242) - 500);
    // A delay of twelve saves nothing by September 2025, and the remainder (1,788 Americans and 149
    // Spaniards) then has 14 months instead of 15: 13,404 + 1,111 instead of 14,298 + 1,185.
    assert_eq!(more(12), (3_000 + 242) + (14_298 + 1_185) - (13_404 + 1_111));
    Ok(())
}

/// A number as troops, which print with thousands separators.
fn troops(number: u64) -> Result<Troops, std::num::TryFromIntError> {
    u32::try_from(number).map(Troops)
}
