//! Which contingents each scope of a plan has, and where phases send them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::spec::contingent::Contingent;
use crate::spec::phase::Destination;
use crate::spec::scope::Scope;

/// One contingent in a phase's scope, and where those who leave it arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) contingent: usize,
    pub(crate) to: Option<usize>,
    pub(crate) leaves_host: bool,
}

/// The contingents of each scope: entries of the same scope share one list, and so do the variants of a plan, whose
/// contingents are the plan's.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScopeTable {
    members: HashMap<Scope, Arc<Vec<usize>>>,
    routes: HashMap<(Scope, Option<Destination>), Arc<Vec<Route>>>,
}

impl ScopeTable {
    /// The contingents of a scope, which come into the table if they are not there yet.
    pub(crate) fn members(
        table: &mut Arc<Self>,
        contingents: &[Contingent],
        scope: &Scope,
    ) -> Arc<Vec<usize>> {
        if let Some(members) = table.members.get(scope) {
            return Arc::clone(members);
        }
        let members = Arc::new(members(contingents, scope));
        Arc::make_mut(table).members.insert(scope.clone(), Arc::clone(&members));
        members
    }

    pub(crate) fn routes(&self, scope: &Scope, to: Option<Destination>) -> Option<Arc<Vec<Route>>> {
        self.routes.get(&(scope.clone(), to)).cloned()
    }

    pub(crate) fn add_routes(
        table: &mut Arc<Self>,
        scope: &Scope,
        to: Option<Destination>,
        routes: &Arc<Vec<Route>>,
    ) {
        Arc::make_mut(table).routes.insert((scope.clone(), to), Arc::clone(routes));
    }
}

/// The contingents that a scope matches, by index (rules#scope).
pub(crate) fn members(contingents: &[Contingent], scope: &Scope) -> Vec<usize> {
    let matching = contingents.iter().enumerate().filter(|(_, c)| scope.matches(c));
    matching.map(|(i, _)| i).collect()
}
