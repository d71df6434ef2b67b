//! The report: one page that holds everything, loads nothing, and can be broken by no name.

use std::collections::HashSet;
use std::fmt::Write;

use roxmltree::{Document, Node, ParsingOptions};

use crate::{Folder, SMALL, drawdown, iraq, printed, refused, shipped};

/// The page as a tree; it is XML as well as HTML.
#[track_caller]
fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap()
}

fn elements<'a>(document: &'a Document<'_>, name: &str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.tag_name().name() == name).collect()
}

/// The text of an element and of all within it, with single spaces.
fn text(node: Node<'_, '_>) -> String {
    let texts: Vec<&str> =
        node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect();
    texts.concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn headings(document: &Document<'_>, level: &str) -> Vec<String> {
    elements(document, level).into_iter().map(text).collect()
}

/// What holds for every page.
#[track_caller]
fn is_sound(page: &str) {
    let document = parsed(page);
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("lang")), ("html", Some("en")));
    assert_eq!(elements(&document, "h1").len(), 1);
    assert_eq!(
        headings(&document, "h1")[0],
        text(
            document
                .descendants()
                .find(|n| n.has_tag_name(("http://www.w3.org/1999/xhtml", "title")))
                .unwrap()
        )
    );
    // Headings in order: none is more than one level below the one before it.
    let mut before = 0;
    for node in document.descendants() {
        let level = node.tag_name().name().strip_prefix('h').and_then(|level| level.parse().ok());
        let Some(level) = level else { continue };
        assert!(level <= before + 1, "h{level} after h{before}");
        before = level;
    }
    for table in elements(&document, "table") {
        assert_eq!(table.children().find(Node::is_element).unwrap().tag_name().name(), "caption");
        let heads = table.descendants().filter(|node| node.tag_name().name() == "th");
        assert!(heads.clone().count() > 0 && heads.clone().all(|node| node.has_attribute("scope")));
    }
    for svg in elements(&document, "svg") {
        assert_eq!(svg.attribute("role"), Some("img"));
        assert!(svg.has_attribute("viewBox"));
        let has = |name: &str| svg.children().any(|node| node.tag_name().name() == name);
        assert!(has("title") && has("desc"));
    }
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for node in document.descendants().filter(Node::is_element) {
        assert!(
            !["script", "img", "link", "iframe", "object", "image"]
                .contains(&node.tag_name().name())
        );
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && name != "src" && name != "style", "{name}");
            // A page is only ever opened by the reader, from a link.
            assert!(
                !value.contains("://")
                    || name == "href" && node.tag_name().name() == "a"
                    || name == "aria-label",
                "{value}"
            );
            let reference = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
            assert!(reference.is_none_or(|id| unique.contains(id)), "{value}");
        }
    }
    let style = elements(&document, "style")[0].text().unwrap();
    assert!(!style.contains("url(") && !style.contains("@import"));
    for svg in elements(&document, "svg") {
        is_readable_in_the_dark(style, svg);
    }
}

/// Every colour of a chart has another on a dark screen, except those of areas; texts stand out from the paper there.
#[track_caller]
fn is_readable_in_the_dark(style: &str, svg: Node<'_, '_>) {
    const AREAS: [&str; 8] =
        ["#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#f0e442", "#cc79a7", "#b8b8b8"];
    let dark = style.split("@media screen and (prefers-color-scheme: dark)").nth(1).unwrap();
    let paper = style.split("(prefers-color-scheme: dark)").nth(1).unwrap();
    let paper = &paper.split_once("--paper: ").unwrap().1[..7];
    for node in svg.descendants() {
        for part in ["fill", "stroke"] {
            let Some(colour) = node.attribute(part).filter(|value| value.starts_with('#')) else {
                continue;
            };
            let rule = format!(".chart [{part}=\"{colour}\"] {{ {part}: ");
            let shown = dark.split_once(&rule).map(|(_, rest)| rest.split(';').next().unwrap());
            let is_area = part == "fill" && AREAS.contains(&colour);
            assert!(shown.is_some() || is_area, "{part} {colour} has no colour in the dark");
            if node.tag_name().name() == "text" {
                let (dark, light) = (luminance(paper), luminance(shown.unwrap()));
                assert!((light + 0.05) / (dark + 0.05) >= 4.5, "{colour} is hard to read");
            }
        }
    }
}

/// The relative luminance of a colour, as WCAG 2 defines it.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn every_shipped_plan_has_a_page_below_a_megabyte_that_repeats() {
    for plan in shipped() {
        let arguments = ["report", plan.to_str().unwrap(), "--draws", "50"];
        let page = printed(&arguments);
        is_sound(&page);
        assert!(page.len() < 1_000_000, "{plan:?}: {}", page.len());
        assert_eq!(page, printed(&arguments));
    }
}

#[test]
fn the_page_has_its_parts_in_order() {
    let page = printed(&["report", &iraq(), "--draws", "100"]);
    let document = parsed(&page);
    assert_eq!(
        headings(&document, "h2"),
        [
            "Levels",
            "Deadlines",
            "Variants",
            "Chances",
            "Cost",
            "Assumptions",
            "Sources",
            "How to cite",
            "The plan file"
        ]
    );
    let body = text(elements(&document, "body")[0]);
    for part in [
        // 500 of the first year, 1,750 of the remainder, 187 of Spain among them: 2,687 + 900 - 1,150
        "3,587 troops at the end of 2024-08; 2,437 leave for home, the last departures in 2026-12; 1,150 are there at \
         the end of the projection, 2027-12. 2 of 2 deadlines met without a surge.",
        "Ranges at their best value; paces assumed where no source states them; hazards left out; pending, and taken as dated: final go-ahead from Baghdad \
         (2024-09), final go-ahead from Washington (2024-09), announcement of the plan (2024-09).",
        "the remainder Met Due 2026-12-31, goal 250; met in 2026-12, on time.",
        "100 draws, seed 0, of the plan’s own ranges and hazards, drawn independently of each other.",
        "Months summed: 2024-09 through 2027-12;",
        "contingent USA in IRQ, unspecified: about 2,500",
        "“US-Iraq withdrawal plan as reported on 6 September 2024”, announced 2024-09-06, as of 2024-08; projected \
         through 2027-12 by drawdown 0.1.0; chances of 100 draws, seed 0.",
    ] {
        assert!(body.contains(part), "{part}\n{body}");
    }
    // The plan file, with its comments.
    let plan = std::fs::read_to_string(iraq()).unwrap();
    assert_eq!(elements(&document, "pre")[0].text(), Some(plan.as_str()));
}

#[test]
fn every_table_and_chart_has_what_it_rests_on_beside_it() {
    let page = printed(&["report", &iraq(), "--draws", "100"]);
    let document = parsed(&page);
    for figure in document
        .descendants()
        .filter(|node| node.attribute("class").is_some_and(|class| class.starts_with("scroll")))
    {
        let basis = figure.next_siblings().find(|node| node.attribute("class") == Some("basis"));
        let basis = text(basis.unwrap_or_else(|| panic!("{}", text(figure))));
        assert!(
            basis.contains("Ranges at their best value; paces assumed where no source states them; hazards left out")
                || basis.contains("100 draws, seed 0"),
            "{basis}"
        );
    }
}

#[test]
fn a_missed_deadline_says_why_and_a_surge_is_named() {
    let folder = Folder::new("report-missed");
    let plan = &*folder.write("plan.toml", SMALL);
    let document_of = |page: &str| text(elements(&parsed(page), "body")[0]);
    let body = document_of(&printed(&["report", plan]));
    for part in [
        "0 of 1 deadline met; missed: \"all\" by 520, 1 month late.",
        "all Missed Due 2024-12-31, goal 0; missed by 520, met in 2025-01, 1 month late. Kept from its goal by the cap \"airlift\" (",
        // 2,600 in four months of 520 each: 2,080
        "It cannot be met at any pace: from 2024-09 through 2024-12, 2,600 must leave under the cap \"airlift\", which \
         lets 2,080 through: 520 too many.",
        "change planned would do the cap \"airlift\", a month 520 650 the deadline of \"all\" 2024-12 2025-01 A change is one \
         that meets this deadline",
        "Not enough by themselves: every pace at-start.",
        "two flights 1 of 1 ",
        "Nothing in the plan is a range or left to chance, so that every draw is the same.",
    ] {
        assert!(body.contains(part), "{part}\n{body}");
    }
    let hold = "hold = { name = 'talks', from = '2024-09', through = '2024-11' }";
    let free = "cancel = { cap = 'airlift' }";
    let adjust = &*format!("[{{ {hold} }}, {{ {free} }}]");
    let body = document_of(&printed(&["report", plan, "--only", "--adjust", adjust]));
    assert!(body.contains("1 of 1 deadline met; 1 of them by a surge: \"all\"."), "{body}");
    assert!(body.contains("all Met by a surge Due 2024-12-31"), "{body}");
    assert!(body.contains("Under the variant "), "{body}");
}

#[test]
fn names_are_text_whatever_they_hold() {
    let folder = Folder::new("report-names");
    let name = "</td><script>alert(1)</script>\\\" onclick=\\\"x' & id=\\\"residual\\\" \u{202e}";
    let plan = SMALL
        .replace("One flight a week", name)
        .replace("\"all\"", &format!("\"all {name}\""))
        .replace("\"airlift\"", &format!("\"airlift {name}\""))
        .replace("\"operations\"", &format!("\"operations {name}\""))
        .replace("\"two flights\"", &format!("\"two {name}\""))
        .replace("strength = 2500", &format!("source = 's'\nstrength = {{ low = 2000, best = 2500, high = 2600, words = \"{name}\" }}"));
    let source = |id: &str, url: &str| {
        format!("\n[[source]]\nid = '{id}'\ntitle = \"{name}\"\nurl = \"{url}\"\n")
    };
    let plan = [
        plan,
        source("s", "javascript:alert(1)"),
        source("t", &format!("https://example.org/{name}")),
    ];
    let plan = plan.concat();
    let plan = &*folder.write("plan.toml", &plan);
    for arguments in [&["report", plan, "--draws", "20"][..], &["report", plan, "--compare", plan]]
    {
        let page = printed(arguments);
        is_sound(&page);
        assert!(!page.contains('\u{202e}') && page.contains("\\u{202e}"));
        let document = parsed(&page);
        assert!(
            elements(&document, "a")
                .iter()
                .all(|link| link.attribute("href").unwrap().starts_with('#'))
        );
        let shown = "</td><script>alert(1)</script>\" onclick=\"x' & id=\"residual\" \\u{202e}";
        assert!(text(elements(&document, "body")[0]).contains(shown));
    }
}

#[test]
fn a_plan_with_a_thousand_contingents_stays_readable() {
    let folder = Folder::new("report-large");
    let codes: Vec<String> = printed(&["countries", "--format", "csv"])
        .lines()
        .skip(1)
        .map(|line| line[..3].to_owned())
        .collect();
    let mut plan = "title = \"Many\"\nas_of = \"2024-08\"\nthrough = \"2026-12\"\n".to_owned();
    for i in 0..1_000 {
        let (contributor, host) = (&codes[i % 200], ["AFG", "IRQ", "SYR", "MLI", "TCD"][i / 200]);
        writeln!(
            plan,
            "[[contingent]]\ncontributor = {contributor:?}\nhost = {host:?}\nstrength = {}",
            i + 1
        )
        .unwrap();
    }
    plan += "[[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2026-12-31\"\n";
    let page = printed(&["report", &folder.write("plan.toml", &plan), "--by", "contingent"]);
    is_sound(&page);
    assert!(page.len() < 1_000_000, "{}", page.len());
    let document = parsed(&page);
    // Outside of what is folded there is no more than a reader takes in.
    let is_folded =
        |node: &Node<'_, '_>| node.ancestors().any(|other| other.tag_name().name() == "details");
    let shown =
        |name: &str| elements(&document, name).iter().filter(|node| !is_folded(node)).count();
    assert!(shown("li") < 60 && shown("tr") < 100, "{} {}", shown("li"), shown("tr"));
}

#[test]
fn several_plans_stand_side_by_side() {
    let folder = Folder::new("report-several");
    let small = &*folder.write("plan.toml", SMALL);
    let page = printed(&["report", &iraq(), "--compare", small]);
    is_sound(&page);
    let document = parsed(&page);
    let titles = ["US-Iraq withdrawal plan as reported on 6 September 2024", "One flight a week"];
    let [totals, levels, ..] = elements(&document, "table")[..] else {
        panic!("two tables of all plans")
    };
    for table in [totals, levels] {
        let heads =
            table.descendants().filter(|node| node.attribute("scope") == Some("col")).map(text);
        assert!(heads.collect::<Vec<_>>().ends_with(&titles.map(str::to_owned)));
    }
    // 2,080 + 1,560 + 1,040 + 520 at the ends of September to December
    assert!(text(totals).contains("troop-months 88,011 5,200 "), "{}", text(totals));
    assert!(text(levels).contains("2024-09 3,587 2,080 "), "{}", text(levels));
    assert_eq!(
        headings(&document, "h2"),
        ["Totals", "Levels", titles[0], titles[1], "How to cite"]
    );
    assert_eq!(elements(&document, "svg").len(), 2);
    let page = printed(&["report", small, "--compare", small, &iraq()]);
    assert_eq!(headings(&parsed(&page), "h2").len(), 6, "three plans");
    let error = refused(&["report", small, "--compare", small, "--variant", "two flights"]);
    assert!(error.contains("cannot be used with"), "{error}");
    let error = refused(&["report", small, small]);
    assert!(error.contains("unexpected argument"), "{error}");
}

#[test]
fn options_choose_what_the_page_is_about() {
    let (plan, variant) = (&*iraq(), "no more than 100 a month");
    let body = |arguments: &[&str]| {
        let page = printed(&[&["report", plan], arguments].concat());
        text(elements(&parsed(&page), "body")[0])
    };
    let chosen = body(&["--variant", variant, "--draws", "0"]);
    assert!(
        chosen.contains("no more than 100 a month 1 of 2")
            && !chosen.contains("announced six months late 2 of 2")
    );
    assert!(chosen.contains("Left out: no draws were asked for."));
    assert!(body(&["--draws", "0", "--through", "2026-12"]).contains("2024-08 through 2026-12"));
    assert!(
        body(&["--draws", "0", "--fiscal-from", "1"]).contains("FY2025: 2025-01 through 2025-12")
    );
    assert!(body(&["--draws", "0", "--by", "host"]).contains("end of Iraq Syria all"));
    assert!(body(&["--draws", "0", "--by", "theatre"]).contains("end of all"));
    assert!(body(&["--draws", "30", "--seed", "7"]).contains("chances of 30 draws, seed 7."));
    let error = refused(&[
        "report",
        plan,
        "--only",
        "--variant",
        variant,
        "--variant",
        "500 advisers stay",
    ]);
    assert_eq!(
        error,
        "--only: the page is about one plan; choose one variant, or leave --only out\n"
    );
}

#[test]
fn a_page_is_written_as_a_page_and_never_over_a_plan() {
    let folder = Folder::new("report-out");
    let plan = &*folder.write("plan.toml", SMALL);
    for name in ["plan.svg", "plan.PNG", "plan.pdf"] {
        let error = refused(&["report", plan, "-o", &folder.path(name)]);
        assert!(
            error.ends_with(": a report is a page; give a name that ends in .html\n"),
            "{error}"
        );
    }
    let other = &*folder.write("other.plan", SMALL);
    let error = refused(&["report", plan, "--compare", other, "-o", other]);
    assert!(error.ends_with("this is the file that is read\n"), "{error}");
    let broken = &*folder.write("broken.toml", &SMALL.replace("2024-12-31", "2024-13-31"));
    refused(&["report", broken]);
    refused(&["report", plan, "--compare", broken]);
    let page = &*folder.path("plan.html");
    assert_eq!(printed(&["report", plan, "-o", page]), "");
    assert_eq!(std::fs::read_to_string(page).unwrap(), printed(&["report", plan]));
    if cfg!(target_os = "linux") {
        assert_eq!(drawdown(&["report", plan, "-o", "/dev/full"]).status.code(), Some(1));
    }
}
