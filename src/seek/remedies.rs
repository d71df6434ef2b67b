//! Single changes with which a missed deadline would be met (rules#remedies).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::month_flows::Blocker;
use crate::engine::schedule::Schedule;
use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::parallel;
use crate::plan::checked::Plan;
use crate::plan::references::Incoming;
use crate::seek::bottleneck::{alone, at_start, missed_deadlines};
use crate::seek::influence::residual_bears_on;
use crate::seek::lever::{Lever, Setting};
use crate::seek::remedy::{Remedies, Remedy};
use crate::seek::trial::Trials;
use crate::spec::adjustment::{Adjustment, Variant};
use crate::spec::constraint::Residual;
use crate::values::day::Day;
use crate::values::troops::Troops;

impl Plan {
    /// Of each missed deadline, in listing order, the single changes with which it would be met.
    ///
    /// Every value is tried, from the plan's outwards, until one does; nothing is assumed of those beyond. The levers are
    /// tried on all threads if the feature `parallel` is on.
    ///
    /// ```
    /// use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    ///     caps: vec![Cap::new("airlift", Troops(500))],
    ///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
    /// })?;
    /// let remedies = plan.remedies();
    /// let would_do = remedies[0].tried.iter().filter_map(|remedy| {
    ///     Some(format!("{}: {}", remedy.lever, remedy.would_do?))
    /// });
    /// assert_eq!(
    ///     would_do.collect::<Vec<_>>(),
    ///     ["the cap \"airlift\", a month: 625", "the deadline of \"all\": 2025-01"]
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn remedies(&self) -> Vec<Remedies> {
        let search = Search::new(self);
        if search.missed.is_empty() {
            return Vec::new();
        }
        let tried = parallel::map(search.levers(), |lever| search.lever(lever));
        let by_lever: Vec<Tried> = tried.into_iter().flatten().collect();
        let of_missed = search.missed.iter().enumerate().map(|(j, &i)| Remedies {
            phase: self.spec.phases[i].name.clone(),
            tried: by_lever.iter().map(|tried| tried.remedy(j)).collect(),
        });
        of_missed.collect()
    }
}

/// A lever of a plan, by its number in its list.
#[derive(Clone, Copy)]
enum OfPlan {
    Cap(usize),
    Hold(usize),
    Event(usize),
    Deadline(usize),
    Residual(usize),
    Paces,
}

/// A lever, and the value that would do for each missed deadline.
struct Tried {
    lever: Lever,
    planned: Option<Setting>,
    would_do: Vec<Option<Setting>>,
}

impl Tried {
    fn remedy(&self, missed: usize) -> Remedy {
        let Self { lever, planned, would_do } = self;
        Remedy { lever: lever.clone(), planned: *planned, would_do: would_do[missed] }
    }
}

/// What a trial says: which deadlines are met (`None` where the plan is not valid), and whether values further on can
/// say anything else.
struct Trial {
    met: Option<Vec<bool>>,
    is_last: bool,
}

impl From<Option<Vec<bool>>> for Trial {
    fn from(met: Option<Vec<bool>>) -> Self {
        Self { met, is_last: false }
    }
}

/// The most values of a lever that are tried (rules#remedies).
const MOST_TRIED: usize = 1 << 20;

/// The search for remedies of a plan.
struct Search<'p> {
    plan: &'p Plan,
    schedule: Schedule,
    /// Whether each deadline is met as planned.
    planned: Vec<bool>,
    missed: Vec<usize>,
}

impl<'p> Search<'p> {
    fn new(plan: &'p Plan) -> Self {
        let schedule = plan.schedule();
        let projection = schedule.project();
        let missed = missed_deadlines(&projection);
        let planned =
            (0..plan.spec.phases.len()).map(|i| projection.is_met(i) == Some(true)).collect();
        Self { plan, schedule, planned, missed }
    }

    /// All levers, in the order of their kinds and lists.
    fn levers(&self) -> Vec<OfPlan> {
        let spec = &self.plan.spec;
        let caps = (0..spec.caps.len()).map(OfPlan::Cap);
        let holds = self.holds().map(OfPlan::Hold);
        let events = (0..spec.events.len()).map(OfPlan::Event);
        let deadlines = (0..spec.phases.len()).map(OfPlan::Deadline);
        let residuals = self.residuals().map(OfPlan::Residual);
        let levers = caps.chain(holds).chain(events).chain(deadlines).chain(residuals);
        levers.chain([OfPlan::Paces]).collect()
    }

    /// What a lever does; `None` for an event or a deadline without a date.
    fn lever(&self, lever: OfPlan) -> Option<Tried> {
        match lever {
            OfPlan::Cap(k) => Some(self.cap(k)),
            OfPlan::Hold(h) => Some(self.hold(h)),
            OfPlan::Event(e) => self.event(e),
            OfPlan::Deadline(i) => self.deadline(i),
            OfPlan::Residual(r) => Some(self.residual(r)),
            OfPlan::Paces => Some(self.paces()),
        }
    }

    /// The first value at which each of some missed deadlines is met, and so is every deadline that is met as planned.
    fn first<V: Copy>(
        &self,
        for_whom: &[usize],
        values: impl IntoIterator<Item = V>,
        mut trial: impl FnMut(&mut Trials, V) -> Trial,
    ) -> Vec<Option<V>> {
        let mut trials = Trials::default();
        let mut found = vec![None; for_whom.len()];
        for value in values.into_iter().take(MOST_TRIED) {
            if found.iter().all(Option::is_some) {
                break;
            }
            let Trial { met, is_last } = trial(&mut trials, value);
            // One that is met as planned is met still.
            let keeps =
                |met: &Vec<bool>| self.planned.iter().zip(met).all(|(was, is)| *is || !*was);
            if let Some(met) = met.filter(keeps) {
                for (found, &i) in found.iter_mut().zip(for_whom) {
                    if met[i] && found.is_none() {
                        *found = Some(value);
                    }
                }
            }
            if is_last {
                break;
            }
        }
        found
    }

    /// All strengths and all gains of the projection together: nobody has more to move.
    fn everybody(&self) -> u32 {
        let schedule = &*self.schedule.data;
        let strengths: u64 = schedule.numbers.strengths.iter().copied().map(u64::from).sum();
        let raises = schedule.started.iter().filter(|allocation| allocation.is_raise);
        let gains: u64 = raises.map(|raise| raise.total_moved_by(schedule, schedule.horizon)).sum();
        u32::try_from(strengths.saturating_add(gains)).unwrap_or(u32::MAX)
    }

    /// A cap up.
    fn cap(&self, k: usize) -> Tried {
        let mut schedule = self.schedule.data.as_ref().clone();
        let planned = schedule.numbers.caps[k];
        let most = self.everybody();
        // As long as the deadline has a bottleneck at a value, it is not met there; a larger cap lets more through.
        let mut first = most.saturating_add(1);
        for &i in &self.missed {
            let (mut low, mut high) = (planned.saturating_add(1), first);
            while low < high {
                let middle = low + (high - low) / 2;
                schedule.numbers.caps[k] = middle;
                if alone(&schedule, i).is_some() { low = middle + 1 } else { high = middle }
            }
            first = first.min(low);
        }
        let would_do = self.first(&self.missed, first..=most, |trials, value| {
            schedule.numbers.caps[k] = value;
            // A cap that keeps nobody back in any month keeps nobody back if it is larger.
            let mut is_last = true;
            let met = trials.met(&schedule, |state| {
                is_last &= state.blocked.iter().all(|kept| kept.blocker != Blocker::Cap(k));
            });
            Trial { met: Some(met), is_last }
        });
        let troops = |value: u32| Setting::Troops(Troops(value));
        Tried {
            lever: Lever::Cap(self.plan.spec.caps[k].name.clone()),
            planned: Some(troops(planned)),
            would_do: would_do.into_iter().map(|value| value.map(troops)).collect(),
        }
    }

    /// The holds that begin at some time.
    fn holds(&self) -> impl Iterator<Item = usize> {
        let begins = |h: &usize| self.schedule.data.timeline.holds[*h].months.first < i32::MAX;
        (0..self.plan.spec.holds.len()).filter(begins)
    }

    /// The end of a hold earlier, back to the month before the first that it covers.
    fn hold(&self, h: usize) -> Tried {
        let mut schedule = self.schedule.data.as_ref().clone();
        let dated = schedule.timeline.holds[h];
        let planned = dated.through.map(|_| dated.months.last);
        // Beyond the projection, and before its first month, one end is like another.
        let earliest = dated.months.first.saturating_sub(1).max(0);
        let latest = dated.months.last.saturating_sub(1).min(schedule.horizon);
        let would_do = self.first(&self.missed, (earliest..=latest).rev(), |trials, t| {
            Arc::make_mut(&mut schedule.timeline).holds[h].months.last = t;
            Some(trials.met(&schedule, |_| ())).into()
        });
        let lever = Lever::Hold(self.plan.spec.holds[h].name.clone());
        self.by_month(lever, planned, would_do)
    }

    /// A dated event earlier, back to `as_of`.
    fn event(&self, e: usize) -> Option<Tried> {
        let planned = self.schedule.data.timeline.opens[e]?.saturating_sub(1);
        let (plan, id) = (self.plan, &self.plan.spec.events[e].id);
        let would_do = self.first(&self.missed, (0..planned).rev(), |trials, t| {
            let date = Day::from(plan.month(t)).into();
            changed(plan, trials, Adjustment::Date { event: id.clone(), date })
        });
        Some(self.by_month(Lever::Event(id.clone()), Some(planned), would_do))
    }

    /// A deadline: for itself later, through the end of the projection; for other missed ones earlier, back to the first
    /// month.
    fn deadline(&self, i: usize) -> Option<Tried> {
        let planned = self.schedule.data.timeline.phases[i].binds?;
        let (plan, phase) = (self.plan, &self.plan.spec.phases[i].name);
        let trial = |trials: &mut Trials, t: i32| {
            let deadline = Day::from(plan.month(t)).into();
            changed(plan, trials, Adjustment::Deadline { phase: phase.clone(), deadline })
        };
        let others: Vec<usize> = self.missed.iter().copied().filter(|&other| other != i).collect();
        let mut earlier = self.first(&others, (1..planned).rev(), trial).into_iter();
        let own: Vec<usize> = self.missed.iter().copied().filter(|&other| other == i).collect();
        let later = planned.saturating_add(1)..=self.schedule.data.horizon;
        let mut later = self.first(&own, later, trial).into_iter();
        let would_do = self.missed.iter().map(|&other| {
            let found = if other == i { later.next() } else { earlier.next() };
            found.flatten()
        });
        let would_do = would_do.collect();
        Some(self.by_month(Lever::Deadline(phase.clone()), Some(planned), would_do))
    }

    /// The residuals that are the only ones of their scope.
    fn residuals(&self) -> impl Iterator<Item = usize> {
        let residuals = &self.plan.spec.residuals;
        let same = |r: usize, other: &&Residual| other.scope.same_as(&residuals[r].scope);
        let is_alone =
            move |r: &usize| residuals.iter().filter(|other| same(*r, other)).count() == 1;
        (0..residuals.len()).filter(is_alone)
    }

    /// A residual, both ways.
    fn residual(&self, r: usize) -> Tried {
        let schedule = self.schedule.data.clone();
        let planned = schedule.numbers.residuals[r];
        let most = self.largest_residual(r);
        // Those above the largest that can say anything new say the same.
        let nearest = planned.saturating_sub(most).max(1);
        let distances = nearest..=planned.max(most.saturating_sub(planned));
        let values = distances.flat_map(|distance| {
            let above = planned.checked_add(distance).filter(|&value| value <= most);
            [planned.checked_sub(distance), above].into_iter().flatten()
        });
        let bears_on = |i: &usize| residual_bears_on(&schedule, r, *i);
        let concerned: Vec<usize> = self.missed.iter().copied().filter(bears_on).collect();
        let found = self.first(&concerned, values, |trials, value| {
            let mut numbers = schedule.numbers.clone();
            numbers.residuals[r] = value;
            let (timeline, hazards) = (schedule.timeline.clone(), schedule.hazards.clone());
            let changed = ScheduleData::with_days(&schedule.plan, numbers, timeline, hazards);
            Some(trials.met(&changed, |_| ())).into()
        });
        let troops = |value: u32| Setting::Troops(Troops(value));
        let found = concerned.iter().zip(found).collect::<BTreeMap<&usize, Option<u32>>>();
        let would_do = self.missed.iter().map(|i| found.get(i).copied().flatten().map(troops));
        let scope = self.plan.spec.residuals[r].scope.clone();
        Tried {
            lever: Lever::Residual { place: format!("residual[{r}]"), scope },
            planned: Some(troops(planned)),
            would_do: would_do.collect(),
        }
    }

    /// The largest strength of a residual that can say anything new. Where nobody comes, one as large as its scope keeps
    /// everyone in it: of a scope of W, a share of floor(W * w / W) is the whole strength w, and any larger residual has no
    /// smaller shares than that.
    fn largest_residual(&self, r: usize) -> u32 {
        let schedule = &*self.schedule.data;
        if schedule.incoming != Incoming::Nobody {
            return self.everybody();
        }
        let scope = schedule.plan.references.residuals[r].scope.iter();
        let strength: u64 = scope.map(|&c| u64::from(schedule.numbers.strengths[c])).sum();
        u32::try_from(strength).unwrap_or(u32::MAX)
    }

    /// Every pace at-start, of phases that have a deadline.
    fn paces(&self) -> Tried {
        let at_start = at_start(self.plan).map(|plan| plan.schedule());
        let would_do = self.first(&self.missed, [Setting::AtStart], |trials, _| {
            at_start.as_ref().map(|schedule| trials.met(&schedule.data, |_| ())).into()
        });
        Tried { lever: Lever::Pace, planned: None, would_do }
    }

    fn by_month(&self, lever: Lever, planned: Option<i32>, would_do: Vec<Option<i32>>) -> Tried {
        let month = |t: i32| Setting::Month(self.plan.month(t));
        let would_do = would_do.into_iter().map(|t| t.map(month)).collect();
        Tried { lever, planned: planned.map(month), would_do }
    }
}

/// Which deadlines a plan meets under an adjustment.
fn changed(plan: &Plan, trials: &mut Trials, adjustment: Adjustment) -> Trial {
    let variant = Variant::new("remedy", vec![adjustment]);
    let plan = plan.with_variant(&variant).ok();
    plan.map(|plan| trials.met(&plan.schedule().data, |_| ())).into()
}
