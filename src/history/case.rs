//! A case: one real drawdown (rules#cases).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::history::announced_plan::{AnnouncedPlan, PastDeadline};
use crate::history::case_error::CaseError;
use crate::history::description::{Actor, CaseDescription, CaseOutcome};
use crate::observed::{ObservationChoice, Observations};
use crate::plan::checked::Plan;
use crate::spec::Source;
use crate::spec::contingent::Contingent;
use crate::values::percent::Percent;
use crate::values::year_month::YearMonth;

/// No file of a case is larger, in bytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;

/// One real drawdown: the plans as announced, what was observed, and the sources.
///
/// A case of your own is a folder: `case.toml`, a [`CaseDescription`]; the plan files that it names; `observed.csv`,
/// as [`Observations::from_csv`] reads it; and, if you like, `about.md`.
///
/// ```
/// use drawdown::history::Case;
/// use drawdown::observed::VerdictClass;
///
/// let liberia = Case::built_in("unmil").ok_or("no such case")?;
/// let by_june_2016 = liberia.deadlines("0".parse()?).into_iter().find(|one| one.verdict.phase == "to 1,240");
/// let by_june_2016 = by_june_2016.ok_or("no such phase")?;
/// assert_eq!(by_june_2016.verdict.class, Some(VerdictClass::Late)); // 1,373 were there, 1,233 a month later
/// assert_eq!(by_june_2016.notice, Some(9)); // months, from September 2015
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Case {
    name: String,
    description: CaseDescription,
    plans: Vec<AnnouncedPlan>,
    observations: Observations,
    about: String,
}

impl Case {
    /// A case from the texts of its files, by their names.
    ///
    /// # Errors
    ///
    /// A file that is missing or invalid, and an entry of `case.toml` that names no plan, phase or source.
    ///
    /// ```
    /// use drawdown::history::Case;
    ///
    /// let texts = [
    ///     ("case.toml", "title = \"Home\"\nactor = \"other\"\n[[plan]]\nfile = \"2024.toml\"\n"),
    ///     ("2024.toml", "title = \"Home by May\"\nannounced = 2024-01-31\nas_of = \"2024-01\"\n\
    ///                    [[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 100\n\
    ///                    [[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2024-05\"\n"),
    ///     ("observed.csv", "month,contributor,host,mission,strength,source\n2024-05,USA,IRQ,,0,press\n"),
    /// ];
    /// let case = Case::from_texts("home", texts)?;
    /// assert_eq!(case.deadlines("0".parse()?)[0].notice, Some(4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_texts<N: Into<String>, T: Into<String>>(
        name: &str,
        texts: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, CaseError> {
        let texts = texts.into_iter().map(|(file, text)| (file.into(), text.into()));
        let texts: BTreeMap<String, String> = texts.collect();
        Self::of(name, |file| texts.get(file).cloned().ok_or_else(|| missing(file)))
    }

    /// A case from its folder, whose name it bears.
    ///
    /// # Errors
    ///
    /// As for [`Case::from_texts`], and a file that cannot be read.
    pub fn read(folder: impl AsRef<Path>) -> Result<Self, CaseError> {
        let folder = folder.as_ref();
        let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let name = absolute.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
        Self::of(&name, |file| read_file(folder, file))
    }

    fn of(name: &str, read: impl Fn(&str) -> Result<String, CaseError>) -> Result<Self, CaseError> {
        let description = CaseDescription::from_toml(&read("case.toml")?)?;
        let observations = Observations::from_csv(read("observed.csv")?.as_bytes());
        let observations = observations.map_err(|errors| CaseError::Observed { errors })?;
        let about = match read("about.md") {
            Err(CaseError::Missing { .. }) => String::new(),
            about => about?,
        };
        let mut plans: Vec<AnnouncedPlan> = Vec::new();
        for (i, entry) in description.plans.iter().enumerate() {
            if plans.iter().any(|plan| plan.file() == entry.file) {
                let entry_name = format!("plan[{i}]");
                return Err(CaseError::SamePlan { entry: entry_name, file: entry.file.clone() });
            }
            let file = || entry.file.clone();
            if entry.file.contains(['/', '\\']) {
                return Err(CaseError::unknown_plan(format!("plan[{i}]"), &entry.file));
            }
            let plan = Plan::from_toml(&read(&entry.file)?)
                .map_err(|errors| CaseError::Invalid { file: file(), errors })?;
            let choice = ObservationChoice {
                sources: description.sources.clone(),
                ..ObservationChoice::default()
            };
            let seen = observations
                .of_plan(&plan, &choice)
                .map_err(|errors| CaseError::Conflict { file: file(), errors })?;
            plans.push(AnnouncedPlan::new(&description, entry, seen));
        }
        let case = Self { name: name.to_owned(), description, plans, observations, about };
        case.check_entries()?;
        Ok(case)
    }

    /// Its name: of a built-in case such as `unmil`, else that of its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same case under another name, which tells it from one of the same name.
    ///
    /// ```
    /// use drawdown::history::Case;
    ///
    /// let liberia = Case::built_in("unmil").ok_or("no such case")?;
    /// assert_eq!(liberia.with_name("my/unmil").deadlines("0".parse()?)[0].case, "my/unmil");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_name(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// What it is about.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.description.title
    }

    /// Who withdrew.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.description.actor
    }

    /// `case.toml` as it is written.
    #[must_use]
    pub const fn description(&self) -> &CaseDescription {
        &self.description
    }

    /// The plans as announced, in the order of `case.toml`.
    #[must_use]
    pub fn plans(&self) -> &[AnnouncedPlan] {
        &self.plans
    }

    /// What was observed.
    #[must_use]
    pub const fn observations(&self) -> &Observations {
        &self.observations
    }

    /// A page about it, in Markdown: what was announced, what happened, and what is unknown. Empty if there is none.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// What became of every deadline, plan by plan. `within` percent of its cut, a goal may be missed and still
    /// counts as met.
    #[must_use]
    pub fn deadlines(&self, within: Percent) -> Vec<PastDeadline> {
        let outcomes = &self.description.outcomes;
        let deadlines =
            self.plans.iter().flat_map(|plan| plan.deadlines(&self.name, outcomes, within));
        deadlines.collect()
    }

    /// Whether a plan is about the same troops in the same months: a contributor in a host, between the first month and
    /// the last deadline. What became of these deadlines is then no past that the plan could have known.
    ///
    /// ```
    /// use drawdown::history::Case;
    ///
    /// let iraq = Case::built_in("iraq-us-2009-11").ok_or("no such case")?;
    /// let plan = drawdown::example::iraq_2024()?;
    /// assert!(iraq.overlaps(iraq.plans()[0].plan()) && !iraq.overlaps(&plan));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn overlaps(&self, plan: &Plan) -> bool {
        let (first, last) = (plan.as_of(), last_deadline(plan));
        self.plans.iter().map(AnnouncedPlan::plan).any(|other| {
            let is_same = |one: &Contingent| {
                let mut own = plan.spec().contingents.iter();
                own.any(|own| own.contributor == one.contributor && own.host == one.host)
            };
            other.as_of() <= last
                && first <= last_deadline(other)
                && other.spec().contingents.iter().any(is_same)
        })
    }

    /// Checks that entries name phases and sources that exist, and that none contradicts another: all that is wrong.
    fn check_entries(&self) -> Result<(), CaseError> {
        let mut errors = Vec::new();
        for (i, plan) in self.plans.iter().enumerate() {
            let Some(replaced) = plan.replaced() else { continue };
            for phase in &replaced.phases {
                errors.extend(plan.check_phase(phase, || format!("plan[{i}].replaced.phases")));
            }
            let entry = || format!("plan[{i}].replaced");
            errors.extend(self.check_source(replaced.source.as_deref(), entry));
        }
        let outcomes = &self.description.outcomes;
        for (i, outcome) in outcomes.iter().enumerate() {
            let entry = || format!("outcome[{i}]");
            match self.plans.iter().find(|plan| plan.file() == outcome.file) {
                None => errors.push(CaseError::unknown_plan(entry(), &outcome.file)),
                Some(plan) => errors
                    .extend(plan.check_phase(&outcome.phase, || format!("outcome[{i}].phase"))),
            }
            errors.extend(self.check_source(outcome.source.as_deref(), entry));
            errors.extend(contradiction(outcomes, i));
        }
        CaseError::all(errors)
    }

    fn check_source(&self, id: Option<&str>, entry: impl Fn() -> String) -> Option<CaseError> {
        let id = id.filter(|id| self.source(id).is_none())?;
        Some(CaseError::unknown_source(entry(), id))
    }

    /// The source of an id, of the case or of one of its plans.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        let of_plans = self.plans.iter().flat_map(|plan| &plan.plan().spec().sources);
        self.description.source_list.iter().chain(of_plans).find(|source| source.id == id)
    }
}

/// The month in which a plan's last deadline binds; its last month where none does.
fn last_deadline(plan: &Plan) -> YearMonth {
    let outcomes = plan.project().deadlines();
    let last = outcomes.iter().filter_map(|outcome| outcome.binding_month).max();
    last.unwrap_or_else(|| plan.through())
}

/// The error that an earlier entry says something else of the same deadline.
fn contradiction(outcomes: &[CaseOutcome], i: usize) -> Option<CaseError> {
    let (before, outcome) = (outcomes.get(..i)?, outcomes.get(i)?);
    let deadline = |one: &CaseOutcome| (one.file.clone(), one.phase.clone());
    let first = before
        .iter()
        .position(|one| deadline(one) == deadline(outcome) && one.met != outcome.met)?;
    Some(CaseError::Contradiction {
        first,
        second: i,
        file: outcome.file.clone(),
        phase: outcome.phase.clone(),
        met_first: before.get(first)?.met.in_words(),
        met_second: outcome.met.in_words(),
    })
}

fn missing(file: &str) -> CaseError {
    CaseError::Missing { file: file.to_owned() }
}

fn read_file(folder: &Path, file: &str) -> Result<String, CaseError> {
    let unreadable = |message: String| CaseError::Unreadable { file: file.to_owned(), message };
    let path = folder.join(file);
    let size = fs::metadata(&path).map_err(|_| missing(file))?.len();
    if size > MAX_FILE {
        return Err(unreadable(format!("has {size} bytes; at most {MAX_FILE} are read")));
    }
    fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))
}
