//! Colours that the colour-blind tell apart and that differ in grey as well (Okabe and Ito).

use crate::chart::canvas::Stroke;

/// Text and the plan itself.
pub(super) const INK: &str = "#1a1a1a";
/// Text that comes second.
pub(super) const QUIET: &str = "#595959";
/// Lines of the axes.
pub(super) const RULE: &str = "#dcdcdc";
/// What is late or missed.
pub(super) const LATE: &str = "#b34700";
/// What is on time.
pub(super) const KEPT: &str = "#0072b2";
/// All that is not told apart.
pub(super) const OTHERS: &str = "#b8b8b8";

/// How many areas or lines are told apart; the rest is one.
pub(super) const AREAS: usize = 7;

/// Areas from the ground up: a dark one next to a light one.
const FILLS: [&str; AREAS] =
    ["#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#f0e442", "#cc79a7"];

/// Lines on white, which yellow is too light for; each has dashes of its own, so that grey will do.
const LINES: [(&str, &str); 11] = [
    ("#d55e00", ""),
    ("#0072b2", "7 3"),
    ("#009e73", "2 2"),
    ("#cc79a7", "8 3 2 3"),
    ("#e69f00", ""),
    ("#56b4e9", "5 2"),
    ("#7a4f9a", "2 3"),
    ("#8c5a00", "9 3 2 3 2 3"),
    ("#00604a", "10 4"),
    ("#a8324a", "4 2"),
    ("#4d7fa8", "1 2"),
];

/// How many lines there are beside the plan's own.
pub(super) const LINE_COUNT: usize = LINES.len();

/// The colour of an area, counted from the ground.
pub(super) fn area(i: usize) -> &'static str {
    FILLS.get(i).copied().unwrap_or(OTHERS)
}

/// The line of a variant, in listing order.
pub(super) fn line(i: usize) -> Stroke<'static> {
    let (colour, dashes) = LINES.get(i).copied().unwrap_or((OTHERS, ""));
    Stroke { colour, width: 1.9, dashes }
}
