//! What the engine runs on.

use crate::checked::course::Course;
use crate::checked::plan::Plan;

/// A plan and what it comes to once every estimate is fixed.
#[derive(Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) course: &'a Course,
}

impl Basis<'_> {
    /// Whether the schedule keeps to the floors, so that step 3 can keep nobody: where floors never
    /// change and nobody arrives from elsewhere, whoever is due is above the floor, late or not.
    pub(crate) fn floors_hold_by_themselves(self) -> bool {
        self.plan.wiring.all_go_home && self.course.floors.rows.len() == 1
    }
}
