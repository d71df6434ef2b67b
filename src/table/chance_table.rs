//! The tables of how likely outcomes are in an ensemble.

use crate::ensemble::chances::DeadlineChances;
use crate::ensemble::difference::PairedDifference;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::plan_outcomes::PlanOutcomes;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::decimal::Decimal;
use crate::table::table_type::{Table, columns};
use crate::values::mean::Proportion;

impl<'a> Table<'a> {
    /// How likely each outcome is: one row for every outcome of every deadline, for every slip and for every month
    /// of completion.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `subject` | text | `deadline`, `slip` (in months) or `completion` |
    /// | `name` | text | the phase; empty for completions |
    /// | `value` | text | what the draws are counted of: an outcome, months of slip, or a month |
    /// | `count` | number | the draws in which it is so |
    /// | `draws` | number | of how many |
    /// | `percent` | decimal | |
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let summary = Ensemble::new(&plan, 2024).run(0..100);
    /// let row = Table::chances(summary.as_planned()).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row[..3], ["deadline", "first year", "met"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn chances(outcomes: &'a PlanOutcomes) -> Self {
        let deadlines = outcomes.deadlines().iter().flat_map(|chances| {
            let of_outcomes = each_outcome(chances).map(|(outcome, proportion)| {
                chance("deadline", chances.phase(), outcome.into(), proportion)
            });
            let slips = each_value(chances.slip(), Cell::from)
                .map(|(slip, proportion)| chance("slip", chances.phase(), slip, proportion));
            of_outcomes.into_iter().chain(slips).collect::<Vec<_>>()
        });
        let as_of = outcomes.months().next();
        let month = move |months: i128| {
            let month = i32::try_from(months).ok().and_then(|months| as_of?.checked_add(months));
            month.map(|month| month.to_string()).into()
        };
        let completion = each_value(outcomes.completion(), month)
            .map(|(month, proportion)| chance("completion", "", month, proportion));
        Self::new(chance_columns(), deadlines.chain(completion).collect::<Vec<_>>())
    }

    /// How likely a variant is to complete sooner than the plan, in the same month, or later, with the columns of
    /// [`Table::chances`].
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = plan.named_variant("announced six months late").ok_or("no such variant")?;
    /// let variants = vec![("late".into(), late)];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 2024) }.run(0..10);
    /// let table = Table::completion_chances(&summary.differences()[0]);
    /// let counts: Vec<String> = table.rows.map(|row| row[3].to_string()).collect();
    /// assert_eq!(counts.len(), 3); // sooner, same, later
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn completion_chances(difference: &'a PairedDifference) -> Self {
        let (sooner, later) = (difference.completes_sooner(), difference.completes_later());
        let same = Proportion { count: sooner.draws - sooner.count - later.count, ..sooner };
        let rows =
            [("sooner", sooner), ("same", same), ("later", later)].map(|(value, proportion)| {
                chance("completion against plan", "", value.into(), proportion)
            });
        Self::new(chance_columns(), rows)
    }
}

fn chance_columns() -> Vec<Column> {
    columns(&[
        (ColumnKind::Text, &["subject", "name", "value"]),
        (ColumnKind::Number, &["count", "draws"]),
        (ColumnKind::Decimal, &["percent"]),
    ])
}

/// The outcomes of a deadline; every draw has exactly one.
fn each_outcome(chances: &DeadlineChances) -> [(&'static str, Proportion); 5] {
    [
        ("met", chances.met()),
        ("late", chances.late()),
        ("never", chances.beyond_horizon()),
        ("undecided", chances.undecided()),
        ("unjudged", chances.not_assessed()), // files keep this word
    ]
}

/// Each value of a distribution with its proportion, then the draws without a value.
fn each_value<'a>(
    of: &'a Distribution,
    text: impl Fn(i128) -> Cell<'a>,
) -> impl Iterator<Item = (Cell<'a>, Proportion)> {
    let draws = of.draws();
    let values = of.counts().map(move |(value, count)| (text(value), Proportion { count, draws }));
    let never = Some(of.beyond_horizon()).filter(|never| never.count > 0);
    values.chain(never.map(|never| ("never".into(), never)))
}

fn chance<'a>(
    subject: &'a str,
    name: &'a str,
    value: Cell<'a>,
    proportion: Proportion,
) -> Vec<Cell<'a>> {
    let percent = proportion.to_string();
    let percent = percent.strip_suffix(" %").and_then(|percent| percent.parse::<Decimal>().ok());
    let (count, draws) = (proportion.count.into(), proportion.draws.into());
    vec![subject.into(), name.into(), value, count, draws, percent.into()]
}
