//! What streams and ensembles hold at their peak, as the work grows: `cargo bench --bench memory` prints it, and fails
//! where a stream holds more for more plans or more months, or an ensemble more than its limit. `LIMITS=1` asks for the
//! largest plans that there can be.

use std::ops::ControlFlow;

use drawdown::engine::Stepper;
use drawdown::ensemble::{Ensemble, MemoryLimit};
use drawdown::projection::GroupBy;
use drawdown::table::Table;
use drawdown::values::Period;
use drawdown::{Adjustment, Cap, Estimate, Phase, Plan, PlanSpec, Target, Troops, Variant};
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

/// The largest plans that there can be, by request only: they take minutes.
const LIMITS: &str = "LIMITS";

/// A plan of so many contingents and months, of whom a number unknown before leaves.
fn wide(contingents: usize, months: usize) -> Result<Plan, Failed> {
    let leave = Estimate::new(Troops(0), Troops(50_000), Troops(400_000))?;
    Ok(Plan::new(PlanSpec {
        phases: vec![Phase::new("some", Target::ReduceBy(leave), due(months)?)],
        through: Some(month(months)?),
        ..plans::contingents(&vec![100; contingents], &[])?
    })?)
}

/// The most bytes that each question holds at once, of plans as large as this.
fn questions(contingents: usize, months: usize) -> Result<(), Failed> {
    let plan = wide(contingents, months)?;
    let write = |table: Table<'_>| table.write_csv(std::io::sink());
    let levels = peak(|| write(Table::levels_streaming(&plan)));
    let deadlines = peak(|| write(Table::deadlines(plan.project().deadlines())));
    let totals = peak(|| write(Table::totals(&plan.project())));
    let costs = peak(|| write(Table::costs(&plan.project(), Period::Year)));
    println!(
        "{contingents} contingents, {months} months: levels {levels}, deadlines {deadlines}, totals {totals}, costs \
         {costs} bytes"
    );
    assert!(levels < 4_000_000, "levels hold more than a month");
    Ok(())
}

/// A run stops close to its limit, however many values its draws have.
fn stopped(contingents: usize, months: usize) -> Result<(), Failed> {
    let plan = wide(contingents, months)?;
    let alone = Ensemble { group_by: vec![GroupBy::Contingent], ..Ensemble::new(&plan, 1) };
    let least = alone.least_memory();
    for more in [0, 30_000_000, 100_000_000] {
        let memory = MemoryLimit::new(least + more);
        let ensemble = Ensemble { memory, ..alone.clone() };
        let run = || ensemble.resume(ensemble.empty(), 0..20_000, |_| ControlFlow::Continue(()));
        let held = peak(run);
        println!(
            "bands by {contingents} contingents, {months} months: {held} bytes, limit {}",
            memory.bytes()
        );
        assert!(
            held as u64 <= memory.bytes() + memory.bytes() / 4 + (160 << 20),
            "beyond its limit"
        );
    }
    Ok(())
}

fn main() -> Result<(), Failed> {
    if std::env::var_os(LIMITS).is_some() {
        questions(4_096, 12_000)?;
        return stopped(4_096, 1_000);
    }
    questions(4_096, 60)?;
    questions(64, 1_200)?;
    stopped(64, 120)?;

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
