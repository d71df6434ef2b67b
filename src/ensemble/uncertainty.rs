//! How an ensemble draws estimates where the plan's own words do not say enough (rules#own-uncertainty).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::ensemble::draw_inputs::DrawInputs;
use crate::ensemble::estimate_range::EstimateRange;
use crate::ensemble::uncertainty_error::UncertaintyError;
use crate::plan::checked::Plan;
use crate::values::input_value::InputValue;
use crate::values::probability::Probability;

/// How an ensemble draws the estimates of a plan: by default as the plan says, each from its own triangular
/// distribution, independently. An estimate can be given a [distribution](Self::with_distribution) of your
/// own, a [common cause](Self::with_factor) with others, or [values](Self::with_values) drawn elsewhere; the
/// [chance of a hazard](Self::with_hazard) can depend on such a cause.
///
/// Estimates go by their [names](crate::rules#names-of-draws), which [`Draw::estimates`] lists. Variants
/// draw in the same way what they share with the plan.
///
/// A closure cannot be compared, so the name stands for it: summaries [merge](crate::rules#merging) only
/// if their uncertainties have the same name and data. Give another name to whatever draws differently.
///
/// [`Draw::estimates`]: crate::ensemble::Draw::estimates
///
/// ```
/// use drawdown::ensemble::{Ensemble, Uncertainty};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// // The announcement comes up to six months late; each month is half as likely as the one before.
/// let uncertainty = Uncertainty::new("geometric announcement", &plan).with_distribution(
///     "event[\"announcement\"].date",
///     |estimate, u| {
///         let mut later = 0;
///         while u >= 1.0 - 0.5_f64.powi(later + 1) {
///             later += 1;
///         }
///         estimate.at(later.unsigned_abs()) // that number of months above the low value
///     },
/// )?;
/// let ensemble = Ensemble { uncertainty, ..Ensemble::new(&plan, 2024) };
/// let summary = ensemble.run(0..1_000);
/// let first_year = &summary.as_planned().deadlines()[0];
/// assert_eq!(first_year.met().to_string(), "87.7 %");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, Serialize)]
pub struct Uncertainty {
    name: String,
    /// The estimates that the plan draws, by name.
    #[serde(skip)]
    known: BTreeMap<String, EstimateRange>,
    /// The names of the plan's hazards.
    #[serde(skip)]
    known_hazards: BTreeSet<String>,
    pub(crate) own: BTreeMap<String, OwnInput>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) hazards: BTreeMap<String, HazardChance>,
    /// How many values each column has, if there are columns.
    rows: Option<u64>,
}

/// What draws an estimate in place of its triangular distribution or its own uniform number.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct OwnInput {
    pub(crate) inverse: Option<Inverse>,
    pub(crate) share: Option<FactorShare>,
    /// By draw.
    pub(crate) values: Option<Vec<InputValue>>,
}

/// A function from uniform numbers to values.
#[derive(Clone)]
pub(crate) struct Inverse(pub(crate) Arc<InverseFn>);

type InverseFn = dyn Fn(&EstimateRange, f64) -> InputValue + Send + Sync;

/// The factor that decides the monthly chance of a hazard, and how.
#[derive(Clone, Serialize)]
pub(crate) struct HazardChance {
    pub(crate) factor: String,
    #[serde(skip)]
    pub(crate) chance: Arc<dyn Fn(f64) -> Probability + Send + Sync>,
}

/// The factor that an estimate follows, and with what chance; opposed to it if that is negative.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactorShare {
    pub(crate) factor: String,
    pub(crate) weight: f64,
}

impl Uncertainty {
    /// The uncertainty of a plan as it is written, under a name of your own.
    #[must_use]
    pub fn new(name: impl Into<String>, plan: &Plan) -> Self {
        let known = DrawInputs::new(plan).estimates.into_iter().map(|input| {
            let range = input.range();
            (input.name, range)
        });
        let known_hazards = plan.spec.hazards.iter().map(|hazard| hazard.name.clone()).collect();
        Self { name: name.into(), known: known.collect(), known_hazards, ..Self::default() }
    }

    /// Draws an estimate from a distribution of your own. `inverse` gives the value for a number that is
    /// uniform in [0, 1); a value outside the estimate counts as its nearest end.
    ///
    /// It must give the same value for the same number at any time, on any thread and, if machines share a
    /// run, on all of them: functions such as `f64::ln` may differ in the last bit between platforms.
    ///
    /// # Errors
    ///
    /// If the plan draws no estimate of this name, if its distribution or its values were set before, or
    /// if `inverse` gives two values for one of the numbers that it is tried with.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// use drawdown::ensemble::{EstimateRange, Uncertainty};
    /// use drawdown::values::InputValue;
    ///
    /// // The uniform distribution of any estimate, of troops or of days.
    /// fn flat(estimate: &EstimateRange, u: f64) -> InputValue {
    ///     estimate.at((u * (f64::from(estimate.high_above_low()) + 1.0)) as u32)
    /// }
    /// let mut uncertainty = Uncertainty::new("flat", &plan);
    /// let any_draw = plan.draw(0, 0);
    /// for (name, _) in any_draw.estimates() {
    ///     uncertainty = uncertainty.with_distribution(name, flat)?;
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_distribution(
        mut self,
        input: &str,
        inverse: impl Fn(&EstimateRange, f64) -> InputValue + Send + Sync + 'static,
    ) -> Result<Self, UncertaintyError> {
        let (range, own) = self.input(input)?;
        if own.inverse.is_some() || own.values.is_some() {
            return Err(UncertaintyError::AlreadySet { input: input.to_owned() });
        }
        if let Some((uniform, first, second)) = first_unrepeated(|u| inverse(&range, u)) {
            let input = input.to_owned();
            return Err(UncertaintyError::NotRepeatable { input, uniform, first, second });
        }
        own.inverse = Some(Inverse(Arc::new(inverse)));
        Ok(self)
    }

    /// Lets estimates depend on a common cause: a [factor](crate::rules#factor), drawn once for each draw.
    ///
    /// With the chance of its weight, an estimate takes the factor's uniform number in place of its own;
    /// with a negative weight, the opposite one, 1 less the factor's. Its distribution stays the same. The
    /// rank correlation of two estimates is the product of their weights, apart from the rounding to whole
    /// numbers.
    ///
    /// # Errors
    ///
    /// If the plan draws no estimate of a name, if an estimate has a factor or values already, or if a
    /// weight is not between -1 and 1.
    ///
    /// ```
    /// use drawdown::ensemble::{Ensemble, Uncertainty};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// // With less support, fewer leave in the first year and the announcement comes later.
    /// let uncertainty = Uncertainty::new("one vote decides", &plan).with_factor(
    ///     "support in parliament",
    ///     [("phase[\"first year\"].target", 0.9), ("event[\"announcement\"].date", -0.9)],
    /// )?;
    /// let ensemble = Ensemble { uncertainty, ..Ensemble::new(&plan, 2024) };
    /// let level = |ensemble: &Ensemble| -> Result<_, Box<dyn std::error::Error>> {
    ///     let summary = ensemble.run(0..1_000);
    ///     let strength = summary.as_planned().theatre().strength("2025-03".parse()?);
    ///     Ok(strength.ok_or("not projected")?.standard_deviation().ok_or("no draws")?)
    /// };
    /// assert!(level(&ensemble)? > level(&Ensemble::new(&plan, 2024))?); // both slow it down at once
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_factor<'a>(
        mut self,
        factor: &str,
        weights: impl IntoIterator<Item = (&'a str, f64)>,
    ) -> Result<Self, UncertaintyError> {
        for (name, weight) in weights {
            let input = name.to_owned();
            let (_, own) = self.input(name)?;
            if own.share.is_some() || own.values.is_some() {
                return Err(UncertaintyError::AlreadySet { input });
            }
            if !(-1.0..=1.0).contains(&weight) {
                return Err(UncertaintyError::Weight { input, weight });
            }
            own.share = Some(FactorShare { factor: factor.to_owned(), weight });
        }
        Ok(self)
    }

    /// Lets the chance of a hazard depend on a [factor](crate::rules#factor), drawn once for each draw: the same one that
    /// estimates [follow](Self::with_factor) under this name.
    ///
    /// `chance` gives the chance with which the hazard starts in a month of a draw, for the factor's number, which is
    /// uniform in [0, 1). The hazard keeps its own random numbers and its length. As with a distribution, it must give
    /// the same chance for the same number anywhere.
    ///
    /// # Errors
    ///
    /// If the plan has no hazard of this name, if its chance was set before, or if `chance` gives two chances for one
    /// of the numbers that it is tried with.
    ///
    /// ```
    /// use drawdown::ensemble::{Ensemble, Uncertainty};
    /// use drawdown::values::Probability;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// // Where talks fail, in one draw of five, the announcement comes late and an escalation is likely.
    /// let calm = Probability::new(0.01).ok_or("not a probability")?;
    /// let tense = Probability::new(0.16).ok_or("not a probability")?;
    /// let uncertainty = Uncertainty::new("talks", &plan)
    ///     .with_factor("talks fail", [("event[\"announcement\"].date", 1.0)])?
    ///     .with_hazard("regional escalation", "talks fail", move |u| if u < 0.8 { calm } else { tense })?;
    /// let all = vec!["first year".to_owned(), "the remainder".to_owned()];
    /// let planned = Ensemble { joint_deadlines: vec![all], ..Ensemble::new(&plan, 2024) };
    /// let tied = Ensemble { uncertainty, ..planned.clone() };
    /// let met = |ensemble: &Ensemble| ensemble.run(0..1_000).joint_deadlines()[0].met().to_string();
    /// // The chance is 4 percent a month in both, but trouble comes in the same draws, and spares the others.
    /// assert_eq!((met(&planned), met(&tied)), ("75.5 %".into(), "80.6 %".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_hazard(
        mut self,
        hazard: &str,
        factor: &str,
        chance: impl Fn(f64) -> Probability + Send + Sync + 'static,
    ) -> Result<Self, UncertaintyError> {
        let name = hazard.to_owned();
        if !self.known_hazards.contains(hazard) {
            return Err(UncertaintyError::UnknownHazard { hazard: name });
        }
        if self.hazards.contains_key(hazard) {
            return Err(UncertaintyError::AlreadySet { input: name });
        }
        if let Some((uniform, first, second)) = first_unrepeated(&chance) {
            let hazard = name;
            return Err(UncertaintyError::ChanceNotRepeatable { hazard, uniform, first, second });
        }
        let chance = HazardChance { factor: factor.to_owned(), chance: Arc::new(chance) };
        self.hazards.insert(name, chance);
        Ok(self)
    }

    /// Gives an estimate values that were drawn elsewhere, such as a sample from a fitted model: draw 0
    /// takes the first, and so on. An ensemble then has as many draws as there are values; what it is asked
    /// for beyond is not run. Several estimates with values make a table with a row for each draw.
    ///
    /// # Errors
    ///
    /// If the plan draws no estimate of this name, if how it is drawn was set before, if other columns
    /// have more or fewer values, or if a value does not lie between the low and the high of its estimate.
    ///
    /// ```
    /// use drawdown::ensemble::{Ensemble, Uncertainty};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let rows = [(480, "2024-11"), (210, "2025-02"), (655, "2024-09")];
    /// let days: Vec<drawdown::Day> = rows.iter().map(|row| row.1.parse()).collect::<Result<_, _>>()?;
    /// let uncertainty = Uncertainty::new("sample of 6 June", &plan)
    ///     .with_values("phase[\"first year\"].target", rows.map(|row| row.0))?
    ///     .with_values("event[\"announcement\"].date", days)?;
    /// let ensemble = Ensemble { uncertainty, ..Ensemble::new(&plan, 2024) };
    /// assert_eq!(ensemble.run(0..1_000).draws(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_values<T: Into<InputValue>>(
        mut self,
        input: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Result<Self, UncertaintyError> {
        let name = || input.to_owned();
        let expected = self.rows;
        let (range, own) = self.input(input)?;
        if own.inverse.is_some() || own.share.is_some() || own.values.is_some() {
            return Err(UncertaintyError::AlreadySet { input: name() });
        }
        let values: Vec<InputValue> = values.into_iter().map(T::into).collect();
        let found = values.len() as u64;
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            return Err(UncertaintyError::ColumnLength { input: name(), found, expected });
        }
        if let Some((draw, &value)) = (0..).zip(values.iter()).find(|(_, v)| !range.contains(**v)) {
            let (low, high) = (range.low(), range.high());
            return Err(UncertaintyError::OutOfRange { input: name(), draw, value, low, high });
        }
        own.values = Some(values);
        self.rows = Some(found);
        Ok(self)
    }

    /// The name given to it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many draws there are values for; `None` if no estimate was given values.
    #[must_use]
    pub const fn draws(&self) -> Option<u64> {
        self.rows
    }

    /// Whether all is drawn as the plan says.
    pub(crate) fn is_plain(&self) -> bool {
        self.own.is_empty() && self.hazards.is_empty()
    }

    fn input(&mut self, name: &str) -> Result<(EstimateRange, &mut OwnInput), UncertaintyError> {
        let range = self.known.get(name).copied();
        let range =
            range.ok_or_else(|| UncertaintyError::UnknownInput { input: name.to_owned() })?;
        Ok((range, self.own.entry(name.to_owned()).or_default()))
    }
}

/// The first of some numbers for which a function gives two values, if there is one.
fn first_unrepeated<T: PartialEq>(function: impl Fn(f64) -> T) -> Option<(f64, T, T)> {
    let numbers = || (0..64_u32).map(|i| f64::from(i) / 64.0);
    let first: Vec<(f64, T)> = numbers().map(|uniform| (uniform, function(uniform))).collect();
    // The second time in another order.
    let mut calls = first.into_iter().rev().map(|(u, first)| (u, first, function(u)));
    calls.find(|(_, first, second)| first != second)
}

impl fmt::Debug for HazardChance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HazardChance").field("factor", &self.factor).finish_non_exhaustive()
    }
}

impl fmt::Debug for Inverse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inverse")
    }
}

/// The name of the uncertainty stands for what the function does.
impl Serialize for Inverse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("own")
    }
}
