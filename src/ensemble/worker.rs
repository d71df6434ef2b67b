//! Runs draws on one thread, and counts them.

use std::ops::Range;

use crate::ensemble::difference::DifferenceCounter;
use crate::ensemble::draw_inputs::DrawValues;
use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::fingerprint::Fingerprint;
use crate::ensemble::joint_deadlines::JointCounter;
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::ranges::Ranges;
use crate::ensemble::recorder::DrawRecorder;
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
            recorders: plans.iter().map(DrawRecorder::new).collect(),
            differences: variants.map(|v| DifferenceCounter::new(&plans[0], v)).collect(),
            joint: joint.collect(),
            sensitivity: sensitivity
                .map(|record| SensitivityCounter::new(record, ensemble.plan.horizon())),
            ranges: Ranges::default(),
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
                    recorder.draw(&values[lane]);
                }
                self.count(&values[0][lane]);
            }
        }
        self.ranges.add(std::slice::from_ref(draws));
    }

    /// Counts what the last draw gives beyond each plan by itself; `values` are the plan's.
    fn count(&mut self, values: &DrawValues) {
        let planned = &self.recorders[0].result;
        if let Some(record) = &mut self.sensitivity {
            record.count(values, planned);
        }
        for (difference, varied) in self.differences.iter_mut().zip(&self.recorders[1..]) {
            difference.count(planned, &varied.result);
        }
        for (joint, recorder) in self.joint.iter_mut().zip(&self.recorders) {
            for joint in joint {
                joint.count(&recorder.result.verdicts);
            }
        }
    }

    pub(crate) fn finish(self, fingerprint: Fingerprint) -> EnsembleSummary {
        let joint = self.joint.into_iter().zip(self.plans).flat_map(|(joint, prepared)| {
            joint.into_iter().map(|joint| joint.finish(prepared.name, prepared.plan))
        });
        EnsembleSummary {
            fingerprint,
            ranges: self.ranges,
            outcomes: self.recorders.into_iter().map(DrawRecorder::finish).collect(),
            differences: self.differences.into_iter().map(DifferenceCounter::finish).collect(),
            sensitivity: self.sensitivity.map(SensitivityCounter::finish),
            joint: joint.collect(),
        }
    }
}
