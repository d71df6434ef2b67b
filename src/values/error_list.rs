//! A list of errors that stops growing.

use std::fmt;

/// The number of errors that a list shows.
const MAX_ERRORS: usize = 1_000;

/// An error that can end an [`ErrorList`].
pub(crate) trait ListedError {
    /// Says that only the first `limit` errors are shown.
    fn too_many(limit: usize) -> Self;
}

/// At most 1,000 errors in the order in which they are found, then one that says there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ErrorList<E>(Vec<E>);

impl<E: ListedError> ErrorList<E> {
    pub(crate) fn push(&mut self, error: E) {
        if self.0.len() < MAX_ERRORS {
            self.0.push(error);
        } else if !self.is_full() {
            self.0.push(E::too_many(MAX_ERRORS));
        }
    }

    pub(crate) fn append(&mut self, errors: impl IntoIterator<Item = E>) {
        errors.into_iter().for_each(|error| self.push(error));
    }
}

impl<E> ErrorList<E> {
    /// Whether there are too many errors, so that the search can stop.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() > MAX_ERRORS
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, E> {
        self.0.iter()
    }

    pub(crate) fn as_slice(&self) -> &[E] {
        &self.0
    }

    #[cfg(any(feature = "toml", feature = "json"))]
    pub(crate) fn as_mut_slice(&mut self) -> &mut [E] {
        &mut self.0
    }

    /// `value` if the list is empty.
    pub(crate) fn into_result<T, L: From<Self>>(self, value: T) -> Result<T, L> {
        if self.is_empty() { Ok(value) } else { Err(self.into()) }
    }
}

impl<E> Default for ErrorList<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E> IntoIterator for ErrorList<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Each error on a line of its own.
impl<E: fmt::Display> fmt::Display for ErrorList<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            let line_end = if i > 0 { "\n" } else { "" };
            write!(f, "{line_end}{error}")?;
        }
        Ok(())
    }
}

/// The methods and traits of a public list of errors that wraps an [`ErrorList`].
macro_rules! error_list {
    ($errors:ident, $error:ident) => {
        impl $errors {
            /// How many errors there are.
            #[must_use]
            pub fn len(&self) -> usize {
                self.0.len()
            }

            /// Whether there are none; what fails gives at least one.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// The first error.
            #[must_use]
            pub fn first(&self) -> Option<&$error> {
                self.iter().next()
            }

            /// The errors as a slice, for one of them by its index.
            #[must_use]
            pub fn as_slice(&self) -> &[$error] {
                self.0.as_slice()
            }

            /// The errors, in their order.
            pub fn iter(&self) -> std::slice::Iter<'_, $error> {
                self.0.iter()
            }
        }

        impl From<$crate::values::error_list::ErrorList<$error>> for $errors {
            fn from(errors: $crate::values::error_list::ErrorList<$error>) -> Self {
                Self(errors)
            }
        }

        /// As the list of its errors.
        impl serde::Serialize for $errors {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self)
            }
        }

        impl<'a> IntoIterator for &'a $errors {
            type Item = &'a $error;
            type IntoIter = std::slice::Iter<'a, $error>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl IntoIterator for $errors {
            type Item = $error;
            type IntoIter = std::vec::IntoIter<$error>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }
    };
}

pub(crate) use error_list;
