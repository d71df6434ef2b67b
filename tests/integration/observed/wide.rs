//! Wide tables: a column for each month, or for each country.

use drawdown::observed::{ColumnMapping, CountrySource, DateForm, DateSource};

use super::{country, left_out, plain, read, shown};

fn notes(observed: &drawdown::observed::Observed) -> Vec<String> {
    observed.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_column_for_each_month() {
    let columns = ColumnMapping::new(
        CountrySource::Name("Country".into()),
        CountrySource::Always(country("AFG")),
        DateSource::ColumnNames(DateForm::Any),
        &[],
    );
    let file = "Country,Dec-09,30 June 2010,2010-12,Remarks\n\
                Germany,4280,4665,,none\n\
                Atlantis,1,2,3,\n\
                Poland,2140,~2500,2417,\n\
                Total,6420,7165,2417,\n";
    let observed = read(file, &columns);
    let rows: Vec<String> = observed
        .rows
        .iter()
        .map(|row| {
            let strength = row.strength.map_or("?".into(), |strength| strength.to_string());
            format!("{} {} {strength} {}", row.month, row.contributor, row.line)
        })
        .collect();
    assert_eq!(
        rows,
        [
            "2009-12 DEU 4280 2",
            "2010-06 DEU 4665 2",
            "2010-12 DEU ? 2",
            "2009-12 POL 2140 4",
            "2010-12 POL 2417 4",
        ]
    );
    assert_eq!(
        left_out(&observed),
        [
            "line 3, Country: \"Atlantis\" is not a country",
            "line 4, 30 June 2010: \"~2500\" is not a whole number of troops; write digits, or set marks or words",
            "line 5: a total; it is not used",
        ]
    );
    assert_eq!(
        notes(&observed),
        [
            "the column \"Remarks\" is not read",
            "years of two digits are 2000 to 2029 and 1930 to 1999"
        ]
    );
    assert_eq!((observed.counts.used, observed.counts.left_out), (2, 2));
}

#[test]
fn the_months_of_columns_are_read_together() {
    let columns =
        ColumnMapping { date: DateSource::ColumnNames(DateForm::Any), strength: vec![], ..plain() };
    let observed = read("from,to,05/11/2010,30/11/2010\nUSA,IRQ,49000,47000\n", &columns);
    assert_eq!(shown(&observed.rows), ["2010-10 IRQ 49000 2", "2010-11 IRQ 47000 2"]);
    let first = read("from,to,2010-11-01,2010-12-01\nUSA,IRQ,49000,47000\n", &columns);
    assert_eq!(shown(&first.rows), ["2010-10 IRQ 49000 2", "2010-11 IRQ 47000 2"]);
    assert_eq!(
        notes(&first),
        [
            "every day is the first of a month and counts as the end of the month before; if it stands for its own month, set days_count_as to month_of_the_day"
        ]
    );
}

#[test]
fn a_column_for_each_country() {
    let columns = ColumnMapping {
        host: CountrySource::ColumnNames,
        contributor: CountrySource::Always(country("USA")),
        strength: vec![],
        ..plain()
    };
    let file =
        "date;Iraq;SYR;Others;Kuwait\n2024-06;2500;900;5;13500\nno day;1;2;3;4\n2024-07;;;;\n";
    let observed = read(file, &columns);
    assert_eq!(
        shown(&observed.rows),
        [
            "2024-06 IRQ 2500 2",
            "2024-06 SYR 900 2",
            "2024-06 KWT 13500 2",
            "2024-07 IRQ ? 4",
            "2024-07 SYR ? 4",
            "2024-07 KWT ? 4"
        ]
    );
    assert_eq!(
        left_out(&observed),
        [
            "line 3, date: \"no day\" is not a day or month; write 2024-06-30, 30 June 2024 or 2024-06"
        ]
    );
    assert_eq!(
        notes(&observed),
        ["fields are separated by semicolons", "the column \"Others\" is not read"]
    );
}
