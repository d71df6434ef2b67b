//! What state numbers, missions of the United Nations, names and withdrawn codes stand for.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use crate::values::country::Country;
use crate::values::year_month::YearMonth;

const COW_STATES: &str = include_str!("cow_states.csv");
const UN_MISSIONS: &str = include_str!("un_missions.csv");
const COUNTRY_NAMES: &str = include_str!("country_names.csv");
const WITHDRAWN_CODES: &str = include_str!("withdrawn_codes.csv");

/// A country that a state number stands for, and from which month on.
type Since = (Option<YearMonth>, Country);

/// The countries that a Correlates-of-War state number has stood for, the earliest first; none for an
/// unknown number.
pub(crate) fn countries(number: u32) -> impl Iterator<Item = Country> {
    states(number).iter().map(|(_, country)| *country)
}

/// The country that a Correlates-of-War state number stands for at the end of a month.
pub(crate) fn country_at(number: u32, month: YearMonth) -> Option<Country> {
    let mut begun =
        states(number).iter().filter(|(since, _)| since.is_none_or(|since| since <= month));
    begun.next_back().map(|(_, country)| *country)
}

fn states(number: u32) -> &'static [Since] {
    static STATES: LazyLock<BTreeMap<u32, Vec<Since>>> = LazyLock::new(|| {
        let mut states: BTreeMap<u32, Vec<Since>> = BTreeMap::new();
        for (number, country, since) in rows(COW_STATES).flatten() {
            states.entry(number).or_default().push((since, country));
        }
        states
    });
    STATES.get(&number).map_or(&[], Vec::as_slice)
}

/// The host of each mission of the United Nations that has one host.
pub(crate) fn un_missions() -> BTreeMap<String, Country> {
    rows(UN_MISSIONS).flatten().collect()
}

/// The countries that go by a name, however it is written.
pub(crate) fn named(name: &str) -> &'static [Country] {
    static NAMES: LazyLock<HashMap<String, Vec<Country>>> = LazyLock::new(|| {
        let mut names: HashMap<String, Vec<Country>> = HashMap::new();
        let listed = rows::<(String, Country)>(COUNTRY_NAMES).flatten();
        let known = Country::all().map(|country| (country.name().to_owned(), country));
        for (name, country) in known.chain(listed) {
            let countries = names.entry(plain_name(&name)).or_default();
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        names
    });
    NAMES.get(&plain_name(name)).map_or(&[], Vec::as_slice)
}

/// What a withdrawn alpha-3 code stood for, and the countries that have taken its place.
pub(crate) fn withdrawn(code: &str) -> Option<(String, Vec<Country>)> {
    let mut listed = rows::<(String, String, String)>(WITHDRAWN_CODES).flatten();
    let (_, name, codes) = listed.find(|(withdrawn, ..)| withdrawn == code)?;
    Some((name, codes.split(' ').filter_map(Country::new).collect()))
}

/// The words of a name, without accents, case, punctuation, small words and order: "Korea (the
/// Republic of)" and "Republic of Korea" are alike.
fn plain_name(name: &str) -> String {
    let letters = name.to_lowercase().replace(['\'', '’', '`'], "");
    let letters: String = letters.chars().filter_map(without_accent).collect();
    let mut words: Vec<&str> = letters
        .split(|c: char| !c.is_alphanumeric())
        .map(whole_word)
        .filter(|word| !matches!(*word, "" | "the" | "of" | "and"))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

fn whole_word(word: &str) -> &str {
    match word {
        "st" => "saint",
        "is" => "islands",
        "rep" => "republic",
        "dem" => "democratic",
        "fed" => "federal",
        word => word,
    }
}

/// A lower-case letter of a country's name without its accent; `None` for an accent that stands alone.
fn without_accent(letter: char) -> Option<char> {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => Some('a'),
        'ç' | 'ć' | 'č' => Some('c'),
        'è'..='ë' | 'ē' | 'ę' | 'ě' => Some('e'),
        'ì'..='ï' | 'ī' | 'ı' => Some('i'),
        'ñ' | 'ń' => Some('n'),
        'ò'..='ö' | 'ø' | 'ō' => Some('o'),
        'ù'..='ü' | 'ū' | 'ů' => Some('u'),
        'ý' | 'ÿ' => Some('y'),
        'š' | 'ş' => Some('s'),
        'ž' => Some('z'),
        '\u{300}'..='\u{36f}' => None,
        letter => Some(letter),
    }
}

/// The rows of a data file, whose comments begin with `#`.
fn rows<R: DeserializeOwned + 'static>(file: &'static str) -> impl Iterator<Item = csv::Result<R>> {
    let reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    reader.into_deserialize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_parse_and_are_sorted() {
        let states: csv::Result<Vec<(u32, Country, Option<YearMonth>)>> =
            rows(COW_STATES).collect();
        assert!(
            states.is_ok_and(|rows| rows.is_sorted_by(|a, b| a.0 < b.0 || a.0 == b.0 && a.2 < b.2))
        );
        let missions: csv::Result<Vec<(String, Country)>> = rows(UN_MISSIONS).collect();
        assert!(missions.is_ok_and(|rows| rows.is_sorted_by(|a, b| a.0 < b.0)));
        let names: csv::Result<Vec<(String, Country)>> = rows(COUNTRY_NAMES).collect();
        assert!(names.is_ok_and(|rows| rows.is_sorted_by(|a, b| a < b)));
        let codes: csv::Result<Vec<(String, String, String)>> = rows(WITHDRAWN_CODES).collect();
        assert!(codes.is_ok_and(|rows| {
            let known = |codes: &str| codes.split(' ').all(|code| Country::new(code).is_some());
            rows.is_sorted_by(|a, b| a.0 < b.0)
                && rows.iter().all(|(code, _, codes)| Country::new(code).is_none() && known(codes))
        }));
    }
}
