//! The table of what drives an ensemble's outcomes.

use crate::ensemble::sensitivity::{InputSensitivity, Metric, OutcomeSensitivity};
use crate::ensemble::summary::EnsembleSummary;
use crate::table::cell::{Cell, ColumnKind};
use crate::table::decimal::Decimal;
use crate::table::table_type::{Table, columns};
use crate::values::year_month::YearMonth;

impl Table<'_> {
    /// What drives the plan's outcomes: one row for each outcome and input, the inputs with the strongest effect
    /// first. `None` if the ensemble did not record sensitivities.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `outcome` | text | such as the completion, or a phase's slip |
    /// | `input` | text | the estimate or hazard |
    /// | `low`, `best`, `high` | text | its values; empty for a hazard |
    /// | `at_low`, `at_best`, `at_high` | text | the outcome with this input so, all others at best |
    /// | `swing` | number | by how much the outcome differs between low and high |
    /// | `rank_correlation` | decimal | of input and outcome over all draws |
    ///
    /// `at_low`, `at_best` and `at_high` are of single projections without hazards, with every other input at its best.
    /// Troop-months are over the [window](crate::rules#windows-of-sums) of the plan's projection.
    ///
    /// ```
    /// use drawdown::ensemble::{Ensemble, Sensitivity};
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let ensemble = Ensemble { sensitivity: Sensitivity::On, ..Ensemble::new(&plan, 2024) };
    /// let summary = ensemble.run(0..100);
    /// let table = Table::sensitivities(&summary).ok_or("not recorded")?;
    /// assert_eq!(table.columns[0].name, "outcome");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sensitivities(summary: &EnsembleSummary) -> Option<Self> {
        let columns = columns(&[
            (ColumnKind::Text, &["outcome", "input", "low", "best", "high"]),
            (ColumnKind::Text, &["at_low", "at_best", "at_high"]),
            (ColumnKind::Number, &["swing"]),
            (ColumnKind::Decimal, &["rank_correlation"]),
        ]);
        let sensitivities = summary.sensitivities()?;
        let outcomes = sensitivities.first().map_or(0, |sensitivity| sensitivity.effects.len());
        let as_of = summary.as_planned().months().next();
        let mut rows = Vec::new();
        for i in 0..outcomes {
            let effects =
                sensitivities.iter().map(|sensitivity| (sensitivity, &sensitivity.effects[i]));
            let mut ranked: Vec<_> = effects.collect();
            ranked.sort_by(|(_, a), (_, b)| strength(b).total_cmp(&strength(a)));
            rows.extend(ranked.into_iter().map(|(input, effect)| row(input, effect, as_of)));
        }
        Some(Self::new(columns, rows))
    }
}

fn row<'a>(
    input: &InputSensitivity,
    effect: &OutcomeSensitivity,
    as_of: Option<YearMonth>,
) -> Vec<Cell<'a>> {
    let value = |value: Option<i64>| match (&effect.outcome, value) {
        (_, None) if input.low.is_none() => Cell::Empty,
        (_, None) => "never".into(),
        (Metric::Completion, Some(months)) => {
            let months = i32::try_from(months).ok();
            let month = months.and_then(|months| as_of?.checked_add(months));
            month.map(|month| month.to_string()).into()
        }
        (_, Some(value)) => i128::from(value).into(),
    };
    let at_best = effect.at_best.map_or_else(|| "never".into(), |at| value(Some(at)));
    let text = |value: Option<String>| Cell::from(value);
    vec![
        effect.outcome.to_string().into(),
        input.input.clone().into(),
        text(input.low.map(|value| value.to_string())),
        text(input.best.map(|value| value.to_string())),
        text(input.high.map(|value| value.to_string())),
        value(effect.at_low),
        at_best,
        value(effect.at_high),
        effect.swing().map(i128::from).into(),
        effect.rank_correlation.and_then(|r| three_places(r).parse::<Decimal>().ok()).into(),
    ]
}

/// The size of an input's effect on an outcome: its absolute rank correlation.
fn strength(effect: &OutcomeSensitivity) -> f64 {
    effect.rank_correlation.map_or(-1.0, f64::abs)
}

fn three_places(number: f64) -> String {
    let text = format!("{number:.3}");
    if text == "-0.000" { "0.000".to_owned() } else { text }
}
