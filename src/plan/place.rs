//! Places in a plan, by the file's own keys.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A place in a plan, such as `phase[1].deadline`, counted from 0.
///
/// It serializes as that text. Its [segments](Self::segments) say the same for programs, and collect into a place.
///
/// ```
/// use drawdown::error::Segment;
/// use drawdown::{Contingent, Plan, PlanSpec, Troops};
///
/// let mut spec = PlanSpec::new("Twice the same", "2024-08".parse()?);
/// let troops = Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500));
/// spec.contingents = vec![troops.clone(), troops];
/// let errors = Plan::new(spec).unwrap_err();
/// let place = errors.first().map(|error| &error.place).ok_or("no error")?;
/// assert_eq!(place.to_string(), "contingent[1]");
/// assert_eq!(place.segments(), [Segment::Key("contingent".into()), Segment::Index(1)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place(Vec<Segment>);

/// One step on the way to a [`Place`].
///
/// ```
/// use drawdown::error::{Place, Segment};
///
/// let field: Place = [Segment::Key("cap".into()), Segment::Index(0)].into_iter().collect();
/// assert_eq!(field.to_string(), "cap[0]");
/// // A client reads the segments that a service has sent.
/// let sent = serde_json::to_string(field.segments())?;
/// let path: Vec<Segment> = serde_json::from_str(&sent)?;
/// assert_eq!(path.into_iter().collect::<Place>(), field);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Segment {
    /// A key of a table.
    Key(Cow<'static, str>),
    /// The position in a list, counted from 0.
    Index(usize),
    /// What follows is a place in the plan that the variant makes, not in the file; shown as `: `.
    Within,
}

/// A key as text, a position as a number; [`Segment::Within`] as nothing.
impl Serialize for Segment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Key(key) => key.serialize(serializer),
            Self::Index(index) => index.serialize(serializer),
            Self::Within => serializer.serialize_unit(),
        }
    }
}

/// From the `path` of an error as JSON: text is a key, a number is a position, and nothing is [`Segment::Within`].
impl<'de> Deserialize<'de> for Segment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a key, a position or nothing")]
        enum Written {
            Key(String),
            Index(usize),
            Within(()),
        }

        Ok(match Written::deserialize(deserializer)? {
            Written::Key(key) => Self::Key(key.into()),
            Written::Index(index) => Self::Index(index),
            Written::Within(()) => Self::Within,
        })
    }
}

impl Place {
    /// The plan itself.
    pub(crate) const fn root() -> Self {
        Self(Vec::new())
    }

    /// A key of the plan.
    pub(crate) fn top(key: &'static str) -> Self {
        Self(vec![Segment::Key(key.into())])
    }

    /// An entry of one of the plan's lists.
    pub(crate) fn entry(list: &'static str, index: usize) -> Self {
        Self(vec![Segment::Key(list.into()), Segment::Index(index)])
    }

    pub(crate) fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.and(Segment::Key(key.into()))
    }

    pub(crate) fn index(&self, index: usize) -> Self {
        self.and(Segment::Index(index))
    }

    /// A place in the plan that the adjustment at this place makes.
    pub(crate) fn within(&self, place: &Self) -> Self {
        let mut segments = self.and(Segment::Within).0;
        segments.extend(place.0.iter().cloned());
        Self(segments)
    }

    fn and(&self, segment: Segment) -> Self {
        let mut place = self.clone();
        place.0.push(segment);
        place
    }

    /// The place around this one.
    pub(crate) fn parent(&self) -> Self {
        let mut segments = self.0.clone();
        segments.pop();
        Self(segments)
    }

    /// A place below this one.
    pub(crate) fn join(&self, below: &Self) -> Self {
        let mut segments = self.0.clone();
        segments.extend(below.0.iter().cloned());
        Self(segments)
    }

    /// The place at the end of a path that begins here.
    #[cfg(any(feature = "toml", feature = "json"))]
    pub(crate) fn below(&self, path: &[Segment]) -> Self {
        Self([&self.0, path].concat())
    }

    /// The index of the list entry that this place is in.
    pub(crate) fn entry_index(&self) -> Option<usize> {
        match self.0.get(1) {
            Some(Segment::Index(index)) => Some(*index),
            _ => None,
        }
    }

    /// The same place in another entry.
    pub(crate) fn with_entry_index(&self, index: usize) -> Self {
        let mut place = self.clone();
        if let Some(segment) = place.0.get_mut(1) {
            *segment = Segment::Index(index);
        }
        place
    }

    /// This place, relative to its entry.
    pub(crate) fn in_entry(&self) -> Self {
        Self(self.0.iter().skip(2).cloned().collect())
    }

    /// The steps to the place, from the plan itself.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// The top-level key that this place is under.
    pub(crate) fn list(&self) -> Option<&str> {
        match self.0.first() {
            Some(Segment::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// The key of a list's entry that this place is under, if it is not the entry itself.
    pub(crate) fn key_of_entry(&self) -> Option<&str> {
        match self.0.get(2) {
            Some(Segment::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// Whether this is the place of a name in the variant that another place is in.
    pub(crate) fn names_in_the_variant_of(&self, other: &Self) -> bool {
        let named = matches!(self.0.last(), Some(Segment::Key(key)) if key == "name");
        named && self.list() == Some("variant") && self.0.get(..2) == other.0.get(..2)
    }

    pub(crate) fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

/// A place being checked. It stays on the stack, and becomes a [`Place`] once there is an error to report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathCursor<'a> {
    around: Option<&'a PathCursor<'a>>,
    step: Step,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Root,
    Key(&'static str),
    Index(usize),
    Entry(&'static str, usize),
}

impl PathCursor<'_> {
    /// The plan itself.
    pub(crate) const fn root() -> Self {
        Self { around: None, step: Step::Root }
    }

    /// A key of the plan.
    pub(crate) const fn top(key: &'static str) -> Self {
        Self { around: None, step: Step::Key(key) }
    }

    /// An entry of one of the plan's lists.
    pub(crate) const fn entry(list: &'static str, index: usize) -> Self {
        Self { around: None, step: Step::Entry(list, index) }
    }

    pub(crate) const fn key(&self, key: &'static str) -> PathCursor<'_> {
        PathCursor { around: Some(self), step: Step::Key(key) }
    }

    pub(crate) const fn index(&self, index: usize) -> PathCursor<'_> {
        PathCursor { around: Some(self), step: Step::Index(index) }
    }
}

impl From<&PathCursor<'_>> for Place {
    fn from(at: &PathCursor<'_>) -> Self {
        let mut place = at.around.map_or_else(Self::root, Self::from);
        match at.step {
            Step::Root => {}
            Step::Key(key) => place.0.push(Segment::Key(key.into())),
            Step::Index(index) => place.0.push(Segment::Index(index)),
            Step::Entry(list, index) => {
                place.0.extend([Segment::Key(list.into()), Segment::Index(index)]);
            }
        }
        place
    }
}

impl From<PathCursor<'_>> for Place {
    fn from(at: PathCursor<'_>) -> Self {
        Self::from(&at)
    }
}

impl FromIterator<Segment> for Place {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fresh = true;
        for segment in &self.0 {
            match segment {
                Segment::Key(key) => {
                    if !fresh {
                        f.write_str(".")?;
                    }
                    // Keys come from files: one line each, and none too long.
                    for c in key.chars().take(200) {
                        write!(f, "{}", c.escape_debug())?;
                    }
                }
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Within => f.write_str(": ")?,
            }
            fresh = matches!(segment, Segment::Within);
        }
        Ok(())
    }
}
