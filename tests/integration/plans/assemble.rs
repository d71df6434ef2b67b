//! Assembles the whole plan of a recipe, variants last.

use std::collections::BTreeSet;

use proptest::sample::Index;
use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::read::{Anchors, HOSTS, MISSIONS, When, entries, first_day, in_other_words};
use super::recipe::{Adjustment, Constraint, Recipe, Scope, Slip, Target};

impl Recipe {
    fn contingents(&self) -> Vec<([&'static str; 3], Value)> {
        let mut listed: Vec<([&'static str; 3], Value)> = Vec::new();
        for (identity, strength) in &self.contingents {
            if listed.iter().all(|(other, _)| other != identity) {
                listed.push((*identity, strength.clone()));
            }
        }
        for (of, kind, twin) in &self.twins {
            let [_, host, mission] = *twin;
            let [contributor, own_host, own_mission] = of.get(&listed).0;
            let twin = [
                [contributor, host, own_mission],
                [contributor, own_host, mission],
                [contributor, host, mission],
            ][*kind];
            if listed.iter().all(|(other, _)| *other != twin) {
                listed.push((twin, json!(0)));
            }
        }
        listed
    }

    pub(super) fn plan(&self) -> Value {
        let mut plan =
            json!({ "title": "a plan, as reported", "as_of": When::Month(self.as_of).text() });
        if let Some(months) = self.through {
            plan["through"] = When::Month(self.as_of + months).text();
        }
        let mut list = |key: &str, entries: Vec<Value>| {
            if !entries.is_empty() {
                plan[key] = entries.into();
            }
        };
        let contingents = self.contingents();
        let identities = contingents.iter().map(|(identity, _)| *identity).collect();
        let mut draft = Draft {
            as_of: self.as_of,
            identities,
            anchors: Anchors::default(),
            phases: Vec::new(),
        };
        let contingent = |([contributor, host, mission], strength): ([&str; 3], Value)| {
            let mut entry =
                json!({ "contributor": contributor, "host": host, "strength": strength });
            // the default mission is written in one host only
            if mission != MISSIONS[0] || host == HOSTS[1] {
                entry["mission"] = json!(mission);
            }
            entry
        };
        list("contingent", contingents.into_iter().map(contingent).collect());
        list(
            "event",
            (1..)
                .zip(&self.events)
                .map(|(i, event)| draft.event(&format!("event-{i}"), event))
                .collect(),
        );
        let phases = (1..).zip(&self.phases);
        list(
            "phase",
            phases.map(|(i, phase)| draft.phase(&format!("{} {i}", phase.stem), phase)).collect(),
        );

        let named = |kind: &str, i: i32, more: &Map<String, Value>| {
            let mut entry = more.clone();
            entry.insert("name".to_owned(), json!(format!("{kind} {i}")));
            entry
        };
        list(
            "residual",
            self.residuals.iter().map(|r| draft.constraint(r.more.clone(), r)).collect(),
        );
        for (key, constraints) in [("hold", &self.holds), ("cap", &self.caps)] {
            let constraint = |(i, constraint): (i32, &Constraint)| {
                draft.constraint(named(key, i, &constraint.more), constraint)
            };
            list(key, (1..).zip(constraints).map(constraint).collect());
        }
        for (key, scoped) in [("cost", &self.costs), ("hazard", &self.hazards)] {
            let entry = |(i, (scope, more)): (i32, &(Scope, Map<String, Value>))| {
                let mut entry = named(key, i, more);
                draft.write_scope(&mut entry, scope);
                Value::Object(entry)
            };
            list(key, (1..).zip(scoped).map(entry).collect());
        }
        let day = When::Day(first_day(self.as_of) + 5).text();
        let source = |i: usize| {
            let date = if i == 1 { json!("2023") } else { day.clone() };
            json!({ "id": format!("source-{i}"), "title": "what was reported", "date": date })
        };
        list("source", (0..self.sources.len()).map(source).collect());
        let phases: Vec<&str> = draft.phases.iter().map(|phase| phase.name.as_str()).collect();
        let slips = (1..).zip(&self.slips);
        list("slip", slips.map(|(i, slip)| slip.written(i, &phases)).collect());
        if self.announced {
            plan["announced"] = day;
            plan["country"] = json!([{ "code": "XKX", "name": "Kosovo" }]);
        }

        let variants =
            (1..).zip(&self.variants).map(|(i, recipes)| variant(&plan, draft.clone(), i, recipes));
        let variants: Vec<Value> = variants.collect();
        if !variants.is_empty() {
            plan["variant"] = variants.into();
        }
        for (i, lists) in self.sources.iter().enumerate() {
            for key in lists {
                if let Some(entry) = plan.get_mut(*key).and_then(|list| list.get_mut(i)) {
                    entry["source"] = json!(format!("source-{i}"));
                }
            }
        }
        plan
    }
}

impl Slip {
    fn written(&self, number: i32, phases: &[&str]) -> Value {
        let mut slip =
            json!({ "name": format!("slip {number}"), "months": { "values": self.months } });
        if self.common {
            slip["common"] = json!(true);
        }
        if !self.phases.is_empty() && !phases.is_empty() {
            let named: BTreeSet<&str> =
                self.phases.iter().map(|which| *which.get(phases)).collect();
            slip["phases"] = json!(named);
        }
        slip
    }
}

fn variant(plan: &Value, mut draft: Draft, number: i32, recipes: &[Adjustment]) -> Value {
    let cancels = |recipe: &&Adjustment| {
        matches!(recipe, Adjustment::Cancel(_) | Adjustment::CancelNamed(..))
    };
    // what is cancelled can no longer be adjusted or referred to, so cancelling comes last
    let in_order = recipes.iter().filter(|r| !cancels(r)).chain(recipes.iter().filter(cancels));
    let mut adjust: Vec<Value> = Vec::new();
    for (i, recipe) in in_order.enumerate() {
        let next = draft.adjust(plan, &adjust, i, recipe);
        adjust.extend(next);
    }
    json!({ "name": format!("variant {number}"), "adjust": adjust })
}

impl Draft {
    /// Writes an adjustment, if the plan and the adjustments before it leave anything to adjust.
    fn adjust(
        &mut self,
        plan: &Value,
        before: &[Value],
        number: usize,
        recipe: &Adjustment,
    ) -> Option<Value> {
        let referred =
            |name: &str| refers(plan, name) || before.iter().any(|other| refers(other, name));
        let phase =
            |which: Index| (!self.phases.is_empty()).then(|| which.index(self.phases.len()));
        Some(match recipe {
            Adjustment::ShiftEvent(which, months) => {
                let event = pick(entries(plan, "event"), *which)?;
                json!({ "shift": { "event": event["id"], "months": months } })
            }
            Adjustment::ShiftPhase(which, months, cascade) => {
                let mut shift =
                    json!({ "phase": self.phases[phase(*which)?].name, "months": months });
                if let Some(cascade) = cascade {
                    shift["cascade"] = json!(cascade);
                }
                json!({ "shift": shift })
            }
            Adjustment::Strength(scope, percent) => {
                json!({ "strength": { "scope": self.scope(scope), "percent": percent } })
            }
            Adjustment::Pace(which, pace) => {
                let phase = &self.phases[phase(*which)?];
                if !phase.has_deadline && !pace.is_object() {
                    return None;
                }
                json!({ "pace": { "phase": phase.name, "pace": pace } })
            }
            Adjustment::Target(which, target) => {
                let p = phase(*which)?;
                let cuts = !matches!(target, Target::Raise(..));
                let must_cut =
                    !self.phases[p].destinations.is_empty() || referred(&self.phases[p].name);
                if must_cut && !cuts {
                    return None;
                }
                let written = self.target(target, p).0;
                self.phases[p].cuts = cuts;
                json!({ "target": { "phase": self.phases[p].name, "target": written } })
            }
            Adjustment::Constraint(list, replaced, constraint) => {
                let old = replaced.and_then(|which| pick(entries(plan, list), which));
                let mut new = self.constraint(constraint.more.clone(), constraint);
                if *list == "residual" {
                    let scope = old
                        .map_or_else(|| self.scope(&constraint.scope), |old| old["scope"].clone());
                    new["scope"] = in_other_words(&scope);
                } else {
                    new["name"] = old.map_or_else(
                        || json!(format!("{list} of the variant, {number}")),
                        |old| old["name"].clone(),
                    );
                }
                json!({ *list: new })
            }
            Adjustment::Cancel(which) => {
                let p = phase(*which).filter(|&p| !referred(&self.phases[p].name))?;
                let name = self.phases.remove(p).name;
                self.anchors.0.retain(|(listed, _)| *listed != name);
                json!({ "cancel": { "phase": name } })
            }
            Adjustment::Add(recipe, before) => {
                let name = format!("added {number}");
                let before = before.and_then(phase);
                let Some(place) = before else {
                    return Some(json!({ "add": { "phase": self.phase(&name, recipe) } }));
                };
                let entry = self.events() + place;
                let mut draft = self.up_to(entry);
                let written = draft.phase(&name, recipe);
                let later = self.phases[place].name.clone();
                self.phases.splice(place..place, draft.phases.pop());
                self.anchors.0.splice(entry..entry, draft.anchors.0.pop());
                json!({ "add": { "phase": written, "before": later } })
            }
            Adjustment::ShiftWindow(list, which, months) => {
                let entry = pick(entries(plan, list), *which)?;
                json!({ "shift": { *list: entry["name"], "months": months } })
            }
            Adjustment::Date(which, month, spelling) => {
                let events = entries(plan, "event");
                let e = (!events.is_empty()).then(|| which.index(events.len()))?;
                let date = self.up_to(e).spell(*month, false, spelling);
                json!({ "date": { "event": events[e]["id"], "date": date } })
            }
            Adjustment::Day(key, which, month, spelling) => {
                let p = phase(*which)?;
                let day = self.up_to(self.events() + p).spell(*month, false, spelling);
                self.phases[p].has_deadline |= *key == "deadline";
                json!({ *key: { "phase": self.phases[p].name, *key: day } })
            }
            Adjustment::CancelNamed(list, which) => {
                let entry = pick(entries(plan, list), *which)?;
                let cancel = json!({ "cancel": { *list: entry["name"] } });
                if before.contains(&cancel) {
                    return None;
                }
                cancel
            }
        })
    }
}

fn pick(entries: &[Value], which: Index) -> Option<&Value> {
    (!entries.is_empty()).then(|| which.get(entries))
}

/// Whether a date or a proportion in `written` names this phase.
fn refers(written: &Value, name: &str) -> bool {
    match written {
        Value::Object(keys) => keys.iter().any(|(key, value)| {
            let refers_to_one = ["after", "before", "in_proportion_to"].contains(&key.as_str());
            let is_listed = || entries(written, "phases").iter().any(|phase| phase == name);
            refers(value, name) || (refers_to_one && value == name) || is_listed()
        }),
        Value::Array(values) => values.iter().any(|value| refers(value, name)),
        _ => false,
    }
}
