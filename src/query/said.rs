//! Who said what.

use super::filter::Filter;
use crate::model::{ActorKind, Date, Kind, Label, TargetKind};
use crate::store::{Row, Sql, Store, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One statement in an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// Its number.
    pub statement: i64,
    /// The number of the utterance that it reports.
    pub utterance: i64,
    /// The day it was said where the text tells, else the day the article was published.
    pub date: Option<Date>,
    /// Who said it; several when said jointly, none when the text names nobody.
    pub speakers: Vec<SaidSpeaker>,
    /// How the words are reported.
    pub kind: Kind,
    /// The positions toward what was asked for, else all.
    pub stances: Vec<SaidStance>,
    /// The words exactly as they stand in the article; ` […] ` stands between two pieces.
    pub words: String,
    /// Where they stand: `[start, end]` in Unicode code points of the article's text.
    pub content: Vec<[usize; 2]>,
    /// Who published the article.
    pub outlet: Option<String>,
    /// The article's number.
    pub article: i64,
    /// What the reader called the article.
    pub article_name: String,
    /// The article's headline.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// A speaker of a statement in an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaidSpeaker {
    /// Canonical name; the text's own words where it does not decide who it is.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// The office held on that day.
    pub role: Option<String>,
    /// How the speaker is known.
    pub basis: String,
    /// Who else it may be.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub candidates: Vec<String>,
}

/// A position in an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaidStance {
    /// Topic id, or canonical name of an agreement or actor.
    pub target: String,
    /// What kind of target.
    pub target_kind: TargetKind,
    /// The position.
    pub label: Label,
    /// For `conditional`, the words that state the condition.
    pub condition: Option<String>,
    /// The words for that toward which the position is stated; empty where nobody states one and
    /// it is read off from what is told, none where that was not asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub object: Option<String>,
    /// Where the words stand that carry it: `[start, end]` in code points of the article's text.
    #[serde(default)]
    pub evidence: Vec<[usize; 2]>,
    /// Probability that the label is right; none where a person coded it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confidence: Option<f32>,
    /// Whether its confidence is lower than what the question asks for.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub unclear: bool,
}

/// The speakers of statement `s`, in order, as a JSON array.
const SPEAKERS: &str = "\
(SELECT json_group_array(json_object(
            'name', COALESCE(m.name, e.name, p.name),
            'kind', COALESCE(m.kind, e.kind, p.kind),
            'role', COALESCE(p.role, (SELECT r.title FROM role r
                       WHERE r.entity = COALESCE(m.id, e.id)
                         AND (r.start IS NULL OR r.start <= s.date)
                         AND (r.\"end\" IS NULL OR r.\"end\" >= s.date)
                       ORDER BY r.start DESC LIMIT 1)),
            'basis', p.basis,
            'candidates', json(p.candidates)) ORDER BY p.n)
          FROM speaker p
          LEFT JOIN entity e ON e.id = p.entity
          LEFT JOIN entity m ON m.id = e.merged_into
         WHERE p.statement = s.id)";

/// The positions of statement `s` in article `a`, in order, as a JSON array; `{}` takes a
/// condition on `x`, and `unclear` is one.
fn stances(condition: &str, unclear: &str) -> String {
    format!(
        "\
(SELECT json_group_array(json_object(
            'target', COALESCE(m.name, t.name),
            'target_kind', t.class,
            'label', x.label,
            'confidence', round(x.confidence, 2),
            'unclear', json(CASE WHEN {unclear} THEN 'true' ELSE 'false' END),
            'condition', (SELECT group_concat(substr(a.text, (j.value ->> 0) + 1,
                                                     (j.value ->> 1) - (j.value ->> 0)), ' […] ')
                            FROM json_each(x.condition) j),
            'object', CASE WHEN x.object IS NOT NULL THEN coalesce(
                         (SELECT group_concat(substr(a.text, (j.value ->> 0) + 1,
                                                     (j.value ->> 1) - (j.value ->> 0)), ' […] ')
                            FROM json_each(x.object) j), '') END,
            'evidence', json(x.evidence)) ORDER BY x.n)
          FROM stance x
          JOIN entity t ON t.id = x.target
          LEFT JOIN entity m ON m.id = t.merged_into
         WHERE x.statement = s.id{condition})"
    )
}

/// The question in SQL. How it is put depends on how many statements fulfil each condition.
///
/// # Errors
/// The database cannot be read.
pub fn said_sql(store: &Store, filter: &Filter) -> Result<Sql, StoreError> {
    let mut sql = Sql::default();
    let (picked, order) = filter.pick(store, &mut sql)?;
    let targets: Vec<i64> = filter.selection.subjects().collect();
    let asked = if targets.is_empty() {
        String::new()
    } else {
        format!(" AND x.target IN ({})", sql.bind_all(targets))
    };
    let unclear = match filter.selection.unclear_below {
        Some(below) => format!("round(x.confidence, 2) < {}", sql.bind(below)),
        None => "false".to_owned(),
    };
    sql.push(&format!(
        "WITH picked AS MATERIALIZED (
{picked}
)
SELECT s.id, s.utterance, s.date, s.kind, s.words, s.content,
       o.name AS outlet, a.id AS article, a.name, a.title, a.url,
       {SPEAKERS} AS speakers,
       {} AS stances
  FROM picked
  JOIN statement s ON s.id = picked.id
  JOIN article a ON a.id = s.article
  LEFT JOIN entity o ON o.id = a.outlet
 ORDER BY {}",
        stances(&asked, &unclear),
        order
            .split(", ")
            .map(|key| format!("picked.{key}"))
            .collect::<Vec<_>>()
            .join(", ")
    ));
    Ok(sql)
}

/// Answers who said what, a statement at a time.
///
/// # Errors
/// The database cannot be read, or `take`'s first error.
pub fn said<E: From<StoreError>>(
    store: &Store,
    filter: &Filter,
    mut take: impl FnMut(Said) -> Result<(), E>,
) -> Result<(), E> {
    store.each(&said_sql(store, filter)?, |row| take(read(row)))
}

pub(super) fn read(row: &Row<'_>) -> Said {
    let mut speakers: Vec<SaidSpeaker> = from_json(row, 11);
    // Two joint speakers who turned out to be one speak once.
    let mut names = BTreeSet::new();
    speakers.retain(|speaker| names.insert(speaker.name.clone()));
    Said {
        statement: row.int(0),
        utterance: row.int(1),
        date: row.parse(2),
        kind: Kind::from_name(&row.text(3)).unwrap_or(Kind::Indirect),
        words: row.text(4),
        content: from_json(row, 5),
        outlet: row.opt_text(6),
        article: row.int(7),
        article_name: row.text(8),
        title: row.opt_text(9),
        url: row.opt_text(10),
        speakers,
        stances: from_json(row, 12),
    }
}

fn from_json<T: for<'de> Deserialize<'de>>(row: &Row<'_>, column: usize) -> Vec<T> {
    serde_json::from_str(&row.text(column)).unwrap_or_default()
}
