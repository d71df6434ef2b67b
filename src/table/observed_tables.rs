//! The tables of a plan beside what was observed.

use crate::observed::{PlanObservations, Verdict, VerdictClass, VerdictTerms};
use crate::spec::contingent::Contingent;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_type::{Table, columns};
use crate::values::year_month::YearMonth;

impl Table<'static> {
    /// The errors of a plan as announced: one row for each month and contingent observed, in listing order, then all
    /// together, as [`PlanObservations::errors`] has them.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `month` | month | |
    /// | `contributor`, `host`, `mission` | text | empty for all together |
    /// | `projected`, `observed` | number | troops at the month's end |
    /// | `error` | number | projected less observed |
    ///
    /// ```
    /// use drawdown::observed::{ObservationChoice, Observations};
    /// use drawdown::table::Table;
    ///
    /// let file = "month,contributor,host,mission,strength,source\n2025-03,USA,IRQ,,2300,press\n";
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
    /// let row = Table::errors(&seen, None).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["2025-03", "USA", "IRQ", "unspecified", "2250", "2300", "-50"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn errors(seen: &PlanObservations, replaced: Option<YearMonth>) -> Self {
        let contingents = &seen.plan().spec.contingents;
        let mut rows = Vec::new();
        for series in seen.errors(replaced) {
            let who = series.contingent.and_then(|c| contingents.get(c));
            for month in series.months {
                let numbers: [Cell<'static>; 3] = [
                    month.projected.into(),
                    month.observed.into(),
                    i128::from(month.error()).into(),
                ];
                rows.push((month.month, row(month.month, who, numbers)));
            }
        }
        rows.sort_by_key(|(month, _)| *month); // of one month in listing order
        Self::new(
            columns_of(&["projected", "observed", "error"]),
            rows.into_iter().map(|(_, row)| row),
        )
    }

    /// What observed levels say of each deadline: one row for each phase, as [`PlanObservations::verdicts`] has them.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `phase` | text | its name |
    /// | `deadline` | day | resolved; empty if undated |
    /// | `binding_month` | month | |
    /// | `goal`, `observed` | number | troops of its scope: to come to, and seen in the binding month |
    /// | `class` | text | `met`, `late`, `replaced`, `not due`, `no observation` or `unknown` |
    /// | `met_from`, `met_to` | month | the first month in which the goal can have been met, and the first in which it is known to be |
    /// | `slip_from`, `slip_to` | number | these, as months from the binding month |
    /// | `shortfall` | number | by how many troops the goal is missed in the binding month; 0 if it is kept |
    ///
    /// ```
    /// use drawdown::observed::{ObservationChoice, Observations, VerdictTerms};
    /// use drawdown::table::Table;
    ///
    /// let file = "month,contributor,host,mission,strength,source\n2025-09,USA,IRQ,,2020,press\n";
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
    /// let row = Table::verdicts(&seen, &VerdictTerms::default()).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(
    ///     row,
    ///     ["first year", "2025-09-30", "2025-09", "2000", "2020", "late", "2025-10", "", "1", "", "20"]
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn verdicts(seen: &PlanObservations, terms: &VerdictTerms) -> Self {
        let rows = seen.verdicts(terms).into_iter().map(|verdict| verdict_cells(&verdict));
        Self::new(verdict_columns(), rows)
    }

    /// The plan as announced, what was observed, and the plan tracked: one row for each month and contingent, in
    /// listing order, then all together.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `month` | month | |
    /// | `contributor`, `host`, `mission` | text | empty for all together |
    /// | `announced` | number | troops projected by the plan as announced |
    /// | `observed` | number | troops seen; empty where they were not |
    /// | `tracked` | number | troops projected by the plan held to what was seen |
    ///
    /// ```
    /// use drawdown::observed::{ObservationChoice, Observations};
    /// use drawdown::table::Table;
    ///
    /// let file = "month,contributor,host,mission,strength,source\n2024-10,USA,IRQ,,2480,press\n";
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
    /// let row = Table::track(&seen).rows.nth(6).ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["2024-10", "USA", "IRQ", "unspecified", "2459", "2480", "2480"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn track(seen: &PlanObservations) -> Self {
        let seen = seen.clone();
        let (announced, tracked) = (seen.plan().project(), seen.tracked_plan().project());
        let contingents = seen.plan().spec.contingents.len();
        let rows = announced.months().enumerate().flat_map(move |(t, month)| {
            let scopes = (0..=contingents).map(|c| {
                let members = if c < contingents { c..c + 1 } else { 0..contingents };
                let members: Vec<usize> = members.collect();
                let numbers = [
                    announced.table.sum_of_strengths(t, &members).into(),
                    seen.members(month, &members).into(),
                    tracked.table.sum_of_strengths(t, &members).into(),
                ];
                row(month, seen.plan().spec.contingents.get(c), numbers)
            });
            scopes.collect::<Vec<_>>()
        });
        Self::new(columns_of(&["announced", "observed", "tracked"]), rows)
    }
}

pub(crate) fn verdict_columns() -> Vec<Column> {
    columns(&[
        (ColumnKind::Text, &["phase"]),
        (ColumnKind::Day, &["deadline"]),
        (ColumnKind::Month, &["binding_month"]),
        (ColumnKind::Number, &["goal", "observed"]),
        (ColumnKind::Text, &["class"]),
        (ColumnKind::Month, &["met_from", "met_to"]),
        (ColumnKind::Number, &["slip_from", "slip_to", "shortfall"]),
    ])
}

pub(crate) fn verdict_cells(verdict: &Verdict) -> Vec<Cell<'static>> {
    vec![
        verdict.phase.clone().into(),
        verdict.deadline.into(),
        verdict.binding_month.into(),
        verdict.goal.into(),
        verdict.observed.into(),
        verdict.class.map(VerdictClass::as_str).into(),
        verdict.met_from.into(),
        verdict.met_to.into(),
        verdict.slip_from.into(),
        verdict.slip_to.into(),
        verdict.shortfall.into(),
    ]
}

fn columns_of(numbers: &[&str]) -> Vec<Column> {
    columns(&[
        (ColumnKind::Month, &["month"]),
        (ColumnKind::Text, &["contributor", "host", "mission"]),
        (ColumnKind::Number, numbers),
    ])
}

/// A row about one contingent or, without one, about all together.
fn row(
    month: YearMonth,
    who: Option<&Contingent>,
    numbers: [Cell<'static>; 3],
) -> Vec<Cell<'static>> {
    let mut cells = vec![
        month.into(),
        who.map(|contingent| contingent.contributor.code().to_owned()).into(),
        who.map(|contingent| contingent.host.code().to_owned()).into(),
        who.map(|contingent| contingent.mission.to_string()).into(),
    ];
    cells.extend(numbers);
    cells
}
