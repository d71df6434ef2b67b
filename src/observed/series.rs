//! Observed strengths, month end by month end: a baseline for a plan, and what to compare it with.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::observed::note::Note;
use crate::observed::skipped::SkippedRow;
use crate::spec::contingent::Contingent;
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// Strengths as somebody counted them, in the order of their file.
///
/// ```
/// use drawdown::observed::{ColumnMapping, Observed};
/// use drawdown::Scope;
///
/// // Invented figures.
/// let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n\
///             645,IRQ,Iraq,2024,June,2,2450\n\
///             652,SYR,Syria,2024,June,2,NA\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
/// let baseline = observed.baseline("2024-06".parse()?, &Scope::EVERYONE);
/// assert_eq!(baseline.contingents.len(), 1); // Iraq
/// assert_eq!(baseline.missing[0].host, "SYR".parse()?); // unknown, which is not zero
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Observed {
    /// The counts, at most one for each month, contingent and operation.
    pub rows: Vec<Observation>,
    /// What cannot be used, by line; check it before you treat the rows as complete.
    pub left_out: Vec<SkippedRow>,
    /// What is worth knowing of how the file was read.
    pub notes: Vec<Note>,
    /// What became of the file's rows.
    pub counts: RowCounts,
}

/// What became of the rows of a file after its header: each is counted once.
///
/// ```
/// use drawdown::observed::{ColumnMapping, Observed};
///
/// let file = "ccode,iso3c,year,month,troops_ad\n645,IRQ,2024,June,2450\n,,,,\nTotal,,,,2450\n";
/// let counts = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?.counts;
/// assert_eq!((counts.used, counts.left_out, counts.empty), (1, 1, 1));
/// assert_eq!(counts.total(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RowCounts {
    /// Rows of which at least one figure is used.
    pub used: usize,
    /// Rows of which no figure is used, all of them in [`Observed::left_out`].
    pub left_out: usize,
    /// Rows that a filter of the mapping does not pass.
    pub filtered: usize,
    /// Rows without any value.
    pub empty: usize,
}

impl RowCounts {
    /// All rows. Blank lines are none.
    #[must_use]
    pub const fn total(self) -> usize {
        let (used, passed_over) = (self.used, self.filtered.saturating_add(self.empty));
        used.saturating_add(self.left_out).saturating_add(passed_over)
    }
}

/// A strength at a month's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Observation {
    /// The month at whose end the troops were counted.
    pub month: YearMonth,
    /// The country that sends the troops.
    pub contributor: Country,
    /// The country that the troops are in.
    pub host: Country,
    /// The mission of the troops.
    pub mission: Mission,
    /// The operation that the troops belong to, such as `UNMIL`, if the file has one.
    pub operation: Option<String>,
    /// The strength; `None` if it is missing, which is not zero.
    pub strength: Option<Troops>,
    /// The line of the file, counted from 1; 0 of a row that is not from a file.
    pub line: u64,
}

/// The troops at one month's end, for a plan to begin with.
///
/// ```
/// use drawdown::observed::{ColumnMapping, Observed};
/// use drawdown::{PlanSpec, Scope, Troops};
///
/// let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n\
///             645,IRQ,Iraq,2024,June,2,2450\n651,EGY,Egypt,2024,June,2,0\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
/// let june = "2024-06".parse()?;
/// let mut contingents = observed.baseline(june, &Scope::EVERYONE).contingents;
/// // Drop zero-strength contingents if you don't need them.
/// contingents.retain(|contingent| contingent.strength.best() > Troops::ZERO);
/// assert_eq!(contingents.len(), 1);
/// let spec = PlanSpec { contingents, ..PlanSpec::new("From June 2024 on", june) };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Baseline {
    /// The month.
    pub month: YearMonth,
    /// Contingents with a strength, which may be 0, in the order in which the file first names them.
    /// The strengths of several operations in one host are added up.
    pub contingents: Vec<Contingent>,
    /// Rows of the month without a strength; their contingents are not listed.
    pub missing: Vec<Observation>,
    /// Contingents with rows in other months only: the last row before this month, or else the first
    /// after it. In a table of all contributors they have left; elsewhere they may simply not have
    /// been counted.
    pub unobserved: Vec<Observation>,
}

/// Contributor, host and mission.
pub(crate) type ContingentKey = (Country, Country, Mission);

impl Observation {
    /// A count of troops without mission and operation, such as a row of a database; its line is 0.
    ///
    /// ```
    /// use drawdown::observed::{Observation, Observed};
    /// use drawdown::{Scope, Troops};
    ///
    /// let june = "2024-06".parse()?;
    /// let row = Observation::new(june, "USA".parse()?, "IRQ".parse()?, Some(Troops(2_500)));
    /// let observed: Observed = [row].into_iter().collect();
    /// assert_eq!(observed.baseline(june, &Scope::EVERYONE).contingents.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn new(
        month: YearMonth,
        contributor: Country,
        host: Country,
        strength: Option<Troops>,
    ) -> Self {
        let (mission, operation) = (Mission::Unspecified, None);
        Self { month, contributor, host, mission, operation, strength, line: 0 }
    }

    pub(crate) fn key(&self) -> ContingentKey {
        (self.contributor, self.host, self.mission)
    }

    fn contingent(&self, strength: Troops) -> Contingent {
        let contingent = Contingent::new(self.contributor, self.host, strength);
        Contingent { mission: self.mission, ..contingent }
    }
}

/// Counts from elsewhere than a file; nothing is left out.
impl FromIterator<Observation> for Observed {
    fn from_iter<I: IntoIterator<Item = Observation>>(rows: I) -> Self {
        Self { rows: rows.into_iter().collect(), ..Self::default() }
    }
}

impl Extend<Observation> for Observed {
    fn extend<I: IntoIterator<Item = Observation>>(&mut self, rows: I) {
        self.rows.extend(rows);
    }
}

impl Observed {
    /// The months at whose ends anything was observed, in order.
    #[must_use]
    pub fn months(&self) -> Vec<YearMonth> {
        let months: BTreeSet<YearMonth> = self.rows.iter().map(|row| row.month).collect();
        months.into_iter().collect()
    }

    /// The strengths of each contingent in each month, all its operations together: in the order of the
    /// first row of each, with its line and without operation. A sum is missing if one of its rows is.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, Observed};
    /// use drawdown::Troops;
    ///
    /// let file = "Date,Contributor_ISO-3,Mission,Mission_Country_ISO-3,Troops\n\
    ///             2014-02-28,ETH,UNAMID,SDN,2500\n2014-02-28,ETH,UNISFA,SDN,4000\n";
    /// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::ipi())?;
    /// let totals = observed.totals();
    /// assert_eq!(totals.len(), 1);
    /// assert_eq!(totals[0].strength, Some(Troops(6_500)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn totals(&self) -> Vec<Observation> {
        let mut totals: Vec<Observation> = Vec::new();
        let mut index = HashMap::new();
        for row in &self.rows {
            let i = *index.entry((row.month, row.key())).or_insert(totals.len());
            if let Some(total) = totals.get_mut(i) {
                let both = total.strength.zip(row.strength);
                // The reader refuses larger sums; those of own rows stop here.
                total.strength = both.map(|(a, b)| Troops(a.0.saturating_add(b.0)));
            } else {
                totals.push(Observation { operation: None, ..row.clone() });
            }
        }
        totals
    }

    /// The contingents of a scope at the end of a month; see [`Baseline`].
    #[must_use]
    pub fn baseline(&self, month: YearMonth, scope: &Scope) -> Baseline {
        let (mut contingents, mut missing, mut unobserved) = (Vec::new(), Vec::new(), Vec::new());
        for rows in self.by_contingent(scope) {
            let current = || rows.iter().copied().filter(|row| row.month == month);
            let total: Option<u64> = current().map(|row| row.strength.map(u64::from)).sum();
            match (current().next(), total) {
                (Some(row), Some(total)) => {
                    // The reader refuses larger sums; those of own rows stop here.
                    let strength = Troops(u32::try_from(total).unwrap_or(u32::MAX));
                    contingents.push(row.contingent(strength));
                }
                (Some(_), None) => {
                    missing.extend(current().filter(|row| row.strength.is_none()).cloned());
                }
                (None, _) => {
                    let before = rows.iter().filter(|row| row.month < month);
                    let last = before.max_by_key(|row| row.month);
                    let nearest = last.or_else(|| rows.iter().min_by_key(|row| row.month));
                    unobserved.extend(nearest.map(|row| (*row).clone()));
                }
            }
        }
        Baseline { month, contingents, missing, unobserved }
    }

    /// The rows of each contingent in a scope, in the order in which the file first names them.
    fn by_contingent(&self, scope: &Scope) -> Vec<Vec<&Observation>> {
        let mut groups: Vec<Vec<&Observation>> = Vec::new();
        let mut index = HashMap::new();
        for row in &self.rows {
            if scope.matches(&row.contingent(Troops::ZERO)) {
                let i = *index.entry(row.key()).or_insert(groups.len());
                if i == groups.len() {
                    groups.push(Vec::new());
                }
                groups[i].push(row);
            }
        }
        groups
    }
}
