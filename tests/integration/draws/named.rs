//! Finds the estimate that a name refers to.

use drawdown::Scope;
use serde_json::Value;

/// The scope as residuals are named by it: each of its lists sorted, without duplicates.
fn with_words(scope: &Value) -> String {
    let mut scope: Scope = serde_json::from_value(scope.clone()).unwrap();
    for countries in [&mut scope.contributors, &mut scope.hosts].into_iter().flatten() {
        countries.sort_unstable();
        countries.dedup();
    }
    if let Some(missions) = &mut scope.missions {
        missions.sort_unstable();
        missions.dedup();
    }
    scope.to_string()
}

/// The name of an entry of a list.
fn entry_name(list: &str, entry: &Value) -> String {
    match list {
        "contingent" => {
            let text = |key: &str| entry[key].as_str().unwrap_or("unspecified");
            format!("{} in {}, {}", text("contributor"), text("host"), text("mission"))
        }
        "event" => format!("{:?}", entry["id"].as_str().unwrap()),
        "residual" => {
            let everyone = Value::Object(serde_json::Map::new());
            with_words(entry.get("scope").unwrap_or(&everyone))
        }
        _ => format!("{:?}", entry["name"].as_str().unwrap()),
    }
}

/// The estimate of this name in a plan's document, `None` if it lists no such entry or key.
pub(super) fn find<'a>(document: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    let (list, rest) = name.split_once('[').unwrap();
    let (entry, key) = rest.rsplit_once("].").unwrap();
    let mut nth = 1;
    let found = document.get_mut(list)?.as_array_mut()?.iter_mut().find(|other| {
        let other = entry_name(list, other);
        // the second residual of one scope and those after it are numbered
        let is_it = other == entry || format!("{other} #{nth}") == entry;
        let is_it_later = entry.strip_prefix(&other).is_some_and(|rest| rest.starts_with(" #"));
        nth += i32::from(other == entry || is_it_later);
        is_it && (nth > 2) == is_it_later
    });
    let value = found?.get_mut(key)?;
    // { reduce_to = N }, { rate = N }, { after = "..", days = N }
    let within = ["reduce_to", "reduce_by", "raise_to", "raise_by", "rate", "days", "months"];
    let within = within.into_iter().find(|key| value.get(key).is_some());
    Some(match within {
        Some(key) => &mut value[key],
        None => value,
    })
}

/// The three points of an estimate, if it has them all.
pub(super) fn points(written: &Value) -> Option<[String; 3]> {
    let text = |key| {
        let value = written.get(key)?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    if let Some(values) = written.get("values").and_then(Value::as_array) {
        // The least and the largest stand for low and high; days are in the order of their spelling.
        let key = |value: &&Value| (value.as_u64(), value.as_str().map(str::to_owned));
        let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let (low, high) = (values.iter().min_by_key(key)?, values.iter().max_by_key(key)?);
        return Some([shown(low), text("best")?, shown(high)]);
    }
    Some([text("low")?, text("best")?, text("high")?])
}
