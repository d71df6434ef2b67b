//! Which contingents a view sums: all, a scope's, each contingent's, each contributor's, host's or mission's.

use crate::plan::references::members;
use crate::projection::projection_type::Projection;
use crate::projection::scope_view::ScopeView;
use crate::spec::contingent::Contingent;
use crate::spec::scope::Scope;
use crate::values::country::Country;
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
        self.by(|contingent| contingent.contributor)
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
        self.by(|contingent| contingent.host)
    }

    /// Each mission, in the order first listed.
    #[must_use]
    pub fn by_mission(&self) -> Vec<(Mission, ScopeView)> {
        self.by(|contingent| contingent.mission)
    }

    fn by<K: PartialEq>(&self, key: impl Fn(&Contingent) -> K) -> Vec<(K, ScopeView)> {
        let mut groups: Vec<(K, Vec<usize>)> = Vec::new();
        for (i, contingent) in self.plan().spec.contingents.iter().enumerate() {
            let key = key(contingent);
            match groups.iter_mut().find(|(other, _)| *other == key) {
                Some((_, members)) => members.push(i),
                None => groups.push((key, vec![i])),
            }
        }
        groups.into_iter().map(|(key, members)| (key, ScopeView::new(self, members))).collect()
    }
}
