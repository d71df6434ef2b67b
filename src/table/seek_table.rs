//! The table of the answers of seeks.

use crate::seek::{Seek, SeekAnswer, ValueRun};
use crate::spec::seek_value::SeekValue;
use crate::table::cell::{Cell, ColumnKind};
use crate::table::decimal::Decimal;
use crate::table::table_type::{Table, columns};
use crate::values::mean::Proportion;

impl<'a> Table<'a> {
    /// The answers of seeks: one row for each value of their `for_each`, or one.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `seek` | text | its name |
    /// | `find` | text | `least` or `most` |
    /// | `for_each` | text | the value of its `for_each`; empty without one |
    /// | `answer` | text | the least or the most value at which it holds; empty where there is none |
    /// | `throughout` | true or false | whether it holds from there to the last value (for most, from the first), and nothing is undecided |
    /// | `holds` | text | the runs of values at which it holds, such as `130..2687`; empty where there is none |
    /// | `undecided` | text | the runs of values at which it is undecided; empty where there is none |
    /// | `tried` | number | how many values there are |
    /// | `chance` | decimal | the percentage of draws in which it holds at the answer; this and the next two for seeks with a chance |
    /// | `next` | text | the value one further |
    /// | `chance_at_next` | decimal | the percentage of draws in which it holds there |
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let answers = plan.seeks().map(|seek| {
    ///     let answers = seek.run();
    ///     (seek, answers)
    /// });
    /// let answers: Vec<_> = answers.collect();
    /// assert_eq!(Table::seeks(answers).columns[3].name, "answer");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn seeks<S>(answers: S) -> Self
    where
        S: IntoIterator<Item = (Seek, Vec<SeekAnswer>)>,
        S::IntoIter: Send + 'a,
    {
        let columns = columns(&[
            (ColumnKind::Text, &["seek", "find", "for_each", "answer"]),
            (ColumnKind::Bool, &["throughout"]),
            (ColumnKind::Text, &["holds", "undecided"]),
            (ColumnKind::Number, &["tried"]),
            (ColumnKind::Decimal, &["chance"]),
            (ColumnKind::Text, &["next"]),
            (ColumnKind::Decimal, &["chance_at_next"]),
        ]);
        let rows = answers
            .into_iter()
            .flat_map(|(seek, answers)| answers.into_iter().map(move |answer| row(&seek, &answer)));
        Self::new(columns, rows)
    }
}

fn row(seek: &Seek, answer: &SeekAnswer) -> Vec<Cell<'static>> {
    let spec = seek.spec();
    let text = |value: Option<_>| value.map(|value: SeekValue| value.to_string());
    // What is one further is a column of chances.
    let next = answer.next.as_ref().filter(|_| spec.chance.is_some());
    vec![
        spec.name.clone().into(),
        spec.find.to_string().into(),
        text(answer.for_each).into(),
        text(answer.answer).into(),
        answer.throughout.into(),
        runs(&answer.holds).into(),
        runs(&answer.undecided).into(),
        answer.tried.into(),
        answer.chance.and_then(hundredths).into(),
        next.map(|next| next.value.to_string()).into(),
        next.and_then(|next| next.chance).and_then(hundredths).into(),
    ]
}

fn runs(runs: &[ValueRun]) -> Option<String> {
    let runs: Vec<String> = runs.iter().map(ToString::to_string).collect();
    (!runs.is_empty()).then(|| runs.join(" "))
}

/// Per cent, in hundredths, rounded half up; none of no draws.
fn hundredths(proportion: Proportion) -> Option<Decimal> {
    Some(Decimal::of(proportion.percent()?, 2))
}
