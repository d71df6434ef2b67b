//! How near the library comes to what the machine can do: the same work by hand-written kernels that know nothing of
//! the library, and by the library, one thread each. Before anything is timed, the two are held equal, number by
//! number. Run with `cargo bench --bench speed`; docs/performance.md says what each work is.

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use drawdown::{Plan, Schedule, Stepper};
use rayon::{ThreadPool, ThreadPoolBuilder};

use kernels::ensemble::DrawnPlan;
use kernels::levels::{PlainPlan, projection, strengths};
use kernels::plans::{CONTINGENTS, DRAWS, Failed, IRAQ, MONTHS, SEED, VIETNAM, ensemble, forty};
use kernels::{equal, plain_plans, scaling, shipped};

mod kernels {
    pub(crate) mod cuts;
    pub(crate) mod ensemble;
    pub(crate) mod equal;
    pub(crate) mod levels;
    pub(crate) mod noise;
    pub(crate) mod plain_plans;
    pub(crate) mod plans;
    pub(crate) mod scaling;
    pub(crate) mod shipped;
    pub(crate) mod tally;
}

/// A group whose work handles so many elements.
fn group<'c>(c: &'c mut Criterion, name: &str, elements: u64) -> BenchmarkGroup<'c, WallTime> {
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Elements(elements));
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    group
}

fn threads(count: usize) -> Result<ThreadPool, Failed> {
    Ok(ThreadPoolBuilder::new().num_threads(count).build()?)
}

/// W1: one plan, from its schedule to its projection.
fn one(c: &mut Criterion) -> Result<(), Failed> {
    const MONTHS: usize = plain_plans::W1_MONTHS;
    let plain = plain_plans::w1();
    let plan = plain_plans::plan(&plain, MONTHS)?;
    equal::assert_strengths(&plain, &plan, &mut [[0; 2]; MONTHS + 1]);
    equal::assert_projection(&plain, &plan, MONTHS);
    let schedule = plan.schedule();
    let mut group = group(c, "W1", 1);
    group.sampling_mode(SamplingMode::Auto);
    group.bench_function("kernel", |b| b.iter(|| projection(black_box(&plain), MONTHS)));
    let mut stepper = Stepper::default();
    group.bench_function("library", |b| b.iter(|| stepper.project(black_box(&schedule))));
    group.bench_function("library, schedule included", |b| b.iter(|| black_box(&plan).project()));
    group.finish();
    Ok(())
}

/// W2: every strength of many plans; the caller looks at each plan's before the next overwrites them.
fn many(c: &mut Criterion, plains: &[PlainPlan<CONTINGENTS>], schedules: &[Schedule]) {
    let mut rows = vec![[0; CONTINGENTS]; MONTHS + 1];
    for (plain, schedule) in plains.iter().zip(schedules) {
        equal::assert_strengths(plain, schedule.plan(), &mut rows);
    }
    let mut group = group(c, "W2", (plains.len() * CONTINGENTS * MONTHS) as u64);
    group.bench_function("kernel", |b| {
        b.iter(|| {
            for plain in black_box(plains) {
                strengths(plain, &mut rows);
                black_box(&rows);
            }
        });
    });
    let (mut stepper, mut buffer) = (Stepper::default(), Vec::new());
    group.bench_function("library, visitor", |b| {
        b.iter(|| {
            for schedule in black_box(schedules) {
                stepper.for_each_month(schedule, |_, row| {
                    black_box(row);
                });
            }
        });
    });
    group.bench_function("library, buffer", |b| {
        b.iter(|| {
            for schedule in black_box(schedules) {
                stepper.strengths_into(schedule, &mut buffer);
                black_box(&buffer);
            }
        });
    });
    group.finish();
}

/// W3: the ensemble of a shipped plan, asked everything; `cost` as in [`equal::assert_ensemble`].
fn draws<const N: usize>(
    c: &mut Criterion,
    name: &str,
    plan: &Plan,
    plain: &DrawnPlan<N>,
    cost: u32,
) -> Result<(), Failed> {
    let (ensemble, alone) = (ensemble(plan), threads(1)?);
    let summary = alone.install(|| ensemble.run(0..DRAWS));
    equal::assert_ensemble(plain, &plain.clone().run(DRAWS), &summary, cost);
    let mut group = group(c, name, DRAWS);
    group.bench_function("kernel", |b| b.iter(|| black_box(plain).clone().run(DRAWS)));
    group.bench_function("library", |b| {
        b.iter(|| alone.install(|| black_box(&ensemble).run(0..DRAWS)));
    });
    group.finish();
    Ok(())
}

/// A bill, beside the projection that it sums.
fn bill(c: &mut Criterion, name: &str, plan: &Plan) {
    let schedule = plan.schedule();
    let projection = schedule.project();
    let mut group = group(c, name, 1);
    group.sampling_mode(SamplingMode::Auto);
    group.bench_function("projection", |b| b.iter(|| black_box(&schedule).project()));
    group.bench_function("bill", |b| b.iter(|| black_box(&projection).costs().totals()));
    group.finish();
}

/// A plan file, from its bytes to what becomes of its deadlines.
fn file(c: &mut Criterion) {
    let mut group = group(c, "file", 1);
    group.bench_function("library", |b| {
        b.iter(|| Plan::from_toml(black_box(IRAQ)).map(|plan| plan.project().deadlines()));
    });
    group.finish();
}

fn all(c: &mut Criterion) -> Result<(), Failed> {
    let (iraq, vietnam) = (Plan::from_toml(IRAQ)?, Plan::from_toml(VIETNAM)?);
    let plains: Vec<PlainPlan<CONTINGENTS>> = plain_plans::w2().collect();
    let schedule = |plain| plain_plans::plan(plain, MONTHS).map(|plan| plan.schedule());
    let schedules = plains.iter().map(schedule).collect::<Result<Vec<_>, _>>()?;
    one(c)?;
    many(c, &plains, &schedules);
    draws(c, "W3, Iraq", &iraq, &shipped::iraq(SEED), 454_545)?;
    draws(c, "W3, Vietnam", &vietnam, &shipped::vietnam(SEED), 0)?;
    bill(c, "bill, Iraq", &iraq);
    bill(c, "bill, 40 contingents", &forty()?);
    file(c);
    scaling::growth(c)?;
    scaling::variants(c)?;
    scaling::threads(c, &schedules, &iraq)
}

fn benches(c: &mut Criterion) {
    if let Err(error) = all(c) {
        panic!("a bench failed: {error}");
    }
}

criterion_group!(speed, benches);
criterion_main!(speed);
