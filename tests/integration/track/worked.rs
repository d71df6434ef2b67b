//! Verdicts, tracked levels and sentences worked by hand.

use drawdown::observed::{
    ObservationChoice, Observations, PastLateness, PlanObservations, StatedOutcome, Statement,
    VerdictTerms,
};
use drawdown::table::Table;
use drawdown::{Plan, Variant};
use serde_json::{Value, json};

use super::rows;
use crate::engine;

/// Of 1,000 in January 2020, 500 leave by the end of November: 50 in each of ten months.
fn half() -> Value {
    json!({
        "title": "half", "as_of": "2020-01", "through": "2021-06",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 1_000 }],
        "phase": [{ "name": "half", "target": { "reduce_to": 500 }, "deadline": "2020-11-30" }],
    })
}

fn seen_at(document: &Value, figures: &str, choice: &ObservationChoice) -> PlanObservations {
    let figures = figures.split_whitespace().map(|figure| {
        let (month, troops) = figure.split_once('=').unwrap();
        format!("{month},USA,IRQ,,{troops},press\n")
    });
    let head = "month,contributor,host,mission,strength,source\n";
    let file = head.to_owned() + &figures.collect::<String>();
    let plan: Plan = engine::plan(document);
    Observations::from_csv(file.as_bytes()).unwrap().of_plan(&plan, choice).unwrap()
}

fn seen(document: &Value, figures: &str) -> PlanObservations {
    seen_at(document, figures, &ObservationChoice::default())
}

/// The columns from the goal on, joined by commas.
fn verdict(seen: &PlanObservations, terms: &VerdictTerms) -> String {
    rows(Table::verdicts(seen, terms))[0][3..].join(",")
}

fn plain(figures: &str) -> String {
    verdict(&seen(&half(), figures), &VerdictTerms::default())
}

#[test]
fn met_is_what_is_kept_through_the_binding_month() {
    // Not kept in September, kept in October and November.
    assert_eq!(plain("2020-09=520 2020-10=500 2020-11=500"), "500,500,met,2020-10,2020-10,-1,-1,0");
    // Nothing between the start (more than the goal) and November.
    assert_eq!(plain("2020-01=1000 2020-11=480"), "500,480,met,2020-02,2020-11,-9,0,0");
    // Kept in October, not in November.
    assert_eq!(plain("2020-10=500 2020-11=510"), "500,510,late,2020-12,,1,,10");
}

#[test]
fn late_is_what_is_not_kept_in_the_binding_month() {
    assert_eq!(plain("2020-11=510 2021-01=490"), "500,510,late,2020-12,2021-01,1,2,10");
    assert_eq!(plain("2020-11=510"), "500,510,late,2020-12,,1,,10");
    assert_eq!(plain("2020-12=501 2021-09=500"), "500,,late,2021-01,2021-09,2,10,"); // past the projection's end
}

#[test]
fn unknown_is_what_lies_between_and_no_observation_what_nobody_counted() {
    assert_eq!(plain("2020-10=510"), "500,,unknown,2020-11,,0,,");
    assert_eq!(plain("2020-10=510 2020-12=500"), "500,,unknown,2020-11,2020-12,0,1,");
    assert_eq!(plain(""), "500,,no observation,,,,,");
}

#[test]
fn not_due_is_what_binds_after_the_month_asked_about() {
    let june =
        ObservationChoice { at: Some("2020-06".parse().unwrap()), ..ObservationChoice::default() };
    let of = |figures| verdict(&seen_at(&half(), figures, &june), &VerdictTerms::default());
    assert_eq!(of("2020-05=900 2020-12=400"), "500,,not due,2020-06,,-5,,");
    assert_eq!(of(""), "500,,not due,2020-02,,-9,,");
    // What is kept already is met.
    assert_eq!(of("2020-06=500"), "500,,met,2020-02,2020-06,-9,-5,");
}

#[test]
fn a_day_after_the_month_end_leaves_days_to_meet_it() {
    let mut plan = half();
    plan["phase"][0]["deadline"] = json!("2020-12-01"); // binds at the end of November
    let of = |figures| verdict(&seen(&plan, figures), &VerdictTerms::default());
    assert_eq!(of("2020-11=510 2020-12=500"), "500,510,unknown,2020-11,2020-12,0,1,10");
    assert_eq!(of("2020-12=510"), "500,,late,2021-01,,2,,");
}

#[test]
fn replaced_comes_first_and_statements_before_levels() {
    let mut plan = half();
    plan["phase"][0]["until"] = json!("2020-06-30");
    let none = VerdictTerms::default();
    assert_eq!(verdict(&seen(&plan, "2020-11=500"), &none), "500,,replaced,,,,,");
    let stated = |statement| VerdictTerms {
        stated: vec![StatedOutcome::new("half", statement)],
        ..VerdictTerms::default()
    };
    let of = |statement| verdict(&seen(&half(), "2020-11=500"), &stated(statement));
    assert_eq!(of(Statement::Replaced), "500,,replaced,,,,,");
    // 15 December is as near to the end of November as to no other month end.
    assert_eq!(
        of(Statement::Met("2020-12-15".parse().unwrap())),
        "500,500,met,2020-11,2020-11,0,0,0"
    );
    assert_eq!(of(Statement::Late), "500,500,late,2020-12,,1,,0");
}

#[test]
fn what_is_not_computed_has_no_verdict() {
    let mut plan = half();
    plan["phase"][0]["deadline"] = json!("2019-12-31");
    assert_eq!(
        rows(Table::verdicts(&seen(&plan, ""), &VerdictTerms::default()))[0].join(","),
        "half,2019-12-31,2019-12,,,,,,,,"
    );
}

#[test]
fn a_goal_is_widened_by_a_share_of_the_cut() {
    let within = VerdictTerms { within: "10".parse().unwrap(), ..VerdictTerms::default() };
    // 10 percent of the cut of 500 are 50.
    assert_eq!(
        verdict(&seen(&half(), "2020-11=540"), &within),
        "550,540,met,2020-02,2020-11,-9,0,0"
    );
    assert_eq!(verdict(&seen(&half(), "2020-11=560"), &within), "550,560,late,2020-12,,1,,10");
}

/// The tracked levels from a month on.
fn tracked(document: &Value, figures: &str, from: usize, count: usize) -> Vec<u64> {
    let projection = seen(document, figures).tracked_plan().project();
    let levels = projection.months().map(|month| projection.theatre().strength(month).unwrap());
    levels.skip(from).take(count).collect()
}

#[test]
fn who_is_behind_leaves_in_the_months_that_are_left() {
    // 800 are planned for May; 900 are seen. 400 leave in six months: floor(400 k/6) by the k-th.
    assert_eq!(tracked(&half(), "2020-05=900", 4, 8), [900, 834, 767, 700, 634, 567, 500, 500]);
    // 400 are seen: 100 ahead of the end.
    assert_eq!(tracked(&half(), "2020-05=400", 4, 8), [400; 8]);
    // In November 60 are left over; in December they leave, all at once.
    assert_eq!(tracked(&half(), "2020-11=560", 10, 3), [560, 500, 500]);
    let mut capped = half();
    capped["cap"] = json!([{ "name": "airlift", "per_month": 50 }]);
    assert_eq!(tracked(&capped, "2020-11=560", 10, 4), [560, 510, 500, 500]);
}

#[test]
fn a_cut_by_number_is_counted_from_what_was_there_when_it_started() {
    let mut plan = half();
    plan["phase"][0]["target"] = json!({ "reduce_by": 500 });
    // 1,200 were there at the start, of whom 500 leave, 50 in each month.
    assert_eq!(tracked(&plan, "2020-01=1200", 0, 3), [1_200, 1_150, 1_100]);
    assert_eq!(
        verdict(&seen(&plan, "2020-01=1200"), &VerdictTerms::default()),
        "700,,unknown,2020-02,,-9,,"
    );
}

#[test]
fn a_rate_goes_on_and_takes_longer() {
    let mut plan = half();
    plan["phase"][0]["pace"] = json!({ "rate": 100 });
    // Planned: 900, 800, 700, 600, 500. In March 900 are seen: 400 to go, 100 a month.
    assert_eq!(tracked(&plan, "2020-03=900", 2, 6), [900, 800, 700, 600, 500, 500]);
}

#[test]
fn a_total_is_apportioned_over_whom_no_narrower_row_is_about() {
    let plan = engine::plan(&json!({
        "title": "two", "as_of": "2020-01", "through": "2020-06",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": 600 },
            { "contributor": "USA", "host": "SYR", "strength": 300 },
            { "contributor": "GBR", "host": "IRQ", "strength": 100 },
        ],
    }));
    let file =
        "month,contributor,host,mission,strength,source\n2020-02,,,,1000,a\n2020-02,GBR,,,40,a\n";
    let seen = Observations::from_csv(file.as_bytes()).unwrap();
    let seen = seen.of_plan(&plan, &ObservationChoice::default()).unwrap();
    let projection = seen.tracked_plan().project();
    let february = "2020-02".parse().unwrap();
    let levels: Vec<u64> =
        projection.contingents().map(|(_, view)| view.strength(february).unwrap()).collect();
    assert_eq!(levels, [640, 320, 40]); // 960 by 600 and 300
}

/// A hundred move from Iraq to Kuwait by the end of February; from March to June all leave Kuwait.
fn moved_then_home(figures: &[(&str, &str, u32)]) -> [Vec<u32>; 2] {
    let document = json!({
        "title": "moved, then home", "as_of": "2022-12", "through": "2023-10",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": 100 },
            { "contributor": "USA", "host": "KWT", "strength": 60 },
        ],
        "phase": [
            {
                "name": "moved", "scope": { "host": "IRQ" }, "target": { "reduce_to": 0 },
                "deadline": "2023-02-28", "destination": { "host": "KWT" },
            },
            {
                "name": "home", "scope": { "host": "KWT" }, "target": { "reduce_to": 0 },
                "starts": "2023-03", "deadline": "2023-06-30",
            },
        ],
    });
    let rows =
        figures.iter().map(|(month, host, troops)| format!("{month},USA,{host},,{troops},press\n"));
    let file =
        "month,contributor,host,mission,strength,source\n".to_owned() + &rows.collect::<String>();
    let observations = Observations::from_csv(file.as_bytes()).unwrap();
    let seen =
        observations.of_plan(&engine::plan(&document), &ObservationChoice::default()).unwrap();
    let plan = seen.tracked_plan();
    [0, 1].map(|c| plan.month_records().map(|month| month.strength[c].0).collect())
}

#[test]
fn those_late_for_a_destination_leave_it_with_a_cut_under_way_there() {
    // 20 are still in Iraq when the move has ended: they go in month 5. Of Kuwait's 160, 80 have left by month 4 and
    // 80 + 20 are to go: q = 1/2 in month 5, 50 of 100, then the rest.
    let [iraq, kuwait] = moved_then_home(&[("2023-04", "IRQ", 20)]);
    assert_eq!(iraq, [100, 50, 0, 0, 20, 0, 0, 0, 0, 0, 0]);
    assert_eq!(kuwait, [60, 110, 160, 120, 80, 50, 0, 0, 0, 0, 0]);
    // In month 6 the cut in Kuwait has ended as well: the 20 arrive in month 7 and stay.
    let seen = [("2023-06", "IRQ", 20), ("2023-07", "IRQ", 0), ("2023-07", "KWT", 20)];
    let [_, kuwait] = moved_then_home(&seen);
    assert_eq!(kuwait, [60, 110, 160, 120, 80, 40, 0, 20, 20, 20, 20]);
}

/// A signing in March that has not happened by the end of June.
fn not_signed() -> PlanObservations {
    let mut plan = half();
    plan["event"] = json!([{ "id": "signing", "date": "2020-03-15" }]);
    plan["phase"][0]["waits_for"] = json!(["signing"]);
    let choice = ObservationChoice {
        at: Some("2020-06".parse().unwrap()),
        not_yet: vec!["signing".into()],
        ..ObservationChoice::default()
    };
    seen_at(&plan, "2020-06=1000", &choice)
}

#[test]
fn an_event_that_has_not_happened_is_put_off() {
    let seen = not_signed();
    // 15 March counts as February and opens March; 15 July, as June, is the first to open after June.
    let schedule = seen.tracked_plan().schedule();
    assert_eq!(schedule.event_day("signing"), Some("2020-07-15".parse().unwrap()));
    // From July through November: 100 in each of five months.
    let sentence = seen.tracked_deadlines(&VerdictTerms::default(), &[])[0].to_string();
    assert_eq!(
        sentence,
        "half: due 2020-11-30, goal 500; 1,000 seen in 2020-06, 222 more than announced, 4 months behind; if the \
         rest goes as planned, met in 2020-11, on time"
    );
}

#[test]
fn an_event_that_has_not_happened_is_not_put_off_beyond_the_calendar() {
    // March 3020 and March 1020.
    for months in [12_000, -12_000] {
        let adjust = json!([{ "shift": { "event": "signing", "months": months } }]);
        let adjust = serde_json::from_value(adjust).unwrap();
        let variant = Variant { name: "far".to_owned(), adjust, source: None };
        let errors = not_signed().tracked_plan().with_variant(&variant).unwrap_err();
        let found: Vec<&str> = errors.iter().map(|error| error.problem.code()).collect();
        assert_eq!(found, ["out_of_calendar"], "{months}");
    }
}

#[test]
fn every_deadline_has_one_sentence() {
    // Two deadlines in each case.
    let sentence = |figures: &str, lateness: &[i32]| {
        let lateness: Vec<PastLateness> = (lateness.iter().enumerate())
            .map(|(i, &months)| PastLateness::new(i / 2, months))
            .collect();
        seen(&half(), figures).tracked_deadlines(&VerdictTerms::default(), &lateness)[0].to_string()
    };
    assert_eq!(
        sentence("2020-11=500", &[]),
        "half: due 2020-11-30, goal 500; met, between 2020-02 and 2020-11"
    );
    assert_eq!(
        sentence("2020-10=600 2020-11=500", &[]),
        "half: due 2020-11-30, goal 500; met in 2020-11"
    );
    assert_eq!(
        sentence("2020-11=510 2020-12=490", &[]),
        "half: due 2020-11-30, goal 500; late, met in 2020-12"
    );
    assert_eq!(
        sentence("2020-11=510 2021-01=490", &[]),
        "half: due 2020-11-30, goal 500; late, met between 2020-12 and 2021-01"
    );
    assert_eq!(
        sentence("2020-10=510 2020-12=500", &[]),
        "half: due 2020-11-30, goal 500; met between 2020-11 and 2020-12, on time or late"
    );
    assert_eq!(
        sentence("2020-11=510", &[3, 0, 5]),
        "half: due 2020-11-30, goal 500; late, and not met when last seen; 510 seen in 2020-11, 10 more than \
         announced, 1 month behind; if the rest goes as planned, met in 2020-12, 1 month late; 2 past deadlines in 2 \
         cases, too few deadlines for a band"
    );
    assert_eq!(
        sentence("2020-05=800", &[0, 1, 2, 3, 4, 5, 6, 7, 8]),
        "half: due 2020-11-30, goal 500; 800 seen in 2020-05, as announced; if the rest goes as planned, met in 2020-11, \
         on time; the 80 % band of 9 past deadlines in 5 cases, replaced ones left out: 2020-11 to 2021-07"
    );
    assert_eq!(
        sentence("2020-05=420", &[]),
        "half: due 2020-11-30, goal 500; met, between 2020-02 and 2020-05"
    );
}

#[test]
fn the_rest_of_the_plan_says_nothing_of_months_that_are_over() {
    let sentence = |document: &Value, figures: &str, choice: &ObservationChoice| {
        let seen = seen_at(document, figures, choice);
        seen.tracked_deadlines(&VerdictTerms::default(), &[])[0].to_string()
    };
    let all = ObservationChoice::default();
    // The projection has 500 in November; 600 were seen in December, and leave in January.
    assert_eq!(
        sentence(&half(), "2020-12=600", &all),
        "half: due 2020-11-30, goal 500; late, and not met when last seen; 600 seen in 2020-12, 100 more than \
         announced, 3 months behind; if the rest goes as planned, met in 2021-01, 2 months late"
    );
    // The projection ends in June 2021, before they were last seen.
    assert_eq!(
        sentence(&half(), "2021-12=700", &all),
        "half: due 2020-11-30, goal 500; late, and not met when last seen; not seen within the projection"
    );
    // Nobody was counted after October: whether it was met in November, the plan cannot say.
    let december = ObservationChoice { at: Some("2020-12".parse().unwrap()), ..all.clone() };
    assert_eq!(
        sentence(&half(), "2020-10=550", &december),
        "half: due 2020-11-30, goal 500; 550 seen in 2020-10, as announced"
    );
    // A raise to 1,200 by April, of which 1,100 are there in June; then all leave.
    let raised = json!({
        "title": "raised", "as_of": "2020-01",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 1_000 }],
        "phase": [
            { "name": "more", "target": { "raise_to": 1_200 }, "deadline": "2020-04-30" },
            { "name": "all", "target": "remainder", "deadline": "2020-12-31" },
        ],
    });
    let more = sentence(&raised, "2020-06=1100", &all);
    assert!(
        more.ends_with("; if the rest goes as planned, not met when the projection ends"),
        "{more}"
    );
}

#[test]
fn the_past_says_nothing_of_what_is_met_or_replaced() {
    let lateness: Vec<PastLateness> =
        (3..12).map(|months| PastLateness { case: 0, months }).collect();
    let band = |document: &Value, figures: &str| {
        let seen = seen(document, figures);
        seen.tracked_deadlines(&VerdictTerms::default(), &lateness)[0].by_class
    };
    let open = band(&half(), "2020-12=510").unwrap();
    // The first and the last of nine, from November on.
    let months = [open.from, open.to].map(|month| month.unwrap().to_string());
    assert_eq!(months, ["2021-02", "2021-10"]);
    assert_eq!(band(&half(), "2020-11=510 2020-12=490"), None); // late, but met
    let mut replaced = half();
    replaced["phase"][0]["until"] = json!("2020-06-30");
    assert_eq!(band(&replaced, "2020-12=510"), None);
}

#[test]
fn a_raise_is_behind_with_fewer_and_ahead_with_more() {
    // 100 arrive in each of five months: 1,300 in April.
    let raise = json!({
        "title": "raise", "as_of": "2020-01", "through": "2020-12",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 1_000 }],
        "phase": [{ "name": "more", "target": { "raise_to": 1_500 }, "deadline": "2020-06-30" }],
    });
    let progress = |document: &Value, figures: &str| {
        let seen = seen(document, figures);
        let deadlines = seen.tracked_deadlines(&VerdictTerms::default(), &[]);
        deadlines[0].progress.unwrap().to_string()
    };
    let said = |figures| progress(&raise, figures);
    assert_eq!(said("2020-04=1300"), "1,300 seen in 2020-04, as announced");
    assert_eq!(
        said("2020-04=1150"),
        "1,150 seen in 2020-04, 150 fewer than announced, 2 months behind"
    );
    assert_eq!(
        said("2020-04=900"),
        "900 seen in 2020-04, 400 fewer than announced, 4 months behind"
    );
    assert_eq!(
        said("2020-04=1450"),
        "1,450 seen in 2020-04, 150 more than announced, 2 months ahead"
    );
    assert_eq!(
        said("2020-04=1600"),
        "1,600 seen in 2020-04, 300 more than announced, and no later month is announced with so many"
    );
    assert_eq!(
        progress(&half(), "2020-05=400"),
        "400 seen in 2020-05, 400 fewer than announced, and no later month is announced with so few"
    );
}

#[test]
fn a_goal_that_follows_from_what_was_seen_stands_beside_the_announced_one() {
    // 500 of 1,000 leave from March on: of the 900 that are seen in February, 400 are to stay.
    let mut plan = half();
    plan["phase"][0]["target"] = json!({ "reduce_by": 500 });
    plan["phase"][0]["starts"] = json!("2020-03");
    let seen = seen_at(&plan, "2020-02=900", &ObservationChoice::default());
    let sentence = |terms: &VerdictTerms| seen.tracked_deadlines(terms, &[]).remove(0).to_string();
    let words = "half: due 2020-11-30, goal 400 (500 as announced); ";
    assert!(sentence(&VerdictTerms::default()).starts_with(words), "{seen:?}");
    // A tolerance of 10 percent of the 500 widens the goal, and is not taken for a change of the plan.
    plan["phase"][0]["starts"] = json!("2020-02");
    let seen = seen_at(&plan, "2020-01=1000", &ObservationChoice::default());
    let terms = VerdictTerms { within: "10".parse().unwrap(), ..VerdictTerms::default() };
    let sentence = seen.tracked_deadlines(&terms, &[]).remove(0).to_string();
    assert!(sentence.starts_with("half: due 2020-11-30, goal 550; "), "{sentence}");
}

#[test]
fn of_a_plan_held_to_what_was_seen_nothing_is_proved() {
    // 900 of 1,000 must leave by December under a cap of 10 a month, which cannot be; but 130 are left in March.
    let plan = json!({
        "title": "nearly gone", "as_of": "2024-12", "through": "2025-12",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 1_000 }],
        "phase": [{ "name": "all", "target": { "reduce_to": 100 }, "deadline": "2025-12-31" }],
        "cap": [{ "name": "airlift", "per_month": 10 }],
        "hold": [{ "name": "autumn", "from": "2025-09", "through": "2025-12" }],
    });
    assert!(engine::plan(&plan).bottlenecks()[0].bottleneck.is_some());
    let tracked = seen_at(&plan, "2025-03=130", &ObservationChoice::default()).tracked_plan();
    let proofs = tracked.bottlenecks();
    assert_eq!((proofs.len(), &proofs[0].bottleneck, proofs[0].met_at_start), (1, &None, true));
    assert_eq!(tracked.lift(), None);
    let read: Vec<drawdown::seek::Feasibility> =
        serde_json::from_str(&serde_json::to_string(&proofs).unwrap()).unwrap();
    assert_eq!(read, proofs);
}
