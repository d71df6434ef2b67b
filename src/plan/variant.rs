//! A plan under a variant.

mod adjusted;
pub(crate) mod apply;
mod origin;
