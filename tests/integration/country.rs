//! Country codes: which exist, their names, and the suggestions for other texts.

use std::collections::BTreeMap;

use drawdown::Country;
use drawdown::error::ParseCountryError;

#[track_caller]
fn country(code: &str) -> Country {
    code.parse().unwrap()
}

#[track_caller]
fn error(code: &str) -> ParseCountryError {
    code.parse::<Country>().unwrap_err()
}

#[track_caller]
fn assert_suggests(code: &str, given: &[&str]) {
    for given in given {
        let suggestion = error(given).suggestion;
        assert_eq!(suggestion, Some(country(code)), "for {given:?}");
    }
}

/// Every code there is, found by trying all of `AAA` to `ZZZ`.
fn all() -> Vec<Country> {
    let letters = || b'A'..=b'Z';
    letters()
        .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])))
        .filter_map(|code| Country::new(str::from_utf8(&code).unwrap()))
        .collect()
}

fn is_user_assigned(code: &str) -> bool {
    ["AAA"..="AAZ", "QMA"..="QZZ", "XAA"..="XZZ", "ZZA"..="ZZZ"]
        .iter()
        .any(|range| range.contains(&code))
}

#[test]
fn codes_are_assigned_withdrawn_or_user_assigned() {
    let (user_assigned, named): (Vec<_>, Vec<_>) =
        all().into_iter().partition(|country| is_user_assigned(country.code()));

    assert_eq!(named.len(), 249 + 8);
    assert_eq!(user_assigned.len(), 26 + 14 * 26 + 26 * 26 + 26);
}

#[test]
fn assigned_codes_are_those_of_another_list() {
    let mut theirs = rust_iso3166::ALL_ALPHA3.to_vec();
    theirs.extend(["CSK", "DDR", "SCG", "SUN", "VDR", "YMD", "YUG", "ZAR"]);
    theirs.sort_unstable();

    let all = all();
    let ours: Vec<&str> =
        all.iter().map(Country::code).filter(|code| !is_user_assigned(code)).collect();

    assert_eq!(ours, theirs);
}

#[test]
fn alpha_2_codes_are_those_of_another_list() {
    for theirs in rust_iso3166::ALL {
        assert_suggests(theirs.alpha3, &[theirs.alpha2]);
    }
}

#[test]
fn most_names_begin_like_those_of_another_list() {
    let differing: Vec<&str> = rust_iso3166::ALL
        .iter()
        .filter(|theirs| !theirs.name.starts_with(country(theirs.alpha3).name()))
        .map(|theirs| theirs.alpha3)
        .collect();

    // Each of these is meant: a name readers know better, or the standard's turned round.
    assert_eq!(
        differing.join(" "),
        "BES CPV COG COD CIV VAT PRK KOR LAO PCN STP TLS TUR VNM VGB VIR"
    );
}

#[test]
fn names_are_unique() {
    let mut codes = BTreeMap::new();
    let all = all();
    for country in &all {
        if let Some(other) = codes.insert(country.name(), country) {
            panic!("{country} and {other} are both called {}", country.name());
        }
    }
}

#[test]
fn names_are_those_readers_know() {
    for (code, name) in [
        ("AFG", "Afghanistan"),
        ("GBR", "United Kingdom"),
        ("IRN", "Iran"),
        ("IRQ", "Iraq"),
        ("KOR", "South Korea"),
        ("RUS", "Russia"),
        ("SYR", "Syria"),
        ("USA", "United States"),
        ("VNM", "Vietnam"),
        ("CSK", "Czechoslovakia"),
        ("DDR", "East Germany"),
        ("SCG", "Serbia and Montenegro"),
        ("SUN", "Soviet Union"),
        ("VDR", "North Vietnam"),
        ("YMD", "South Yemen"),
        ("YUG", "Yugoslavia"),
        ("ZAR", "Zaire"),
        ("AAA", "AAA"),
        ("QMZ", "QMZ"),
        ("XKX", "XKX"),
        ("ZZZ", "ZZZ"),
    ] {
        assert_eq!(country(code).name(), name);
    }
}

#[test]
fn codes_just_outside_the_user_assigned_ranges_are_none() {
    for code in ["ABA", "QLZ", "QMa", "Q[A", "WZZ", "YAA", "ZYZ", "ZZ[", "ZZ@"] {
        assert_eq!(Country::new(code), None, "{code}");
    }
}

#[test]
fn literals_are_checked_by_the_compiler() {
    const IRAQ: Country = Country::new("IRQ").expect("an assigned code");
    const NONE: Option<Country> = Country::new("IRK");

    assert_eq!(IRAQ, country("IRQ"));
    assert_eq!(NONE, None);
}

#[test]
fn every_code_round_trips() {
    for country in all() {
        assert_eq!(country.to_string().parse(), Ok(country));
        assert_eq!(country.to_string(), country.code());

        let json = serde_json::to_string(&country).unwrap();
        assert_eq!(json, format!("\"{country}\""));
        assert_eq!(serde_json::from_str::<Country>(&json).unwrap(), country, "{json}");
    }
}

#[test]
fn countries_order_by_code() {
    let all = all();
    assert!(all.is_sorted_by(|a, b| a < b && a.code() < b.code()));
}

#[test]
fn display_heeds_width() {
    let iraq = country("IRQ");
    assert_eq!(format!("{iraq:<5}|{iraq:>5}|{iraq:-^7}"), "IRQ  |  IRQ|--IRQ--");
}

#[test]
fn debug_names_the_code() {
    assert_eq!(format!("{:?}", Some(country("IRQ"))), "Some(Country(IRQ))");
}

#[test]
fn countries_can_be_json_keys_and_hold_escapes() {
    let json = r#"{"IRQ":49700,"\u0041FG":102500}"#;
    let strengths: BTreeMap<Country, u32> = serde_json::from_str(json).unwrap();

    assert_eq!(serde_json::to_string(&strengths).unwrap(), r#"{"AFG":102500,"IRQ":49700}"#);
}

#[test]
fn messages() {
    for (code, message) in [
        ("IRK", r#""IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#),
        ("irq", r#""irq" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#),
        (
            "UK",
            r#""UK" is not an ISO 3166-1 alpha-3 country code; did you mean GBR (United Kingdom)?"#,
        ),
        ("Kosovo", r#""Kosovo" is not an ISO 3166-1 alpha-3 country code; did you mean XKX?"#),
        (
            "Mordor",
            r#""Mordor" is not an ISO 3166-1 alpha-3 country code; a code is three capital letters, such as IRQ for Iraq"#,
        ),
        (
            "",
            r#""" is not an ISO 3166-1 alpha-3 country code; a code is three capital letters, such as IRQ for Iraq"#,
        ),
        (
            "\"\n",
            r#""\"\n" is not an ISO 3166-1 alpha-3 country code; a code is three capital letters, such as IRQ for Iraq"#,
        ),
    ] {
        assert_eq!(error(code).to_string(), message);
    }
}

#[test]
fn messages_through_serde() {
    for (json, message) in [
        (
            r#""IRK""#,
            r#""IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)? at line 1 column 5"#,
        ),
        (
            "368",
            r#"invalid value: integer `368`, expected an ISO 3166-1 alpha-3 country code such as "IRQ" at line 1 column 3"#,
        ),
    ] {
        let error = serde_json::from_str::<Country>(json).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn suggests_the_code_in_another_case_or_spacing() {
    assert_suggests("IRQ", &["irq", "Irq", " IRQ", "IRQ\n", "I.R.Q."]);
    assert_suggests("XKX", &["xkx"]);
    assert_suggests("USA", &["usa", "U.S.A.", "u.s.a."]);
}

#[test]
fn suggests_the_code_of_a_name() {
    assert_suggests("IRQ", &["Iraq", "IRAQ", "iraq", "Iraqi"]);
    assert_suggests("KOR", &["South Korea", "south-korea", "Korea"]);
    assert_suggests("VNM", &["Vietnam", "Viet Nam", "South Vietnam", "Viet-Nam"]);
    assert_suggests("SYR", &["Syrian Arab Republic"]);
    assert_suggests("IRN", &["Iran (Islamic Republic of)"]);
    assert_suggests("RUS", &["Russian Federation"]);
    assert_suggests("USA", &["United States of America", "US", "U.S."]);
    assert_suggests("NER", &["Niger"]);
    assert_suggests("NGA", &["Nigeria", "Nigerian"]);
    assert_suggests("SUN", &["Soviet Union", "Soviet", "USSR"]);
    assert_suggests("CIV", &["Ivory Coast", "Côte d'Ivoire", "CÔTE D’IVOIRE"]);
    assert_suggests("BIH", &["Bosnia"]);
}

#[test]
fn suggests_the_code_of_a_misspelt_name() {
    assert_suggests("AFG", &["Afganistan", "Afghansitan", "Afghanistann"]);
    assert_suggests("GNB", &["Guinea Bisau"]);
    assert_suggests("KGZ", &["Kirgizstan"]);
}

#[test]
fn suggests_the_code_for_another_well_known_one() {
    assert_suggests("GBR", &["UK", "U.K.", "uk", "GB"]);
    assert_suggests("DEU", &["GER", "DE", "FRG"]);
    assert_suggests("DDR", &["GDR"]);
    assert_suggests("NLD", &["NED", "NL"]);
    assert_suggests("DNK", &["DEN", "DK"]);
    assert_suggests("ARE", &["UAE"]);
    assert_suggests("SAU", &["KSA"]);
    assert_suggests("CHE", &["SUI"]);
    assert_suggests("PRT", &["POR"]);
    assert_suggests("BGR", &["BUL"]);
    assert_suggests("GRC", &["GRE"]);
}

#[test]
fn suggests_the_likeliest_slip() {
    assert_suggests("IRQ", &["IRK", "IRC", "IRG", "IRQQ", "RIQ"]);
    assert_suggests("SYR", &["SYA", "SIR", "SYRR"]);
    assert_suggests("AFG", &["AFH", "AFGH", "AGF", "APG"]);
    assert_suggests("USA", &["USM", "UZA"]);
    assert_suggests("IRN", &["IRA"]);
}

#[test]
fn suggests_nothing_for_what_is_like_no_country() {
    for given in ["", " ", "Q", "UN", "EU", "NATO", "Mordor", "368", "\u{0}", "🇮🇶", "ＩＲＱ"]
    {
        assert_eq!(error(given).suggestion, None, "for {given:?}");
    }
}

#[test]
fn long_texts_are_cut_and_not_guessed_at() {
    let forty = "ö".repeat(40);
    assert_eq!(error(&forty).value, forty);
    assert_eq!(error(&format!("{forty}x")).value, format!("{forty}…"));

    let megabytes = "Iraq ".repeat(1_000_000);
    let error = error(&megabytes);
    assert_eq!(error.value, format!("{}…", "Iraq ".repeat(8)));
    assert_eq!(error.suggestion, None);
}
