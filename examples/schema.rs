//! Prints the JSON Schema of the plan file, with which an editor completes and checks plans, or with the argument
//! `results` that of what the library gives out. Its output is kept in `docs/plan.schema.json` and
//! `docs/results.schema.json`.
//!
//! This example demonstrates in particular: the schema of the types that a plan file is read into.

use std::error::Error;
use std::io::{self, Write};

use drawdown::PlanSpec;

fn main() -> Result<(), Box<dyn Error>> {
    let text = match std::env::args().nth(1).as_deref() {
        Some("results") => drawdown::schema::results(),
        _ => PlanSpec::schema(),
    };
    match io::stdout().write_all(text.as_bytes()) {
        // The reader may close the pipe early, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
