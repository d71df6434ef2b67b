//! What version 2 of the rules promises: of phases that are replaced, of busiest months, of caps, and of warnings.

use drawdown::engine::PhaseStatus;
use drawdown::spec::Cancel;
use drawdown::{Adjustment, Day, Plan, Projection, Variant};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::engine::plan;
use crate::engine::plan_and_variants;
use crate::plans::{any_plan, plan_without_variants};

/// Every strength of every month, scheduled and projected.
fn levels(projection: &Projection) -> Vec<(Vec<drawdown::Troops>, Vec<drawdown::Troops>)> {
    projection.iter().map(|month| (month.scheduled, month.strength)).collect()
}

fn without(document: &Value, lists: &[&str]) -> Value {
    let mut document = document.clone();
    for list in lists {
        document.as_object_mut().map(|plan| plan.remove(*list));
    }
    document
}

proptest! {
    #![proptest_config(crate::cases(200))]

    /// A phase that is replaced at the end of the last month in which it moves anybody moves what it would have moved.
    #[test]
    fn an_until_on_the_last_month_of_a_phase_changes_nothing(document in plan_without_variants()) {
        let planned = plan(&document);
        let projection = planned.project();
        for (i, outcome) in projection.deadlines().iter().enumerate() {
            let PhaseStatus::Started { paced_end, .. } = outcome.status else { continue };
            let is_last = outcome.binding_month.is_some_and(|month| month <= paced_end);
            if !is_last || outcome.replaced_after.is_some() || !outcome.has_deadline {
                continue;
            }
            let mut replaced = document.clone();
            replaced["phase"][i]["until"] = json!(paced_end.to_string());
            // What follows may start later than the plan may say.
            let Ok(spec) = serde_json::from_value(replaced.clone()) else { continue };
            let Ok(same) = Plan::new(spec) else { continue };
            if same.through() == planned.through() {
                prop_assert_eq!(levels(&same.project()), levels(&projection), "{}", outcome.phase);
            }
        }
    }

    /// A phase that is replaced before it can start is as if it were not listed.
    #[test]
    fn a_phase_replaced_before_it_starts_moves_and_delays_nobody(document in plan_without_variants()) {
        let planned = plan(&document);
        for phase in &planned.spec().phases {
            let phase = || phase.name.clone();
            let cancelled = Adjustment::Cancel(Cancel::Phase(phase()));
            // What others refer to cannot be cancelled.
            let Ok(cancelled) = planned.with_variant(&Variant::new("c", vec![cancelled])) else { continue };
            let until = Day::from(planned.as_of()).into();
            let replaced = Adjustment::Until { phase: phase(), until };
            let replaced = planned.with_variant(&Variant::new("r", vec![replaced])).unwrap();
            prop_assert_eq!(levels(&replaced.project()), levels(&cancelled.project()), "{}", phase());
        }
    }

    #[test]
    fn a_phase_is_busier_than_planned_only_if_it_is_late_or_kept_back(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let (schedule, projection) = (plan.schedule(), plan.project());
            for outcome in projection.deadlines() {
                let PhaseStatus::Started { start, .. } = outcome.status else { continue };
                let planned = schedule.phase(&outcome.phase).unwrap().planned_start;
                let is_kept_back = projection
                    .iter()
                    .any(|month| month.kept_back.iter().any(|kept| kept.phase == outcome.phase));
                if start == planned && !is_kept_back {
                    prop_assert!(outcome.busiest <= outcome.planned_busiest, "{}", outcome);
                }
            }
        }
    }

    #[test]
    fn the_schedule_is_the_same_without_holds_and_caps(document in plan_without_variants()) {
        let free = plan(&without(&document, &["hold", "cap"]));
        let free = free.with_through(plan(&document).through()).unwrap();
        let scheduled = |plan: &Plan| -> Vec<_> {
            plan.project().iter().map(|month| month.scheduled).collect()
        };
        prop_assert_eq!(scheduled(&plan(&document)), scheduled(&free));
    }

    /// Of two caps, one over everyone and one over a single host, all that may leave does leave: the outer one is
    /// used up, or nobody is kept back by it.
    #[test]
    fn nested_caps_let_through_all_that_they_may(
        mut document in plan_without_variants(),
        (outer, inner) in (0..2_000_u32, 0..2_000_u32),
    ) {
        let host = document["contingent"][0]["host"].clone();
        let hosts = document["contingent"].as_array().unwrap().iter().map(|c| &c["host"]);
        prop_assume!(hosts.clone().any(|other| *other != host)); // the inner cap is over fewer contingents
        document["cap"] = json!([
            { "name": "outer", "per_month": outer },
            { "name": "inner", "scope": { "host": host }, "per_month": inner },
        ]);
        let plan = plan(&document);
        let projection = plan.project();
        let theatre = projection.theatre();
        for month in &projection {
            let is_capped = month.kept_back.iter().any(|kept| kept.cause.name() == "outer" && kept.cause.kind() == "cap");
            if is_capped {
                prop_assert_eq!(theatre.host_departures(month.month), Some(outer.into()), "{}", month.month);
            }
        }
    }

    #[test]
    fn warnings_change_nothing(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let before = plan.project();
            let warnings = plan.warnings();
            prop_assert_eq!(levels(&plan.project()), levels(&before));
            prop_assert_eq!(plan.project().deadlines(), before.deadlines());
            prop_assert_eq!(plan.warnings(), warnings);
        }
    }

    /// Each warning is one that the rules list, and none of these is missing.
    #[test]
    fn warnings_are_those_of_the_oracle(document in plan_without_variants()) {
        let entry = |place: String| match place.find(']') {
            Some(end) => place[..=end].to_owned(),
            None => place,
        };
        let mut found: Vec<(String, String)> = (plan(&document).warnings().iter())
            .filter(|warning| warning.kind.code() != "nothing_to_draw")
            .map(|warning| (entry(warning.place.to_string()), warning.kind.code().to_owned()))
            .collect();
        found.sort();
        found.dedup();
        let expected = crate::oracle::warnings(&document).map_err(TestCaseError::fail)?;
        let expected: Vec<(String, String)> =
            expected.into_iter().filter(|(_, kind)| kind != "nothing_to_draw").collect();
        prop_assert_eq!(found, expected);
    }
}
