//! Section 5, "Other figures": "the opening month is not the plan's".

use super::plan::Plan;
use super::step::Projection;

/// Sums over t = 1..=T.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// "Troop-months from month a through month b: the sum of month-end levels; without a window, a = 1 and b = T".
    pub troop_months: u64,
    /// By cost line: its name, its currency and its cost, in twelfths of the currency's unit.
    pub costs: Vec<(String, String, u128)>,
}

/// "Cost in month t, per cost line: `per_troop_year`/12 for each troop of its scope at month end, `per_withdrawn` for each
/// who left its scope for home, and `per_month`; sums are exact (in twelfths), over t = 1..T".
pub(crate) fn sums(plan: &Plan, projection: &Projection) -> Sums {
    let mut sums = Sums::default();
    for total in &projection.totals[1..] {
        sums.troop_months += total.strength;
    }
    for cost in &plan.costs {
        let mut twelfths = 0;
        for (cells, home) in projection.cells.iter().zip(&projection.went_home).skip(1) {
            for c in plan.in_scope(&cost.scope) {
                twelfths += u128::from(cost.per_troop_year) * u128::from(cells[c].strength);
                twelfths += 12 * u128::from(cost.per_withdrawn) * u128::from(home[c]);
            }
            twelfths += 12 * u128::from(cost.per_month);
        }
        sums.costs.push((cost.name.clone(), cost.currency.clone(), twelfths));
    }
    sums
}
