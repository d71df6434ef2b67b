//! Cases, classes and scores: shipped verdicts worked by hand, published tables, closed forms, laws.

use drawdown::chart::Chart;
use drawdown::history::{
    Actor, Alike, Backtest, Band, Case, Class, ClassTerms, Fraction, Lateness, LatenessBound,
    LatenessDistribution, Notice, troops_crps,
};
use drawdown::observed::VerdictClass;
use drawdown::table::Table;
use drawdown::values::Proportion;
use drawdown::{Percent, Plan};
use proptest::prelude::*;

use crate::cases;

#[allow(dead_code, reason = "its `main` prints the page")]
#[path = "../../examples/record.rs"]
mod record;

/// Case, phase, binding month, class, and the slip from and to, as worked out by hand from announcements and counts.
const VERDICTS: &str = "\
afghanistan-us-2011-16,first 10,000|2011-12|met|-5|0
afghanistan-us-2011-16,33,000 in all|2012-09|met|-4|0
afghanistan-us-2011-16,34,000 home|2014-01|unknown|-11|4
afghanistan-us-2011-16,to 9,800|2014-12|late|1|
afghanistan-us-2011-16,half|2015-12|replaced||
afghanistan-us-2011-16,to an embassy presence|2016-12|replaced||
afghanistan-us-2020-21,first 135 days|2020-06|met|-3|0
afghanistan-us-2020-21,all the rest|2021-04|replaced||
afghanistan-us-2020-21,to 2,500|2020-12|met|0|0
afghanistan-us-2020-21,everyone|2021-08|replaced||
afghanistan-ussr,half|1988-07|met|-2|0
afghanistan-ussr,everyone|1989-02|met|-6|0
iraq-uk,by Christmas|2007-12|late|1|
iraq-uk,next rotation|2008-05|replaced||
iraq-uk,out|2009-07|met|-6|0
iraq-us-2009-11,two brigades|2009-09|met|-1|0
iraq-us-2009-11,combat brigades|2010-08|met|0|0
iraq-us-2009-11,everyone|2011-12|met|0|0
iraq-us-2020,to 3,000|2020-09|unknown|0|2
iraq-us-2020,to 2,500|2020-12|met|0|0
iraq-us-surge-2007-08,to 140,000|2008-07|late|8|8
minurcat,to 2,200|2010-06|unknown|0|1
minurcat,everyone|2010-12|late|1|
minusma,everyone|2023-12|met|0|0
minustah,to 6,270|2013-06|met|-1|-1
minustah,to 2,370|2015-06|met|0|0
niger-us-2024,everyone|2024-08|met|-1|0
sahel-france,everyone|2023-12|met|0|0
unamir,to 2,330|1995-08|unknown|0|1
unamir,to 1,800|1995-09|late|3|3
unmil,first stage|2008-12|met|-4|-4
unmil,second stage|2009-03|met|0|0
unmil,third stage|2010-05|met|0|0
unmil,first phase|2013-09|met|-3|-3
unmil,second and third phase|2015-07|replaced||
unmil,third phase|2015-09|met|0|0
unmil,to 1,240|2016-06|late|1|1
unmil,to 434|2017-02|late|1|1
unmil,everyone|2018-04|met|-1|-1
unmiset,to 3,300|2003-10|met|0|0
unmiset,to 1,750|2003-12|met|0|0
vietnam-us,150,000|1971-04|met|-6|0
vietnam-us,100,000|1971-11|unknown|-1|1
vietnam-us,to 49,000|1972-06|unknown|0|1
vietnam-us,to 39,000|1972-08|unknown|0|1
";

fn none() -> Percent {
    Percent::new(0)
}

fn all() -> Class {
    Class::of(&Case::all_built_in(), ClassTerms::default())
}

#[test]
fn shipped_deadlines_have_the_verdicts_worked_by_hand() {
    let mut found = String::new();
    for case in Case::all_built_in() {
        for past in case.deadlines(none()) {
            let verdict = past.verdict;
            let months = |months: Option<i32>| months.map_or_else(String::new, |m| m.to_string());
            let (from, to) = (months(verdict.slip_from), months(verdict.slip_to));
            let (binds, class) = (verdict.binding_month.unwrap(), verdict.class.unwrap());
            found.extend([
                past.case.as_str(),
                ",",
                &verdict.phase,
                "|",
                &format!("{binds}|{class}|{from}|{to}\n"),
            ]);
        }
    }
    assert_eq!(found, VERDICTS);
}

#[test]
fn every_shipped_row_and_entry_names_a_source() {
    let cases = Case::all_built_in();
    assert_eq!(cases.len(), 16);
    for case in &cases {
        for row in &case.observations().rows {
            assert!(case.source(&row.source).is_some(), "{}: {}", case.name(), row.source);
        }
        for plan in case.plans() {
            let announced = plan.plan().spec().announced;
            assert!(announced.is_some(), "{} has no day of announcement", plan.file());
            let replaced = plan.replaced().map(|replaced| replaced.source.is_some());
            assert_ne!(replaced, Some(false));
        }
        let lines = case.about().lines().count();
        assert!((5..=10).contains(&lines), "{} has {lines} lines", case.name());
        for heading in ["**Announced.**", "**What happened.**", "**Unknown.**"] {
            assert!(case.about().contains(heading), "{}: {heading}", case.name());
        }
    }
}

#[test]
fn shipped_folders_read_as_the_embedded_cases() {
    for embedded in Case::all_built_in() {
        let folder =
            format!("{}/src/history/cases/{}", env!("CARGO_MANIFEST_DIR"), embedded.name());
        let read = Case::read(folder).unwrap();
        assert_eq!(read.name(), embedded.name());
        assert_eq!(read.deadlines(none()), embedded.deadlines(none()));
        assert_eq!(read.observations(), embedded.observations());
    }
}

#[test]
fn intervals_are_those_of_published_tables() {
    // Exact 95 % limits, such as those of Newcombe (1998), in percent to two decimals: 81 of 263 is 25.27 to 36.76,
    // 15 of 148 5.78 to 16.17, 0 of 20 0 to 16.84, 1 of 29 0.09 to 17.76.
    let published = [
        (81, 263, "25.27", "36.76"),
        (15, 148, "5.78", "16.17"),
        (0, 20, "0", "16.84"),
        (1, 29, "0.09", "17.76"),
    ];
    for (count, draws, low, high) in published {
        let (found_low, found_high) = Proportion::new(count, draws).interval(95.into()).unwrap();
        let percent = |text: &str| text.parse::<Percent>().unwrap().ten_thousandths() / 100;
        // Rounded outward here, and to the nearest there.
        let low_apart = percent(low).abs_diff(found_low.ten_thousandths() / 100);
        let high_apart = percent(high).abs_diff(found_high.ten_thousandths() / 100);
        assert!(
            low_apart <= 1 && high_apart <= 1,
            "{count} of {draws}: {found_low} to {found_high}"
        );
    }
}

#[test]
fn the_built_in_class_is_as_counted_by_hand() {
    let class = all();
    assert_eq!(class.on_time(), Proportion::new(25, 32));
    assert_eq!(class.replaced(), Proportion::new(6, 38));
    assert_eq!(class.undetermined(), 7);
    assert_eq!(class.lateness()[24..], [0, 1, 1, 1, 1, 1, 3, 8]);
    let long = class.with_notice(Notice::OverAYear);
    assert_eq!(long.replaced(), Proportion::new(4, 9));
    let missions = ClassTerms { actor: Some(Actor::Un), ..ClassTerms::default() };
    // 3 of Liberia's 8 in time or early aside, 2 late there, 1 each in Chad and Rwanda.
    let missions = Class::of(&Case::all_built_in(), missions);
    assert_eq!(missions.on_time(), Proportion::new(11, 15));
}

#[test]
fn the_upper_end_leaves_out_what_was_never_seen() {
    let upper = ClassTerms { bound: LatenessBound::Upper, ..ClassTerms::default() };
    let upper = Class::of(&Case::all_built_in(), upper);
    assert_eq!(upper.lateness().len(), 29); // of Kabul's 9,800, the British Christmas and Chad's last 3 nothing is seen
    // Chad has no other deadline that is judged.
    assert_eq!((upper.cases(), upper.cases_with_lateness()), (16, 15));
    let words = upper.slip("x").unwrap().months.words.unwrap();
    assert_eq!(words, "lateness of 29 past deadlines in 15 cases");
    let lateness = Table::class(&upper).rows.find(|row| row[0].to_string() == "lateness").unwrap();
    assert_eq!(lateness[5].to_string(), "15");
    // Likewise it is not known whether they lie in the band.
    let backtest = Backtest::of(&Case::all_built_in(), ClassTerms::default());
    assert_eq!((backtest.coverage().draws, backtest.cases_in_coverage()), (29, 15));
}

#[test]
fn a_tolerance_of_one_percent_takes_two_as_met() {
    let within = ClassTerms { within: "1".parse().unwrap(), ..ClassTerms::default() };
    // Chad: 22 of the cut of 2,161 may stay, and 3 did. Rwanda: 5 of 530 are fewer than the 30.
    assert_eq!(Class::of(&Case::all_built_in(), within).on_time().count, 26);
}

#[test]
fn cases_that_weigh_alike_have_the_same_sum_of_weights() {
    let alike = ClassTerms { alike: Alike::Cases, ..ClassTerms::default() };
    let class = Class::of(&Case::all_built_in(), alike);
    let weights = class.distribution().unwrap();
    let total: u64 = weights.weights().values().sum();
    // The least common multiple of the counts 1, 2, 3 and 8 is 24.
    assert_eq!(total, 24 * 16);
    assert_eq!(class.slip("x").unwrap().months.values.len(), 384);
}

#[test]
fn a_slip_of_a_class_can_be_pasted_into_a_plan() {
    let slip = all().slip("as past drawdowns slipped").unwrap();
    let mut spec = drawdown::example::iraq_2024().unwrap().spec().clone();
    spec.slips = vec![slip];
    assert!(Plan::new(spec).is_ok());
}

#[test]
fn scores_have_their_closed_forms() {
    let word = LatenessDistribution::at_its_word();
    let year = LatenessDistribution::uniform_year();
    let at = |months: i32| Lateness::new(months, Some(months));
    for months in 0..=12 {
        // A point: the distance.
        assert_eq!(word.crps(at(months)), Some(Fraction::whole(months.into())));
        // Uniform over 0..n-1: E|X - y| - E|X - X'|/2 with n = 13: sums of whole numbers.
        let y = i128::from(months);
        let distance = Fraction::new(y * (y + 1) + (12 - y) * (13 - y), 26).unwrap();
        let spread = Fraction::new(13 * 13 - 1, 6 * 13).unwrap();
        assert_eq!(year.crps(at(months)), Some(distance - spread), "{months}");
    }
    assert_eq!(word.brier(at(0)), Some(Fraction::whole(0)));
    assert_eq!(word.brier(at(1)), Some(Fraction::whole(1)));
    assert_eq!(year.brier(at(0)), Fraction::new(144, 169));
    // Known to be 2 or later: only the thresholds 0 and 1 count.
    assert_eq!(word.crps(Lateness::new(2, None)), Some(Fraction::whole(2)));
    assert_eq!(troops_crps([(100, 1), (300, 1)], 100).unwrap(), Fraction::whole(50));
    assert_eq!(troops_crps([], 100), None);
}

#[test]
fn bands_stay_open_when_there_are_too_few() {
    let of = |n: i32| Band::of(0..n, 80.into());
    assert_eq!(of(8), Band { from: None, to: None }); // floor(9 * 20 / 200) = 0
    assert_eq!(of(9), Band { from: Some(0), to: Some(8) });
    assert_eq!(of(19), Band { from: Some(1), to: Some(17) });
    assert_eq!(Band::at_most(0..4, 80.into()).to, Some(3)); // rank 4 of 4
    assert_eq!(Band::at_most(0..3, 80.into()).to, None); // rank 4 of 3
    let band = of(9);
    assert_eq!(band.contains(Lateness::new(9, None)), Some(false));
    assert_eq!(band.contains(Lateness::new(8, None)), None);
    assert_eq!(band.contains(Lateness::new(3, Some(8))), Some(true));
    // Open on both sides: nothing is known. Open below alone: it has an upper end only.
    for seen in [Lateness::new(0, Some(0)), Lateness::new(9, None)] {
        assert_eq!(of(8).contains(seen), None);
    }
    let at_most = Band::at_most(0..4, 80.into());
    assert_eq!(at_most.contains(Lateness::new(0, Some(3))), Some(true));
    assert_eq!(at_most.contains(Lateness::new(4, None)), Some(false));
    assert_eq!(Band { from: Some(2), to: None }.contains(Lateness::new(3, Some(3))), None);
    assert_eq!(Band { from: Some(2), to: None }.contains(Lateness::new(1, Some(1))), Some(false));
}

#[test]
fn a_negative_notice_is_of_no_kind() {
    let kinds = [-1, 0, 12, 13].map(Notice::of_months);
    let [year, over] = [Notice::UpToAYear, Notice::OverAYear].map(Some);
    assert_eq!(kinds, [None, year, year, over]);
}

#[test]
fn the_backtest_leaves_out_the_case_that_it_scores() {
    let cases = Case::all_built_in();
    let backtest = Backtest::of(&cases, ClassTerms::default());
    let surge = backtest.plans().iter().find(|plan| plan.case == "iraq-us-surge-2007-08").unwrap();
    let scores = surge.deadlines[0].scores.as_ref().unwrap();
    // The others: 25 times 0, 5 times 1, once 3. Against 8, F(x) is 25/31 at 0, 30/31 at 1 and 2, 1 at 3 to 7.
    let expected = Fraction::new(25 * 25 + 2 * 30 * 30 + 5 * 31 * 31, 31 * 31).unwrap();
    assert_eq!(scores.crps.class, expected);
    assert_eq!(scores.brier.class, Fraction::new(25 * 25, 31 * 31).unwrap());
    assert_eq!(scores.is_in_band, Some(false));
    let one = Backtest::of(&cases[..1], ClassTerms::default());
    assert!(one.by_deadline().is_none());
}

#[test]
fn a_lower_score_in_few_cases_is_no_improvement() {
    let cases = Case::all_built_in();
    let few = Backtest::of(&cases[..9], ClassTerms::default()).by_case().unwrap();
    assert!(few.cases < 10 && !few.is_improvement(&few.crps));
}

#[test]
fn what_a_case_gets_wrong_is_said_word_for_word() {
    let plan = "title = \"x\"\nas_of = \"2024-01\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 5\n\
                [[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2024-05\"\n";
    let observed = "month,contributor,host,mission,strength,source\n";
    let error = |toml: &str| {
        let texts = [("case.toml", toml), ("a.toml", plan), ("observed.csv", observed)];
        Case::from_texts("x", texts).unwrap_err().to_string()
    };
    let head = "title = \"x\"\nactor = \"us\"\n";
    let with = |rest: &str| error(&format!("{head}{rest}"));
    assert_eq!(with("[[plan]]\nfile = \"b.toml\"\n"), "b.toml: not found in the case's folder");
    assert_eq!(
        with("[[plan]]\nfile = \"../a.toml\"\n"),
        "case.toml: plan[0].file: no plan of the case is called \"../a.toml\""
    );
    assert_eq!(
        with("[[plan]]\nfile = \"a.toml\"\nreplaced = { on = 2024-03-01, phases = [\"some\"] }\n"),
        "case.toml: plan[0].replaced.phases: a.toml has no phase called \"some\""
    );
    assert_eq!(
        with(
            "[[plan]]\nfile = \"a.toml\"\n[[outcome]]\nfile = \"a.toml\"\nphase = \"all\"\nmet = \"late\"\nsource = \"y\"\n"
        ),
        "case.toml: outcome[0].source: no source has the id \"y\""
    );
    assert_eq!(
        with(
            "[[plan]]\nfile = \"a.toml\"\n[[outcome]]\nfile = \"b.toml\"\nphase = \"all\"\nmet = \"late\"\n\
             [[outcome]]\nfile = \"a.toml\"\nphase = \"some\"\nmet = \"late\"\nsource = \"y\"\n"
        ),
        "case.toml: outcome[0].file: no plan of the case is called \"b.toml\"\n\
         case.toml: outcome[1].phase: a.toml has no phase called \"some\"\n\
         case.toml: outcome[1].source: no source has the id \"y\""
    );
    let twice = |first: &str, second: &str| {
        let outcome =
            |met: &str| format!("[[outcome]]\nfile = \"a.toml\"\nphase = \"all\"\nmet = {met}\n");
        format!("[[plan]]\nfile = \"a.toml\"\n{}{}", outcome(first), outcome(second))
    };
    assert_eq!(
        with(&twice("2024-04-20", "\"late\"")),
        "case.toml: outcome[0] and outcome[1]: a.toml has one deadline \"all\", which cannot be met both on \
         2024-04-20 and late; keep one of them"
    );
    let texts = [
        ("case.toml", format!("{head}{}", twice("2024-04-20", "\"2024-04-20\""))),
        ("a.toml", plan.to_owned()),
        ("observed.csv", observed.to_owned()),
    ];
    assert!(Case::from_texts("x", texts).is_ok()); // two sources may say the same
    assert_eq!(
        with("[[outcome]]\nfile = \"a.toml\"\nphase = \"all\"\nmet = \"soon\"\n"),
        "case.toml: line 6, column 7: outcome[0].met: found \"soon\"; give a day or `late`\n    6 | met = \"soon\""
    );
    assert_eq!(
        with("[[plan]]\nfile = \"a.toml\"\n[[plan]]\nfile = \"a.toml\"\n"),
        "case.toml: plan[1].file: \"a.toml\" is listed before; name each plan file once"
    );
    assert!(with("fiel = 1\n").starts_with("case.toml: line 3, column 1: fiel: unknown key"));
}

#[test]
fn a_statement_comes_before_levels_and_a_replacement_before_both() {
    let plan = "title = \"x\"\nannounced = 2024-01-31\nas_of = \"2024-01\"\n[[contingent]]\ncontributor = \"USA\"\n\
                host = \"IRQ\"\nstrength = 5\n[[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2024-05\"\n";
    let observed = "month,contributor,host,mission,strength,source\n2024-05,USA,IRQ,,5,y\n";
    let verdict = |rest: &str| {
        let toml = format!("title = \"x\"\nactor = \"us\"\n[[plan]]\nfile = \"a.toml\"\n{rest}");
        let texts = [("case.toml", toml.as_str()), ("a.toml", plan), ("observed.csv", observed)];
        let past = Case::from_texts("x", texts).unwrap().deadlines(none()).remove(0);
        (past.verdict.class, past.verdict.slip_from, past.verdict.slip_to)
    };
    let stated = "[[outcome]]\nfile = \"a.toml\"\nphase = \"all\"\nmet = 2024-04-20\n";
    assert_eq!(verdict(""), (Some(VerdictClass::Late), Some(1), None));
    assert_eq!(verdict(stated), (Some(VerdictClass::Met), Some(-1), Some(-1)));
    let replaced = format!("replaced = {{ on = 2024-03-01 }}\n{stated}");
    assert_eq!(verdict(&replaced), (Some(VerdictClass::Replaced), None, None));
}

#[test]
fn a_case_counts_the_deadlines_that_have_a_class() {
    let plan = "title = \"x\"\nannounced = 2024-01-31\nas_of = \"2024-01\"\n[[contingent]]\ncontributor = \"USA\"\n\
                host = \"IRQ\"\nstrength = 5\n[[event]]\nid = \"vote\"\n\
                [[phase]]\nname = \"one\"\ntarget = { reduce_by = 1 }\ndeadline = \"2024-05\"\n\
                [[phase]]\nname = \"two\"\ntarget = { reduce_by = 1 }\nstarts = \"2024-06\"\n\
                deadline = { after = \"vote\", months = 3 }\n";
    let toml = "title = \"x\"\nactor = \"us\"\n[[plan]]\nfile = \"a.toml\"\n\
                [[outcome]]\nfile = \"a.toml\"\nphase = \"one\"\nmet = 2024-05-20\nwords = \"home\"\n";
    let observed = "month,contributor,host,mission,strength,source\n";
    let texts = [("case.toml", toml), ("a.toml", plan), ("observed.csv", observed)];
    let case = Case::from_texts("x", texts).unwrap();
    let row = Table::cases(std::slice::from_ref(&case), none()).rows.next().unwrap();
    let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    assert_eq!(row[3..], ["1", "1", "1", "0", "0", "0"]); // one plan, one deadline, met
    let deadlines = case.deadlines(none());
    assert_eq!(deadlines[0].stated.as_ref().unwrap().words.as_deref(), Some("home"));
    assert_eq!(deadlines[1].stated, None);
}

#[test]
fn plans_without_phases_are_among_the_errors() {
    let plan = "title = \"x\"\nas_of = \"2024-01\"\nthrough = \"2024-03\"\n\
                [[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 1000\n";
    let toml = "title = \"x\"\nactor = \"us\"\n[[plan]]\nfile = \"a.toml\"\n";
    let observed = "month,contributor,host,mission,strength,source\n2024-02,USA,IRQ,,900,y\n";
    let texts = [("case.toml", toml), ("a.toml", plan), ("observed.csv", observed)];
    let case = Case::from_texts("x", texts).unwrap();
    // Two cases of one name, whose rows are the same.
    let backtest = Backtest::of(&[case.clone(), case], ClassTerms::default());
    let rows = Table::plan_errors(&backtest).rows.map(|row| {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        cells.join(",")
    });
    assert_eq!(rows.collect::<Vec<_>>(), ["x,a.toml,1,10.00,10.00"; 2]);
}

#[test]
fn the_backtest_chart_marks_what_lies_beyond_its_axis() {
    let plan = "title = \"x\"\nannounced = 2014-01-31\nas_of = \"2020-01\"\n[[contingent]]\ncontributor = \"USA\"\n\
                host = \"IRQ\"\nstrength = 5\n[[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2020-05\"\n";
    let toml = "title = \"x\"\nactor = \"us\"\n[[plan]]\nfile = \"a.toml\"\n";
    let arrows = |rows: &str| {
        let observed = format!("month,contributor,host,mission,strength,source\n{rows}");
        let texts = [("case.toml", toml), ("a.toml", plan), ("observed.csv", &observed)];
        let case = Case::from_texts("x", texts).unwrap();
        let chart = Chart::backtest(&Backtest::of(&[case], ClassTerms::default()));
        chart.svg().matches("class=\"beyond\"").count() - 1 // one in the legend
    };
    assert_eq!(arrows("2020-04,USA,IRQ,,5,y\n2020-05,USA,IRQ,,0,y\n"), 1); // announced 76 months before
    assert_eq!(arrows("2021-08,USA,IRQ,,5,y\n2021-09,USA,IRQ,,0,y\n"), 2); // and met 16 months late
    assert_eq!(arrows("2020-06,USA,IRQ,,5,y\n"), 2); // never seen to be met
}

#[test]
fn the_record_page_is_what_the_example_prints() {
    let printed = record::page().unwrap();
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/record.md")).unwrap();
    assert_eq!(
        page, printed,
        "run `cargo run --example record --features history > docs/record.md`"
    );
}

#[test]
fn tables_of_the_record_have_the_cells_that_their_columns_say() {
    let backtest = Backtest::of(&Case::all_built_in(), ClassTerms::default());
    for table in [Table::backtest(&backtest), Table::class(backtest.class())] {
        assert!(table.validated_rows().all(|row| row.is_ok()));
    }
}

/// Months and weights, one weight above 0.
fn distributions() -> impl Strategy<Value = LatenessDistribution> {
    let weights = prop::collection::btree_map(-30..30_i32, 1..9_u64, 1..8);
    weights.prop_map(LatenessDistribution::from_iter)
}

proptest! {
    #![proptest_config(cases(200))]

    /// The score is E|X - y| - E|X - X'|/2.
    #[test]
    fn the_crps_is_the_mean_distance_less_half_the_spread(all in distributions(), y in -40..40_i32) {
        let weights: Vec<(i128, i128)> =
            all.weights().iter().map(|(x, w)| (i128::from(*x), i128::from(*w))).collect();
        let total: i128 = weights.iter().map(|(_, w)| w).sum();
        let distance: i128 = weights.iter().map(|(x, w)| w * (x - i128::from(y)).abs()).sum();
        let pairs = weights.iter().flat_map(|a| weights.iter().map(move |b| (a, b)));
        let spread: i128 = pairs.map(|((x, v), (z, w))| v * w * (x - z).abs()).sum();
        let expected = Fraction::new(distance, total).unwrap()
            - Fraction::new(spread, 2 * total * total).unwrap();
        prop_assert_eq!(all.crps(Lateness::new(y, Some(y))), Some(expected));
    }

    /// What is not known is left out: a wider lateness never scores higher than any that it may be.
    #[test]
    fn a_wider_lateness_scores_no_higher(all in distributions(), from in 0..20_i32, more in 0..9_i32, at in 0..9_i32) {
        let exact = from + at.min(more);
        let exact = all.crps(Lateness::new(exact, Some(exact)));
        let (wider, open) = (Lateness::new(from, Some(from + more)), Lateness::new(from, None));
        prop_assert!(all.crps(wider) <= exact);
        prop_assert!(all.crps(open) <= exact);
    }

    /// Weights of one size are as good as others.
    #[test]
    fn scores_depend_on_shares_alone(all in distributions(), times in 1..9_u64, y in 0..20_i32) {
        let more: LatenessDistribution =
            all.weights().iter().map(|(months, weight)| (*months, weight * times)).collect();
        let seen = Lateness::new(y, Some(y));
        prop_assert_eq!(more.crps(seen), all.crps(seen));
        prop_assert_eq!(more.brier(seen), all.brier(seen));
    }

    /// A band holds at least its percent of the values that it is of, unless it is open.
    #[test]
    fn a_band_holds_its_share(values in prop::collection::vec(0..20_i32, 1..60), percent in 1..100_u32) {
        let band = Band::of(values.clone(), percent.into());
        let inside = values.iter().filter(|v| band.contains(Lateness::new(**v, Some(**v))) == Some(true));
        let holds = inside.count() * 100 >= values.len() * percent as usize;
        prop_assert!(holds || band.from.is_none());
        prop_assert!(band.from.is_none() == band.to.is_none());
        prop_assert!(band.from.zip(band.to).is_none_or(|(from, to)| from <= to));
    }
}
