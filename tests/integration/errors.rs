//! The errors of plans that break the rules: every message word for word, at its place, all of them at once,
//! and no others.

#[cfg(feature = "toml")]
mod edges;
mod limits;
mod meaning;
#[cfg(feature = "json")]
mod place;
mod reading;
#[cfg(feature = "json")]
mod soup;
mod sure;
mod together;
#[cfg(feature = "toml")]
mod unread;
#[cfg(feature = "toml")]
mod usual;
mod values;

use drawdown::PlanErrors;

/// The errors, one a line, without the lines of the file.
fn lines(errors: &PlanErrors) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

/// Where the errors are, by the file's own keys.
#[cfg(any(feature = "toml", feature = "json"))]
fn places(errors: &PlanErrors) -> Vec<String> {
    errors.iter().map(|error| error.place.to_string()).collect()
}

/// A plan in TOML is refused with just these errors, each with the line of the file under it.
#[cfg(feature = "toml")]
#[track_caller]
fn assert_refused(plan: &str, expected: &[&str]) {
    let errors = drawdown::Plan::from_toml(plan).expect_err(plan);
    assert_eq!(lines(&errors), expected, "in\n{plan}");

    let source = |error: &&str| -> Option<String> {
        let (line, _) = error.strip_prefix("line ")?.split_once(',')?;
        let text = plan.lines().nth(line.parse::<usize>().ok()? - 1)?;
        Some(format!("{error}\n{line:>5} | {}", drawdown::values::visible(text)))
    };
    let shown: Vec<String> =
        expected.iter().map(|error| source(error).unwrap_or_else(|| (*error).to_owned())).collect();
    assert_eq!(errors.to_string(), shown.join("\n"));
}

/// A plan in JSON is refused with just these errors, each with a position; one that is expected without it may have
/// any.
#[cfg(feature = "json")]
#[track_caller]
fn assert_refused_json(plan: &str, expected: &[&str]) {
    let errors = drawdown::Plan::from_json(plan).expect_err(plan);
    let mut found = lines(&errors);
    let mut shown = Vec::new();
    for (i, error) in errors.iter().enumerate() {
        let Some(position) = &error.position else {
            shown.push(error.to_string());
            continue;
        };
        let (line, column) = (position.line, position.column);
        let text: String =
            plan.lines().nth(line - 1).unwrap_or_default().chars().take(200).collect();
        assert_eq!(position.text, text, "{error}");
        let text = drawdown::values::visible(&position.text);
        shown.push(format!("{error}\n{line:>5} | {text}"));
        if !expected.get(i).is_some_and(|expected| expected.starts_with("line ")) {
            found[i] = found[i].replacen(&format!("line {line}, column {column}: "), "", 1);
        }
    }
    assert_eq!(found, expected, "in\n{plan}");
    assert_eq!(errors.to_string(), shown.join("\n"));
}
