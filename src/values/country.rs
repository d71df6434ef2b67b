//! Countries, and the guess at what was meant by a text that is none.

mod codes;

use std::{cmp::Reverse, fmt, iter, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use codes::{ASSIGNED, OTHER_FORMS, WITHDRAWN};

/// A country, by its ISO 3166-1 alpha-3 code.
///
/// A `Country` is one of
///
/// - the 249 codes the standard assigns: `IRQ`, `SYR`, `USA`;
/// - eight withdrawn codes of states that sent or received troops: `CSK` (Czechoslovakia), `DDR`
///   (East Germany), `SCG` (Serbia and Montenegro), `SUN` (Soviet Union), `VDR` (North Vietnam),
///   `YMD` (South Yemen), `YUG` (Yugoslavia) and `ZAR` (Zaire);
/// - the codes the standard leaves to its users, for whatever else sends or receives troops: `AAA`
///   to `AAZ`, `QMA` to `QZZ`, `XAA` to `XZZ` and `ZZA` to `ZZZ`.
///
/// Countries compare, and sort, by their codes.
///
/// # Parsing and printing
///
/// A `Country` is read with [`str::parse`] from exactly three capital letters, and prints as the
/// same three; serde reads and writes it as that text.
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
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// The country with this code, or `None` where `code` is none.
    ///
    /// Meant for codes that stand in the program, where the compiler can check them. A code that
    /// comes from elsewhere is better [parsed](str::parse): the error then says what was wrong with
    /// it.
    ///
    /// ```
    /// use drawdown::Country;
    ///
    /// // A wrong code here would not compile.
    /// const HOST: Country = Country::new("AFG").expect("an assigned code");
    ///
    /// assert_eq!(HOST, "AFG".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn new(code: &str) -> Option<Self> {
        match *code.as_bytes() {
            [a, b, c] => Self::from_letters([a, b, c]),
            _ => None,
        }
    }

    /// The codes with a name of their own, which are all but the user-assigned ones.
    #[cfg(feature = "schema")]
    pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
        let codes = ASSIGNED.iter().chain(&WITHDRAWN).map(|(code, ..)| code.as_slice());
        codes.filter_map(|code| str::from_utf8(code).ok())
    }

    const fn from_letters(code: [u8; 3]) -> Option<Self> {
        if english_name(code).is_some() || is_user_assigned(code) { Some(Self(code)) } else { None }
    }

    /// The three capital letters of the code.
    ///
    /// ```
    /// use drawdown::Country;
    ///
    /// // A column of a data set, without a new `String` for every row.
    /// let host: Country = "IRQ".parse()?;
    /// let row = ["2010-08-31", host.code(), "49700"];
    /// assert_eq!(row.join(","), "2010-08-31,IRQ,49700");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> &str {
        // Every code is ASCII, so the default is never taken.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The short English name, as a reader knows it: `Syria`, not `Syrian Arab Republic`.
    ///
    /// A user-assigned code means what its user says, so its name is the code itself.
    ///
    /// ```
    /// use drawdown::Country;
    ///
    /// let host: Country = "SYR".parse()?;
    /// assert_eq!(format!("the last troops leave {}", host.name()), "the last troops leave Syria");
    ///
    /// let coalition: Country = "XCO".parse()?;
    /// assert_eq!(coalition.name(), "XCO");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        english_name(self.0).unwrap_or_else(|| self.code())
    }
}

const fn english_name(code: [u8; 3]) -> Option<&'static str> {
    match codes::find(code, &ASSIGNED) {
        None => codes::find(code, &WITHDRAWN),
        name => name,
    }
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

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.code())
    }
}

impl FromStr for Country {
    type Err = ParseCountryError;

    /// Reads a code of three capital letters.
    ///
    /// # Errors
    ///
    /// - other letters or lengths: `"iraq"`, `"irq"`, `"IQ"`, `" IRQ"`;
    /// - three capital letters that are neither assigned, nor user-assigned, nor one of the eight
    ///   withdrawn codes: `"IRK"`.
    fn from_str(code: &str) -> Result<Self, ParseCountryError> {
        Self::new(code).ok_or_else(|| ParseCountryError::new(code))
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Code;

        impl de::Visitor<'_> for Code {
            type Value = Country;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an ISO 3166-1 alpha-3 country code such as \"IRQ\"")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<Country, E> {
                code.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Code)
    }
}

/// A text that was to be a [`Country`] and is none.
///
/// ```
/// use drawdown::{Country, ParseCountryError};
///
/// // Someone should look at the corrections before they are made.
/// let column = ["USA", "UK", "IRK", "Mordor"];
/// let errors = column.iter().filter_map(|code| code.parse::<Country>().err());
/// let corrections: Vec<String> = errors
///     .filter_map(|error: ParseCountryError| {
///         let country = error.suggestion?;
///         Some(format!("{} -> {country} ({})", error.value, country.name()))
///     })
///     .collect();
///
/// assert_eq!(corrections, ["UK -> GBR (United Kingdom)", "IRK -> IRQ (Iraq)"]);
/// ```
///
/// Its message asks for the suggestion, or says what a code looks like:
///
/// ```
/// use drawdown::Country;
///
/// let asked = "IRK".parse::<Country>().map_err(|error| error.to_string());
/// assert_eq!(
///     asked,
///     Err("\"IRK\" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?".into()),
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{value:?} is not an ISO 3166-1 alpha-3 country code; {}", advice(*.suggestion))]
#[non_exhaustive]
pub struct ParseCountryError {
    /// The text; of one longer than 40 characters, the first 40 and `…`.
    pub value: String,
    /// The country that was probably meant: the one with these letters in another case; or else
    /// with this name or alpha-2 code; or else with a code one slip away, or a name that begins
    /// alike.
    pub suggestion: Option<Country>,
}

impl ParseCountryError {
    const VALUE_CHARS: usize = 40;

    #[cold]
    fn new(value: &str) -> Self {
        let mut chars = value.chars();
        let mut shown: String = chars.by_ref().take(Self::VALUE_CHARS).collect();
        if chars.next().is_some() {
            shown.push('…');
        }
        Self { value: shown, suggestion: suggest(value) }
    }
}

fn advice(suggestion: Option<Country>) -> impl fmt::Display {
    fmt::from_fn(move |f| match suggestion {
        Some(country) if country.name() == country.code() => write!(f, "did you mean {country}?"),
        Some(country) => write!(f, "did you mean {country} ({})?", country.name()),
        None => f.write_str("a code is three capital letters, such as IRQ for Iraq"),
    })
}

/// The longest text, in bytes, at which a guess is made: the official names fit.
const GUESSED_BYTES: usize = 64;

fn suggest(value: &str) -> Option<Country> {
    if value.len() > GUESSED_BYTES {
        return None;
    }
    let given: String = letters(value).collect();
    let code = given.to_ascii_uppercase();
    Country::new(&code).or_else(|| named(&given)).or_else(|| nearest(&given, code.as_bytes()))
}

/// What counts when texts are compared: "U.S.A." is "usa", and "South-Korea" is "South Korea".
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The country with exactly this name, alpha-2 code or other well-known form.
fn named(given: &str) -> Option<Country> {
    ASSIGNED
        .iter()
        .chain(&WITHDRAWN)
        .flat_map(|&(code, alpha_2, name)| [(code, alpha_2), (code, name)])
        .chain(OTHER_FORMS.iter().copied())
        .find(|(_, form)| letters(form).eq(given.chars()))
        .and_then(|(code, _)| Country::from_letters(*code))
}

/// The likeliest of the codes one slip away and of the names that begin like the given text (or
/// with which it begins: "Syrian Arab Republic").
///
/// A letter for another of the same sound is the likeliest slip; then counts how much of the name
/// is there; then the order of the codes, the withdrawn ones last.
fn nearest(given: &str, code: &[u8]) -> Option<Country> {
    ASSIGNED
        .iter()
        .chain(&WITHDRAWN)
        .filter_map(|&(&candidate, _, name)| {
            let shared = iter::zip(given.chars(), letters(name))
                .take_while(|(given, meant)| given == meant)
                .count();
            let begins_alike =
                shared >= 3 && (shared == given.chars().count() || shared == letters(name).count());
            let likelihood = (sounds_alike(code, candidate), shared);
            (begins_alike || is_one_slip(code, candidate))
                .then_some((Reverse(likelihood), candidate))
        })
        .min_by_key(|(likelihood, _)| *likelihood)
        .and_then(|(_, code)| Country::from_letters(code))
}

/// One letter wrong, two neighbours swapped, or one letter too many.
///
/// One letter missing leaves two, and two letters are an alpha-2 code or too little to guess from.
fn is_one_slip(given: &[u8], code: [u8; 3]) -> bool {
    match *given {
        [a, b, c] => {
            [[b, a, c], [a, c, b]].contains(&code) || wrong_letters(given, &code).count() == 1
        }
        [a, b, c, d] => [[b, c, d], [a, c, d], [a, b, d], [a, b, c]].contains(&code),
        _ => false,
    }
}

/// Only one letter wrong, and that of the same sound as the right one.
fn sounds_alike(given: &[u8], code: [u8; 3]) -> bool {
    const SOUNDS: [&[u8]; 5] = [b"CGKQ", b"SZ", b"IY", b"VW", b"FP"];

    let mut wrong = wrong_letters(given, &code);
    match (wrong.next(), wrong.next()) {
        (Some((letter, meant)), None) if given.len() == code.len() => {
            SOUNDS.iter().any(|sound| sound.contains(letter) && sound.contains(meant))
        }
        _ => false,
    }
}

fn wrong_letters<'a>(given: &'a [u8], code: &'a [u8]) -> impl Iterator<Item = (&'a u8, &'a u8)> {
    iter::zip(given, code).filter(|(given, meant)| given != meant)
}
