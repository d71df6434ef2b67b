//! The table of bottlenecks.

use crate::seek::Feasibility;
use crate::table::cell::{Cell, ColumnKind};
use crate::table::table_type::{Table, columns};

impl<'a> Table<'a> {
    /// Why missed deadlines cannot be met at any pace: one row for each missed deadline. Where nothing is proved, all
    /// but `phase` is empty.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `phase` | text | its name |
    /// | `alone` | true or false | whether it cannot be met even alone, or only not together with others |
    /// | `kind` | text | `cap`, `start`, `residual` or `hold` ([rule](crate::rules#bottleneck)) |
    /// | `name` | text | the cap or hold, or what the start waits for; empty for a residual |
    /// | `from`, `through` | month | the months; `from` is empty for a phase that does not start |
    /// | `must` | number | troops who must leave in these months |
    /// | `can` | number | troops who can |
    /// | `phases` | text | the phases that they leave for, joined by `; ` |
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = plan.named_variant("announced six months late").ok_or("no such variant")?;
    /// assert_eq!(Table::bottlenecks(late.bottlenecks()).rows.count(), 0); // no deadline is missed
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bottlenecks<F>(feasibilities: F) -> Self
    where
        F: IntoIterator<Item = Feasibility>,
        F::IntoIter: Send + 'a,
    {
        let columns = columns(&[
            (ColumnKind::Text, &["phase"]),
            (ColumnKind::Bool, &["alone"]),
            (ColumnKind::Text, &["kind", "name"]),
            (ColumnKind::Month, &["from", "through"]),
            (ColumnKind::Number, &["must", "can"]),
            (ColumnKind::Text, &["phases"]),
        ]);
        let rows = feasibilities.into_iter().map(|feasibility| {
            let phase = Cell::from(feasibility.phase);
            let Some(proof) = feasibility.bottleneck else {
                return std::iter::once(phase).chain((0..8).map(|_| Cell::Empty)).collect();
            };
            vec![
                phase,
                proof.alone.into(),
                proof.kind.as_str().into(),
                proof.name.into(),
                proof.from.into(),
                proof.through.into(),
                proof.must.into(),
                proof.can.into(),
                proof.phases.join("; ").into(),
            ]
        });
        Self::new(columns, rows)
    }
}
