//! Answers as rows: one fact a line, for csv and json.

use std::error::Error;
use std::fmt;

use drawdown::Plan;

/// A table whose first column is the variant.
pub(crate) struct Table {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<Field>>,
}

pub(crate) enum Field {
    Text(String),
    Number(i128),
    Truth(bool),
    /// Nothing can be said.
    Empty,
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Field {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl<T: Into<Field>> From<Option<T>> for Field {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// As text.
fn shown<T: fmt::Display>(value: T) -> Field {
    Field::Text(value.to_string())
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Empty => Ok(()),
        }
    }
}

impl Table {
    pub(crate) fn new(columns: &[&'static str]) -> Self {
        let columns = ["variant"].iter().chain(columns).copied().collect();
        Self { columns, rows: Vec::new() }
    }

    /// The same table of the plan alone.
    pub(crate) fn without_variant(mut self) -> Self {
        self.columns.remove(0);
        for row in &mut self.rows {
            row.remove(0);
        }
        self
    }

    pub(crate) fn to_csv(&self) -> Result<String, Box<dyn Error>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Field::to_string))?;
        }
        Ok(String::from_utf8(writer.into_inner()?)?)
    }

    pub(crate) fn to_json(&self) -> Result<String, Box<dyn Error>> {
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut fields = Vec::new();
            for (column, field) in self.columns.iter().zip(row) {
                let value = match field {
                    Field::Text(text) => serde_json::to_string(text)?,
                    Field::Empty => "null".to_owned(),
                    Field::Number(_) | Field::Truth(_) => field.to_string(),
                };
                fields.push(format!("{column:?}: {value}"));
            }
            rows.push(format!("  {{{}}}", fields.join(", ")));
        }
        Ok(format!("[\n{}\n]\n", rows.join(",\n")))
    }
}

/// A row for each month and contingent.
pub(crate) fn levels(plans: &[(String, Plan)]) -> Table {
    let mut table = Table::new(&[
        "month",
        "contributor",
        "host",
        "mission",
        "scheduled",
        "strength",
        "withdrawn",
        "gained",
        "arrived",
    ]);
    for (name, plan) in plans {
        let contingents = &plan.spec().contingents;
        for month in plan.months() {
            for (i, contingent) in contingents.iter().enumerate() {
                let troops = |row: &[drawdown::Troops]| Field::from(u64::from(row[i]));
                table.rows.push(vec![
                    name.as_str().into(),
                    shown(month.month),
                    shown(contingent.contributor),
                    shown(contingent.host),
                    shown(contingent.mission),
                    troops(&month.scheduled),
                    troops(&month.strength),
                    troops(&month.withdrawn),
                    troops(&month.gained),
                    troops(&month.arrived),
                ]);
            }
        }
    }
    table
}

/// A row for each phase.
pub(crate) fn deadlines(plans: &[(String, Plan)]) -> Table {
    let mut table = Table::new(&[
        "phase",
        "deadline",
        "binding_month",
        "goal",
        "strength",
        "met",
        "met_in",
        "slip_months",
        "shortfall",
    ]);
    for (name, plan) in plans {
        for outcome in plan.project().deadlines() {
            table.rows.push(vec![
                name.as_str().into(),
                outcome.phase.as_str().into(),
                outcome.deadline.map(shown).into(),
                outcome.binding_month.map(shown).into(),
                outcome.goal.into(),
                outcome.strength.into(),
                outcome.met.map(Field::Truth).into(),
                outcome.met_in.map(shown).into(),
                outcome.slip_months.map(|slip| Field::Number(slip.into())).into(),
                outcome.shortfall.into(),
            ]);
        }
    }
    table
}

/// A row for each month.
pub(crate) fn totals(plans: &[(String, Plan)]) -> Table {
    let mut table = Table::new(&["month", "strength", "left", "moved", "gained", "residual"]);
    for (name, plan) in plans {
        let projection = plan.project();
        let theatre = projection.theatre();
        for month in projection.months() {
            table.rows.push(vec![
                name.as_str().into(),
                shown(month),
                theatre.strength(month).into(),
                theatre.went_home(month).into(),
                theatre.moved(month).into(),
                theatre.gained(month).into(),
                theatre.residual(month).into(),
            ]);
        }
    }
    table
}

/// A row for each cause of each missed deadline.
pub(crate) fn why(plans: &[(String, Plan)]) -> Table {
    let mut table = Table::new(&["phase", "cause", "name", "troop_months"]);
    for (name, plan) in plans {
        for outcome in plan.project().deadlines() {
            for reason in &outcome.why {
                table.rows.push(vec![
                    name.as_str().into(),
                    outcome.phase.as_str().into(),
                    reason.cause.kind().into(),
                    reason.cause.name().into(),
                    reason.troop_months.into(),
                ]);
            }
        }
    }
    table
}
