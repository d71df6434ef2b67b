//! How near the library comes to what the machine can do: the same work by hand-written kernels that know nothing of
//! the library, and by the library, one thread each. Before anything is timed, the two are held equal, number by
//! number. Run with `cargo bench --bench speed`; docs/performance.md says what each work is.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::similar_names,
    reason = "kernels compute with the plain numbers of their plans"
)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use drawdown::engine::Stepper;
use drawdown::{Plan, Schedule};

use kernels::ensemble::DrawnPlan;
use kernels::levels::{PlainPlan, projection, strengths};
use kernels::plans::{CONTINGENTS, DRAWS, Failed, IRAQ, MONTHS, VIETNAM, ensemble, forty};
use kernels::{equal, plain_plans, scaling, shipped};

mod kernels {
    pub(crate) mod cuts;
    pub(crate) mod ensemble;
    pub(crate) mod equal;
    pub(crate) mod levels;
    pub(crate) mod noise;
    pub(crate) mod pairs;
    pub(crate) mod plain_plans;
    pub(crate) mod plans;
    pub(crate) mod scaling;
    pub(crate) mod shipped;
}

/// W1: one plan, from its schedule to its projection.
fn one(c: &mut Criterion) -> Result<(), Failed> {
    const MONTHS: usize = plain_plans::W1_MONTHS;
    let plain = plain_plans::w1();
    let plan = plain_plans::plan(&plain, MONTHS)?;
    equal::assert_strengths(&plain, &plan, &mut [[0; 2]; MONTHS + 1]);
    equal::assert_projection(&plain, &plan, MONTHS);
    let (schedule, mut stepper) = (plan.schedule(), Stepper::default());
    c.bench_function("W1/kernel", |b| b.iter(|| projection(black_box(&plain), MONTHS)));
    c.bench_function("W1/library", |b| b.iter(|| stepper.project(black_box(&schedule))));
    c.bench_function("W1/library, with the schedule", |b| b.iter(|| black_box(&plan).project()));
    Ok(())
}

/// W2: every strength of many plans; the caller looks at each plan's before the next overwrites them.
fn many(c: &mut Criterion, plains: &[PlainPlan<CONTINGENTS>], schedules: &[Schedule]) {
    let mut rows = vec![[0; CONTINGENTS]; MONTHS + 1];
    for (plain, schedule) in plains.iter().zip(schedules) {
        equal::assert_strengths(plain, schedule.plan(), &mut rows);
    }
    c.bench_function("W2/kernel", |b| {
        b.iter(|| {
            for plain in black_box(plains) {
                strengths(plain, &mut rows);
                black_box(&rows);
            }
        });
    });
    let (mut stepper, mut buffer) = (Stepper::default(), Vec::new());
    c.bench_function("W2/library, visitor", |b| {
        b.iter(|| {
            for schedule in black_box(schedules) {
                stepper.for_each_month(schedule, |_, row| _ = black_box(row));
            }
        });
    });
    c.bench_function("W2/library, buffer", |b| {
        b.iter(|| {
            for schedule in black_box(schedules) {
                stepper.strengths_into(schedule, &mut buffer);
                black_box(&buffer);
            }
        });
    });
}

/// W3: the ensemble of a shipped plan, asked everything; `cost` as in [`equal::assert_ensemble`].
fn draws<const N: usize>(
    c: &mut Criterion,
    name: &str,
    plan: &Plan,
    plain: &DrawnPlan<N>,
    cost: i128,
) -> Result<(), Failed> {
    let (ensemble, one) = (ensemble(plan), scaling::threads(1)?);
    let summary = one.install(|| ensemble.run(0..DRAWS));
    equal::assert_ensemble(plain, &plain.clone().run(DRAWS), &summary, cost);
    c.bench_function(&format!("W3, {name}/kernel"), |b| b.iter(|| plain.clone().run(DRAWS)));
    c.bench_function(&format!("W3, {name}/library"), |b| {
        b.iter(|| one.install(|| black_box(&ensemble).run(0..DRAWS)));
    });
    Ok(())
}

/// A bill, beside the projection that it sums.
fn bill(c: &mut Criterion, name: &str, plan: &Plan) {
    let schedule = plan.schedule();
    let projection = schedule.project();
    c.bench_function(&format!("bill, {name}/projection"), |b| {
        b.iter(|| black_box(&schedule).project());
    });
    c.bench_function(&format!("bill, {name}/bill"), |b| {
        b.iter(|| black_box(&projection).costs().totals());
    });
}

fn all(c: &mut Criterion) -> Result<(), Failed> {
    let (iraq, vietnam) = (Plan::from_toml(IRAQ)?, Plan::from_toml(VIETNAM)?);
    let plains: Vec<PlainPlan<CONTINGENTS>> = plain_plans::w2().collect();
    let schedule = |plain| plain_plans::plan(plain, MONTHS).map(|plan| plan.schedule());
    let schedules = plains.iter().map(schedule).collect::<Result<Vec<_>, _>>()?;
    one(c)?;
    many(c, &plains, &schedules);
    draws(c, "Iraq", &iraq, &shipped::iraq(), 454_545)?;
    draws(c, "Vietnam", &vietnam, &shipped::vietnam(), 0)?;
    bill(c, "Iraq", &iraq);
    bill(c, "40 contingents", &forty()?);
    c.bench_function("plan file", |b| {
        b.iter(|| Plan::from_toml(black_box(IRAQ)).map(|plan| plan.project().deadlines()));
    });
    scaling::growth(c)?;
    scaling::variants(c)?;
    scaling::two_threads(c, &schedules, &iraq)
}

fn benches(c: &mut Criterion) {
    if let Err(error) = all(c) {
        panic!("a bench failed: {error}");
    }
}

criterion_group! {
    name = speed;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    targets = benches
}
criterion_main!(speed);
