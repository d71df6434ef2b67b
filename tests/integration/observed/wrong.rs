//! Errors of csv files: every message word for word, all of them at once.

use drawdown::observed::{
    ColumnMapping, CountrySource, CsvErrorKind, CsvErrors, DateForm, DateSource, MissionSource,
    Observed, RowFilter,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{IPI, TROOPDATA, UN, plain};
use crate::cases;

fn errors(file: &[u8], columns: &ColumnMapping) -> CsvErrors {
    Observed::from_csv(file, columns).expect_err("a wrong file")
}

#[track_caller]
fn assert_refused(file: &str, columns: &ColumnMapping, expected: &[&str]) {
    let errors = errors(file.as_bytes(), columns);
    let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(shown, expected, "in\n{file}");
    assert_eq!(errors.to_string(), expected.join("\n"));
}

/// A file is read, or refused with messages in the house style.
pub(super) fn assert_read_or_refused(bytes: &[u8], columns: &ColumnMapping) {
    match Observed::from_csv(bytes, columns) {
        Ok(observed) => {
            for month in observed.months() {
                assert_eq!(observed.baseline(month, &drawdown::Scope::EVERYONE).month, month);
            }
        }
        Err(errors) => {
            assert!(errors.iter().len() > 0);
            for error in &errors {
                let shown = error.to_string();
                assert!(!shown.ends_with('.') && !shown.is_empty(), "{shown}");
                assert!(
                    !error.problem.to_string().starts_with(char::is_uppercase)
                        || shown.contains(" in "),
                    "{shown}"
                );
            }
        }
    }
}

#[test]
fn all_errors_are_reported_at_once() {
    let columns = ColumnMapping {
        host: CountrySource::CodeAndNumber { code: "to".into(), number: "ccode".into() },
        date: DateSource::YearMonth { year: "year".into(), month: "month".into() },
        mission: MissionSource::Column("what".into()),
        ..plain()
    };
    assert_refused(
        "from,to,ccode,year,month,what,n\n\
         USA,IRK,645,2024,June,training,2500\n\
         USA,IRN,645,2024,June,training,2500\n\
         usa,IRQ,x,24,Juno,peace,\"2,500\"\n\
         USA,IRQ,645,,NA,training,2500.5\n\
         USA,IRQ,645,2024,June,training,4294967296\n\
         USA,IRQ,645,2024,June,training\n\
         USA,IRQ,645,2024,June,training,5\n\
         USA,IRQ,645,2024,6,training,5\n\
         USA,IRQ,645,2024,13,training,-9\n",
        &columns,
        &[
            "line 2, to: \"IRK\" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?",
            "line 3, ccode: 645 stands for IRQ, but the code is IRN; correct one of them",
            "line 4, year: \"24\" is not a year between 1800 and 2999",
            "line 4, month: \"Juno\" is not a month; write 1 to 12, or January to December",
            "line 4, from: \"usa\" is not an ISO 3166-1 alpha-3 country code; did you mean USA (United States)?",
            "line 4, ccode: \"x\" is not a Correlates-of-War state number; write digits only, such as 645",
            r#"line 4, what: "peace" is not a mission; the missions are combat, advise-and-assist, training, support, force-protection, special-operations, headquarters, logistics, engineering, air, naval, medical, police, observers, staff, civilian, unspecified"#,
            "line 4, n: \"2,500\" is not a whole number of troops; write digits only, such as 2500",
            "line 5, year: missing; every row needs a value here",
            "line 5, month: missing; every row needs a value here",
            "line 5, n: \"2500.5\" is not a whole number of troops; write digits only, such as 2500",
            "line 6, n: more than 4294967295 troops; no contingent can be larger",
            "line 7: 6 fields, but the first line names 7 columns",
            "line 9: USA in IRQ (training) is already given for 2024-06 on line 8",
            "line 10, month: \"13\" is not a month; write 1 to 12, or January to December",
            "line 10, n: \"-9\" is not a whole number of troops; write digits only, such as 2500",
        ],
    );
}

#[test]
fn numbers_are_not_guessed() {
    for value in [
        "2 500", "2'500", "~2500", "2500+", "1e-3", "1e99", "1e400", "0x10", "٣", "1.", ".5",
        "1.05e1", "inf", "NaN", "--", "+5",
    ] {
        let found =
            errors(format!("from,to,date,n\nUSA,IRQ,2024-06,{value}\n").as_bytes(), &plain());
        let expected = CsvErrorKind::NotWhole { value: value.into() };
        assert_eq!(
            found.iter().map(|e| e.problem.clone()).collect::<Vec<_>>(),
            [expected],
            "{value}"
        );
    }
}

#[test]
fn days_are_in_the_order_that_the_mapping_says() {
    let refused = |form, day: &str, expected: &str| {
        let columns =
            ColumnMapping { date: DateSource::Date { column: "date".into(), form }, ..plain() };
        assert_refused(&format!("from,to,date,n\nUSA,IRQ,{day},1\n"), &columns, &[expected]);
    };
    refused(
        DateForm::YearMonthDay,
        "30/06/2024",
        r#"line 2, date: found "30/06/2024"; write 2024-06-30"#,
    );
    refused(
        DateForm::YearMonthDay,
        "2024-06-31",
        r#"line 2, date: "2024-06-31" is not a day: June 2024 has 30 days"#,
    );
    refused(
        DateForm::YearMonthDay,
        "June 2024",
        "line 2, date: found \"June 2024\", but expected YYYY-MM-DD or YYYY-MM",
    );
    refused(
        DateForm::YearMonthDay,
        "1800-01-03",
        "line 2, date: \"1800-01-03\" is not a day between 1800-01-01 and 2999-12-31",
    );
    refused(
        DateForm::DayMonthYear,
        "2024-06-30",
        "line 2, date: found \"2024-06-30\", but expected D/M/YYYY",
    );
    refused(
        DateForm::DayMonthYear,
        "06/30/2024",
        "line 2, date: \"06/30/2024\" is not a day between 1800-01-01 and 2999-12-31",
    );
    refused(
        DateForm::DayMonthYear,
        "1/2/3/2024",
        "line 2, date: found \"1/2/3/2024\", but expected D/M/YYYY",
    );
    refused(
        DateForm::MonthDayYear,
        "30/06/2024",
        "line 2, date: \"30/06/2024\" is not a day between 1800-01-01 and 2999-12-31",
    );
    refused(
        DateForm::MonthDayYear,
        "6/30/24",
        "line 2, date: \"6/30/24\" is not a day between 1800-01-01 and 2999-12-31",
    );
    let quarter = ColumnMapping {
        date: DateSource::YearQuarter { year: "y".into(), quarter: "q".into() },
        ..plain()
    };
    assert_refused(
        "from,to,y,q,n\nUSA,IRQ,2024,5,1\n",
        &quarter,
        &["line 2, q: \"5\" is not a quarter; write 1 to 4"],
    );
    let year = ColumnMapping { date: DateSource::Year { year: "y".into(), month: 13 }, ..plain() };
    assert_refused(
        "from,to,y,n\nUSA,IRQ,2024,1\n",
        &year,
        &["line 2, y: \"13\" is not a month; write 1 to 12, or January to December"],
    );
}

#[test]
fn columns_exist_and_their_names_differ() {
    let known = r#"the columns are "from", "To", "to", "date""#;
    assert_refused(
        "from,To,to,date\n",
        &plain(),
        &[&format!("line 1, n: no such column; {known}")],
    );
    assert_refused(
        "from,To,TO,date,n\n",
        &plain(),
        &["line 1, to: duplicate column name; rename one of them"],
    );
    assert_refused(
        "from,to,date,n,n\n",
        &plain(),
        &["line 1, n: duplicate column name; rename one of them"],
    );
    assert_refused("", &plain(), &["the file is empty; its first line must name the columns"]);
    assert_refused(
        "from,to,date,n\n",
        &ColumnMapping { strength: vec![], ..plain() },
        &["the mapping names no strength column; name at least one"],
    );
}

#[test]
fn a_filter_that_passes_no_row_is_an_error() {
    let columns = ColumnMapping::un_contributors();
    let file = UN.replace("Troops", "Soldiers");
    assert_refused(
        &file,
        &columns,
        &["personnel_type: no row has any of \"Troops\", \"Contingent Troops\""],
    );
    // In a file without rows it is not.
    let header = UN.lines().next().unwrap();
    assert_eq!(Observed::from_csv(header.as_bytes(), &columns), Ok(Observed::default()));
    let only = RowFilter { column: "colour".into(), values: vec![] };
    assert_refused(
        "from,to,date,n\nUSA,IRQ,2024-06,1\n",
        &ColumnMapping { only: vec![only], ..plain() },
        &[r#"line 1, colour: no such column; the columns are "from", "to", "date", "n""#],
    );
}

#[test]
fn the_same_operation_twice_is_an_error_and_two_are_not() {
    let twice = IPI.replace(",UNISFA,", ",UNAMID,");
    assert_refused(
        &twice,
        &ColumnMapping::ipi(),
        &[
            "line 3: ETH in SDN (unspecified, \"UNAMID\") is already given for 2014-02 on line 2",
            "line 6: ETH in SDN (unspecified, \"UNAMID\") is already given for 2014-03 on line 5",
        ],
    );
    let without = ColumnMapping { operation: None, ..ColumnMapping::ipi() };
    assert_refused(
        IPI,
        &without,
        &[
            "line 3: ETH in SDN (unspecified) is already given for 2014-02 on line 2",
            "line 6: ETH in SDN (unspecified) is already given for 2014-03 on line 5",
        ],
    );
}

#[test]
fn operations_add_up_to_no_more_than_a_head_count_holds() {
    let file = IPI.replace(",2500,", ",4294967295,").replace(",4000,NA,4000", ",1,NA,1");
    assert_refused(
        &file,
        &ColumnMapping::ipi(),
        &["line 3, Troops: more than 4294967295 troops; no contingent can be larger"],
    );
    let columns = ColumnMapping { strength: vec!["n".into(), "m".into()], ..plain() };
    assert_refused(
        "from,to,date,n,m\nUSA,IRQ,2024-06,4294967295,1\n",
        &columns,
        &["line 2, n: more than 4294967295 troops; no contingent can be larger"],
    );
}

#[test]
fn text_is_utf_8() {
    let shown = |bytes: &[u8]| errors(bytes, &plain()).to_string();
    assert_eq!(
        shown(b"from,to,date,n\nUSA,IRQ,2024-06,1\nUSA,C\xf4te,2024-06,1\n"),
        "line 3: not UTF-8; save the file as \"CSV UTF-8\""
    );
    assert_eq!(shown(b"\xff\xfef\0r\0o\0m\0"), "line 1: not UTF-8; save the file as \"CSV UTF-8\"");
}

#[test]
fn at_most_a_thousand_errors_are_shown() {
    let file = "from,to,date,n\n".to_owned() + &"USA,IRQ,2024-06,many\n".repeat(1_500);
    let errors = errors(file.as_bytes(), &plain());
    assert_eq!(errors.iter().len(), 1_001);
    let last = errors.iter().last().unwrap();
    assert_eq!(last.to_string(), "too many errors; only the first 1000 are shown");
    let thousand = "from,to,date,n\n".to_owned() + &"USA,IRQ,2024-06,many\n".repeat(1_000);
    assert_eq!(super::wrong::errors(thousand.as_bytes(), &plain()).iter().len(), 1_000);
}

#[test]
fn files_are_bounded() {
    let large = errors(&vec![0; 256 * 1024 * 1024 + 1], &plain());
    assert_eq!(large.to_string(), "the file has 268435457 bytes; the limit is 268435456");
    let rows = |count: usize| "from,to,date,n\n".to_owned() + &",,,\n".repeat(count);
    assert!(Observed::from_csv(rows(2_000_000).as_bytes(), &plain()).is_ok());
    let many = errors(rows(2_000_001).as_bytes(), &plain());
    assert_eq!(many.to_string(), "more than 2000000 rows; split the file");
}

#[test]
fn quoted_values_are_short() {
    let value = "x".repeat(500);
    let errors = errors(format!("from,to,date,n\nUSA,IRQ,2024-06,{value}\n").as_bytes(), &plain());
    assert!(errors.to_string().len() < 150, "{errors}");
}

/// Pieces of csv, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        " ",
        "USA",
        "IRQ",
        "645",
        "2",
        "NA",
        "",
        "-Inf",
        "2024",
        "June",
        "2024-06",
        "2024-06-30",
        "Troops",
        "UNMIL",
        "UNISFA",
        "0",
        "2500",
        "1e+05",
        "4294967295",
        "é",
        "\u{0}",
        "ccode,iso3c,countryname,year,month,quarter,troops_ad\n",
        "from,to,date,n\n",
        "Date,Contributor_ISO-3,Mission,Mission_Country_ISO-3,Troops\n",
        "\u{feff}",
    ];
    vec(select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_pieces_are_read_or_refused(text in pieces(), header in 0..5_usize) {
        let headers = ["", "from,to,date,n\n", TROOPDATA, UN, IPI];
        let columns = [plain(), plain(), ColumnMapping::troopdata(), ColumnMapping::un_contributors(), ColumnMapping::ipi()];
        assert_read_or_refused((headers[header].to_owned() + &text).as_bytes(), &columns[header]);
    }

    /// A good file with something cut out and something put in.
    #[test]
    fn a_file_with_a_cut(from in any::<Index>(), length in 0..30_usize, piece in pieces(), which in 0..3_usize) {
        let file = [TROOPDATA, UN, IPI][which];
        let columns = &[ColumnMapping::troopdata(), ColumnMapping::un_contributors(), ColumnMapping::ipi()][which];
        let from = from.index(file.len());
        let through = (from + length).min(file.len());
        let bytes = [&file.as_bytes()[..from], piece.as_bytes(), &file.as_bytes()[through..]].concat();
        assert_read_or_refused(&bytes, columns);
    }
}
