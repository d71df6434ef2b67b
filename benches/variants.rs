//! How fast what-ifs are: applying and checking one variant of a plan, and a sweep over a thousand of
//! them, each applied and projected. Each bench asserts what it computed.

use std::error::Error;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use drawdown::{
    Adjustment, Cap, Contingent, Country, Estimate, Event, Pace, Phase, Plan, PlanSpec, Residual,
    Scope, Shift, Target, Troops, Variant, When,
};

/// 40 contingents of 60 to 60,000 troops, 4 phases, 3 of which wait for an event, over 60 months.
fn plan() -> Result<Plan, Box<dyn Error>> {
    let mut contingents = Vec::new();
    let mut residuals = Vec::new();
    let mut strength = 60_000_u32;
    for i in 0..40 {
        let code = format!("Q{}{}", char::from(b'M' + i / 26), char::from(b'A' + i % 26));
        let contributor: Country = code.parse()?;
        contingents.push(Contingent::new(contributor, "IRQ".parse()?, Troops(strength)));
        residuals.push(Residual {
            scope: Scope::contributor(contributor),
            ..Residual::new(Troops(strength / 12))
        });
        strength = strength * 100 / 119;
    }
    let event = |id, date: &str| -> Result<Event, Box<dyn Error>> {
        let date = When::On(Estimate::exactly(date.parse()?));
        Ok(Event { date: Some(date), ..Event::new(id) })
    };
    let phase =
        |name, percent: &str, deadline: &str, event: Option<&str>| -> Result<_, Box<dyn Error>> {
            let target = Target::ReduceByPercent(percent.parse()?);
            let waits_for = event.map(String::from).into_iter().collect();
            Ok(Phase { waits_for, ..Phase::new(name, target, deadline.parse()?) })
        };
    Ok(Plan::new(PlanSpec {
        through: Some("2025-01".parse()?),
        contingents,
        residuals,
        caps: vec![Cap::new("airlift", Troops(20_000))],
        events: vec![
            event("signing", "2020-02-29")?,
            event("election", "2021-10-31")?,
            event("approval", "2022-10-31")?,
        ],
        phases: vec![
            phase("first", "20", "2020-12", Some("signing"))?,
            phase("second", "30", "2021-10", None)?,
            phase("third", "40", "2022-10", Some("election"))?,
            phase("fourth", "100", "2023-10", Some("approval"))?,
        ],
        ..PlanSpec::new("40 contingents", "2020-02".parse()?)
    })?)
}

/// Signed up to nine months late, by a hundred caps of 10,000 to 19,900 a month.
fn thousand() -> Vec<Variant> {
    let late = |months| {
        let label = format!("signed {months} months late, a month:");
        let mut variants = Variant::sweep(&label, (10_000..20_000).step_by(100), |troops| {
            Adjustment::Cap(Cap::new("airlift", Troops(troops)))
        });
        for variant in &mut variants {
            let shift = Shift::Event { event: "signing".into(), months };
            variant.adjust.push(Adjustment::Shift(shift));
        }
        variants
    };
    (0..10).flat_map(late).collect()
}

/// A thousand paces of its first phase, 10,000 to 19,990 a month.
fn thousand_paces() -> Vec<Variant> {
    Variant::sweep("a month:", (10_000..20_000).step_by(10), |troops| Adjustment::Pace {
        phase: "first".into(),
        pace: Pace::Rate(Estimate::exactly(Troops(troops))),
    })
}

/// As planned, by a thousand caps of 10,000 to 19,990 a month: they leave the schedule as it is.
fn thousand_caps() -> Vec<Variant> {
    Variant::sweep("a month:", (10_000..20_000).step_by(10), |troops| {
        Adjustment::Cap(Cap::new("airlift", Troops(troops)))
    })
}

fn under(plan: &Plan, variant: &Variant) -> Plan {
    plan.with_variant(variant).unwrap_or_else(|errors| panic!("{}: {errors}", variant.name))
}

fn apply(c: &mut Criterion, plan: &Plan, variant: &Variant) {
    let mut group = c.benchmark_group("variants");
    group.throughput(Throughput::Elements(1));
    group.bench_function("apply", |b| {
        b.iter(|| {
            let varied = under(black_box(plan), black_box(variant));
            assert_eq!(varied.spec().caps, [Cap::new("airlift", Troops(10_000))]);
            varied
        });
    });
    group.finish();
}

fn sweep(c: &mut Criterion, plan: &Plan, name: &str, variants: &[Variant]) {
    let stay = plan.spec().residuals.iter().map(|residual| u64::from(residual.strength.best()));
    let stay: u64 = stay.sum();
    let mut group = c.benchmark_group("sweep");
    group.throughput(Throughput::Elements(variants.len() as u64)).sample_size(10);
    group.bench_function(name, |b| {
        b.iter(|| {
            let ends = black_box(variants).iter().map(|variant| {
                let varied = under(black_box(plan), variant);
                varied.project().theatre().strength(plan.through())
            });
            // However late and slow, everyone leaves who may.
            assert_eq!(ends.filter(|end| *end == Some(stay)).count(), 1_000);
        });
    });
    group.finish();
}

fn benches(c: &mut Criterion) {
    let plan = plan().unwrap_or_else(|error| panic!("the benches' plan is invalid: {error}"));
    let variants = thousand();
    let slowest = &variants[900]; // nine months late, 10,000 a month
    // A fifth of 375,332 is 75,066: signed in November, they begin to leave in the month they are due,
    // December 2020, and take eight months.
    let slip = |plan: &Plan| plan.project().deadlines()[0].slip_months;
    assert_eq!((slip(&plan), slip(&under(&plan, slowest))), (Some(0), Some(7)));
    apply(c, &plan, slowest);
    sweep(c, &plan, "variants=1000", &variants);
    sweep(c, &plan, "caps=1000", &thousand_caps());
    sweep(c, &plan, "paces=1000", &thousand_paces());
}

criterion_group!(all, benches);
criterion_main!(all);
