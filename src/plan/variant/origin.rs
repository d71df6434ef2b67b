//! Where the entries of a variant's plan come from, so that errors name places in the plan file.

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::PlanError;
use crate::plan::place::Place;
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Variant};

/// Where an entry of a copy comes from: the plan as written, or an adjustment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Origin {
    Written(usize),
    Adjustment(usize),
}

/// The origins of the entries that adjustments replace, add or take out.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    pub(crate) phases: Vec<Origin>,
    pub(crate) residuals: Vec<Origin>,
    pub(crate) holds: Vec<Origin>,
    pub(crate) caps: Vec<Origin>,
}

impl Origins {
    pub(crate) fn of(spec: &PlanSpec) -> Self {
        let written = |count: usize| (0..count).map(Origin::Written).collect();
        Self {
            phases: written(spec.phases.len()),
            residuals: written(spec.residuals.len()),
            holds: written(spec.holds.len()),
            caps: written(spec.caps.len()),
        }
    }

    /// An error of the copy, with its places as the file has them.
    pub(crate) fn located(&self, variant: &Variant, error: PlanError) -> LocatedError {
        let (adjustment, place) = self.place(variant, &error.place);
        let problem = match error.problem {
            PlanErrorKind::DuplicateName { name, first } => {
                let (adjustment, first) = self.place(variant, &first);
                let first = match adjustment {
                    Some(j) => Place::top("adjust").index(j).join(&first),
                    None => first,
                };
                PlanErrorKind::DuplicateName { name, first }
            }
            problem => problem,
        };
        LocatedError { adjustment, place, problem }
    }

    /// A place of the copy: in an adjustment, or in the plan as written.
    fn place(&self, variant: &Variant, place: &Place) -> (Option<usize>, Place) {
        let origins = match place.list() {
            Some("phase") => &self.phases,
            Some("residual") => &self.residuals,
            Some("hold") => &self.holds,
            Some("cap") => &self.caps,
            _ => return (None, place.clone()),
        };
        match place.entry_index().and_then(|i| origins.get(i)) {
            Some(Origin::Written(i)) => (None, place.with_entry_index(*i)),
            Some(Origin::Adjustment(j)) => {
                let own = match variant.adjust.get(*j) {
                    Some(Adjustment::Add { .. }) => Place::top("add").key("phase"),
                    Some(Adjustment::Residual(_)) => Place::top("residual"),
                    Some(Adjustment::Hold(_)) => Place::top("hold"),
                    _ => Place::top("cap"),
                };
                (Some(*j), own.join(&place.in_entry()))
            }
            None => (None, place.clone()),
        }
    }
}

/// An error of the plan that a variant makes, by the file's own keys: in an adjustment, or in the
/// plan as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LocatedError {
    pub(crate) adjustment: Option<usize>,
    pub(crate) place: Place,
    pub(crate) problem: PlanErrorKind,
}
