//! Errors for programs: codes, places with segments, lists, sources.

use std::error::Error as _;
use std::path::Path;

use drawdown::error::{Place, PlanError, PlanErrorKind, SeekErrorKind, Segment};
use drawdown::{Contingent, Plan, PlanErrors, PlanSpec, Troops};
use serde_json::json;

fn nobody() -> PlanErrors {
    Plan::new(PlanSpec::new("", "2024-08".parse().unwrap())).unwrap_err()
}

#[test]
fn an_error_as_json_has_place_path_message_code_and_values() {
    let mut spec = PlanSpec::new("Twice the same", "2024-08".parse().unwrap());
    let troops = Contingent::new("USA".parse().unwrap(), "IRQ".parse().unwrap(), Troops(2_500));
    spec.contingents = vec![troops.clone(), troops];
    let errors = Plan::new(spec).unwrap_err();
    assert_eq!(
        json!(errors),
        json!([{
            "place": "contingent[1]",
            "path": ["contingent", 1],
            "message": "USA in IRQ (unspecified) is already contingent[0]; a contingent is listed once",
            "problem": {
                "code": "duplicate_contingent",
                "contributor": "USA",
                "host": "IRQ",
                "mission": "unspecified",
                "first": "contingent[0]",
            },
            "position": null,
        }])
    );
}

#[test]
#[cfg(feature = "toml")]
fn the_position_in_a_file_is_data_too() {
    let errors = Plan::from_toml("title = \"x\"\nas_of = 2024").unwrap_err();
    let position = errors.iter().find_map(|error| error.position.as_ref());
    assert_eq!(json!(position), json!({ "line": 2, "column": 9, "text": "as_of = 2024" }));
}

/// A key may look like a path; a segment is still one.
#[test]
fn segments_are_read_as_they_were_written() {
    let segments = [
        Segment::Key("a.b[0]".into()),
        Segment::Index(7),
        Segment::Within,
        Segment::Key("7".into()),
    ];
    assert_eq!(json!(segments), json!(["a.b[0]", 7, null, "7"]));
    let read: Vec<Segment> = serde_json::from_value(json!(segments)).unwrap();
    assert_eq!(read, segments);
    for other in [json!(-1), json!(1.5), json!(true), json!([])] {
        let error = serde_json::from_value::<Segment>(other).unwrap_err();
        assert_eq!(error.to_string(), "a key, a position or nothing");
    }
}

/// The path ends where the file does: the rest is in the plan that the variant makes.
#[test]
fn the_path_of_an_error_in_a_variant_is_in_the_file() {
    let document = json!({
        "title": "x", "as_of": "2024-08",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 10 }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2024-12" }],
        "variant": [{ "name": "none", "adjust": [{ "add": { "phase": {
            "name": "", "target": "remainder", "deadline": "2025-12" } } }] }],
    });
    let spec: PlanSpec = serde_json::from_value(document).unwrap();
    let errors = Plan::new(spec).unwrap_err();
    let error = errors.first().unwrap();
    let is_text = |segment: &Segment| matches!(segment, Segment::Key(_) | Segment::Index(_));
    assert!(error.place.segments().iter().take(4).all(is_text), "{}", error.place);
    let path = &json!(error)["path"];
    assert_eq!(path[0], "variant", "{path}");
    assert!(path.as_array().unwrap().iter().all(|step| !step.is_null()), "{path}");
}

/// Every variant's name in snake case, which is also what serializes.
#[test]
fn codes_are_the_names_of_the_kinds() {
    for (file, kind, at_least) in [
        ("src/plan/error_kind.rs", "PlanErrorKind", 35),
        ("src/plan/seek_error.rs", "SeekErrorKind", 5),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        codes_are_names(&std::fs::read_to_string(file).unwrap(), kind, at_least);
    }
    for kind in [
        PlanErrorKind::Missing,
        PlanErrorKind::NoContingent,
        PlanErrorKind::Syntax { message: "x".into() },
        PlanErrorKind::TooManyErrors { limit: 1_000 },
        PlanErrorKind::DuplicateName { name: "x".into(), first: Place::default() },
        PlanErrorKind::Seek(SeekErrorKind::NothingToVary),
    ] {
        assert_eq!(json!(kind)["code"], kind.code());
    }
}

fn codes_are_names(text: &str, kind: &str, at_least: usize) {
    let declared = text.split(&format!("pub enum {kind} {{")).nth(1).unwrap();
    let declared = declared.split("\n}\n").next().unwrap().lines();
    let names = declared.filter_map(|line| {
        let name = line.strip_prefix("    ")?;
        // What holds an error of a kind of its own has the code of that.
        (name.starts_with(char::is_uppercase) && !name.contains('('))
            .then(|| name.trim_end_matches([' ', '{', ',']))
    });
    let mut count = 0;
    for name in names {
        let snake = name.char_indices().fold(String::new(), |snake, (i, c)| {
            let gap = if i > 0 && c.is_uppercase() { "_" } else { "" };
            snake + gap + &c.to_lowercase().to_string()
        });
        assert!(text.contains(&format!("=> \"{snake}\",")), "{name} has no code {snake}");
        count += 1;
    }
    assert!(count >= at_least, "{count} kinds are found");
}

#[test]
fn errors_are_counted_and_collected() {
    let errors = nobody();
    assert_eq!((errors.len(), errors.is_empty()), (2, false));
    assert_eq!(errors.first(), errors.iter().next());
    let again: PlanErrors = errors.iter().cloned().collect();
    assert_eq!(again, errors);
    assert_eq!(PlanErrors::from(errors.clone().into_iter().collect::<Vec<_>>()), errors);
    let none: PlanErrors = Vec::new().into();
    assert!(none.is_empty() && none.first().is_none());
    // No more than are reported of one plan.
    let blank = || PlanError::new(Place::default(), PlanErrorKind::Blank);
    let many: PlanErrors = std::iter::repeat_with(blank).take(5_000).collect();
    assert_eq!(many.len(), 1_001);
    let last = many.iter().last().map(|error| error.problem.code());
    assert_eq!(last, Some("too_many_errors"));
}

#[test]
fn any_error_is_an_error_of_the_crate() {
    let error = drawdown::Error::from(nobody());
    assert_eq!(error.to_string(), nobody().to_string());
    let error: drawdown::Error = "x".parse::<Troops>().unwrap_err().into();
    assert_eq!(
        error.to_string(),
        "\"x\" is not a whole number of troops; write digits only, such as 2500"
    );
    let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
    let error = drawdown::Error::from(drawdown::table::TableError::Write(full));
    let source = error.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    assert_eq!(source.map(std::io::Error::kind), Some(std::io::ErrorKind::StorageFull));
}

#[test]
fn other_errors_have_codes_too() {
    let date = "2024-13".parse::<drawdown::YearMonth>().unwrap_err();
    assert_eq!(json!(date), json!({ "code": "no_such_month", "value": "2024-13" }));
    let country = "IRK".parse::<drawdown::Country>().unwrap_err();
    let expected = json!({ "code": "not_a_country", "value": "IRK", "suggestion": "IRQ" });
    assert_eq!(json!(country), expected);
    let full = std::io::Error::other("full");
    let table = drawdown::table::TableError::Write(full);
    assert_eq!(json!(table), json!({ "code": "write", "message": "full" }));
}

#[test]
#[cfg(feature = "csv")]
fn csv_errors_say_line_column_message_and_code() {
    use drawdown::observed::{ColumnMapping, Observed};

    let file = "Troops\nccode,iso3c,countryname,year,quarter\n645,IRQ,Iraq,2024,2\n";
    let errors = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata()).unwrap_err();
    assert_eq!((errors.len(), errors.is_empty()), (2, false));
    assert_eq!(errors.first().and_then(|error| error.line), Some(2));
    let codes: Vec<_> = json!(errors)
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (error["line"].clone(), error["column"].clone(), error["problem"]["code"].clone())
        })
        .collect();
    let missing = |column: &str| (json!(2), json!(column), json!("no_column"));
    assert_eq!(codes, [missing("month"), missing("troops_ad")]);
}

#[test]
#[cfg(feature = "csv")]
fn errors_of_observations_are_a_list() {
    use drawdown::observed::{ObservationChoice, Observations};

    let file = "month,contributor,host,mission,strength,source\n\
                2025-06,USA,IRQ,,2300,ministry\n2025-06,USA,IRQ,,2100,press\n";
    let plan = drawdown::example::iraq_2024().unwrap();
    let seen = Observations::from_csv(file.as_bytes()).unwrap();
    let errors = seen.of_plan(&plan, &ObservationChoice::default()).unwrap_err();
    assert_eq!((errors.len(), errors.is_empty(), errors.first()), (1, false, errors.iter().next()));
    let expected = json!([{
        "code": "conflict", "month": "2025-06", "who": "USA in IRQ", "first": 2, "second": 3, "strengths": [2300, 2100],
    }]);
    assert_eq!(json!(errors), expected);
    assert_eq!(json!(errors.into_iter().collect::<Vec<_>>()), expected);
}

#[test]
#[cfg(feature = "csv")]
fn reports_of_rows_say_line_column_and_code() {
    use drawdown::observed::{ColumnMapping, Observed};

    let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n645,IRX,Iraq,2024,June,2,x\n";
    let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata()).unwrap();
    let expected = json!([{
        "line": 2, "column": "iso3c", "why": { "code": "not_a_code", "value": "IRX" },
    }]);
    assert_eq!(json!(observed.left_out), expected);
    assert_eq!(json!(observed.counts)["left_out"], json!(1));
}

#[test]
#[cfg(feature = "ensemble")]
fn errors_of_checkpoints_are_data() {
    use drawdown::error::CheckpointError;

    let source = std::io::Error::other("full");
    let error = CheckpointError::File { path: "run.summary".into(), source };
    let expected = json!({ "code": "file", "path": "run.summary", "source": "full" });
    assert_eq!(json!(error), expected);
    let overlap = drawdown::ensemble::MergeError::Overlap { draws: 3..5 };
    let expected = json!({ "code": "overlap", "draws": { "start": 3, "end": 5 } });
    assert_eq!(json!(overlap), expected);
}
