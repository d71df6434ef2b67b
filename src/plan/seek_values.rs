//! The values that a seek tries (rules#seek-values).

use crate::plan::limits::VALUES;
use crate::plan::place::Place;
use crate::plan::seek_error::SeekErrorKind;
use crate::spec::adjustment::Adjustment;
use crate::spec::open_adjustment::{NotOpen, first_value, keys, with_value};
use crate::spec::seek::SeekSpec;
use crate::spec::seek_value::SeekValue;

/// The values of an open number, from the one written on: at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeekValues {
    first: SeekValue,
    step: u32,
    count: u64,
}

/// What is wrong with the values of a seek: a place within it, and the problem.
pub(crate) type ValueError = (Place, SeekErrorKind);

impl SeekValues {
    /// The values that adjustments, a last value and a step give; the places of errors are those of their keys.
    pub(crate) fn new(adjust: &[Adjustment], to: SeekValue, step: u32) -> Result<Self, ValueError> {
        let at = Place::top("adjust");
        let Some((open, before)) = adjust.split_last() else {
            return Err((at, SeekErrorKind::NothingToVary));
        };
        let at = at.index(before.len());
        let first = first_value(open).map_err(|not_open| match not_open {
            NotOpen::NoNumber(adjustment) => {
                (at.clone(), SeekErrorKind::NoOpenNumber { adjustment })
            }
            NotOpen::NoThrough => (at.key("hold"), SeekErrorKind::HoldWithoutThrough),
            NotOpen::NotPlain(keys, wanted) => {
                let place = keys.iter().fold(at.clone(), |place, key| place.key(*key));
                (place, SeekErrorKind::NotPlain { wanted })
            }
        })?;
        let key = keys(open).last().copied().unwrap_or_default();
        let at_to = |problem| Err((Place::top("to"), problem));
        let span = match (first, to) {
            (SeekValue::Number(first), SeekValue::Number(to)) => i128::from(to) - i128::from(first),
            (SeekValue::Month(first), SeekValue::Month(to)) => to.months_since(first).into(),
            _ => return at_to(SeekErrorKind::OtherSort { to, first, key }),
        };
        let Ok(span) = u64::try_from(span) else {
            return at_to(SeekErrorKind::EndsBeforeFirst { to, first, key });
        };
        if with_value(open, to).is_none() {
            return at_to(SeekErrorKind::BeyondMost { to, key });
        }
        if step == 0 {
            return Err((Place::top("step"), SeekErrorKind::StepOfZero));
        }
        Ok(Self { first, step, count: span / u64::from(step) + 1 })
    }

    /// The values of a seek, and those of its `for_each`.
    pub(crate) fn of(seek: &SeekSpec) -> Result<(Self, Option<Self>), Vec<ValueError>> {
        let each = seek.for_each.as_ref().map(|each| {
            Self::new(&each.adjust, each.to, each.step)
                .map_err(|(place, problem)| (Place::top("for_each").join(&place), problem))
        });
        let own = Self::new(&seek.adjust, seek.to, seek.step);
        let (own, each) = match (own, each.transpose()) {
            (Ok(own), Ok(each)) => (own, each),
            (own, each) => return Err(own.err().into_iter().chain(each.err()).collect()),
        };
        let limit = VALUES;
        let too_many = |place: Place, values: u64, each: u64, step: u32| {
            let span = values.saturating_sub(1).saturating_mul(step.into());
            let step = span / (limit / each.max(1)).max(1) + 1;
            (place, SeekErrorKind::TooManyValues { values, each, limit, step })
        };
        let count = each.map_or(1, |each: Self| each.count);
        if let Some(each) = each.filter(|each| each.count > limit) {
            let place = Place::top("for_each");
            return Err(vec![too_many(place, each.count, 1, each.step)]);
        }
        if own.count.saturating_mul(count) > limit {
            return Err(vec![too_many(Place::root(), own.count, count, own.step)]);
        }
        Ok((own, each))
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// The value of a number, from 0.
    pub(crate) fn at(&self, number: u64) -> SeekValue {
        let above = number.saturating_mul(self.step.into());
        match self.first {
            SeekValue::Number(first) => SeekValue::Number(first.saturating_add_unsigned(above)),
            SeekValue::Month(first) => {
                SeekValue::Month(first.saturating_add(i32::try_from(above).unwrap_or(i32::MAX)))
            }
        }
    }

    pub(crate) fn last(&self) -> SeekValue {
        self.at(self.count - 1)
    }

    /// All of them.
    pub(crate) fn iter(self) -> impl Iterator<Item = SeekValue> {
        (0..self.count).map(move |number| self.at(number))
    }

    /// The number of a value, from 0; `None` for one that is not tried.
    pub(crate) fn position(&self, value: SeekValue) -> Option<u64> {
        let above = match (self.first, value) {
            (SeekValue::Number(first), SeekValue::Number(value)) => value.checked_sub(first)?,
            (SeekValue::Month(first), SeekValue::Month(value)) => value.months_since(first).into(),
            _ => return None,
        };
        let above = u64::try_from(above).ok()?;
        let step = u64::from(self.step);
        (above % step == 0 && above / step < self.count).then_some(above / step)
    }
}
