//! Small files with the faults of real ones, and what is read of them: `tests/data/observed`.
//!
//! Beside each file stands what is right, worked by hand: the rows that are used, `month contributor host
//! strength line`, then what is reported, then what is noted.

use std::fs;
use std::path::{Path, PathBuf};

use drawdown::observed::{
    ColumnMapping, CountrySource, DateForm, DateSource, DayCounting, NumberForm, Observed,
    OnConflict,
};
use drawdown::{Country, Troops};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/observed")
}

fn shown(observed: &Observed) -> String {
    let rows = observed.rows.iter().map(|row| {
        let strength = row.strength.map_or("?".to_owned(), |strength| strength.to_string());
        format!("{} {} {} {strength} {}", row.month, row.contributor, row.host, row.line)
    });
    let reports = observed.left_out.iter().map(|row| format!("left out: {row}"));
    let notes = observed.notes.iter().map(|note| format!("note: {note}"));
    rows.chain(reports).chain(notes).map(|line| line + "\n").collect()
}

#[track_caller]
fn assert_read(name: &str, columns: &ColumnMapping, answer: &str) {
    let file = fs::read(folder().join(name).with_extension("csv")).unwrap();
    let observed =
        Observed::from_csv(&file, columns).unwrap_or_else(|errors| panic!("{name}: {errors}"));
    let expected = fs::read_to_string(folder().join(answer).with_extension("txt")).unwrap();
    assert_eq!(shown(&observed), expected, "{name}");
}

fn with_dates(form: DateForm) -> ColumnMapping {
    let date = DateSource::Date { column: "last_reporting_date".into(), form };
    ColumnMapping { date, ..ColumnMapping::un_contributors() }
}

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

/// US troops in the country of a column, by day.
fn by_day() -> ColumnMapping {
    ColumnMapping::new(
        CountrySource::Always(country("USA")),
        CountrySource::Code("iso3c".into()),
        DateSource::Date { column: "date".into(), form: DateForm::Any },
        &["troops"],
    )
}

#[test]
fn files_in_a_ready_layout_are_read_without_settings() {
    for name in [
        "date_1",
        "date_2",
        "date_3",
        "date_4",
        "date_5",
        "date_6",
        "date_7",
        "date_8",
        "date_9",
        "date_10",
        "date_11",
        "date_12",
        "un_both",
        "un_missions",
    ] {
        assert_read(name, &ColumnMapping::un_contributors(), name);
    }
    for name in [
        "kosovo",
        "marks",
        "month_words",
        "nbsp_thousand",
        "old_codes",
        "semicolon",
        "sep_line",
        "swaziland",
        "taiwan",
        "thousands",
        "title_row",
        "total_row",
        "tsv",
        "words",
    ] {
        assert_read(name, &ColumnMapping::troopdata(), name);
    }
}

#[test]
fn every_file_in_a_ready_layout_is_recognized() {
    let mut unknown = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "csv")
            && ColumnMapping::recognized(&fs::read(&path).unwrap()).is_none()
        {
            unknown.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    unknown.sort();
    assert_eq!(unknown, ["first_of_month", "isaf_names"]);
}

#[test]
fn a_spreadsheet_s_days_are_read_by_a_setting() {
    assert_read("date_11", &with_dates(DateForm::SpreadsheetDays), "date_11_spreadsheet_days");
}

#[test]
fn doubled_rows_are_kept_as_the_mapping_says() {
    for (on_conflict, answer) in [
        (OnConflict::Error, "taiwan"),
        (OnConflict::First, "taiwan_first"),
        (OnConflict::Last, "taiwan_last"),
        (OnConflict::Sum, "taiwan_sum"),
        (OnConflict::Maximum, "taiwan_first"),
    ] {
        let columns = ColumnMapping { on_conflict, ..ColumnMapping::troopdata() };
        assert_read("taiwan", &columns, answer);
    }
    let sum = ColumnMapping { on_conflict: OnConflict::Sum, ..ColumnMapping::un_contributors() };
    assert_read("un_both", &sum, "un_both_sum");
}

#[test]
fn names_and_separated_thousands_are_read() {
    let columns = ColumnMapping {
        numbers: NumberForm::CommaThousands,
        ..ColumnMapping::new(
            CountrySource::Name("Contributor".into()),
            CountrySource::Always(country("AFG")),
            DateSource::Year { year: "Year".into(), month: 11 },
            &["Troops"],
        )
    };
    assert_read("isaf_names", &columns, "isaf_names");
    let troopdata = |numbers| ColumnMapping { numbers, ..ColumnMapping::troopdata() };
    assert_read("thousands", &troopdata(NumberForm::CommaThousands), "thousands_comma");
    assert_read("nbsp_thousand", &troopdata(NumberForm::SpaceThousands), "thousands_comma");
}

#[test]
fn dates_on_the_first_mean_the_month_that_the_mapping_says() {
    assert_read("first_of_month", &by_day(), "first_of_month");
    let columns = ColumnMapping { days_count_as: DayCounting::MonthOfTheDay, ..by_day() };
    assert_read("first_of_month", &columns, "first_of_month_of_the_day");
}

#[test]
fn marks_and_words_are_read_by_settings() {
    let marks = ColumnMapping {
        marks: vec!["~".into(), "*".into()],
        missing: vec!["-".into()],
        ..ColumnMapping::troopdata()
    };
    assert_read("marks", &marks, "marks_read");
    let words = [("less than 50".to_owned(), Troops(25)), ("<5".to_owned(), Troops(2))];
    let words = ColumnMapping { words: words.into(), ..ColumnMapping::troopdata() };
    assert_read("words", &words, "words_read");
}

#[test]
fn codes_of_the_file_s_own_are_read_by_a_setting() {
    let countries = ["UNK", "KOS", "XKK", "RKS"].map(|code| (code.to_owned(), country("XKX")));
    let columns = ColumnMapping { countries: countries.into(), ..ColumnMapping::troopdata() };
    assert_read("kosovo", &columns, "kosovo_read");
}
