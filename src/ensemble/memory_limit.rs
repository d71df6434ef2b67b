//! How much memory an ensemble may take.

use std::fmt;

use serde::Serialize;

/// The most memory that an ensemble, or a summary that is read, may take.
///
/// What would need more is refused: before it starts if that is certain by then, else between two rounds of draws.
///
/// ```
/// use drawdown::ensemble::{Ensemble, MemoryLimit};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let memory = MemoryLimit::gib(16); // by default it is 4 GiB
/// let ensemble = Ensemble { memory, ..Ensemble::new(&plan, 2024) };
/// assert!(ensemble.least_memory() < ensemble.memory.bytes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemoryLimit(u64);

const GIB: u64 = 1 << 30;

impl MemoryLimit {
    /// A limit in bytes.
    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(bytes)
    }

    /// A limit in gibibytes, of 2^30 bytes each.
    #[must_use]
    pub const fn gib(gib: u32) -> Self {
        Self(gib as u64 * GIB)
    }

    /// In bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// Checks that a number of bytes is within the limit.
    ///
    /// # Errors
    ///
    /// If more bytes are needed than the limit allows.
    pub const fn check(self, needed: u64) -> Result<(), TooMuchMemory> {
        if needed > self.0 { Err(TooMuchMemory { needed, limit: self.0 }) } else { Ok(()) }
    }
}

/// 4 GiB.
impl Default for MemoryLimit {
    fn default() -> Self {
        Self::gib(4)
    }
}

/// More memory than the [limit](MemoryLimit) allows, in bytes.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use drawdown::ensemble::{Ensemble, MemoryLimit, MergeError};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let ensemble = Ensemble { memory: MemoryLimit::new(1_000), ..Ensemble::new(&plan, 2024) };
/// let refused = ensemble.resume(ensemble.empty(), 0..10, |_| ControlFlow::Continue(()));
/// let Err(MergeError::Memory(error)) = refused else { return Err("not refused".into()) };
/// assert!(error.needed > error.limit);
/// assert!(error.to_string().ends_with("MiB of memory, and the limit is 0.1 MiB"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("this needs {} of memory, and the limit is {}", shown(*needed), shown(*limit))]
#[non_exhaustive]
pub struct TooMuchMemory {
    /// What is needed at least.
    pub needed: u64,
    /// The limit.
    pub limit: u64,
}

/// In GiB, or in MiB if that is below 1, with one decimal, rounded up.
fn shown(bytes: u64) -> impl fmt::Display {
    let (unit, name) = if bytes < GIB { (1 << 20, "MiB") } else { (GIB, "GiB") };
    let tenths = (u128::from(bytes) * 10).div_ceil(unit.into());
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}
