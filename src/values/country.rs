//! Country codes (rules#country), with suggestions for unrecognised ones.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use crate::values::scalar::serde_as_text;
use crate::values::text::{closest, excerpt, letters};

/// A country, by its ISO 3166-1 alpha-3 code.
///
/// A `Country` is one of
///
/// - the 249 codes the standard assigns: `IRQ`, `SYR`, `USA`;
/// - eight withdrawn codes of states that sent or received troops: `CSK` (Czechoslovakia), `DDR`
///   (East Germany), `SCG` (Serbia and Montenegro), `SUN` (Soviet Union), `VDR` (North Vietnam),
///   `YMD` (South Yemen), `YUG` (Yugoslavia) and `ZAR` (Zaire);
/// - the codes the standard leaves to its users, for anyone else who sends or receives troops: `AAA`
///   to `AAZ`, `QMA` to `QZZ`, `XAA` to `XZZ` and `ZZA` to `ZZZ`.
///
/// It is read from exactly three capital letters, prints as the same three, and sorts by them.
///
/// ```
/// use drawdown::Country;
///
/// // Lists of contributors arrive in any order, and often name one twice.
/// let mut contributors = ["USA", "GBR", "AUS", "GBR"]
///     .into_iter()
///     .map(str::parse)
///     .collect::<Result<Vec<Country>, _>>()?;
/// contributors.sort();
/// contributors.dedup();
///
/// let line: Vec<String> = contributors.iter().map(Country::to_string).collect();
/// assert_eq!(line.join(" "), "AUS GBR USA");
/// # Ok::<(), drawdown::error::ParseCountryError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// The country with this code; `None` if there is none.
    ///
    /// Use it for codes that stand in the program, where the compiler can check them. Other codes
    /// are better [parsed](str::parse): the error says what is wrong with them.
    ///
    /// ```
    /// use drawdown::Country;
    ///
    /// // A wrong code here would not compile.
    /// const HOST: Country = Country::new("AFG").expect("an assigned code");
    /// assert_eq!(HOST.name(), "Afghanistan");
    /// ```
    #[must_use]
    pub const fn new(code: &str) -> Option<Self> {
        match *code.as_bytes() {
            [a, b, c] if is_listed([a, b, c]) || is_user_assigned([a, b, c]) => {
                Some(Self([a, b, c]))
            }
            _ => None,
        }
    }

    /// The countries with a name of their own, by code: all but the user-assigned ones.
    ///
    /// ```
    /// use drawdown::Country;
    ///
    /// let named_korea = Country::all().filter(|country| country.name().contains("Korea"));
    /// assert_eq!(named_korea.map(|country| country.to_string()).collect::<Vec<_>>(), ["KOR", "PRK"]);
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        rows().filter(|row| !row.name.is_empty()).filter_map(|row| Self::new(row.code))
    }

    /// The countries that a text may mean, by code: those whose name, or another name that they go by, contains it,
    /// and those whose code or alpha-2 code it is. Where there is none, the one that was probably meant.
    ///
    /// ```
    /// use drawdown::Country;
    ///
    /// let found = |text: &str| Country::search(text).iter().map(|c| c.code().to_owned()).collect::<Vec<_>>();
    /// assert_eq!(found("korea"), ["KOR", "PRK"]);
    /// assert_eq!(found("Britain"), ["GBR"]);
    /// assert_eq!(found("Afganistan"), ["AFG"]);
    /// ```
    #[must_use]
    pub fn search(text: &str) -> Vec<Self> {
        let wanted = letters(text);
        let is_meant = |row: &Row| {
            let names = std::iter::once(row.name).chain(row.other_names.split(';'));
            let is_code = |code: &str| letters(code) == wanted;
            is_code(row.code)
                || is_code(row.alpha_2)
                || names.map(letters).any(|name| name.contains(&wanted))
        };
        let found: Vec<Self> = rows()
            .filter(|row| !wanted.is_empty() && is_meant(row))
            .filter_map(|row| Self::new(row.code))
            .collect();
        if found.is_empty() { suggest(text).into_iter().collect() } else { found }
    }

    /// Whether the standard leaves the code to its users.
    pub(crate) const fn is_user_assigned(self) -> bool {
        is_user_assigned(self.0)
    }

    /// The three capital letters of the code.
    #[must_use]
    pub fn code(&self) -> &str {
        // Every code is ASCII, so the default is never taken.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The short English name, as a reader knows it: `Syria`, not `Syrian Arab Republic`.
    ///
    /// A user-assigned code means what its user says, so its name is the code itself.
    #[must_use]
    pub fn name(&self) -> &str {
        let row = rows().find(|row| row.code == self.code() && !row.name.is_empty());
        row.map_or(self.code(), |row| row.name)
    }
}

const TABLE: &str = include_str!("country/codes.csv");

/// A line of the table.
struct Row {
    code: &'static str,
    alpha_2: &'static str,
    name: &'static str,
    other_names: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().filter_map(|line| {
        let mut cells = line.split(',');
        let (code, alpha_2) = (cells.next()?, cells.next()?);
        let (name, other_names) = (cells.next()?, cells.next()?);
        (!code.starts_with('#')).then_some(Row { code, alpha_2, name, other_names })
    })
}

/// The table's codes, found by the compiler.
const CODES: [[u8; 3]; 258] = {
    let mut codes = [[0; 3]; 258];
    let mut count = 0;
    let mut rest = TABLE.as_bytes();
    while let [a, b, c, ..] = *rest {
        if a != b'#' {
            codes[count] = [a, b, c];
            count += 1;
        }
        while let [byte, after @ ..] = rest {
            rest = after;
            if *byte == b'\n' {
                break;
            }
        }
    }
    assert!(count == codes.len());
    codes
};

const fn is_listed([a, b, c]: [u8; 3]) -> bool {
    let mut codes = CODES.as_slice();
    while let [code, after @ ..] = codes {
        if code[0] == a && code[1] == b && code[2] == c {
            return true;
        }
        codes = after;
    }
    false
}

const fn is_user_assigned(code: [u8; 3]) -> bool {
    matches!(
        code,
        [b'A', b'A', b'A'..=b'Z']
            | [b'Q', b'M'..=b'Z', b'A'..=b'Z']
            | [b'X', b'A'..=b'Z', b'A'..=b'Z']
            | [b'Z', b'Z', b'A'..=b'Z']
    )
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The three letters of its code.
impl AsRef<str> for Country {
    fn as_ref(&self) -> &str {
        self.code()
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.code())
    }
}

impl FromStr for Country {
    type Err = ParseCountryError;

    /// # Errors
    ///
    /// [`ParseCountryError`] for anything but three capital letters (`"iraq"`, `"irq"`, `"IQ"`,
    /// `" IRQ"`) that are the code of a country (not `"IRK"`).
    fn from_str(code: &str) -> Result<Self, ParseCountryError> {
        Self::new(code)
            .ok_or_else(|| ParseCountryError { value: excerpt(code), suggestion: suggest(code) })
    }
}

serde_as_text!(Country, "an ISO 3166-1 alpha-3 country code such as \"IRQ\"");

/// A text that is not the code of a [`Country`].
///
/// ```
/// use drawdown::Country;
///
/// let error = "IRK".parse::<Country>().unwrap_err();
/// assert_eq!(error.suggestion, Some("IRQ".parse()?));
/// assert_eq!(
///     error.to_string(),
///     r#""IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#,
/// );
/// # Ok::<(), drawdown::error::ParseCountryError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[serde(tag = "code", rename = "not_a_country")]
#[error("{value:?} is not an ISO 3166-1 alpha-3 country code; {}", advice(*.suggestion))]
#[non_exhaustive]
pub struct ParseCountryError {
    /// What was written (its first 40 characters).
    pub value: String,
    /// The country that was probably meant: by its code in another case, its name, its alpha-2 code,
    /// or something similar.
    pub suggestion: Option<Country>,
}

fn advice(suggestion: Option<Country>) -> String {
    match suggestion {
        Some(country) if country.name() == country.code() => format!("did you mean {country}?"),
        Some(country) => format!("did you mean {country} ({})?", country.name()),
        None => "a code is three capital letters, such as IRQ for Iraq".to_owned(),
    }
}

fn suggest(value: &str) -> Option<Country> {
    // The longest official names fit.
    let given = if value.len() <= 64 { letters(value) } else { return None };
    Country::new(&given.to_ascii_uppercase())
        .or_else(|| named(&given))
        .or_else(|| named(closest(&given, rows().map(|row| row.name))?))
        .or_else(|| begins_alike(&given))
        .or_else(|| Country::new(closest(&given, rows().map(|row| row.code))?))
}

/// The country with exactly this name, alpha-2 code or other name, in any case and punctuation.
fn named(given: &str) -> Option<Country> {
    let given = letters(given);
    let is_named = |row: &Row| {
        let forms = [row.alpha_2, row.name].into_iter().chain(row.other_names.split(';'));
        forms.map(letters).any(|form| !form.is_empty() && form == given)
    };
    Country::new(rows().find(is_named)?.code)
}

/// The country whose name the text begins with ("Syrian Arab Republic") or is the beginning of
/// ("Bosnia"): the first that shares most with it.
fn begins_alike(given: &str) -> Option<Country> {
    let shared = |name: &str| {
        let name = letters(name);
        let shared = name.len().min(given.len());
        let is_alike = given.starts_with(&name) || name.starts_with(given);
        (is_alike && shared >= 3).then_some(shared)
    };
    let alike = rows().filter_map(|row| Some((Reverse(shared(row.name)?), row.code)));
    Country::new(alike.min_by_key(|(shared, _)| *shared)?.1)
}
