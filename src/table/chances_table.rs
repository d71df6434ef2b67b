//! The table of chances: how often each deadline has each outcome, and when plans are complete.

use crate::ensemble::chances::DeadlineChances;
use crate::ensemble::difference::PairedDifference;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::plan_outcomes::PlanOutcomes;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::decimal::Decimal;
use crate::table::table_type::{Table, columns};
use crate::values::mean::Proportion;

impl<'a> Table<'a> {
    /// The chances of an ensemble: a row for each outcome of each deadline, each slip, and each month of
    /// completion.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `subject` | text | `deadline`, `slip` or `completion` |
    /// | `name` | text | the phase |
    /// | `value` | text | the outcome, the months of the slip, or the month |
    /// | `count` | number | in how many draws |
    /// | `draws` | number | of how many |
    /// | `percent` | decimal | in tenths; those of one subject and name add up to 100.0 |
    ///
    /// The outcomes of a deadline are `met at the planned pace`, `met by a surge`, `late`, `never`, `undecided`
    /// and `not judged`; each draw has exactly one. Where no cap limits the departures of a phase, its surges are
    /// `met by a surge, no cap limits departures`.
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
    /// let row = Table::chances(summary.as_planned()).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["deadline", "first year", "met at the planned pace", "89", "1000", "8.9"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn chances(outcomes: &'a PlanOutcomes) -> Self {
        let deadlines = outcomes.deadlines().iter().flat_map(|chances| {
            let slips = spread(chances.slip(), |slip| slip.to_string().into());
            let of_deadline = rows("deadline", chances.phase(), outcomes_of(chances));
            of_deadline.into_iter().chain(rows("slip", chances.phase(), slips))
        });
        let month = |months: i128| {
            let months = i32::try_from(months).ok();
            let month = months.and_then(|months| outcomes.as_of().checked_add(months));
            month.map(|month| month.to_string()).into()
        };
        let completion = rows("completion", "", spread(outcomes.completion(), month));
        Self::new(chance_columns(), deadlines.chain(completion).collect::<Vec<_>>())
    }
}

impl<'a> Table<'a> {
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
        let all = vec![("sooner".into(), sooner), ("same".into(), same), ("later".into(), later)];
        Self::new(chance_columns(), rows("completion against plan", "", all))
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
fn outcomes_of(chances: &DeadlineChances) -> Vec<(Cell<'static>, Proportion)> {
    let surge = if chances.is_capped() {
        "met by a surge"
    } else {
        "met by a surge, no cap limits departures"
    };
    vec![
        ("met at the planned pace".into(), chances.at_planned_pace()),
        (surge.into(), chances.by_surge()),
        ("late".into(), chances.late()),
        ("never".into(), chances.beyond_horizon()),
        ("undecided".into(), chances.undecided()),
        ("not judged".into(), chances.not_assessed()),
    ]
}

/// Each value of a distribution with its frequency, then the draws without a value.
fn spread(
    of: &Distribution,
    shown: impl Fn(i128) -> Cell<'static>,
) -> Vec<(Cell<'static>, Proportion)> {
    let draws = of.draws();
    let mut values: Vec<(Cell<'static>, Proportion)> =
        of.counts().map(|(value, count)| (shown(value), Proportion { count, draws })).collect();
    let never = of.beyond_horizon();
    if never.count > 0 {
        values.push(("never".into(), never));
    }
    values
}

/// Rows whose percentages add up to 100.0: rounded down to tenths, and what is left goes to the largest remainders.
fn rows<'a>(
    subject: &'static str,
    name: &'a str,
    of: Vec<(Cell<'static>, Proportion)>,
) -> Vec<Vec<Cell<'a>>> {
    let draws = of.first().map_or(0, |(_, proportion)| proportion.draws);
    let scaled = |count: u64| 1_000 * u128::from(count);
    let whole = u128::from(draws.max(1));
    let mut tenths: Vec<u128> = of.iter().map(|(_, p)| scaled(p.count) / whole).collect();
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(scaled(of[i].1.count) % whole));
    let left = if draws == 0 { 0 } else { 1_000 - tenths.iter().sum::<u128>() };
    for &i in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        tenths[i] += 1;
    }
    let row = |((value, proportion), tenths): ((Cell<'static>, Proportion), u128)| {
        let percent = i128::try_from(tenths).ok().filter(|_| draws > 0);
        let percent = percent.map(|units| Decimal { units, places: 1 });
        let (count, draws) = (proportion.count.into(), proportion.draws.into());
        vec![subject.into(), name.into(), value, count, draws, percent.into()]
    };
    of.into_iter().zip(tenths).map(row).collect()
}
