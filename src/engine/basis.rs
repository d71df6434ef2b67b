//! What the engine runs on.

use crate::checked::course::Course;
use crate::checked::plan::Plan;

/// A plan and what it comes to once every estimate is fixed.
#[derive(Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) course: &'a Course,
}
