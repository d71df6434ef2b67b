//! Runs draws on one thread, and counts them.

use std::ops::Range;

use crate::ensemble::difference::DifferenceCounter;
use crate::ensemble::draw_inputs::DrawValues;
use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::fingerprint::Fingerprint;
use crate::ensemble::joint_deadlines::{JointCounter, JointDeadlines};
use crate::ensemble::merge::{MergeError, Mergeable};
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::ranges::Ranges;
use crate::ensemble::recorder::{DrawRecorder, DrawScratch};
use crate::ensemble::sensitivity::SensitivityRecord;
use crate::ensemble::sensitivity_counter::SensitivityCounter;
use crate::ensemble::summary::EnsembleSummary;

/// Counts draws of a plan and its variants, range after range.
#[derive(Clone, Debug)]
pub(crate) struct Worker<'p> {
    seed: u64,
    /// The plan, then its variants.
    plans: &'p [PreparedPlan<'p>],
    recorders: Vec<DrawRecorder<'p>>,
    differences: Vec<DifferenceCounter>,
    /// By plan.
    joint: Vec<Vec<JointCounter>>,
    sensitivity: Option<SensitivityCounter>,
    ranges: Ranges,
    /// How many values there are in the tables of differences and joint deadlines.
    values: u64,
    scratch: DrawScratch,
}

impl<'p> Worker<'p> {
    /// Before the first draw; the record is one of no draws.
    pub(crate) fn new(
        ensemble: &Ensemble,
        plans: &'p [PreparedPlan<'p>],
        sensitivity: Option<SensitivityRecord>,
    ) -> Self {
        let variants = plans.iter().skip(1);
        let joint = plans.iter().map(|prepared| {
            let sets = ensemble.joint_deadlines.iter();
            sets.filter_map(|phases| JointCounter::new(prepared.plan, phases)).collect()
        });
        Self {
            seed: ensemble.seed,
            plans,
            recorders: plans.iter().map(|plan| DrawRecorder::new(plan, plans.len())).collect(),
            differences: variants.map(|v| DifferenceCounter::new(&plans[0], v)).collect(),
            joint: joint.collect(),
            sensitivity: sensitivity
                .map(|record| SensitivityCounter::new(record, ensemble.plan.horizon())),
            ranges: Ranges::default(),
            values: 0,
            scratch: DrawScratch::default(),
        }
    }

    /// Runs draws, one after another. Every four of them share their blocks of random numbers.
    pub(crate) fn run(&mut self, draws: &Range<u64>) {
        for four in draws.start / 4..draws.end.div_ceil(4) {
            let values: Vec<[DrawValues; 4]> =
                self.plans.iter().map(|plan| plan.draw_four(self.seed, four)).collect();
            for lane in (0..4).filter(|&lane| draws.contains(&(4 * four + lane))) {
                let lane = usize::try_from(lane).unwrap_or(0);
                for (recorder, values) in self.recorders.iter_mut().zip(&values) {
                    recorder.draw(&values[lane], &mut self.scratch);
                }
                self.count(&values[0][lane]);
            }
        }
        for recorder in &mut self.recorders {
            recorder.count_gathered();
        }
        if let Some(record) = &mut self.sensitivity {
            record.count_gathered();
        }
        self.ranges.add(std::slice::from_ref(draws));
    }

    /// How many values there are in all tables.
    pub(crate) fn values(&self) -> u64 {
        let pairs = self.sensitivity.as_ref().map_or(0, SensitivityCounter::pairs);
        self.values + pairs + self.recorders.iter().map(DrawRecorder::values).sum::<u64>()
    }

    /// Counts what the last draw gives beyond each plan by itself; `values` are the plan's.
    fn count(&mut self, values: &DrawValues) {
        let planned = &self.recorders[0].result;
        if let Some(record) = &mut self.sensitivity {
            record.count(values, planned);
        }
        for (difference, varied) in self.differences.iter_mut().zip(&self.recorders[1..]) {
            self.values += difference.count(planned, &varied.result);
        }
        for (joint, recorder) in self.joint.iter_mut().zip(&self.recorders) {
            for joint in joint {
                self.values += joint.count(&recorder.result.checks);
            }
        }
    }

    /// The summary of no draws, with the record of sensitivities that was given.
    pub(crate) fn empty(&self, fingerprint: Fingerprint) -> EnsembleSummary {
        EnsembleSummary {
            fingerprint,
            ranges: Ranges::default(),
            outcomes: self.plans.iter().map(DrawRecorder::empty).collect(),
            differences: self.differences.iter().map(DifferenceCounter::finish).collect(),
            sensitivity: self.sensitivity.as_ref().map(SensitivityCounter::finish),
            joint: self.joint_deadlines(),
        }
    }

    /// Adds what is counted to the summary of other draws.
    pub(crate) fn add_to(&self, summary: &mut EnsembleSummary) -> Result<(), MergeError> {
        summary.ranges.add(self.ranges.as_slice());
        for (recorder, outcomes) in self.recorders.iter().zip(&mut summary.outcomes) {
            recorder.add_to(outcomes)?;
        }
        let differences = self.differences.iter().map(DifferenceCounter::finish);
        summary.differences.merge(&differences.collect())?;
        summary.joint.merge(&self.joint_deadlines())?;
        match (&mut summary.sensitivity, &self.sensitivity) {
            (Some(record), Some(counter)) => record.merge(&counter.finish()),
            _ => Ok(()),
        }
    }

    fn joint_deadlines(&self) -> Vec<JointDeadlines> {
        let joint = self.joint.iter().zip(self.plans).flat_map(|(joint, prepared)| {
            joint.iter().map(|joint| joint.finish(prepared.name, prepared.plan))
        });
        joint.collect()
    }
}
