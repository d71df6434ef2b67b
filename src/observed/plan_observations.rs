//! Observed figures of a plan's contingents (rules#observed-strength).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::observed::observation_error::{ObservationError, ObservationErrors};
use crate::observed::observations::{ObservationChoice, Observations, ObservedFigure};
use crate::plan::checked::Plan;
use crate::plan::tracking::{SeenStrength, Tracking};
use crate::spec::phase::Target;
use crate::values::country::Country;
use crate::values::error_list::ErrorList;
use crate::values::mission::Mission;
use crate::values::text::excerpt;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// Observed figures that are about a plan's contingents, as an [`ObservationChoice`] has them count; made by
/// [`Observations::of_plan`].
///
/// ```
/// use drawdown::observed::{ObservationChoice, Observations};
///
/// let file = "month,contributor,host,mission,strength,source\n\
///             2025-06,USA,IRQ,,2300,press\n2025-06,USA,SYR,,900,press\n2025-06,GBR,IRQ,,150,press\n";
/// # let plan = drawdown::example::iraq_2024()?;
/// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
/// assert_eq!(seen.all("2025-06".parse()?), Some(3_200)); // each contingent is seen
/// assert_eq!(seen.unlisted()[0].line, 4); // the plan does not list British troops
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PlanObservations {
    plan: Plan,
    choice: ObservationChoice,
    /// By month and contingents, the figure that counts.
    figures: BTreeMap<YearMonth, BTreeMap<Vec<usize>, Troops>>,
    /// Those of the figures.
    sources: BTreeSet<String>,
    unlisted: Vec<ObservedFigure>,
}

/// Month, contributor, host and mission of a row.
type RowKey = (YearMonth, Option<Country>, Option<Country>, Option<Mission>);

impl Observations {
    /// The figures that are about a plan's contingents: of each month and scope the one that counts. Rows about
    /// contingents that the plan does not list are [reported](PlanObservations::unlisted), never used.
    ///
    /// # Errors
    ///
    /// All of these at once: two figures that differ, where neither comes first; an event in
    /// [`not_yet`](ObservationChoice::not_yet) that the plan does not have; figures that add up to more than can be
    /// tracked.
    ///
    /// ```
    /// use drawdown::observed::{ObservationChoice, Observations};
    ///
    /// let file = "month,contributor,host,mission,strength,source,published\n\
    ///             2025-03,USA,IRQ,,2500,ministry,2025-04\n\
    ///             2025-03,USA,IRQ,,2000,ministry,2025-12\n"; // disclosed in December
    /// let observations = Observations::from_csv(file.as_bytes())?;
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let march = "2025-03".parse()?;
    /// let known_in = |month: &str| -> Result<_, Box<dyn std::error::Error>> {
    ///     let choice = ObservationChoice { known: Some(month.parse()?), ..ObservationChoice::default() };
    ///     Ok(observations.of_plan(&plan, &choice)?.contingent(march, 0))
    /// };
    /// assert_eq!(known_in("2025-06")?, Some(2_500));
    /// assert_eq!(known_in("2025-12")?, Some(2_000));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_plan(
        &self,
        plan: &Plan,
        choice: &ObservationChoice,
    ) -> Result<PlanObservations, ObservationErrors> {
        let mut errors = ErrorList::default();
        let mut rows: BTreeMap<RowKey, Vec<&ObservedFigure>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| choice.reads(row)) {
            let key = (row.month, row.contributor, row.host, row.mission);
            rows.entry(key).or_default().push(row);
        }
        let mut unlisted = Vec::new();
        let mut counting: BTreeMap<(YearMonth, Vec<usize>), Vec<&ObservedFigure>> = BTreeMap::new();
        for rows in rows.into_values() {
            let Some(row) = first_in_order(&rows, &choice.sources, &mut errors) else { continue };
            let contingents = contingents_of(plan, row);
            if contingents.is_empty() {
                unlisted.extend(rows.into_iter().cloned());
            } else {
                counting.entry((row.month, contingents)).or_default().push(row);
            }
        }
        unlisted.sort_by_key(|row| row.line);
        check_events(plan, choice, &mut errors);
        let mut figures: BTreeMap<YearMonth, BTreeMap<Vec<usize>, Troops>> = BTreeMap::new();
        let mut sources = BTreeSet::new();
        for ((month, contingents), rows) in counting {
            let Some(row) = most_named(&rows, &mut errors) else { continue };
            if let Some(strength) = row.strength {
                figures.entry(month).or_default().insert(contingents, strength);
                sources.insert(row.source.clone());
            }
        }
        let (plan, choice) = (plan.clone(), choice.clone());
        let seen = PlanObservations { plan, choice, figures, sources, unlisted };
        seen.check_total(&mut errors);
        errors.into_result(seen)
    }
}

impl ObservationChoice {
    /// Whether a row has a figure, and it is looked at and known.
    fn reads(&self, row: &ObservedFigure) -> bool {
        row.strength.is_some()
            && self.at.is_none_or(|at| row.month <= at)
            && self.known.is_none_or(|known| row.published <= known.last_day())
    }
}

/// The contingents that a row is about, in listing order.
fn contingents_of(plan: &Plan, row: &ObservedFigure) -> Vec<usize> {
    let contingents = plan.spec.contingents.iter().enumerate();
    contingents.filter(|(_, contingent)| row.is_about(contingent)).map(|(i, _)| i).collect()
}

/// Of rows of one month and scope, the one that counts (rules#sources): that of the first source, and of one
/// source the one published last.
fn first_in_order<'r>(
    rows: &[&'r ObservedFigure],
    sources: &[String],
    errors: &mut ErrorList<ObservationError>,
) -> Option<&'r ObservedFigure> {
    let rank = |row: &ObservedFigure| {
        sources.iter().position(|source| *source == row.source).unwrap_or(sources.len())
    };
    let first = rows.iter().map(|row| rank(row)).min()?;
    let of_first: Vec<&ObservedFigure> =
        rows.iter().copied().filter(|row| rank(row) == first).collect();
    let is_superseded = |row: &ObservedFigure| {
        let mut later = of_first.iter().filter(|other| other.source == row.source);
        later.any(|other| other.published > row.published)
    };
    let mut counting = of_first.iter().copied().filter(|row| !is_superseded(row));
    let row = counting.next()?;
    if let Some(other) = counting.find(|other| other.strength != row.strength) {
        let strengths = [row, other].map(|row| row.strength.unwrap_or_default());
        let who = row.who();
        let (month, first, second) = (row.month, row.line, other.line);
        errors.push(if row.source == other.source {
            let source_id = excerpt(&row.source);
            ObservationError::SameSource { month, who, source_id, first, second, strengths }
        } else {
            ObservationError::Conflict { month, who, first, second, strengths }
        });
    }
    Some(row)
}

/// Of rows about the same contingents of the plan, the one with the fewest empty columns.
fn most_named<'r>(
    rows: &[&'r ObservedFigure],
    errors: &mut ErrorList<ObservationError>,
) -> Option<&'r ObservedFigure> {
    let fewest = rows.iter().map(|row| row.empty_columns()).min()?;
    let mut counting: Vec<&ObservedFigure> =
        rows.iter().copied().filter(|row| row.empty_columns() == fewest).collect();
    counting.sort_by_key(|row| row.line);
    let row = *counting.first()?;
    if let Some(other) = counting.iter().find(|other| other.strength != row.strength) {
        errors.push(ObservationError::SameContingents {
            month: row.month,
            first: row.line,
            second: other.line,
            strengths: [row, other].map(|row| row.strength.unwrap_or_default()),
        });
    }
    Some(row)
}

fn check_events(plan: &Plan, choice: &ObservationChoice, errors: &mut ErrorList<ObservationError>) {
    let known: Vec<String> = plan.spec.events.iter().map(|event| event.id.clone()).collect();
    for id in choice.not_yet.iter().filter(|id| !known.contains(id)) {
        errors.push(ObservationError::UnknownEvent { id: id.clone(), known: known.clone() });
    }
}

impl PlanObservations {
    /// The plan that they are about.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The sources of the figures that count, in alphabetical order.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(String::as_str)
    }

    /// The figures about contingents that the plan does not list, in the order of their lines.
    #[must_use]
    pub fn unlisted(&self) -> &[ObservedFigure] {
        &self.unlisted
    }

    /// The last month looked at: that of the choice or, without one, the last observed; `None` where nothing is.
    #[must_use]
    pub fn last_month(&self) -> Option<YearMonth> {
        self.choice.at.or_else(|| self.figures.keys().next_back().copied())
    }

    /// The month asked about, if one is.
    pub(crate) const fn at(&self) -> Option<YearMonth> {
        self.choice.at
    }

    /// The observed strength of the contingent with this index at the end of a month, in troops.
    #[must_use]
    pub fn contingent(&self, month: YearMonth, contingent: usize) -> Option<u64> {
        self.members(month, &[contingent])
    }

    /// The observed strength of all contingents together at the end of a month, in troops.
    #[must_use]
    pub fn all(&self, month: YearMonth) -> Option<u64> {
        let all: Vec<usize> = (0..self.plan.spec.contingents.len()).collect();
        self.members(month, &all)
    }

    /// The observed strength of some contingents, in listing order (rules#observed-strength): the figure of exactly
    /// these, else the sum of those of each alone.
    pub(crate) fn members(&self, month: YearMonth, members: &[usize]) -> Option<u64> {
        let of_month = self.figures.get(&month)?;
        let figure = |members: &[usize]| Some(u64::from(of_month.get(members)?.0));
        figure(members).or_else(|| members.iter().map(|&c| figure(&[c])).sum())
    }

    /// The months with a figure that counts, in order.
    pub(crate) fn months(&self) -> impl Iterator<Item = YearMonth> {
        self.figures.keys().copied()
    }

    /// The plan held to what was seen through the last month looked at (rules#tracking). Its projection, its
    /// variants and its draws have the levels seen at the end of each observed month, and go on from there.
    ///
    /// ```
    /// use drawdown::observed::{ObservationChoice, Observations};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let file = "month,contributor,host,mission,strength,source\n2025-06,USA,IRQ,,2450,press\n";
    /// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
    /// let tracked = seen.tracked_plan().project();
    /// assert_eq!(tracked.theatre().strength("2025-06".parse()?), Some(3_350)); // 2,450 and 900
    /// assert_eq!(tracked.deadlines()[0].met, Some(true)); // the 450 leave by September
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn tracked_plan(&self) -> Plan {
        let Some(last) = self.last_month() else { return self.plan.clone() };
        let as_of = self.plan.as_of();
        let seen = self.figures.range(as_of..).map(|(month, rows)| {
            let rows = rows.iter().map(|(contingents, strength)| SeenStrength {
                contingents: contingents.clone(),
                strength: strength.0,
            });
            let mut rows: Vec<SeenStrength> = rows.collect();
            rows.sort_by_key(|row| row.contingents.len()); // of as many, in listing order
            (month.months_since(as_of), rows)
        });
        let tracking = Tracking {
            through: last.months_since(as_of),
            not_yet: self.choice.not_yet.clone(),
            seen: seen.collect(),
        };
        Plan { tracking: Some(Arc::new(tracking)), ..self.plan.clone() }
    }

    /// Nobody is tracked who was not there, raised or seen, so that no sum of levels exceeds this.
    fn check_total(&self, errors: &mut ErrorList<ObservationError>) {
        let spec = &self.plan.spec;
        let strengths = spec.contingents.iter().map(|c| u64::from(c.strength.high().0));
        let raised = spec.phases.iter().map(|phase| match &phase.target {
            Target::RaiseTo(n) | Target::RaiseBy(n) => u64::from(n.high().0),
            _ => 0,
        });
        let seen = self.figures.values().flat_map(BTreeMap::values).map(|n| u64::from(n.0));
        let total = strengths.chain(raised).chain(seen).fold(0, u64::saturating_add);
        if total > u64::from(u32::MAX) {
            errors.push(ObservationError::TooManyTroops { total });
        }
    }
}
