//! What streams and ensembles need at their peak, as the work grows: `cargo bench --bench memory`
//! prints it, and fails where a stream grows with its plans or its months.

use std::error::Error;

use drawdown::{Cap, Ensemble, Phase, Plan, PlanSpec, Stepper, Target, Troops, YearMonth};
use peak_alloc::PeakAlloc;

use forty::{DRAWS, MONTHS};

#[path = "floor/forty.rs"]
mod forty;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The most bytes that some work holds at once, over what was held before it.
fn peak<T>(work: impl FnOnce() -> T) -> usize {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    drop(work());
    ALLOCATOR.peak_usage() - before
}

/// Visits so many plans of forty contributors, each made and dropped in its turn; they differ in their
/// cap.
fn stream(plans: u32) -> Result<u64, Box<dyn Error>> {
    let mut spec = forty::plan()?.spec().clone();
    let (mut stepper, mut troop_months) = (Stepper::default(), 0);
    for number in 0..plans {
        spec.caps = vec![Cap::new("airlift", Troops(8_000 + number % 100))];
        let plan = Plan::new(spec.clone())?;
        stepper.for_each_month(&plan.schedule(), |_, row| {
            troop_months += row.iter().copied().map(u64::from).sum::<u64>()
        });
    }
    Ok(troop_months)
}

/// Forty contributors who leave over so many months, capped.
fn long(months: u64) -> Result<Plan, Box<dyn Error>> {
    let (forty, as_of) = (forty::plan()?, "1850-12".parse::<YearMonth>()?);
    let end = as_of.checked_add(i32::try_from(months)?).ok_or("no such month")?;
    let phase = Phase::new("all", Target::Remainder, drawdown::When::On(end.into()));
    Ok(Plan::new(PlanSpec {
        contingents: forty.spec().contingents.clone(),
        phases: vec![phase],
        caps: vec![Cap::new("airlift", Troops(u32::try_from(300_000 / months)?))],
        through: Some(end),
        ..PlanSpec::new("Forty contributors, slowly", as_of)
    })?)
}

fn main() -> Result<(), Box<dyn Error>> {
    stream(1)?; // what is made once and kept
    let mut first = None;
    // From the second plan on, the stepper has its room.
    for plans in [2, 10, 100, 1_000, 10_000] {
        let held = peak(|| stream(plans));
        println!("a stream of {plans} plans: {held} bytes");
        assert_eq!(*first.get_or_insert(held), held, "streams grow with their plans");
    }
    let mut first = None;
    for months in [MONTHS / 5, MONTHS * 2, MONTHS * 20, MONTHS * 200] {
        let plan = long(months)?;
        let mut stepper = Stepper::default();
        stepper.for_each_month(&plan.schedule(), |_, _| {}); // what the plan itself keeps, and the stepper's room
        let held = peak(|| stepper.for_each_month(&plan.schedule(), |_, _| {}));
        println!("a stream of {months} months, once more: {held} bytes");
        assert_eq!(*first.get_or_insert(held), held, "streams grow with their months");
    }
    let plan = forty::plan()?;
    for draws in [DRAWS / 100, DRAWS / 10, DRAWS, DRAWS * 10] {
        let held = peak(|| Ensemble::new(&plan, 2024).run(0..draws));
        println!("an ensemble of {draws} draws: {held} bytes");
    }
    Ok(())
}
