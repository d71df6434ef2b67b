//! The open numbers of seeks as they are written: a plain number or month, no estimate, no string (rules#seek-values).
//!
//! Elsewhere the same keys take estimates and percentages as strings, and what is read no longer tells `90` from
//! `{ best = 90 }`.

use crate::files::value_tree::Tree;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::place::Segment;
use crate::plan::seek_error::SeekErrorKind;
use crate::spec::open_adjustment::{MONTH, NUMBER};
use crate::values::text::excerpt;

/// The keys that lead to an open number that may be an estimate elsewhere, and what it must be here.
const ESTIMATES: [(&[&str], &str); 11] = [
    (&["cap", "per_month"], NUMBER),
    (&["residual", "strength"], NUMBER),
    (&["pace", "pace", "rate"], NUMBER),
    (&["target", "target", "reduce_to"], NUMBER),
    (&["target", "target", "reduce_by"], NUMBER),
    (&["target", "target", "raise_to"], NUMBER),
    (&["target", "target", "raise_by"], NUMBER),
    (&["date", "date"], MONTH),
    (&["deadline", "deadline"], MONTH),
    (&["until", "until"], MONTH),
    (&["hold", "through"], MONTH),
];

/// The keys that lead to an open number that may be a string elsewhere.
const PERCENTAGES: [&[&str]; 3] = [
    &["strength", "percent"],
    &["target", "target", "reduce_by_percent"],
    &["target", "target", "reduce_to_percent"],
];

/// Replaces the open numbers of a seek that are not plain by plain ones; their paths in the seek, and what is wrong.
pub(super) fn replace(seek: &mut Tree) -> Vec<(Vec<Segment>, PlanErrorKind)> {
    let key = |key: &'static str| Segment::Key(key.into());
    let mut found = Vec::new();
    for around in [vec![key("adjust")], vec![key("for_each"), key("adjust")]] {
        let Some(Tree::List(adjust)) = seek.get_mut(&around) else { continue };
        let Some(last) = adjust.len().checked_sub(1) else { continue };
        let path = |keys: &[&'static str]| {
            let last = [Segment::Index(last)];
            let keys = keys.iter().copied().map(key);
            around.iter().cloned().chain(last).chain(keys).collect::<Vec<Segment>>()
        };
        for (keys, wanted) in ESTIMATES {
            let Some(tree) = seek.get_mut(&path(keys)) else { continue };
            // Another table is a day that is counted from others, or is refused wherever it stands.
            let Some(plain) = tree.remove("best").or_else(|| tree.remove("low")) else { continue };
            *tree = plain;
            found.push((path(keys), PlanErrorKind::Seek(SeekErrorKind::NotPlain { wanted })));
        }
        for keys in PERCENTAGES {
            let Some(tree) = seek.get_mut(&path(keys)) else { continue };
            let Tree::Text(text) = tree else { continue };
            let message = format!(
                "found {:?}, but expected a whole number without quotes: the values of the seek begin with it",
                excerpt(text)
            );
            *tree = Tree::Unsigned(1);
            found.push((path(keys), PlanErrorKind::Unreadable { message }));
        }
    }
    found
}
