//! How cost grows with contingents and months, what a binding cap adds, a plan file's way to its
//! outcomes, and two threads.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use drawdown::{
    Cap, Contingent, Country, Phase, Plan, PlanSpec, Residual, Stepper, Target, Troops, When,
    YearMonth,
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::levels::{Stretch, Takes, strengths};
use super::reference::{CONTINGENTS, Failed, checked, contributor, w2};
use super::{equal, forty, library};
use crate::{SEED, cells, group};

/// Contingents of some thousands, in four phases that take four fifths of the months.
fn grown(contingents: usize, months: i32) -> Result<Plan, Failed> {
    let as_of: YearMonth = "1950-12".parse()?;
    let hosts: [Country; 7] = [
        "IRQ".parse()?,
        "SYR".parse()?,
        "AFG".parse()?,
        "KWT".parse()?,
        "JOR".parse()?,
        "TUR".parse()?,
        "QAT".parse()?,
    ];
    let contingents = (0..contingents).map(|i| {
        let troops = Troops(u32::try_from(1_000 + i * 7_919 % 5_000)?);
        Ok(Contingent::new(contributor(i % 676)?, hosts[i / 676], troops))
    });
    let contingents: Vec<Contingent> = contingents.collect::<Result<_, Failed>>()?;
    let phases = (1..).zip(["20", "30", "40", "100"]).map(|(i, percent)| {
        let deadline = as_of.checked_add(months * i / 5).ok_or("no such month")?;
        let target = Target::ReduceByPercent(percent.parse()?);
        Ok(Phase::new(format!("phase {i}"), target, When::On(deadline.into())))
    });
    Ok(Plan::new(PlanSpec {
        residuals: vec![Residual::new(Troops(100))],
        caps: vec![Cap::new("airlift", Troops(u32::MAX))],
        phases: phases.collect::<Result<_, Failed>>()?,
        contingents,
        through: as_of.checked_add(months),
        ..PlanSpec::new("Growth", as_of)
    })?)
}

/// The cost of a cell from 1 to 4,096 contingents and from 12 to 12,000 months.
pub(crate) fn growth(c: &mut Criterion) -> Result<(), Failed> {
    let sizes = [1, 8, 64, 512, 4_096].map(|contingents| ("contingents", contingents, 60));
    let lengths = [12, 120, 1_200, 12_000].map(|months| ("months", 8, months));
    for (what, contingents, months) in sizes.into_iter().chain(lengths) {
        let plan = grown(contingents, months)?;
        let cells = contingents as u64 * u64::from(months.unsigned_abs());
        let mut group = group(c, "curve", cells);
        group.measurement_time(std::time::Duration::from_secs(1));
        let of =
            if what == "months" { u64::from(months.unsigned_abs()) } else { contingents as u64 };
        group.bench_function(BenchmarkId::new(what, of), |b| {
            let (mut stepper, mut buffer) = (Stepper::default(), Vec::new());
            b.iter(|| {
                library::fill(&mut stepper, black_box(&plan), &mut buffer);
                black_box(&buffer);
            });
        });
        group.finish();
    }
    Ok(())
}

/// 48 months in all of which a cap binds, and in none of which it does: the same plan otherwise, by the
/// library and by hand.
pub(crate) fn capped(c: &mut Criterion) -> Result<(), Failed> {
    const MONTHS: usize = 48;
    let mut work = w2().next().ok_or("no plan")?;
    work.stretches = vec![Stretch { first: 1, last: MONTHS, takes: Takes::All }];
    let leaving: u32 = work.strengths.iter().sum::<u32>() - work.floors.iter().sum::<u32>();
    let monthly = leaving / u32::try_from(MONTHS)?;
    for (name, cap) in [("binds", monthly * 9 / 10), ("does not bind", monthly * 2)] {
        work.cap = cap;
        let plan = checked(&work, MONTHS)?;
        let (mut rows, mut buffer) = ([[0; CONTINGENTS]; MONTHS + 1], Vec::new());
        equal::assert_strengths(&work, &plan, &mut rows, &mut buffer);
        let mut group = group(c, "capped", (CONTINGENTS * MONTHS) as u64);
        group.bench_function(BenchmarkId::new("floor", name), |b| {
            b.iter(|| {
                strengths(black_box(&work), &mut rows);
                black_box(&rows);
            });
        });
        group.bench_function(BenchmarkId::new("library", name), |b| {
            let mut stepper = Stepper::default();
            b.iter(|| {
                library::fill(&mut stepper, black_box(&plan), &mut buffer);
                black_box(&buffer);
            });
        });
        // With all that a month tells: who left and came, and what is scheduled.
        group.bench_function(BenchmarkId::new("library, month by month", name), |b| {
            b.iter(|| {
                for month in black_box(&plan).months() {
                    black_box(&month);
                }
            });
        });
        group.finish();
    }
    Ok(())
}

/// A plan file from its bytes to what becomes of its deadlines.
pub(crate) fn file(c: &mut Criterion) -> Result<(), Failed> {
    let bytes = include_str!("../../examples/plans/iraq-2024.toml");
    let plan = Plan::from_toml(bytes)?;
    let expected = plan.project().deadlines();
    assert_eq!(expected.len(), plan.spec().phases.len());
    let mut group = group(c, "iraq-2024.toml", 1);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("bytes to outcomes", |b| {
        b.iter(|| Plan::from_toml(black_box(bytes)).map(|plan| plan.project().deadlines()));
    });
    group.finish();
    Ok(())
}

/// W2 and W3, on one thread and on two.
pub(crate) fn two_threads(c: &mut Criterion, plans: &[Plan], forty: &Plan) -> Result<(), Failed> {
    for count in [1, 2] {
        let pool = library::threads(count)?;
        let mut group = group(c, "threads", cells(plans.len()));
        group.bench_function(BenchmarkId::new("W2", count), |b| {
            let each = |(stepper, buffer): &mut (Stepper, Vec<u32>), plan: &Plan| {
                library::fill(stepper, plan, buffer);
                black_box(&buffer);
            };
            b.iter(|| {
                pool.install(|| black_box(plans).par_iter().for_each_init(Default::default, each));
            });
        });
        let draws = forty::DRAWS;
        group.throughput(Throughput::Elements(draws * forty::CONTINGENTS * forty::MONTHS));
        group.bench_function(BenchmarkId::new("W3", count), |b| {
            b.iter(|| pool.install(|| library::ensemble(black_box(forty), SEED, draws)));
        });
        group.finish();
    }
    Ok(())
}
