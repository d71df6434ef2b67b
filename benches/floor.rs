//! How near the library comes to what the machine can do: the reference work by hand-written kernels
//! that know nothing of the library, and by the library, one thread each, in one run. Before anything
//! is timed, the two are held equal, number by number. Run with `cargo bench --bench floor`.
//!
//! - W1: one small plan from checked plan to projection (28 months of 2 contingents).
//! - W2: every strength of 20,000 plans of 40 contingents over 60 months, to the caller.
//! - W3: the ensemble of `cargo bench --bench ensemble`.
//!
//! A cell is a contingent in a month after `as_of`.

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use drawdown::{Plan, Stepper};

use floor::draws::Model;
use floor::levels::{Work, strengths};
use floor::noise::assert_cuts;
use floor::reference::{CONTINGENTS, Failed, PLANS, W1_MONTHS, W2_MONTHS, checked, w1, w2, w3};
use floor::{equal, forty, library, more, small};

mod floor {
    pub(crate) mod draws;
    pub(crate) mod equal;
    pub(crate) mod forty;
    pub(crate) mod levels;
    pub(crate) mod library;
    pub(crate) mod more;
    pub(crate) mod noise;
    pub(crate) mod reference;
    pub(crate) mod share;
    pub(crate) mod small;
    pub(crate) mod tally;
}

const SEED: u64 = 2024;

fn group<'c>(c: &'c mut Criterion, name: &str, cells: u64) -> BenchmarkGroup<'c, WallTime> {
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Elements(cells));
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    group
}

/// W1, one plan at a time: to owned rows, as a projection is.
fn one(c: &mut Criterion) -> Result<(), Failed> {
    let work = w1();
    let plan = checked(&work, W1_MONTHS)?;
    equal::assert_strengths(&work, &plan, &mut [[0; 2]; W1_MONTHS + 1], &mut Vec::new());
    equal::assert_projection(&work, &plan, W1_MONTHS);
    let mut group = group(c, "W1", 2 * W1_MONTHS as u64);
    group.sampling_mode(SamplingMode::Auto);
    group.bench_function("floor", |b| {
        b.iter(|| {
            black_box(&small::projection(black_box(&work), W1_MONTHS));
        });
    });
    group.bench_function("floor, strengths into a buffer", |b| {
        let mut rows = [[0; 2]; W1_MONTHS + 1];
        b.iter(|| {
            strengths(black_box(&work), &mut rows);
            black_box(&rows);
        });
    });
    group.bench_function("library", |b| {
        b.iter(|| {
            black_box(&black_box(&plan).project());
        });
    });
    first(&mut group, &checked(&work, W1_MONTHS)?);
    group.finish();
    Ok(())
}

/// The first projection of a plan, which reckons its days, numbers, floors and outline.
fn first(group: &mut BenchmarkGroup<'_, WallTime>, fresh: &Plan) {
    group.bench_function("library, first asked", |b| {
        b.iter_batched_ref(
            || fresh.clone(),
            |plan| {
                black_box(&plan.project());
            },
            BatchSize::SmallInput,
        );
    });
}

/// W2: the caller looks at each plan's strengths before the next overwrites them.
fn many(c: &mut Criterion, works: &[Work<CONTINGENTS>], plans: &[Plan]) {
    let mut rows = vec![[0; CONTINGENTS]; W2_MONTHS + 1];
    let mut buffer = Vec::new();
    for (work, plan) in works.iter().zip(plans) {
        equal::assert_strengths(work, plan, &mut rows, &mut buffer);
    }
    let mut group = group(c, "W2", cells(works.len()));
    group.bench_function("floor", |b| {
        b.iter(|| {
            for work in black_box(works) {
                strengths(work, &mut rows);
                black_box(&rows);
            }
        });
    });
    let mut stepper = Stepper::default();
    group.bench_function("library, visitor", |b| {
        b.iter(|| {
            for plan in black_box(plans) {
                library::visit(&mut stepper, plan, |_, row| {
                    black_box(row);
                });
            }
        });
    });
    group.bench_function("library, buffer", |b| {
        b.iter(|| {
            for plan in black_box(plans) {
                library::fill(&mut stepper, plan, &mut buffer);
                black_box(&buffer);
            }
        });
    });
    group.finish();
}

fn cells(plans: usize) -> u64 {
    (plans * CONTINGENTS * W2_MONTHS) as u64
}

/// W3, the library in a pool of one thread.
fn draws(c: &mut Criterion, plan: &Plan) -> Result<(), Failed> {
    for phase in w3().phases {
        assert_cuts(phase.best_late, phase.most_late);
    }
    let (model, alone) = (Model::new(&w3(), SEED), library::threads(1)?);
    let summary = alone.install(|| library::ensemble(plan, SEED, forty::DRAWS));
    equal::assert_counts(&model.run(forty::DRAWS), &summary)?;
    let mut group = group(c, "W3", forty::DRAWS * forty::CONTINGENTS * forty::MONTHS);
    group.bench_function("floor", |b| {
        b.iter(|| Model::new(black_box(&w3()), SEED).run(forty::DRAWS));
    });
    group.bench_function("library", |b| {
        b.iter(|| alone.install(|| library::ensemble(black_box(plan), SEED, forty::DRAWS)));
    });
    group.finish();
    Ok(())
}

fn all(c: &mut Criterion) -> Result<(), Failed> {
    let works: Vec<Work<CONTINGENTS>> = w2().collect();
    assert_eq!(works.len(), PLANS as usize);
    let plans = works.iter().map(|work| checked(work, W2_MONTHS)).collect::<Result<Vec<_>, _>>()?;
    let forty = forty::plan()?;
    one(c)?;
    many(c, &works, &plans);
    draws(c, &forty)?;
    more::growth(c)?;
    more::capped(c)?;
    more::file(c)?;
    more::two_threads(c, &plans, &forty)
}

fn benches(c: &mut Criterion) {
    if let Err(error) = all(c) {
        panic!("the reference work failed: {error}");
    }
}

criterion_group!(floors, benches);
criterion_main!(floors);
