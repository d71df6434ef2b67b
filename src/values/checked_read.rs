//! Reads results, and refuses those that contradict themselves.

/// Deserializes a struct of these fields. The function says what contradicts itself in it, if anything does.
macro_rules! read_checked {
    ($type:ident { $($(#[$with:meta])* $field:ident: $field_type:ty),* $(,)? }, $problem:expr) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                struct Read { $($(#[$with])* $field: $field_type),* }

                let Read { $($field),* } = Read::deserialize(deserializer)?;
                let read = Self { $($field),* };
                let problem: fn(&Self) -> Option<&'static str> = $problem;
                match problem(&read) {
                    None => Ok(read),
                    Some(problem) => Err(serde::de::Error::custom(problem)),
                }
            }
        }
    };
}
pub(crate) use read_checked;

/// The words of the first contradiction that is found.
pub(crate) fn first(contradictions: &[(bool, &'static str)]) -> Option<&'static str> {
    contradictions.iter().find(|(is_found, _)| *is_found).map(|(_, words)| *words)
}
