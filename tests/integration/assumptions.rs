//! What a plan assumes, and adjustments that are read from their text.

use drawdown::spec::AssumptionKind;
use drawdown::{Plan, Variant};

const PLAN: &str = r#"
title = "What is taken for granted"
as_of = "2024-08"

[[source]]
id = "report"
title = "A report"

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = 2500
source = "report"

[[contingent]]
contributor = "GBR"
host = "IRQ"
strength = { best = 100, words = "a hundred" }

[[contingent]]
contributor = "FRA"
host = "IRQ"
strength = 90

[[event]]
id = "signing"
date = "2024-09-27"

[[residual]]
strength = { low = 0, best = 250, high = 500, words = "some" }
source = "report"
through = "2029-12"

[[phase]]
name = "first"
target = { reduce_by = { low = 200, high = 900 } }
deadline = { after = "signing", days = { low = 100, best = 135, high = 150, words = "some months" } }
source = "report"

[[phase]]
name = "second"
target = { reduce_by_percent = "33.3" }
deadline = "2025-09-30"
pace = "front-loaded"
source = "report"

[[phase]]
name = "third"
target = "remainder"
deadline = "2026-12-31"
pace = { rate = 75 }
blocks = 25

[[hold]]
name = "election"
from = "2025-10"
through = { after = "signing", months = 14 }

[[cap]]
name = "airlift"
per_month = 400
source = "report"

[[cost]]
name = "operations"
currency = "USD"
per_troop_year = 455000

[[hazard]]
name = "escalation"
monthly_chance = 0.04
lasts = { low = 1, best = 2, high = 6 }
source = "report"
"#;

#[test]
fn what_no_source_states_and_every_range_is_listed() {
    let plan = Plan::from_toml(PLAN).unwrap();
    let found = plan.spec().assumptions();
    let of = |kind: AssumptionKind| -> Vec<String> {
        found.iter().filter(|one| one.kind == kind).map(ToString::to_string).collect()
    };
    assert_eq!(
        of(AssumptionKind::Range),
        [
            "residual[0]: strength 250 (0 to 500), \"some\"",
            "phase \"first\": deadline, counted from \"signing\", 135 days (100 days to 150 days), \"some months\"",
        ]
    );
    assert_eq!(
        of(AssumptionKind::UnquotedRange),
        [
            "phase \"first\": reduce_by 550 (200 to 900)",
            "hazard \"escalation\": lasts 2 months (1 month to 6 months)",
        ]
    );
    assert_eq!(of(AssumptionKind::Pace), ["phase \"first\": pace even"]);
    assert_eq!(
        of(AssumptionKind::Day),
        [
            "event \"signing\": date 2024-09-27",
            "phase \"third\": deadline 2026-12-31",
            "hold \"election\": from 2025-10",
            "hold \"election\": through, counted from \"signing\", 14 months",
        ]
    );
    assert_eq!(
        of(AssumptionKind::Figure),
        [
            "contingent FRA in IRQ, unspecified: strength 90",
            "phase \"third\": pace, a month, 75",
            "phase \"third\": blocks 25",
            "cost \"operations\": per_troop_year 455,000 USD",
        ]
    );
}

#[test]
fn adjustments_are_read_from_their_text() {
    let plan = Plan::from_toml(PLAN).unwrap();
    let one = Variant::from_toml("cancel = { phase = \"second\" }").unwrap();
    assert_eq!((one.name.as_str(), one.adjust.len()), ("cancel = { phase = \"second\" }", 1));
    let braced = Variant::from_toml(" { cancel = { phase = \"second\" } }").unwrap();
    let listed = Variant::from_toml("[ { cancel = { phase = \"second\" } } ]").unwrap();
    assert_eq!(braced.adjust, one.adjust);
    assert_eq!(listed.adjust, one.adjust);
    assert!(plan.with_variant(&one).is_ok());
}

#[test]
fn what_is_no_adjustment_is_named_with_its_place() {
    let refused = |text: &str| Variant::from_toml(text).unwrap_err().to_string();
    assert_eq!(
        refused("shift = { phase = \"first\" }"),
        "adjust[0].shift.months: required, but missing"
    );
    assert!(refused("").starts_with("adjust[0]: "), "{}", refused(""));
    assert!(refused("{ cancel = { phase = \"x\" } }\nmore = 1").starts_with("adjust[1]"));
    assert!(refused("shift = {").starts_with("line 1, column "), "{}", refused("shift = {"));
}
