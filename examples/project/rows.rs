//! Answers as rows: one fact a line, for csv and json. Rows are written as they are made, so that
//! the longest answer needs no more memory than its longest row.

use std::fmt;
use std::io::{self, Write};

use drawdown::Plan;

/// A table whose first column is the variant.
pub(crate) struct Table<'a> {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: Box<dyn Iterator<Item = Vec<Field>> + 'a>,
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

impl<'a> Table<'a> {
    pub(crate) fn new(
        columns: &[&'static str],
        rows: impl IntoIterator<Item = Vec<Field>> + 'a,
    ) -> Self {
        let columns = ["variant"].iter().chain(columns).copied().collect();
        Self { columns, rows: Box::new(rows.into_iter()) }
    }

    /// The same table of the plan alone.
    pub(crate) fn without_variant(self) -> Self {
        let columns = self.columns[1..].to_vec();
        Self { columns, rows: Box::new(self.rows.map(|row| row.into_iter().skip(1).collect())) }
    }

    pub(crate) fn write_csv(self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.columns)?;
        for row in self.rows {
            writer.write_record(row.iter().map(Field::to_string))?;
        }
        writer.flush()
    }

    pub(crate) fn write_json(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")?;
        for (i, row) in self.rows.enumerate() {
            out.write_all(if i == 0 { b"\n  {" } else { b",\n  {" })?;
            for (k, (column, field)) in self.columns.iter().zip(&row).enumerate() {
                let value = match field {
                    Field::Text(text) => serde_json::to_string(text)?,
                    Field::Empty => "null".to_owned(),
                    Field::Number(_) | Field::Truth(_) => field.to_string(),
                };
                write!(out, "{}{column:?}: {value}", if k == 0 { "" } else { ", " })?;
            }
            out.write_all(b"}")?;
        }
        out.write_all(b"\n]\n")
    }
}

/// A row for each month and contingent.
pub(crate) fn levels(plans: &[(String, Plan)]) -> Table<'_> {
    let columns = [
        "month",
        "contributor",
        "host",
        "mission",
        "scheduled",
        "strength",
        "withdrawn",
        "gained",
        "arrived",
    ];
    let rows = plans.iter().flat_map(|(name, plan)| {
        plan.months().flat_map(move |month| {
            let contingents = plan.spec().contingents.iter().enumerate();
            contingents
                .map(move |(i, contingent)| {
                    let troops = |row: &[drawdown::Troops]| Field::from(u64::from(row[i]));
                    vec![
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
                    ]
                })
                .collect::<Vec<_>>()
        })
    });
    Table::new(&columns, rows)
}

/// A row for each phase.
pub(crate) fn deadlines(plans: &[(String, Plan)]) -> Table<'_> {
    let columns = [
        "phase",
        "deadline",
        "binding_month",
        "goal",
        "strength",
        "met",
        "met_in",
        "slip_months",
        "shortfall",
    ];
    let rows = plans.iter().flat_map(|(name, plan)| {
        plan.project().deadlines().into_iter().map(move |outcome| {
            vec![
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
            ]
        })
    });
    Table::new(&columns, rows)
}

/// A row for each month.
pub(crate) fn totals(plans: &[(String, Plan)]) -> Table<'_> {
    let columns = ["month", "strength", "left", "moved", "gained", "residual"];
    let rows = plans.iter().flat_map(|(name, plan)| {
        let projection = plan.project();
        let theatre = projection.theatre();
        let row = |month| {
            vec![
                name.as_str().into(),
                shown(month),
                theatre.strength(month).into(),
                theatre.went_home(month).into(),
                theatre.moved(month).into(),
                theatre.gained(month).into(),
                theatre.residual(month).into(),
            ]
        };
        projection.months().map(row).collect::<Vec<_>>()
    });
    Table::new(&columns, rows)
}

/// A row for each cause of each missed deadline.
pub(crate) fn why(plans: &[(String, Plan)]) -> Table<'_> {
    let rows = plans.iter().flat_map(|(name, plan)| {
        plan.project().deadlines().into_iter().flat_map(move |outcome| {
            let row = |reason: &drawdown::Reason| {
                vec![
                    name.as_str().into(),
                    outcome.phase.as_str().into(),
                    reason.cause.kind().into(),
                    reason.cause.name().into(),
                    reason.troop_months.into(),
                ]
            };
            outcome.why.iter().map(row).collect::<Vec<_>>()
        })
    });
    Table::new(&["phase", "cause", "name", "troop_months"], rows)
}
