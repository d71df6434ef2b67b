//! The laws of tracking, on random plans and random figures.

use drawdown::observed::{ObservationChoice, Observations, ObservedFigure};
use drawdown::{Plan, Projection, Troops};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::random::observed;
use super::{file, seen};
use crate::{cases, engine, plans};

/// Rows that say what a projection says, of one contingent or of all.
fn as_projected(projection: &Projection, months: &[(Index, Index)]) -> Observations {
    let contingents = &projection.plan().spec().contingents;
    let all: Vec<_> = projection.months().collect();
    let rows = months.iter().map(|(month, who)| {
        let month = *month.get(&all);
        match who.index(contingents.len() + 1).checked_sub(1) {
            None => {
                let strength = projection.theatre().strength(month).unwrap();
                ObservedFigure::new(month, Some(Troops(u32::try_from(strength).unwrap())), "a")
            }
            Some(c) => {
                let (who, view) = projection.contingents().nth(c).unwrap();
                let strength = u32::try_from(view.strength(month).unwrap()).unwrap();
                ObservedFigure {
                    contributor: Some(who.contributor),
                    host: Some(who.host),
                    mission: Some(who.mission),
                    ..ObservedFigure::new(month, Some(Troops(strength)), "a")
                }
            }
        }
    });
    Observations { rows: rows.collect() }
}

fn tracked(plan: &Plan, observations: &Observations) -> Projection {
    observations.of_plan(plan, &ObservationChoice::default()).unwrap().tracked_plan().project()
}

/// All figures of two projections are the same, month by month.
fn same(one: &Projection, other: &Projection) -> Result<(), TestCaseError> {
    for (one, mut other) in one.iter().zip(other.iter()) {
        other.kept_back.clone_from(&one.kept_back); // in no particular order
        prop_assert_eq!(one, other);
    }
    prop_assert_eq!(one.deadlines(), other.deadlines());
    Ok(())
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn seen_as_projected_nothing_changes(
        document in plans::plan_without_variants(),
        months in vec(any::<(Index, Index)>(), 1..8),
    ) {
        let plan = engine::plan(&document);
        let projection = plan.project();
        same(&projection, &tracked(&plan, &as_projected(&projection, &months)))?;
    }

    #[test]
    fn seen_as_tracked_nothing_changes(
        (document, mut given) in observed(plans::plan_without_variants()),
        months in vec(any::<(Index, Index)>(), 1..8),
    ) {
        let plan = engine::plan(&document);
        given.choice = crate::oracle::tracking::Choice::default();
        let Some(first) = seen(&plan, &given) else { return Ok(()) };
        let Some(last) = first.last_month() else { return Ok(()) };
        let first = first.tracked_plan().project();
        let mut more = Observations::from_csv(file(&given.rows).as_bytes()).unwrap();
        for row in as_projected(&first, &months).rows {
            // Another row of the same contingents says the same already.
            if row.month <= last {
                more.rows.push(row);
            }
        }
        let choice = ObservationChoice { sources: vec!["none".into()], ..ObservationChoice::default() };
        let Ok(more) = more.of_plan(&plan, &choice) else { return Ok(()) };
        same(&first, &more.tracked_plan().project())?;
    }

    #[test]
    fn levels_are_those_seen_and_troops_are_conserved((document, given) in observed(plans::plan_without_variants())) {
        let plan = engine::plan(&document);
        let Some(seen) = seen(&plan, &given) else { return Ok(()) };
        let projection = seen.tracked_plan().project();
        for (record, month) in projection.iter().zip(projection.months()) {
            for (c, (_, view)) in projection.contingents().enumerate() {
                if let Some(troops) = seen.contingent(month, c) {
                    prop_assert_eq!(view.strength(month), Some(troops), "{}", month);
                }
                prop_assert_eq!(view.withdrawn(month), Some(u64::from(record.withdrawn[c].0)));
                prop_assert_eq!(view.gained(month), Some(u64::from(record.gained[c].0)));
                prop_assert_eq!(view.arrived(month), Some(u64::from(record.arrived[c].0)));
            }
        }
    }

    #[test]
    fn the_order_of_rows_and_later_rows_change_nothing(
        (document, mut given) in observed(plans::plan_without_variants()),
    ) {
        let plan = engine::plan(&document);
        let Some(one) = seen(&plan, &given) else { return Ok(()) };
        given.rows.reverse();
        if let Some(at) = given.choice.at {
            let early = crate::oracle::days::Moment::Month(at).last_day();
            given.rows.retain(|row| row.month.last_day() <= early);
        }
        let other = seen(&plan, &given).unwrap();
        same(&one.tracked_plan().project(), &other.tracked_plan().project())?;
    }

    #[test]
    fn a_phase_of_one_contingent_ends_at_its_goal(
        (strength, to) in (1..5_000_u32).prop_flat_map(|strength| (Just(strength), 0..=strength)),
        pace in prop::sample::select(vec!["even", "front-loaded", "back-loaded", "s-curve", "at-deadline"]),
        months in vec((1..12_usize, 0..6_000_u32), 0..6),
    ) {
        let plan = engine::plan(&json!({
            "title": "one", "as_of": "2020-01",
            "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": strength }],
            "phase": [{ "name": "cut", "target": { "reduce_to": to }, "pace": pace, "deadline": "2021-01" }],
        }));
        let rows = months.iter().map(|(t, troops)| {
            let month = plan.months().nth(*t).unwrap();
            ObservedFigure::new(month, Some(Troops(*troops)), "a")
        });
        let mut rows: Vec<ObservedFigure> = rows.collect();
        rows.sort_by_key(|row| row.month);
        rows.dedup_by_key(|row| row.month);
        let last_seen = rows.last().map_or(strength, |row| row.strength.unwrap().0);
        let projection = tracked(&plan, &Observations { rows });
        let end = projection.theatre().strength("2021-01".parse().unwrap());
        prop_assert_eq!(end, Some(u64::from(to.min(last_seen))));
    }
}
