//! Room to project in, which each thread keeps from one plan to the next.

use std::cell::Cell;

use crate::engine::basis::Basis;
use crate::engine::step::State;

thread_local! {
    static ROOM: Cell<Option<Box<State>>> = const { Cell::new(None) };
}

/// None is kept of plans with more contingents, which take far longer than making it.
const CONTINGENTS: usize = 64;

/// A state that has just begun, in the room that this thread kept; that is none the first time, and
/// none while the thread ends.
pub(crate) fn begin(basis: Basis<'_>) -> Box<State> {
    let mut state = ROOM.try_with(Cell::take).ok().flatten().unwrap_or_default();
    state.begin(basis);
    state
}

/// Keeps a state's room for the thread's next plan; after a plan that is too large, it begins without.
pub(crate) fn keep(basis: Basis<'_>, state: Box<State>) {
    if basis.plan.spec.contingents.len() <= CONTINGENTS {
        let _thread_ends = ROOM.try_with(|room| room.set(Some(state)));
    }
}
