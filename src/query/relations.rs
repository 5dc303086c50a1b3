//! The rows from which graphs and networks are made.

use super::filter::{KEPT, Selection, clear, ids};
use crate::model::{ActorKind, Date, Label, TargetKind};
use crate::store::{Sql, Store, StoreError};
use std::collections::BTreeMap;

/// One speaker's stance in one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StanceRow {
    /// Statement id in the database.
    pub statement: i64,
    /// Utterance id: statements that report the same utterance share it.
    pub utterance: i64,
    /// Article id in the database.
    pub article: i64,
    /// When it was said, else when the article was published.
    pub date: Option<Date>,
    /// Canonical name of the speaker.
    pub speaker: String,
    /// What kind of actor speaks.
    pub speaker_kind: ActorKind,
    /// Topic id, or canonical name of an agreement or actor.
    pub target: String,
    /// What kind of target it is.
    pub target_kind: TargetKind,
    /// How the target is shown: a topic's label, else its name.
    pub target_label: String,
    /// The position.
    pub label: Label,
}

/// An article that reports at least one of the statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleNode {
    /// Article id in the database.
    pub id: i64,
    /// Headline, else its name.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
}

/// An agreement that the statements name, with its parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementNode {
    /// Canonical name.
    pub name: String,
    /// Canonical names of the parties.
    pub parties: Vec<String>,
}

/// All that a graph of a selection needs, ordered by statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    /// Who took which position toward what.
    pub stances: Vec<StanceRow>,
    /// The articles of these statements, by id.
    pub articles: Vec<ArticleNode>,
    /// The agreements of these statements, by name.
    pub agreements: Vec<AgreementNode>,
}

/// Answers who took which position toward what, a row a speaker: a joint statement has a row
/// for each of its speakers that are asked for.
///
/// A statement on one of the topics or one of the agreements will do. Stances toward other
/// topics than those asked for are left out, and so are those toward other agreements; a
/// topic alone brings the agreements that are named along with it. Speakers whom the text does not identify are left out, since two
/// descriptions in the same words are not one person.
///
/// # Errors
/// The database cannot be read.
pub fn relations(store: &Store, selection: &Selection) -> Result<Relations, StoreError> {
    let stances = store.rows(&stances_sql(selection), |row| StanceRow {
        statement: row.int(0),
        utterance: row.int(1),
        article: row.int(2),
        date: row.parse(3),
        speaker: row.text(4),
        speaker_kind: ActorKind::from_name(&row.text(5)).unwrap_or(ActorKind::Unknown),
        target: row.text(6),
        target_kind: TargetKind::from_name(&row.text(7)).unwrap_or(TargetKind::Topic),
        target_label: row.text(8),
        label: Label::from_name(&row.text(9)).unwrap_or(Label::Neutral),
    })?;
    let articles = articles(store, &stances)?;
    let agreements = agreements(store, &stances)?;
    Ok(Relations {
        stances,
        articles,
        agreements,
    })
}

fn stances_sql(selection: &Selection) -> Sql {
    let mut sql = Sql::default();
    let mut conditions = vec![KEPT.to_owned()];
    let targets: Vec<i64> = ids(&selection.topics)
        .chain(ids(&selection.agreements))
        .collect();
    if !targets.is_empty() {
        let targets = sql.bind_all(targets);
        conditions.push(format!(
            "s.id IN (SELECT statement FROM stance WHERE target IN ({targets}))"
        ));
    }
    for (class, names) in [
        ("topic", &selection.topics),
        ("agreement", &selection.agreements),
    ] {
        if !names.is_empty() {
            let asked = sql.bind_all(ids(names));
            conditions.push(format!("(t.class <> '{class}' OR x.target IN ({asked}))"));
        }
    }
    if !selection.speakers.is_empty() {
        let speakers = sql.bind_all(ids(&selection.speakers));
        conditions.push(format!("p.entity IN ({speakers})"));
    }
    if let Some(since) = selection.since {
        let since = sql.bind(since.to_string());
        conditions.push(format!("s.date >= {since}"));
    }
    if let Some(until) = selection.until {
        let until = sql.bind(until.to_string());
        conditions.push(format!("s.date <= {until}"));
    }
    let clear = clear(&mut sql, "x", selection.unclear_below);
    sql.push(&format!(
        "SELECT s.id, s.utterance, s.article, s.date,
                COALESCE(m.name, e.name), COALESCE(m.kind, e.kind),
                COALESCE(tm.name, t.name), t.class, COALESCE(tm.label, t.label), x.label
           FROM statement s
           JOIN speaker p ON p.statement = s.id
           JOIN entity e ON e.id = p.entity
           LEFT JOIN entity m ON m.id = e.merged_into
           JOIN stance x ON x.statement = s.id
           JOIN entity t ON t.id = x.target
           LEFT JOIN entity tm ON tm.id = t.merged_into
          WHERE {}{clear}
          ORDER BY s.id, p.n, x.n",
        conditions.join(" AND ")
    ));
    sql
}

fn articles(store: &Store, stances: &[StanceRow]) -> Result<Vec<ArticleNode>, StoreError> {
    let mut wanted: Vec<i64> = stances.iter().map(|row| row.article).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut sql = Sql::default();
    // One parameter for all numbers: a question has room for some thousands only.
    let wanted = sql.bind(serde_json::Value::from(wanted).to_string());
    sql.push(&format!(
        "SELECT a.id, COALESCE(a.title, a.name), o.name, a.published
           FROM json_each({wanted}) w JOIN article a ON a.id = w.value
           LEFT JOIN entity o ON o.id = a.outlet
          ORDER BY a.id"
    ));
    store.rows(&sql, |row| ArticleNode {
        id: row.int(0),
        title: row.text(1),
        outlet: row.opt_text(2),
        published: row.parse(3),
    })
}

fn agreements(store: &Store, stances: &[StanceRow]) -> Result<Vec<AgreementNode>, StoreError> {
    let mut nodes: BTreeMap<String, Vec<String>> = stances
        .iter()
        .filter(|row| row.target_kind == TargetKind::Agreement)
        .map(|row| (row.target.clone(), Vec::new()))
        .collect();
    let mut sql = Sql::default();
    let names: Vec<String> = nodes.keys().cloned().collect();
    let names = sql.bind(serde_json::Value::from(names).to_string());
    sql.push(&format!(
        "SELECT g.name, COALESCE(m.name, a.name)
           FROM json_each({names}) w
           JOIN entity g ON g.class = 'agreement' AND g.name = w.value
           JOIN party p ON p.agreement = g.id
           JOIN entity a ON a.id = p.actor
           LEFT JOIN entity m ON m.id = a.merged_into
          ORDER BY g.name, COALESCE(m.name, a.name)"
    ));
    store.each(&sql, |row| {
        nodes.entry(row.text(0)).or_default().push(row.text(1));
        Ok::<(), StoreError>(())
    })?;
    Ok(nodes
        .into_iter()
        .map(|(name, parties)| AgreementNode { name, parties })
        .collect())
}
