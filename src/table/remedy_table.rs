//! The table of remedies.

use crate::seek::{Lever, Remedies, Remedy, Setting};
use crate::table::cell::{Cell, ColumnKind};
use crate::table::table_type::{Table, columns};

impl<'a> Table<'a> {
    /// The single changes tried for each missed deadline: one row for each lever, in the order caps, holds, events,
    /// deadlines, residuals, paces, each in listing order.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `phase` | text | the phase whose deadline is missed |
    /// | `kind` | text | `cap`, `hold`, `event`, `deadline`, `residual` or `pace` |
    /// | `name` | text | what is changed; a residual by its place, such as `residual[0]`; for `pace`, `at-start` |
    /// | `planned` | text | its number or month in the plan; empty for a hold without an end and for `pace` |
    /// | `would_do` | text | the nearest with which the deadline would be met; empty if none; for `pace`, `true` or `false` |
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = plan.named_variant("announced six months late").ok_or("no such variant")?;
    /// assert_eq!(Table::remedies(late.remedies()).rows.count(), 0); // no deadline is missed
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn remedies<R>(remedies: R) -> Self
    where
        R: IntoIterator<Item = Remedies>,
        R::IntoIter: Send + 'a,
    {
        let columns =
            columns(&[(ColumnKind::Text, &["phase", "kind", "name", "planned", "would_do"])]);
        let rows = remedies.into_iter().flat_map(|remedies| {
            remedies.tried.into_iter().map(move |remedy| {
                vec![
                    remedies.phase.clone().into(),
                    remedy.lever.kind().into(),
                    remedy.lever.name().to_owned().into(),
                    remedy.planned.map_or(Cell::Empty, cell),
                    would_do(&remedy),
                ]
            })
        });
        Self::new(columns, rows)
    }
}

fn would_do(remedy: &Remedy) -> Cell<'static> {
    match (&remedy.lever, remedy.would_do) {
        (Lever::Pace, would_do) => would_do.is_some().into(),
        (_, Some(setting)) => cell(setting),
        (_, None) => Cell::Empty,
    }
}

fn cell(setting: Setting) -> Cell<'static> {
    match setting {
        Setting::Troops(troops) => troops.0.into(),
        Setting::Month(month) => month.into(),
        Setting::AtStart => true.into(),
    }
}
