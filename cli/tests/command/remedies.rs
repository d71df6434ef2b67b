//! Why missed deadlines cannot be met, and what would meet them.

use crate::{Folder, SMALL, iraq, printed};

#[test]
fn why_says_what_cannot_be_met_and_what_would_do() {
    let text = printed(&["why", &iraq(), "--variant", "no more than 100 a month", "--only"]);
    let expected = "\
no more than 100 a month: the remainder: due 2026-12-31, goal 250; missed by 437, met in 2027-05, 5 months late
  it cannot be met at any pace: from 2025-10 through 2026-12, 1,937 must leave under the cap \"airlift\", which lets 1,500 \
through: 437 too many
  any one of these would do          planned  would do
    the cap \"airlift\", a month           100       130
    the deadline of \"the remainder\"  2026-12   2027-05
    the deadline of \"first year\"     2025-09   2025-04
    the residual of USA in IRQ           250       697
  not enough by themselves: an earlier baghdad-approval, washington-approval or announcement; every pace at-start
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn as_csv_why_has_causes_alone() {
    let folder = Folder::new("why-csv");
    let plan = &*folder.write("plan.toml", SMALL);
    assert_eq!(printed(&["why", plan, "--format", "csv"]).lines().count(), 2);
}
