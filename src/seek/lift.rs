//! The least lift: how many must leave in the busiest month, whatever the pace (rules#lift).

use std::fmt;

use serde::Serialize;

use crate::plan::checked::Plan;
use crate::seek::bottleneck::at_start;
use crate::seek::crowded_months::{all_within, open_by_month, stretches};
use crate::seek::departing::{Departing, needed_by_all};
use crate::values::text::{counted, grouped};
use crate::values::year_month::YearMonth;

/// A bound on the busiest month of a plan: no schedule that keeps to the months of its phases, and to its holds, has
/// a busiest month in which fewer leave their host. Caps are left aside.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// let lift = plan.lift().ok_or("nobody must leave")?;
/// // 1,750 leave in the 15 months from October 2025 on: an airlift of 117 a month, however they are spread.
/// assert_eq!((lift.troops, lift.must, lift.months), (117, 1_750, 15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Lift {
    /// The fewest troops that leave their host in the busiest month.
    pub troops: u64,
    /// The first month of the stretch that shows it.
    pub from: YearMonth,
    /// Its last month.
    pub through: YearMonth,
    /// The troops who must leave in that stretch.
    pub must: u64,
    /// The months of the stretch in which any of them can.
    pub months: u64,
}

impl Plan {
    /// The [least lift](crate::rules#lift); `None` where no deadline needs anybody to leave.
    #[must_use]
    pub fn lift(&self) -> Option<Lift> {
        let at_start = at_start(self)?.schedule();
        let departing = needed_by_all(&at_start.data);
        let departing: Vec<&Departing> = departing.iter().collect();
        let mut largest: Option<Lift> = None;
        for stretch in stretches(&departing) {
            let inside = all_within(&departing, stretch);
            let must: u64 = inside.iter().map(|one| one.troops).sum();
            let open = open_by_month(&inside, stretch);
            let months: u64 = open.iter().map(|&open| u64::from(open > 0)).sum();
            let troops = must.div_ceil(months.max(1));
            if troops > largest.as_ref().map_or(0, |largest| largest.troops) {
                let (from, through) = (self.month(stretch.first), self.month(stretch.last));
                largest = Some(Lift { troops, from, through, must, months });
            }
        }
        largest
    }
}

/// One sentence that a reader can check by hand.
impl fmt::Display for Lift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { troops, from, through, must, months } = self;
        let (troops, must) = (grouped(*troops), grouped(*must));
        let months = counted(*months, "open month");
        write!(
            f,
            "to leave within the phases' months, whatever the caps, at least {troops} must leave in the busiest month: \
             {must} must leave in {months} from {from} through {through}"
        )
    }
}
