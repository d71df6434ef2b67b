//! Observed figures of a plan, from csv: the lines of their rows, their limits, and the months that a scope is ahead or
//! behind.

use drawdown::Scope;
use drawdown::observed::{ObservationChoice, ObservationErrors, Observations, PlanObservations};
use serde_json::{Value, json};

use crate::engine;

const HEAD: &str = "month,contributor,host,mission,strength,source";

/// What is seen of the US troops of a plan, as `2024-06=900` for each month.
fn seen(document: &Value, figures: &str) -> Result<PlanObservations, ObservationErrors> {
    let row = |(month, troops)| format!("\n{month},USA,IRQ,,{troops},press");
    let rows: String =
        figures.split_whitespace().map(|figure| row(figure.split_once('=').unwrap())).collect();
    let file = HEAD.to_owned() + &rows;
    let observations = Observations::from_csv(file.as_bytes()).unwrap();
    observations.of_plan(&engine::plan(document), &ObservationChoice::default())
}

/// However lines end, and however many are blank, a row is on the line that an editor shows.
#[test]
fn rows_are_on_the_lines_of_the_file() {
    for end in ["\n", "\r\n", "\r"] {
        let row = |month: &str| format!("{month},USA,IRQ,,5,press{end}");
        let file = [
            HEAD.to_owned() + end,
            row("2024-01"),
            end.to_owned() + end,
            row("2024-02"),
            row("2024-03"),
        ];
        let read = Observations::from_csv(file.concat().as_bytes()).unwrap();
        let lines: Vec<u64> = read.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5, 6], "{end:?}");
        // The fourth line has a byte that is no text.
        let broken = [HEAD.as_bytes(), end.repeat(3).as_bytes(), b"2024-01\xff"].concat();
        let errors = Observations::from_csv(&broken).unwrap_err();
        assert!(errors.to_string().starts_with("line 4: "), "{end:?}: {errors}");
    }
}

#[test]
fn a_file_may_be_as_large_as_the_limit() {
    let mut bytes = vec![0; 256 * 1024 * 1024];
    bytes[0] = 0xff; // no text
    let error = |bytes: &[u8]| Observations::from_csv(bytes).unwrap_err().to_string();
    assert!(error(&bytes).starts_with("line 1: not UTF-8"));
    bytes.push(0);
    assert_eq!(error(&bytes), "the file has 268435457 bytes; the limit is 268435456");
}

/// 4,294,967,295 can be tracked: of the plan 1,000 and a raise by 500, or to 500, and the rest as seen.
#[test]
fn strengths_raises_and_figures_come_to_at_most_what_can_be_counted() {
    for raise in [json!({ "raise_by": 500 }), json!({ "raise_to": 500 })] {
        let document = json!({
            "title": "many", "as_of": "2020-01", "through": "2020-12",
            "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 1_000 }],
            "phase": [{ "name": "more", "target": raise, "deadline": "2020-06" }],
        });
        let most = u32::MAX - 1_500;
        assert!(seen(&document, &format!("2020-02={most}")).is_ok(), "{raise}");
        let errors = seen(&document, &format!("2020-02={}", most + 1)).unwrap_err();
        assert_eq!(
            errors.to_string(),
            "all observed figures together and the plan come to 4,294,967,296 troops; at most 4,294,967,295 can be tracked"
        );
        let errors = seen(&document, &format!("2020-02={}", u32::MAX)).unwrap_err();
        assert!(errors.to_string().contains("come to 4,294,968,795 troops"), "{errors}");
    }
}

/// 500 more come in February and March; then 1,500 leave, 150 a month from April through January.
fn surge() -> Value {
    json!({
        "title": "surge", "as_of": "2020-01", "through": "2021-06",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 1_000 }],
        "phase": [
            { "name": "surge", "target": { "raise_by": 500 }, "deadline": "2020-03" },
            { "name": "home", "target": "remainder", "deadline": "2021-01" },
        ],
    })
}

#[test]
fn a_scope_is_ahead_by_the_months_until_it_is_announced_to_be_as_small() {
    let progress = |figures: &str| {
        let progress = seen(&surge(), figures).unwrap().progress(&Scope::EVERYONE).unwrap();
        (progress.announced, progress.months_behind)
    };
    // April 1,350, May 1,200, June 1,050.
    assert_eq!(progress("2020-04=1350"), (1_350, Some(0)));
    assert_eq!(progress("2020-04=1100"), (1_350, Some(-2)));
    assert_eq!(progress("2020-06=1250"), (1_050, Some(2))); // April had more
    // More than ever: behind as from the month before the first.
    assert_eq!(progress("2020-06=1600"), (1_050, Some(6)));
    // In March there are 1,500. That 1,250 were there in February is over: in May 1,200 will be, and in July 900.
    assert_eq!(progress("2020-03=1300"), (1_500, Some(-2)));
    assert_eq!(progress("2020-03=1000"), (1_500, Some(-4)));
}

/// February is projected at 1,250 and March at 1,500.
#[test]
fn mean_errors_are_exact_and_none_of_nothing() {
    let errors = |document: &Value, figures: &str| {
        let record = seen(document, figures).unwrap().errors(None).remove(0);
        let shown = |mean: Option<drawdown::values::Mean>| mean.map(|mean| (mean.sum, mean.count));
        [
            record.mean(),
            record.mean_absolute(),
            record.mean_percent(),
            record.mean_absolute_percent(),
        ]
        .map(shown)
    };
    // 50 too few and 100 too many: 50 in two months, of 1,000 at the start 100 x 50 / 2,000 percent.
    assert_eq!(
        errors(&surge(), "2020-02=1300 2020-03=1400"),
        [(50, 2), (150, 2), (5_000, 2_000), (15_000, 2_000)].map(Some)
    );
    assert_eq!(errors(&surge(), ""), [None; 4]);
    // Nobody was there at the start.
    let mut nobody = surge();
    nobody["contingent"][0]["strength"] = json!(0);
    nobody["phase"] =
        json!([{ "name": "in", "target": { "raise_by": 100 }, "deadline": "2020-03" }]);
    assert_eq!(errors(&nobody, "2020-02=40"), [Some((10, 1)), Some((10, 1)), None, None]);
}
