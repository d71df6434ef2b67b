//! One grammar: what `Display` writes, `FromStr` reads.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use drawdown::spec::{CountedFrom, IfUndated, Offset, Order, WhenLate};
use drawdown::{Adjustment, Estimate, Pace, Scope, Target, When};
use proptest::prelude::*;

use crate::plans::any_plan;

/// The text of a value, which is read as the same value.
fn read_back<T: Display + FromStr<Err: Debug> + PartialEq + Debug>(value: &T) {
    assert_eq!(&value.to_string().parse::<T>().unwrap(), value, "{value}");
}

/// The same plan without the words of its estimates, which no text has.
fn without_words(plan: &mut serde_json::Value) {
    match plan {
        serde_json::Value::Object(table) => {
            table.remove("words");
            table.values_mut().for_each(without_words);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(without_words),
        _ => {}
    }
}

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn everything_in_a_plan_is_read_as_it_is_shown(mut document in any_plan()) {
        without_words(&mut document);
        let plan = crate::engine::plan(&document);
        let spec = plan.spec();
        for contingent in &spec.contingents {
            read_back(&contingent.strength);
        }
        for date in spec.events.iter().filter_map(|event| event.date.as_ref()) {
            read_back(date);
        }
        for phase in &spec.phases {
            read_back(&phase.scope);
            read_back(&phase.target);
            read_back(&phase.pace);
            read_back(&phase.order);
            read_back(&phase.when_late);
            read_back(&phase.if_undated);
            for day in phase.deadline.iter().chain(&phase.starts).chain(&phase.until) {
                read_back(day);
                if let When::CountedFrom(counted) = day {
                    read_back(counted);
                    read_back(&counted.offset);
                }
            }
        }
        for adjustment in spec.variants.iter().flat_map(|variant| &variant.adjust) {
            match adjustment {
                Adjustment::Pace { pace, .. } => read_back(pace),
                Adjustment::Target { target, .. } => read_back(target),
                Adjustment::Strength { scope, .. } => read_back(scope),
                _ => {}
            }
        }
    }
}

#[test]
fn texts_are_as_people_write_them() {
    for text in ["500", "200 to 900, best 500"] {
        assert_eq!(text.parse::<Estimate<drawdown::Troops>>().unwrap().to_string(), text);
    }
    for text in [
        "2024-09 to 2025-03, best 2024-10",
        "30 to 90, best 60 days after the day after",
        "60 days before election",
        "one of 2024-09, 2025-03, best 2024-09",
    ] {
        assert_eq!(text.parse::<When>().unwrap().to_string(), text);
    }
    for text in [
        "reduce to 5",
        "reduce by 200 to 900, best 500",
        "reduce by 33.3 percent",
        "reduce to 40 percent",
        "in proportion to first year",
        "remainder",
        "raise to 5",
        "raise by 5",
    ] {
        assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
    }
    for text in
        ["even", "front-loaded", "back-loaded", "s-curve", "at-start", "at-deadline", "5 a month"]
    {
        assert_eq!(text.parse::<Pace>().unwrap().to_string(), text);
    }
    for text in ["contributor", "host", "mission", "contingent"] {
        assert_eq!(text.parse::<drawdown::projection::GroupBy>().unwrap().to_string(), text);
    }
    for text in ["everyone", "USA, GBR", "in IRQ, SYR", "on training", "USA in IRQ on training"] {
        assert_eq!(text.parse::<Scope>().unwrap().to_string(), text);
    }
}

#[test]
fn what_is_no_such_text_is_refused_with_what_was_expected() {
    fn refused<T: FromStr<Err: Display> + Debug>(text: &str, message: &str) {
        let error = text.parse::<T>().map(|value| format!("{value:?}")).map_err(|e| e.to_string());
        assert_eq!(error, Err(message.to_owned()));
    }
    refused::<When>(
        "5 years after x",
        "found \"5 years after x\", but expected YYYY-MM-DD or YYYY-MM",
    );
    refused::<When>("2024-02-30", "\"2024-02-30\" is not a day: February 2024 has 29 days");
    refused::<CountedFrom>(
        "5 days",
        "found \"5 days\", but expected a counted day, such as \"135 days after signing\"",
    );
    refused::<Offset>(
        "5",
        "found \"5\", but expected a length of time, such as \"135 days\" or \"2 months\"",
    );
    refused::<Target>(
        "reduce by some",
        "found \"reduce by some\", but expected a target, such as \"reduce by 500\" or \"remainder\"",
    );
    refused::<Pace>(
        "fast",
        "found \"fast\", but expected a pace, such as \"even\" or \"500 a month\"",
    );
    refused::<drawdown::projection::GroupBy>(
        "country",
        "found \"country\", but expected contributor, host, mission or contingent",
    );
    refused::<Order>("any", "found \"any\", but expected \"proportional\" or \"listed\"");
    refused::<WhenLate>("wait", "found \"wait\", but expected \"compress\" or \"slide\"");
    refused::<IfUndated>("wait", "found \"wait\", but expected \"block\" or \"skip\"");
    for text in ["", "USA on training in IRQ", "everyone in IRQ", "in", "in IRQ in SYR"] {
        let message = format!(
            "found {text:?}, but expected a scope, such as \"USA, GBR in IRQ on training\" or \"everyone\""
        );
        refused::<Scope>(text, &message);
    }
    let message = "\"some\" is not an estimate; write a value, or \"LOW to HIGH, best BEST\"";
    refused::<Estimate<u32>>("some", message);
    refused::<Estimate<u32>>("5 to 3", "low 5, high 3: low <= high must hold");
}

/// A counted day in a plan file is a table.
#[test]
fn a_plan_file_has_one_way_to_write_a_counted_day() {
    assert!(serde_json::from_str::<When>("\"2024-12\"").is_ok());
    let error = serde_json::from_str::<When>("\"5 days after x\"").unwrap_err().to_string();
    assert!(error.contains("expected YYYY-MM-DD or YYYY-MM"), "{error}");
}
