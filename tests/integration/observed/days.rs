//! Forms of days: what is read, and what is refused rather than guessed.

use drawdown::observed::{ColumnMapping, DateForm, DateSource, DayCounting, Note, OnConflict};

use super::{plain, read};

fn dated(form: DateForm) -> ColumnMapping {
    ColumnMapping { date: DateSource::Date { column: "date".into(), form }, ..plain() }
}

/// The only row of a file with this day, or why it is not used.
fn month_of(columns: &ColumnMapping, day: &str) -> String {
    let observed = read(&format!("from,to,date,n\nUSA,IRQ,\"{day}\",1\n"), columns);
    match (&observed.rows[..], &observed.left_out[..]) {
        ([row], []) => row.month.to_string(),
        ([], [report]) => report.why.to_string(),
        _ => panic!("{observed:?}"),
    }
}

#[test]
fn days_count_as_the_month_end_nearest_to_them() {
    for (day, expected) in [
        ("2024-06", "2024-06"),
        ("2024-06-30", "2024-06"),
        ("2024-06-15", "2024-05"),
        ("2024-06-16", "2024-06"),
        ("2024-07-01", "2024-06"),
        ("2024-06-30T00:00:00.000Z", "2024-06"),
        ("2024-06-30 00:00:00+00:00", "2024-06"),
        ("2024/06/30", "2024-06"),
        ("2024.6.30", "2024-06"),
        ("20240630", "2024-06"),
        ("30 June 2024", "2024-06"),
        ("30th June 2024", "2024-06"),
        ("30-Jun-24", "2024-06"),
        ("30-Jun-68", "1968-06"),
        ("30-Jun-29", "2029-06"),
        ("30-Jun-30", "1930-06"),
        ("30 Jun. 2024 00:00", "2024-06"),
        ("June 30, 2024", "2024-06"),
        ("2024-Jun-30", "2024-06"),
        ("June 2024", "2024-06"),
        ("JUN 2024", "2024-06"),
        ("2024 Sept", "2024-09"),
        ("Sep-24", "2024-09"),
        ("06/2024", "2024-06"),
        ("30/06/2024", "2024-06"),
        ("06/30/2024", "2024-06"),
        ("30.6.2024", "2024-06"),
    ] {
        assert_eq!(month_of(&dated(DateForm::Any), day), expected, "{day}");
    }
    let of_the_day = ColumnMapping { days_count_as: DayCounting::MonthOfTheDay, ..plain() };
    assert_eq!(month_of(&of_the_day, "2024-06-01"), "2024-06");
    assert_eq!(month_of(&of_the_day, "2024-06"), "2024-06");
}

#[test]
fn a_stated_form_is_the_only_one() {
    for (form, day, expected) in [
        (DateForm::DayMonthYear, "30/06/2024", "2024-06"),
        (DateForm::DayMonthYear, "05/11/2024", "2024-10"),
        (DateForm::DayMonthYear, "05-11-24", "2024-10"),
        (DateForm::MonthDayYear, "05/11/2024", "2024-04"),
        (DateForm::MonthDayYear, "06/30/2024 12:00:00 AM", "2024-06"),
        (DateForm::MonthDayYear, "6/30/24", "2024-06"),
        (DateForm::YearMonthDay, "202406", "2024-06"),
        (DateForm::SpreadsheetDays, "45473", "2024-06"),
        (DateForm::SpreadsheetDays, "45473.0", "2024-06"),
        (DateForm::SpreadsheetDays, "61", "1900-02"), // 1900-03-01
        (
            DateForm::MonthDayYear,
            "30/06/2024",
            r#""30/06/2024" is not a day between 1800-01-01 and 2999-12-31"#,
        ),
        (
            DateForm::DayMonthYear,
            "06/30/2024",
            r#""06/30/2024" is not a day between 1800-01-01 and 2999-12-31"#,
        ),
        (
            DateForm::DayMonthYear,
            "2024-06-30",
            r#""2024-06-30" is not a day or month; write 30/06/2024"#,
        ),
        (
            DateForm::DayMonthYear,
            "1/2/3/2024",
            r#""1/2/3/2024" is not a day or month; write 30/06/2024"#,
        ),
        // Nor is a month in the order of another form.
        (DateForm::MonthDayYear, "2024-06", r#""2024-06" is not a day or month; write 06/30/2024"#),
        (
            DateForm::YearMonthDay,
            "06-2024",
            r#""06-2024" is not a day or month; write 2024-06-30 or 2024-06"#,
        ),
        (DateForm::MonthDayYear, "45473", r#""45473" is not a day or month; write 06/30/2024"#),
        (
            DateForm::YearMonthDay,
            "30/06/2024",
            r#""30/06/2024" is not a day or month; write 2024-06-30 or 2024-06"#,
        ),
        (
            DateForm::SpreadsheetDays,
            "60",
            r#""60" is not a day or month; write a number of days such as 45473"#,
        ),
        (
            DateForm::SpreadsheetDays,
            "June",
            r#""June" is not a day or month; write a number of days such as 45473"#,
        ),
    ] {
        assert_eq!(month_of(&dated(form), day), expected, "{form:?} {day}");
    }
}

#[test]
fn a_day_that_could_be_another_is_not_guessed() {
    let either = |day: &str| {
        format!(
            "{day:?} may be day/month or month/day; set the form of the date, day_month_year or month_day_year"
        )
    };
    for day in ["05/06/2024", "5.6.2024", "31/03/12", "12/03/31"] {
        assert_eq!(month_of(&plain(), day), either(day), "{day}");
    }
    // 1 January and 1 January; 1/2 and 2/1 of 2024 count as January and December.
    assert_eq!(month_of(&plain(), "01/01/2024"), "2023-12");
    assert_eq!(month_of(&plain(), "01/02/2024"), either("01/02/2024"));
    let malformed = |day: &str| {
        format!("{day:?} is not a day or month; write 2024-06-30, 30 June 2024 or 2024-06")
    };
    for day in [
        "2024",
        "202406",
        "24-06",
        "Juin 2024",
        "March 31",
        "31 March",
        "30 June 24 x",
        "-2024-06-30",
        "2024-06-30-",
        "2024/06-30",
        "June",
        "1e5",
        "30062024x",
        "٣٠/06/2024",
    ] {
        assert_eq!(month_of(&plain(), day), malformed(day), "{day}");
    }
    for day in ["2024-06-31", "2024-13", "1800-01-03", "31 June 2024", "32/06/2024", "30062024"] {
        assert_eq!(
            month_of(&plain(), day),
            format!("{day:?} is not a day between 1800-01-01 and 2999-12-31"),
            "{day}"
        );
    }
    assert_eq!(
        month_of(&plain(), "45473"),
        r#""45473" may be a spreadsheet's day number; if so, set the form of the date to spreadsheet_days"#
    );
}

/// The whole column says in which order day and month stand, unless it says both.
#[test]
fn the_whole_column_decides_about_day_and_month() {
    let months = |days: &[&str]| {
        let rows: Vec<String> = days.iter().map(|day| format!("USA,IRQ,{day},1\n")).collect();
        let columns = ColumnMapping { on_conflict: OnConflict::First, ..plain() };
        let observed = read(&("from,to,date,n\n".to_owned() + &rows.concat()), &columns);
        let notes: Vec<String> = observed.notes.iter().map(ToString::to_string).collect();
        let months: Vec<String> = observed.rows.iter().map(|row| row.month.to_string()).collect();
        (months.join(" "), observed.left_out.len(), notes.join("; "))
    };
    let read_as = |order: &str| {
        format!("days are read as {order}, the only order that fits the whole column")
    };
    assert_eq!(
        months(&["05/11/2010", "30/11/2010", "01/02/2011"]),
        ("2010-10 2010-11 2011-01".into(), 0, read_as("day/month/year"))
    );
    assert_eq!(
        months(&["05/11/2010", "11/30/2010", "01/02/2011"]),
        ("2010-04 2010-11 2010-12".into(), 0, read_as("month/day/year"))
    );
    // Both: those that can be one day only are read.
    assert_eq!(
        months(&["05/11/2010", "30/10/2010", "11/30/2010"]),
        ("2010-10 2010-11".into(), 1, String::new())
    );
    assert_eq!(
        months(&["31-Mar-12", "30-Apr-68"]),
        (
            "2012-03 1968-04".into(),
            0,
            "years of two digits are 2000 to 2029 and 1930 to 1999".into()
        )
    );
}

#[test]
fn a_column_of_firsts_is_noted_and_no_other() {
    let is_noted = |days: [&str; 2]| {
        let [one, other] = days;
        let file = format!("from,to,date,n\nUSA,IRQ,{one},1\nGBR,IRQ,{other},1\n");
        read(&file, &plain()).notes.contains(&Note::AllOnTheFirst)
    };
    assert!(is_noted(["2008-01-01", "1 March 2008"]));
    assert!(is_noted(["2008-01-01", "unknown"]));
    assert!(is_noted(["2008-01-01", "2008-02"])); // a month is no day
    assert!(!is_noted(["2008-01-01", "2008-03-31"]));
    assert!(!is_noted(["2008-01", "2008-02"]));
}

#[test]
fn months_quarters_and_years() {
    let at = |date: DateSource, value: &str| {
        let file = format!("from,to,y,m,n\nUSA,IRQ,2024,{value},1\n");
        read(&file, &ColumnMapping { date, ..plain() }).rows[0].month.to_string()
    };
    let by_month = || DateSource::YearMonth { year: "y".into(), month: "m".into() };
    for (value, expected) in [
        ("1", "2024-01"),
        ("06", "2024-06"),
        ("12", "2024-12"),
        ("6.0", "2024-06"),
        ("June", "2024-06"),
        ("sep", "2024-09"),
        ("Sept.", "2024-09"),
        ("DECEMBER", "2024-12"),
        ("May", "2024-05"),
    ] {
        assert_eq!(at(by_month(), value), expected, "{value}");
    }
    let by_quarter = || DateSource::YearQuarter { year: "y".into(), quarter: "m".into() };
    for (value, expected) in
        [("1", "2024-03"), ("2", "2024-06"), ("Q3", "2024-09"), ("4", "2024-12")]
    {
        assert_eq!(at(by_quarter(), value), expected, "{value}");
    }
    assert_eq!(at(DateSource::Year { year: "y".into(), month: 9 }, "x"), "2024-09");
}
