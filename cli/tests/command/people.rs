//! Tables for people: they fit the page, and say what is summed and what is assumed.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::{Folder, SMALL, iraq, printed, shipped};

#[test]
fn show_gives_levels_deadlines_sums_and_assumptions() {
    let text = printed(&["show", &iraq()]);
    for part in [
        "US-Iraq withdrawal plan as reported on 6 September 2024\n",
        "\nmonth    USA in IRQ  ESP in IRQ  USA in SYR    all\n2024-08       2,500         187         900  3,587\n",
        "\nthe remainder: due 2026-12-31, goal 250; met in 2026-12, on time\n",
        "\nSums, 2024-09 through 2027-12\n  troop-months ",
        "\nRanges, with the words of their source\n",
        "\nRanges without words of a source\n  event \"announcement\": date 2024-09 (2024-09 to 2025-03)\n",
        "strength 250 (0 to 500), \"some US troops remain\"\n",
        "\nPaces that no source states\n  phase \"first year\": pace even\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "colours are for terminals");
}

#[test]
fn a_missed_deadline_is_followed_by_what_stands_against_it() {
    let text =
        printed(&["show", &iraq(), "--only", "--adjust", "cap = { name = 'a', per_month = 50 }"]);
    let said = " late\n  kept from its goal by the cap \"a\" (";
    let never = ", not met when the projection ends\n  kept from its goal by the cap \"a\" (";
    assert!(text.contains(said) || text.contains(never), "{text}");
}

#[test]
fn sums_are_those_of_the_months_after_the_first() {
    let folder = Folder::new("sums");
    let text = printed(&["show", &folder.write("plan.toml", SMALL)]);
    // 2,080 + 1,560 + 1,040 + 520 at the ends of September to December
    let sums = "Sums, 2024-09 through 2025-02\n  troop-months    5,200\n  left for home   2,600\n  cost, USD      43,375\n";
    assert!(text.contains(sums), "{text}");
}

#[test]
fn rows_may_be_periods_and_columns_groups() {
    let text = printed(&["show", &iraq(), "--by", "host", "--every", "fiscal-year"]);
    let first = "\nperiod               IRQ  SYR    all\n2024-08            2,687  900  3,587\nFY2024             ";
    assert!(text.contains(first), "{text}");
    assert!(text.contains("\nFY2028 to 2027-12    250  900  1,150\n"), "{text}");
    let text = printed(&["show", &iraq(), "--by", "theatre", "--every", "quarter"]);
    assert!(text.contains("\nperiod     all\n2024-08  3,587\n2024 Q3  3,587\n"), "{text}");
}

#[test]
fn many_contingents_are_folded_into_others() {
    let codes: Vec<String> = printed(&["countries", "--format", "csv"])
        .lines()
        .skip(1)
        .take(120)
        .map(|line| line[..3].to_owned())
        .collect();
    let mut plan = "title = \"Many\"\nas_of = \"2024-08\"\nthrough = \"2024-12\"\n".to_owned();
    for (i, code) in codes.iter().enumerate() {
        let strength = 100 + i;
        write!(
            plan,
            "[[contingent]]\ncontributor = {code:?}\nhost = \"AFG\"\nstrength = {strength}\n"
        )
        .unwrap();
    }
    let folder = Folder::new("many");
    let text = printed(&["show", &folder.write("plan.toml", &plan)]);
    let table: Vec<&str> = text.lines().skip(2).take(6).collect();
    assert!(table[0].contains(" others"), "{text}");
    assert!(table.iter().all(|line| line.width() <= 100), "{text}");
    let largest = format!("{} in AFG", codes[119]);
    assert!(table[0].contains(&largest), "{text}");
    // The sum of 100 to 219, and the columns add up to it.
    let numbers: Vec<u64> =
        table[1].split_whitespace().skip(1).map(|n| n.replace(',', "").parse().unwrap()).collect();
    let (all, columns) = numbers.split_last().unwrap();
    assert_eq!((*all, columns.iter().sum::<u64>()), (19_140, 19_140));
}

#[test]
fn tables_fit_into_a_hundred_columns() {
    for plan in shipped() {
        let plan = plan.to_str().unwrap();
        for question in ["levels", "deadlines", "totals", "costs"] {
            let text = printed(&[question, plan]);
            // A name that is longer than the page is not broken.
            let is_too_wide = |line: &&str| line.width() > 100;
            assert_eq!(text.lines().find(is_too_wide), None, "{question} {plan}");
        }
        let text = printed(&["bands", plan, "--draws", "5", "--by", "host"]);
        assert_eq!(text.lines().find(|line| line.width() > 100), None, "{plan}");
    }
}

#[test]
fn notice_is_counted_from_the_announcement_alone() {
    let folder = Folder::new("notice");
    let heading = "Past deadlines with similar notice";
    let unsaid = folder.write("unsaid.toml", SMALL);
    let said = SMALL.replace("as_of =", "announced = \"2024-02-29\"\nas_of =");
    let said = folder.write("said.toml", &said);
    for question in [&["show"][..], &["chances", "--draws", "5"], &["report", "--draws", "5"]] {
        let asked = |plan: &str| printed(&[&question[..1], &[plan], &question[1..]].concat());
        let text = asked(&unsaid);
        assert!(!text.contains(heading) && !text.contains("notice:"), "{question:?}: {text}");
        // From the end of February to the end of December, as of August.
        let text = asked(&said).to_lowercase();
        assert!(text.contains("10 months"), "{question:?}: {text}");
        assert!(!text.contains("4 months"), "{question:?}: {text}");
    }
}

#[test]
fn sums_have_their_months_and_nothing_has_a_word() {
    let folder = Folder::new("windows");
    let plan = &*folder.write("plan.toml", SMALL);
    let window = "2024-09 through 2025-02";
    let fiscal = |question| printed(&[question, plan, "--every", "fiscal-year"]);
    let partial = "by fiscal year, each named by its last month; not whole: the first is 2024-09, the last is \
                   2024-10 through 2025-02\n\nmonth ";
    assert!(fiscal("costs").starts_with(&format!("Costs: {window}, {partial}")));
    assert!(fiscal("totals").starts_with(&format!("Flows: {window}, {partial}")));
    assert!(fiscal("levels").starts_with(&format!("Flows: {window}, {partial}")));
    assert!(printed(&["costs", plan]).starts_with(&format!("Costs: {window}\n\nmonth ")));
    assert!(printed(&["totals", plan]).starts_with("month "));
    let slow = ["why", plan, "--only", "--adjust", "cap = { name = 'airlift', per_month = 50 }"];
    assert!(printed(&slow).contains(&format!("\nTroop-months: {window}\n")));
    let drawn = SMALL.replace("strength = 2500", "strength = { low = 2400, high = 2600 }");
    let drawn = &*folder.write("drawn.toml", &drawn);
    for question in ["drivers", "bands"] {
        let text = printed(&[question, drawn, "--draws", "5"]);
        assert!(text.contains(&format!("\nTroop-months and costs: {window}\n")), "{text}");
    }
    let text = printed(&["drivers", plan, "--draws", "5"]);
    assert_eq!(
        text,
        "nothing in the plan is a range or left to chance, so nothing drives its outcomes\n"
    );
    let bare = SMALL.split("[[phase]]").next().unwrap();
    let bare = &*folder.write("bare.toml", bare);
    assert!(printed(&["costs", bare]).starts_with("The plan has no costs.\n"));
    assert!(printed(&["deadlines", bare]).starts_with("The plan has no phases.\n"));
}
