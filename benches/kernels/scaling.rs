//! How the library's cost grows with contingents, months, variants and threads.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use drawdown::{
    Adjustment, Estimate, Pace, Phase, Plan, Schedule, Stepper, Target, Troops, Variant,
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::plans::{DRAWS, Failed, contingents, due, ensemble, forty, month};
use crate::{group, threads as pool};

/// From 1 to 4,096 contingents over 60 months, and 8 contingents over 12 to 12,000 months.
pub(crate) fn growth(c: &mut Criterion) -> Result<(), Failed> {
    let by_contingents = [1, 8, 64, 512, 4_096].map(|contingents| ("contingents", contingents, 60));
    let by_months = [12, 120, 1_200, 12_000].map(|months| ("months", 8, months));
    for (what, contingents, months) in by_contingents.into_iter().chain(by_months) {
        let schedule = grown(contingents, months)?.schedule();
        let size = if what == "months" { months } else { contingents };
        let (mut stepper, mut buffer) = (Stepper::default(), Vec::new());
        let mut group = group(c, "growth", (contingents * months) as u64);
        group.bench_function(BenchmarkId::new(what, size), |b| {
            b.iter(|| stepper.strengths_into(black_box(&schedule), &mut buffer));
        });
        group.finish();
    }
    Ok(())
}

/// So many contingents that all leave in four phases, which take four fifths of the months.
fn grown(count: usize, months: usize) -> Result<Plan, Failed> {
    let strengths: Vec<u32> = (1_000..6_000).step_by(83).cycle().take(count).collect();
    let mut spec = contingents(&strengths, &[])?;
    for (i, percent) in (1..).zip([20, 30, 40, 100]) {
        let target = Target::ReduceByPercent(percent.into());
        spec.phases.push(Phase::new(format!("phase {i}"), target, due(months * i / 5)?));
    }
    spec.through = Some(month(months)?);
    Ok(Plan::new(spec)?)
}

/// A thousand paces of a plan's first phase, each applied, checked and projected.
pub(crate) fn variants(c: &mut Criterion) -> Result<(), Failed> {
    let plan = forty()?;
    let variants = Variant::sweep("a month:", (10_000..20_000).step_by(10), |troops| {
        let (phase, pace) = ("by month 10".into(), Pace::Rate(Estimate::exactly(Troops(troops))));
        Adjustment::Pace { phase, pace }
    });
    let mut stepper = Stepper::default();
    let mut group = group(c, "variants", variants.len() as u64);
    group.bench_function("library", |b| {
        b.iter(|| {
            for variant in black_box(&variants) {
                let varied = plan.with_variant(variant);
                let _ = black_box(varied.map(|varied| stepper.project(&varied.schedule())));
            }
        });
    });
    group.finish();
    Ok(())
}

/// W2 and W3 on one thread and on two.
pub(crate) fn threads(c: &mut Criterion, w2: &[Schedule], w3: &Plan) -> Result<(), Failed> {
    let ensemble = ensemble(w3);
    for count in [1, 2] {
        let pool = pool(count)?;
        let mut group = group(c, "threads", 1);
        group.bench_function(BenchmarkId::new("W2", count), |b| {
            let each = |(stepper, buffer): &mut (Stepper, Vec<u32>), schedule: &Schedule| {
                stepper.strengths_into(schedule, buffer);
                black_box(&buffer);
            };
            let all = || w2.par_iter().for_each_init(Default::default, each);
            b.iter(|| pool.install(all));
        });
        group.bench_function(BenchmarkId::new("W3, Iraq", count), |b| {
            b.iter(|| pool.install(|| ensemble.run(0..DRAWS)));
        });
        group.finish();
    }
    Ok(())
}
