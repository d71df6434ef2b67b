//! Errors of csv files as a whole, word for word; and whatever stands in a file is read, reported or
//! refused.

use std::collections::BTreeSet;

use drawdown::observed::{
    ColumnMapping, CountrySource, CsvErrors, DateForm, DateSource, Note, NumberForm, Observed,
    OnConflict, RowFilter,
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
    assert_eq!(errors.into_iter().count(), expected.len());
}

/// A file is read or refused, with messages in the house style, and every row of it is used, reported,
/// filtered or empty.
pub(super) fn assert_read_or_refused(bytes: &[u8], columns: &ColumnMapping) {
    let in_style = |message: String| {
        assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
    };
    match Observed::from_csv(bytes, columns) {
        Ok(observed) => {
            assert_nothing_is_lost(bytes, columns, &observed);
            observed.left_out.iter().for_each(|row| in_style(row.to_string()));
            observed.notes.iter().for_each(|note| in_style(note.to_string()));
            for month in observed.months() {
                assert_eq!(observed.baseline(month, &drawdown::Scope::EVERYONE).month, month);
            }
        }
        Err(errors) => {
            assert!(errors.iter().len() > 0);
            errors.iter().for_each(|error| in_style(error.to_string()));
        }
    }
}

/// Counts the records after the header with a reader of its own, and holds what became of them
/// against it.
fn assert_nothing_is_lost(bytes: &[u8], columns: &ColumnMapping, observed: &Observed) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let separator = observed.notes.iter().find_map(|note| match note {
        Note::Separator { separator } => Some(u8::try_from(*separator).unwrap()),
        _ => None,
    });
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator.unwrap_or(b','));
    let records = reader.from_reader(bytes).into_byte_records().count();
    let before = observed.notes.iter().any(|note| matches!(note, Note::LinesBeforeHeader { .. }));
    let counts = observed.counts;
    if !before {
        assert_eq!(counts.total(), records - 1, "{counts:?}");
    }
    assert!(counts.total() < records);
    // Every row is in one of the lists.
    let rows = observed.rows.iter().map(|row| row.line);
    let added = observed.notes.iter().filter_map(|note| match note {
        Note::Added { line, .. } => Some(*line),
        _ => None,
    });
    let used: BTreeSet<u64> = rows.chain(added.clone()).collect();
    let left_out: BTreeSet<u64> = observed.left_out.iter().map(|row| row.line).collect();
    assert_eq!(used.len(), counts.used, "{counts:?}");
    assert_eq!(left_out.difference(&used).count(), counts.left_out, "{counts:?}");
    if !columns.strength.is_empty() {
        assert_eq!(observed.rows.len() + added.count(), counts.used, "{counts:?}");
        assert_eq!(observed.left_out.len(), counts.left_out, "{counts:?}");
    }
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
    // A column that is read twice is reported once.
    let both = CountrySource::Code("from".into());
    assert_refused(
        "from,from,date,n\n",
        &ColumnMapping { host: both, ..plain() },
        &["line 1, from: duplicate column name; rename one of them"],
    );
    for empty in ["", "\n\n", "\u{feff}"] {
        assert_refused(empty, &plain(), &["the file is empty; its header must name the columns"]);
    }
}

/// The line that has most of the columns is the one that is meant.
#[test]
fn a_missing_column_is_reported_of_the_line_that_has_the_others() {
    assert_refused(
        "Troops abroad\n\nfrom;to;day;n\nUSA;IRQ;2024-06;1\n",
        &plain(),
        &[r#"line 3, date: no such column; the columns are "from", "to", "day", "n""#],
    );
    // Of lines that have as many, the first.
    assert_refused(
        "from,to,date\nto,from,date\n",
        &plain(),
        &[r#"line 1, n: no such column; the columns are "from", "to", "date""#],
    );
    let late = "a title\n".repeat(50) + "from,to,date,n\nUSA,IRQ,2024-06,1\n";
    assert_eq!(errors(late.as_bytes(), &plain()).len(), 4);
}

/// What cannot separate fields is not taken from a first line `sep=`.
#[test]
fn a_line_end_a_quote_or_half_a_letter_separates_nothing() {
    for separator in [b'\n', b'"', 0xe9] {
        let file = [b"sep=", &[separator][..], b"\nfrom,to,date,n\nUSA,IRQ,2024-06,1\n"].concat();
        let observed = Observed::from_csv(&file, &plain()).unwrap();
        assert_eq!(observed.rows.len(), 1, "{separator}");
    }
    let told = Observed::from_csv(b"sep=:\nfrom:to:date:n\nUSA:IRQ:2024-06:1\n", &plain());
    assert_eq!(told.unwrap().rows.len(), 1);
}

#[test]
fn a_mapping_makes_sense() {
    let across = DateSource::ColumnNames(DateForm::Any);
    let refused = |columns: ColumnMapping, expected: &str| {
        assert_refused("from,to,date,n\n", &columns, &[expected]);
    };
    refused(
        ColumnMapping { strength: vec![], ..plain() },
        "the mapping names no strength column; name at least one",
    );
    refused(
        ColumnMapping { date: across.clone(), ..plain() },
        "the other columns are the strengths; leave strength empty",
    );
    let contributor = CountrySource::ColumnNames;
    refused(
        ColumnMapping { date: across.clone(), contributor, strength: vec![], ..plain() },
        "only one of contributor, host and date can be the names of columns",
    );
    refused(
        ColumnMapping { date: across, strength: vec![], ..plain() },
        "line 1: no name of a column is a country or date",
    );
    let year = DateSource::Year { year: "date".into(), month: 13 };
    refused(ColumnMapping { date: year, ..plain() }, "13 is not a month; write 1 to 12");
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
    let only = RowFilter::new("colour", [""; 0]);
    assert_refused(
        "from,to,date,n\nUSA,IRQ,2024-06,1\n",
        &ColumnMapping { only: vec![only], ..plain() },
        &[r#"line 1, colour: no such column; the columns are "from", "to", "date", "n""#],
    );
}

#[test]
fn a_file_in_utf_16_is_refused() {
    for bytes in [b"\xff\xfef\0r\0o\0m\0", b"\xfe\xff\0f\0r\0o\0m"] {
        assert_eq!(
            errors(bytes, &plain()).to_string(),
            "line 1: not UTF-8; save the file as \"CSV UTF-8\""
        );
    }
}

#[test]
fn at_most_a_thousand_errors_are_shown() {
    let names: Vec<String> = (0..1_500).map(|i| format!("column {i}")).collect();
    let many = errors(b"from,to,date,n\n", &ColumnMapping { strength: names, ..plain() });
    assert_eq!(many.iter().len(), 1_001);
    let last = many.iter().last().unwrap();
    assert_eq!(last.to_string(), "too many errors; only the first 1000 are shown");
}

#[test]
fn files_are_bounded() {
    let large = errors(&vec![0; 256 * 1024 * 1024 + 1], &plain());
    assert_eq!(large.to_string(), "the file has 268435457 bytes; the limit is 268435456");
    // Of a file as large as the limit, the bytes are looked at: these begin as UTF-16 does.
    let mut most = vec![0; 256 * 1024 * 1024];
    most[..2].copy_from_slice(b"\xff\xfe");
    assert!(errors(&most, &plain()).to_string().starts_with("line 1: not UTF-8"));
    let rows = |count: usize| "from,to,date,n\n".to_owned() + &",,,\n".repeat(count);
    let most = Observed::from_csv(rows(2_000_000).as_bytes(), &plain()).unwrap();
    assert_eq!(most.counts.empty, 2_000_000);
    let many = errors(rows(2_000_001).as_bytes(), &plain());
    assert_eq!(many.to_string(), "more than 2000000 rows; split the file");
}

/// Pieces of csv, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        ",",
        ",",
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        " ",
        "USA",
        "IRQ",
        "Iraq",
        "Congo",
        "645",
        "345",
        "2",
        "NA",
        "",
        "-Inf",
        "2024",
        "June",
        "2024-06",
        "2024-06-30",
        "30/06/2024",
        "05/06/2024",
        "Jun-24",
        "45473",
        "Troops",
        "UNMIL",
        "UNISFA",
        "0",
        "2500",
        "2,500",
        "~5",
        "1e+05",
        "4294967295",
        "é",
        "\u{0}",
        "Total",
        "sep=;\n",
        "ccode,iso3c,countryname,year,month,quarter,troops_ad\n",
        "from,to,date,n\n",
        "from;to;date;n\n",
        "USA,IRQ,2024-06,7\n",
        "USA,IRQ,2024-06,8\n",
        "Date,Contributor_ISO-3,Mission,Mission_Country_ISO-3,Troops\n",
        "\u{feff}",
    ];
    vec(select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

fn wide() -> ColumnMapping {
    let date = DateSource::ColumnNames(DateForm::Any);
    ColumnMapping { date, strength: vec![], ..plain() }
}

fn mappings() -> impl Strategy<Value = ColumnMapping> {
    let mappings = vec![
        plain(),
        wide(),
        ColumnMapping::troopdata(),
        ColumnMapping::troopdata_yearly(),
        ColumnMapping::un_contributors(),
        ColumnMapping::ipi(),
    ];
    let on_conflict = select(vec![
        OnConflict::Error,
        OnConflict::First,
        OnConflict::Last,
        OnConflict::Sum,
        OnConflict::Maximum,
    ]);
    let numbers = select(vec![
        NumberForm::Digits,
        NumberForm::DecimalComma,
        NumberForm::CommaThousands,
        NumberForm::PointThousands,
        NumberForm::SpaceThousands,
        NumberForm::ApostropheThousands,
    ]);
    (select(mappings), on_conflict, numbers).prop_map(|(columns, on_conflict, numbers)| {
        ColumnMapping { on_conflict, numbers, ..columns }
    })
}

const HEADERS: [&str; 6] = ["", "from,to,date,n\n", "from,to,2024-06,Jul-24\n", TROOPDATA, UN, IPI];

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_pieces_are_read_or_refused(text in pieces(), header in select(HEADERS.to_vec()), columns in mappings()) {
        assert_read_or_refused((header.to_owned() + &text).as_bytes(), &columns);
    }

    /// With its own header, so that the rows are read.
    #[test]
    fn any_rows_are_read_reported_or_filtered(text in pieces(), i in 0..5_usize, columns in mappings()) {
        let ready = [plain(), wide(), ColumnMapping::troopdata(), ColumnMapping::un_contributors(), ColumnMapping::ipi()];
        let columns = ColumnMapping { on_conflict: columns.on_conflict, numbers: columns.numbers, ..ready[i].clone() };
        let text = text.replace("\r\n", ",,,,,,\r\n");
        assert_read_or_refused((HEADERS[i + 1].to_owned() + &text).as_bytes(), &columns);
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

    #[test]
    fn any_bytes_after_a_header(bytes in vec(any::<u8>(), 0..200), i in 0..5_usize) {
        let ready = [plain(), wide(), ColumnMapping::troopdata(), ColumnMapping::un_contributors(), ColumnMapping::ipi()];
        assert_read_or_refused(&[HEADERS[i + 1].as_bytes(), &bytes].concat(), &ready[i]);
    }
}

#[test]
fn each_event_that_the_plan_does_not_have_is_a_line() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let file = b"month,contributor,host,mission,strength,source\n2025-03,USA,IRQ,,2500,ministry\n";
    let observations = drawdown::observed::Observations::from_csv(file).unwrap();
    let not_yet = ["q", "z"].map(String::from).into();
    let choice = drawdown::observed::ObservationChoice { not_yet, ..Default::default() };
    let errors = observations.of_plan(&plan, &choice).unwrap_err();
    let alone: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let named = |id: &str| format!("no event is called {id:?}; the events are \"announcement\"");
    assert_eq!(alone, [named("q"), named("z")]);
    assert_eq!(errors.to_string(), alone.join("\n"));
    assert_eq!((&errors).into_iter().count(), 2);
    let no_events = drawdown::PlanSpec {
        events: vec![],
        phases: vec![],
        variants: vec![],
        ..plan.spec().clone()
    };
    let errors = observations.of_plan(&drawdown::Plan::new(no_events).unwrap(), &choice);
    let first = errors.unwrap_err().iter().next().unwrap().to_string();
    assert_eq!(first, "no event is called \"q\"; the plan has no events");
}
