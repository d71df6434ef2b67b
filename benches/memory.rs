//! What streams and ensembles hold at their peak, as the work grows: `cargo bench --bench memory` prints it, and fails
//! where a stream holds more for more plans or more months.

use drawdown::engine::Stepper;
use drawdown::{Adjustment, Cap, Phase, Plan, PlanSpec, Target, Troops, Variant};
use peak_alloc::PeakAlloc;

use plans::{DRAWS, Failed, IRAQ, VIETNAM, contingents, due, ensemble, forty, month, strengths};

#[path = "kernels/plans.rs"]
mod plans;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The most bytes that some work holds at once, over what was held before it.
fn peak<T>(work: impl FnOnce() -> T) -> usize {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    drop(work());
    ALLOCATOR.peak_usage() - before
}

/// Visits so many plans of 40 contingents, each made and dropped in its turn; they differ in their cap.
fn stream(plans: u32) -> Result<u64, Failed> {
    let mut spec = forty()?.spec().clone();
    let (mut stepper, mut troop_months) = (Stepper::default(), 0);
    for number in 0..plans {
        spec.caps = vec![Cap::new("airlift", Troops(8_000 + number % 100))];
        let plan = Plan::new(spec.clone())?;
        stepper.for_each_month(&plan.schedule(), |_, row| {
            troop_months += row.iter().copied().map(u64::from).sum::<u64>();
        });
    }
    Ok(troop_months)
}

/// Visits so many variants of a plan of 40 contingents, as a sweep gives them.
fn sweep(variants: u32) -> Result<u64, Failed> {
    let plan = forty()?;
    let caps = Variant::sweep("a month:", 0..variants, |number| {
        Adjustment::Cap(Cap::new("airlift", Troops(8_000 + number % 100)))
    });
    let (mut stepper, mut troop_months) = (Stepper::default(), 0);
    for varied in plan.variant_plans(caps) {
        stepper.for_each_month(&varied?.1.schedule(), |_, row| {
            troop_months += row.iter().copied().map(u64::from).sum::<u64>();
        });
    }
    Ok(troop_months)
}

/// 40 contingents that leave over so many months, under a cap that binds at times.
fn long(months: usize) -> Result<Plan, Failed> {
    Ok(Plan::new(PlanSpec {
        phases: vec![Phase::new("all", Target::Remainder, due(months)?)],
        caps: vec![Cap::new("airlift", Troops(u32::try_from(300_000 / months)?))],
        through: Some(month(months)?),
        ..contingents(&strengths(), &[])?
    })?)
}

fn main() -> Result<(), Failed> {
    let held = [2, 10, 100, 1_000, 10_000].map(|plans| peak(|| stream(plans)));
    println!("a stream of 2, 10, 100, 1,000, 10,000 plans: {held:?} bytes");
    assert_eq!(held, [held[0]; 5], "a stream grows with its plans");

    let held = [2, 10, 100, 1_000, 10_000, 100_000].map(|variants| peak(|| sweep(variants)));
    println!("a sweep of 2, 10, ... 100,000 variants: {held:?} bytes");
    assert!(held[5] < held[0] + 64, "a sweep grows with its variants");

    let mut held = Vec::new();
    for months in [12, 120, 1_200, 12_000] {
        let (schedule, mut stepper) = (long(months)?.schedule(), Stepper::default());
        stepper.for_each_month(&schedule, |_, _| {}); // its buffers are allocated here
        held.push(peak(|| stepper.for_each_month(&schedule, |_, _| {})));
    }
    println!("a stream of 12, 120, 1,200, 12,000 months: {held:?} bytes");
    assert_eq!(held, [held[0]; 4], "a stream grows with its months");

    for file in [IRAQ, VIETNAM] {
        let plan = Plan::from_toml(file)?;
        let held = [DRAWS / 100, DRAWS / 10, DRAWS].map(|n| peak(|| ensemble(&plan).run(0..n)));
        println!("{}, 1,000, 10,000, 100,000 draws: {held:?} bytes", plan.spec().title);
    }
    Ok(())
}
