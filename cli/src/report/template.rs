//! The page as text: templates, and how what they are given is escaped.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, State, UndefinedBehavior, Value, escape_formatter,
};
use serde::Serialize;

use super::one_plan::OnePlan;
use super::several_plans::SeveralPlans;
use crate::visible::visible;

const TEMPLATES: [(&str, &str); 5] = [
    ("base.html", include_str!("page/base.html")),
    ("parts.html", include_str!("page/parts.html")),
    ("plan.html", include_str!("page/plan.html")),
    ("plans.html", include_str!("page/plans.html")),
    ("style.css", include_str!("page/style.css")),
];

pub(super) fn one_plan(page: &OnePlan) -> Result<String, Error> {
    render("plan.html", page)
}

pub(super) fn several_plans(page: &SeveralPlans) -> Result<String, Error> {
    render("plans.html", page)
}

fn render(name: &str, page: &impl Serialize) -> Result<String, Error> {
    let mut environment = Environment::empty();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| match name {
        "style.css" => AutoEscape::None,
        _ => AutoEscape::Html,
    });
    environment.set_formatter(escape);
    environment.add_filter("safe", |text: String| Value::from_safe_string(text));
    environment.add_filter("length", |list: Value| list.len());
    environment.add_global("version", env!("CARGO_PKG_VERSION"));
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    environment.get_template(name)?.render(Serde(page))
}

/// Writes a value. Characters of a text that nobody sees, or that turn its direction, are written as escapes; then all
/// that HTML has a meaning for.
fn escape(
    out: &mut minijinja::Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            let lines: Vec<String> = text.replace("\r\n", "\n").split('\t').map(visible).collect();
            escape_formatter(out, state, &Value::from(lines.join("\t")))
        }
        _ => escape_formatter(out, state, value),
    }
}
