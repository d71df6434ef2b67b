//! Ensembles: options, ranges that are saved, merged summaries.

use crate::{Folder, iraq, printed, refused};

#[test]
fn merged_ranges_print_what_one_run_prints() {
    let folder = Folder::new("merge");
    let plan = &*iraq();
    let (a, b) = (&*folder.path("a"), &*folder.path("b"));
    let chosen = ["--variant", "no advisers stay", "--by", "host", "--seed", "7"];
    let save = |range: &str, file: &str| {
        printed(&[&["bands", plan, "--range", range, "--save", file], &chosen[..]].concat());
    };
    save("0..40", a);
    save("40..100", b);
    for question in ["bands", "chances", "drivers"] {
        for format in ["table", "csv", "json"] {
            let fixed = [question, plan, "--draws", "100", "--format", format];
            let single = printed(&[&fixed[..], &chosen[..]].concat());
            let merged = printed(&["merge", b, a, "--what", question, "--format", format]);
            assert_eq!(single, merged, "{question} {format}");
        }
    }
    let whole = &*folder.path("whole");
    assert_eq!(printed(&["merge", a, b, "--save", whole]), "");
    assert_eq!(printed(&["merge", whole]), printed(&["merge", a, b]));
}

#[test]
fn a_file_that_holds_other_draws_is_not_printed_as_the_range_asked_for() {
    let folder = Folder::new("other-draws");
    let plan = &*iraq();
    let file = &*folder.path("a");
    printed(&["bands", plan, "--range", "0..10", "--save", file]);
    let error = refused(&["bands", plan, "--range", "10..20", "--save", file]);
    assert!(
        error.ends_with("holds other draws as well; print them all with `drawdown merge`\n"),
        "{error}"
    );
    assert!(printed(&["merge", file]).starts_with("20 draws"));
}

#[test]
fn only_leaves_the_plan_out() {
    let plan = &*iraq();
    let fixed =
        ["chances", plan, "--draws", "20", "--format", "csv", "--variant", "no advisers stay"];
    let all = printed(&fixed);
    let only = printed(&[&fixed[..], &["--only"]].concat());
    let of_variant: Vec<&str> =
        all.lines().filter(|line| !line.starts_with("as planned,")).collect();
    assert_eq!(only.lines().collect::<Vec<_>>(), of_variant);
    assert!(all.lines().count() > of_variant.len());
}

#[test]
fn bands_may_be_given_for_periods() {
    let csv = printed(&["bands", &iraq(), "--draws", "5", "--every", "year", "--format", "csv"]);
    let mut months: Vec<&str> =
        csv.lines().skip(1).map(|line| &line[..line.find(',').unwrap()]).collect();
    months.dedup();
    assert_eq!(months, ["2024-12", "2025-12", "2026-12", "2027-12", ""]);
}

#[test]
fn a_draw_depends_on_the_seed_alone() {
    let plan = &*iraq();
    let bands =
        |seed: &str| printed(&["bands", plan, "--draws", "50", "--seed", seed, "--format", "csv"]);
    assert_eq!(bands("3"), bands("3"));
    assert_ne!(bands("3"), bands("4"));
}
