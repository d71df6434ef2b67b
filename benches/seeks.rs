//! Seeks of a shipped plan on all cores, each checked before it is timed: many values, a frontier, and chances. Run with
//! `cargo bench --bench seeks`.

use std::error::Error;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use drawdown::Plan;
use drawdown::seek::Seek;
use drawdown::spec::SeekSpec;

const IRAQ: &str = include_str!("../examples/plans/iraq-2024.toml");

/// 140,001 values.
const VALUES: &str = r#"
name = "airlift"
find = "least"
adjust = [ { cap = { name = "airlift", scope = { host = "IRQ" }, per_month = 0 } } ]
to = 140000
"#;

/// 2,688 values for each of 24.
const FRONTIER: &str = r#"
name = "airlift for each announcement"
find = "least"
adjust = [ { cap = { name = "airlift", scope = { host = "IRQ" }, per_month = 0 } } ]
to = 2687
for_each = { adjust = [ { date = { event = "announcement", date = "2024-09" } } ], to = "2026-08" }
"#;

/// 50 values, 10,000 draws each.
const CHANCES: &str = r#"
name = "airlift by chance"
find = "least"
adjust = [ { cap = { name = "airlift", scope = { host = "IRQ" }, per_month = 101 } } ]
to = 346
step = 5
so_that = [ { met = "the remainder" } ]
chance = "80"
"#;

fn seek(text: &str) -> Result<Seek, Box<dyn Error>> {
    let plan = Plan::from_toml(IRAQ)?;
    Ok(Seek::new(&plan, SeekSpec::from_toml(text)?)?)
}

fn seeks(c: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let (values, frontier, chances) = (seek(VALUES)?, seek(FRONTIER)?, seek(CHANCES)?);
    assert_eq!(values.run()[0].answer, Some(130.into()));
    assert_eq!(frontier.run().len(), 24);
    assert_eq!(chances.run()[0].answer, Some(261.into()));
    c.bench_function("seek/140,001 values", |b| b.iter(|| black_box(&values).run()));
    c.bench_function("seek/24 x 2,688 values", |b| b.iter(|| black_box(&frontier).run()));
    c.bench_function("seek/50 values x 10,000 draws", |b| b.iter(|| black_box(&chances).run()));
    Ok(())
}

#[expect(clippy::expect_used, reason = "what fails here is a defect of the bench")]
fn all(c: &mut Criterion) {
    seeks(c).expect("the plan is valid");
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = all
}
criterion_main!(benches);
