//! Tables: every question on every plan, and the columns and rows of each.

use serde_json::Value;

use crate::{Folder, SMALL, iraq, printed, shipped};

const QUESTIONS: [&str; 7] = ["show", "levels", "deadlines", "totals", "why", "costs", "compare"];

#[test]
fn every_question_is_answered_on_every_plan_in_every_format() {
    let folder = Folder::new("formats");
    for plan in shipped() {
        let plan = plan.to_str().unwrap();
        for question in QUESTIONS {
            assert!(!printed(&[question, plan]).is_empty());
            let csv = printed(&[question, plan, "--format", "csv"]);
            let json = printed(&[question, plan, "--format", "json"]);
            let rows: Vec<serde_json::Map<String, Value>> = serde_json::from_str(&json).unwrap();
            assert!(!csv.contains('\r'));
            // No name in the shipped plans breaks a line.
            assert_eq!(csv.lines().count(), rows.len() + 1, "{question} {plan}");
            for column in csv.lines().next().unwrap().split(',') {
                assert!(rows.iter().all(|row| row.contains_key(column)), "{question}: {column}");
            }
            if cfg!(feature = "parquet") {
                let file = folder.path("answer.parquet");
                printed(&[question, plan, "--format", "parquet", "--out", &file]);
                assert!(std::fs::read(&file).unwrap().starts_with(b"PAR1"));
            }
        }
        assert_eq!(printed(&["check", plan]), "");
        assert!(printed(&["calendar", plan]).starts_with("BEGIN:VCALENDAR\r\n"));
    }
}

#[test]
fn columns_are_those_documented() {
    let header = |arguments: &[&str]| {
        let csv = printed(&[arguments, &["--format", "csv"]].concat());
        csv.lines().next().unwrap().to_owned()
    };
    let plan = &*iraq();
    let levels = "month,contributor,host,mission,scheduled,strength,withdrawn,gained,arrived";
    assert_eq!(header(&["levels", plan]), levels);
    assert_eq!(header(&["show", plan]), levels);
    let deadlines = header(&["deadlines", plan]);
    let expected = "phase,deadline,binding_month,goal,strength,met,met_in,slip_months,shortfall";
    assert!(deadlines.starts_with(expected), "{deadlines}");
    assert_eq!(header(&["totals", plan]), "month,strength,left,moved,gained,residual");
    assert_eq!(header(&["why", plan]), "phase,cause,name,troop_months");
    assert_eq!(header(&["costs", plan]), "month,name,currency,cost");
    assert_eq!(header(&["compare", plan]), "variant,measure,of,value,month,difference");
    let draws = ["--draws", "10"];
    let of_draws = |question| header(&[&[question, plan], &draws[..]].concat());
    assert_eq!(of_draws("bands"), "month,by,group,measure,draws,min,p5,p25,p50,p75,p95,max,mean");
    assert_eq!(of_draws("chances"), "subject,name,value,count,draws,percent");
    let drivers = "outcome,input,low,best,high,at_low,at_best,at_high,swing,rank_correlation";
    assert_eq!(of_draws("drivers"), drivers);
    let with_variant = header(&["totals", plan, "--variant", "no advisers stay"]);
    assert_eq!(with_variant, "variant,month,strength,left,moved,gained,residual");
}

#[test]
fn variants_come_in_the_order_given_after_the_plan() {
    let folder = Folder::new("variants");
    let plan = &*folder.write("plan.toml", SMALL);
    let adjust = "cap = { name = \"airlift\", per_month = 10 }";
    let names = |more: &[&str]| {
        let fixed =
            ["deadlines", plan, "--format", "csv", "--adjust", adjust, "--variant", "two flights"];
        let csv = printed(&[&fixed[..], more].concat());
        let mut names: Vec<String> = Vec::new();
        for line in csv.lines().skip(1) {
            let (name, _) = line.rsplit_once(",all,").unwrap();
            names.push(name.to_owned());
        }
        names
    };
    let adjusted = "\"cap = { name = \"\"airlift\"\", per_month = 10 }\"";
    assert_eq!(names(&[]), ["as planned", adjusted, "two flights"]);
    assert_eq!(names(&["--only"]), [adjusted, "two flights"]);
}

#[test]
fn an_adjustment_gives_what_the_same_variant_gives() {
    let plan = &*iraq();
    let adjust = "shift = { event = \"announcement\", months = 6 }";
    let name = "announced six months late";
    let values = |option: &str, value: &str| {
        let csv = printed(&["levels", plan, "--only", option, value, "--format", "csv"]);
        // The variant's name has no comma in either.
        csv.lines()
            .skip(1)
            .map(|line| line.split_once(",2").unwrap().1.to_owned())
            .collect::<Vec<_>>()
    };
    let adjusted = printed(&["levels", plan, "--only", "--adjust", adjust, "--format", "json"]);
    let adjusted: Vec<Value> = serde_json::from_str(&adjusted).unwrap();
    assert_eq!(adjusted[0]["variant"], adjust);
    let strip = |rows: Vec<Value>| -> Vec<Value> {
        let strip = |mut row: Value| {
            row.as_object_mut().unwrap().remove("variant");
            row
        };
        rows.into_iter().map(strip).collect()
    };
    let named = printed(&["levels", plan, "--only", "--variant", name, "--format", "json"]);
    let named: Vec<Value> = serde_json::from_str(&named).unwrap();
    assert_eq!(strip(adjusted), strip(named));
    assert_eq!(values("--variant", name).len(), 41 * 3);
}

#[test]
fn a_list_of_adjustments_is_one_variant() {
    let folder = Folder::new("list");
    let plan = &*folder.write("plan.toml", SMALL);
    let adjust =
        "[{ strength = { percent = 50 } }, { cap = { name = \"airlift\", per_month = 1 } }]";
    let json = printed(&["levels", plan, "--only", "--adjust", adjust, "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!((&rows[0]["strength"], &rows[1]["strength"]), (&1250.into(), &50.into()));
}

#[test]
fn periods_show_their_last_month_and_sum_what_flows() {
    let folder = Folder::new("periods");
    let plan = &*folder.write("plan.toml", SMALL);
    let totals = |every: &[&str]| {
        printed(&[&["totals", plan, "--format", "csv", "--every"], every].concat())
    };
    // 520 leave each month from September through January.
    assert_eq!(
        totals(&["quarter"]),
        "month,strength,left,moved,gained,residual\n\
         2024-09,2080,520,0,0,0\n2024-12,520,1560,0,0,0\n2025-02,0,520,0,0,0\n"
    );
    assert_eq!(
        totals(&["year"]),
        "month,strength,left,moved,gained,residual\n2024-12,520,2080,0,0,0\n2025-02,0,520,0,0,0\n"
    );
    let fiscal =
        "month,strength,left,moved,gained,residual\n2024-09,2080,520,0,0,0\n2025-02,0,2080,0,0,0\n";
    assert_eq!(totals(&["fiscal-year"]), fiscal);
    assert_eq!(totals(&["fiscal-year", "--fiscal-from", "1"]), totals(&["year"]));
}

#[test]
fn groups_leave_empty_what_they_have_all_of() {
    let folder = Folder::new("groups");
    let plan = &*folder.write("plan.toml", SMALL);
    let first = |by: &str| {
        let csv = printed(&["levels", plan, "--by", by, "--format", "csv"]);
        csv.lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(first("theatre"), "2024-08,,,,2600,2600,0,0,0");
    assert_eq!(first("host"), "2024-08,,IRQ,,2600,2600,0,0,0");
    assert_eq!(first("contributor"), "2024-08,USA,,,2500,2500,0,0,0");
    assert_eq!(first("mission"), "2024-08,,,unspecified,2500,2500,0,0,0");
    assert_eq!(first("contingent"), "2024-08,USA,IRQ,unspecified,2500,2500,0,0,0");
    let csv = printed(&["totals", plan, "--by", "mission", "--format", "csv"]);
    let head = "month,contributor,host,mission,strength,left,moved,gained,residual\n";
    assert!(csv.starts_with(&format!("{head}2024-08,,,unspecified,2500,0,0,0,0\n")), "{csv}");
}

#[test]
fn costs_are_rounded_from_exact_twelfths() {
    let folder = Folder::new("costs");
    let plan = &*folder.write("plan.toml", SMALL);
    let csv = printed(&["costs", plan, "--format", "csv"]);
    // 2,080, 1,560, 1,040, 520, 0, 0 at 100/12 each: 17,333.3, 13,000, 8,666.7, 4,333.3, 0, 0; together 43,333.3
    // and six times 7.
    let expected = "month,name,currency,cost\n\
        2024-09,operations,USD,17333\n2024-09,bases,USD,7\n\
        2024-10,operations,USD,13000\n2024-10,bases,USD,7\n\
        2024-11,operations,USD,8667\n2024-11,bases,USD,7\n\
        2024-12,operations,USD,4333\n2024-12,bases,USD,7\n\
        2025-01,operations,USD,0\n2025-01,bases,USD,7\n\
        2025-02,operations,USD,0\n2025-02,bases,USD,7\n\
        ,,USD,43375\n";
    assert_eq!(csv, expected);
    let yearly = printed(&["costs", plan, "--every", "year", "--format", "csv"]);
    let expected = "month,name,currency,cost\n2024-12,operations,USD,43333\n2024-12,bases,USD,28\n\
        2025-02,operations,USD,0\n2025-02,bases,USD,14\n,,USD,43375\n";
    assert_eq!(yearly, expected);
}

#[test]
fn causes_name_what_kept_troops_back() {
    let folder = Folder::new("why");
    let plan = &*folder.write("plan.toml", SMALL);
    // 650 are due each month and 520 leave: 130, 260, 390 and 520 are kept back.
    let csv = printed(&["why", plan, "--format", "csv"]);
    assert_eq!(csv, "phase,cause,name,troop_months\nall,cap,airlift,1300\n");
    let text = printed(&["why", plan]);
    assert!(text.contains("  the cap \"airlift\"          1,300\n"), "{text}");
}
