//! What an ensemble costs: 100,000 draws of a plan with 40 contingents and 4 phases, each waiting on
//! an event 0 to 12 months late, a hazard of 1 in 32 a month lasting one month, one cap over
//! everybody, 60 months.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use drawdown::{Ensemble, GroupBy};

use forty::{CONTINGENTS, DRAWS, MONTHS, plan};

#[path = "floor/forty.rs"]
mod forty;

fn ensembles(criterion: &mut Criterion) {
    let plan = match plan() {
        Ok(plan) => plan,
        Err(error) => panic!("{error}"),
    };
    let cells = DRAWS * CONTINGENTS * MONTHS;
    for (name, by) in [("totals", vec![]), ("by-contributor", vec![GroupBy::Contributor])] {
        let ensemble = Ensemble { group_by: by, ..Ensemble::new(&plan, 2024) };
        let mut group = criterion.benchmark_group("ensemble");
        group.sample_size(10);
        group.throughput(Throughput::Elements(DRAWS));
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(ensemble.run(0..DRAWS)));
        });
        group.throughput(Throughput::Elements(cells));
        group.bench_function(format!("{name}, in cells"), |bencher| {
            bencher.iter(|| black_box(ensemble.run(0..DRAWS)));
        });
        group.finish();
    }
}

criterion_group!(benches, ensembles);
criterion_main!(benches);
