//! The graph of a plan's dependencies: what must happen before each phase starts.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::plan::checked::Plan;
use crate::plan::names::Anchor;
use crate::plan::timeline::Timeline;
use crate::values::checked_read::{first, read_checked};

/// What the phases of a plan depend on: the events and phases that each waits for, is counted from, follows
/// or is in proportion to. Made by [`Schedule::dependencies`](crate::Schedule::dependencies).
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// let dependencies = plan.schedule().dependencies();
/// let all: Vec<String> = dependencies
///     .edges
///     .iter()
///     .map(|edge| format!("{} {} {}", edge.after, edge.relation.as_str(), edge.before))
///     .collect();
/// assert_eq!(
///     all,
///     [
///         "first year waits for announcement",
///         "the remainder waits for announcement",
///         "the remainder follows first year",
///     ]
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Dependencies {
    /// The ids of the plan's events, in listing order.
    pub events: Vec<String>,
    /// The names of its phases, in listing order.
    pub phases: Vec<String>,
    /// What depends on what; first events, then phases, in listing order.
    pub edges: Vec<Dependency>,
}

read_checked!(
    Dependencies { events: Vec<String>, phases: Vec<String>, edges: Vec<Dependency> },
    |read| {
        let is_listed = |name| read.events.contains(name) || read.phases.contains(name);
        let mut ends = read.edges.iter().flat_map(|edge| [&edge.before, &edge.after]);
        first(&[(!ends.all(is_listed), "something depends on what is neither event nor phase")])
    }
);

/// That one event or phase depends on another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Dependency {
    /// The event or phase that comes first.
    pub before: String,
    /// The event or phase that depends on it.
    pub after: String,
    /// How it depends on it.
    pub relation: Relation,
}

/// How a phase or an event depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Relation {
    /// It waits for the event.
    WaitsFor,
    /// Its date, start, deadline or `until` is counted from the event or the phase's deadline.
    CountsFrom,
    /// It starts after the phase has ended, because they [share troops](crate::rules#precedes).
    Follows,
    /// It moves the same share as the phase.
    InProportionTo,
}

impl Relation {
    /// The relation in words, such as `waits for`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WaitsFor => "waits for",
            Self::CountsFrom => "counts from",
            Self::Follows => "follows",
            Self::InProportionTo => "is in proportion to",
        }
    }
}

impl Dependencies {
    /// Of a plan whose days are resolved.
    pub(crate) fn new(plan: &Plan, timeline: &Timeline) -> Self {
        let (spec, references) = (&plan.spec, &plan.references);
        let events: Vec<String> = spec.events.iter().map(|event| event.id.clone()).collect();
        let phases: Vec<String> = spec.phases.iter().map(|phase| phase.name.clone()).collect();
        let anchor = |anchor: Anchor| match anchor {
            Anchor::Event(i) => events[i].clone(),
            Anchor::Phase(i) => phases[i].clone(),
        };
        let mut edges = Vec::new();
        let mut add = |before: String, after: &str, relation| {
            let edge = Dependency { before, after: after.to_owned(), relation };
            if !edges.contains(&edge) {
                edges.push(edge);
            }
        };
        for (after, counted) in events.iter().zip(&references.events) {
            if let Some(from) = *counted {
                add(anchor(from), after, Relation::CountsFrom);
            }
        }
        for (i, (after, of)) in phases.iter().zip(references.phases.iter()).enumerate() {
            let waits = of.waits_for.iter().map(|&e| (events[e].clone(), Relation::WaitsFor));
            let counted = of.starts.into_iter().chain(of.deadline).chain(of.until);
            let counted = counted.map(|from| (anchor(from), Relation::CountsFrom));
            let preceding = timeline.phases[i].preceding.iter();
            let preceding = preceding.map(|&j| (phases[j].clone(), Relation::Follows));
            let proportion = of.in_proportion_to.iter();
            let proportion = proportion.map(|&q| (phases[q].clone(), Relation::InProportionTo));
            for (before, relation) in waits.chain(counted).chain(preceding).chain(proportion) {
                add(before, after, relation);
            }
        }
        Self { events, phases, edges }
    }

    /// The graph in the DOT language, which Graphviz draws: events as ellipses, phases as boxes.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let dot = plan.schedule().dependencies().to_dot();
    /// assert!(dot.contains(r#""announcement" -> "first year" [label="waits for"];"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_dot(&self) -> String {
        let quoted =
            |name: &str| format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        let mut dot = String::from("digraph plan {\n  rankdir=LR;\n");
        for (names, shape) in [(&self.events, "ellipse"), (&self.phases, "box")] {
            for name in names {
                let _ = writeln!(dot, "  {} [shape={shape}];", quoted(name));
            }
        }
        for Dependency { before, after, relation } in &self.edges {
            let (before, after) = (quoted(before), quoted(after));
            let _ = writeln!(dot, "  {before} -> {after} [label=\"{}\"];", relation.as_str());
        }
        dot + "}\n"
    }
}
