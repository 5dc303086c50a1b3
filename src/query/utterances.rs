//! What was said once, however many reports there are of it.

use super::filter::Filter;
use super::said::{Said, said};
use crate::model::Date;
use crate::store::{Sql, Store, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// An utterance in an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Utterance {
    /// Who reports it.
    #[serde(flatten)]
    pub reports: Reports,
    /// The first of the statements that were asked for, in the order of the answer.
    #[serde(flatten)]
    pub said: Said,
}

/// All reports of one utterance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reports {
    /// How many statements report it.
    pub reports: i64,
    /// In how many articles.
    pub articles: i64,
    /// Who published these, by name.
    pub outlets: Vec<String>,
    /// The day of its first report.
    pub first: Option<Date>,
    /// The day of its last report.
    pub last: Option<Date>,
}

/// Answers what was said, an utterance at a time: one row for all statements that report it.
/// Reports count whether or not the filter asks for them, unless a person rejected them.
///
/// # Errors
/// The database cannot be read, or `take`'s first error.
pub fn utterances<E: From<StoreError>>(
    store: &Store,
    filter: &Filter,
    mut take: impl FnMut(Utterance) -> Result<(), E>,
) -> Result<(), E> {
    for found in first_reports(store, filter)?.chunks(BATCH) {
        let numbers = found.iter().map(|said| said.utterance);
        let mut reports = reports(store, numbers.collect())?;
        for said in found {
            if let Some(reports) = reports.remove(&said.utterance) {
                take(Utterance {
                    reports,
                    said: said.clone(),
                })?;
            }
        }
    }
    Ok(())
}

/// So many utterances are looked up with one question.
const BATCH: usize = 500;

/// The first statement of each utterance, at most as many as the filter's limit.
fn first_reports(store: &Store, filter: &Filter) -> Result<Vec<Said>, StoreError> {
    let mut limit = filter.limit.map(|limit| limit.saturating_mul(2));
    loop {
        let asked = Filter {
            limit,
            ..filter.clone()
        };
        let mut seen = HashSet::new();
        let mut read = 0;
        let mut found = Vec::new();
        said(store, &asked, |said| {
            read += 1;
            if seen.insert(said.utterance) {
                found.push(said);
            }
            Ok::<(), StoreError>(())
        })?;
        let wanted = filter.limit.unwrap_or(usize::MAX);
        // Where each utterance has many reports, more statements are needed.
        if found.len() >= wanted || limit.is_none_or(|limit| read < limit) {
            found.truncate(wanted);
            return Ok(found);
        }
        limit = limit.map(|limit| limit.saturating_mul(4));
    }
}

fn reports(store: &Store, numbers: Vec<i64>) -> Result<BTreeMap<i64, Reports>, StoreError> {
    let mut sql = Sql::default();
    let numbers = sql.bind(serde_json::Value::from(numbers).to_string());
    sql.push(&format!(
        "SELECT s.utterance, count(*), count(DISTINCT s.article), min(s.date), max(s.date),
                json_group_array(DISTINCT o.name) FILTER (WHERE o.name IS NOT NULL)
           FROM json_each({numbers}) w
           JOIN statement s ON s.utterance = w.value
           LEFT JOIN entity o ON o.id = s.outlet
          WHERE s.standing <> 'rejected'
          GROUP BY s.utterance"
    ));
    let counted = store.rows(&sql, |row| {
        let mut outlets: Vec<String> = serde_json::from_str(&row.text(5)).unwrap_or_default();
        outlets.sort();
        let reports = Reports {
            reports: row.int(1),
            articles: row.int(2),
            outlets,
            first: row.parse(3),
            last: row.parse(4),
        };
        (row.int(0), reports)
    })?;
    Ok(counted.into_iter().collect())
}
