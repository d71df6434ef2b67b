//! How distributions and the parts of a summary are written and read.

use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ensemble::distribution::{Distribution, MAX_VALUE};
use crate::values::scalar::wide;

/// How people read a distribution.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Table {
    draws: u64,
    beyond_horizon: u64,
    counts: Vec<ValueCount>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ValueCount {
    #[serde(with = "wide")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::scalar::Wide"))]
    value: i128,
    count: u64,
}

crate::values::scalar::schema_of_twin!(Distribution, Table, "Distribution");

/// For people as `draws`, `beyond_horizon` and `counts`, else compactly: the draws without a value, then each value as the step from the one before,
/// with its count.
impl Serialize for Distribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let counts = self.counts().map(|(value, count)| ValueCount { value, count });
            let (draws, beyond_horizon) = (self.draws(), self.never);
            return Table { draws, beyond_horizon, counts: counts.collect() }.serialize(serializer);
        }
        let mut before = 0;
        let step = |(value, count)| (value - std::mem::replace(&mut before, value), count);
        let steps: Vec<(i128, u64)> = self.counts().map(step).collect();
        (self.never, steps).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Distribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let error = de::Error::custom;
        if deserializer.is_human_readable() {
            let Table { draws, beyond_horizon, counts } = Table::deserialize(deserializer)?;
            let counts = counts.into_iter().map(|one| (one.value, one.count)).collect();
            let read = Self::read(counts, beyond_horizon).map_err(error)?;
            let is_whole = read.draws() == draws;
            return is_whole
                .then_some(read)
                .ok_or_else(|| error("the counts are not of all draws"));
        }
        let (never, mut counts): (u64, Vec<(i128, u64)>) = Deserialize::deserialize(deserializer)?;
        let mut value = 0_i128;
        for (step, _) in &mut counts {
            value = value.saturating_add(*step); // beyond what is allowed if it does not fit
            *step = value;
        }
        Self::read(counts, never).map_err(error)
    }
}

impl Distribution {
    /// A distribution as it was written: values ascend, no count is 0, and all of them can be added up.
    fn read(counts: Vec<(i128, u64)>, never: u64) -> Result<Self, &'static str> {
        let is_possible =
            |&(value, count): &(i128, u64)| value.unsigned_abs() <= MAX_VALUE && count > 0;
        let ascends = counts.is_sorted_by(|(before, _), (value, _)| before < value);
        let draws = counts.iter().try_fold(never, |sum, (_, count)| sum.checked_add(*count));
        match draws {
            Some(draws) if ascends && counts.iter().all(is_possible) => {
                Ok(Self { counts, valued: draws - never, never })
            }
            _ => Err("the values of a distribution must ascend"),
        }
    }
}

/// Reads a struct of these fields, and refuses one whose parts do not agree.
macro_rules! read_if_consistent {
    ($type:ident { $($fields:tt)* }, $is_consistent:expr) => {
        crate::values::checked_read::read_checked!($type { $($fields)* }, |read| {
            let is_consistent: fn(&Self) -> bool = $is_consistent;
            (!is_consistent(read)).then_some("the parts do not agree")
        });
    };
}
pub(super) use read_if_consistent;

/// Costs by currency, in listing order.
pub(super) mod by_currency {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::ensemble::distribution::Distribution;

    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    pub(in super::super) struct Costs<C, D> {
        currency: C,
        twelfths: D,
    }

    pub(in super::super) fn serialize<S: Serializer>(
        costs: &[(String, Distribution)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer
            .collect_seq(costs.iter().map(|(currency, twelfths)| Costs { currency, twelfths }))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Distribution)>, D::Error> {
        let costs = Vec::<Costs<String, Distribution>>::deserialize(deserializer)?;
        Ok(costs.into_iter().map(|costs| (costs.currency, costs.twelfths)).collect())
    }
}
