//! The types an `Estimate` can hold.

use std::fmt;

use serde::{Deserialize, Deserializer};

use crate::values::day::Day;
use crate::values::input_value::InputValue;
use crate::values::scalar::whole_number;
use crate::values::troops::Troops;

/// A type that an [`Estimate`](crate::Estimate) can hold: troops, a number of days or months, or a day.
pub trait Quantity: Copy + Ord + fmt::Display + Into<InputValue> + private::Sealed {
    /// What a value is, for messages.
    #[doc(hidden)]
    const WHAT: &'static str;

    /// The midpoint of two values, rounded down.
    #[doc(hidden)]
    #[must_use]
    fn midpoint(low: Self, high: Self) -> Self;

    /// Whether two values can be in one estimate: a day and a month cannot.
    #[doc(hidden)]
    #[must_use]
    fn alike(_: Self, _: Self) -> bool {
        true
    }

    /// How far this value is above `low`, in troops, days or months.
    #[doc(hidden)]
    fn above(self, low: Self) -> u32;

    /// The value that is `above` this one by so much, in the units of [`above`](Self::above).
    #[doc(hidden)]
    #[must_use]
    fn plus(self, above: u32) -> Self;

    /// Reads a single value, with a message that says what was expected.
    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

mod private {
    pub trait Sealed {}
    impl Sealed for super::Troops {}
    impl Sealed for super::Day {}
    impl Sealed for u32 {}
}

impl Quantity for Troops {
    const WHAT: &'static str = "a whole number of troops";

    fn midpoint(low: Self, high: Self) -> Self {
        Self(low.0.midpoint(high.0))
    }

    fn above(self, low: Self) -> u32 {
        self.0.saturating_sub(low.0)
    }

    fn plus(self, above: u32) -> Self {
        Self(self.0.saturating_add(above))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl Quantity for u32 {
    const WHAT: &'static str = "a whole number of days or months";

    fn midpoint(low: Self, high: Self) -> Self {
        low.midpoint(high)
    }

    fn above(self, low: Self) -> u32 {
        self.saturating_sub(low)
    }

    fn plus(self, above: u32) -> Self {
        self.saturating_add(above)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole_number(deserializer, "a whole number of days or months, 0 to 4294967295")
    }
}

impl Quantity for Day {
    const WHAT: &'static str = "a day";

    fn midpoint(low: Self, high: Self) -> Self {
        low.plus(high.above(low) / 2)
    }

    fn above(self, low: Self) -> u32 {
        let above = match (low.as_month(), self.as_month()) {
            (Some(from), Some(to)) => i64::from(to.months_since(from)),
            _ => self.date().signed_duration_since(low.date()).num_days(),
        };
        u32::try_from(above).unwrap_or(0)
    }

    fn plus(self, above: u32) -> Self {
        let moved = match (self.as_month(), i32::try_from(above)) {
            (Some(month), Ok(months)) => month.checked_add(months).map(Self::from),
            _ => self.plus_days(above),
        };
        moved.unwrap_or(self)
    }

    fn alike(a: Self, b: Self) -> bool {
        a.as_month().is_some() == b.as_month().is_some()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}
