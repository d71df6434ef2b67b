//! Which country a state number or a mission of the United Nations stands for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use crate::values::country::Country;

const COW_STATES: &str = include_str!("cow_states.csv");
const UN_MISSIONS: &str = include_str!("un_missions.csv");

/// The countries that a Correlates-of-War state number has stood for, the earliest first; none for an
/// unknown number.
pub(crate) fn countries(number: u32) -> &'static [Country] {
    static STATES: LazyLock<BTreeMap<u32, Vec<Country>>> = LazyLock::new(|| {
        let mut states: BTreeMap<u32, Vec<Country>> = BTreeMap::new();
        for (number, country) in rows(COW_STATES).flatten() {
            states.entry(number).or_default().push(country);
        }
        states
    });
    STATES.get(&number).map_or(&[], Vec::as_slice)
}

/// The host of each mission of the United Nations that has one host.
pub(crate) fn un_missions() -> BTreeMap<String, Country> {
    rows(UN_MISSIONS).flatten().collect()
}

/// The rows of a data file, whose comments begin with `#`.
fn rows<K: DeserializeOwned + 'static>(
    file: &'static str,
) -> impl Iterator<Item = csv::Result<(K, Country)>> {
    let reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    reader.into_deserialize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_parse_and_are_sorted() {
        let states: csv::Result<Vec<(u32, Country)>> = rows(COW_STATES).collect();
        assert!(states.is_ok_and(|rows| rows.is_sorted_by(|a, b| a.0 <= b.0 && a != b)));
        let missions: csv::Result<Vec<(String, Country)>> = rows(UN_MISSIONS).collect();
        assert!(missions.is_ok_and(|rows| rows.is_sorted_by(|a, b| a.0 < b.0)));
    }
}
