//! What is wrong with a seek, word for word.

use drawdown::Plan;

/// A plan of 2,687 in Iraq with a seek, or what is wrong with it.
fn errors(seek: &str) -> Vec<String> {
    let file = format!(
        "title = \"x\"\nas_of = \"2024-08\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 2687\n\
         [[event]]\nid = \"signed\"\ndate = \"2024-09\"\n\
         [[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2026-12\"\nwaits_for = [\"signed\"]\n\
         [[seek]]\nname = \"s\"\n{seek}\n"
    );
    let found = Plan::from_toml(&file);
    let shown = |error: &drawdown::error::PlanError| format!("{}: {}", error.place, error.problem);
    found.err().map(|errors| errors.iter().map(shown).collect()).unwrap_or_default()
}

#[track_caller]
fn is_wrong(seek: &str, expected: &str) {
    assert_eq!(errors(seek), [expected]);
}

const CAP: &str = "adjust = [ { cap = { name = \"lift\", per_month = 2687 } } ]";

#[test]
fn values() {
    assert_eq!(errors(&format!("find = \"least\"\n{CAP}\nto = 3000")), Vec::<String>::new());
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = 100"),
        "seek[0].to: 100 comes before 2,687, the number that \"per_month\" begins with; give a later one",
    );
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = \"2026-12\""),
        "seek[0].to: found 2026-12, but \"per_month\" begins with 2687; give a whole number",
    );
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = \"3000\""),
        "seek[0].to: found \"3000\", but expected a whole number without quotes, or a month, \"YYYY-MM\"",
    );
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = 5000000000"),
        "seek[0].to: 5,000,000,000 is more than \"per_month\" can be",
    );
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = 3000\nstep = 0"),
        "seek[0].step: must be at least 1",
    );
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = 2000000"),
        "seek[0]: 1,997,314 values, more than 1,048,576; give a step of 2",
    );
    is_wrong(
        "find = \"most\"\nadjust = [ { date = { event = \"signed\", date = \"2024-09\" } } ]\nto = \"2024-08\"",
        "seek[0].to: 2024-08 comes before 2024-09, the month that \"date\" begins with; give a later one",
    );
}

#[test]
fn too_many_values_for_each_of_others() {
    let seek = "find = \"least\"\nadjust = [ { cap = { name = \"lift\", per_month = 0 } } ]\nto = 140000\n\
                for_each = { adjust = [ { date = { event = \"signed\", date = \"2024-09\" } } ], to = \"2026-08\" }";
    is_wrong(
        seek,
        "seek[0]: 140,001 values for each of 24 are 3,360,024, more than 1,048,576; give a step of 4",
    );
}

#[test]
fn what_has_no_open_number() {
    is_wrong(
        "find = \"least\"\nadjust = [ { cancel = { phase = \"all\" } } ]\nto = 1",
        "seek[0].adjust[0]: \"cancel\" has no number to leave open; put the adjustment to vary last",
    );
    is_wrong(
        "find = \"least\"\nadjust = [ { hold = { name = \"h\" } } ]\nto = 1",
        "seek[0].adjust[0].hold: give the hold a `through` to begin with",
    );
    is_wrong(
        "find = \"least\"\nadjust = []\nto = 1",
        "seek[0].adjust: must list at least one adjustment; the number of the last one is open",
    );
    is_wrong(
        "find = \"least\"\nadjust = [ { cap = { name = \"lift\", per_month = { low = 1, high = 3 } } } ]\nto = 5",
        "seek[0].adjust[0].cap.per_month: must be a plain number: the values of the seek begin with it",
    );
    // An estimate is refused even where it is a single value.
    for estimate in ["{ best = 1 }", "{ low = 1, high = 1 }", "{ best = 1, words = \"one\" }"] {
        is_wrong(
            &format!(
                "find = \"least\"\nadjust = [ {{ cap = {{ name = \"lift\", per_month = {estimate} }} }} ]\nto = 5"
            ),
            "seek[0].adjust[0].cap.per_month: must be a plain number: the values of the seek begin with it",
        );
    }
    is_wrong(
        &format!(
            "find = \"least\"\n{CAP}\nto = 3000\nfor_each = {{ adjust = [ {{ date = {{ event = \"signed\", date = {{ best = \"2024-09\" }} }} }} ], to = \"2025-01\" }}"
        ),
        "seek[0].for_each.adjust[0].date.date: must be a plain month, \"YYYY-MM\": the values of the seek begin with it",
    );
    // Only the open number must be plain: what stands before it may be an estimate.
    let before = "cap = { name = \"road\", per_month = { best = 1 } }";
    let last = "cap = { name = \"lift\", per_month = 1 }";
    let seek = format!("find = \"least\"\nadjust = [ {{ {before} }}, {{ {last} }} ]\nto = 5");
    assert_eq!(errors(&seek), Vec::<String>::new());
    is_wrong(
        "find = \"least\"\nadjust = [ { date = { event = \"signed\", date = 2024-09-05 } } ]\nto = \"2026-01\"",
        "seek[0].adjust[0].date.date: must be a plain month, \"YYYY-MM\": the values of the seek begin with it",
    );
    is_wrong(
        "find = \"least\"\nadjust = [ { strength = { percent = \"40\" } } ]\nto = 50",
        "seek[0].adjust[0].strength.percent: found \"40\", but expected a whole number without quotes: the values of \
         the seek begin with it",
    );
}

#[test]
fn names_and_months_in_conditions() {
    let with = |so_that: &str| {
        format!("find = \"least\"\n{CAP}\nto = 3000\nso_that = [ {{ {so_that} }} ]")
    };
    is_wrong(
        &with("met = \"al\""),
        "seek[0].so_that[0].met: no phase is called \"al\"; the only one is \"all\"",
    );
    is_wrong(
        &with("done_by = \"2024-07\""),
        "seek[0].so_that[0].done_by: 2024-07 comes before 2024-08, the month of the strengths",
    );
    is_wrong(
        &with("cost = { currency = \"USD\", at_most = 5 }"),
        "seek[0].so_that[0].cost.currency: no currency is called \"USD\"; the plan has no currencies",
    );
    is_wrong(
        &with("strength = { scope = { host = \"AFG\" }, at_most = 5 }"),
        "seek[0].so_that[0].strength.scope: no contingent matches; a scope must match at least one",
    );
    is_wrong(
        &with("troop_months = { from = \"2025-02\", through = \"2025-01\", at_most = 5 }"),
        "seek[0].so_that[0].troop_months.through: the window would end in 2025-01, before it begins in 2025-02",
    );
    is_wrong(
        &with("troop_months = { through = \"2024-08\", at_most = 5 }"),
        "seek[0].so_that[0].troop_months.through: the window would end in 2024-08, before it begins in 2024-09",
    );
    for (key, condition) in [
        ("outflow.at_most", "outflow = { at_most = -1 }"),
        ("troop_months.at_most", "troop_months = { at_most = -1 }"),
        ("cost.at_most", "cost = { currency = \"USD\", at_most = -1 }"),
        ("strength.at_least", "strength = { at_least = -1 }"),
    ] {
        is_wrong(
            &with(condition),
            &format!("seek[0].so_that[0].{key}: found -1, but expected a whole number, 0 or more"),
        );
    }
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = 3000\nso_that = []"),
        "seek[0].so_that: give a condition, or leave it out, and every deadline must be met",
    );
    is_wrong(
        &with("strength = { at_most = 5, at_least = 3 }"),
        "seek[0].so_that[0].strength: exactly one of at_most and at_least must be given",
    );
}

#[test]
fn what_the_plan_does_not_allow_at_the_last_value() {
    let target = "target = { phase = \"all\", target = { reduce_by_percent = 90 } }";
    is_wrong(
        &format!("find = \"least\"\nadjust = [ {{ {target} }} ]\nto = 150"),
        "seek[0].to: at 150, adjust[0]: phase[0].target.reduce_by_percent: 150 percent; a percentage must be between \
         0 and 100",
    );
    is_wrong(
        "find = \"least\"\nadjust = [ { deadline = { phase = \"al\", deadline = \"2026-01\" } } ]\nto = \"2026-02\"",
        "seek[0].adjust[0].deadline.phase: no phase is called \"al\"; the only one is \"all\"",
    );
    is_wrong(
        &format!(
            "find = \"least\"\n{CAP}\nto = 3000\nfor_each = {{ adjust = [ {{ shift = {{ event = \"x\", months = 1 }} }} ], to = 3 }}"
        ),
        "seek[0].for_each.adjust[0].shift.event: no event is called \"x\"; the only one is \"signed\"",
    );
}

#[test]
fn missing_keys() {
    assert_eq!(
        errors("step = 1"),
        [
            "seek[0].find: required, but missing",
            "seek[0].adjust: required, but missing",
            "seek[0].to: required, but missing"
        ]
    );
    is_wrong(
        &format!("find = \"least\"\n{CAP}\nto = 3000\nchance = 120"),
        "seek[0].chance: 120 percent; a percentage must be between 0 and 100",
    );
}

#[test]
fn a_file_that_is_written_is_read_as_the_same_plan() {
    let file = "title = \"x\"\nas_of = \"2024-08\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 2687\n\
        [[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2026-12\"\n\
        [[seek]]\nname = \"s\"\nfind = \"least\"\nadjust = [ { strength = { percent = 40 } } ]\nto = 50\nstep = 2\n\
        so_that = [ { met = \"all\" }, { strength = { in = \"2026-01\", at_most = 5 } } ]\nchance = \"80\"\n\
        for_each = { adjust = [ { target = { phase = \"all\", target = { reduce_by_percent = 5 } } } ], to = 9 }\n";
    let plan = Plan::from_toml(file).unwrap();
    assert_eq!(Plan::from_toml(&plan.to_toml().unwrap()).unwrap(), plan);
    assert_eq!(Plan::from_json(&plan.to_json().unwrap()).unwrap(), plan);
}

#[test]
fn a_chance_of_nothing_is_warned_of() {
    let file = "title = \"x\"\nas_of = \"2024-08\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 2687\n\
        [[seek]]\nname = \"s\"\nfind = \"least\"\nadjust = [ { strength = { percent = 40 } } ]\nto = 50\nchance = 0\n";
    let warnings = Plan::from_toml(file).unwrap().warnings();
    let warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "line 12, column 10: seek[0].chance: in at least 0 percent of the draws everything holds, so the seek asks \
          nothing; give a chance above 0"
        ]
    );
    let without = Plan::from_toml(&file.replace("chance = 0", "chance = 1")).unwrap();
    assert_eq!(without.warnings(), []);
}
