//! Projections that are held to what was seen (rules#tracking). They leave the month step as it is: at a month's end,
//! the correction changes levels, backlogs and what phases have still to move.

mod correction;
mod revised_phase;
pub(super) mod revision;
