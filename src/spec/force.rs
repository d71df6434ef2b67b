//! Who is there, which of them is meant, and who says so.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::values::country::Country;
use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::troops::Troops;

/// The troops of one contributor in one host with one mission; unique in a plan.
///
/// ```
/// use drawdown::{Contingent, Mission, Troops};
///
/// let advisers = Contingent {
///     mission: Mission::AdviseAndAssist,
///     ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))
/// };
/// assert_eq!(advisers.strength.best(), Troops(2_500));
/// # Ok::<(), drawdown::ParseCountryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contingent {
    /// The country that sends them.
    pub contributor: Country,
    /// The country they stand in.
    pub host: Country,
    /// What they are there for.
    #[serde(default, skip_serializing_if = "is_unspecified")]
    pub mission: Mission,
    /// Troops at the end of `as_of`.
    #[doc(alias = "end strength")]
    pub strength: Estimate<Troops>,
    /// The id of a [`Source`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Contingent {
    /// A contingent with its mission unspecified and no source.
    ///
    /// ```
    /// use drawdown::{Contingent, Mission, Troops};
    ///
    /// let troops = Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900));
    /// assert_eq!(troops.mission, Mission::Unspecified);
    /// # Ok::<(), drawdown::ParseCountryError>(())
    /// ```
    #[must_use]
    pub fn new(contributor: Country, host: Country, strength: impl Into<Estimate<Troops>>) -> Self {
        let strength = strength.into();
        Self { contributor, host, mission: Mission::Unspecified, strength, source: None }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde calls it with a reference
pub(crate) fn is_unspecified(mission: &Mission) -> bool {
    *mission == Mission::Unspecified
}

/// Where a figure comes from; every other entry may name one by its id.
///
/// ```
/// let source = drawdown::Source {
///     id: "reuters-2024-09-06".into(),
///     title: "US-Iraq deal would see hundreds of troops withdraw in first year, sources say".into(),
///     date: Some("2024-09-06".parse()?),
///     url: None,
/// };
/// # Ok::<(), drawdown::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Unique among the plan's sources.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Which contingents are meant: all that match every list that is given; everyone by default.
///
/// ```
/// use drawdown::{Contingent, Scope, Troops};
///
/// let iraq = Scope { hosts: Some(vec!["IRQ".parse()?]), ..Scope::default() };
/// let in_syria = Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900));
/// assert!(!iraq.matches(&in_syria));
/// assert!(Scope::EVERYONE.matches(&in_syria));
/// # Ok::<(), drawdown::ParseCountryError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The contributors meant; all of them where absent.
    #[serde(default, rename = "contributor", with = "one_or_many")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributors: Option<Vec<Country>>,
    /// The hosts meant; all of them where absent.
    #[serde(default, rename = "host", with = "one_or_many")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<Country>>,
    /// The missions meant; all of them where absent.
    #[serde(default, rename = "mission", with = "one_or_many")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missions: Option<Vec<Mission>>,
}

impl Scope {
    /// The whole theatre.
    ///
    /// ```
    /// assert_eq!(drawdown::Scope::EVERYONE, drawdown::Scope::default());
    /// ```
    pub const EVERYONE: Self = Self { contributors: None, hosts: None, missions: None };

    /// Everyone in one host.
    ///
    /// ```
    /// let iraq = drawdown::Scope::host("IRQ".parse()?);
    /// assert_eq!(iraq.contributors, None);
    /// # Ok::<(), drawdown::ParseCountryError>(())
    /// ```
    #[must_use]
    pub fn host(host: Country) -> Self {
        Self { hosts: Some(vec![host]), ..Self::EVERYONE }
    }

    /// Everyone sent by one contributor.
    ///
    /// ```
    /// let american = drawdown::Scope::contributor("USA".parse()?);
    /// assert_eq!(american.hosts, None);
    /// # Ok::<(), drawdown::ParseCountryError>(())
    /// ```
    #[must_use]
    pub fn contributor(contributor: Country) -> Self {
        Self { contributors: Some(vec![contributor]), ..Self::EVERYONE }
    }

    /// Everyone there for one mission.
    ///
    /// ```
    /// use drawdown::{Mission, Scope};
    ///
    /// assert_eq!(Scope::mission(Mission::Training).missions, Some(vec![Mission::Training]));
    /// ```
    #[must_use]
    pub fn mission(mission: Mission) -> Self {
        Self { missions: Some(vec![mission]), ..Self::EVERYONE }
    }

    /// Whether a contingent is meant.
    ///
    /// ```
    /// use drawdown::{Contingent, Scope, Troops};
    ///
    /// let troops = Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500));
    /// assert!(Scope::contributor("USA".parse()?).matches(&troops));
    /// # Ok::<(), drawdown::ParseCountryError>(())
    /// ```
    #[must_use]
    pub fn matches(&self, contingent: &Contingent) -> bool {
        fn among<T: PartialEq>(list: Option<&Vec<T>>, value: &T) -> bool {
            list.is_none_or(|list| list.contains(value))
        }
        among(self.contributors.as_ref(), &contingent.contributor)
            && among(self.hosts.as_ref(), &contingent.host)
            && among(self.missions.as_ref(), &contingent.mission)
    }

    /// Whether both name the same sets, in whatever order (DESIGN section 6).
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.sorted() == other.sorted()
    }

    /// The same sets in one order.
    pub(crate) fn sorted(&self) -> Self {
        fn set<T: Ord + Clone>(list: Option<&Vec<T>>) -> Option<Vec<T>> {
            let mut list = list?.clone();
            list.sort_unstable();
            list.dedup();
            Some(list)
        }
        Self {
            contributors: set(self.contributors.as_ref()),
            hosts: set(self.hosts.as_ref()),
            missions: set(self.missions.as_ref()),
        }
    }
}

/// In a few words: `USA in IRQ, training`.
impl fmt::Display for Contingent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}, {}", self.contributor, self.host, self.mission)
    }
}

/// In a few words: `USA in IRQ, SYR on training`, or `everyone`.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn listed<T: fmt::Display>(list: &[T]) -> String {
            list.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
        }
        let contributors = self.contributors.as_deref().map(listed);
        let hosts = self.hosts.as_deref().map(|hosts| format!("in {}", listed(hosts)));
        let missions = self.missions.as_deref().map(|missions| format!("on {}", listed(missions)));
        let parts: Vec<String> = [contributors, hosts, missions].into_iter().flatten().collect();
        if parts.is_empty() { f.write_str("everyone") } else { f.write_str(&parts.join(" ")) }
    }
}

/// One value or a list of them.
mod one_or_many {
    use std::fmt;
    use std::marker::PhantomData;

    use super::{Deserialize, Deserializer, Serialize, Serializer, de};

    // serde's `with` hands over a reference to the field.
    #[allow(clippy::ref_option)]
    pub(super) fn serialize<T, S>(list: &Option<Vec<T>>, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: Serialize,
        S: Serializer,
    {
        match list.as_deref() {
            Some([one]) => one.serialize(serializer),
            list => list.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        struct OneOrMany<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for OneOrMany<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one value or a list of them")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<T>, E> {
                T::deserialize(de::value::StrDeserializer::new(text)).map(|one| vec![one])
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element()? {
                    values.push(value);
                }
                Ok(values)
            }
        }

        deserializer.deserialize_any(OneOrMany(PhantomData)).map(Some)
    }
}
