//! How the library's cost grows with contingents, months, variants and threads.

use std::hint::black_box;

use criterion::Criterion;
use drawdown::engine::Stepper;
use drawdown::{Adjustment, Estimate, Pace, Phase, Plan, Schedule, Target, Troops, Variant};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::plans::{DRAWS, Failed, contingents, due, ensemble, forty, month};

/// From 1 to 4,096 contingents over 60 months, and 8 contingents over 12 to 12,000 months.
pub(crate) fn growth(c: &mut Criterion) -> Result<(), Failed> {
    let sizes = [(1, 60), (8, 60), (64, 60), (512, 60), (4_096, 60)];
    for (count, months) in sizes.into_iter().chain([(8, 12), (8, 120), (8, 1_200), (8, 12_000)]) {
        let strengths: Vec<u32> = (1_000..6_000).step_by(83).cycle().take(count).collect();
        let mut spec = contingents(&strengths, &[])?;
        for (i, percent) in (1..).zip([20, 30, 40, 100]) {
            let target = Target::ReduceByPercent(percent.into());
            spec.phases.push(Phase::new(format!("phase {i}"), target, due(months * i / 5)?));
        }
        spec.through = Some(month(months)?);
        let schedule = Plan::new(spec)?.schedule();
        let (mut stepper, mut buffer) = (Stepper::default(), Vec::new());
        c.bench_function(&format!("growth/{count} contingents, {months} months"), |b| {
            b.iter(|| stepper.strengths_into(black_box(&schedule), &mut buffer));
        });
    }
    Ok(())
}

/// A thousand paces of a plan's first phase, each applied, checked and projected.
pub(crate) fn variants(c: &mut Criterion) -> Result<(), Failed> {
    let plan = forty()?;
    let variants = Variant::sweep("a month:", (10_000..20_000).step_by(10), |troops| {
        let (phase, pace) = ("by month 10".into(), Pace::Rate(Estimate::exactly(Troops(troops))));
        Adjustment::Pace { phase, pace }
    });
    let variants: Vec<Variant> = variants.collect();
    let project = |variant| plan.with_variant(variant).map(|varied| varied.project());
    c.bench_function("1,000 variants", |b| {
        b.iter(|| {
            for variant in &variants {
                assert!(black_box(project(variant)).is_ok());
            }
        });
    });
    Ok(())
}

/// W2 and W3 on one thread and on two.
pub(crate) fn two_threads(c: &mut Criterion, w2: &[Schedule], w3: &Plan) -> Result<(), Failed> {
    let ensemble = ensemble(w3);
    for count in [1, 2] {
        let pool = threads(count)?;
        let each = |(stepper, buffer): &mut (Stepper, Vec<u32>), schedule: &Schedule| {
            stepper.strengths_into(schedule, buffer);
            black_box(&buffer);
        };
        let all = || w2.par_iter().for_each_init(Default::default, each);
        c.bench_function(&format!("threads/W2, {count}"), |b| b.iter(|| pool.install(all)));
        c.bench_function(&format!("threads/W3, Iraq, {count}"), |b| {
            b.iter(|| pool.install(|| ensemble.run(0..DRAWS)));
        });
    }
    Ok(())
}

pub(crate) fn threads(count: usize) -> Result<ThreadPool, Failed> {
    Ok(ThreadPoolBuilder::new().num_threads(count).build()?)
}
