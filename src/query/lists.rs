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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// The article of which it is a copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<i64>,
    /// The share of the shorter text's sequences of five words that the longer one has too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<f32>,
    /// The newest version of it, where it is an older one; its statements are in no other answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<i64>,
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
    let kept = kept("p");
    let sql = Sql::new(&format!(
        "WITH counted AS MATERIALIZED (
           SELECT COALESCE(e.merged_into, e.id) AS id, sum(c.statements) AS statements
             FROM (SELECT entity, count(*) AS statements FROM speaker p
                    WHERE entity IS NOT NULL AND {kept} GROUP BY entity) c
             JOIN entity e ON e.id = c.entity GROUP BY 1)
         SELECT e.name, e.kind, c.statements, {}, {}
           FROM counted c JOIN entity e ON e.id = c.id
          ORDER BY c.statements DESC, e.name{}",
        end("min", "speaker p", "p.entity", &kept),
        end("max", "speaker p", "p.entity", &kept),
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

/// The first or last date of an entity `e` and of those merged into it: one look into the index
/// for each, instead of reading all dates.
fn end(which: &str, table: &str, column: &str, kept: &str) -> String {
    let (alias, _) = column.split_once('.').unwrap_or((column, ""));
    format!(
        "(SELECT {which}((SELECT {which}({alias}.date) FROM {table} WHERE {column} = k.id AND {kept}))
            FROM entity k WHERE k.id = e.id OR k.merged_into = e.id)"
    )
}

/// Counts of stances toward each target of a class: number, how many of each label, first and
/// last date.
fn targets(class: &str, limit: Option<usize>) -> String {
    let kept = kept("x");
    format!(
        "SELECT e.id, e.name, e.label, sum(c.statements) AS statements,
                sum(c.statements) FILTER (WHERE c.label = 'support') AS support,
                sum(c.statements) FILTER (WHERE c.label = 'conditional') AS conditional,
                sum(c.statements) FILTER (WHERE c.label = 'neutral') AS neutral,
                sum(c.statements) FILTER (WHERE c.label = 'oppose') AS oppose,
                {} AS first, {} AS last
           FROM (SELECT target, label, count(*) AS statements FROM stance x
                  WHERE {kept} GROUP BY target, label) c
           JOIN entity t ON t.id = c.target
           JOIN entity e ON e.id = COALESCE(t.merged_into, t.id)
          WHERE e.class = '{class}'
          GROUP BY e.id ORDER BY statements DESC, e.name{}",
        end("min", "stance x", "x.target", &kept),
        end("max", "stance x", "x.target", &kept),
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
                count(s.id), min(s.date), max(s.date), c.of, c.similarity, v.by
           FROM picked JOIN article a ON a.id = picked.id
           LEFT JOIN entity o ON o.id = a.outlet
           LEFT JOIN copy c ON c.article = a.id
           LEFT JOIN superseded v ON v.article = a.id
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
        copy_of: row.opt_int(9),
        similarity: row.opt_real(10),
        newer: row.opt_int(11),
    })
}

/// An article that is on record without a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedEntry {
    /// Its number.
    pub id: i64,
    /// The day it was published.
    pub published: Option<Date>,
    /// Its language, where it is known.
    pub lang: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The name under which it was added.
    pub name: String,
    /// Why it has no statement: that its language is not read, or that nothing was found.
    pub why: String,
}

/// Articles without a statement, the newest first, each with the reason.
///
/// # Errors
/// The database cannot be read.
pub fn skipped(store: &Store, limit: Option<usize>) -> Result<Vec<SkippedEntry>, StoreError> {
    let sql = Sql::new(&format!(
        "SELECT a.id, a.published, a.lang, a.title, a.name,
                COALESCE((SELECT group_concat(d.code || ': ' || d.message, '; ') FROM diagnostic d
                           WHERE d.article = a.id AND d.code IN ('not-english', 'language-unknown')),
                         CASE WHEN EXISTS (SELECT 1 FROM statement s WHERE s.article = a.id)
                              THEN 'rejected: every statement of it was rejected'
                              ELSE 'nothing-found: nobody is reported to say anything in it' END)
           FROM article a
          WHERE NOT EXISTS (SELECT 1 FROM statement s
                             WHERE s.article = a.id AND s.standing <> 'rejected')
          ORDER BY a.published DESC, a.id DESC{}",
        limited(limit)
    ));
    store.rows(&sql, |row| SkippedEntry {
        id: row.int(0),
        published: row.parse(1),
        lang: row.opt_text(2),
        title: row.opt_text(3),
        name: row.text(4),
        why: row.text(5),
    })
}
