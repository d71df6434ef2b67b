//! How large a plan may be.

use drawdown::spec::Source;
use drawdown::{
    Adjustment, Cap, Contingent, Cost, Country, Event, Hazard, Hold, Mission, Phase, Plan,
    PlanSpec, Residual, Scope, Shift, Target, Troops, Variant, When,
};

use super::lines;

#[cfg(any(feature = "toml", feature = "json"))]
const FILE: usize = 4 * 1024 * 1024;

/// One of 676 codes that mean what their user says.
fn country(i: usize) -> Country {
    let letter = |i: usize| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i % 26]);
    format!("X{}{}", letter(i / 26), letter(i)).parse().unwrap()
}

/// One of 4,097 contingents, no two alike.
fn contingent(i: usize) -> Contingent {
    Contingent::new(country(i % 64), country(i / 64), Troops(1_000))
}

fn spec() -> PlanSpec {
    PlanSpec {
        contingents: vec![contingent(0)],
        ..PlanSpec::new("Many", "2024-08".parse().unwrap())
    }
}

fn named<T>(count: usize, entry: impl Fn(String) -> T) -> Vec<T> {
    (0..count).map(|i| entry(i.to_string())).collect()
}

fn phase(name: String) -> Phase {
    // Each over a contingent of its own, as long as they last.
    let i: usize = name.parse().unwrap();
    let Contingent { contributor, host, .. } = contingent(i);
    let scope =
        Scope { contributors: Some(vec![contributor]), hosts: Some(vec![host]), missions: None };
    Phase { scope, ..Phase::new(name, Target::Remainder, "2025-08".parse().unwrap()) }
}

fn source(id: String) -> Source {
    Source::new(id, "A report")
}

fn hazard(name: String) -> Hazard {
    let monthly_chance = drawdown::values::Probability::new(0.04).unwrap();
    Hazard::new(name, monthly_chance, 1)
}

fn variant(name: String) -> Variant {
    Variant::new(name, Vec::new())
}

/// As many of everything as may be, and `more`.
fn many(more: usize) -> PlanSpec {
    let count = 1_024 + more;
    PlanSpec {
        contingents: (0..4_096 + more).map(contingent).collect(),
        sources: named(count, source),
        events: named(count, |i| Event::new(format!("event {i}"))),
        residuals: (0..count).map(|_| Residual::new(Troops(0))).collect(),
        phases: named(count, phase),
        holds: named(count, Hold::new),
        caps: named(count, |i| Cap::new(i, Troops(0))),
        costs: named(count, |i| Cost { per_month: Some(1), ..Cost::new(i, "USD") }),
        hazards: named(count, hazard),
        variants: Vec::new(), // below; many of them over so much take long
        ..spec()
    }
}

#[track_caller]
fn assert_refused(spec: PlanSpec, expected: &[&str]) {
    assert_eq!(lines(&Plan::new(spec).expect_err("it is too large")), expected);
}

#[test]
fn lists_have_limits() {
    let mut beyond = many(1);
    beyond.variants = named(1_025, variant);
    assert_refused(
        beyond,
        &[
            "contingent: 4097 entries; at most 4096 are allowed",
            "source: 1025 entries; at most 1024 are allowed",
            "event: 1025 entries; at most 1024 are allowed",
            "residual: 1025 entries; at most 1024 are allowed",
            "phase: 1025 entries; at most 1024 are allowed",
            "hold: 1025 entries; at most 1024 are allowed",
            "cap: 1025 entries; at most 1024 are allowed",
            "cost: 1025 entries; at most 1024 are allowed",
            "hazard: 1025 entries; at most 1024 are allowed",
            "variant: 1025 entries; at most 1024 are allowed",
        ],
    );
    Plan::new(PlanSpec { variants: named(1_024, variant), ..spec() }).unwrap();
}

#[test]
fn a_plan_may_be_as_large_as_that() {
    let plan = Plan::new(many(0)).unwrap();
    assert_eq!(plan.spec().contingents.len(), 4_096);
}

#[test]
fn lists_within_entries_have_limits_too() {
    let scope = |count| Scope {
        contributors: Some((0..count).map(country).collect()),
        hosts: Some((0..count).map(country).collect()),
        missions: Some(vec![Mission::Unspecified; count]),
    };
    let shift = Adjustment::Shift(Shift::Event { event: "e".into(), months: 0 });
    let with = |count| {
        let waiting =
            Phase { waits_for: vec!["e".into(); count], scope: scope(count), ..phase("0".into()) };
        let mut adjust = vec![shift.clone(); count];
        adjust[0] = Adjustment::Hold(Hold { scope: scope(count), ..Hold::new("pause") });
        PlanSpec {
            events: vec![Event::new("e")],
            phases: vec![waiting],
            variants: vec![Variant { adjust, ..variant("v".into()) }],
            ..spec()
        }
    };
    Plan::new(with(1_024)).unwrap();
    assert_refused(
        with(1_025),
        &[
            "phase[0].waits_for: 1025 entries; at most 1024 are allowed",
            "variant[0].adjust: 1025 entries; at most 1024 are allowed",
            "phase[0].scope.contributor: 1025 entries; at most 1024 are allowed",
            "phase[0].scope.host: 1025 entries; at most 1024 are allowed",
            "phase[0].scope.mission: 1025 entries; at most 1024 are allowed",
            "variant[0].adjust[0].hold.scope.contributor: 1025 entries; at most 1024 are allowed",
            "variant[0].adjust[0].hold.scope.host: 1025 entries; at most 1024 are allowed",
            "variant[0].adjust[0].hold.scope.mission: 1025 entries; at most 1024 are allowed",
        ],
    );
}

#[test]
fn what_variants_add_counts() {
    let mut adding = spec();
    adding.holds = named(1_024, Hold::new);
    let waiting = Phase { waits_for: vec!["e".into(); 1_025], ..phase("0".into()) };
    let adjust = vec![
        Adjustment::Hold(Hold::new("one more")),
        Adjustment::Add { phase: waiting, before: None },
    ];
    adding.variants = vec![Variant { adjust, ..variant("v".into()) }];
    assert_refused(
        adding,
        &[
            "variant[0].adjust[0]: hold: 1025 entries; at most 1024 are allowed",
            "variant[0].adjust[1].add.phase.waits_for: 1025 entries; at most 1024 are allowed",
        ],
    );
}

#[test]
fn a_long_projection_is_12000_months() {
    let mut long = spec();
    long.as_of = "1800-01".parse().unwrap();
    long.through = Some("2800-01".parse().unwrap());
    long.phases = vec![Phase::new("all", Target::Remainder, "2799-12".parse::<When>().unwrap())];
    let plan = Plan::new(long).unwrap();
    assert_eq!(plan.project().theatre().strength(plan.through()), Some(0));
}

#[test]
#[cfg(feature = "json")]
fn files_have_a_limit_in_json() {
    let text = serde_json::to_string(&spec()).unwrap();
    let padded = |length: usize| text.clone() + &" ".repeat(length - text.len());
    Plan::from_json(&padded(FILE)).unwrap();
    super::assert_refused_json(
        &padded(FILE + 1),
        &["the file is larger than 4194304 bytes, the limit"],
    );
}

#[test]
#[cfg(feature = "toml")]
fn files_have_a_limit_in_toml() {
    let text = "title = 't'\nas_of = '2024-08'\n[[contingent]]\ncontributor = 'USA'\nhost = 'IRQ'\nstrength = 5\n";
    let padded = |length: usize| text.to_owned() + &" ".repeat(length - text.len());
    Plan::from_toml(&padded(FILE)).unwrap();
    super::assert_refused(&padded(FILE + 1), &["the file is larger than 4194304 bytes, the limit"]);
}

#[test]
#[cfg(feature = "toml")]
fn deeply_nested_toml_is_refused() {
    for text in [
        format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("x = {}1{}", "{ a = ".repeat(100_000), "}".repeat(100_000)),
        format!("[a{}]", ".a".repeat(100_000)),
        format!("a{} = 1", ".a".repeat(100_000)),
    ] {
        let errors = Plan::from_toml(&text).unwrap_err();
        let problems: Vec<_> = errors.iter().map(|error| error.problem.to_string()).collect();
        assert!(problems.iter().all(|problem| problem.len() < 200), "{problems:?}");
    }
}
