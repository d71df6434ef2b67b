//! What the engine runs on.

use crate::plan::checked::Plan;
use crate::plan::resolved::Course;
use crate::plan::terms::Terms;

/// A plan and what it comes to once every estimate is fixed.
#[derive(Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) course: &'a Course,
}

impl<'a> Basis<'a> {
    /// The terms of a phase.
    pub(crate) fn terms(self, phase: usize) -> &'a Terms {
        &self.course.timeline.phases[phase].terms
    }
}
