//! Plans are written as files and in binary formats, and read as the same plan.

use drawdown::error::VariedPlanError;
use drawdown::{Adjustment, Plan, PlanSpec, Shift, Variant};
use proptest::prelude::*;

use crate::plans::any_plan;

fn cbor(spec: &PlanSpec) -> PlanSpec {
    let mut bytes = Vec::new();
    ciborium::into_writer(spec, &mut bytes).unwrap();
    ciborium::from_reader(bytes.as_slice()).unwrap()
}

proptest! {
    #![proptest_config(crate::cases(100))]

    #[test]
    fn a_plan_is_read_as_it_was_written(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        prop_assert_eq!(&cbor(plan.spec()), plan.spec());
        prop_assert_eq!(&Plan::try_from(PlanSpec::from(plan.clone())).unwrap(), &plan);
        let value = serde_json::to_value(&plan).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Plan>(value).unwrap(), &plan);
        #[cfg(feature = "json")]
        prop_assert_eq!(&Plan::from_json(&plan.to_json().unwrap()).unwrap(), &plan);
        #[cfg(feature = "toml")]
        prop_assert_eq!(&Plan::from_toml(&plan.to_toml().unwrap()).unwrap(), &plan);
        #[cfg(feature = "ensemble")]
        {
            let bytes = postcard::to_allocvec(&plan).unwrap();
            prop_assert_eq!(&postcard::from_bytes::<Plan>(&bytes).unwrap(), &plan);
        }
    }

    /// A variant's plan is written only if it is read as the same plan.
    #[test]
    fn a_varied_plan_is_written_or_refused(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        for variant in &plan.spec().variants {
            let varied = plan.named_variant(&variant.name).unwrap();
            match varied.as_written() {
                Ok(spec) => prop_assert_eq!(Plan::new(spec.clone()).unwrap(), varied),
                Err(_) => prop_assert!(Plan::new(varied.spec().clone()).ok() != Some(varied)),
            }
        }
    }

    #[test]
    #[cfg(feature = "ensemble")]
    fn whatever_bytes_are_read_nothing_panics(document in any_plan(), place: prop::sample::Index, byte: u8) {
        let mut bytes = postcard::to_allocvec(crate::engine::plan(&document).spec()).unwrap();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = postcard::from_bytes::<Plan>(&bytes);
        let _ = postcard::from_bytes::<Plan>(&bytes[..place]);
    }
}

#[test]
#[cfg(feature = "ensemble")]
fn a_deep_plan_is_refused_without_recursion() {
    // As many lists of one element each: token 5 is a list.
    let count = 300_000;
    let bytes = [postcard::to_allocvec(&count).unwrap(), [5, 1].repeat(count)].concat();
    let error = postcard::from_bytes::<PlanSpec>(&bytes).unwrap_err();
    assert_eq!(error, postcard::Error::SerdeDeCustom);
}

#[test]
fn a_moved_event_cannot_be_written() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let shift = Shift::Event { event: "announcement".into(), months: 6 };
    let late = plan.with_variant(&Variant::new("late", vec![Adjustment::Shift(shift)])).unwrap();
    assert!(late != plan);
    let error: VariedPlanError = late.as_written().unwrap_err();
    let message = "a variant has moved days, for which a plan file has no key; write the plan with the variant in it";
    assert_eq!(error.to_string(), message);
    assert_eq!(serde_json::to_value(&late).unwrap_err().to_string(), message);
}

#[test]
#[cfg(feature = "toml")]
fn toml_is_written_as_people_write_it() {
    let mut spec = drawdown::example::iraq_2024().unwrap().spec().clone();
    spec.title = "A \"quoted\" title\\\u{7f}".to_owned();
    assert_eq!(
        spec.to_toml(),
        r#"title = "A \"quoted\" title\\\u007F"
as_of = "2024-08"
through = "2027-12"

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = 2500

[[contingent]]
contributor = "USA"
host = "SYR"
strength = 900

[[event]]
id = "announcement"
date = { low = "2024-09", best = "2024-09", high = "2025-03" }

[[residual]]
scope = { host = "IRQ" }
strength = { low = 0, best = 250, high = 500 }
mission = "advise-and-assist"

[[phase]]
name = "first year"
scope = { host = "IRQ" }
target = { reduce_by = { low = 200, best = 500, high = 900 } }
deadline = "2025-09-30"
waits_for = ["announcement"]

[[phase]]
name = "the remainder"
scope = { host = "IRQ" }
target = "remainder"
deadline = "2026-12-31"
waits_for = ["announcement"]

[[cap]]
name = "airlift"
scope = { host = "IRQ" }
per_month = 400

[[cost]]
name = "operations"
scope = {}
currency = "USD"
per_troop_year = 455000

[[hazard]]
name = "regional escalation"
scope = {}
monthly_chance = 0.04
lasts = { low = 1, best = 2, high = 6 }

[[variant]]
name = "announced six months late"
adjust = [{ shift = { event = "announcement", months = 6 } }]
"#
    );
}
