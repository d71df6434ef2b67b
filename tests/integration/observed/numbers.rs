//! Forms of head-counts: what is read, and what is refused rather than guessed.

use drawdown::Troops;
use drawdown::observed::{ColumnMapping, NumberForm};

use super::{plain, read};

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
        ("1.00000000000000000000e0", 1), // twenty zeros
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
        "1.e1",
        ".5e1",
        "1.000000000000000000000e0", // twenty-one zeros
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
