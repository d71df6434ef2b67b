//! Lists of values by key, in the order in which the keys first come.

/// The value of a key in the list; a key that is not there is added at its end.
pub(crate) fn entry<K: PartialEq, V: Default>(list: &mut Vec<(K, V)>, key: K) -> &mut V {
    let known = list.iter().position(|(other, _)| *other == key);
    let index = known.unwrap_or_else(|| {
        list.push((key, V::default()));
        list.len() - 1
    });
    &mut list[index].1
}
