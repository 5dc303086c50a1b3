//! Who and what is on record, with counts and first and last dates.

use super::filter::KEPT;
use crate::model::{ActorKind, Date};
use crate::store::{Sql, Store, StoreError};
use serde::Serialize;

/// A speaker on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpeakerEntry {
    /// Canonical name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// How many statements.
    pub statements: i64,
    /// The day of the first.
    pub first: Option<Date>,
    /// The day of the last.
    pub last: Option<Date>,
}

/// A topic on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicEntry {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// How many statements take a stance toward it.
    pub statements: i64,
    /// How many of them support it.
    pub support: i64,
    /// How many support it on a condition.
    pub conditional: i64,
    /// How many mention it without taking a side.
    pub neutral: i64,
    /// How many oppose it.
    pub oppose: i64,
    /// The day of the first.
    pub first: Option<Date>,
    /// The day of the last.
    pub last: Option<Date>,
}

/// An agreement on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgreementEntry {
    /// Canonical name.
    pub name: String,
    /// Canonical names of its parties.
    pub parties: Vec<String>,
    /// How many statements take a stance toward it.
    pub statements: i64,
    /// How many of them support it.
    pub support: i64,
    /// How many support it on a condition.
    pub conditional: i64,
    /// How many mention it without taking a side.
    pub neutral: i64,
    /// How many oppose it.
    pub oppose: i64,
    /// The day of the first.
    pub first: Option<Date>,
    /// The day of the last.
    pub last: Option<Date>,
}

/// An article on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleEntry {
    /// Its number.
    pub id: i64,
    /// The day it was published.
    pub published: Option<Date>,
    /// How that day is known.
    pub published_basis: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// What the reader called it.
    pub name: String,
    /// How many statements it reports.
    pub statements: i64,
    /// The day of the first of them.
    pub first: Option<Date>,
    /// The day of the last of them.
    pub last: Option<Date>,
}

/// `LIMIT` for a number of entries, else nothing.
fn limited(limit: Option<usize>) -> String {
    limit
        .map(|limit| format!(" LIMIT {limit}"))
        .unwrap_or_default()
}

/// The condition `KEPT` for a table that names its statement.
fn kept(table: &str) -> String {
    KEPT.replace("s.id", &format!("{table}.statement"))
}

/// Speakers, those with most statements first.
///
/// # Errors
/// The database cannot be read.
pub fn speakers(store: &Store, limit: Option<usize>) -> Result<Vec<SpeakerEntry>, StoreError> {
    let sql = Sql::new(&format!(
        "WITH counted AS (
           SELECT COALESCE(e.merged_into, e.id) AS id, sum(statements) AS statements,
                  min(first) AS first, max(last) AS last
             FROM (SELECT entity, count(*) AS statements, min(date) AS first, max(date) AS last
                     FROM speaker p WHERE entity IS NOT NULL AND {} GROUP BY entity) c
             JOIN entity e ON e.id = c.entity GROUP BY 1)
         SELECT e.name, e.kind, c.statements, c.first, c.last
           FROM counted c JOIN entity e ON e.id = c.id
          ORDER BY c.statements DESC, e.name{}",
        kept("p"),
        limited(limit)
    ));
    store.rows(&sql, |row| SpeakerEntry {
        name: row.text(0),
        kind: ActorKind::from_name(&row.text(1)).unwrap_or(ActorKind::Unknown),
        statements: row.int(2),
        first: row.parse(3),
        last: row.parse(4),
    })
}

/// Counts of stances toward each target of a class: number, how many of each label, first and
/// last date.
fn targets(class: &str, limit: Option<usize>) -> String {
    format!(
        "SELECT t.id, t.name, t.label, c.statements, c.support, c.conditional, c.neutral, c.oppose,
                c.first, c.last
           FROM (SELECT COALESCE(e.merged_into, e.id) AS id, count(*) AS statements,
                        sum(x.label = 'support') AS support,
                        sum(x.label = 'conditional') AS conditional,
                        sum(x.label = 'neutral') AS neutral,
                        sum(x.label = 'oppose') AS oppose,
                        min(x.date) AS first, max(x.date) AS last
                   FROM entity e JOIN stance x ON x.target = e.id
                  WHERE e.class = '{class}' AND {} GROUP BY 1) c
           JOIN entity t ON t.id = c.id
          ORDER BY c.statements DESC, t.name{}",
        kept("x"),
        limited(limit)
    )
}

/// Topics, those with most statements first.
///
/// # Errors
/// The database cannot be read.
pub fn topics(store: &Store, limit: Option<usize>) -> Result<Vec<TopicEntry>, StoreError> {
    store.rows(&Sql::new(&targets("topic", limit)), |row| TopicEntry {
        id: row.text(1),
        label: row.text(2),
        statements: row.int(3),
        support: row.int(4),
        conditional: row.int(5),
        neutral: row.int(6),
        oppose: row.int(7),
        first: row.parse(8),
        last: row.parse(9),
    })
}

/// Agreements, those with most statements first.
///
/// # Errors
/// The database cannot be read.
pub fn agreements(store: &Store, limit: Option<usize>) -> Result<Vec<AgreementEntry>, StoreError> {
    let sql = Sql::new(&format!(
        "SELECT g.*, (SELECT json_group_array(a.name ORDER BY a.name)
                        FROM party p JOIN entity a ON a.id = p.actor WHERE p.agreement = g.id)
           FROM ({}) g ORDER BY statements DESC, name",
        targets("agreement", limit)
    ));
    store.rows(&sql, |row| AgreementEntry {
        name: row.text(1),
        statements: row.int(3),
        support: row.int(4),
        conditional: row.int(5),
        neutral: row.int(6),
        oppose: row.int(7),
        first: row.parse(8),
        last: row.parse(9),
        parties: serde_json::from_str(&row.text(10)).unwrap_or_default(),
    })
}

/// Articles, the newest first.
///
/// # Errors
/// The database cannot be read.
pub fn articles(store: &Store, limit: Option<usize>) -> Result<Vec<ArticleEntry>, StoreError> {
    let sql = Sql::new(&format!(
        "WITH picked AS MATERIALIZED (
           SELECT id FROM article ORDER BY published DESC, id DESC{})
         SELECT a.id, a.published, a.published_basis, o.name, a.title, a.name,
                count(s.id), min(s.date), max(s.date)
           FROM picked JOIN article a ON a.id = picked.id
           LEFT JOIN entity o ON o.id = a.outlet
           LEFT JOIN statement s ON s.article = a.id AND s.standing <> 'rejected'
          GROUP BY a.id ORDER BY a.published DESC, a.id DESC",
        limited(limit)
    ));
    store.rows(&sql, |row| ArticleEntry {
        id: row.int(0),
        published: row.parse(1),
        published_basis: row.opt_text(2),
        outlet: row.opt_text(3),
        title: row.opt_text(4),
        name: row.text(5),
        statements: row.int(6),
        first: row.parse(7),
        last: row.parse(8),
    })
}
