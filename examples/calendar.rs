//! Writes a plan's deadlines, events and holds as an iCalendar file, which calendar programs can import:
//! `calendar PLAN [VARIANT] > plan.ics`.
//!
//! This example demonstrates in particular: reading a plan file, applying one of its variants, and
//! writing the calendar.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use drawdown::Plan;

fn calendar() -> Result<String, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: calendar PLAN [VARIANT]")?;
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let plan = Plan::from_toml(&text)?;
    let Some(name) = arguments.next() else { return Ok(plan.to_icalendar()) };
    let variant =
        plan.named_variant(&name).ok_or_else(|| format!("the plan has no variant {name:?}"))?;
    Ok(variant.to_icalendar())
}

fn main() -> ExitCode {
    let written = calendar().and_then(|text| Ok(io::stdout().write_all(text.as_bytes())?));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
