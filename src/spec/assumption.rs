//! What a plan takes for granted: what no source states, and what a source gives as a range.

use std::fmt;

use serde::Serialize;

use crate::spec::PlanSpec;
use crate::spec::date_rule::{CountedFrom, Direction, Offset, When};
use crate::spec::phase::{Pace, Target};
use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::quantity::Quantity;
use crate::values::text::{counted, grouped};
use crate::values::troops::Troops;

/// Something that a plan assumes: a pace, day or figure that no source states, or a range.
///
/// ```
/// use drawdown::{Contingent, PlanSpec, Troops};
///
/// let plan = PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     ..PlanSpec::new("Who is there", "2024-08".parse()?)
/// };
/// let assumed: Vec<String> = plan.assumptions().iter().map(ToString::to_string).collect();
/// assert_eq!(assumed, ["contingent USA in IRQ, unspecified: strength 2,500"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Assumption {
    /// The entry of the plan, by its list and name, such as `phase "first year"`.
    pub entry: String,
    /// The key in the entry, such as `deadline`.
    pub key: String,
    /// The value, in words.
    pub value: String,
    /// What it is.
    pub kind: AssumptionKind,
    /// The words of the source, if the plan quotes any.
    pub words: Option<String>,
}

/// Why something counts as an [`Assumption`].
///
/// ```
/// use drawdown::spec::AssumptionKind;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let mut ranges = plan.spec().assumptions();
/// ranges.retain(|assumption| assumption.kind == AssumptionKind::UnquotedRange);
/// assert_eq!(ranges[0].to_string(), "event \"announcement\": date 2024-09 (2024-09 to 2025-03)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AssumptionKind {
    /// How a phase's troops are spread over its months. Few sources state it, and `even` is only the default.
    Pace,
    /// A day that no source states.
    Day,
    /// A figure that no source states.
    Figure,
    /// A value that is known only within a range, with the words of a source.
    Range,
    /// A range that the plan quotes no source for.
    UnquotedRange,
}

impl AssumptionKind {
    /// All kinds, in the order in which a reader wants them: first what a source says, though not exactly.
    pub const ALL: &[Self] =
        &[Self::Range, Self::UnquotedRange, Self::Pace, Self::Day, Self::Figure];

    /// The heading of a list of such assumptions.
    ///
    /// ```
    /// use drawdown::spec::AssumptionKind;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let assumed = plan.spec().assumptions();
    /// for &kind in AssumptionKind::ALL {
    ///     println!("{}", kind.heading());
    ///     for one in assumed.iter().filter(|one| one.kind == kind) {
    ///         println!("  {one}");
    ///     }
    /// }
    /// # assert_eq!(AssumptionKind::Pace.heading(), "Paces that no source states");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Range => "Ranges, with the words of their source",
            Self::UnquotedRange => "Ranges without words of a source",
            Self::Pace => "Paces that no source states",
            Self::Day => "Days that no source states",
            Self::Figure => "Figures that no source states",
        }
    }
}

/// In words: `phase "first year": pace even`.
impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.entry, self.key, self.value)?;
        self.words.as_ref().map_or(Ok(()), |words| write!(f, ", {words:?}"))
    }
}

impl PlanSpec {
    /// What the plan assumes, in the order of its lists: every pace, day and figure that no source states, and every
    /// range with the words of its source. An entry's `source` states its days and figures; a source that an
    /// estimate quotes states that estimate. Variants are not included.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let assumed = plan.spec().assumptions();
    /// assert!(assumed.iter().any(|a| a.to_string() == "phase \"first year\": pace even"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        let mut found = Vec::new();
        for contingent in &self.contingents {
            let mut entry =
                Entry::new(format!("contingent {contingent}"), contingent.source.as_deref());
            entry.troops("strength", &contingent.strength);
            found.extend(entry.found);
        }
        for event in &self.events {
            let mut entry = Entry::named("event", &event.id, event.source.as_deref());
            entry.day("date", event.date.as_ref());
            found.extend(entry.found);
        }
        for (i, residual) in self.residuals.iter().enumerate() {
            let mut entry = Entry::new(format!("residual[{i}]"), residual.source.as_deref());
            entry.troops("strength", &residual.strength);
            entry.window(residual.from.as_ref(), residual.through.as_ref());
            found.extend(entry.found);
        }
        for phase in &self.phases {
            let mut entry = Entry::named("phase", &phase.name, phase.source.as_deref());
            entry.target(&phase.target);
            entry.day("starts", phase.starts.as_ref());
            entry.day("deadline", phase.deadline.as_ref());
            entry.day("until", phase.until.as_ref());
            entry.pace(&phase.pace);
            if let Some(blocks) = phase.blocks {
                entry.figure("blocks", format!("{blocks:#}"));
            }
            found.extend(entry.found);
        }
        for hold in &self.holds {
            let mut entry = Entry::named("hold", &hold.name, hold.source.as_deref());
            entry.window(hold.from.as_ref(), hold.through.as_ref());
            found.extend(entry.found);
        }
        for cap in &self.caps {
            let mut entry = Entry::named("cap", &cap.name, cap.source.as_deref());
            entry.troops("per_month", &cap.per_month);
            entry.window(cap.from.as_ref(), cap.through.as_ref());
            found.extend(entry.found);
        }
        for cost in &self.costs {
            let mut entry = Entry::named("cost", &cost.name, cost.source.as_deref());
            let rates = [
                ("per_troop_year", cost.per_troop_year),
                ("per_withdrawn", cost.per_withdrawn),
                ("per_month", cost.per_month),
            ];
            for (key, rate) in rates {
                if let Some(rate) = rate {
                    entry.figure(key, format!("{} {}", grouped(rate), cost.currency));
                }
            }
            found.extend(entry.found);
        }
        for hazard in &self.hazards {
            let mut entry = Entry::named("hazard", &hazard.name, hazard.source.as_deref());
            entry.figure("monthly_chance", hazard.monthly_chance.value().to_string());
            entry
                .estimate("lasts", &hazard.lasts, AssumptionKind::Figure, |n| counted(*n, "month"));
            found.extend(entry.found);
        }
        for slip in &self.slips {
            let mut entry = Entry::named("slip", &slip.name, slip.source.as_deref());
            let values: Vec<String> = slip.months.values.iter().map(ToString::to_string).collect();
            let value = format!("one of {}", values.join(", "));
            entry.range("months", value, slip.months.words.as_deref());
            found.extend(entry.found);
        }
        found
    }
}

/// One entry of the plan, and what is assumed in it.
struct Entry<'a> {
    name: String,
    source: Option<&'a str>,
    found: Vec<Assumption>,
}

impl<'a> Entry<'a> {
    const fn new(name: String, source: Option<&'a str>) -> Self {
        Self { name, source, found: Vec::new() }
    }

    fn named(list: &str, name: &str, source: Option<&'a str>) -> Self {
        Self::new(format!("{list} {name:?}"), source)
    }

    fn add(&mut self, key: &str, value: String, kind: AssumptionKind, words: Option<&str>) {
        self.found.push(Assumption {
            entry: self.name.clone(),
            key: key.to_owned(),
            value,
            kind,
            words: words.map(str::to_owned),
        });
    }

    fn range(&mut self, key: &str, value: String, words: Option<&str>) {
        let kind = words.map_or(AssumptionKind::UnquotedRange, |_| AssumptionKind::Range);
        self.add(key, value, kind, words);
    }

    fn figure(&mut self, key: &str, value: String) {
        if self.source.is_none() {
            self.add(key, value, AssumptionKind::Figure, None);
        }
    }

    fn estimate<T: Quantity>(
        &mut self,
        key: &str,
        estimate: &Estimate<T>,
        kind: AssumptionKind,
        text: impl Fn(&T) -> String,
    ) {
        let (low, best, high) = (estimate.low(), estimate.best(), estimate.high());
        let words = estimate.words();
        if !estimate.values().is_empty() {
            let values: Vec<String> = estimate.values().iter().map(&text).collect();
            let value = format!("{} (one of {})", text(&best), values.join(", "));
            self.range(key, value, words);
        } else if low != high {
            let value = format!("{} ({} to {})", text(&best), text(&low), text(&high));
            self.range(key, value, words);
        } else if self.source.is_none() && words.is_none() {
            self.add(key, text(&best), kind, None);
        }
    }

    fn troops(&mut self, key: &str, estimate: &Estimate<Troops>) {
        self.estimate(key, estimate, AssumptionKind::Figure, |troops| format!("{troops:#}"));
    }

    fn counted(&mut self, key: &str, when: &CountedFrom) {
        let from = match when.direction {
            Direction::After => "from",
            Direction::Before => "back from",
        };
        let key = format!("{key}, counted {from} {:?},", when.anchor);
        let (Offset::Days(n) | Offset::Months(n)) = &when.offset;
        let unit = if matches!(when.offset, Offset::Days(_)) { "day" } else { "month" };
        self.estimate(&key, n, AssumptionKind::Day, |n| counted(*n, unit));
    }

    fn day(&mut self, key: &str, when: Option<&When>) {
        match when {
            Some(When::On(day)) => self.estimate(key, day, AssumptionKind::Day, Day::to_string),
            Some(When::CountedFrom(counted)) => self.counted(key, counted),
            None => {}
        }
    }

    fn window(&mut self, from: Option<&When>, through: Option<&When>) {
        self.day("from", from);
        self.day("through", through);
    }

    fn target(&mut self, target: &Target) {
        match target {
            Target::ReduceTo(troops) => self.troops("reduce_to", troops),
            Target::ReduceBy(troops) => self.troops("reduce_by", troops),
            Target::RaiseTo(troops) => self.troops("raise_to", troops),
            Target::RaiseBy(troops) => self.troops("raise_by", troops),
            Target::ReduceByPercent(percent) => {
                self.figure("reduce_by_percent", format!("{percent} %"));
            }
            Target::ReduceToPercent(percent) => {
                self.figure("reduce_to_percent", format!("{percent} %"));
            }
            Target::InProportionTo(_) | Target::Remainder => {}
        }
    }

    fn pace(&mut self, pace: &Pace) {
        if let Pace::Rate(troops) = pace {
            return self.troops("pace, a month,", troops);
        }
        // A source that states a phase's size and deadline seldom states its pace; `even` is what is left.
        if self.source.is_none() || *pace == Pace::Even {
            self.add("pace", pace.to_string(), AssumptionKind::Pace, None);
        }
    }
}
