//! What a plan comes to once every estimate is fixed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::floors::Floors;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::phase_status::PhaseStatus;
use crate::plan::checked::Plan;
use crate::plan::estimate_source::EstimateSource;
use crate::plan::numbers::Numbers;
use crate::plan::references::{Incoming, Route};
use crate::plan::timeline::{CanRun, PhaseDates, Timeline};
use crate::plan::tracking::SeenStrength;
use crate::plan::window::Window;

/// The data of a [`Schedule`](super::schedule::Schedule): days, numbers, floors, and what each phase moves.
#[derive(Clone, Debug)]
pub(crate) struct ScheduleData {
    pub(crate) plan: Plan,
    /// T, and who may come, as the plan says; here because every month asks for them.
    pub(crate) horizon: i32,
    pub(crate) incoming: Incoming,
    pub(crate) timeline: Arc<Timeline>,
    pub(crate) numbers: Numbers,
    pub(crate) floors: Floors,
    /// When each hazard is under way, one window after another; only draws have any.
    pub(crate) hazards: Vec<Vec<Window>>,
    /// Of each phase one after another, the cut or gain of each contingent in its scope; for a cut in listed
    /// order, the most that each can give, down to its floor (`w_c`). One vector, because contiguous rows
    /// are read faster from memory.
    pub(crate) rows: Vec<u32>,
    /// The phases that start within the projection, in the order in which they do.
    pub(crate) started: Vec<PhaseAllocation>,
    /// By phase, its position among those that start.
    pub(crate) position: Vec<Option<usize>>,
    /// The phases that start late or never, as if each had started at s0.
    pub(crate) planned: BTreeMap<usize, PhaseAllocation>,
    /// By phase, the month from which it is known that it can never start, because of something undated.
    pub(crate) never: Vec<Option<i32>>,
}

impl ScheduleData {
    /// Fixes every estimate by `source`, resolves the days, and starts the phases.
    pub(crate) fn new(
        plan: &Plan,
        source: &mut impl EstimateSource,
        hazards: Vec<Vec<Window>>,
    ) -> Self {
        let numbers = Numbers::new(plan, source);
        let timeline = Arc::new(Timeline::new(plan, source, Some(&plan.baseline)));
        Self::with_days(plan, numbers, timeline, hazards)
    }

    /// The same with days that are already resolved.
    pub(crate) fn with_days(
        plan: &Plan,
        numbers: Numbers,
        timeline: Arc<Timeline>,
        hazards: Vec<Vec<Window>>,
    ) -> Self {
        let floors = Floors::new(plan, &timeline, &numbers);
        let position = vec![None; plan.spec.phases.len()];
        let (started, planned) = (Vec::new(), BTreeMap::new());
        let never = |dates: &PhaseDates| (dates.run == CanRun::Never).then_some(i32::MIN);
        let never = timeline.phases.iter().map(never).collect();
        let mut schedule = Self {
            plan: plan.clone(),
            horizon: plan.horizon(),
            incoming: plan.references.incoming,
            timeline,
            numbers,
            floors,
            hazards,
            rows: Vec::with_capacity(plan.references.phases.iter().map(|p| p.scope.len()).sum()),
            started,
            position,
            planned,
            never,
        };
        if plan.tracking.is_some() {
            schedule.start_tracked_phases();
        } else {
            schedule.start_phases();
        }
        schedule
    }

    /// What was seen at the end of month `t`, where the plan is held to it.
    pub(crate) fn seen(&self, t: i32) -> Option<&[SeenStrength]> {
        let tracking = self.plan.tracking.as_ref()?;
        tracking.seen.get(&t).map(Vec::as_slice)
    }

    /// Whether observed strengths may correct a month.
    pub(crate) fn is_tracked(&self) -> bool {
        self.plan.tracking.is_some()
    }

    /// What a phase moves, if it starts.
    pub(crate) fn started(&self, phase: usize) -> Option<&PhaseAllocation> {
        self.position[phase].map(|position| &self.started[position])
    }

    /// What a phase moves or, if it does not start, would have moved from s0 on.
    pub(crate) fn allocation(&self, phase: usize) -> Option<&PhaseAllocation> {
        self.started(phase).or_else(|| self.planned.get(&phase))
    }

    /// What each contingent in a phase's scope moves; in listed order, the most that it can give (`w_c`).
    pub(crate) fn row(&self, allocation: &PhaseAllocation) -> &[u32] {
        &self.rows[allocation.row.clone()]
    }

    /// What a phase is judged by: its own allocation or, if it does not start, that of s0, unless it is replaced
    /// before then (rules#assessed).
    pub(crate) fn judged(&self, phase: usize) -> Option<&PhaseAllocation> {
        let dates = &self.timeline.phases[phase];
        let is_replaced = dates.replaced_after.is_some_and(|u| dates.planned > u);
        self.started(phase).or_else(|| self.planned.get(&phase).filter(|_| !is_replaced))
    }

    /// The contingents of a phase, in listing order.
    pub(crate) fn routes(&self, phase: usize) -> &[Route] {
        &self.plan.references.phases[phase].scope
    }

    pub(crate) fn is_raise(&self, phase: usize) -> bool {
        self.plan.spec.phases[phase].target.is_raise()
    }

    /// Whether and when a phase runs.
    pub(crate) fn status(&self, phase: usize) -> PhaseStatus {
        match (self.timeline.phases[phase].run, self.started(phase)) {
            (CanRun::Past, _) => PhaseStatus::Past,
            (_, None) if self.never[phase].is_some() => PhaseStatus::NeverStarts,
            (_, None) => PhaseStatus::NotStarted,
            (_, Some(allocation)) => PhaseStatus::Started {
                start: self.plan.month(allocation.start),
                paced_end: self.plan.month(allocation.end),
            },
        }
    }
}
