//! Plan files in TOML, with line, column and source line of every error.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::files::positions::Positions;
use crate::files::repair;
use crate::files::toml_syntax;
use crate::files::value_tree::Tree;
use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanErrors, Position};
use crate::plan::place::{Place, Segment};
use crate::spec::adjustment::Variant;
use crate::spec::seek::SeekSpec;

/// The parser may find many errors in a file that is not TOML.
const MAX_SYNTAX_ERRORS: usize = 20;

impl Plan {
    /// Reads and checks a plan file in TOML.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of the file, each with its place by the
    /// file's own keys, line and column.
    ///
    /// ```
    /// use drawdown::Plan;
    ///
    /// let plan = Plan::from_toml(r#"
    ///     title = "Everybody home"
    ///     as_of = "2024-08"
    ///
    ///     [[contingent]]
    ///     contributor = "USA"
    ///     host = "IRQ"
    ///     strength = 2500
    ///
    ///     [[phase]]
    ///     name = "all"
    ///     target = "remainder"
    ///     deadline = 2026-12-31
    /// "#)?;
    /// assert_eq!(plan.project().theatre().strength("2026-12".parse()?), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, PlanErrors> {
        let text = repair::text_of(text)?;
        let root = parse(text)?;
        let plan = repair::read_plan(tree_of(&root)).map_err(|errors| {
            let positions = Positions::new(text);
            repair::located(errors, |place, at_key| {
                start_of(&root, place, at_key).map(|byte| positions.of(byte))
            })
        })?;
        Ok(repair::with_text(plan, text, locate))
    }
}

impl Plan {
    /// Reads and checks the bytes of a plan file in TOML.
    ///
    /// # Errors
    ///
    /// As for [`Plan::from_toml`], and a file in another encoding than UTF-8, with the line where that shows.
    ///
    /// ```
    /// use drawdown::Plan;
    ///
    /// let latin_1 = b"title = \"Op\xe9ration\"\nas_of = \"2024-08\"\n";
    /// let errors = Plan::from_toml_bytes(latin_1).unwrap_err();
    /// assert_eq!(
    ///     errors.iter().next().map(ToString::to_string).as_deref(),
    ///     Some("line 1, column 12: not UTF-8; save the file as UTF-8")
    /// );
    /// ```
    pub fn from_toml_bytes(bytes: &[u8]) -> Result<Self, PlanErrors> {
        Self::from_toml(repair::decoded(bytes)?)
    }
}

/// Reads plain data; an error has its place and position.
#[cfg(feature = "history")]
pub(crate) fn read_data<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, PlanErrors> {
    use crate::files::de::TreeDeserializer;

    let text = repair::text_of(text)?;
    let root = parse(text)?;
    let data = T::deserialize(TreeDeserializer(&tree_of(&root)));
    data.map_err(|error| {
        let mut findings = Diagnostics::default();
        findings.add(error.path().into_iter().collect::<Place>(), error.problem);
        repair::located(findings.into(), |place, at_key| {
            start_of(&root, place, at_key).map(|byte| repair::position(text, byte))
        })
    })
}

/// Where places stand in the text of a plan file.
fn locate(text: &str, places: &[&Place]) -> Vec<Option<Position>> {
    let Ok(root) = parse(text) else { return vec![None; places.len()] };
    let positions = Positions::new(text);
    let position = |place: &&Place| start_of(&root, place, false).map(|byte| positions.of(byte));
    places.iter().map(position).collect()
}

impl Variant {
    /// Reads adjustments in TOML, as a variant named by their text: one as it is written after `adjust` in a plan
    /// file, or a list of them. [`Plan::with_variant`] applies it.
    ///
    /// # Errors
    ///
    /// Everything that cannot be read, each with its place, such as `adjust[0].shift.months`.
    ///
    /// ```
    /// use drawdown::Variant;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = Variant::from_toml(r#"shift = { event = "announcement", months = 6 }"#)?;
    /// let late = plan.with_variant(&late)?.schedule();
    /// assert_eq!(late.event_day("announcement"), Some("2025-03".parse()?));
    /// let errors = Variant::from_toml(r#"shift = { event = "announcement" }"#).unwrap_err();
    /// assert_eq!(errors.to_string(), "adjust[0].shift.months: required, but missing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, PlanErrors> {
        let written = repair::text_of(text)?;
        let is_value = written.trim_start().starts_with('{')
            || (written.trim_start().strip_prefix('['))
                .is_some_and(|rest| rest.trim_start().starts_with('{'));
        let list = if is_value {
            let mut root = tree_of(&parse(&format!("adjust = {written}"))?);
            let mut list = match root.remove("adjust") {
                Some(Tree::List(list)) => list,
                adjustment => adjustment.into_iter().collect(),
            };
            // What follows the value is not an adjustment, and is reported.
            list.extend(
                Some(root).filter(|rest| !matches!(rest, Tree::Table(rest) if rest.is_empty())),
            );
            list
        } else {
            vec![tree_of(&parse(written)?)]
        };
        Ok(Self::new(text, repair::read_adjustments(list)?))
    }
}

impl SeekSpec {
    /// Reads a seek in TOML, as it is written below `[[seek]]` in a plan file.
    ///
    /// # Errors
    ///
    /// Everything that cannot be read, each with its place, such as `adjust[0].cap.per_month`.
    ///
    /// ```
    /// use drawdown::seek::Seek;
    /// use drawdown::spec::SeekSpec;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let latest = SeekSpec::from_toml(r#"
    ///     name = "latest announcement"
    ///     find = "most"
    ///     adjust = [ { date = { event = "announcement", date = "2024-09" } } ]
    ///     to = "2026-12"
    /// "#)?;
    /// assert_eq!(Seek::new(&plan, latest)?.run()[0].answer, Some("2025-07".parse::<drawdown::YearMonth>()?.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, PlanErrors> {
        repair::read_seek(tree_of(&parse(repair::text_of(text)?)?))
    }
}

/// The values of a text with their positions.
fn parse(text: &str) -> Result<Spanned<DeValue<'_>>, PlanErrors> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(Spanned::new(table.span(), DeValue::Table(table.into_inner())));
    }
    let mut findings = Diagnostics::default();
    if toml_syntax::looks_like_csv(text) {
        let message = "this looks like csv; a plan is a TOML or JSON file".to_owned();
        let problem = PlanErrorKind::Syntax { message };
        findings.add_at(Place::root(), problem, Some(repair::position(text, 0)));
        return Err(findings.into());
    }
    // The parser finds more than one error in a line or list that is explained.
    let mut explained: Vec<(usize, String)> = Vec::new();
    for error in errors.iter().take(MAX_SYNTAX_ERRORS) {
        let mut position = error.span().map(|span| repair::position(text, span.start));
        let mut message = error.message().to_owned();
        if let Some(position) = &mut position
            && let Some(better) = toml_syntax::explain(&position.text, &message)
        {
            let is_known = |(line, said): &(usize, String)| {
                *line == position.line || (*said == better.message && said.contains("[["))
            };
            if explained.iter().any(is_known) {
                continue;
            }
            explained.push((position.line, better.message.clone()));
            (message, position.column) = (better.message, better.column);
        } else if follows(&explained, position.as_ref(), &message) {
            continue;
        }
        findings.add_at(Place::root(), repair::syntax(&message), position);
    }
    Err(findings.into())
}

/// Whether an error follows from one that is explained: it is in the same line, or in a list whose headers are wrong.
fn follows(explained: &[(usize, String)], position: Option<&Position>, message: &str) -> bool {
    explained.iter().any(|(line, said)| {
        position.is_some_and(|position| position.line == *line)
            || (said.contains("[[") && message.starts_with("duplicate key"))
    })
}

fn tree_of(value: &Spanned<DeValue<'_>>) -> Tree {
    match value.get_ref() {
        DeValue::String(text) => Tree::Text(text.to_string()),
        DeValue::Integer(number) => integer(number.as_str(), number.radix()),
        DeValue::Float(number) => Tree::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Tree::Bool(*value),
        DeValue::Datetime(date) => Tree::Date(date.to_string()),
        DeValue::Array(list) => Tree::List(list.iter().map(tree_of).collect()),
        DeValue::Table(table) => Tree::Table(
            table.iter().map(|(key, value)| (key.to_string(), tree_of(value))).collect(),
        ),
    }
}

fn integer(digits: &str, radix: u32) -> Tree {
    match (u64::from_str_radix(digits, radix), i64::from_str_radix(digits, radix)) {
        (Ok(number), _) => Tree::Unsigned(number),
        (_, Ok(number)) => Tree::Signed(number),
        // Beyond every limit of a plan.
        _ => Tree::Float(digits.parse().unwrap_or(f64::INFINITY)),
    }
}

/// The byte where a place begins: its key or else its value, or the nearest value around it.
fn start_of(root: &Spanned<DeValue<'_>>, place: &Place, at_key: bool) -> Option<usize> {
    let mut start = None;
    let mut value = root.get_ref();
    for segment in place.segments() {
        let found = match (value, segment) {
            (DeValue::Table(table), Segment::Key(key)) => {
                table.get_key_value(key.as_ref()).map(|(key, inner)| (key.span(), inner))
            }
            (DeValue::Array(list), Segment::Index(index)) => {
                list.get(*index).map(|inner| (inner.span(), inner))
            }
            _ => None,
        };
        let Some((key, inner)) = found else { break };
        start = Some(if at_key { key.start } else { inner.span().start });
        value = inner.get_ref();
    }
    start
}
