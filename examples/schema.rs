//! Prints the JSON Schema of the plan file, with which editors complete and check plans.
//! `docs/plan.schema.json` is its output.
//!
//! This example demonstrates in particular: generating the schema from the types of a plan.

use std::error::Error;
use std::io::{self, Write};

use drawdown::PlanSpec;

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = serde_json::to_string_pretty(&PlanSpec::schema())?;
    text.push('\n');
    match io::stdout().write_all(text.as_bytes()) {
        // The reader may stop early, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
