//! Names of countries, held against an independent list.

use drawdown::Country;
use drawdown::observed::{ColumnMapping, CountrySource};

use super::{country, plain, read};

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
