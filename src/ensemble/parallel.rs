//! All threads, if the feature `parallel` is on.

#[cfg(feature = "parallel")]
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// How many threads there are.
pub(crate) fn threads() -> u64 {
    #[cfg(feature = "parallel")]
    {
        rayon::current_num_threads() as u64
    }
    #[cfg(not(feature = "parallel"))]
    {
        1
    }
}

/// Calls a function on each item; the results are in the items' order.
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, f: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        items.into_par_iter().map(f).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.into_iter().map(f).collect()
    }
}
