//! Observed strengths as figures to hold a plan against.

use crate::observed::observations::{Observations, ObservedFigure};
use crate::observed::series::{Observation, Observed};
use crate::values::mission::Mission;

impl Observed {
    /// The strengths as figures of one source, to hold a plan against; the operations of a contingent
    /// are added up. A file that names no mission counts all missions together.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, ObservationChoice, Observed};
    ///
    /// let file = "ccode,iso3c,year,month,troops_ad\n645,IRQ,2025,March,2300\n652,SYR,2025,March,~900\n";
    /// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
    /// assert_eq!(observed.left_out.len(), 1); // Syria
    ///
    /// let plan = drawdown::example::iraq_2024()?;
    /// let figures = observed.to_observations("troopdata");
    /// let seen = figures.of_plan(&plan, &ObservationChoice::default())?;
    /// assert_eq!(seen.contingent("2025-03".parse()?, 0), Some(2_300));
    /// assert_eq!(seen.contingent("2025-03".parse()?, 1), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_observations(&self, source: &str) -> Observations {
        let names_missions = self.rows.iter().any(|row| row.mission != Mission::Unspecified);
        let figure = |row: Observation| ObservedFigure {
            contributor: Some(row.contributor),
            host: Some(row.host),
            mission: names_missions.then_some(row.mission),
            line: row.line,
            ..ObservedFigure::new(row.month, row.strength, source)
        };
        Observations { rows: self.totals().into_iter().map(figure).collect() }
    }
}
