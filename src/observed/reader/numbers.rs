//! Head-counts and other numbers as files hold them (rules#observed-numbers).

use crate::observed::mapping::{ColumnMapping, NumberForm};
use crate::observed::skipped::SkipReason;
use crate::values::text::excerpt;
use crate::values::year_month::YearMonth;

/// A head-count in the mapping's form, its words and marks included.
pub(super) fn head_count(text: &str, columns: &ColumnMapping) -> Result<u64, SkipReason> {
    if let Some(troops) = columns.words.get(text) {
        return Ok(u64::from(*troops));
    }
    let bare = without_marks(text, &columns.marks);
    match in_form(bare, columns.numbers) {
        Some(count) if count <= u32::MAX.into() => Ok(count),
        Some(_) => Err(SkipReason::TooMany),
        None => Err(no_head_count(bare)),
    }
}

/// What may be wrong: the first form that would read it, or none.
fn no_head_count(text: &str) -> SkipReason {
    let value = excerpt(text);
    let forms = [
        NumberForm::CommaThousands,
        NumberForm::PointThousands,
        NumberForm::SpaceThousands,
        NumberForm::ApostropheThousands,
        NumberForm::DecimalComma,
        NumberForm::Digits,
    ];
    match forms.into_iter().find(|form| in_form(text, *form).is_some()) {
        Some(form) => SkipReason::OtherForm { value, form },
        None => SkipReason::NotWhole { value },
    }
}

/// A text without the marks at its beginning and end; case is ignored.
fn without_marks<'t>(text: &'t str, marks: &[String]) -> &'t str {
    let mut bare = text.trim();
    let marks = || marks.iter().map(|mark| mark.trim()).filter(|mark| !mark.is_empty());
    while let Some(rest) = marks().find_map(|mark| without_mark(bare, mark)) {
        bare = rest.trim();
    }
    bare
}

fn without_mark<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let is_mark = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(mark));
    if is_mark(text.get(..mark.len())) {
        return text.get(mark.len()..);
    }
    let end = text.len().checked_sub(mark.len())?;
    is_mark(text.get(end..)).then(|| text.get(..end)).flatten()
}

/// What separates thousands, and what stands before a fraction.
const fn separators(form: NumberForm) -> (&'static [char], &'static [char]) {
    match form {
        NumberForm::Digits => (&[], &['.']),
        NumberForm::DecimalComma => (&[], &[',']),
        NumberForm::CommaThousands => (&[','], &['.']),
        NumberForm::PointThousands => (&['.'], &[',']),
        NumberForm::SpaceThousands => (&[' ', '\u{a0}', '\u{202f}', '\u{2009}'], &['.', ',']),
        NumberForm::ApostropheThousands => (&['\'', '’'], &['.']),
    }
}

fn in_form(text: &str, form: NumberForm) -> Option<u64> {
    if text.contains(['e', 'E']) {
        return whole_number(text);
    }
    let (thousands, points) = separators(form);
    let (whole, fraction) = text.rsplit_once(points).unwrap_or((text, "0"));
    let is_grouped = whole.contains(thousands);
    // "2.000" is two, or two thousand in another form.
    if !is_grouped && fraction.len() == 3 {
        return None;
    }
    let is_zero = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
    let digits = if is_grouped { without_groups(whole, thousands)? } else { whole.to_owned() };
    number_of_digits(&digits).filter(|_| is_zero)
}

/// The digits of groups of three, of which the first may be shorter.
fn without_groups(text: &str, separators: &[char]) -> Option<String> {
    let mut groups = text.split(separators);
    let first = groups.next().filter(|group| (1..=3).contains(&group.len()))?;
    let mut digits = first.to_owned();
    for group in groups {
        (group.len() == 3).then(|| digits.push_str(group))?;
    }
    Some(digits)
}

/// A number written in digits only.
pub(super) fn number_of_digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// A whole number in digits, or as programs write one that was a float (`12.0`, `1e+05`). It is read
/// exactly, without a float.
fn whole_number(text: &str) -> Option<u64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
            (mantissa, number_of_digits(exponent).filter(|_| exponent.len() <= 2)?)
        }
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    if whole.is_empty() || fraction.is_empty() || fraction.len() > 20 {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let zeros = u32::try_from(exponent).ok()?.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    match number_of_digits(&format!("{whole}{fraction}"))? {
        0 => Some(0),
        number => number.checked_mul(10_u64.checked_pow(zeros)?),
    }
}

/// A number that is not a head-count, such as a year or a code.
pub(super) fn number<T: TryFrom<u64>>(text: &str) -> Option<T> {
    T::try_from(whole_number(text)?).ok()
}

pub(super) fn state_number(text: &str) -> Result<u32, SkipReason> {
    number(text).ok_or_else(|| SkipReason::NoStateNumber { value: excerpt(text) })
}

pub(super) fn year(text: &str) -> Result<i32, SkipReason> {
    number(text)
        .filter(|year| YearMonth::new(*year, 1).is_some())
        .ok_or_else(|| SkipReason::NoYear { value: excerpt(text) })
}

/// The last month of a quarter.
pub(super) fn quarter(text: &str) -> Result<u32, SkipReason> {
    number::<u32>(text.strip_prefix(['Q', 'q']).unwrap_or(text))
        .filter(|quarter| (1..=4).contains(quarter))
        .map(|quarter| quarter * 3)
        .ok_or_else(|| SkipReason::NoQuarter { value: excerpt(text) })
}
