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
    for question in ["bands", "chances"] {
        for format in ["table", "csv", "json"] {
            let fixed = [question, plan, "--draws", "100", "--format", format];
            let single = printed(&[&fixed[..], &chosen[..]].concat());
            let merged = printed(&["merge", b, a, "--what", question, "--format", format]);
            // Only the plan file says when the plan was announced.
            let single = single.split("\nPast deadlines with similar notice").next().unwrap();
            assert_eq!(single, merged, "{question} {format}");
        }
    }
    // What drives the outcomes is known of the plan itself only.
    let merged = printed(&["merge", a, b, "--what", "drivers", "--format", "csv"]);
    let merged: String =
        merged.lines().map(|line| line.split_once(',').unwrap().1.to_owned() + "\n").collect();
    let single =
        ["drivers", plan, "--draws", "100", "--seed", "7", "--by", "host", "--format", "csv"];
    assert_eq!(printed(&single), merged);
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
fn drivers_of_variants_and_no_draws_are_refused() {
    let plan = &*iraq();
    let variant = ["drivers", plan, "--draws", "5", "--variant", "no advisers stay"];
    let why = "what drives the outcomes is known of the plan itself only\n";
    assert_eq!(refused(&variant), format!("--variant, --adjust: {why}"));
    assert_eq!(refused(&[&variant[..], &["--only"]].concat()), format!("--only: {why}"));
    for question in ["bands", "chances", "drivers"] {
        let none = refused(&[question, plan, "--draws", "0"]);
        assert!(none.contains("'0' for '--draws <N>': expected at least 1 draw\n"), "{none}");
        let text = printed(&[question, plan, "--range", "5..5"]);
        assert_eq!(text, "no draws, so nothing is known; ask for some with --draws or --range\n");
    }
    let one = printed(&["chances", plan, "--draws", "1"]);
    assert!(one.starts_with("1 draw (0..1), seed 0\n") && !one.contains("1 draws"), "{one}");
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

/// A name for each of the codes that users may give a meaning, XAA to XZZ.
fn codes() -> impl Iterator<Item = String> {
    ('A'..='Z').flat_map(|one| ('A'..='Z').map(move |other| format!("X{one}{other}")))
}

#[test]
fn what_needs_more_memory_than_allowed_is_refused_with_its_size() {
    let folder = Folder::new("memory");
    let mut text = "title = \"wide\"\nas_of = \"1900-01\"\nthrough = \"2899-12\"\n".to_owned();
    for code in codes() {
        let lines = ["[[contingent]]", "host = \"IRQ\"", "strength = 9", ""];
        text += &[&lines.join("\n"), "contributor = \"", &code, "\"\n"].concat();
    }
    text += "[[variant]]\nname = \"fewer\"\nadjust = [ { strength = { percent = 50 } } ]\n";
    let plan = &*folder.write("plan.toml", &text);
    let bands = ["bands", plan, "--draws", "10", "--by", "contingent"];
    let memory = |error: &str| {
        let line = error.lines().find(|line| !line.starts_with("warning: ")).map(str::to_owned);
        line.unwrap_or_default()
    };
    assert_eq!(
        memory(&refused(&[&bands[..], &["--variant", "fewer"]].concat())),
        "this needs 6.4 GiB of memory, and the limit is 4.0 GiB; ask for fewer groups, variants, months or draws, or \
         give --memory GIB"
    );
    let error = refused(&[&bands[..], &["--memory", "1"]].concat());
    assert!(memory(&error).starts_with("this needs 3.2 GiB of memory, and the limit is 1.0 GiB; "));
    for wrong in ["0", "1.5", "4 GiB"] {
        assert!(refused(&["bands", plan, "--memory", wrong]).contains("--memory"));
    }
}
