//! Which contingents a view sums: all, a scope's, each contingent's, each contributor's, host's or mission's.

use crate::plan::references::members;
use crate::projection::group_by::{GroupBy, GroupKey};
use crate::projection::projection_type::Projection;
use crate::projection::scope_view::ScopeView;
use crate::spec::contingent::Contingent;
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::first_seen::entry;
use crate::values::mission::Mission;

impl Projection {
    /// All contingents.
    #[must_use]
    #[doc(alias = "theater")]
    pub fn theatre(&self) -> ScopeView {
        self.scope(&Scope::EVERYONE)
    }

    /// The contingents that a scope matches, even if it matches none.
    #[must_use]
    pub fn scope(&self, scope: &Scope) -> ScopeView {
        ScopeView::new(self, members(&self.plan().spec.contingents, scope))
    }

    /// Each contingent, in listing order.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let end: Vec<String> = projection
    ///     .contingents()
    ///     .filter_map(|(who, view)| Some(format!("{who}: {}", view.strength(plan.through())?)))
    ///     .collect();
    /// assert_eq!(end, ["USA in IRQ, unspecified: 250", "USA in SYR, unspecified: 900"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn contingents(&self) -> impl ExactSizeIterator<Item = (&Contingent, ScopeView)> {
        let contingents = self.plan().spec.contingents.iter().enumerate();
        contingents.map(|(i, contingent)| (contingent, ScopeView::new(self, vec![i])))
    }

    /// Each contributor, in the order first listed.
    #[must_use]
    pub fn by_contributor(&self) -> Vec<(Country, ScopeView)> {
        self.by(GroupBy::Contributor, |first| first.contributor)
    }

    /// Each host, in the order first listed.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let (host, view) = projection.by_host().remove(1);
    /// assert_eq!((host.name(), view.strength(plan.through())), ("Syria", Some(900)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_host(&self) -> Vec<(Country, ScopeView)> {
        self.by(GroupBy::Host, |first| first.host)
    }

    /// Each mission, in the order first listed.
    #[must_use]
    pub fn by_mission(&self) -> Vec<(Mission, ScopeView)> {
        self.by(GroupBy::Mission, |first| first.mission)
    }

    /// The groups of a grouping, each with the first of its contingents, in the order first listed.
    ///
    /// ```
    /// use drawdown::projection::GroupBy;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let by = GroupBy::Host;
    /// let groups = projection.groups(by);
    /// let end: Vec<String> = groups
    ///     .iter()
    ///     .filter_map(|(first, view)| Some(format!("{}: {}", by.name(first), view.strength(plan.through())?)))
    ///     .collect();
    /// assert_eq!(end, ["IRQ: 250", "SYR: 900"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn groups(&self, by: GroupBy) -> Vec<(&Contingent, ScopeView)> {
        if by == GroupBy::Contingent {
            return self.contingents().collect();
        }
        let contingents = &self.plan().spec.contingents;
        let mut groups: Vec<(GroupKey, Vec<usize>)> = Vec::new();
        for (i, contingent) in contingents.iter().enumerate() {
            entry(&mut groups, by.key(contingent)).push(i);
        }
        let groups = groups.into_iter();
        groups
            .map(|(_, members)| (&contingents[members[0]], ScopeView::new(self, members)))
            .collect()
    }

    fn by<K>(&self, by: GroupBy, key: impl Fn(&Contingent) -> K) -> Vec<(K, ScopeView)> {
        self.groups(by).into_iter().map(|(first, view)| (key(first), view)).collect()
    }
}
