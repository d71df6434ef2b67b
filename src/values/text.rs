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

/// A whole number with a comma between thousands, as the crate's sentences and charts write numbers.
///
/// ```
/// use drawdown::values::grouped;
///
/// let (projected, observed) = (4_900_i64, 8_000);
/// assert_eq!(grouped(projected), "4,900");
/// assert_eq!(grouped(projected - observed), "-3,100");
/// ```
#[must_use]
pub fn grouped(number: impl Into<i128>) -> String {
    let number = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(1 + digits.len() + digits.len() / 3);
    if number < 0 {
        text.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things: "1 month", "1,200 months".
pub(crate) fn counted(number: impl Into<i128>, one: &str) -> String {
    let number = number.into();
    format!("{} {one}{}", grouped(number), if number == 1 { "" } else { "s" })
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

/// How many letters of a name are compared: names can be long and many, and the beginning is enough.
const COMPARED: usize = 24;

/// The candidate that was probably meant by a misspelt name, the first of equally near ones.
///
/// Only letters and digits count, and at most a third of them may be wrong.
///
/// ```
/// use drawdown::values::closest;
///
/// let variants = ["announced six months late", "no advisers stay"];
/// assert_eq!(closest("Announced Six Months late", variants), Some("announced six months late"));
/// assert_eq!(closest("airlift", variants), None);
/// ```
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = beginning(name);
    let limit = wanted.len() / 3;
    let distance = |candidate: &str| {
        let given = beginning(candidate);
        let is_near = !wanted.is_empty() && given.len().abs_diff(wanted.len()) <= limit;
        let distance = is_near.then(|| edit_distance(&wanted, &given, limit))??;
        Some((distance, letters(candidate) != letters(name)))
    };
    let near = candidates.into_iter().filter_map(|name| Some((distance(name)?, name)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The first [letters] of a text.
fn beginning(text: &str) -> Vec<char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.take(COMPARED).collect()
}

/// How many insertions, deletions, substitutions and swaps of neighbours turn one text into the other; `None` if there
/// are more than the limit. Both are beginnings.
fn edit_distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    // `rows[i % 3][j]` is the distance of the first `i` letters of `a` and the first `j` of `b`.
    let mut rows = [[0_usize; COMPARED + 1]; 3];
    for (j, distance) in rows[0].iter_mut().enumerate() {
        *distance = j;
    }
    for i in 1..=a.len() {
        let (before, own) = ((i - 1) % 3, i % 3);
        rows[own][0] = i;
        let mut nearest = i;
        for j in 1..=b.len() {
            let substituted = rows[before][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = substituted.min(rows[before][j] + 1).min(rows[own][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[(i - 2) % 3][j - 2] + 1);
            }
            rows[own][j] = least;
            nearest = nearest.min(least);
        }
        // No later row is nearer: the row before is within one of this one, and a swap from there costs one.
        if nearest > limit {
            return None;
        }
    }
    Some(rows[a.len() % 3][b.len()]).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_thousands_are_grouped() {
        let months = [0_u32, 1, 2, 1_200].map(|number| counted(number, "month"));
        assert_eq!(months, ["0 months", "1 month", "2 months", "1,200 months"]);
    }

    /// As the definition says, without a limit: a table of all distances.
    fn plain_distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let same = usize::from(a[i - 1] != b[j - 1]);
                    let least = (table[i - 1][j - 1] + same)
                        .min(table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1);
                    let swaps = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swaps { least.min(table[i - 2][j - 2] + 1) } else { least }
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn distances_up_to_the_limit_are_exact_and_others_are_none() {
        let mut state = 7_u32;
        let mut random = |most: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % most
        };
        for _ in 0..20_000 {
            let mut word = || -> Vec<char> {
                let length = random(9);
                (0..length)
                    .map(|_| char::from(b'a' + u8::try_from(random(3)).unwrap_or(0)))
                    .collect()
            };
            let (a, b) = (word(), word());
            let plain = plain_distance(&a, &b);
            for limit in 0..9 {
                let expected = (plain <= limit).then_some(plain);
                assert_eq!(edit_distance(&a, &b, limit), expected, "{a:?} {b:?} {limit}");
            }
        }
    }
}
