//! Ready mappings of published data sets.

use crate::observed::mapping::{
    ColumnMapping, CountrySource, DateForm, DateSource, RowFilter, texts,
};
use crate::observed::reference_data;
use crate::values::country::Country;

const USA: Country = match Country::new("USA") {
    Some(country) => country,
    None => panic!("an assigned code"), // at compile time
};

impl ColumnMapping {
    /// The mapping of the R package *troopdata*, US troops abroad by country and quarter: contributor
    /// `USA`, host by `iso3c` and `ccode`, month by `year` and `month`, strength `troops_ad` (active
    /// duty).
    ///
    /// - `iso3c` is `NA` where a place has no code; then `ccode` alone counts. The package's own
    ///   numbers from 1001 up (Guam, Diego Garcia) are not Correlates-of-War numbers: their rows are
    ///   reported.
    /// - Some countries have two rows in a month, under two numbers. Say what counts with
    ///   [`on_conflict`](Self::on_conflict); until then neither is used.
    /// - For the tables with one figure a year, see [`troopdata_yearly`](Self::troopdata_yearly).
    /// - Troops in the United States are included; choose the scope of a baseline without them.
    /// - `-Inf`, which the package writes for the maximum of no values, is missing.
    ///
    /// ```
    /// use drawdown::observed::ColumnMapping;
    ///
    /// // With the reserve and the national guard.
    /// let columns = ColumnMapping { strength: vec!["troops_all".into()], ..ColumnMapping::troopdata() };
    /// ```
    #[must_use]
    pub fn troopdata() -> Self {
        let host = CountrySource::CodeAndNumber { code: "iso3c".into(), number: "ccode".into() };
        let date = DateSource::YearMonth { year: "year".into(), month: "month".into() };
        let missing = texts(["", "NA", "-Inf"]);
        Self { missing, ..Self::new(CountrySource::Always(USA), host, date, &["troops_ad"]) }
    }

    /// The mapping of the yearly tables of *troopdata*, which is [`troopdata`](Self::troopdata) but
    /// for the date: each figure counts as that of the end of the year.
    ///
    /// A yearly figure of this package is the maximum of the year's reports. It says nothing about the year's
    /// end, so do not judge a deadline by it. See [`DateSource::Year`].
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, Note, Observed};
    ///
    /// let file = "countryname,year,ccode,iso3c,troops_ad\nIraq,2007,645,IRQ,218500\n";
    /// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata_yearly())?;
    /// assert_eq!(observed.rows[0].month, "2007-12".parse()?);
    /// assert_eq!(observed.notes, [Note::OneFigureAYear { month: 12 }]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn troopdata_yearly() -> Self {
        Self { date: DateSource::Year { year: "year".into(), month: 12 }, ..Self::troopdata() }
    }

    /// The mapping of the United Nations' tables of uniformed personnel by contributor: `isocode3`,
    /// `mission_acronym`, `personnel_type`, `male_personnel` and `female_personnel` (their sum is
    /// the strength), `last_reporting_date`.
    ///
    /// - Only troops are read: rows whose `personnel_type` is `Troops` or `Contingent Troops`, not
    ///   police, experts or staff officers. Change [`only`](Self::only) for others. Where a month has
    ///   both for one contributor and mission, neither is used unless
    ///   [`on_conflict`](Self::on_conflict) says so: [`OnConflict::Sum`](super::OnConflict::Sum) adds
    ///   them up.
    /// - The host is that of the mission in [`hosts`](Self::hosts), which has the missions in one
    ///   country. Missions in several (UNTSO, UNMOGIP, UNISFA, UNPROFOR, MINURCAT) are reported until
    ///   you add their host.
    /// - Days are read in [any form](DateForm::Any), as downloads of different years have different
    ///   ones.
    ///
    /// ```
    /// use drawdown::observed::ColumnMapping;
    ///
    /// let mut columns = ColumnMapping::un_contributors();
    /// assert_eq!(columns.hosts["UNMIL"], "LBR".parse()?);
    /// columns.hosts.insert("UNISFA".into(), "SDN".parse()?); // Abyei
    /// # Ok::<(), drawdown::error::ParseCountryError>(())
    /// ```
    #[must_use]
    pub fn un_contributors() -> Self {
        let mission = || "mission_acronym".to_owned();
        let date = DateSource::Date { column: "last_reporting_date".into(), form: DateForm::Any };
        let troops = texts(["Troops", "Contingent Troops"]);
        let strength = ["male_personnel", "female_personnel"];
        let contributor = CountrySource::Code("isocode3".into());
        Self {
            operation: Some(mission()),
            only: vec![RowFilter { column: "personnel_type".into(), values: troops }],
            missing: texts(["", "NA", "NULL"]),
            hosts: reference_data::un_missions(),
            ..Self::new(contributor, CountrySource::Operation(mission()), date, &strength)
        }
    }

    /// The mapping of the International Peace Institute's peacekeeping database by month and mission:
    /// `Contributor_ISO-3`, `Mission_Country_ISO-3` (the database's own choice of a host), `Mission`,
    /// `Troops`, `Date` (month ends).
    ///
    /// - Only `Troops` are read; police and experts have columns of their own.
    /// - `NA` means that a country sends no troops but police or experts, or that the figure is
    ///   unknown. Both are missing, not zero.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, CountrySource};
    ///
    /// // The column names after the institute's own R script.
    /// let columns = ColumnMapping {
    ///     contributor: CountrySource::Code("tcc.iso3.alpha".into()),
    ///     host: CountrySource::Code("mission.iso3.alpha".into()),
    ///     ..ColumnMapping::ipi()
    /// };
    /// ```
    #[must_use]
    pub fn ipi() -> Self {
        let contributor = CountrySource::Code("Contributor_ISO-3".into());
        let host = CountrySource::Code("Mission_Country_ISO-3".into());
        let date = DateSource::Date { column: "Date".into(), form: DateForm::Any };
        Self {
            operation: Some("Mission".into()),
            missing: texts(["", "NA"]),
            ..Self::new(contributor, host, date, &["Troops"])
        }
    }
}
