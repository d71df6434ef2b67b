//! What is meant by lines that are not TOML: the parser's messages in the words of somebody who writes a plan.

use crate::values::day::Day;
use crate::values::year_month::YearMonth;

/// The lists of a plan, as headers name them.
const LISTS: [&str; 13] = [
    "source",
    "country",
    "contingent",
    "event",
    "residual",
    "phase",
    "hold",
    "cap",
    "cost",
    "hazard",
    "slip",
    "variant",
    "seek",
];

/// What is wrong with a line, and in which column, where that can be said better than the parser does.
pub(crate) struct Explained {
    pub(crate) message: String,
    pub(crate) column: usize,
}

/// Whether a text that is not TOML looks like csv: no `=` in its first lines, and commas or semicolons.
pub(crate) fn looks_like_csv(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(2).peekable();
    let separators = |line: &str| line.matches([',', ';', '\t']).count();
    lines.peek().is_some() && lines.all(|line| !line.contains('=') && separators(line) >= 2)
}

/// What a line says that is wrong, if it is one of the usual mistakes.
pub(crate) fn explain(line: &str, message: &str) -> Option<Explained> {
    if let Some(list) = repeated_list(line).filter(|_| message.starts_with("duplicate key")) {
        let message = format!("write [[{list}]], with two brackets, before each {list}");
        return Some(Explained { message, column: 1 });
    }
    if let Some(column) = line.chars().position(|c| matches!(c, '“' | '”' | '„' | '‘' | '’'))
    {
        let message = "use straight quotes, \"...\"".to_owned();
        return Some(Explained { message, column: column + 1 });
    }
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let key_end = line.find(|c| !is_key(c))?;
    if line[key_end..].starts_with(':') && !line[..key_end].trim().is_empty() {
        let message = "a key and its value are separated by `=`".to_owned();
        return Some(Explained { message, column: key_end + 1 });
    }
    let (before, value) = line.split_once('=')?;
    let value = value.trim_start();
    let column = line.chars().count() - value.chars().count() + 1;
    let value = value.split(" #").next().unwrap_or_default().trim_end();
    of_value(before.trim(), value).map(|message| Explained { message, column })
}

/// What is wrong with a value.
fn of_value(key: &str, value: &str) -> Option<String> {
    let quotes = value.matches('"').count();
    if value.starts_with('"') && quotes == 1 {
        return Some("the value needs a closing quote".to_owned());
    }
    if let Some(month) = value.get(..7).filter(|month| month.parse::<YearMonth>().is_ok())
        && !value.get(7..).is_some_and(|rest| rest.starts_with(['-', 'T']) || starts_word(rest))
    {
        return Some(format!("a month is written in quotes, as in {month:?}"));
    }
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(value.len());
    if value[..end].len() == 10
        && let Err(error) = value[..end].parse::<Day>()
    {
        return Some(error.to_string());
    }
    if let Some(number) = without_commas(value) {
        return Some(format!("write {number}, without the comma"));
    }
    if let Some(percent) = value.strip_suffix('%').map(str::trim_end)
        && percent.parse::<f64>().is_ok()
    {
        return Some(format!("write {percent} or \"{percent}\", without the percent sign"));
    }
    let is_word = starts_word(value)
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.'));
    let is_plain = !key.is_empty() && !matches!(value, "true" | "false" | "inf" | "nan");
    (is_word && is_plain).then(|| format!("write the value in quotes: \"{value}\""))
}

fn starts_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// The digits of a number with commas between thousands.
fn without_commas(value: &str) -> Option<String> {
    let mut groups = value.split(',');
    let first = groups.next()?;
    let is_group = |group: &str, most: usize| {
        (1..=most).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit())
    };
    let rest: Vec<&str> = groups.collect();
    let are_groups = is_group(first, 3) && rest.iter().all(|g| g.len() == 3 && is_group(g, 3));
    (are_groups && !rest.is_empty()).then(|| value.replace(',', ""))
}

/// The list that a header such as `[phase]` or `[[phase]]` names.
fn repeated_list(line: &str) -> Option<&'static str> {
    let name = line.trim().strip_prefix('[')?.split(']').next()?;
    let name = name.trim_start_matches('[').trim();
    LISTS.into_iter().find(|list| *list == name)
}
