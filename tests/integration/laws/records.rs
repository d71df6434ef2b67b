//! A month's record, a projection's views and the causes of delay say the same.

use std::collections::BTreeMap;

use drawdown::engine::{PhaseStatus, Relation};
use drawdown::projection::Cause;
use drawdown::{ScopeView, YearMonth};
use proptest::prelude::*;

use crate::engine::plan_and_variants;
use crate::plans::any_plan;

proptest! {
    #![proptest_config(crate::cases(150))]

    #[test]
    fn records_and_views_agree(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let projection = plan.project();
            let series = |view: &ScopeView, figure: fn(&ScopeView, YearMonth) -> Option<u64>| -> Vec<u64> {
                view.by_month(figure).map(|(_, troops)| troops).collect()
            };
            for (c, (_, view)) in projection.contingents().enumerate() {
                let home: Vec<u64> = (&projection).into_iter().map(|month| month.went_home()[c].0.into()).collect();
                let moved: Vec<u64> = (&projection).into_iter().map(|month| month.moved[c].0.into()).collect();
                prop_assert_eq!(home, series(&view, ScopeView::home_departures));
                prop_assert_eq!(moved, series(&view, ScopeView::moved));
            }
            let theatre = projection.theatre();
            let strengths: Vec<(YearMonth, u64)> = (&projection)
                .into_iter()
                .map(|month| (month.month, month.strength.iter().copied().sum()))
                .collect();
            prop_assert_eq!(theatre.strengths().collect::<Vec<_>>(), strengths);
        }
    }

    #[test]
    fn who_is_kept_back_adds_up_to_the_causes(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let (projection, schedule) = (plan.project(), plan.schedule());
            for outcome in projection.deadlines().iter().filter(|outcome| outcome.met == Some(false)) {
                let scheduled = schedule.phase(&outcome.phase).unwrap();
                let window = scheduled.planned_start..=outcome.binding_month.unwrap();
                let mut sums: BTreeMap<String, u64> = BTreeMap::new();
                for month in (&projection).into_iter().filter(|month| window.contains(&month.month)) {
                    for kept in month.kept_back.iter().filter(|kept| kept.phase == outcome.phase) {
                        *sums.entry(kept.cause.to_string()).or_default() += kept.troops;
                    }
                }
                let keeps_back = |cause: &Cause| {
                    matches!(cause, Cause::Hold(_) | Cause::Hazard(_) | Cause::Floor | Cause::Cap(_))
                };
                let causes: BTreeMap<String, u64> = outcome
                    .causes
                    .iter()
                    .filter(|delay| keeps_back(&delay.cause))
                    .map(|delay| (delay.cause.to_string(), delay.troop_months))
                    .collect();
                prop_assert_eq!(sums, causes);
            }
        }
    }

    #[test]
    fn what_follows_starts_after_what_it_follows(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let (schedule, projection) = (plan.schedule(), plan.project());
            for edge in schedule.dependencies().edges.iter().filter(|edge| edge.relation == Relation::Follows) {
                let status = |name: &str| schedule.phase(name).unwrap().status;
                if let PhaseStatus::Started { start, .. } = status(&edge.after) {
                    let ends = match status(&edge.before) {
                        PhaseStatus::Started { paced_end, .. } => Some(paced_end),
                        _ => None,
                    };
                    // Another decision ends it, whether it has started or not.
                    let replaced = projection.deadline(&edge.before).unwrap().replaced_after;
                    let end = ends.into_iter().chain(replaced).min();
                    // One that can never start may be skipped, as is known only later.
                    let is_skipped = status(&edge.before) == PhaseStatus::NeverStarts && end.is_none();
                    prop_assert!(is_skipped || end.is_some_and(|end| end < start), "{:?}", edge);
                }
            }
        }
    }
}

#[test]
fn names_are_quoted_in_dot() -> Result<(), Box<dyn std::error::Error>> {
    let plan = drawdown::Plan::new(drawdown::PlanSpec {
        contingents: vec![drawdown::Contingent::new(
            "USA".parse()?,
            "IRQ".parse()?,
            drawdown::Troops(10),
        )],
        phases: vec![drawdown::Phase::new(
            r#"the "last\first""#,
            drawdown::Target::Remainder,
            "2024-12".parse()?,
        )],
        ..drawdown::PlanSpec::new("Quotes", "2024-08".parse()?)
    })?;
    let dot = plan.schedule().dependencies().to_dot();
    assert!(dot.contains(r#"  "the \"last\\first\"" [shape=box];"#), "{dot}");
    Ok(())
}

#[test]
fn an_until_counts_from_what_it_names() -> Result<(), Box<dyn std::error::Error>> {
    let plan = drawdown::Plan::new(drawdown::PlanSpec {
        contingents: vec![drawdown::Contingent::new(
            "USA".parse()?,
            "IRQ".parse()?,
            drawdown::Troops(10),
        )],
        events: vec![drawdown::Event {
            date: Some("2025-03".parse()?),
            ..drawdown::Event::new("election")
        }],
        phases: vec![drawdown::Phase {
            until: Some("2 months after election".parse()?),
            ..drawdown::Phase::new("all", drawdown::Target::Remainder, "2025-12".parse()?)
        }],
        ..drawdown::PlanSpec::new("Until the election", "2024-08".parse()?)
    })?;
    let edges = plan.schedule().dependencies().edges;
    assert_eq!((edges[0].before.as_str(), edges[0].relation), ("election", Relation::CountsFrom));
    Ok(())
}
