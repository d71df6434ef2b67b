//! The answer of a seek (rules#seek-answer).

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use crate::seek::judge::SeekVerdict;
use crate::spec::seek::Find;
use crate::spec::seek_value::SeekValue;
use crate::values::checked_read::{first, read_checked};
use crate::values::mean::Proportion;
use crate::values::text::excerpt;

/// What a seek finds, for one value of its `for_each` if it has one.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// use drawdown::seek::Seek;
/// use drawdown::spec::{Find, SeekSpec};
/// use drawdown::{Adjustment, Cap, Troops};
///
/// let airlift = Adjustment::Cap(Cap::new("airlift", Troops(100)));
/// let seek = Seek::new(&plan, SeekSpec::new("least airlift", Find::Least, vec![airlift], 400))?;
/// let least = seek.run().remove(0);
/// assert_eq!((least.answer, least.throughout), (Some(117.into()), Some(true)));
/// assert_eq!(least.holds[0].to_string(), "117..400");
/// let next = least.next.ok_or("117 is the first value")?;
/// assert_eq!(
///     next.reasons,
///     ["the remainder: due 2026-12-31, goal 250; missed by 10, met in 2027-01, 1 month late"]
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SeekAnswer {
    /// The value of its `for_each`.
    pub for_each: Option<SeekValue>,
    /// The least, or the most, of the values at which it holds.
    pub answer: Option<SeekValue>,
    /// Whether it holds at every value from the answer to the last (for `most`: from the first), and no value at all is
    /// undecided. `None` without an answer.
    pub throughout: Option<bool>,
    /// The longest stretches of values at which it holds.
    pub holds: Vec<ValueRun>,
    /// The longest stretches of values at which it is undecided.
    pub undecided: Vec<ValueRun>,
    /// How many values were tried: all of them.
    pub tried: u64,
    /// The draws in which it holds at the answer; `None` without a chance.
    pub chance: Option<Proportion>,
    /// What goes wrong one value further: before the answer for `least`, after it for `most`. `None` where no such value
    /// was tried.
    pub next: Option<NextValue>,
}

/// A stretch of values that follow each other.
///
/// It serializes as its text: `130..2687`, or the value where there is only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ValueRun {
    /// The first value.
    pub first: SeekValue,
    /// The last value.
    pub last: SeekValue,
}

/// The value one further than an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct NextValue {
    /// The value.
    pub value: SeekValue,
    /// What goes wrong there, a sentence for each.
    pub reasons: Vec<String>,
    /// The draws in which it holds there; `None` without a chance.
    pub chance: Option<Proportion>,
}

impl fmt::Display for ValueRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            return self.first.fmt(f);
        }
        write!(f, "{}..{}", self.first, self.last)
    }
}

impl Serialize for ValueRun {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From the text that it serializes as.
impl<'de> Deserialize<'de> for ValueRun {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let value = |text: &str| {
            let number = text.parse().map(SeekValue::Number).ok();
            number.or_else(|| text.parse().map(SeekValue::Month).ok())
        };
        let (first, last) = text.split_once("..").unwrap_or((&text, &text));
        let run = value(first).zip(value(last)).map(|(first, last)| Self { first, last });
        let is_run = |run: &Self| match (run.first, run.last) {
            (SeekValue::Number(first), SeekValue::Number(last)) => first <= last,
            (SeekValue::Month(first), SeekValue::Month(last)) => first <= last,
            _ => false,
        };
        run.filter(is_run).ok_or_else(|| {
            let found = excerpt(&text);
            de::Error::custom(format!("{found:?} is not a run of values such as \"130..2687\""))
        })
    }
}

read_checked!(
    SeekAnswer {
        for_each: Option<SeekValue>,
        answer: Option<SeekValue>,
        throughout: Option<bool>,
        holds: Vec<ValueRun>,
        undecided: Vec<ValueRun>,
        tried: u64,
        chance: Option<Proportion>,
        next: Option<NextValue>,
    },
    |found| {
        let SeekAnswer { answer, throughout, holds, undecided, chance, next, .. } = found;
        let ends = holds.first().map(|run| run.first).into_iter().chain(holds.last().map(|run| run.last));
        let is_found = match answer {
            Some(answer) => ends.into_iter().any(|end| end == *answer),
            None => holds.is_empty(),
        };
        let ascends = |runs: &[ValueRun]| runs.is_sorted_by(|before, run| before.last < run.first);
        let is_share = |share: &Proportion| share.count <= share.draws;
        let mut shares = chance.iter().chain(next.iter().filter_map(|next| next.chance.as_ref()));
        first(&[
            (!ascends(holds) || !ascends(undecided), "the runs of values do not ascend"),
            (!is_found, "the answer is not an end of the values at which it holds"),
            (
                answer.is_some() != throughout.is_some()
                    || answer.is_none() && (chance.is_some() || next.is_some()),
                "there is no answer, and more is said of it",
            ),
            (!shares.all(is_share), "it holds in more draws than there are"),
        ])
    }
);

/// The positions of an answer and of the value one further.
pub(super) fn found(verdicts: &[SeekVerdict], find: Find) -> (Option<usize>, Option<usize>) {
    let holds = |verdict: &SeekVerdict| *verdict == SeekVerdict::Holds;
    match find {
        Find::Least => {
            let answer = verdicts.iter().position(holds);
            (answer, answer.and_then(|answer| answer.checked_sub(1)))
        }
        Find::Most => {
            let answer = verdicts.iter().rposition(holds);
            let next = answer.map(|answer| answer + 1);
            (answer, next.filter(|next| *next < verdicts.len()))
        }
    }
}

/// Whether it holds from the answer on (for most: up to it), and nothing is undecided.
pub(super) fn is_throughout(verdicts: &[SeekVerdict], find: Find, answer: usize) -> bool {
    let beyond = match find {
        Find::Least => verdicts.get(answer..),
        Find::Most => verdicts.get(..=answer),
    };
    beyond.unwrap_or_default().iter().all(|verdict| *verdict == SeekVerdict::Holds)
        && !verdicts.contains(&SeekVerdict::Undecided)
}

/// The runs of one verdict, as positions: the first and the last.
pub(super) fn runs(verdicts: &[SeekVerdict], wanted: SeekVerdict) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut first = 0;
    for run in verdicts.chunk_by(|a, b| a == b) {
        if run.first() == Some(&wanted) {
            runs.push((first, first + run.len() - 1));
        }
        first += run.len();
    }
    runs
}
