//! The plans that are shipped: each is valid and comes out as its sources say, and the one built in
//! Rust is the one in the file.
#![cfg(feature = "toml")]

use std::path::Path;

use drawdown::{Plan, PlanSpec, Scope, YearMonth};

#[path = "../../examples/iraq_2024.rs"]
#[allow(dead_code)] // its `main` runs as an example
mod iraq_2024;

fn shipped(name: &str) -> Plan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plans");
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    Plan::from_toml(&text).unwrap_or_else(|errors| panic!("{name}: {errors}"))
}

/// Strengths of a scope at the month ends given.
#[track_caller]
fn comes_out(plan: &Plan, scope: &Scope, expected: &[(&str, u64)]) {
    let projection = plan.project();
    let view = projection.scope(scope);
    for &(month, strength) in expected {
        let month: YearMonth = month.parse().unwrap();
        assert_eq!(view.strength(month), Some(strength), "{month}");
    }
}

fn from(contributor: &str) -> Scope {
    Scope::contributor(contributor.parse().unwrap())
}

fn everything_on_time(plan: &Plan) {
    for outcome in plan.project().deadlines() {
        assert_eq!((outcome.met, outcome.slip_months), (Some(true), Some(0)), "{outcome}");
    }
}

#[test]
fn every_shipped_plan_and_every_variant_of_it_projects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plans");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "afghanistan-2014.toml",
            "afghanistan-2020.toml",
            "darfur-2017.toml",
            "iraq-2007.toml",
            "iraq-2009.toml",
            "iraq-2024.toml",
            "liberia-2007.toml",
            "vietnam-1969.toml"
        ]
    );
    for name in names {
        let plan = shipped(&name);
        assert!(plan.spec().contingents.iter().all(|c| c.source.is_some()), "{name}");
        assert!(plan.spec().phases.iter().all(|phase| phase.source.is_some()), "{name}");
        for variant in &plan.spec().variants {
            let projection = plan.named_variant(&variant.name).unwrap();
            assert_eq!(projection.project().months(), plan.project().months());
        }
    }
}

#[test]
fn iraq_2024_leaves_in_two_phases() {
    let plan = shipped("iraq-2024.toml");
    everything_on_time(&plan);
    // 500 leave by September 2025, shared by what no floor keeps: 2,250 Americans and 187 Spaniards.
    // 500 * 2250 / 2437 = 461.6 and 38.4: 462 and 38.
    comes_out(&plan, &from("ESP"), &[("2025-09", 187 - 38), ("2026-12", 0)]);
    let iraq = Scope::host("IRQ".parse().unwrap());
    comes_out(&plan, &iraq, &[("2024-09", 2_687), ("2025-09", 2_187), ("2026-12", 250)]);
    comes_out(&plan, &Scope::host("SYR".parse().unwrap()), &[("2027-12", 900)]);
}

#[test]
fn iraq_2009_holds_through_the_election_and_then_goes_to_50_000() {
    let plan = shipped("iraq-2009.toml");
    everything_on_time(&plan);
    comes_out(
        &plan,
        &from("USA"),
        &[("2009-09", 128_000), ("2010-03", 128_000), ("2010-08", 50_000), ("2011-12", 0)],
    );
}

#[test]
fn afghanistan_2020_goes_to_8_600_in_135_days_and_to_nobody_in_14_months() {
    let plan = shipped("afghanistan-2020.toml");
    everything_on_time(&plan);
    let deadlines: Vec<String> =
        plan.project().deadlines().iter().map(|d| d.deadline.unwrap().to_string()).collect();
    assert_eq!(deadlines, ["2020-07-13", "2020-07-13", "2021-04-29"]);
    comes_out(&plan, &from("USA"), &[("2020-02", 13_000), ("2020-06", 8_600), ("2021-04", 0)]);
    // Allies in proportion: 8,500 allies, floor(8500 * 4400 / 13000) = 2,876 leave.
    comes_out(&plan, &Scope::EVERYONE, &[("2020-06", 8_600 + 8_500 - 2_876), ("2021-04", 0)]);
}

#[test]
fn afghanistan_2014_is_replaced_twice_before_anybody_else_has_left() {
    let plan = shipped("afghanistan-2014.toml");
    let sentences: Vec<String> =
        plan.project().deadlines().iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "to 9,800: due 2015-01-01, which counts as the end of 2014-12, goal 9,800; met in 2014-12, on time",
            "half of them: due 2015-12-31, goal 4,900; replaced by another decision after 2015-09",
            "to 5,500: due 2016-12-31, goal 5,500; replaced by another decision after 2016-06",
            "to 8,400: due 2017-01-20, goal 8,400; met in 2017-01, on time",
        ]
    );
    comes_out(
        &plan,
        &Scope::EVERYONE,
        &[("2014-12", 9_800), ("2016-06", 9_800), ("2017-01", 8_400)],
    );
    let kept = plan.named_variant("the plan of 2014, kept").unwrap();
    comes_out(&kept, &Scope::EVERYONE, &[("2015-11", 9_800), ("2015-12", 4_900)]);
}

#[test]
fn darfur_2017_reduces_soldiers_and_police_and_then_everybody() {
    let plan = shipped("darfur-2017.toml");
    everything_on_time(&plan);
    let on = |mission: &str| Scope::mission(mission.parse().unwrap());
    comes_out(
        &plan,
        &on("unspecified"),
        &[("2017-12", 11_395), ("2018-06", 8_735), ("2019-06", 4_050)],
    );
    comes_out(&plan, &on("police"), &[("2017-12", 2_888), ("2018-06", 2_500), ("2019-06", 2_500)]);
    comes_out(&plan, &on("observers"), &[("2019-06", 171), ("2020-06", 0)]);
    assert_eq!(
        plan.spec().country_name(&"XUN".parse().unwrap()),
        "contributors to the United Nations"
    );
}

#[test]
fn iraq_2007_ends_when_the_last_brigade_has_left() {
    let plan = shipped("iraq-2007.toml");
    let outcome = &plan.project().deadlines()[0];
    // 156,247 less 9,000 who stay are 147,247: fifteen months of 9,500, and a last one.
    assert_eq!(
        outcome.to_string(),
        "one brigade a month: no deadline; from 2007-09 through 2008-12"
    );
    comes_out(
        &plan,
        &Scope::EVERYONE,
        &[("2007-09", 146_747), ("2008-11", 13_747), ("2008-12", 9_000)],
    );
    let within = plan.named_variant("within twelve months").unwrap();
    comes_out(&within, &Scope::EVERYONE, &[("2008-08", 9_000)]);
}

#[test]
fn vietnam_1969_follows_the_announced_increments() {
    let plan = shipped("vietnam-1969.toml");
    comes_out(
        &plan,
        &from("USA"),
        &[
            ("1969-08", 524_500),
            ("1969-11", 484_000),
            ("1970-03", 434_000),
            ("1971-04", 284_000),
            ("1971-11", 184_000),
            ("1972-01", 139_000),
            ("1972-04", 69_000),
            ("1972-11", 27_000),
            ("1973-03", 0),
        ],
    );
}

#[test]
fn liberia_2007_steps_down_as_the_security_council_set() {
    let plan = shipped("liberia-2007.toml");
    everything_on_time(&plan);
    comes_out(
        &plan,
        &Scope::EVERYONE,
        &[
            ("2008-12", 11_676),
            ("2009-03", 10_216),
            ("2010-05", 8_187),
            ("2015-09", 3_590),
            ("2016-06", 1_240),
            ("2017-02", 434),
            ("2018-04", 0),
        ],
    );
}

#[test]
fn the_plan_built_in_rust_is_the_plan_in_the_file() {
    let file = shipped("iraq-2024.toml").spec().clone();
    // The file also says who says so, what may get in the way, what it costs, what if, and what would have to change.
    let mut bare = PlanSpec {
        sources: Vec::new(),
        hazards: Vec::new(),
        costs: Vec::new(),
        variants: Vec::new(),
        seeks: Vec::new(),
        ..file
    };
    bare.contingents.iter_mut().for_each(|entry| entry.source = None);
    bare.events.iter_mut().for_each(|entry| entry.source = None);
    bare.residuals.iter_mut().for_each(|entry| entry.source = None);
    bare.phases.iter_mut().for_each(|entry| entry.source = None);
    assert_eq!(iraq_2024::spec().unwrap(), bare);
}

/// The first block of a language in the README.
fn readme_block(language: &str) -> String {
    let readme = include_str!("../../README.md");
    let block = readme.split(&format!("```{language}\n")).nth(1).unwrap();
    block.split("```").next().unwrap().to_owned()
}

#[test]
fn the_readme_s_plan_is_valid_and_its_error_is_the_one_printed() {
    let text = readme_block("toml");
    let plan = Plan::from_toml(&text).unwrap();
    comes_out(&plan, &Scope::EVERYONE, &[("2026-12", 250)]);

    let broken = text.replace("\"2026-12-31\"", "\"2024-09-30\"");
    let error = Plan::from_toml(&broken).unwrap_err().iter().next().unwrap().to_string();
    let printed = readme_block("text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(printed, error);
}
