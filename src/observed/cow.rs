//! Correlates-of-War state numbers.

mod states;

use states::STATES;

use crate::values::country::Country;

/// The countries that a number has stood for, the earliest first; none for a number that is not
/// the project's.
pub(crate) fn countries(number: u32) -> Vec<Country> {
    let state = u16::try_from(number)
        .ok()
        .and_then(|number| STATES.binary_search_by_key(&number, |(number, _)| *number).ok());
    let codes = state.map_or(&[][..], |i| STATES[i].1);
    codes.iter().filter_map(|code| Country::new(code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_order_and_every_code_is_a_country() {
        assert!(STATES.is_sorted_by(|a, b| a.0 < b.0));
        for (number, codes) in STATES {
            assert_eq!(countries(u32::from(*number)).len(), codes.len(), "{number}");
        }
    }
}
