//! Prints the JSON Schema of the plan file, with which an editor completes and checks plans; the
//! copy in `docs/plan.schema.json` is what this prints.
//!
//! This example demonstrates in particular: getting the schema from the types of a plan.

use std::error::Error;
use std::io::{self, Write};

use drawdown::PlanSpec;

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = serde_json::to_string_pretty(&PlanSpec::schema())?;
    text.push('\n');
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads may have seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
