//! Rows that are not used: every reason word for word, and the rest of the file is read.

use drawdown::observed::{
    ColumnMapping, CountrySource, DateSource, MissionSource, Observed, OnConflict,
};
use drawdown::{Mission, Troops};

use super::{IPI, country, left_out, month, plain, read, shown};

#[track_caller]
fn assert_reported(file: &str, columns: &ColumnMapping, rows: &[&str], reports: &[&str]) {
    let observed = read(file, columns);
    assert_eq!(shown(&observed.rows), rows, "in\n{file}");
    assert_eq!(left_out(&observed), reports, "in\n{file}");
}

#[test]
fn every_row_that_is_not_used_has_its_reason() {
    let columns = ColumnMapping {
        host: CountrySource::CodeAndNumber { code: "to".into(), number: "ccode".into() },
        date: DateSource::YearMonth { year: "year".into(), month: "month".into() },
        mission: MissionSource::Column("what".into()),
        ..plain()
    };
    assert_reported(
        "from,to,ccode,year,month,what,n\n\
         USA,IRK,645,2024,June,training,2500\n\
         USA,IRN,645,2024,June,training,2500\n\
         usa,IRQ,645,2024,June,training,2500\n\
         USA,IRQ,x,2024,June,training,2500\n\
         USA,IRQ,645,24,June,training,2500\n\
         USA,IRQ,645,2024,Juno,training,2500\n\
         USA,IRQ,645,2024,June,peace,2500\n\
         USA,IRQ,645,2024,June,training,2500.5\n\
         USA,IRQ,645,,June,training,2500\n\
         USA,NA,NA,2024,June,training,2500\n\
         USA,NA,1004,2024,June,training,2500\n\
         USA,IRQ,645,2024,June,training,4294967296\n\
         USA,IRQ,645,2024,June,training\n\
         USA,IRQ,645,2024,June,training,5,6\n\
         USA,IRQ,645,2024,June,training,7,,\n",
        &columns,
        &["2024-06 IRQ 7 16"],
        &[
            "line 2, to: \"IRK\" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?",
            "line 3, ccode: 645 stands for IRQ, but the code is IRN; correct one of them",
            "line 4, from: \"usa\" is not an ISO 3166-1 alpha-3 country code; did you mean USA (United States)?",
            "line 5, ccode: \"x\" is not a Correlates-of-War state number; write digits only, such as 645",
            "line 6, year: \"24\" is not a year between 1800 and 2999",
            "line 7, month: \"Juno\" is not a month; write 1 to 12, or January to December",
            "line 8, what: \"peace\" is not a mission, such as training",
            "line 9, n: \"2500.5\" is not a whole number of troops; write digits, or set marks or words",
            "line 10, year: missing; every row needs a value here",
            "line 11, to: no country is given",
            "line 12, ccode: 1004 is not a Correlates-of-War state number, and no code is given",
            "line 13, n: more than 4294967295 troops; no contingent can be larger",
            "line 14: 6 fields, but the header names 7 columns",
            "line 15: 8 fields, but the header names 7 columns",
        ],
    );
    let quarter = ColumnMapping {
        date: DateSource::YearQuarter { year: "y".into(), quarter: "q".into() },
        ..plain()
    };
    assert_reported(
        "from,to,y,q,n\nUSA,IRQ,2024,5,1\n",
        &quarter,
        &[],
        &["line 2, q: \"5\" is not a quarter; write 1 to 4"],
    );
}

#[test]
fn totals_and_footnotes_are_reported_as_such() {
    assert_reported(
        "from,to,date,n\nUSA,IRQ,2024-06,5\nTotal,,,5\n,Grand total,,5\nSum:,,2024-06,5\n\
         Totalia,IRQ,2024-06,5\n* without advisers\nSource: reports,,,\n\"two\nlines\"\n",
        &plain(),
        &["2024-06 IRQ 5 2"],
        &[
            "line 3: a total; it is not used",
            "line 4: a total; it is not used",
            "line 5: a total; it is not used",
            "line 6, from: \"Totalia\" is not an ISO 3166-1 alpha-3 country code; did you mean SOM (Somalia)?",
            "line 7: a line of text, \"* without advisers\"",
            "line 8: a line of text, \"Source: reports\"",
            "line 9: a line of text, \"two\\nlines\"",
        ],
    );
}

/// In a file of one column every row is one field.
#[test]
fn the_only_field_of_a_row_is_no_footnote() {
    let always = |code| CountrySource::Always(country(code));
    let june = DateSource::ColumnNames(drawdown::observed::DateForm::Any);
    let columns = ColumnMapping::new(always("USA"), always("IRQ"), june, &[]);
    assert_reported(
        "2024-06\nabout 5\n6\n,7\n",
        &columns,
        &["2024-06 IRQ 6 3"],
        &[
            "line 2, 2024-06: \"about 5\" is not a whole number of troops; write digits, or set marks or words",
            "line 4: 2 fields, but the header names 1 column",
        ],
    );
}

#[test]
fn bytes_that_are_not_text_cost_their_row_alone() {
    let file = b"from,to,date,n\nUSA,IRQ,2024-06,1\nUSA,C\xf4te,2024-06,1\nGBR,IRQ,2024-06,2\n";
    let observed = Observed::from_csv(file, &plain()).unwrap();
    assert_eq!(observed.rows.len(), 2);
    assert_eq!(left_out(&observed), ["line 3: not UTF-8; save the file as \"CSV UTF-8\""]);
}

#[test]
fn the_same_operation_twice_is_a_conflict_and_two_are_not() {
    let twice = IPI.replace(",UNISFA,", ",UnAmId,");
    let both = |month: &str, other: u64| {
        format!(
            "ETH in SDN at the end of {month} is given on line {other} as well; neither is used unless on_conflict says which"
        )
    };
    assert_eq!(
        left_out(&read(&twice, &ColumnMapping::ipi())),
        [
            format!("line 2: {}", both("2014-02", 3)),
            format!("line 3: {}", both("2014-02", 2)),
            format!("line 5: {}", both("2014-03", 6)),
            format!("line 6: {}", both("2014-03", 5)),
        ]
    );
    let without = ColumnMapping { operation: None, ..ColumnMapping::ipi() };
    assert_eq!(left_out(&read(IPI, &without)).len(), 4);
}

/// Three rows of one month: 5, 9 and 7, and one without a figure.
#[test]
fn one_of_doubled_rows_counts_as_the_mapping_says() {
    let file = "from,to,date,n\nUSA,IRQ,2024-06,NA\nUSA,IRQ,2024-06,5\nUSA,IRQ,2024-06,9\n\
                GBR,IRQ,2024-06,1\nUSA,IRQ,2024-06,7\n";
    let columns = |on_conflict| ColumnMapping { on_conflict, ..plain() };
    let taken = |line: u64| format!("USA in IRQ at the end of 2024-06 is taken from line {line}");
    for (on_conflict, strength, line) in
        [(OnConflict::First, 5, 3), (OnConflict::Last, 7, 6), (OnConflict::Maximum, 9, 4)]
    {
        let observed = read(file, &columns(on_conflict));
        assert_eq!(
            shown(&observed.rows),
            [format!("2024-06 IRQ {strength} {line}"), "2024-06 IRQ 1 5".into()]
        );
        let lines = [2, 3, 4, 6].into_iter().filter(|other| *other != line);
        let expected: Vec<String> =
            lines.map(|other| format!("line {other}: {}", taken(line))).collect();
        assert_eq!(left_out(&observed), expected);
    }
    let error = read(file, &columns(OnConflict::Error));
    assert_eq!(shown(&error.rows), ["2024-06 IRQ 1 5"]);
    assert_eq!(error.left_out.len(), 4);
    // A sum is missing if one of its rows is.
    let sum = read(file, &columns(OnConflict::Sum));
    assert_eq!(shown(&sum.rows), ["2024-06 IRQ ? 2", "2024-06 IRQ 1 5"]);
    let sum = read(&file.replace("NA", "0"), &columns(OnConflict::Sum));
    assert_eq!(shown(&sum.rows), ["2024-06 IRQ 21 2", "2024-06 IRQ 1 5"]);
    let notes: Vec<String> = sum.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["line 3 is added to line 2", "line 4 is added to line 2", "line 6 is added to line 2"]
    );
    assert_eq!((sum.counts.used, sum.counts.left_out), (5, 0));
}

#[test]
fn one_figure_and_a_missing_one_are_no_conflict() {
    assert_reported(
        "from,to,date,n\nUSA,IRQ,2024-06,NA\nUSA,IRQ,2024-06,5\nGBR,IRQ,2024-06,\nGBR,IRQ,2024-06,NA\n",
        &plain(),
        &["2024-06 IRQ 5 3", "2024-06 IRQ ? 4"],
        &[
            "line 2: USA in IRQ at the end of 2024-06 is taken from line 3",
            "line 5: GBR in IRQ at the end of 2024-06 is taken from line 4",
        ],
    );
}

#[test]
fn doubled_rows_that_do_not_differ_are_no_conflict() {
    assert_reported(
        "from,to,date,n\nUSA,IRQ,2024-06,5\nUSA,IRQ,2024-06,5.0\nUSA,IRQ,2024-06,NA\n",
        &plain(),
        &["2024-06 IRQ 5 2"],
        &[
            "line 3: USA in IRQ at the end of 2024-06 is taken from line 2",
            "line 4: USA in IRQ at the end of 2024-06 is taken from line 2",
        ],
    );
}

#[test]
fn of_equal_figures_the_first_is_the_maximum() {
    assert_reported(
        "from,to,date,n\nUSA,IRQ,2024-06,5\nUSA,IRQ,2024-06,9\nUSA,IRQ,2024-06,9\n",
        &ColumnMapping { on_conflict: OnConflict::Maximum, ..plain() },
        &["2024-06 IRQ 9 3"],
        &[
            "line 2: USA in IRQ at the end of 2024-06 is taken from line 3",
            "line 4: USA in IRQ at the end of 2024-06 is taken from line 3",
        ],
    );
}

#[test]
fn missions_are_named_in_conflicts() {
    let columns = ColumnMapping { mission: MissionSource::Always(Mission::Training), ..plain() };
    let observed = read("from,to,date,n\nUSA,IRQ,2024-06,4\nUSA,IRQ,2024-06,5\n", &columns);
    assert_eq!(
        left_out(&observed)[0],
        "line 2: USA in IRQ (training) at the end of 2024-06 is given on line 3 as well; neither is used unless on_conflict says which"
    );
}

#[test]
fn operations_add_up_to_no_more_than_a_head_count_holds() {
    let file = IPI.replace(",2500,", ",4294967295,").replace(",4000,NA,4000", ",1,NA,1");
    let too_many = "more than 4294967295 troops; no contingent can be larger";
    assert_eq!(left_out(&read(&file, &ColumnMapping::ipi())), [format!("line 3: {too_many}")]);
    let columns = ColumnMapping { strength: vec!["n".into(), "m".into()], ..plain() };
    let file = "from,to,date,n,m\nUSA,IRQ,2024-06,4294967295,1\n";
    assert_reported(file, &columns, &[], &[&format!("line 2: {too_many}")]);
    let sum = ColumnMapping { on_conflict: OnConflict::Sum, ..plain() };
    let file = "from,to,date,n\nUSA,IRQ,2024-06,4294967295\nUSA,IRQ,2024-06,1\n";
    assert_reported(
        file,
        &sum,
        &[],
        &[&format!("line 2: {too_many}"), &format!("line 3: {too_many}")],
    );
}

#[test]
fn quoted_values_are_short() {
    let value = "x".repeat(500);
    let observed = read(&format!("from,to,date,n\nUSA,IRQ,2024-06,{value}\n"), &plain());
    assert!(left_out(&observed)[0].len() < 150);
}

/// A baseline keeps what it has of a file with faults.
#[test]
fn a_file_with_faults_still_makes_a_baseline() {
    let file = "from,to,date,n\nUSA,IRQ,2024-06,2500\nUSA,SYR,2024-06,~900\n";
    let observed = read(file, &plain());
    let baseline = observed.baseline(month("2024-06"), &drawdown::Scope::EVERYONE);
    assert_eq!(baseline.contingents[0].host, country("IRQ"));
    assert_eq!(baseline.contingents[0].strength.best(), Troops(2_500));
    assert_eq!(observed.counts.left_out, 1);
}
