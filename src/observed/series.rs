//! Observed strengths, month end by month end: a baseline for a plan, and what to hold it against.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use crate::spec::contingent::Contingent;
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// Strengths as somebody counted them, in the order of their file.
///
/// ```
/// use drawdown::{ColumnMapping, Observed, Scope};
///
/// // Invented figures.
/// let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n\
///             645,IRQ,Iraq,2024,June,2,2450\n\
///             652,SYR,Syria,2024,June,2,NA\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
/// let baseline = observed.baseline("2024-06".parse()?, &Scope::EVERYONE);
/// assert_eq!(baseline.contingents.len(), 1); // Iraq
/// assert_eq!(baseline.missing[0].host, "SYR".parse()?); // not nobody: not known
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Observed {
    /// What was counted, at most once for a month, a contingent and an operation.
    pub rows: Vec<Observation>,
    /// Rows about a country that the file does not name in a way that can be told: look at them
    /// before you take the rest for all there is.
    pub left_out: Vec<SkippedRow>,
}

/// A strength at a month's end.
///
/// ```
/// use drawdown::{Observation, Troops};
///
/// fn is_empty(row: &Observation) -> bool {
///     row.strength == Some(Troops::ZERO) // `None` would be a figure that is missing
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Observation {
    /// The month at whose end it was so.
    pub month: YearMonth,
    /// The country that sends them.
    pub contributor: Country,
    /// The country they stand in.
    pub host: Country,
    /// What they are there for.
    pub mission: Mission,
    /// The operation they belong to, such as `UNMIL`, where the file has one.
    pub operation: Option<String>,
    /// How many; `None` where the figure is missing, which is not the same as nobody.
    pub strength: Option<Troops>,
    /// The line of the file, counted from 1.
    pub line: u64,
}

/// A row that is about no country which can be told.
///
/// ```
/// use drawdown::{ColumnMapping, Observed};
///
/// // In these data 1008 stands for Guam; the Correlates of War have no such number.
/// let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n1008,NA,Guam,2024,June,2,10\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
/// assert_eq!(
///     observed.left_out[0].to_string(),
///     "line 2: 1008 is no Correlates-of-War state number, and no code is given"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SkippedRow {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// Why.
    pub why: SkipReason,
}

/// Why a row is about no country that can be told.
///
/// ```
/// let why = drawdown::SkipReason::UnknownOperation { operation: "UNISFA".into() };
/// assert_eq!(why.to_string(), "no host is given for the operation \"UNISFA\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SkipReason {
    /// The code is missing.
    NoCode {
        /// The column it should be in.
        column: String,
    },
    /// The code is missing, and the number is not one of the Correlates of War.
    UnknownNumber {
        /// The number.
        number: u32,
    },
    /// The code is missing, and the number has stood for several countries.
    SeveralCountries {
        /// The number.
        number: u32,
        /// Which ones.
        countries: Vec<Country>,
    },
    /// No host is known for the operation: see [`ColumnMapping::hosts`](crate::ColumnMapping::hosts).
    UnknownOperation {
        /// The operation (its first 40 characters).
        operation: String,
    },
}

/// Who was where at one month's end, for a plan to begin with.
///
/// ```
/// use drawdown::{ColumnMapping, Observed, PlanSpec, Scope};
///
/// let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n645,IRQ,Iraq,2024,June,2,2450\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
/// let june = "2024-06".parse()?;
/// let spec = PlanSpec {
///     contingents: observed.baseline(june, &Scope::EVERYONE).contingents,
///     ..PlanSpec::new("From June 2024 on", june)
/// };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Baseline {
    /// The month.
    pub month: YearMonth,
    /// Those whose figure is there, in the order in which the file first names them; those of whom
    /// nobody was there too, with strength 0. Operations in one host are added up.
    pub contingents: Vec<Contingent>,
    /// Rows of the month without a figure; their contingents are not listed.
    pub missing: Vec<Observation>,
    /// Contingents that only other months tell of, each as last seen before this one (or else as
    /// first seen after). In a table of who contributes they have left; elsewhere they may simply
    /// not have been counted.
    pub unobserved: Vec<Observation>,
}

type Who = (Country, Country, Mission);

impl Observation {
    fn who(&self) -> Who {
        (self.contributor, self.host, self.mission)
    }

    fn contingent(&self, strength: Troops) -> Contingent {
        let contingent = Contingent::new(self.contributor, self.host, strength);
        Contingent { mission: self.mission, ..contingent }
    }

    fn is_in(&self, scope: &Scope) -> bool {
        scope.matches(&self.contingent(Troops::ZERO))
    }
}

impl Observed {
    /// The months at whose ends anything was observed, in order.
    ///
    /// ```
    /// # use drawdown::{ColumnMapping, Observed};
    /// # let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n\
    /// #             645,IRQ,Iraq,2024,June,2,2450\n645,IRQ,Iraq,2024,March,1,2500\n";
    /// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
    /// assert_eq!(observed.months(), ["2024-03".parse()?, "2024-06".parse()?]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn months(&self) -> Vec<YearMonth> {
        let months: BTreeSet<YearMonth> = self.rows.iter().map(|row| row.month).collect();
        months.into_iter().collect()
    }

    /// Who of a scope was there at the end of a month.
    ///
    /// ```
    /// # use drawdown::{ColumnMapping, Observed, Scope, Troops};
    /// # let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n\
    /// #             645,IRQ,Iraq,2024,June,2,2450\n651,EGY,Egypt,2024,June,2,0\n";
    /// # let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
    /// let mut baseline = observed.baseline("2024-06".parse()?, &Scope::EVERYONE);
    /// assert_eq!(baseline.contingents.len(), 2);
    /// // Whoever does not want those of whom nobody is there says so.
    /// baseline.contingents.retain(|contingent| contingent.strength.best() > Troops::ZERO);
    /// assert_eq!(baseline.contingents.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn baseline(&self, month: YearMonth, scope: &Scope) -> Baseline {
        let mut baseline = Baseline {
            month,
            contingents: Vec::new(),
            missing: Vec::new(),
            unobserved: Vec::new(),
        };
        let (order, rows) = self.by_contingent(scope);
        for who in order {
            let rows = &rows[&who];
            let now: Vec<&Observation> =
                rows.iter().copied().filter(|row| row.month == month).collect();
            let total: Option<u64> = now.iter().map(|row| row.strength.map(u64::from)).sum();
            match (now.first(), total) {
                // The reader lets no contingent add up to more than a head-count holds.
                (Some(row), Some(total)) => {
                    let strength = Troops(u32::try_from(total).unwrap_or(u32::MAX));
                    baseline.contingents.push(row.contingent(strength));
                }
                (Some(_), None) => {
                    let missing = now.into_iter().filter(|row| row.strength.is_none());
                    baseline.missing.extend(missing.cloned());
                }
                (None, _) => {
                    let before = rows.iter().filter(|row| row.month < month);
                    let seen = before.max_by_key(|row| row.month);
                    let seen = seen.or_else(|| rows.iter().min_by_key(|row| row.month));
                    baseline.unobserved.extend(seen.map(|row| (*row).clone()));
                }
            }
        }
        baseline
    }

    /// The rows of each contingent in a scope, and the contingents as first named.
    fn by_contingent(&self, scope: &Scope) -> (Vec<Who>, HashMap<Who, Vec<&Observation>>) {
        let mut order = Vec::new();
        let mut rows: HashMap<Who, Vec<&Observation>> = HashMap::new();
        for row in self.rows.iter().filter(|row| row.is_in(scope)) {
            let own = rows.entry(row.who()).or_default();
            if own.is_empty() {
                order.push(row.who());
            }
            own.push(row);
        }
        (order, rows)
    }
}

impl fmt::Display for SkippedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCode { column } => write!(f, "no country is given in {column:?}"),
            Self::UnknownNumber { number } => {
                write!(f, "{number} is no Correlates-of-War state number, and no code is given")
            }
            Self::SeveralCountries { number, countries } => {
                let codes: Vec<&str> = countries.iter().map(Country::code).collect();
                let codes = codes.join(" or ");
                write!(f, "{number} has stood for {codes}, and no code is given")
            }
            Self::UnknownOperation { operation } => {
                write!(f, "no host is given for the operation {operation:?}")
            }
        }
    }
}
