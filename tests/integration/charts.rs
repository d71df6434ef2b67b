//! Charts are well-formed whatever the names, nothing is outside or drawn over another, and areas and bars
//! show the right numbers.
#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

#[cfg(feature = "png")]
mod fonts;
mod frontier;
mod picture;
mod shown;

use drawdown::chart::{Chart, DeadlineProbabilities, Fan};
use drawdown::projection::GroupBy;
use drawdown::values::Probability;
use drawdown::{
    Adjustment, Cap, Contingent, Phase, Plan, PlanSpec, Projection, Residual, Scope, Target,
    Troops, Variant, YearMonth,
};
use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;
use roxmltree::Document;
use serde_json::Value;

use crate::{engine, plans};

fn any_plan() -> BoxedStrategy<Value> {
    plans::any_plan().boxed()
}

/// Every kind of chart of a plan.
fn charts(plan: &Plan) -> Vec<Chart> {
    let projection = plan.project();
    let met = [0.834, 1.0, 0.004].map(|value| Probability::new(value).unwrap());
    let at_planned_pace = [0.2, 0.0, 0.004].map(|value| Probability::new(value).unwrap()).into();
    let probabilities =
        DeadlineProbabilities { seed: 7, draws: 1_000, met: met.into(), at_planned_pace };
    let stacks = [GroupBy::Contributor, GroupBy::Host, GroupBy::Mission];
    let mut charts: Vec<Chart> = stacks.map(|by| Chart::levels(&projection, by)).into();
    charts.push(Chart::variants(plan, &plan.spec().variants).unwrap());
    charts.push(Chart::fan(&projection, &fan(&projection)));
    charts.push(Chart::deadlines(&projection, &probabilities));
    charts.push(Chart::deadlines(&projection, &DeadlineProbabilities::default()));
    charts.push(Chart::outflow(&projection, &Scope::EVERYONE));
    let capped = plan.spec().caps.iter().map(|cap| Chart::outflow(&projection, &cap.scope));
    charts.extend(capped);
    charts
}

/// Percentiles for a fan chart; they need not come from draws.
fn fan(projection: &Projection) -> Fan {
    let theatre = projection.theatre();
    let strengths = projection.months().filter_map(|month| theatre.strength(month));
    Fan {
        seed: 7,
        draws: 12_345,
        quantiles: strengths.map(|n| [n - n / 3, n - n / 9, n, n + n / 5, 2 * n]).collect(),
        ..Fan::default()
    }
}

#[track_caller]
fn assert_sound(chart: &Chart) {
    let document = Document::parse(chart.svg()).unwrap();
    let (width, height) = picture::size(&document);
    for (x, y) in picture::places(&document) {
        assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "{x} {y} is outside");
    }
    let texts = picture::texts(&document);
    for (x, top, bottom) in picture::poles(&document) {
        if let Some(crossed) = texts.iter().find(|text| text.is_crossed_by(x, top, bottom)) {
            panic!("the pole at {x} runs through {crossed:?}");
        }
    }
    for (i, one) in texts.iter().enumerate() {
        assert!(one.is_within(width, height), "{one:?} is outside {width} by {height}");
        if let Some(other) = texts[..i].iter().find(|other| other.overlaps(one)) {
            panic!("{one:?} is drawn over {other:?} in\n{}", picture::listed(&texts));
        }
    }
}

/// How often a chart names a phase: alone, before its day, or in the note of deadlines outside.
fn times_named(chart: &Chart, phase: &str) -> usize {
    let document = Document::parse(chart.svg()).unwrap();
    let texts = picture::texts(&document);
    let parts = texts.iter().flat_map(|text| text.content.split("; "));
    let parts = parts.map(|part| part.rsplit("chart: ").next().unwrap_or(part));
    let names = parts.filter(|part| {
        let rest = part.strip_prefix(phase);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(", ") || rest.starts_with(" ("))
    });
    names.count()
}

/// Asserts that the bands of a class add up to the expected troops in every month.
#[track_caller]
fn assert_adds_up(chart: &Chart, class: &str, expected: &[u64]) {
    let document = Document::parse(chart.svg()).unwrap();
    let axis = picture::Axis::of(&document);
    let bands = picture::paths(&document, class);
    let shown = picture::months_shown(&document);
    assert!(expected[shown..].iter().all(|troops| *troops == 0), "more than an empty tail is cut");
    let last = f64::from(u32::try_from(shown - 1).unwrap()).max(1.0);
    // Some months of a long projection are enough.
    for (t, &troops) in (0_u32..).zip(&expected[..shown]).step_by(expected.len().div_ceil(60)) {
        let edges = bands.iter().map(|band| picture::edges(band, f64::from(t) / last));
        let edges: Vec<(f64, f64)> = edges.collect();
        let shown = edges.iter().map(|(upper, lower)| lower - upper).sum::<f64>() * axis.troops;
        // Each area is on top of the one before it, the first one at 0.
        let grounds = std::iter::once(axis.zero).chain(edges.iter().map(|(upper, _)| *upper));
        for ((_, lower), ground) in edges.iter().zip(grounds) {
            assert!(class != "area" || (lower - ground).abs() < 0.03, "t = {t}: {edges:?}");
        }
        // Coordinates are rounded to hundredths, in both directions.
        let most = expected.iter().max().copied().unwrap_or(0);
        let tolerance = 0.03 * axis.troops * f64::from(u32::try_from(bands.len()).unwrap())
            + f64::from(u32::try_from(most).unwrap()) * 0.002;
        let troops = f64::from(u32::try_from(troops).unwrap());
        assert!((shown - troops).abs() <= tolerance, "t = {t}: {shown} is shown for {troops}");
    }
}

proptest! {
    #![proptest_config(crate::cases(60))]

    #[test]
    fn every_chart_of_every_plan_assert_sound(document in any_plan()) {
        for chart in charts(&engine::plan(&document)) {
            assert_sound(&chart);
        }
    }

    #[test]
    fn names_of_deadlines_keep_clear_of_each_other(
        months in prop::collection::btree_set(1..20, 2..7_usize),
        lengths in prop::collection::vec(1..30_usize, 12),
    ) {
        let phases = months.iter().zip(lengths).map(|(month, length)| {
            let name = format!("{month} {}", "n".repeat(length));
            let day = format!("{}-{:02}", 2025 + month / 12, 1 + month % 12).parse().unwrap();
            Phase::new(name, Target::ReduceBy(Troops(100).into()), day)
        });
        let usa = Contingent::new("USA".parse().unwrap(), "IRQ".parse().unwrap(), Troops(2_500));
        let plan = Plan::new(PlanSpec {
            contingents: vec![usa],
            phases: phases.collect(),
            ..PlanSpec::new("One deadline after another", "2025-01".parse().unwrap())
        })
        .unwrap();
        assert_sound(&Chart::levels(&plan.project(), GroupBy::Host));
    }

    #[test]
    fn every_deadline_is_named_once(document in any_plan()) {
        let plan = engine::plan(&document);
        let projection = plan.project();
        let shown = [
            Chart::levels(&projection, GroupBy::Host),
            Chart::variants(&plan, &[]).unwrap(),
            Chart::fan(&projection, &fan(&projection)),
            Chart::deadlines(&projection, &DeadlineProbabilities::default()),
            Chart::outflow(&projection, &Scope::EVERYONE),
        ];
        for (i, chart) in shown.iter().enumerate() {
            for phase in &plan.spec().phases {
                // The chart of deadlines has a row for each phase.
                let expected = usize::from(i == 3 || phase.deadline.is_some());
                let times = times_named(chart, &phase.name);
                prop_assert_eq!(times, expected, "{}\n{}", phase.name, chart);
            }
        }
    }

    #[test]
    fn areas_add_up_to_the_theatre(document in any_plan()) {
        let plan = engine::plan(&document);
        let projection = plan.project();
        let theatre = projection.theatre();
        let strength: Vec<u64> = projection.months().filter_map(|m| theatre.strength(m)).collect();
        let residual: Vec<u64> = projection.months().filter_map(|m| theatre.residual(m)).collect();
        for by in [GroupBy::Contributor, GroupBy::Host, GroupBy::Mission] {
            let chart = Chart::levels(&projection, by);
            assert_adds_up(&chart, "area", &strength);
            assert_adds_up(&chart, "residual", &residual);
        }
    }

    #[test]
    fn bars_add_up_to_those_who_leave_their_host(document in any_plan()) {
        let plan = engine::plan(&document);
        let projection = plan.project();
        let chart = Chart::outflow(&projection, &Scope::EVERYONE);
        let document = Document::parse(chart.svg()).unwrap();
        let axis = picture::Axis::of(&document);
        let mut shown = 0.0;
        for bars in picture::paths(&document, "bars") {
            let tops = bars.split('Z').filter(|bar| !bar.is_empty()).map(|bar| picture::points(bar)[1].1);
            shown += tops.map(|top| (axis.zero - top) * axis.troops).sum::<f64>();
        }
        let theatre = projection.theatre();
        let sum = |of: &dyn Fn(YearMonth) -> Option<u64>| projection.months().filter_map(of).sum::<u64>();
        let home = sum(&|month| theatre.home_departures(month));
        // Those who move to another host leave one, too, but not for home.
        let left: u64 = projection.by_host().iter().map(|(_, host)| sum(&|month| host.scope_departures(month))).sum();
        prop_assert!(left >= home);
        let months = f64::from(u32::try_from(projection.months().len()).unwrap());
        let left = f64::from(u32::try_from(left).unwrap());
        prop_assert!((shown - left).abs() <= 0.02 * axis.troops * months + 0.01, "{shown} for {left}");
    }
}

/// Names that are markup, too long, right to left, invisible, or have many marks.
fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "</text><script>alert('x & \"y\"')</script>",
        "<![CDATA[ & ]]> &amp; <!-- -->",
        "الانسحاب الكامل للقوات من العراق قبل نهاية العام",
        "\u{202e}turned\u{202c} \u{2067}isolated",
        "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}algo",
        "部队撤离第一阶段",
        "\u{feff}\u{fffe}\u{ffff}\u{fdd0}",
        "👩‍👩‍👧‍👦 🇺🇸",
        "\u{fdfd}\u{fdfd}\u{fdfd}",
        "\u{2e3b}\u{2e3b}\u{2e3b}\u{2e3a}",
    ]
    .map(String::from)
    .into();
    names.push("W".repeat(200));
    names.push("a name of many words that goes on ".repeat(6).chars().take(200).collect());
    names
}

fn hostile(names: &[String]) -> Plan {
    let day = |i: usize| format!("{}-{:02}", 2025 + i / 4, 1 + 3 * (i % 4)).parse().unwrap();
    let phase = |(i, name): (usize, &String)| {
        Phase::new(name.clone(), Target::ReduceBy(Troops(150).into()), day(i))
    };
    let cap = Cap::new(names[0].clone(), Troops(100));
    let variant = |name: &String| Variant::new(name.clone(), vec![Adjustment::Cap(cap.clone())]);
    Plan::new(PlanSpec {
        contingents: vec![Contingent::new(
            "USA".parse().unwrap(),
            "IRQ".parse().unwrap(),
            Troops(2_500),
        )],
        residuals: vec![Residual::new(Troops(250))],
        phases: names.iter().enumerate().map(phase).collect(),
        caps: vec![cap.clone()],
        variants: names.iter().map(variant).collect(),
        ..PlanSpec::new(
            names.concat().chars().take(200).collect::<String>(),
            "2024-08".parse().unwrap(),
        )
    })
    .unwrap()
}

#[test]
fn long_names_that_begin_alike_are_numbered_and_whole() {
    let names = ["in the north", "in the south", "to 484,000 and no further than that"];
    let names =
        names.map(|end| format!("withdrawal of the German contingent from all of its bases {end}"));
    let plan = hostile(&names);
    let chart = Chart::levels(&plan.project(), GroupBy::Host);
    assert_sound(&chart);
    let document = Document::parse(chart.svg()).unwrap();
    let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
    let texts: Vec<&str> = texts.filter_map(|node| node.text()).collect();
    let text = texts.join(" ");
    for name in &names {
        assert!(text.contains(name.as_str()), "{name}: {text}");
    }
    assert!(["1", "2", "3"].iter().all(|number| texts.contains(number)), "{texts:?}");
}

#[test]
fn no_name_breaks_a_chart() {
    let names = hostile_names();
    // All of them, and each by itself, with all the space there is.
    let alone = names.iter().map(std::slice::from_ref);
    for names in alone.chain([names.as_slice()]) {
        for chart in charts(&hostile(names)) {
            assert_sound(&chart);
        }
    }
}

#[test]
fn names_are_escaped_or_shortened_but_stay_themselves() {
    let names = hostile_names();
    let chart =
        Chart::deadlines(&hostile(&names[..1]).project(), &DeadlineProbabilities::default());
    let document = Document::parse(chart.svg()).unwrap();
    let text: String = picture::texts(&document).into_iter().map(|text| text.content).collect();
    assert!(text.contains("</text><script>alert('x &"), "{text}");
    let chart = Chart::levels(&hostile(&["W".repeat(200)]).project(), GroupBy::Host);
    assert!(chart.svg().contains("WWW…</text>"));
    // An Arabic name does not reorder the day that follows it.
    let arabic = Chart::levels(&hostile(&names[2..]).project(), GroupBy::Host);
    let svg = arabic.svg();
    assert!(
        svg.matches('\u{2068}').count() == svg.matches('\u{2069}').count()
            && svg.contains('\u{2068}')
    );
    assert!(!svg.contains('\u{202e}') && !svg.contains('\u{2067}'));
}

/// A plan with the given months and contributors.
fn long(as_of: &str, through: &str, contributors: &[&str]) -> Plan {
    let through: YearMonth = through.parse().unwrap();
    let host = "IRQ".parse().unwrap();
    let contingent = |(i, code): (u32, &&str)| {
        Contingent::new(code.parse().unwrap(), host, Troops(100_000 / (i + 1)))
    };
    let phases = if as_of.parse() == Ok(through) {
        Vec::new()
    } else {
        vec![Phase::new("all of it", Target::Remainder, through.to_string().parse().unwrap())]
    };
    Plan::new(PlanSpec {
        contingents: (0..).zip(contributors).map(contingent).collect(),
        phases,
        through: Some(through),
        ..PlanSpec::new("However long, however many", as_of.parse().unwrap())
    })
    .unwrap()
}

#[test]
fn any_span_has_an_axis() {
    let spans = [
        ("2024-08", "2024-08", &["Aug", "2024"][..], 2),
        ("2024-11", "2025-02", &["Dec", "2024", "Jan", "2025", "Feb"], 5),
        (
            "2024-08",
            "2027-12",
            &["Jan", "2025", "Jul", "Jan", "2026", "Jul", "Jan", "2027", "Jul"],
            9,
        ),
        ("1969-05", "1979-05", &["1970", "1971", "1972"], 10),
        ("1960-01", "2010-12", &["1965", "1970", "1975"], 10),
        ("1900-01", "2899-12", &["2000", "2100", "2200"], 9),
    ];
    for (as_of, through, first, count) in spans {
        let plan = long(as_of, through, &["USA"]);
        let projection = plan.project();
        let chart = Chart::levels(&projection, GroupBy::Host);
        assert_sound(&chart);
        let document = Document::parse(chart.svg()).unwrap();
        let below = picture::Axis::of(&document).zero + 5.0;
        let texts = picture::texts(&document);
        let mut ticks: Vec<_> =
            texts.iter().filter(|text| text.y > below && text.is_centred()).collect();
        ticks.sort_by(|one, other| (one.x, one.y).partial_cmp(&(other.x, other.y)).unwrap());
        let ticks: Vec<&str> = ticks.into_iter().map(|text| text.content.as_str()).collect();
        assert_eq!(&ticks[..first.len()], first, "{as_of} to {through}: {ticks:?}");
        assert_eq!(ticks.len(), count, "{as_of} to {through}: {ticks:?}");
    }
}

#[test]
fn the_troops_axis_ends_at_a_round_number() {
    for (troops, most) in [
        (0, 1),
        (1, 1),
        (7, 8),
        (60, 60),
        (61, 80),
        (3_587, 4_000),
        (617_580, 800_000),
        (u32::MAX, 5_000_000_000_i64),
    ] {
        let contingent =
            Contingent::new("USA".parse().unwrap(), "IRQ".parse().unwrap(), Troops(troops));
        let spec = PlanSpec::new("Rounding", "2024-08".parse().unwrap());
        let plan = Plan::new(PlanSpec { contingents: vec![contingent], ..spec }).unwrap();
        let chart = Chart::levels(&plan.project(), GroupBy::Host);
        let document = Document::parse(chart.svg()).unwrap();
        assert_eq!(format!("{}", picture::Axis::of(&document).most), most.to_string());
    }
}

#[test]
fn charts_of_a_thousand_years_stay_small_and_true() {
    let plan = long("1900-01", "2899-12", &["USA", "GBR", "FRA"]);
    for chart in charts(&plan) {
        assert_sound(&chart);
        assert!(chart.svg().len() < 1_000_000, "{} bytes", chart.svg().len());
    }
    let projection = plan.project();
    let theatre = projection.theatre();
    let strength: Vec<u64> = projection.months().filter_map(|m| theatre.strength(m)).collect();
    assert_adds_up(&Chart::levels(&projection, GroupBy::Contributor), "area", &strength);
}

#[test]
fn the_smallest_contributors_are_folded_into_one() {
    let codes = ["USA", "GBR", "FRA", "DEU", "ITA", "ESP", "POL", "NLD", "BEL", "DNK", "NOR"];
    let shown = |count: usize| {
        let plan = long("2024-08", "2026-12", &codes[..count]);
        let chart = Chart::levels(&plan.project(), GroupBy::Contributor);
        assert_sound(&chart);
        let theatre = plan.project().theatre().strength(plan.as_of()).unwrap();
        let document = Document::parse(chart.svg()).unwrap();
        assert!(
            picture::texts(&document)
                .iter()
                .any(|text| text.content.starts_with(&grouped(theatre)))
        );
        picture::paths(&document, "area").len()
    };
    assert_eq!([1, 7, 8, 9, 11].map(shown), [1, 7, 8, 8, 8]);
    let plan = long("2024-08", "2026-12", &codes);
    assert!(
        Chart::levels(&plan.project(), GroupBy::Contributor).svg().contains(">4 others</text>")
    );
}

#[test]
fn a_label_is_beside_its_end() {
    let contingent = |code: &str, troops: u32| {
        Contingent::new(code.parse().unwrap(), "IRQ".parse().unwrap(), Troops(troops))
    };
    let plan = Plan::new(PlanSpec {
        contingents: vec![contingent("USA", 3_000), contingent("FRA", 2_000)],
        ..PlanSpec::new("Far apart", "2024-08".parse().unwrap())
    })
    .unwrap();
    let chart = Chart::levels(&plan.project(), GroupBy::Contributor);
    let document = Document::parse(chart.svg()).unwrap();
    let axis = picture::Axis::of(&document);
    let texts = picture::texts(&document);
    for (name, middle) in [("United States", 1_500.0), ("France", 4_000.0)] {
        let label = texts.iter().find(|text| text.content == name).unwrap();
        let end = axis.zero - middle / axis.troops;
        assert!((label.y - 4.0 - end).abs() < 0.02, "{label:?} is not at {end}");
    }
}

fn grouped(troops: u64) -> String {
    format!("{:#}", Troops(u32::try_from(troops).unwrap()))
}

#[test]
fn a_plan_without_troops_has_charts() {
    let usa = "USA".parse().unwrap();
    let nobody = vec![Contingent::new(usa, "IRQ".parse().unwrap(), Troops(0))];
    let spec =
        PlanSpec { contingents: nobody, ..PlanSpec::new("Nobody", "2024-08".parse().unwrap()) };
    for chart in charts(&Plan::new(spec).unwrap()) {
        assert_sound(&chart);
    }
}

#[test]
fn a_fan_accepts_any_percentiles() {
    let plan = long("2024-08", "2025-12", &["USA"]);
    let projection = plan.project();
    let of = |quantiles: Vec<[u64; 5]>| Fan { seed: 42, draws: 1, quantiles, ..Fan::default() };
    for quantiles in [
        vec![],
        vec![[5, 4, 3, 2, 1]],
        vec![[200_000, 0, 7, 0, 7]; 100],
        vec![[u64::MAX; 5]; 17],
        vec![[0, 1, u64::MAX / 6, u64::MAX - 1, u64::MAX]; 3],
        vec![[10_u64.pow(19); 5]; 17],
    ] {
        let chart = Chart::fan(&projection, &of(quantiles));
        assert_sound(&chart);
        assert!(chart.svg().contains("; 1 draw, seed 42"));
    }
    let (any, sorted) = (of(vec![[5, 4, 3, 2, 1]; 17]), of(vec![[1, 2, 3, 4, 5]; 17]));
    assert_eq!(Chart::fan(&projection, &any), Chart::fan(&projection, &sorted));
    let whose = Scope {
        contributors: Some(vec!["USA".parse().unwrap()]),
        ..Scope::host("IRQ".parse().unwrap())
    };
    let chart = Chart::fan(&projection, &Fan { scope: whose, ..of(vec![[9; 5]; 17]) });
    assert!(
        chart.svg().contains(">Troops of United States in Iraq at each month’s end, August 2024")
    );
}

#[test]
fn no_bar_is_higher_than_the_cap() {
    let plan = long("2024-08", "2026-12", &["USA"]);
    let cap = Adjustment::Cap(Cap::new("airlift", Troops(3_000)));
    let plan = plan.with_variant(&Variant::new("capped", vec![cap])).unwrap();
    let chart = Chart::outflow(&plan.project(), &Scope::EVERYONE);
    let document = Document::parse(chart.svg()).unwrap();
    let axis = picture::Axis::of(&document);
    let cap = axis.zero - 3_000.0 / axis.troops;
    let at_cap = |node: &roxmltree::Node<'_, '_>| {
        let y: f64 = node.attribute("y1").and_then(|y| y.parse().ok()).unwrap_or(0.0);
        node.attribute("stroke-width") == Some("1.6") && (y - cap).abs() < 0.02
    };
    assert_eq!(document.descendants().filter(at_cap).count(), 1);
    let bars = picture::paths(&document, "bars");
    let tops: Vec<f64> =
        bars.iter().flat_map(|bars| picture::points(bars)).map(|point| point.1).collect();
    assert!(
        tops.iter().all(|top| *top >= cap - 0.02)
            && tops.iter().any(|top| (top - cap).abs() < 0.02)
    );
    // A cap far above every bar is only named.
    let cap = Adjustment::Cap(Cap::new("airlift", Troops(3_000_000)));
    let plan = plan.with_variant(&Variant::new("hardly capped", vec![cap])).unwrap();
    let chart = Chart::outflow(&plan.project(), &Scope::EVERYONE);
    assert!(chart.svg().contains("above the chart: airlift, 3,000,000 a month"));
}

#[test]
fn the_largest_shortfall_fits_its_column() {
    let everybody =
        Contingent::new("USA".parse().unwrap(), "IRQ".parse().unwrap(), Troops(u32::MAX));
    let plan = Plan::new(PlanSpec {
        contingents: vec![everybody],
        phases: vec![Phase::new("all", Target::Remainder, "2025-12-31".parse().unwrap())],
        caps: vec![Cap::new("none", Troops(0))],
        ..PlanSpec::new("Everybody, and nobody leaves", "2024-08".parse().unwrap())
    })
    .unwrap();
    for chart in charts(&plan) {
        assert_sound(&chart);
    }
    let chart = Chart::deadlines(&plan.project(), &DeadlineProbabilities::default());
    assert!(chart.svg().contains(">missed by 4,294,967,295, never met<"));
}

#[test]
fn probabilities_are_not_rounded_to_certainty() {
    let plan = long("2024-08", "2026-12", &["USA"]);
    let shown = |chance: f64| {
        let met = vec![Probability::new(chance).unwrap()];
        let probabilities = DeadlineProbabilities {
            seed: 7,
            draws: 1_000,
            met,
            ..DeadlineProbabilities::default()
        };
        let chart = Chart::deadlines(&plan.project(), &probabilities);
        assert!(chart.svg().contains("; 1,000 draws, seed 7"));
        chart
    };
    for (chance, text) in [
        (0.0, ">0.0 %<"),
        (0.0001, ">under 0.1 %<"),
        (0.5, ">50.0 %<"),
        (0.9999, ">over 99.9 %<"),
        (1.0, ">100.0 %<"),
    ] {
        assert!(shown(chance).svg().contains(text), "{chance}");
    }
}

#[test]
fn a_chance_says_how_much_of_it_is_by_a_surge() {
    let plan = long("2024-08", "2026-12", &["USA"]);
    let one = |value: f64| vec![Probability::new(value).unwrap()];
    let shown = |met: f64, paced: f64| {
        let (met, at_planned_pace) = (one(met), one(paced));
        let chances = DeadlineProbabilities { seed: 7, draws: 1_000, met, at_planned_pace };
        let chart = Chart::deadlines(&plan.project(), &chances);
        assert_sound(&chart);
        chart.svg().to_owned()
    };
    let both = shown(0.892, 0.14);
    for text in [">89.2 %<", ">14.0 % at planned pace<", ">75.2 % by a surge<"] {
        assert!(both.contains(text), "{text}");
    }
    assert!(shown(0.9, 0.0).contains(">all by a surge<"));
    assert!(shown(0.9, 0.9).contains(">all at the planned pace<"));
    assert!(!shown(0.0, 0.0).contains(">all by "));
}

#[test]
#[cfg(feature = "toml")]
fn the_picture_of_the_readme_is_what_the_code_draws() {
    let file = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
    };
    let plan = Plan::from_toml(&file("examples/plans/iraq-2024.toml")).unwrap();
    let chart = Chart::levels(&plan.project(), GroupBy::Host);
    let is_drawn = file("docs/iraq-2024.svg") == chart.svg();
    assert!(is_drawn, "copy it from what the example `gallery` draws");
}

#[test]
#[cfg(feature = "toml")]
fn every_shipped_plan_has_sound_charts() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plans");
    for entry in std::fs::read_dir(folder).unwrap() {
        let plan =
            Plan::from_toml(&std::fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        for chart in charts(&plan) {
            assert_sound(&chart);
        }
    }
}
