//! Results and errors are data: what is written is readable, read back the same, and refused where it contradicts
//! itself.

mod contradictions;
mod errors;
mod files;
#[cfg(feature = "ensemble")]
mod parts;
#[cfg(all(feature = "schema", feature = "json"))]
mod schema;
mod shapes;
mod text;
mod values;
