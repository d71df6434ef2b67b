//! Counts inputs with outcomes while draws run.

use crate::ensemble::draw_inputs::DrawValues;
use crate::ensemble::recorder::DrawResult;
use crate::ensemble::sensitivity::{SensitivityRecord, outcomes};
use crate::plan::window::Window;

/// Gathers draws, and counts many at a time: each pair of an input and an outcome has its own counts, and those of
/// all pairs together do not fit the cache.
#[derive(Clone, Debug)]
pub(crate) struct SensitivityCounter {
    record: SensitivityRecord,
    /// The last month of the plan, as t.
    horizon: i32,
    /// By input, its value in each draw gathered.
    inputs: Vec<Vec<i64>>,
    /// By outcome, likewise.
    outcomes: Vec<Vec<Option<i64>>>,
}

/// How many draws are gathered before they are counted.
const DRAWS_AT_ONCE: usize = 256;

impl SensitivityCounter {
    /// Adds draws of a plan with this horizon to a record.
    pub(crate) fn new(record: SensitivityRecord, horizon: i32) -> Self {
        let inputs = vec![Vec::new(); record.inputs.len()];
        let outcomes = vec![Vec::new(); record.outcomes.len()];
        Self { record, horizon, inputs, outcomes }
    }

    /// Counts a draw.
    pub(crate) fn count(&mut self, values: &DrawValues, result: &DrawResult) {
        let horizon = self.horizon;
        let months = |w: &Window| i64::from(w.last.min(horizon) - w.first + 1);
        let estimates = values.above.iter().map(|&above| i64::from(above));
        let hazards = values.hazards.iter().map(|windows| windows.iter().map(months).sum());
        for (inputs, input) in self.inputs.iter_mut().zip(estimates.chain(hazards)) {
            inputs.push(input);
        }
        for (outcomes, outcome) in self.outcomes.iter_mut().zip(outcomes(result)) {
            outcomes.push(outcome);
        }
        if self.outcomes.first().is_some_and(|gathered| gathered.len() == DRAWS_AT_ONCE) {
            self.count_gathered();
        }
    }

    /// Counts what is gathered.
    pub(crate) fn count_gathered(&mut self) {
        for (record, inputs) in self.record.inputs.iter_mut().zip(&mut self.inputs) {
            for (joint, outcomes) in record.joint.iter_mut().zip(&self.outcomes) {
                for (&input, &outcome) in inputs.iter().zip(outcomes) {
                    joint.count(input, outcome);
                }
            }
            inputs.clear();
        }
        self.outcomes.iter_mut().for_each(Vec::clear);
    }

    /// What is counted. What is gathered must be counted before.
    pub(crate) fn finish(&self) -> SensitivityRecord {
        self.record.clone()
    }

    /// How many pairs there are in tables.
    pub(crate) fn pairs(&self) -> u64 {
        self.record.pairs()
    }
}
