//! Whose levels: everyone's, a scope's, each contingent's, each contributor's, host's or mission's.

use crate::plan::references::members;
use crate::projection::project::Projection;
use crate::projection::scope_view::ScopeView;
use crate::spec::contingent::Contingent;
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::mission::Mission;

impl<'p> Projection<'p> {
    /// Everyone.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.project().theatre().strength("2024-12".parse()?), Some(2_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[doc(alias = "theater")]
    pub fn theatre(&self) -> ScopeView<'_> {
        self.scope(&Scope::EVERYONE)
    }

    /// Those whom a scope means; nobody, where it means nobody.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Scope, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// let in_syria = projection.scope(&Scope::host("SYR".parse()?));
    /// assert_eq!(in_syria.strength("2024-12".parse()?), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn scope(&self, scope: &Scope) -> ScopeView<'_> {
        ScopeView::new(self, members(&self.plan().spec.contingents, scope))
    }

    /// Each contingent in listing order, with what becomes of it.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// for (contingent, view) in plan.project().contingents() {
    ///     assert_eq!(view.strength(plan.as_of()), Some(contingent.strength.best().into()));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn contingents(&self) -> impl ExactSizeIterator<Item = (&'p Contingent, ScopeView<'_>)> {
        let contingents = self.plan().spec.contingents.iter().enumerate();
        contingents.map(|(i, contingent)| (contingent, ScopeView::new(self, vec![i])))
    }

    /// Each contributor, in the order first listed.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// assert_eq!(projection.by_contributor()[0].0.code(), "USA");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_contributor(&self) -> Vec<(Country, ScopeView<'_>)> {
        self.by(|contingent| contingent.contributor)
    }

    /// Each host, in the order first listed.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// assert_eq!(projection.by_host()[0].0.name(), "Iraq");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_host(&self) -> Vec<(Country, ScopeView<'_>)> {
        self.by(|contingent| contingent.host)
    }

    /// Each mission, in the order first listed.
    ///
    /// ```
    /// # use drawdown::{Contingent, Mission, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// assert_eq!(projection.by_mission()[0].0, Mission::Unspecified);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_mission(&self) -> Vec<(Mission, ScopeView<'_>)> {
        self.by(|contingent| contingent.mission)
    }

    fn by<K: PartialEq>(&self, key: impl Fn(&Contingent) -> K) -> Vec<(K, ScopeView<'_>)> {
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
