//! Outcomes in words: only deadlines that are judged count, and what is uncertain is not rounded to certainty.

use crate::{Folder, printed, refused};

/// Half leave for home, half move on to Kuwait; a third phase is past and not judged.
const TRANSFER: &str = r#"
title = "Half go home, half move on"
as_of = "2024-08"
through = "2026-12"

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = 1000

[[contingent]]
contributor = "USA"
host = "KWT"
strength = 0

[[phase]]
name = "long ago"
scope = { host = "KWT" }
target = "remainder"
deadline = "2024-01-31"

[[phase]]
name = "home"
scope = { host = "IRQ" }
target = { reduce_by = 500 }
deadline = "2024-12-31"

[[phase]]
name = "to Kuwait"
scope = { host = "IRQ" }
target = "remainder"
deadline = "2025-06-30"
destination = { host = "KWT" }

[[variant]]
name = "slower"
adjust = [ { shift = { phase = "to Kuwait", months = 2 } } ]
"#;

#[test]
fn only_deadlines_that_are_judged_are_counted() {
    let folder = Folder::new("judged");
    let (plan, other) = (&*folder.write("plan.toml", TRANSFER), &*folder.write("b.toml", TRANSFER));
    for question in
        [&["compare", plan][..], &["report", plan], &["report", plan, "--compare", other]]
    {
        let text = printed(question);
        assert!(text.contains("2 of 2") && !text.contains("of 3"), "{question:?}: {text}");
    }
}

#[test]
fn the_last_departures_for_home_are_not_those_to_another_host() {
    let folder = Folder::new("homeward");
    let text = printed(&["report", &folder.write("plan.toml", TRANSFER)]);
    assert!(text.contains("500 leave for home, the last departures in 2024-12;"), "{text}");
}

#[test]
fn a_phase_that_is_not_judged_has_no_chances() {
    let folder = Folder::new("no-chances");
    let plan = &*folder.write("plan.toml", TRANSFER);
    let text = printed(&["chances", plan, "--draws", "10"]);
    assert!(text.contains("\nnot judged: long ago\n"), "{text}");
    assert!(!text.contains("\nlong ago "), "{text}");
    let csv = printed(&["chances", plan, "--draws", "10", "--format", "csv"]);
    assert!(csv.contains("\ndeadline,long ago,not judged,10,10,100.0\n"), "{csv}");
}

#[test]
fn a_variant_alone_is_shown_and_drawn_without_the_plan() {
    let folder = Folder::new("alone");
    let plan = &*folder.write("plan.toml", TRANSFER);
    let alone = printed(&["chart", plan, "--only", "--variant", "slower"]);
    let levels = printed(&["chart", plan, "--kind", "levels", "--variant", "slower"]);
    assert_eq!(alone, levels);
    // What a variant adds is assumed there, and nothing that it does not have.
    let cap = "cap = { name = 'bus', per_month = 90 }";
    let only = printed(&["show", plan, "--only", "--adjust", cap]);
    let heading = "Figures that no source states";
    let is_listed = |text: &str| text.contains("\n  cap \"bus\": per_month 90\n");
    assert!(is_listed(&only) && only.contains(&format!("\n{heading}, under {cap}\n")), "{only}");
    let text = printed(&["show", plan, "--adjust", cap]);
    let (of_plan, of_variant) = text.split_once(&format!("\n{heading}, under ")).unwrap();
    assert!(of_plan.contains(heading) && is_listed(of_variant), "{text}");
    assert_eq!(text.matches("contingent USA in IRQ, unspecified: strength").count(), 1, "{text}");
    let both = ["chart", plan, "--only", "--variant", "slower", "--kind", "variants"];
    assert_eq!(
        refused(&both).lines().last(),
        Some(
            "--only: variants are drawn beside the plan; leave --only out, or choose one variant and another kind"
        )
    );
}
