//! Finds what is allowed in a plan and probably not meant (rules#warnings). No warning changes a result.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use thiserror::Error;

use crate::engine::phase_allocation::PhaseAllocation;
use crate::plan::checked::Plan;
use crate::plan::errors::{Position, at, colon};
use crate::plan::estimate_source::{EstimateId, EstimateSource};
use crate::plan::numbers::Numbers;
use crate::plan::place::Place;
use crate::plan::timeline::{CanRun, Timeline};
use crate::plan::window::DatedWindow;
use crate::projection::projection_type::Projection;
use crate::projection::warning_kind::WarningKind;
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Shift};
use crate::spec::phase::Target;
use crate::spec::slip::SlipMonths;
use crate::values::currency::is_iso_4217;
use crate::values::estimate::Estimate;
use crate::values::percent::Percent;
use crate::values::quantity::Quantity;
use crate::values::visible::is_invisible;
use crate::values::year_month::YearMonth;

/// Something in a plan that is allowed and probably not meant. It changes no result.
///
/// `Display` writes line, column, place, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{place}{}{kind}", at(position.as_ref()), colon(place))]
#[non_exhaustive]
pub struct Warning {
    /// Where, by the file's own keys; the plan itself where it concerns no single entry.
    pub place: Place,
    /// Where in the text of the plan file; `None` for a plan that is not from a file, and for a variant.
    pub position: Option<Position>,
    /// What, and what would be right.
    pub kind: WarningKind,
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Warning", 5)?;
        fields.serialize_field("place", &self.place)?;
        fields.serialize_field("code", self.kind.code())?;
        fields.serialize_field("message", &self.kind.to_string())?;
        fields.serialize_field("kind", &self.kind)?;
        fields.serialize_field("position", &self.position)?;
        fields.end()
    }
}

impl Plan {
    /// What is allowed in the plan and probably not meant, in the order of the plan file
    /// ([rule](crate::rules#warnings)). No warning changes a result.
    ///
    /// ```
    /// # #[cfg(feature = "toml")] {
    /// use drawdown::Plan;
    ///
    /// let plan = Plan::from_toml(r#"
    /// title = "Half of them"
    /// as_of = "2024-08"
    ///
    /// [[contingent]]
    /// contributor = "USA"
    /// host = "IRQ"
    /// strength = 2500
    ///
    /// [[phase]]
    /// name = "all"
    /// target = { reduce_by = 5000 }
    /// deadline = "2026-12-31"
    /// "#)?;
    /// let warnings: Vec<String> = plan.warnings().iter().map(ToString::to_string).collect();
    /// assert_eq!(
    ///     warnings,
    ///     ["line 12, column 24: phase[0].target.reduce_by: 5,000 troops, but its scope has 2,500; give a number \
    ///       up to 2,500"]
    /// );
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut checker = Checker { plan: self, projection: self.project(), warnings: Vec::new() };
        checker.check_names();
        checker.check_contingents();
        checker.check_events();
        checker.check_residuals();
        checker.check_phases();
        checker.check_windows();
        checker.check_costs();
        checker.check_draws();
        checker.check_variants();
        checker.check_seeks();
        let mut warnings = checker.warnings;
        if let Some(text) = &self.text {
            let places: Vec<&Place> = warnings.iter().map(|warning| &warning.place).collect();
            let positions = text.locate(&places);
            for (warning, position) in warnings.iter_mut().zip(positions) {
                warning.position = position;
            }
            let position =
                |warning: &Warning| warning.position.as_ref().map(|p| (p.line, p.column));
            warnings.sort_by_key(position);
        }
        warnings
    }
}

/// Collects the warnings of a plan, list by list.
struct Checker<'p> {
    plan: &'p Plan,
    projection: Projection,
    warnings: Vec<Warning>,
}

impl Checker<'_> {
    fn add(&mut self, place: Place, kind: WarningKind) {
        self.warnings.push(Warning { place, position: None, kind });
    }

    fn check_names(&mut self) {
        let spec = &self.plan.spec;
        let mut found = Vec::new();
        let mut check = |place: Place, name: &str| {
            if name.chars().any(is_invisible) {
                found.push((place, WarningKind::Invisible { name: name.to_owned() }));
            }
        };
        check(Place::top("title"), &spec.title);
        for (i, source) in spec.sources.iter().enumerate() {
            check(Place::entry("source", i).key("id"), &source.id);
            check(Place::entry("source", i).key("title"), &source.title);
        }
        for (i, event) in spec.events.iter().enumerate() {
            check(Place::entry("event", i).key("id"), &event.id);
            check(Place::entry("event", i).key("name"), event.name.as_deref().unwrap_or(""));
        }
        let mut names = |list, names: &mut dyn Iterator<Item = &String>| {
            for (i, name) in names.enumerate() {
                check(Place::entry(list, i).key("name"), name);
            }
        };
        names("country", &mut spec.countries.iter().map(|country| &country.name));
        names("phase", &mut spec.phases.iter().map(|phase| &phase.name));
        names("hold", &mut spec.holds.iter().map(|hold| &hold.name));
        names("cap", &mut spec.caps.iter().map(|cap| &cap.name));
        names("cost", &mut spec.costs.iter().map(|cost| &cost.name));
        names("hazard", &mut spec.hazards.iter().map(|hazard| &hazard.name));
        names("slip", &mut spec.slips.iter().map(|slip| &slip.name));
        names("variant", &mut spec.variants.iter().map(|variant| &variant.name));
        for (place, kind) in found {
            self.add(place, kind);
        }
    }

    fn check_contingents(&mut self) {
        let spec = &self.plan.spec;
        for (i, contingent) in spec.contingents.iter().enumerate() {
            let place = |key| Place::entry("contingent", i).key(key);
            let (contributor, host) = (contingent.contributor, contingent.host);
            for (key, code) in [("contributor", contributor), ("host", host)] {
                let is_named = spec.countries.iter().any(|country| country.code == code);
                if code.is_user_assigned() && !is_named {
                    self.add(place(key), WarningKind::UnnamedCode { code });
                }
            }
            if contributor == host {
                self.add(place("host"), WarningKind::OwnHost { country: host });
            }
        }
    }

    fn check_events(&mut self) {
        let spec = &self.plan.spec;
        for (i, event) in spec.events.iter().enumerate() {
            let is_undated = self.projection.data().timeline.events[i].is_none();
            let waiting = spec.phases.iter().find(|phase| phase.waits_for.contains(&event.id));
            if let Some(phase) = waiting.filter(|_| is_undated) {
                let kind = WarningKind::AwaitedUndated { phase: phase.name.clone() };
                self.add(Place::entry("event", i), kind);
            }
        }
    }

    fn check_phases(&mut self) {
        let plan = self.plan;
        let first = plan.spec.as_of.saturating_add(1);
        let outcomes = self.projection.deadlines();
        let capped = plan.references.capped();
        for (i, (phase, outcome)) in plan.spec.phases.iter().zip(&outcomes).enumerate() {
            let place = Place::entry("phase", i);
            let dates = &self.projection.data().timeline.phases[i];
            if dates.run == CanRun::Past {
                let is_due = dates.binds.is_some_and(|b| b < 1);
                let (key, day) =
                    if is_due { ("deadline", dates.deadline) } else { ("until", dates.until) };
                if let Some(day) = day {
                    let month = day.nearest_month_end().unwrap_or(YearMonth::MIN);
                    self.add(place.key(key), WarningKind::Past { day: day.date(), month, first });
                }
            }
            let allocation = self.projection.data().started(i);
            if let Some((key, kind)) = allocation.and_then(|a| beyond_reach(&phase.target, a)) {
                self.add(place.key("target").key(key), kind);
            }
            if let Some((key, percent)) = phase.target.percent()
                && Percent::from(0) < percent
                && percent < Percent::from(1)
            {
                self.add(place.key("target").key(key), WarningKind::SmallPercent { percent });
            }
            let figures = outcome.busiest_month.zip(outcome.busiest).zip(outcome.planned_busiest);
            if let Some(((month, busiest), planned)) = figures
                && outcome.met == Some(true)
                && busiest > planned.saturating_mul(2)
                && !plan.leaving(i).any(|contingent| capped.contains(&contingent))
            {
                let leaves_host = plan.leaving(i).next().is_some();
                let kind = WarningKind::UncappedSurge { month, busiest, planned, leaves_host };
                self.add(place, kind);
            }
        }
    }

    fn check_residuals(&mut self) {
        let plan = self.plan;
        let last_cut = self.last_cut();
        for (i, residual) in plan.spec.residuals.iter().enumerate() {
            let place = Place::entry("residual", i);
            let schedule = self.projection.data();
            let scope = &plan.references.residuals[i].scope;
            let strengths = scope.iter().map(|&c| u64::from(schedule.numbers.strengths[c]));
            let (strength, number) = (strengths.sum(), u64::from(residual.strength.best()));
            let window = schedule.timeline.residuals[i];
            let is_stuck = self.keeps_after_its_end(i, &last_cut);
            if number > strength && !self.is_fed(scope) {
                let kind = WarningKind::AboveStrength { number, strength };
                self.add(place.key("strength"), kind);
            }
            if let Some(through) = window.through.filter(|_| is_stuck) {
                let kind = WarningKind::StaysAfterEnd { through: through.date() };
                self.add(place.key("through"), kind);
            }
        }
    }

    /// Whether a phase sends or raises anybody into a scope.
    fn is_fed(&self, scope: &[usize]) -> bool {
        let mut phases = self.plan.spec.phases.iter().zip(self.plan.references.phases.iter());
        phases.any(|(phase, references)| {
            references.scope.iter().any(|route| {
                let into = if phase.target.is_raise() { Some(route.contingent) } else { route.to };
                into.is_some_and(|into| scope.contains(&into))
            })
        })
    }

    /// Whether a residual ends within the projection while it keeps troops that no later phase moves, by the last month
    /// in which a cut moves each contingent.
    fn keeps_after_its_end(&self, i: usize, last_cut: &[i32]) -> bool {
        let schedule = self.projection.data();
        let months = schedule.timeline.residuals[i].months;
        if months.last < months.first.max(0) || months.last >= self.plan.horizon() {
            return false;
        }
        let scope = self.plan.references.residuals[i].scope.iter();
        let stays = |(&c, &share): (&usize, &u32)| share > 0 && last_cut[c] <= months.last;
        scope.zip(&schedule.floors.shares[i]).any(stays)
    }

    /// The last month in which a phase that started moves each contingent by a cut.
    fn last_cut(&self) -> Vec<i32> {
        let schedule = self.projection.data();
        let mut last = vec![i32::MIN; self.plan.spec.contingents.len()];
        let cuts = schedule.started.iter().filter(|started| !schedule.is_raise(started.phase));
        for allocation in cuts {
            for route in schedule.routes(allocation.phase) {
                last[route.contingent] = last[route.contingent].max(allocation.last);
            }
        }
        last
    }

    fn check_windows(&mut self) {
        let through = self.plan.through();
        let schedule = self.projection.schedule().clone();
        let timeline = &schedule.data.timeline;
        let lists =
            [("residual", &timeline.residuals), ("hold", &timeline.holds), ("cap", &timeline.caps)];
        for (list, windows) in lists {
            for (i, &DatedWindow { months, from, through: last }) in windows.iter().enumerate() {
                let place = Place::entry(list, i);
                if let (Some(from), Some(last)) = (from, last)
                    && months.last < months.first
                {
                    let (from, through) = (from.date(), last.date());
                    self.add(place.clone(), WarningKind::CoversNoMonth { from, through });
                }
                // What has an undated beginning never begins.
                let begins = months.first < i32::MAX;
                if last.is_none() && begins && list != "residual" {
                    self.add(place, WarningKind::WithoutEnd { through });
                }
            }
        }
    }

    fn check_costs(&mut self) {
        for (i, cost) in self.plan.spec.costs.iter().enumerate() {
            if !is_iso_4217(&cost.currency) {
                let kind = WarningKind::UnknownCurrency { currency: cost.currency.clone() };
                self.add(Place::entry("cost", i).key("currency"), kind);
            }
        }
    }

    fn check_draws(&mut self) {
        let mut seen = Seen::default();
        Numbers::new(self.plan, &mut seen);
        Timeline::new(self.plan, &mut seen, Some(&self.plan.baseline));
        let hazards = &self.plan.spec.hazards;
        for hazard in hazards {
            seen.differs |= hazard.monthly_chance.value() > 0.0 && hazard.lasts.high() > 0;
        }
        if (seen.estimates || !hazards.is_empty()) && !seen.differs {
            self.add(Place::root(), WarningKind::NothingToDraw);
        }
    }

    fn check_seeks(&mut self) {
        for (i, seek) in self.plan.spec.seeks.iter().enumerate() {
            if seek.chance == Some(Percent::new(0)) {
                self.add(Place::entry("seek", i).key("chance"), WarningKind::ChanceOfZero);
            }
        }
    }

    fn check_variants(&mut self) {
        for (i, variant) in self.plan.spec.variants.iter().enumerate() {
            for (j, adjustment) in variant.adjust.iter().enumerate() {
                let Adjustment::Shift(Shift::Event { event, .. }) = adjustment else { continue };
                let dates = |other: &Adjustment| matches!(other, Adjustment::Date { event: e, .. } if e == event);
                let is_dated = |spec: &PlanSpec| {
                    let i = spec.event_index(event);
                    i.is_none_or(|i| self.projection.data().timeline.events[i].is_some())
                };
                if !is_dated(&self.plan.spec) && !variant.adjust[..j].iter().any(dates) {
                    let place = Place::entry("variant", i).key("adjust").index(j).key("shift");
                    let kind = WarningKind::ShiftsUndated { event: event.clone() };
                    self.add(place.key("event"), kind);
                }
            }
        }
    }
}

/// What is wrong with the number of a target, and its key.
fn beyond_reach(
    target: &Target,
    allocation: &PhaseAllocation,
) -> Option<(&'static str, WarningKind)> {
    let PhaseAllocation { level: strength, spare: movable, .. } = *allocation;
    let (key, number, wanted) = match target {
        Target::ReduceBy(n) => ("reduce_by", u64::from(n.best()), u64::from(n.best())),
        Target::ReduceTo(n) => {
            let number = u64::from(n.best());
            ("reduce_to", number, strength.saturating_sub(number))
        }
        _ => return None,
    };
    if number > strength {
        return Some((key, WarningKind::AboveStrength { number, strength }));
    }
    let kind = WarningKind::BeyondFloors { wanted, movable, strength };
    (wanted > movable).then_some((key, kind))
}

/// Sees every estimate of a plan.
#[derive(Default)]
struct Seen {
    /// Whether any is written as one.
    estimates: bool,
    /// Whether any can make a draw differ.
    differs: bool,
}

impl EstimateSource for Seen {
    fn value<T: Quantity>(&mut self, _: EstimateId, estimate: &Estimate<T>) -> T {
        self.estimates |= !estimate.values().is_empty();
        self.differs |= estimate.low() != estimate.high();
        estimate.best()
    }

    fn slip(&mut self, _: EstimateId, months: &SlipMonths) -> i32 {
        self.estimates = true;
        self.differs |= months.values.iter().any(|&months| months != 0);
        0
    }
}
