//! Plan files: what is written is read back, in either notation.

use drawdown::PlanSpec;
use proptest::prelude::*;

use super::any_plan;

proptest! {
    #![proptest_config(crate::cases(100))]

    #[test]
    fn a_plan_written_as_json_is_read_back(document in any_plan()) {
        let spec: PlanSpec = serde_json::from_value(document).unwrap();
        let written = serde_json::to_value(&spec).unwrap();
        prop_assert_eq!(&serde_json::from_value::<PlanSpec>(written.clone()).unwrap(), &spec);
        let text = serde_json::to_string(&spec).unwrap();
        prop_assert_eq!(&serde_json::from_str::<PlanSpec>(&text).unwrap(), &spec);
        prop_assert_eq!(serde_json::to_value(&spec).unwrap(), written);
    }
}

#[cfg(feature = "json")]
proptest! {
    #![proptest_config(crate::cases(100))]

    #[test]
    fn a_plan_file_says_what_the_plan_says(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        let read = drawdown::Plan::from_json(&document.to_string()).unwrap();
        prop_assert_eq!(read.spec(), plan.spec());
        let again = drawdown::Plan::from_json(&serde_json::to_string(plan.spec()).unwrap()).unwrap();
        prop_assert_eq!(again.spec(), plan.spec());
    }
}

#[cfg(all(feature = "toml", feature = "json"))]
mod toml {
    use drawdown::{Day, Plan};
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::super::{any_plan, months};

    /// A document in TOML, its lists as arrays of tables.
    fn toml(document: &Map<String, Value>) -> String {
        let pair = |(key, value): (&String, &Value)| format!("{key} = {}\n", inline(value));
        let table = |entry: &Value| entry.as_object().unwrap().iter().map(pair).collect::<String>();
        let (lists, own): (Vec<_>, Vec<_>) = document.iter().partition(|(_, v)| v.is_array());
        let own = own.into_iter().map(pair);
        let entries = lists.into_iter().flat_map(|(list, entries)| {
            let entries = entries.as_array().unwrap().iter();
            entries.map(move |entry| format!("\n[[{list}]]\n{}", table(entry)))
        });
        own.chain(entries).collect()
    }

    fn inline(value: &Value) -> String {
        let is_date = |text: &str| text.parse::<Day>().is_ok_and(|day| day.as_month().is_none());
        let listed = |values: Vec<String>| values.join(", ");
        match value {
            Value::String(text) if is_date(text) => text.clone(), // a bare date
            Value::Array(values) => format!("[{}]", listed(values.iter().map(inline).collect())),
            Value::Object(keys) => {
                let pair = |(key, value): (&String, &Value)| format!("{key} = {}", inline(value));
                format!("{{ {} }}", listed(keys.iter().map(pair).collect()))
            }
            other => other.to_string(), // texts, numbers and truth are written as in JSON
        }
    }

    proptest! {
        #![proptest_config(crate::cases(100))]

        #[test]
        fn a_plan_in_toml_is_the_plan_in_json(document in any_plan()) {
            let text = toml(document.as_object().unwrap());
            let from_json = Plan::from_json(&document.to_string()).unwrap();
            let from_toml = Plan::from_toml(&text)
                .map_err(|errors| TestCaseError::fail(format!("{errors}\n{text}")))?;
            prop_assert_eq!(from_toml.spec(), from_json.spec());
            prop_assert_eq!(months(&from_toml), months(&from_json));
        }
    }
}
