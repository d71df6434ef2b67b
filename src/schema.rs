//! The JSON Schema of what the library gives out.

use crate::files;

/// The JSON Schema (draft 7) of results and errors, as text: a definition for each type by its name, such as
/// `#/definitions/DeadlineOutcome`, for programs in other languages that read them.
///
/// A copy is `docs/results.schema.json`. The schema of plan files is [`PlanSpec::schema`](crate::PlanSpec::schema).
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&drawdown::schema::results())?;
/// let met = &schema["definitions"]["DeadlineOutcome"]["properties"]["met"];
/// assert_eq!(met["type"], serde_json::json!(["boolean", "null"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn results() -> String {
    format!("{:#}\n", files::schema::results())
}
