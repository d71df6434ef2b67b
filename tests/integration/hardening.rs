//! Nothing that is read or asked for, and nothing that other processes do, brings it down.

mod files;
mod limits;
#[cfg(feature = "toml")]
mod text;
