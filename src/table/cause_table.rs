//! The table of causes of delay.

use crate::projection::deadline::DeadlineOutcome;
use crate::table::cell::ColumnKind;
use crate::table::table_type::{Table, columns};

impl<'a> Table<'a> {
    /// What delayed each missed deadline: one row for each cause, the one with the most troop-months first.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `phase` | text | its name |
    /// | `cause` | text | the kind of cause, such as `cap` ([rule](crate::rules#causes)) |
    /// | `name` | text | what caused it; empty where there is only one of the kind |
    /// | `troop_months` | number | each troop kept back for a month counts as one |
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = plan.named_variant("announced six months late").ok_or("no such variant")?;
    /// let causes = Table::causes(late.project().deadlines());
    /// assert_eq!(causes.rows.count(), 0); // both deadlines are met all the same
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn causes<D>(outcomes: D) -> Self
    where
        D: IntoIterator<Item = DeadlineOutcome>,
        D::IntoIter: Send + 'a,
    {
        let columns = columns(&[
            (ColumnKind::Text, &["phase", "cause", "name"]),
            (ColumnKind::Number, &["troop_months"]),
        ]);
        let rows = outcomes.into_iter().flat_map(|outcome| {
            outcome.causes.into_iter().map(move |delay| {
                vec![
                    outcome.phase.clone().into(),
                    delay.cause.kind().into(),
                    delay.cause.name().to_owned().into(),
                    delay.troop_months.into(),
                ]
            })
        });
        Self::new(columns, rows)
    }
}
