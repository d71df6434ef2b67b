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

/// The states of the Correlates of War's list of the system since 1900, by their names there. Two of them
/// have names that two countries go by.
#[test]
fn the_names_of_the_correlates_of_war_are_read() {
    let states = "United States of America;Canada;Bahamas;Cuba;Haiti;Dominican Republic;Jamaica;Trinidad and \
        Tobago;Barbados;Dominica;Grenada;St. Lucia;St. Vincent and the Grenadines;Antigua & Barbuda;St. Kitts and \
        Nevis;Mexico;Belize;Guatemala;Honduras;El Salvador;Nicaragua;Costa Rica;Panama;Colombia;Venezuela;Guyana;\
        Suriname;Ecuador;Peru;Brazil;Bolivia;Paraguay;Chile;Argentina;Uruguay;United Kingdom;Ireland;Netherlands;\
        Belgium;Luxembourg;France;Monaco;Liechtenstein;Switzerland;Spain;Andorra;Portugal;Germany;German Federal \
        Republic;German Democratic Republic;Poland;Austria;Hungary;Czechoslovakia;Czech Republic;Slovakia;Italy;San \
        Marino;Malta;Albania;Montenegro;Macedonia;Croatia;Yugoslavia;Bosnia and Herzegovina;Kosovo;Slovenia;Greece;\
        Cyprus;Bulgaria;Moldova;Romania;Russia;Estonia;Latvia;Lithuania;Ukraine;Belarus;Armenia;Georgia;Azerbaijan;\
        Finland;Sweden;Norway;Denmark;Iceland;Cape Verde;Sao Tome and Principe;Guinea-Bissau;Equatorial Guinea;\
        Gambia;Mali;Senegal;Benin;Mauritania;Niger;Ivory Coast;Guinea;Burkina Faso;Liberia;Sierra Leone;Ghana;Togo;\
        Cameroon;Nigeria;Gabon;Central African Republic;Chad;Democratic Republic of the Congo;Uganda;Kenya;Tanzania;\
        Burundi;Rwanda;Somalia;Djibouti;Ethiopia;Eritrea;Angola;Mozambique;Zambia;Zimbabwe;Malawi;South Africa;\
        Namibia;Lesotho;Botswana;Swaziland;Madagascar;Comoros;Mauritius;Seychelles;Morocco;Algeria;Tunisia;Libya;\
        Sudan;South Sudan;Iran;Turkey;Iraq;Egypt;Syria;Lebanon;Jordan;Israel;Saudi Arabia;Yemen Arab Republic;Yemen;\
        Yemen People's Republic;Kuwait;Bahrain;Qatar;United Arab Emirates;Oman;Afghanistan;Turkmenistan;Tajikistan;\
        Kyrgyzstan;Uzbekistan;Kazakhstan;China;Mongolia;Taiwan;North Korea;South Korea;Japan;India;Bhutan;Pakistan;\
        Bangladesh;Myanmar;Sri Lanka;Maldives;Nepal;Thailand;Cambodia;Laos;Vietnam;Republic of Vietnam;Malaysia;\
        Singapore;Brunei;Philippines;Indonesia;East Timor;Australia;Papua New Guinea;New Zealand;Vanuatu;Solomon \
        Islands;Kiribati;Tuvalu;Fiji;Tonga;Nauru;Marshall Islands;Palau;Federated States of Micronesia;Samoa";
    let unknown: Vec<_> = states.split(';').filter_map(|name| named(name).err()).collect();
    assert_eq!(unknown, Vec::<String>::new());
    assert!(named("Congo").is_err() && named("Korea").is_err());
}
