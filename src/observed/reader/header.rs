//! Where in the first line of a csv file the columns of a mapping are.

use std::collections::HashMap;

use csv::StringRecord;

use crate::observed::csv_error::{CsvErrorKind, CsvErrors};
use crate::observed::mapping::{ColumnMapping, CountrySource, DateSource, MissionSource};
use crate::values::text::excerpt;

/// Where the columns of a mapping are.
pub(crate) struct Found(HashMap<String, usize>);

impl Found {
    /// Finds every column that the mapping names; `None` where one is not there.
    pub(crate) fn of(
        columns: &ColumnMapping,
        header: &StringRecord,
        errors: &mut CsvErrors,
    ) -> Option<Self> {
        if columns.strength.is_empty() {
            errors.add(None, None, CsvErrorKind::NoStrengths);
            return None;
        }
        let mut found = HashMap::new();
        let mut complete = true;
        let names = named(columns);
        for (i, name) in names.iter().copied().enumerate() {
            if names[..i].contains(&name) {
                continue;
            }
            let exactly = |column: &str| column.trim() == name;
            let alike = |column: &str| column.trim().eq_ignore_ascii_case(name);
            let at = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
                let columns = header.iter().enumerate();
                columns.filter(|(_, column)| is_it(column)).map(|(i, _)| i).collect()
            };
            let mut places = at(&exactly);
            if places.is_empty() {
                places = at(&alike);
            }
            let problem = match places.as_slice() {
                [place] => {
                    found.insert(name.to_owned(), *place);
                    continue;
                }
                [] => {
                    CsvErrorKind::NoColumn { known: header.iter().take(20).map(excerpt).collect() }
                }
                _ => CsvErrorKind::ColumnTwice,
            };
            complete = false;
            errors.add(Some(1), Some(name), problem);
        }
        complete.then_some(Self(found))
    }

    /// The value of a column in a row, without the spaces around it.
    pub(crate) fn value<'r>(&self, record: &'r StringRecord, column: &str) -> &'r str {
        let field = self.0.get(column).and_then(|i| record.get(*i));
        field.unwrap_or_default().trim()
    }
}

/// The columns that a mapping names.
fn named(columns: &ColumnMapping) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for country in [&columns.contributor, &columns.host] {
        match country {
            CountrySource::Always(_) => {}
            CountrySource::Code(column)
            | CountrySource::Number(column)
            | CountrySource::Operation(column) => names.push(column),
            CountrySource::CodeAndNumber { code, number } => names.extend([&**code, &**number]),
        }
    }
    if let MissionSource::Column(column) = &columns.mission {
        names.push(column);
    }
    names.extend(columns.operation.as_deref());
    match &columns.date {
        DateSource::Date { column, .. } => names.push(column),
        DateSource::YearMonth { year, month } => names.extend([&**year, &**month]),
        DateSource::YearQuarter { year, quarter } => names.extend([&**year, &**quarter]),
        DateSource::Year { year, .. } => names.push(year),
    }
    names.extend(columns.strength.iter().map(String::as_str));
    names.extend(columns.only.iter().map(|only| only.column.as_str()));
    names
}
