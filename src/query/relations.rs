//! The rows from which graphs and networks are made.

use super::filter::{LEFT_OUT, Selection, clear, ids};
use crate::model::{ActorKind, Date, Label, TargetKind};
use crate::store::{Sql, Store, StoreError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Whom or what the rows name; all that name the same share it.
#[derive(Debug, PartialEq, Eq)]
pub struct Entity {
    /// What kind of target it is; who speaks is an actor.
    pub class: TargetKind,
    /// Canonical name of an actor or agreement, else the topic's id.
    pub name: String,
    /// For an actor, of what kind; [`ActorKind::Unknown`] for what is none.
    pub kind: ActorKind,
    /// How it is shown: a topic's label, else its name.
    pub label: String,
}

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
    /// Who speaks.
    pub speaker: Rc<Entity>,
    /// Toward whom or what.
    pub target: Rc<Entity>,
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
    /// The articles of these statements, by id; none unless [`Relations::with_articles`] asked.
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
    let stances = stances(store, selection)?;
    let agreements = agreements(store, &stances)?;
    Ok(Relations {
        stances,
        articles: Vec::new(),
        agreements,
    })
}

impl Relations {
    /// The same with the articles of the statements, which few graphs show.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn with_articles(mut self, store: &Store) -> Result<Relations, StoreError> {
        self.articles = articles(store, &self.stances)?;
        Ok(self)
    }
}

/// A row as it is stored: whom it names by number.
struct Numbered {
    /// The statement, and which of its speakers and stances: the order of the rows.
    place: (i64, i64, i64),
    utterance: i64,
    article: i64,
    date: Option<Date>,
    /// Places among the named.
    speaker: usize,
    target: usize,
    label: Label,
}

/// The numbers of those whom rows name, each once.
#[derive(Default)]
struct Named {
    numbers: Vec<i64>,
    places: FxHashMap<i64, usize>,
}

impl Named {
    fn place(&mut self, number: i64) -> usize {
        *self.places.entry(number).or_insert_with(|| {
            self.numbers.push(number);
            self.numbers.len() - 1
        })
    }
}

/// The rows of the stances. A large topic has hundreds of thousands, so each brings numbers
/// alone and whom they mean is looked up once.
fn stances(store: &Store, selection: &Selection) -> Result<Vec<StanceRow>, StoreError> {
    // Most rows have the day of the row before: they are of the same article.
    let mut day = (String::new(), None);
    let mut named = Named::default();
    let left_out = left_out(store)?;
    let mut rows: Vec<Numbered> = Vec::new();
    store.each(&stances_sql(selection), |row| {
        let statement = row.int(0);
        if left_out.contains(&statement) {
            return Ok(());
        }
        if row.str(5) != day.0 {
            day = (row.text(5), row.parse(5));
        }
        rows.push(Numbered {
            place: (statement, row.int(1), row.int(2)),
            utterance: row.int(3),
            article: row.int(4),
            date: day.1,
            speaker: named.place(row.int(6)),
            target: named.place(row.int(7)),
            label: Label::from_name(row.str(8)).unwrap_or(Label::Neutral),
        });
        Ok::<(), StoreError>(())
    })?;
    // A statement on two of the subjects has its edges with both.
    rows.sort_by_key(|row| row.place);
    rows.dedup_by_key(|row| row.place);
    let meant = entities(store, named.numbers.clone())?;
    let meant: Vec<Option<&Rc<Entity>>> = named.numbers.iter().map(|id| meant.get(id)).collect();
    let asked = |class| match class {
        TargetKind::Topic => &selection.topics[..],
        TargetKind::Agreement => &selection.agreements[..],
        TargetKind::Actor => &[],
    };
    let asked: Vec<bool> = named
        .numbers
        .iter()
        .zip(&meant)
        .map(|(number, meant)| {
            let names = meant.map_or(&[][..], |meant| asked(meant.class));
            names.is_empty() || ids(names).any(|id| id == *number)
        })
        .collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let speaker = Rc::clone(meant[row.speaker]?);
            let target = Rc::clone(meant[row.target]?);
            asked[row.target].then_some(StanceRow {
                statement: row.place.0,
                utterance: row.utterance,
                article: row.article,
                date: row.date,
                speaker,
                target,
                label: row.label,
            })
        })
        .collect())
}

/// The statements that no question brings, as [`LEFT_OUT`] has them. Few are, and to look each row up
/// here takes less time than within the question.
fn left_out(store: &Store) -> Result<FxHashSet<i64>, StoreError> {
    let mut left_out = FxHashSet::default();
    store.each(&Sql::new(LEFT_OUT), |row| {
        left_out.insert(row.int(0));
        Ok::<(), StoreError>(())
    })?;
    Ok(left_out)
}

/// Whom numbers mean, what was merged as what it was merged into.
fn entities(
    store: &Store,
    mut numbers: Vec<i64>,
) -> Result<FxHashMap<i64, Rc<Entity>>, StoreError> {
    numbers.sort_unstable();
    let mut sql = Sql::default();
    let numbers = sql.bind(serde_json::Value::from(numbers).to_string());
    sql.push(&format!(
        "SELECT e.id, COALESCE(m.id, e.id), e.class, COALESCE(m.name, e.name),
                COALESCE(m.kind, e.kind), COALESCE(m.label, e.label)
           FROM json_each({numbers}) w JOIN entity e ON e.id = w.value
           LEFT JOIN entity m ON m.id = e.merged_into"
    ));
    let mut meant: FxHashMap<i64, Rc<Entity>> = FxHashMap::default();
    let mut found = FxHashMap::default();
    store.each(&sql, |row| {
        let entity = meant.entry(row.int(1)).or_insert_with(|| {
            Rc::new(Entity {
                class: TargetKind::from_name(row.str(2)).unwrap_or(TargetKind::Topic),
                name: row.text(3),
                kind: ActorKind::from_name(row.str(4)).unwrap_or(ActorKind::Unknown),
                label: row.text(5),
            })
        });
        found.insert(row.int(0), Rc::clone(entity));
        Ok::<(), StoreError>(())
    })?;
    Ok(found)
}

/// All edges, from the tables that an index of speakers or dates leads into.
const ALL: &str =
    "(SELECT s.id AS statement, p.n AS speaker_n, x.n AS stance_n, p.entity AS speaker,
                x.target AS target, x.label AS label, x.confidence AS confidence, s.date AS date,
                s.utterance AS utterance, s.article AS article
           FROM statement s
           JOIN speaker p ON p.statement = s.id AND p.entity IS NOT NULL
           JOIN stance x ON x.statement = s.id)";

fn stances_sql(selection: &Selection) -> Sql {
    let mut sql = Sql::default();
    let mut conditions = vec!["TRUE".to_owned()];
    let subjects: Vec<i64> = ids(&selection.topics)
        .chain(ids(&selection.agreements))
        .collect();
    // The edges of a topic or agreement lie in one place, however many they are.
    let edges = if subjects.is_empty() {
        ALL
    } else {
        let subjects = sql.bind_all(subjects);
        conditions.push(format!("e.subject IN ({subjects})"));
        "edge"
    };
    if !selection.speakers.is_empty() {
        let speakers = sql.bind_all(ids(&selection.speakers));
        conditions.push(format!("e.speaker IN ({speakers})"));
    }
    if let Some(since) = selection.since {
        let since = sql.bind(since.to_string());
        conditions.push(format!("e.date >= {since}"));
    }
    if let Some(until) = selection.until {
        let until = sql.bind(until.to_string());
        conditions.push(format!("e.date <= {until}"));
    }
    let clear = clear(&mut sql, "e", selection.unclear_below);
    sql.push(&format!(
        "SELECT e.statement, e.speaker_n, e.stance_n, e.utterance, e.article, e.date, e.speaker,
                e.target, e.label
           FROM {edges} e
          WHERE {}{clear}",
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
        .filter(|row| row.target.class == TargetKind::Agreement)
        .map(|row| (row.target.name.clone(), Vec::new()))
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
