//! Which columns of a csv file hold what.

use std::collections::BTreeMap;

use crate::values::country::Country;
use crate::values::mission::Mission;

/// Which columns of a csv file hold what: plain data, so that a ready mapping can be taken and
/// changed where a file differs.
///
/// A column is found by its name in the file's first line (capitals matter only where two columns
/// differ in nothing else).
///
/// ```
/// use std::collections::BTreeMap;
/// use drawdown::{ColumnMapping, CountrySource, DateForm, DateSource, Mission, MissionSource, Observed, Troops};
///
/// let columns = ColumnMapping {
///     contributor: CountrySource::Code("from".into()),
///     host: CountrySource::Always("AFG".parse()?),
///     mission: MissionSource::Always(Mission::Training),
///     operation: None,
///     date: DateSource::Date { column: "day".into(), form: DateForm::YearMonthDay },
///     strength: vec!["officers".into(), "others".into()],
///     only: vec![],
///     missing: vec!["".into(), "n/a".into()],
///     hosts: BTreeMap::new(),
/// };
/// let file = "day,from,officers,others\n2020-02-29,NOR,5,38\n";
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows[0].strength, Some(Troops(43)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMapping {
    /// The country that sends them.
    pub contributor: CountrySource,
    /// The country they stand in.
    pub host: CountrySource,
    /// What they are there for.
    pub mission: MissionSource,
    /// The column of the operation they belong to, such as `UNMIL`; several in one host add up.
    pub operation: Option<String>,
    /// The month at whose end it was so.
    pub date: DateSource,
    /// Head-counts that add up to the strength; it is missing where any of them is.
    pub strength: Vec<String>,
    /// Rows that do not keep to all of these are none of ours.
    pub only: Vec<RowFilter>,
    /// What stands for a value that is missing. Zero is a value.
    pub missing: Vec<String>,
    /// The host of each operation, for [`CountrySource::Operation`].
    pub hosts: BTreeMap<String, Country>,
}

/// Where a country is read from.
///
/// ```
/// let host = drawdown::CountrySource::Code("iso3c".into());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CountrySource {
    /// The same in every row.
    Always(Country),
    /// A column of ISO 3166-1 alpha-3 codes.
    Code(String),
    /// A column of Correlates-of-War state numbers. One that has stood for several countries (345:
    /// Yugoslavia, Serbia and Montenegro, Serbia) does not tell which.
    Number(String),
    /// Both: the code counts, and the number must agree with it. Where the code is missing, the
    /// number alone counts.
    CodeAndNumber {
        /// The column of codes.
        code: String,
        /// The column of numbers.
        number: String,
    },
    /// A column of operations, each with its host in [`ColumnMapping::hosts`].
    Operation(String),
}

/// Where a mission is read from.
///
/// ```
/// use drawdown::{Mission, MissionSource};
///
/// assert_eq!(MissionSource::default(), MissionSource::Always(Mission::Unspecified));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MissionSource {
    /// The same in every row.
    Always(Mission),
    /// A column of the plan file's own words, such as `training`; unspecified where it is missing.
    Column(String),
}

impl Default for MissionSource {
    fn default() -> Self {
        Self::Always(Mission::Unspecified)
    }
}

/// Where a month is read from.
///
/// ```
/// // A file that has one figure a year, counted in September.
/// let date = drawdown::DateSource::Year { year: "year".into(), month: 9 };
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateSource {
    /// A column of days or months. A day counts as the month end nearest to it, as everywhere; a
    /// time of day after it is not looked at.
    Date {
        /// The column.
        column: String,
        /// In which order a day is written.
        form: DateForm,
    },
    /// A column of years and one of months: 1 to 12, or in English, whole or its first three
    /// letters.
    YearMonth {
        /// The column of years.
        year: String,
        /// The column of months.
        month: String,
    },
    /// A column of years and one of quarters, 1 to 4: the end of its last month.
    YearQuarter {
        /// The column of years.
        year: String,
        /// The column of quarters.
        quarter: String,
    },
    /// A column of years, each of which stands for the end of one and the same month.
    Year {
        /// The column of years.
        year: String,
        /// The month, 1 to 12.
        month: u32,
    },
}

/// In which order a day is written; never guessed.
///
/// ```
/// assert_eq!(drawdown::DateForm::default(), drawdown::DateForm::YearMonthDay);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateForm {
    /// `2024-08-31`, or a month, `2024-08`.
    #[default]
    YearMonthDay,
    /// `31/08/2024`; also with dots or hyphens.
    DayMonthYear,
    /// `08/31/2024`; also with dots or hyphens.
    MonthDayYear,
}

/// A column, and the values that count; capitals don't matter.
///
/// ```
/// let troops = drawdown::RowFilter { column: "personnel_type".into(), values: vec!["Troops".into()] };
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFilter {
    /// The column.
    pub column: String,
    /// One of these must stand in it.
    pub values: Vec<String>,
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

impl ColumnMapping {
    /// US troops abroad, as the R package *troopdata* has them by country and quarter: contributor
    /// `USA`, host by `iso3c` and `ccode`, month by `year` and `month`, strength `troops_ad` (active
    /// duty).
    ///
    /// - Its tables have `NA` for `iso3c` where a place has no code there; then `ccode` alone
    ///   counts. Its own numbers from 1001 up (Guam, Diego Garcia) are no Correlates-of-War numbers,
    ///   and their rows are left out, as are those without a code whose number has meant
    ///   several countries: 345, 365, 490 and 816.
    /// - Its tables by year have neither month nor quarter; say when they were counted:
    ///   `date: DateSource::Year { year: "year".into(), month: 9 }`.
    /// - It counts troops in the United States too: ask for a baseline without them.
    /// - `-Inf`, which it writes for the largest of no figures, is missing.
    ///
    /// ```
    /// use drawdown::ColumnMapping;
    ///
    /// // With the reserve and the national guard.
    /// let columns = ColumnMapping { strength: vec!["troops_all".into()], ..ColumnMapping::troopdata() };
    /// ```
    #[must_use]
    pub fn troopdata() -> Self {
        Self {
            contributor: CountrySource::Always(USA),
            host: CountrySource::CodeAndNumber { code: "iso3c".into(), number: "ccode".into() },
            mission: MissionSource::default(),
            operation: None,
            date: DateSource::YearMonth { year: "year".into(), month: "month".into() },
            strength: texts(["troops_ad"]),
            only: Vec::new(),
            missing: texts(["", "NA", "-Inf"]),
            hosts: BTreeMap::new(),
        }
    }

    /// The United Nations' tables of uniformed personnel by contributor: `isocode3`,
    /// `mission_acronym`, `personnel_type`, `male_personnel` and `female_personnel` (their sum is
    /// the strength), `last_reporting_date`.
    ///
    /// - RowFilter troops count: rows whose `personnel_type` is `Troops` or `Contingent Troops`, not
    ///   police, experts or staff officers. Change [`only`](Self::only) for others.
    /// - The host is that of the mission, from [`hosts`](Self::hosts): those below, of missions in
    ///   one country. Missions in several (UNTSO, UNMOGIP, UNISFA, UNPROFOR, MINURCAT) are left out
    ///   until you say where they are.
    /// - Days are `2012-03-31`. Older downloads have `31/03/2012`: then take
    ///   [`DateForm::DayMonthYear`].
    ///
    /// ```
    /// use drawdown::ColumnMapping;
    ///
    /// let mut columns = ColumnMapping::un_contributors();
    /// assert_eq!(columns.hosts["UNMIL"], "LBR".parse()?);
    /// columns.hosts.insert("UNISFA".into(), "SDN".parse()?); // Abyei
    /// # Ok::<(), drawdown::ParseCountryError>(())
    /// ```
    #[must_use]
    pub fn un_contributors() -> Self {
        Self {
            contributor: CountrySource::Code("isocode3".into()),
            host: CountrySource::Operation("mission_acronym".into()),
            mission: MissionSource::default(),
            operation: Some("mission_acronym".into()),
            date: DateSource::Date {
                column: "last_reporting_date".into(),
                form: DateForm::YearMonthDay,
            },
            strength: texts(["male_personnel", "female_personnel"]),
            only: vec![RowFilter {
                column: "personnel_type".into(),
                values: texts(["Troops", "Contingent Troops"]),
            }],
            missing: texts(["", "NA", "NULL"]),
            hosts: un_missions(),
        }
    }

    /// The International Peace Institute's peacekeeping database by month and mission:
    /// `Contributor_ISO-3`, `Mission_Country_ISO-3` (the database's own choice of a host), `Mission`,
    /// `Troops`, `Date` (month ends).
    ///
    /// - RowFilter `Troops` count; police and experts stand in columns of their own.
    /// - The database writes `NA` where a country sends no troops but police or experts, and where
    ///   it does not know: both are missing here, not zero.
    ///
    /// ```
    /// use drawdown::{ColumnMapping, CountrySource};
    ///
    /// // The names that the same columns have once they have been through the institute's R script.
    /// let columns = ColumnMapping {
    ///     contributor: CountrySource::Code("tcc.iso3.alpha".into()),
    ///     host: CountrySource::Code("mission.iso3.alpha".into()),
    ///     ..ColumnMapping::ipi()
    /// };
    /// ```
    #[must_use]
    pub fn ipi() -> Self {
        Self {
            contributor: CountrySource::Code("Contributor_ISO-3".into()),
            host: CountrySource::Code("Mission_Country_ISO-3".into()),
            mission: MissionSource::default(),
            operation: Some("Mission".into()),
            date: DateSource::Date { column: "Date".into(), form: DateForm::YearMonthDay },
            strength: texts(["Troops"]),
            only: Vec::new(),
            missing: texts(["", "NA"]),
            hosts: BTreeMap::new(),
        }
    }
}

const USA: Country = match Country::new("USA") {
    Some(country) => country,
    None => panic!("an assigned code"), // at compile time
};

/// Missions of the United Nations in one host, by host.
const UN_MISSIONS: &[(&str, &[&str])] = &[
    ("AFG", &["UNAMA"]),
    ("AGO", &["UNAVEM", "UNAVEM II", "UNAVEM III", "MONUA"]),
    ("BDI", &["ONUB", "BINUB", "BNUB"]),
    ("BIH", &["UNMIBH"]),
    ("CAF", &["MINURCA", "BINUCA", "MINUSCA"]),
    ("CIV", &["MINUCI", "UNOCI"]),
    ("COD", &["MONUC", "MONUSCO"]),
    ("COL", &["UNMC", "UNVMC"]),
    ("CYP", &["UNFICYP"]),
    ("ESH", &["MINURSO"]),
    ("GEO", &["UNOMIG"]),
    ("GTM", &["MINUGUA"]),
    ("HRV", &["UNCRO", "UNTAES", "UNPSG"]),
    ("HTI", &["UNMIH", "UNSMIH", "UNTMIH", "MIPONUH", "MICAH", "MINUSTAH", "MINUJUSTH"]),
    ("IRQ", &["UNAMI"]),
    ("KHM", &["UNAMIC", "UNTAC"]),
    ("LBN", &["UNIFIL"]),
    ("LBR", &["UNOMIL", "UNMIL"]),
    ("LBY", &["UNSMIL"]),
    ("MKD", &["UNPREDEP"]),
    ("MLI", &["MINUSMA"]),
    ("MOZ", &["ONUMOZ"]),
    ("NPL", &["UNMIN"]),
    ("RWA", &["UNAMIR"]),
    ("SDN", &["UNMIS", "UNAMID", "UNITAMS"]),
    ("SLE", &["UNOMSIL", "UNAMSIL", "UNIOSIL", "UNIPSIL"]),
    ("SLV", &["ONUSAL"]),
    ("SOM", &["UNOSOM", "UNOSOM II", "UNSOM", "UNSOS"]),
    ("SSD", &["UNMISS"]),
    ("SYR", &["UNDOF", "UNSMIS"]),
    ("TJK", &["UNMOT"]),
    ("TLS", &["UNAMET", "UNTAET", "UNMISET", "UNOTIL", "UNMIT"]),
    ("XKX", &["UNMIK"]), // Kosovo, by the user-assigned code that is commonly taken for it
    ("YEM", &["UNMHA"]),
];

fn un_missions() -> BTreeMap<String, Country> {
    let in_one = |(host, missions): &(&str, &[&str])| {
        let host = Country::new(host);
        let missions: Vec<String> = missions.iter().map(|mission| (*mission).to_owned()).collect();
        missions.into_iter().filter_map(move |mission| Some((mission, host?)))
    };
    UN_MISSIONS.iter().flat_map(in_one).collect()
}
