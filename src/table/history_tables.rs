//! The tables of past drawdowns.

use crate::history::{
    Backtest, Case, Class, DeadlineScores, Notice, PastDeadline, PlanBacktest, Scores,
};
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::decimal::Decimal;
use crate::table::observed_tables::{verdict_cells, verdict_columns};
use crate::table::table_type::{Table, columns};
use crate::values::day::Day;
use crate::values::mean::Proportion;
use crate::values::percent::Percent;

impl Table<'static> {
    /// Past drawdowns: one row for each case.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `case`, `actor`, `title` | text | |
    /// | `plans` | number | |
    /// | `deadlines` | number | phases whose deadline has a class |
    /// | `met`, `late`, `replaced` | number | deadlines of which that is known |
    /// | `observed_months` | number | months of which a figure is known |
    ///
    /// ```
    /// use drawdown::history::Case;
    /// use drawdown::table::Table;
    ///
    /// let cases = Case::all_built_in();
    /// assert_eq!(Table::cases(&cases, "0".parse()?).rows.count(), 16);
    /// # Ok::<(), drawdown::error::ParsePercentError>(())
    /// ```
    #[must_use]
    pub fn cases(cases: &[Case], within: Percent) -> Self {
        let columns = columns(&[
            (ColumnKind::Text, &["case", "actor", "title"]),
            (
                ColumnKind::Number,
                &["plans", "deadlines", "met", "late", "replaced", "observed_months"],
            ),
        ]);
        let rows = cases.iter().map(|case| {
            let deadlines = case.deadlines(within);
            let classes: Vec<_> = deadlines.iter().filter_map(|one| one.verdict.class).collect();
            let count =
                |class: &str| classes.iter().filter(|one| one.as_str() == class).count() as u64;
            let observed = case.observations().rows.iter().filter(|row| row.strength.is_some());
            let mut months: Vec<_> = observed.map(|row| row.month).collect();
            months.sort_unstable();
            months.dedup();
            vec![
                case.name().to_owned().into(),
                case.actor().as_str().into(),
                case.title().to_owned().into(),
                (case.plans().len() as u64).into(),
                (classes.len() as u64).into(),
                count("met").into(),
                count("late").into(),
                count("replaced").into(),
                (months.len() as u64).into(),
            ]
        });
        Self::new(columns, rows.collect::<Vec<_>>())
    }

    /// What became of announced deadlines: one row for each, as [`Case::deadlines`] has them.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `case`, `plan` | text | the case's name, the plan's file |
    /// | `announced` | day | a month's last day; empty if the plan does not say it |
    /// | `notice_months` | number | from the announcement to the binding month |
    /// | `stated` | true or false | whether the verdict rests on what a source says, not on levels |
    /// | `words`, `source` | text | what it says, and the id of the source |
    /// | the others | | as in [`Table::verdicts`] |
    ///
    /// ```
    /// use drawdown::history::Case;
    /// use drawdown::table::Table;
    ///
    /// let rwanda = Case::built_in("unamir").ok_or("no such case")?;
    /// let row = Table::past_deadlines(rwanda.deadlines("0".parse()?)).rows.nth(1).ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row[2..5], ["1995-06-09", "4", "to 1,800"]);
    /// assert_eq!(row[5..10], ["1995-10-09", "1995-09", "1800", "1830", "late"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn past_deadlines(deadlines: Vec<PastDeadline>) -> Self {
        let mut all = deadline_columns();
        all.extend(columns(&[
            (ColumnKind::Bool, &["stated"]),
            (ColumnKind::Text, &["words", "source"]),
        ]));
        let rows = deadlines.into_iter().map(|one| {
            let mut row = deadline_row(&one);
            row.push(one.stated.is_some().into());
            let (words, source) = one.stated.map_or((None, None), |one| (one.words, one.source));
            row.extend([words.into(), source.into()]);
            row
        });
        Self::new(all, rows)
    }

    /// How far each plan of a back-test was off: one row for each plan, also of those without deadlines.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `case`, `plan` | text | the case's name, the plan's file |
    /// | `months` | number | observed months of all contingents together, up to the plan's last binding month |
    /// | `mean_error`, `mean_absolute_error` | decimal | projected less observed, in percent of the strength at `as_of` |
    ///
    /// ```
    /// use drawdown::history::{Backtest, Case, ClassTerms};
    /// use drawdown::table::Table;
    ///
    /// let backtest = Backtest::of(&Case::all_built_in(), ClassTerms::default());
    /// assert_eq!(Table::plan_errors(&backtest).rows.count(), backtest.plans().len());
    /// ```
    #[must_use]
    pub fn plan_errors(backtest: &Backtest) -> Self {
        let mut all = columns(&[(ColumnKind::Text, &["case", "plan"])]);
        all.extend(error_columns());
        let rows = backtest.plans().iter().map(|plan| {
            let mut row = vec![plan.case.clone().into(), plan.file.clone().into()];
            row.extend(error_cells(plan));
            row
        });
        Self::new(all, rows.collect::<Vec<_>>())
    }

    /// A back-test: one row for each deadline, as in [`Table::past_deadlines`], with the errors of its plan and the
    /// scores of what the other cases say of it.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `months` | number | observed months of all contingents together, up to the plan's last binding month |
    /// | `mean_error`, `mean_absolute_error` | decimal | of the plan, projected less observed, in percent of the strength at `as_of` |
    /// | `crps`, `crps_at_its_word`, `crps_uniform` | text | exact fractions, in months; empty of deadlines neither met nor late |
    /// | `brier`, `brier_at_its_word`, `brier_uniform` | text | likewise |
    /// | `band_from`, `band_to` | number | the 80 percent band of the other cases; empty where it is open |
    /// | `in_band` | true or false | empty where it is not known |
    ///
    /// ```
    /// use drawdown::history::{Backtest, Case, ClassTerms};
    /// use drawdown::table::Table;
    ///
    /// let backtest = Backtest::of(&Case::all_built_in(), ClassTerms::default());
    /// assert_eq!(Table::backtest(&backtest).rows.count(), 45); // deadlines
    /// ```
    #[must_use]
    pub fn backtest(backtest: &Backtest) -> Self {
        let mut all = deadline_columns();
        all.extend(error_columns());
        all.extend(columns(&[
            (ColumnKind::Text, &["crps", "crps_at_its_word", "crps_uniform"]),
            (ColumnKind::Text, &["brier", "brier_at_its_word", "brier_uniform"]),
            (ColumnKind::Number, &["band_from", "band_to"]),
            (ColumnKind::Bool, &["in_band"]),
        ]));
        let rows = backtest.plans().iter().flat_map(|plan| {
            plan.deadlines.iter().map(|scored| {
                let mut row = deadline_row(&scored.deadline);
                row.extend(error_cells(plan));
                row.extend(score_cells(scored.scores.as_ref()));
                row
            })
        });
        Self::new(all, rows.collect::<Vec<_>>())
    }

    /// A class: what became of past deadlines, and how late they were. Of the measures `on time` and `replaced` there is
    /// a row for all deadlines and for each notice; of `lateness` one for each number of months.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `measure` | text | `on time`, of those met or late; `replaced`, of those met, late or replaced; `lateness` |
    /// | `notice` | text | empty for all |
    /// | `months` | number | of lateness |
    /// | `count`, `of`, `cases` | number | for `lateness` the weights |
    /// | `percent`, `low`, `high` | decimal | the share and its exact 95 percent interval |
    ///
    /// ```
    /// use drawdown::history::{Case, Class, ClassTerms};
    /// use drawdown::table::Table;
    ///
    /// let class = Class::of(&Case::all_built_in(), ClassTerms::default());
    /// let row = Table::class(&class).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["on time", "", "", "25", "32", "16", "78.13", "60.02", "90.73"]);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn class(class: &Class) -> Self {
        let columns = columns(&[
            (ColumnKind::Text, &["measure", "notice"]),
            (ColumnKind::Number, &["months", "count", "of", "cases"]),
            (ColumnKind::Decimal, &["percent", "low", "high"]),
        ]);
        let notices = [Notice::UpToAYear, Notice::OverAYear];
        let parts = || {
            let of_notice =
                notices.iter().map(|notice| (notice.as_str(), class.with_notice(*notice)));
            let of_notice = of_notice.filter(|_| class.terms().notice.is_none());
            std::iter::once(("", class.clone())).chain(of_notice)
        };
        let mut rows: Vec<Vec<Cell<'static>>> = Vec::new();
        for (notice, part) in parts() {
            rows.push(share_row("on time", notice, part.on_time(), part.cases()));
        }
        for (notice, part) in parts() {
            rows.push(share_row("replaced", notice, part.replaced(), part.cases_with_replaced()));
        }
        let weights = class.distribution().unwrap_or_default();
        let total =
            weights.weights().values().fold(0_u64, |sum, weight| sum.saturating_add(*weight));
        for (&months, &weight) in weights.weights() {
            let share = Proportion { count: weight, draws: total };
            let mut row = vec!["lateness".into(), Cell::Empty, months.into()];
            row.extend([weight.into(), total.into(), class.cases_with_lateness().into()]);
            row.extend([
                share.percent().map(|percent| Decimal::of(percent, 2)).into(),
                Cell::Empty,
                Cell::Empty,
            ]);
            rows.push(row);
        }
        Self::new(columns, rows)
    }
}

fn deadline_columns() -> Vec<Column> {
    let mut all = columns(&[
        (ColumnKind::Text, &["case", "plan"]),
        (ColumnKind::Day, &["announced"]),
        (ColumnKind::Number, &["notice_months"]),
    ]);
    all.extend(verdict_columns());
    all
}

fn error_columns() -> Vec<Column> {
    columns(&[
        (ColumnKind::Number, &["months"]),
        (ColumnKind::Decimal, &["mean_error", "mean_absolute_error"]),
    ])
}

fn error_cells(plan: &PlanBacktest) -> [Cell<'static>; 3] {
    [
        (plan.errors.months.len() as u64).into(),
        plan.errors.mean_percent().map(|percent| Decimal::of(percent, 2)).into(),
        plan.errors.mean_absolute_percent().map(|percent| Decimal::of(percent, 2)).into(),
    ]
}

fn deadline_row(past: &PastDeadline) -> Vec<Cell<'static>> {
    let mut row = vec![
        past.case.clone().into(),
        past.file.clone().into(),
        past.announced.map(Day::date).into(),
        past.notice.into(),
    ];
    row.extend(verdict_cells(&past.verdict));
    row
}

fn score_cells(scores: Option<&DeadlineScores>) -> Vec<Cell<'static>> {
    let Some(scores) = scores else { return vec![Cell::Empty; 9] };
    let of = |scores: &Scores| {
        [&scores.class, &scores.at_its_word, &scores.uniform_year]
            .map(|score| Cell::from(score.to_string()))
    };
    let mut cells: Vec<Cell<'static>> = of(&scores.crps).into();
    cells.extend(of(&scores.brier));
    cells.extend([scores.band.from.into(), scores.band.to.into(), scores.is_in_band.into()]);
    cells
}

fn share_row(
    measure: &'static str,
    notice: &'static str,
    share: Proportion,
    cases: u64,
) -> Vec<Cell<'static>> {
    let notice = if notice.is_empty() { Cell::Empty } else { notice.into() };
    let interval = share.interval(95.into());
    let end = |end: Percent| Decimal { units: (end.ten_thousandths() / 100).into(), places: 2 };
    vec![
        measure.into(),
        notice,
        Cell::Empty,
        share.count.into(),
        share.draws.into(),
        cases.into(),
        share.percent().map(|percent| Decimal::of(percent, 2)).into(),
        interval.map(|(low, _)| end(low)).into(),
        interval.map(|(_, high)| end(high)).into(),
    ]
}
