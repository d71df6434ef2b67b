//! Forms of days, numbers and names: what is read, and what is refused rather than guessed.

use drawdown::observed::{
    ColumnMapping, CountrySource, DateForm, DateSource, DayCounting, NumberForm, Observed,
};
use drawdown::{Country, Troops};

use super::{country, plain, read};

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
        let columns =
            ColumnMapping { on_conflict: drawdown::observed::OnConflict::First, ..plain() };
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

/// What a mapping makes of a head-count.
fn count_of(numbers: NumberForm, value: &str) -> Result<Option<u32>, String> {
    let columns = ColumnMapping { numbers, ..plain() };
    let observed = read(&format!("from,to,date,n\nUSA,IRQ,2024-06,\"{value}\"\n"), &columns);
    match (&observed.rows[..], &observed.left_out[..]) {
        ([row], []) => Ok(row.strength.map(|Troops(n)| n)),
        ([], [report]) => Err(report.why.to_string()),
        _ => panic!("{observed:?}"),
    }
}

#[test]
fn whole_numbers_are_read_exactly_in_every_notation() {
    for (value, expected) in [
        ("0", 0),
        ("2500", 2_500),
        (" 2500 ", 2_500),
        ("002500", 2_500),
        ("2500.0", 2_500),
        ("2500.00", 2_500),
        ("1e+05", 100_000),
        ("1.5e3", 1_500),
        ("2.50E3", 2_500),
        ("0e0", 0),
        ("4294967295", u32::MAX),
    ] {
        assert_eq!(count_of(NumberForm::Digits, value), Ok(Some(expected)), "{value}");
    }
    for missing in ["NA", "", "N/A", "NaN", "NULL"] {
        assert_eq!(count_of(NumberForm::Digits, missing), Ok(None), "{missing}");
    }
}

#[test]
fn thousands_and_fractions_are_separated_as_the_mapping_says() {
    use NumberForm::{
        ApostropheThousands, CommaThousands, DecimalComma, Digits, PointThousands, SpaceThousands,
    };
    for (form, value, expected) in [
        (CommaThousands, "2,500", 2_500),
        (CommaThousands, "1,002,500.0", 1_002_500),
        (CommaThousands, "468", 468),
        (CommaThousands, "2500", 2_500),
        (PointThousands, "2.500", 2_500),
        (PointThousands, "2.500,00", 2_500),
        (DecimalComma, "2500,0", 2_500),
        (SpaceThousands, "2 500", 2_500),
        (SpaceThousands, "2\u{a0}500", 2_500),
        (SpaceThousands, "2\u{202f}500,0", 2_500),
        (ApostropheThousands, "2'500", 2_500),
        (ApostropheThousands, "2’500", 2_500),
        (DecimalComma, "1e+05", 100_000),
    ] {
        assert_eq!(count_of(form, value), Ok(Some(expected)), "{form:?} {value}");
    }
    // Never two: a form that would read it is named.
    for (form, value, other) in [
        (Digits, "2,500", "comma_thousands"),
        (Digits, "2.500", "point_thousands"),
        (Digits, "2.000", "point_thousands"),
        (CommaThousands, "2.000", "point_thousands"),
        (DecimalComma, "2,000", "comma_thousands"),
        (PointThousands, "2,000", "comma_thousands"),
        (Digits, "2\u{a0}500", "space_thousands"),
        (Digits, "2'500", "apostrophe_thousands"),
        (Digits, "2500,0", "point_thousands"),
        (PointThousands, "2500.0", "comma_thousands"),
    ] {
        let refused =
            format!("{value:?} may be a number in another form; if so, set numbers to {other}");
        assert_eq!(count_of(form, value), Err(refused), "{form:?} {value}");
    }
    for value in [
        "~2500",
        "2500+",
        "1e-3",
        "1e99",
        "1e400",
        "0x10",
        "٣",
        "1.",
        ".5",
        "1.05e1",
        "inf",
        "--",
        "+5",
        "-9",
        "2500.5",
        "2,50",
        "25,00,000",
        "2,,500",
        ",500",
        "about 900",
        "1,2345",
    ] {
        let refused = format!(
            "{value:?} is not a whole number of troops; write digits, or set marks or words"
        );
        for form in [Digits, CommaThousands, SpaceThousands] {
            assert_eq!(count_of(form, value), Err(refused.clone()), "{form:?} {value}");
        }
    }
    assert_eq!(
        count_of(Digits, "4294967296"),
        Err("more than 4294967295 troops; no contingent can be larger".into())
    );
}

#[test]
fn marks_stand_before_and_after_a_number() {
    let columns = ColumnMapping {
        marks: ["*", "~", "about", "(a)", ""].map(str::to_owned).to_vec(),
        words: [("nobody".to_owned(), Troops(0))].into(),
        ..plain()
    };
    for (value, expected) in
        [("~900", 900), ("About 900", 900), ("~ 900 (a)*", 900), ("900", 900), ("nobody", 0)]
    {
        let observed = read(&format!("from,to,date,n\nUSA,IRQ,2024-06,{value}\n"), &columns);
        assert_eq!(observed.rows[0].strength, Some(Troops(expected)), "{value}");
    }
    for value in ["900?", "*", "é900", "some"] {
        let observed = read(&format!("from,to,date,n\nUSA,IRQ,2024-06,{value}\n"), &columns);
        assert_eq!(observed.left_out.len(), 1, "{value}");
    }
}

/// The country of a name, or why there is none.
fn named(name: &str) -> Result<Country, String> {
    let columns = ColumnMapping { contributor: CountrySource::Name("from".into()), ..plain() };
    let observed = read(&format!("from,to,date,n\n\"{name}\",IRQ,2024-06,1\n"), &columns);
    match (&observed.rows[..], &observed.left_out[..]) {
        ([row], []) => Ok(row.contributor),
        ([], [report]) => Err(report.why.to_string()),
        _ => panic!("{observed:?}"),
    }
}

/// An independent list of the short names of ISO 3166-1.
#[test]
fn the_short_names_of_iso_3166_are_read() {
    for listed in rust_iso3166::ALL {
        let expected = country(listed.alpha3);
        match named(listed.name) {
            Ok(found) => assert_eq!(found, expected, "{}", listed.name),
            Err(why) => assert!(listed.name == "Congo", "{}: {why}", listed.name),
        }
        assert_eq!(named(listed.alpha3), Ok(expected));
        assert_eq!(named(expected.name()), Ok(expected));
    }
}

#[test]
fn common_and_older_names_are_read_however_they_are_written() {
    for (name, code) in [
        ("united states of AMERICA", "USA"),
        ("U.S.A.", "USA"),
        ("Britain", "GBR"),
        ("Cote d’Ivoire", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("Korea, Republic of", "KOR"),
        ("Republic of Korea", "KOR"),
        ("Korea, North", "PRK"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("Saint Kitts-Nevis", "KNA"),
        ("Turkiye", "TUR"),
        ("Tu\u{308}rkiye", "TUR"),
        ("DR Congo", "COD"),
        ("Congo, Democratic Republic of", "COD"),
        ("Congo, Republic of", "COG"),
        ("German Democratic Republic", "DDR"),
        ("German Federal Republic", "DEU"),
        ("Republic of Vietnam", "VNM"),
        ("Yemen Arab Republic", "YEM"),
        ("Yemen People's Republic", "YMD"),
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("Zaire", "ZAR"),
        ("Yugoslavia", "YUG"),
        ("Kosovo", "XKX"),
        ("Taiwan", "TWN"),
        ("Macedonia*", "MKD"),
        ("Bosnia", "BIH"),
        ("Sao Tome and Principe", "STP"),
        ("UAE", "ARE"),
    ] {
        assert_eq!(named(name), Ok(country(code)), "{name}");
    }
    for (name, expected) in [
        ("Congo", r#""Congo" may be COD or COG; say which in countries"#),
        ("Korea", r#""Korea" may be KOR or PRK; say which in countries"#),
        ("Afganistan", r#""Afganistan" is not a country; did you mean AFG (Afghanistan)?"#),
        ("Atlantis and Mu", r#""Atlantis and Mu" is not a country"#),
        ("UNK", r#""UNK" is not a country; did you mean XKX?"#),
        (
            "ROM",
            r#""ROM" is the withdrawn code of Romania; write ROU, or say what it means in countries"#,
        ),
    ] {
        assert_eq!(named(name), Err(expected.into()), "{name}");
    }
}

#[test]
fn a_mapping_is_read_from_toml_and_json() {
    let columns = ColumnMapping::un_contributors();
    let text = serde_json::to_string(&columns).unwrap();
    assert_eq!(serde_json::from_str::<ColumnMapping>(&text).unwrap(), columns);
    let short = "contributor = { code = \"from\" }\nhost = { code = \"to\" }\nstrength = [\"n\"]\n\
                 date = { date = { column = \"date\", form = \"any\" } }\n";
    assert_eq!(toml::from_str::<ColumnMapping>(short).unwrap(), plain());
    assert!(toml::from_str::<ColumnMapping>(&(short.to_owned() + "colour = 1\n")).is_err());
    let observed = Observed::from_csv(b"from,to,date,n\nUSA,IRQ,June,\n,,,\n", &plain()).unwrap();
    let json = serde_json::to_string(&observed).unwrap();
    assert_eq!(serde_json::from_str::<Observed>(&json).unwrap(), observed);
}
