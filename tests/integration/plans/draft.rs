//! Writes a plan entry by entry, tracking dates and the names that later entries can refer to.

use std::collections::BTreeSet;

use proptest::sample::Index;
use serde_json::{Map, Value, json};

use super::read::{Anchors, FIELDS, When, in_scope, is_counted, month_end};
use super::recipe::{Constraint, Event, Kind, Phase, Scope, Shape, Spelling, Target, Window};

/// Writes `best` as an estimate with no value below `minimum`.
pub(super) fn estimate(
    best: i64,
    minimum: i64,
    unit: i64,
    shape: &Shape,
    show: impl Fn(i64) -> Value,
) -> Value {
    let below = (shape.below * unit).min(best - minimum);
    let mut written = match shape.kind {
        Kind::Plain => return show(best),
        Kind::BestOnly => json!({ "best": show(best) }),
        // also with an odd sum, whose midpoint rounds down to `best`
        Kind::NoBest => {
            json!({ "low": show(best - below), "high": show(best + below + shape.above % 2) })
        }
        // the lower median of three, or a best that is none of two
        Kind::Values => {
            let (low, high) = (show(best - below), show(best + shape.above * unit));
            if shape.above % 2 == 0 {
                json!({ "values": [high, low, show(best)] })
            } else {
                json!({ "values": [high, low], "best": show(best) })
            }
        }
        Kind::Full => {
            json!({ "low": show(best - below), "best": show(best), "high": show(best + shape.above * unit) })
        }
    };
    if shape.words {
        written["words"] = json!("some, \"give or take\"");
    }
    written
}

/// A phase already listed, with its months counted from `as_of`.
#[derive(Clone)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) scope: BTreeSet<usize>,
    pub(super) destinations: BTreeSet<usize>,
    pub(super) planned_start: i64,
    /// The earlier of the months that its deadline and its `until` count as.
    pub(super) last: Option<i64>,
    pub(super) past: bool,
    pub(super) has_deadline: bool,
    pub(super) cuts: bool,
}

/// A phase's destination: which contingents it moves, and which receive them.
#[derive(Clone)]
struct Transfer {
    scope: Value,
    destination: Value,
    movers: BTreeSet<usize>,
    arrivals: BTreeSet<usize>,
}

#[derive(Clone)]
pub(super) struct Draft {
    pub(super) as_of: i64,
    pub(super) identities: Vec<[&'static str; 3]>,
    pub(super) anchors: Anchors,
    pub(super) phases: Vec<Listed>,
}

impl Draft {
    /// Writes a date for `month` (counted from `as_of`): one that opens it if `opening`, else one that binds at its end.
    pub(super) fn spell(&self, month: i64, opening: bool, spelling: &Spelling) -> Value {
        let end = self.as_of + month - i64::from(opening);
        let plain = When::Month(self.as_of + month).text();
        match spelling {
            Spelling::Month => plain,
            Spelling::Day(offset) => When::Day(month_end(end) + offset).text(),
            Spelling::Estimate { day: None, shape } => {
                estimate(self.as_of + month, 0, 1, shape, |m| When::Month(m).text())
            }
            Spelling::Estimate { day: Some(offset), shape } => {
                estimate(month_end(end) + offset, 0, 20, shape, |d| When::Day(d).text())
            }
            Spelling::Counted { anchor, days, shape } => {
                if self.anchors.0.is_empty() {
                    return plain;
                }
                let (name, date) = anchor.get(&self.anchors.0);
                let (unit, count) = match date {
                    Some(date) if *days => ("days", month_end(end) - date.last_day()),
                    Some(date) => ("months", end - date.binds()),
                    None => ("months", 3),
                };
                let counted = |key: &str, count| json!({ key: name, unit: estimate(count, 0, 1, shape, Value::from) });
                match count {
                    0.. => counted("after", count),
                    _ => counted("before", -count),
                }
            }
        }
    }

    /// The earliest and latest month that a start or `from` can open: a month reached by counting may be read as its
    /// first or its last day, and the plan must be valid either way.
    fn opens(&self, written: &Value) -> Option<(i64, i64)> {
        let date = self.anchors.date(written)?;
        let after_it = date.binds() + 1 - self.as_of;
        Some(match date {
            When::Month(_) if !is_counted(written) => (after_it - 1, after_it - 1),
            When::Month(_) => (after_it - 1, after_it),
            When::Day(_) => (after_it, after_it),
        })
    }

    fn binds(&self, written: &Value) -> Option<i64> {
        Some(self.anchors.date(written)?.binds() - self.as_of)
    }

    fn members(&self, scope: &Value) -> BTreeSet<usize> {
        (0..self.identities.len()).filter(|&c| in_scope(scope, self.identities[c])).collect()
    }

    pub(super) fn scope(&self, recipe: &Scope) -> Value {
        let mut scope = json!({});
        if let Some((one, other, fields)) = &recipe.like {
            let (one, other) = (one.get(&self.identities), other.get(&self.identities));
            for (f, field) in FIELDS.iter().enumerate().filter(|(_, field)| fields.contains(field))
            {
                scope[*field] = match (recipe.written, one[f] == other[f]) {
                    (true, false) => json!([one[f], other[f]]),
                    (true, true) if f == 2 => json!([one[f]]),
                    _ => json!(one[f]),
                };
            }
        }
        scope
    }

    /// Adds scope and window to an entry.
    pub(super) fn constraint(&self, mut entry: Map<String, Value>, recipe: &Constraint) -> Value {
        self.write_scope(&mut entry, &recipe.scope);
        let Window { from, through } = &recipe.window;
        let from = from.as_ref().map(|(month, spelling)| self.spell(*month, true, spelling));
        // a window must not end before it begins, so its end follows the latest month that its start can open
        let opens = from.as_ref().and_then(|from| self.opens(from)).map(|(_, latest)| latest);
        if let Some((months, spelling)) = through {
            let month = opens.unwrap_or(1) + months;
            let written = self.spell(month, false, spelling);
            let backwards =
                opens.zip(self.binds(&written)).is_some_and(|(opens, ends)| ends < opens);
            let through =
                if backwards { self.spell(month, false, &Spelling::Month) } else { written };
            entry.insert("through".to_owned(), through);
        }
        entry.extend(from.map(|from| ("from".to_owned(), from)));
        Value::Object(entry)
    }

    pub(super) fn write_scope(&self, entry: &mut Map<String, Value>, recipe: &Scope) {
        if recipe.is_given() {
            entry.insert("scope".to_owned(), self.scope(recipe));
        }
    }

    pub(super) fn event(&mut self, id: &str, recipe: &Event) -> Value {
        let Some(month) = recipe.month else {
            self.anchors.list(id, &Value::Null);
            return json!({ "id": id, "name": "an undated event" });
        };
        let written = self.spell(month, false, &recipe.spelling);
        let date = match When::parse(&written) {
            Some(When::Month(m)) => estimate(m, 0, 1, &recipe.shape, |m| When::Month(m).text()),
            Some(When::Day(d)) => estimate(d, 0, 20, &recipe.shape, |d| When::Day(d).text()),
            None => written,
        };
        self.anchors.list(id, &date);
        json!({ "id": id, "date": date })
    }

    /// The target as written, and the phase it is in proportion to: one of the first `earlier` that allow it.
    pub(super) fn target(&self, recipe: &Target, earlier: usize) -> (Value, Option<&Listed>) {
        match recipe {
            Target::Cut(written) => (written.clone(), None),
            Target::Raise(kind, n) => (json!({ *kind: n }), None),
            Target::InProportion(which) => {
                let fit = |phase: &&Listed| phase.cuts && !phase.past;
                let fits: Vec<&Listed> = self.phases[..earlier].iter().filter(fit).collect();
                if fits.is_empty() {
                    return (json!("remainder"), None);
                }
                let to = *which.get(&fits);
                (json!({ "in_proportion_to": to.name }), Some(to))
            }
        }
    }

    /// A destination of this kind (host, mission or both) for the scope or for one contingent in it. At least one
    /// contingent moves, and each that moves has a listed contingent to go to.
    fn transfer(&self, scope: &Value, kind: usize, which: Index) -> Option<Transfer> {
        let one = |c: usize| {
            FIELDS
                .iter()
                .zip(self.identities[c])
                .map(|(field, own)| ((*field).to_owned(), json!(own)))
        };
        let singly = self.members(scope).into_iter().map(|c| one(c).collect::<Map<_, _>>().into());
        let scopes: Vec<Value> = std::iter::once(scope.clone()).chain(singly).collect();
        let replaced = [1..2, 2..3, 1..3][kind].clone();
        let mut fits = Vec::new();
        for (scope, to) in
            scopes.iter().flat_map(|scope| self.identities.iter().map(move |to| (scope, to)))
        {
            let arrival = |from: usize| {
                let mut there = self.identities[from];
                there[replaced.clone()].copy_from_slice(&to[replaced.clone()]);
                self.identities.iter().position(|listed| *listed == there)
            };
            let mut movers = self.members(scope);
            movers.retain(|&c| arrival(c) != Some(c));
            if let Some(arrivals) = movers.iter().map(|&c| arrival(c)).collect()
                && !movers.is_empty()
            {
                let written = replaced.clone().map(|f| (FIELDS[f].to_owned(), json!(to[f])));
                let destination = written.collect::<Map<_, _>>().into();
                fits.push(Transfer { scope: scope.clone(), destination, movers, arrivals });
            }
        }
        (!fits.is_empty()).then(|| which.get(&fits).clone())
    }

    /// The latest last month of the chosen phases after `as_of`, 0 if there is none.
    fn last_month(&self, chosen: impl Fn(&Listed) -> bool) -> i64 {
        let chosen = self.phases.iter().filter(|q| !q.past && chosen(q));
        chosen.filter_map(|q| q.last).fold(0, i64::max)
    }

    /// A draft that has come to the entry of this number among events and phases.
    pub(super) fn up_to(&self, entry: usize) -> Draft {
        let mut draft = self.clone();
        let events = self.events();
        draft.anchors.0.truncate(entry);
        draft.phases.truncate(entry.saturating_sub(events));
        draft
    }

    pub(super) fn events(&self) -> usize {
        self.anchors.0.len() - self.phases.len()
    }

    /// Writes a start that opens after `sharing`, the last deadline of the phases over the same troops.
    fn starts(&self, sharing: i64, gap: i64, spelling: &Spelling) -> Value {
        let month = 1 + sharing + if sharing > 0 { gap.max(0) } else { gap };
        let written = self.spell(month, true, spelling);
        let too_soon = |(soonest, _)| sharing > 0 && soonest <= sharing;
        if self.opens(&written).is_some_and(too_soon) {
            self.spell(month, true, &Spelling::Month)
        } else {
            written
        }
    }

    /// The events that a phase waits for, each once, in the order drawn.
    fn awaited(&self, recipe: &Phase) -> Vec<(&str, Option<When>)> {
        let events = &self.anchors.0[..self.events()];
        let mut awaited: Vec<(&str, Option<When>)> = Vec::new();
        for which in recipe.waits_for.iter().filter(|_| !events.is_empty()) {
            let (id, date) = which.get(events);
            if awaited.iter().all(|(known, _)| known != id) {
                awaited.push((id, *date));
            }
        }
        awaited
    }

    /// A deadline or an `until`, `months` after the planned start or, if past, before `as_of`.
    fn end(&self, planned_start: i64, months: i64, past: bool, spelling: &Spelling) -> Value {
        let month = if past { -months } else { planned_start + months };
        let written = self.spell(month, false, spelling);
        let fits = |b: i64| {
            if past { b < 1 } else { b >= planned_start }
        };
        if self.binds(&written).is_none_or(fits) {
            written
        } else {
            self.spell(month, false, &Spelling::Month)
        }
    }

    /// Writes a phase that starts after everything that precedes it and is not due before it starts.
    pub(super) fn phase(&mut self, name: &str, recipe: &Phase) -> Value {
        let mut phase = recipe.options.clone();
        let mut write = |key: &str, value: Value| phase.insert(key.to_owned(), value);
        write("name", json!(name));
        let (target, kept_to) = self.target(&recipe.target, self.phases.len());
        write("target", target);

        let cuts = !matches!(recipe.target, Target::Raise(..));
        let written = self.scope(&recipe.scope);
        let (mut scope, mut destinations) = (self.members(&written), BTreeSet::new());
        let going = recipe.destination.filter(|_| cuts);
        let transfer = going.and_then(|(kind, which)| self.transfer(&written, kind, which));
        if recipe.scope.is_given() {
            write("scope", written);
        }
        if let Some(transfer) = transfer {
            write("scope", transfer.scope);
            write("destination", transfer.destination);
            (scope, destinations) = (transfer.movers, transfer.arrivals);
        }

        let shares = |q: &Listed| !q.scope.is_disjoint(&scope);
        let feeds = |q: &Listed| !q.destinations.is_disjoint(&scope);
        let mut planned_start = 1 + self.last_month(|q| shares(q) || feeds(q));
        // what follows a phase without an end must say when it starts
        let endless = |q: &Listed| !q.past && !q.has_deadline && q.last.is_none();
        let follows = self.phases.iter().any(|q| endless(q) && (shares(q) || feeds(q)));
        let starts = recipe.starts.clone().or_else(|| follows.then_some((0, Spelling::Month)));
        if let Some((gap, spelling)) = &starts {
            let starts = self.starts(self.last_month(shares), *gap, spelling);
            planned_start = self.opens(&starts).map_or(planned_start, |(_, latest)| latest);
            write("starts", starts);
        }
        let awaited = self.awaited(recipe);
        let opened =
            awaited.iter().filter_map(|(_, date)| *date).map(|date| date.binds() + 1 - self.as_of);
        let not_before = kept_to.map_or(1, |q| q.planned_start);
        planned_start = opened.fold(planned_start.max(not_before), i64::max);
        if !awaited.is_empty() {
            write("waits_for", awaited.iter().map(|(id, _)| *id).collect());
        }

        let open_rate = recipe.open_rate.as_ref();
        let until = recipe.until.as_ref();
        // of phases that are past some are so by their `until`
        let until_is_past = recipe.past && until.is_some_and(|(months, _)| months % 2 == 0);
        let deadline = if open_rate.is_some() {
            Value::Null
        } else {
            self.end(planned_start, recipe.months, recipe.past && !until_is_past, &recipe.deadline)
        };
        let until = until.map_or(Value::Null, |(months, spelling)| {
            self.end(planned_start, *months, until_is_past, spelling)
        });
        let ends = [self.binds(&deadline), self.binds(&until)];
        let last = ends.into_iter().flatten().min();
        self.anchors.list(name, &deadline);
        if let Some(rate) = open_rate {
            write("pace", json!({ "rate": rate }));
        } else {
            write("deadline", deadline);
        }
        if !until.is_null() {
            write("until", until);
        }
        self.phases.push(Listed {
            name: name.to_owned(),
            scope,
            destinations,
            planned_start,
            last,
            past: last.is_some_and(|last| last < 1),
            has_deadline: open_rate.is_none(),
            cuts,
        });
        Value::Object(phase)
    }
}
