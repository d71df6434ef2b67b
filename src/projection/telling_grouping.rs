//! Which grouping says most about what moves.

use crate::projection::group_by::GroupBy;
use crate::projection::projection_type::Projection;

/// Shares are compared in millionths.
const MILLION: u128 = 1_000_000;

impl Projection {
    /// The grouping that says most about what moves: of contributors, hosts and missions, the one whose groups'
    /// shares of the theatre shift most over the months. Where none shifts, it is the first of them with more than
    /// one group. It suits as the default of a chart or a table.
    ///
    /// ```
    /// use drawdown::projection::GroupBy;
    ///
    /// // Troops leave Iraq, and stay in Syria.
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert_eq!(plan.project().telling_grouping(), GroupBy::Host);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn telling_grouping(&self) -> GroupBy {
        let mut best = (GroupBy::Contributor, 0, 1);
        for by in [GroupBy::Contributor, GroupBy::Host, GroupBy::Mission] {
            let groups = self.groups(by).into_iter();
            let levels =
                groups.map(|(_, view)| view.strengths().map(|(_, strength)| strength).collect());
            let groups: Vec<Vec<u64>> = levels.collect();
            let (shift, count) = (shift(&groups), groups.len());
            let is_first_divided = shift == best.1 && best.2 == 1 && count > 1;
            if shift > best.1 || is_first_divided {
                best = (by, shift, count);
            }
        }
        best.0
    }
}

/// By how much the groups' shares differ, over all months, from those of the first month with troops.
fn shift(groups: &[Vec<u64>]) -> u128 {
    let months = groups.first().map_or(0, Vec::len);
    let levels = |t: usize| groups.iter().map(move |group| u128::from(group[t]));
    let total = |t: usize| levels(t).sum::<u128>();
    let mut with_troops = (0..months).filter(|&t| total(t) > 0);
    let Some(first) = with_troops.next() else { return 0 };
    let differences = with_troops.map(|t| {
        // n/N - m/M = (n M - m N) / (N M)
        let pairs = levels(t).zip(levels(first));
        let difference = pairs.map(|(n, m)| (n * total(first)).abs_diff(m * total(t)));
        difference.sum::<u128>() * MILLION / (total(t) * total(first))
    });
    differences.sum()
}
