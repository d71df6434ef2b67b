//! Text helpers: excerpts for messages, numbers for readers, and the nearest known name.

/// The beginning of an untrusted text, short enough for a message.
pub(crate) fn excerpt(text: &str) -> String {
    truncated(text, 40)
}

/// A text of at most `length` characters, and `…` where there are more.
pub(crate) fn truncated(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The value of exactly `count` decimal digits.
pub(crate) fn digits(text: &str, count: usize) -> Option<u32> {
    let is_number = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// The digits of a number with a comma between thousands.
pub(crate) fn grouped(number: impl Into<u128>) -> String {
    let digits = number.into().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The months of a year by name.
pub(crate) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The letters and digits of a text in lower case: "U.S.A." is "usa", "South-Korea" is "southkorea".
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The candidate that was probably meant by a misspelt name, the first of equally near ones.
///
/// Only letters and digits count, and at most a third of them may be wrong.
pub(crate) fn closest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Names can be long and many; the beginning is enough to measure a distance.
    let beginning = |letters: &str| letters.chars().take(24).collect::<Vec<_>>();
    let name = letters(name);
    let wanted = beginning(&name);
    let limit = wanted.len() / 3;
    let distance = |candidate: &&str| {
        let candidate = letters(candidate);
        let given = beginning(&candidate);
        let is_near = !name.is_empty() && given.len().abs_diff(wanted.len()) <= limit;
        let distance = is_near.then(|| edit_distance(&wanted, &given))?;
        (distance <= limit).then_some((distance, candidate != name))
    };
    let near = candidates.into_iter().filter_map(|name| Some((distance(&name)?, name)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// How many insertions, deletions, substitutions and swaps of neighbours turn one text into the other.
fn edit_distance(a: &[char], b: &[char]) -> usize {
    // `distance[at(i, j)]` is that of the first `i` letters of `a` and the first `j` of `b`.
    let at = |i, j| i * (b.len() + 1) + j;
    let mut distance: Vec<usize> = (0..=at(a.len(), b.len())).collect();
    for i in 1..=a.len() {
        distance[at(i, 0)] = i;
        for j in 1..=b.len() {
            let substituted = distance[at(i - 1, j - 1)] + usize::from(a[i - 1] != b[j - 1]);
            let mut least =
                substituted.min(distance[at(i - 1, j)] + 1).min(distance[at(i, j - 1)] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(distance[at(i - 2, j - 2)] + 1);
            }
            distance[at(i, j)] = least;
        }
    }
    distance[at(a.len(), b.len())]
}
