//! Which features a plan uses.

use serde_json::{Map, Value};

use super::read::{Anchors, FIELDS, MISSIONS, When, best, entries, in_other_words, in_scope};

/// All features: a path of keys (through lists), a path with the value at its end, or a name that [`Reader`] knows.
#[rustfmt::skip]
pub(crate) const FEATURES: &[&str] = &[
    "through", "through by default", "source.id", "contingent.source", "event.source", "residual.source", "phase.source",
    "hold.source", "cap.source", "cost.source", "hazard.source", "variant.source", "contingent.mission=unspecified",
    "contingent.mission=combat", "contingent.mission=advise-and-assist", "contingent.mission=training",
    "contingent.mission=headquarters", "contingent.strength=0", "contingent.strength.best", "contingent.strength.low",
    "contingent.strength.words", "one contingent", "five contingents or more", "a strength over 10000", "estimate without best",
    "estimate of best alone", "event.date", "event undated", "event before as_of", "event later than as_of",
    "event given as a day", "event given as a month", "event.date.low", "event.date.after", "event.date.days", "event.date.months",
    "no phase", "three phases or more", "past phase", "phase undated", "phase counted from a past phase", "disjoint phases",
    "phase.scope", "phase.scope list", "phase.target=remainder", "phase.target.reduce_to", "phase.target.reduce_by",
    "phase.target.reduce_to.low", "phase.target.reduce_by_percent", "percent as a decimal", "percent as an integer",
    "phase.target.in_proportion_to", "phase.target.raise_to", "phase.target.raise_by", "phase.pace=even",
    "phase.pace=front-loaded", "phase.pace=back-loaded", "phase.pace=s-curve", "phase.pace=at-start",
    "phase.pace=at-deadline", "phase.pace.rate", "phase.pace.rate.low", "phase.order=listed", "phase.order=proportional",
    "phase.blocks", "phase.when_late=slide", "phase.when_late=compress", "phase.if_undated=skip", "phase.if_undated=block",
    "phase.waits_for", "waits for several", "waits for what is undated", "phase.starts", "phase.starts.days", "phase.starts.months",
    "starts undated", "deadline given as a day", "deadline given as a month", "phase.deadline.days", "phase.deadline.months",
    "phase.deadline.days.low", "phase.deadline.months.low", "counted from a phase", "phase.destination.host",
    "phase.destination.mission", "destination of both", "residual.strength", "residual.strength.low", "residual.mission",
    "residual.from", "residual.through", "overlapping residuals", "several residuals", "hold.name", "hold.scope", "hold.from",
    "hold.through", "hold.through.after", "hold.from.after", "several holds", "cap.per_month", "cap.per_month=0",
    "cap.per_month.low", "cap.scope", "cap.from", "cap.through", "overlapping caps", "window undated", "cost.per_troop_year",
    "cost.per_withdrawn", "cost.per_month", "cost.currency=EUR", "hazard.name", "hazard.lasts.low", "several hazards",
    "several variants", "variant without adjustments", "variant.adjust.shift.event", "variant.adjust.shift.phase",
    "variant.adjust.shift.cascade=true", "variant.adjust.shift.cascade=false", "shift forward", "shift back",
    "variant.adjust.pace", "variant.adjust.target", "variant.adjust.target.target.in_proportion_to",
    "variant.adjust.residual", "variant.adjust.cap", "variant.adjust.hold", "replaced residual", "replaced cap", "replaced hold",
    "variant.adjust.strength", "variant.adjust.cancel", "variant.adjust.add", "variant.adjust.add.phase.destination",
    "announced", "country.code", "slip.months", "slip.phases", "slip.common=true", "contingent.mission=police",
    "contingent.mission=observers", "contingent.strength.values", "event.date.values", "event.date.before",
    "phase without a deadline", "phase.until", "phase.until.low", "phase.until.values", "phase.until.after",
    "phase.until.before", "phase.deadline.low", "phase.deadline.values", "phase.deadline.before", "phase.starts.low",
    "phase.starts.before", "phase.target.reduce_to_percent", "phase.target.reduce_by.values", "phase.pace.rate.values",
    "residual.from.low", "residual.through.before", "hold.from.low", "hold.through.values", "hold.through.before",
    "cap.per_month.values", "cap.through.low", "hazard.lasts.values", "variant.adjust.shift.hold", "variant.adjust.shift.cap",
    "variant.adjust.date.event", "variant.adjust.date.date.before", "variant.adjust.deadline.phase",
    "variant.adjust.deadline.deadline.after", "variant.adjust.until.phase", "variant.adjust.until.until.before",
    "variant.adjust.cancel.hold", "variant.adjust.cancel.cap", "variant.adjust.cancel.hazard", "variant.adjust.cancel.cost",
    "variant.adjust.add.before", "variant.adjust.add.phase.until", "variant.adjust.target.target.reduce_to_percent",
];

/// The features that a plan uses, by their names in [`FEATURES`].
pub(crate) fn features(plan: &Value) -> Vec<&'static str> {
    let as_of = When::parse(&plan["as_of"]).map_or(0, When::binds);
    let reader = Reader { plan, anchors: Anchors::of(plan), as_of };
    FEATURES.iter().copied().filter(|feature| reader.finds(feature)).collect()
}

/// Whether a path of keys leads anywhere, or to the value at its end.
fn reaches(value: &Value, path: &str) -> bool {
    if let Value::Array(values) = value {
        return values.iter().any(|value| reaches(value, path));
    }
    match path.split_once('.') {
        Some((key, rest)) => value.get(key).is_some_and(|value| reaches(value, rest)),
        None => match path.split_once('=') {
            Some((key, end)) => value
                .get(key)
                .is_some_and(|v| v == end || end.parse().is_ok_and(|end: Value| *v == end)),
            None => value.get(path).is_some(),
        },
    }
}

fn any_object(value: &Value, test: &dyn Fn(&Map<String, Value>) -> bool) -> bool {
    match value {
        Value::Object(keys) => test(keys) || keys.values().any(|value| any_object(value, test)),
        Value::Array(values) => values.iter().any(|value| any_object(value, test)),
        _ => false,
    }
}

struct Reader<'a> {
    plan: &'a Value,
    anchors: Anchors,
    as_of: i64,
}

impl Reader<'_> {
    fn finds(&self, feature: &str) -> bool {
        let any = |list, test: &dyn Fn(&Value) -> bool| self.all(list).iter().any(test);
        let count = |list| self.all(list).len();
        let shifts = |test: fn(i64) -> bool| {
            self.adjustments().any(|a| a["shift"]["months"].as_i64().is_some_and(test))
        };
        let undated = |w: &Value| self.undated(&w["from"]) || self.undated(&w["through"]);
        match feature {
            "through by default" => self.plan["through"].is_null(),
            "one contingent" => count("contingent") == 1,
            "five contingents or more" => count("contingent") >= 5,
            "a strength over 10000" => any("contingent", &|c| best(&c["strength"]) > Some(10_000)),
            "estimate without best" => any_object(self.plan, &|keys| {
                keys.contains_key("low") && !keys.contains_key("best")
            }),
            "estimate of best alone" => any_object(self.plan, &|keys| {
                keys.contains_key("best") && !keys.contains_key("low")
            }),
            "event undated" => any("event", &|e| self.month(&e["date"]).is_none()),
            "event before as_of" => {
                any("event", &|e| self.month(&e["date"]).is_some_and(|m| m < 0))
            }
            "event later than as_of" => any("event", &|e| self.month(&e["date"]) > Some(0)),
            "event given as a day" => any("event", &|e| length(&e["date"]) == 10),
            "event given as a month" => any("event", &|e| length(&e["date"]) == 7),
            "counted from a phase" => any_object(self.plan, &|keys| {
                keys.get("after").is_some_and(|name| any("phase", &|p| p["name"] == *name))
            }),
            "overlapping residuals" => self.pair("residual", |a, b| self.overlap(a, b)),
            "overlapping caps" => self.pair("cap", |a, b| self.overlap(a, b)),
            "several residuals" => count("residual") > 1,
            "several holds" => count("hold") > 1,
            "several hazards" => count("hazard") > 1,
            "several variants" => count("variant") > 1,
            "window undated" => {
                ["residual", "hold", "cap"].into_iter().any(|list| any(list, &undated))
            }
            "variant without adjustments" => any("variant", &|v| entries(v, "adjust").is_empty()),
            "shift forward" => shifts(|months| months > 0),
            "shift back" => shifts(|months| months < 0),
            "replaced residual" => self.replaces("residual", |r| in_other_words(&r["scope"])),
            "replaced cap" => self.replaces("cap", |cap| cap["name"].clone()),
            "replaced hold" => self.replaces("hold", |hold| hold["name"].clone()),
            _ => self.finds_in_phases(feature) || reaches(self.plan, feature),
        }
    }

    fn finds_in_phases(&self, feature: &str) -> bool {
        let phases = self.all("phase");
        let any = |test: &dyn Fn(&Value) -> bool| phases.iter().any(test);
        let undated_event =
            |id: &Value| id.as_str().is_some_and(|id| self.anchors.of_name(id).is_none());
        let percent = |test: fn(&Value) -> bool| {
            any(&|p| p["target"].get("reduce_by_percent").is_some_and(test))
        };
        let past = |p: &Value| self.month(&p["deadline"]).is_some_and(|b| b < 1);
        let disjoint = |a: &Value, b: &Value| !past(a) && !past(b) && !self.overlap(a, b);
        match feature {
            "no phase" => phases.is_empty(),
            "phase without a deadline" => any(&|p| p["deadline"].is_null()),
            "three phases or more" => phases.len() >= 3,
            "past phase" => any(&past),
            "phase undated" => any(&|p| self.undated(&p["deadline"])),
            "phase counted from a past phase" => {
                self.pair("phase", |a, b| past(b) && a["deadline"]["after"] == b["name"])
            }
            "disjoint phases" => self.pair("phase", disjoint),
            "phase.scope list" => any(&|p| FIELDS.iter().any(|field| p["scope"][field].is_array())),
            "percent as a decimal" => percent(Value::is_string),
            "percent as an integer" => percent(Value::is_i64),
            "waits for several" => any(&|p| entries(p, "waits_for").len() > 1),
            "waits for what is undated" => {
                any(&|p| entries(p, "waits_for").iter().any(undated_event))
            }
            "starts undated" => any(&|p| self.undated(&p["starts"])),
            "deadline given as a day" => any(&|p| length(&p["deadline"]) == 10),
            "deadline given as a month" => any(&|p| length(&p["deadline"]) == 7),
            "destination of both" => {
                any(&|p| p["destination"].as_object().is_some_and(|d| d.len() == 2))
            }
            _ => false,
        }
    }

    fn all(&self, list: &str) -> &[Value] {
        entries(self.plan, list)
    }

    fn month(&self, date: &Value) -> Option<i64> {
        Some(self.anchors.date(date)?.binds() - self.as_of)
    }

    fn undated(&self, date: &Value) -> bool {
        !date.is_null() && self.anchors.date(date).is_none()
    }

    /// Whether the scopes of these two share a contingent.
    fn overlap(&self, a: &Value, b: &Value) -> bool {
        self.all("contingent").iter().any(|c| {
            let mission = c["mission"].as_str().or(Some(MISSIONS[0]));
            let identity = [c["contributor"].as_str(), c["host"].as_str(), mission]
                .map(Option::unwrap_or_default);
            in_scope(&a["scope"], identity) && in_scope(&b["scope"], identity)
        })
    }

    /// Whether the test holds for two of a list, the later first.
    fn pair(&self, list: &str, test: impl Fn(&Value, &Value) -> bool) -> bool {
        let entries = self.all(list);
        (0..entries.len()).any(|i| entries[..i].iter().any(|earlier| test(&entries[i], earlier)))
    }

    fn adjustments(&self) -> impl Iterator<Item = &Value> {
        self.all("variant").iter().flat_map(|variant| entries(variant, "adjust"))
    }

    fn replaces(&self, list: &str, identity: fn(&Value) -> Value) -> bool {
        let old = |new: &Value| self.all(list).iter().any(|old| identity(old) == identity(new));
        self.adjustments().any(|adjustment| adjustment.get(list).is_some_and(old))
    }
}

fn length(text: &Value) -> usize {
    text.as_str().map_or(0, str::len)
}
