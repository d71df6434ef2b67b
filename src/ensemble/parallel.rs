//! All cores, where the feature `parallel` is on.

#[cfg(feature = "parallel")]
use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefMutIterator, ParallelIterator,
};

#[cfg(feature = "parallel")]
pub(crate) fn cores() -> u64 {
    rayon::current_num_threads() as u64
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn cores() -> u64 {
    1
}

/// What becomes of each of some parts, in their order.
#[cfg(feature = "parallel")]
pub(crate) fn each<T: Send, R: Send>(parts: Vec<T>, run: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    parts.into_par_iter().map(run).collect()
}

/// What becomes of each of some parts, in their order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn each<T, R>(parts: Vec<T>, run: impl Fn(T) -> R) -> Vec<R> {
    parts.into_iter().map(run).collect()
}

/// Does something to each of some things with its counterpart.
#[cfg(feature = "parallel")]
pub(crate) fn each_pair<T: Send + Sync>(
    own: &mut [T],
    others: &[T],
    with: impl Fn(&mut T, &T) + Send + Sync,
) {
    own.par_iter_mut().zip(others).for_each(|(own, other)| with(own, other));
}

/// Does something to each of some things with its counterpart.
#[cfg(not(feature = "parallel"))]
pub(crate) fn each_pair<T>(own: &mut [T], others: &[T], with: impl Fn(&mut T, &T)) {
    own.iter_mut().zip(others).for_each(|(own, other)| with(own, other));
}
