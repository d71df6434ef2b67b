//! Scopes: which contingents something applies to (rules#scope).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::spec::contingent::Contingent;
use crate::values::country::Country;
use crate::values::mission::Mission;

/// The contingents that something applies to: those that match every list given; everyone by default.
///
/// Its `Display` is short: `USA in IRQ, SYR on training`, or `everyone`.
///
/// ```
/// use drawdown::{Contingent, Scope, Troops};
///
/// let iraq = Scope { hosts: Some(vec!["IRQ".parse()?]), ..Scope::EVERYONE };
/// let in_syria = Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900));
/// assert!(!iraq.matches(&in_syria));
/// assert!(Scope::EVERYONE.matches(&in_syria));
/// # Ok::<(), drawdown::error::ParseCountryError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The contributors; all of them by default.
    #[serde(default, rename = "contributor", with = "one_or_many")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributors: Option<Vec<Country>>,
    /// The hosts; all of them by default.
    #[serde(default, rename = "host", with = "one_or_many")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<Country>>,
    /// The missions; all of them by default.
    #[serde(default, rename = "mission", with = "one_or_many")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missions: Option<Vec<Mission>>,
}

impl Scope {
    /// The whole theatre.
    pub const EVERYONE: Self = Self { contributors: None, hosts: None, missions: None };

    /// All troops in one host.
    #[must_use]
    pub fn host(host: Country) -> Self {
        Self { hosts: Some(vec![host]), ..Self::EVERYONE }
    }

    /// All troops of one contributor.
    #[must_use]
    pub fn contributor(contributor: Country) -> Self {
        Self { contributors: Some(vec![contributor]), ..Self::EVERYONE }
    }

    /// All troops with one mission.
    #[must_use]
    pub fn mission(mission: Mission) -> Self {
        Self { missions: Some(vec![mission]), ..Self::EVERYONE }
    }

    /// Whether a contingent is in the scope.
    #[must_use]
    pub fn matches(&self, contingent: &Contingent) -> bool {
        fn includes<T: PartialEq>(list: Option<&Vec<T>>, value: &T) -> bool {
            list.is_none_or(|list| list.contains(value))
        }
        includes(self.contributors.as_ref(), &contingent.contributor)
            && includes(self.hosts.as_ref(), &contingent.host)
            && includes(self.missions.as_ref(), &contingent.mission)
    }

    /// Whether both name the same sets, in any order (rules#adjustments).
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.sorted() == other.sorted()
    }

    /// The same scope with every list sorted and without duplicates.
    pub(crate) fn sorted(&self) -> Self {
        fn set<T: Ord>(mut list: Vec<T>) -> Vec<T> {
            list.sort_unstable();
            list.dedup();
            list
        }
        let Self { contributors, hosts, missions } = self.clone();
        Self {
            contributors: contributors.map(set),
            hosts: hosts.map(set),
            missions: missions.map(set),
        }
    }
}

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

    use serde::de::value::{SeqAccessDeserializer, StrDeserializer};
    use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
    use serde::{Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
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
        deserializer.deserialize_any(OneOrMany(PhantomData)).map(Some)
    }

    struct OneOrMany<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("one value or a list of them")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Vec<T>, E> {
            T::deserialize(StrDeserializer::new(text)).map(|one| vec![one])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }
}
