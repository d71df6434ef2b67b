//! How fast a checked plan becomes a projection: the latency of a small one, and the throughput per
//! cell (contingent x month) of a larger one. Each bench asserts what it computed.

use std::error::Error;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use drawdown::{
    Cap, Contingent, Country, Mission, Phase, Plan, PlanSpec, Residual, Scope, Target, Troops,
};

/// 2 contingents, 2 phases, 28 months.
fn small() -> Result<Plan, Box<dyn Error>> {
    let iraq: Country = "IRQ".parse()?;
    Ok(Plan::new(PlanSpec {
        through: Some("2026-12".parse()?),
        contingents: vec![
            Contingent::new("USA".parse()?, iraq, Troops(2_500)),
            Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900)),
        ],
        residuals: vec![Residual { scope: Scope::host(iraq), ..Residual::new(Troops(250)) }],
        phases: vec![
            Phase {
                scope: Scope::host(iraq),
                ..Phase::new(
                    "first year",
                    Target::ReduceBy(Troops(500).into()),
                    "2025-09-30".parse()?,
                )
            },
            Phase {
                scope: Scope::host(iraq),
                ..Phase::new("the remainder", Target::Remainder, "2026-12-31".parse()?)
            },
        ],
        ..PlanSpec::new("small", "2024-08".parse()?)
    })?)
}

/// 40 contingents of 60 to 60,000 troops, 4 phases, 60 months, with floors and one cap.
fn large() -> Result<Plan, Box<dyn Error>> {
    let host: Country = "IRQ".parse()?;
    let contributor =
        |i: u8| format!("Q{}{}", char::from(b'M' + i / 26), char::from(b'A' + i % 26));
    let mut contingents = Vec::new();
    let mut residuals = Vec::new();
    let mut strength = 60_000_u32;
    for i in 0..40 {
        let contributor: Country = contributor(i).parse()?;
        contingents.push(Contingent {
            mission: Mission::Combat,
            ..Contingent::new(contributor, host, Troops(strength))
        });
        residuals.push(Residual {
            scope: Scope::contributor(contributor),
            ..Residual::new(Troops(strength / 12))
        });
        strength = strength * 100 / 119;
    }
    let phase = |name, percent: &str, deadline: &str| -> Result<Phase, Box<dyn Error>> {
        Ok(Phase::new(name, Target::ReduceByPercent(percent.parse()?), deadline.parse()?))
    };
    Ok(Plan::new(PlanSpec {
        through: Some("2025-01".parse()?),
        contingents,
        residuals,
        caps: vec![Cap::new("airlift", Troops(16_000))],
        phases: vec![
            phase("first", "20", "2020-12")?,
            phase("second", "30", "2021-10")?,
            phase("third", "40", "2022-10")?,
            phase("fourth", "100", "2023-10")?,
        ],
        ..PlanSpec::new("large", "2020-02".parse()?)
    })?)
}

fn latency(c: &mut Criterion, plan: &Plan) {
    let end = plan.through();
    c.bench_function("project/latency", |b| {
        b.iter(|| {
            let projection = black_box(plan).project();
            assert_eq!(projection.theatre().strength(end), Some(1_150));
            projection
        });
    });
}

fn throughput(c: &mut Criterion, plan: &Plan) {
    let (end, floors) = (plan.through(), plan.spec().residuals.iter());
    let stay: u64 = floors.map(|residual| u64::from(residual.strength.best())).sum();
    let cells = 40 * plan.months().len() as u64;
    let mut group = c.benchmark_group("project");
    group.throughput(Throughput::Elements(cells));
    group.bench_function("throughput", |b| {
        b.iter(|| {
            let projection = black_box(plan).project();
            assert_eq!(projection.theatre().strength(end), Some(stay));
            projection
        });
    });
    group.finish();
}

fn benches(c: &mut Criterion) {
    let plans = small().and_then(|small| Ok((small, large()?)));
    match plans {
        Ok((small, large)) => {
            latency(c, &small);
            throughput(c, &large);
        }
        Err(error) => panic!("the benches' plans are invalid: {error}"),
    }
}

criterion_group!(all, benches);
criterion_main!(all);
