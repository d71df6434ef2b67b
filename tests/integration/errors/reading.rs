//! Files with values that cannot be read.

#[cfg(feature = "json")]
mod json;
#[cfg(feature = "toml")]
mod missing;
#[cfg(feature = "toml")]
mod notation;
#[cfg(feature = "toml")]
mod values;
#[cfg(feature = "toml")]
mod wanted;
