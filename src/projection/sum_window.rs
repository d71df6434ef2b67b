//! The months that sums are over (rules#windows-of-sums).

use std::fmt;

use serde::Serialize;

use crate::plan::checked::Plan;
use crate::values::year_month::YearMonth;

/// The months that a sum of a whole projection is over: from the first month after `as_of` through the last one
/// projected. The opening month is not the plan's ([rule](crate::rules#windows-of-sums)).
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// let projection = plan.project();
/// let window = projection.sum_window().ok_or("no month is projected")?;
/// assert_eq!(
///     format!("{} troop-months, {window}", projection.theatre().total_troop_months()),
///     "84259 troop-months, 2024-09 through 2027-12"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SumWindow {
    /// The first month.
    pub from: YearMonth,
    /// The last month.
    pub through: YearMonth,
}

impl SumWindow {
    /// The window of a projection; `None` where it ends at `as_of`.
    pub(crate) fn new(as_of: YearMonth, through: YearMonth) -> Option<Self> {
        (through > as_of).then(|| Self { from: as_of.saturating_add(1), through })
    }
}

impl Plan {
    /// The months that sums over the whole projection cover; `None` where it ends at `as_of`.
    #[must_use]
    pub fn sum_window(&self) -> Option<SumWindow> {
        SumWindow::new(self.as_of(), self.through())
    }
}

impl fmt::Display for SumWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} through {}", self.from, self.through)
    }
}
