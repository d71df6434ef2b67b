//! Observed figures as a record keeps them: by scope, with sources and days of publication (rules#observed).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::spec::contingent::Contingent;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// What was counted, month end by month end, of single contingents or of several together, with the source of
/// each figure and the day of its publication.
///
/// It is compared with a plan by [`PlanObservations`](crate::observed::PlanObservations).
///
/// ```
/// use drawdown::observed::{ObservationChoice, Observations};
///
/// let file = "month,contributor,host,mission,strength,source\n\
///             2025-03,USA,IRQ,unspecified,2300,press\n\
///             2025-09,,,,2900,ministry\n";
/// let observations = Observations::from_csv(file.as_bytes())?;
///
/// let plan = drawdown::example::iraq_2024()?; // 2,500 in Iraq and 900 in Syria
/// let seen = observations.of_plan(&plan, &ObservationChoice::default())?;
/// assert_eq!(seen.contingent("2025-03".parse()?, 0), Some(2_300));
/// assert_eq!(seen.all("2025-09".parse()?), Some(2_900));
/// assert_eq!(seen.contingent("2025-09".parse()?, 0), None); // missing, which is not zero
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Observations {
    /// The figures, in the order of their file.
    pub rows: Vec<ObservedFigure>,
}

/// Figures from elsewhere than a file.
impl FromIterator<ObservedFigure> for Observations {
    fn from_iter<I: IntoIterator<Item = ObservedFigure>>(rows: I) -> Self {
        Self { rows: rows.into_iter().collect() }
    }
}

impl Extend<ObservedFigure> for Observations {
    fn extend<I: IntoIterator<Item = ObservedFigure>>(&mut self, rows: I) {
        self.rows.extend(rows);
    }
}

/// One observed figure: the strength of a scope at a month's end, as one source gives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ObservedFigure {
    /// The month at whose end the troops were counted.
    pub month: YearMonth,
    /// The contributor; `None` for all of them together.
    pub contributor: Option<Country>,
    /// The host; `None` for all of them together.
    pub host: Option<Country>,
    /// The mission; `None` for all of them together.
    pub mission: Option<Mission>,
    /// The strength; `None` if it is missing, which is not zero.
    pub strength: Option<Troops>,
    /// Who says so, such as the id of a source.
    pub source: String,
    /// The day on which it was published: the row's own day, where no other is given.
    pub published: NaiveDate,
    /// The line of the file, counted from 1; 0 of a row that is not from a file.
    pub line: u64,
}

/// Which observed figures count, and through which month.
///
/// ```
/// use drawdown::observed::ObservationChoice;
///
/// // What was known at the end of June 2025, official figures first.
/// let june = Some("2025-06".parse()?);
/// let choice = ObservationChoice {
///     at: june,
///     known: june,
///     sources: vec!["ministry".into(), "press".into()],
///     ..ObservationChoice::default()
/// };
/// assert!(choice.not_yet.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationChoice {
    /// The last month looked at; without it, everything observed is used.
    pub at: Option<YearMonth>,
    /// Figures published after the end of this month are not read.
    pub known: Option<YearMonth>,
    /// The order in which sources count; all others come after those named, all alike.
    pub sources: Vec<String>,
    /// Ids of events that have not happened by the last month looked at.
    pub not_yet: Vec<String>,
}

impl ObservedFigure {
    /// A figure of one source; published on the month's last day, and on no line of a file.
    ///
    /// ```
    /// use drawdown::observed::{Observations, ObservedFigure};
    /// use drawdown::Troops;
    ///
    /// let all = ObservedFigure::new("2025-06".parse()?, Some(Troops(2_800)), "ministry");
    /// let in_iraq = ObservedFigure { host: Some("IRQ".parse()?), strength: Some(Troops(1_900)), ..all.clone() };
    /// let observations = Observations { rows: vec![all, in_iraq] };
    /// assert_eq!(observations.last_month(), Some("2025-06".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(month: YearMonth, strength: Option<Troops>, source: impl Into<String>) -> Self {
        Self {
            month,
            contributor: None,
            host: None,
            mission: None,
            strength,
            source: source.into(),
            published: month.last_day(),
            line: 0,
        }
    }

    /// Whether the figure is about a contingent, among others or alone.
    #[must_use]
    pub fn is_about(&self, contingent: &Contingent) -> bool {
        self.contributor.is_none_or(|contributor| contributor == contingent.contributor)
            && self.host.is_none_or(|host| host == contingent.host)
            && self.mission.is_none_or(|mission| mission == contingent.mission)
    }

    /// Whom the figure is about, such as `USA in IRQ, training`.
    #[must_use]
    pub fn who(&self) -> String {
        let contributor = self.contributor.map_or("everyone".into(), |country| country.to_string());
        let host = self.host.map_or_else(String::new, |host| format!(" in {host}"));
        let mission = self.mission.map_or_else(String::new, |mission| format!(", {mission}"));
        format!("{contributor}{host}{mission}")
    }

    /// How many of contributor, host and mission stand for all of them together.
    pub(crate) fn empty_columns(&self) -> usize {
        let empty = [self.contributor.is_none(), self.host.is_none(), self.mission.is_none()];
        empty.into_iter().filter(|is_empty| *is_empty).count()
    }
}

impl Observations {
    /// The last month of which there is a figure.
    #[must_use]
    pub fn last_month(&self) -> Option<YearMonth> {
        let observed = self.rows.iter().filter(|row| row.strength.is_some());
        observed.map(|row| row.month).max()
    }
}
