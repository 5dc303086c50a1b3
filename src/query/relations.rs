//! The rows from which graphs and networks are made.

use super::filter::{LEFT_OUT, Selection, clear, ids};
use crate::model::{ActorKind, Date, Label, TargetKind};
use crate::store::{Sql, Store, StoreError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::panic::resume_unwind;
use std::thread;

/// Whom or what rows name.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Who speaks: a place in [`Relations::entities`].
    pub speaker: u32,
    /// Toward whom or what: a place there.
    pub target: u32,
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
    /// Whom and what the stances name, each once; there may be more.
    pub entities: Vec<Entity>,
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
    let (entities, stances) = stances(store, selection, LARGE)?;
    let agreements = agreements(store, &entities, &stances)?;
    Ok(Relations {
        entities,
        stances,
        articles: Vec::new(),
        agreements,
    })
}

impl Relations {
    /// Who speaks in a row.
    pub fn speaker(&self, row: &StanceRow) -> &Entity {
        &self.entities[row.speaker as usize]
    }

    /// Toward whom or what a row is.
    pub fn target(&self, row: &StanceRow) -> &Entity {
        &self.entities[row.target as usize]
    }

    /// The same with the articles of the statements, which few graphs show.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn with_articles(mut self, store: &Store) -> Result<Relations, StoreError> {
        self.articles = articles(store, &self.stances)?;
        Ok(self)
    }
}

/// A row as it is stored.
struct Numbered {
    /// Which of the statement's speakers, and then which of its stances.
    which: i64,
    /// Speaker and target are places among the named.
    row: StanceRow,
}

impl Numbered {
    /// The order of the rows.
    fn place(&self) -> (i64, i64) {
        (self.row.statement, self.which)
    }
}

/// The numbers of those whom rows name, each once.
#[derive(Default)]
struct Named {
    numbers: Vec<i64>,
    places: FxHashMap<i64, u32>,
}

impl Named {
    fn place(&mut self, number: i64) -> u32 {
        *self.places.entry(number).or_insert_with(|| {
            self.numbers.push(number);
            self.numbers.len() as u32 - 1
        })
    }

    /// The place of a number that often is `latest`, the one asked for before.
    fn place_after(&mut self, latest: &mut Option<(i64, u32)>, number: i64) -> u32 {
        match *latest {
            Some((before, place)) if before == number => place,
            _ => {
                let place = self.place(number);
                *latest = Some((number, place));
                place
            }
        }
    }
}

/// The rows of the stances. A large topic has hundreds of thousands, so each brings numbers
/// alone and whom they mean is looked up once; and two connections read half of them each.
fn stances(
    store: &Store,
    selection: &Selection,
    large: i64,
) -> Result<(Vec<Entity>, Vec<StanceRow>), StoreError> {
    let left_out = left_out(store)?;
    let (named, mut rows) = match reach(store, selection)? {
        Some((first, last)) if last - first >= large => {
            let middle = first + (last - first) / 2;
            let (path, left_out) = (store.path(), &left_out);
            // An article's statements follow one another, so that one which comes in between is
            // wholly in the second half or not at all.
            let later = move || {
                let store = Store::open_read_only(path)?;
                numbered(&store, selection, Some(middle + 1..=last), left_out)
            };
            let (earlier, later) = thread::scope(|scope| {
                let later = scope.spawn(later);
                let earlier = numbered(store, selection, Some(first..=middle), left_out);
                (earlier, later.join())
            });
            joined(
                earlier?,
                later.unwrap_or_else(|panic| resume_unwind(panic))?,
            )
        }
        _ => numbered(store, selection, None, &left_out)?,
    };
    // A statement on two of the subjects has its edges with both.
    rows.sort_by_key(Numbered::place);
    rows.dedup_by_key(|row| row.place());
    let (entities, meant) = entities(store, &named)?;
    let asked = |class| match class {
        TargetKind::Topic => &selection.topics[..],
        TargetKind::Agreement => &selection.agreements[..],
        TargetKind::Actor => &[],
    };
    let is_asked = |(number, meant): (&i64, &Option<u32>)| {
        let names = meant.map_or(&[][..], |meant| asked(entities[meant as usize].class));
        names.is_empty() || ids(names).any(|id| id == *number)
    };
    let is_asked: Vec<bool> = named.numbers.iter().zip(&meant).map(is_asked).collect();
    let meant = |Numbered { row, .. }| {
        let speaker = meant[row.speaker as usize]?;
        let target = meant[row.target as usize].filter(|_| is_asked[row.target as usize])?;
        Some(StanceRow {
            speaker,
            target,
            ..row
        })
    };
    let stances = rows.into_iter().filter_map(meant).collect();
    Ok((entities, stances))
}

/// From so many statements on two connections read faster than one.
const LARGE: i64 = 50_000;

/// The numbers of the first and the last statement on the topics and agreements of a selection;
/// `None` where it has none of these, or nobody spoke of them.
fn reach(store: &Store, selection: &Selection) -> Result<Option<(i64, i64)>, StoreError> {
    let mut sql = Sql::default();
    let subjects = sql.bind_all(selection.subjects());
    // One look-up for each end of each subject.
    sql.push(&format!(
        "SELECT min((SELECT min(statement) FROM edge WHERE subject = e.id)),
                max((SELECT max(statement) FROM edge WHERE subject = e.id))
           FROM entity e WHERE e.id IN ({subjects})"
    ));
    let ends = store.rows(&sql, |row| Some((row.opt_int(0)?, row.opt_int(1)?)))?;
    Ok(ends.into_iter().flatten().next())
}

/// The rows, of all statements or of some, and whom they name.
fn numbered(
    store: &Store,
    selection: &Selection,
    statements: Option<RangeInclusive<i64>>,
    left_out: &FxHashSet<i64>,
) -> Result<(Named, Vec<Numbered>), StoreError> {
    // Most rows have the day of the row before: they are of the same article.
    let mut day = (String::new(), None);
    let mut named = Named::default();
    let (mut speaker, mut target) = (None, None);
    let mut rows: Vec<Numbered> = Vec::new();
    store.each(&stances_sql(selection, statements), |row| {
        let statement = row.int(0);
        if left_out.contains(&statement) {
            return Ok(());
        }
        if row.str(4) != day.0 {
            day = (row.text(4), row.parse(4));
        }
        rows.push(Numbered {
            which: row.int(1),
            row: StanceRow {
                statement,
                utterance: row.int(2),
                article: row.int(3),
                date: day.1,
                speaker: named.place_after(&mut speaker, row.int(5)),
                target: named.place_after(&mut target, row.int(6)),
                label: Label::from_name(row.str(7)).unwrap_or(Label::Neutral),
            },
        });
        Ok::<(), StoreError>(())
    })?;
    Ok((named, rows))
}

fn joined(
    (mut named, mut rows): (Named, Vec<Numbered>),
    (others, later): (Named, Vec<Numbered>),
) -> (Named, Vec<Numbered>) {
    let numbers = others.numbers.iter();
    let places: Vec<u32> = numbers.map(|&number| named.place(number)).collect();
    rows.extend(later.into_iter().map(|mut later| {
        later.row.speaker = places[later.row.speaker as usize];
        later.row.target = places[later.row.target as usize];
        later
    }));
    (named, rows)
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

/// Whom the numbers mean, each once, and the place there of each number; what was merged means
/// what it was merged into.
fn entities(store: &Store, named: &Named) -> Result<(Vec<Entity>, Vec<Option<u32>>), StoreError> {
    let mut numbers = named.numbers.clone();
    numbers.sort_unstable();
    let mut sql = Sql::default();
    let numbers = sql.bind(serde_json::Value::from(numbers).to_string());
    sql.push(&format!(
        "SELECT e.id, COALESCE(m.id, e.id), e.class, COALESCE(m.name, e.name),
                COALESCE(m.kind, e.kind), COALESCE(m.label, e.label)
           FROM json_each({numbers}) w JOIN entity e ON e.id = w.value
           LEFT JOIN entity m ON m.id = e.merged_into"
    ));
    let mut entities = Vec::new();
    let mut meant = vec![None; named.numbers.len()];
    // What something was merged into, where no row names that itself.
    let mut unnamed: FxHashMap<i64, u32> = FxHashMap::default();
    store.each(&sql, |row| {
        let [number, own] = [row.int(0), row.int(1)].map(|id| (id, named.places.get(&id)));
        let known = match own {
            (_, Some(&at)) => meant[at as usize],
            (id, None) => unnamed.get(&id).copied(),
        };
        let place = known.unwrap_or_else(|| {
            entities.push(Entity {
                class: TargetKind::from_name(row.str(2)).unwrap_or(TargetKind::Topic),
                name: row.text(3),
                kind: ActorKind::from_name(row.str(4)).unwrap_or(ActorKind::Unknown),
                label: row.text(5),
            });
            entities.len() as u32 - 1
        });
        match own {
            (_, Some(&at)) => meant[at as usize] = Some(place),
            (id, None) => drop(unnamed.insert(id, place)),
        }
        if let (_, Some(&at)) = number {
            meant[at as usize] = Some(place);
        }
        Ok::<(), StoreError>(())
    })?;
    Ok((entities, meant))
}

/// All edges, from the tables that an index of speakers or dates leads into.
const ALL: &str =
    "(SELECT s.id AS statement, p.n AS speaker_n, x.n AS stance_n, p.entity AS speaker,
                x.target AS target, x.label AS label, x.confidence AS confidence, s.date AS date,
                s.utterance AS utterance, s.article AS article
           FROM statement s
           JOIN speaker p ON p.statement = s.id AND p.entity IS NOT NULL
           JOIN stance x ON x.statement = s.id)";

fn stances_sql(selection: &Selection, statements: Option<RangeInclusive<i64>>) -> Sql {
    let mut sql = Sql::default();
    let mut conditions = vec!["TRUE".to_owned()];
    if let Some(statements) = statements {
        let (first, last) = (sql.bind(*statements.start()), sql.bind(*statements.end()));
        conditions.push(format!("e.statement BETWEEN {first} AND {last}"));
    }
    let subjects: Vec<i64> = selection.subjects().collect();
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
        "SELECT e.statement, e.speaker_n << 32 | e.stance_n, e.utterance, e.article, e.date, e.speaker,
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

fn agreements(
    store: &Store,
    entities: &[Entity],
    stances: &[StanceRow],
) -> Result<Vec<AgreementNode>, StoreError> {
    let targets: FxHashSet<u32> = stances.iter().map(|row| row.target).collect();
    let mut nodes: BTreeMap<String, Vec<String>> = targets
        .into_iter()
        .map(|target| &entities[target as usize])
        .filter(|entity| entity.class == TargetKind::Agreement)
        .map(|entity| (entity.name.clone(), Vec::new()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::lexicon::LexiconEngine;
    use crate::pipeline::Pipeline;
    use crate::source;
    use crate::store::As;

    #[test]
    fn two_connections_bring_what_one_brings() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut store = Store::open(&folder.path().join("record.db")).expect("opened");
        let pipeline = Pipeline::new(Box::new(LexiconEngine::new()));
        for speaker in ["Anna Keller", "Bohdan Marek", "Anna Keller", "Clara Voss"] {
            let text = format!(
                "\"We support New START and free trade,\" {speaker} said on the first day. {speaker} \
                 said that she opposed New START. {speaker} said trade would be welcome."
            );
            let document = source::read(&text, text.as_bytes()).expect("read");
            store.add(&pipeline.read(&document)).expect("added");
        }
        let topic = |name| store.find(As::Topic, name).expect("known");
        for topics in [
            vec![topic("trade")],
            vec![topic("trade"), topic("arms-control")],
        ] {
            let selection = Selection {
                topics,
                ..Selection::default()
            };
            let one = stances(&store, &selection, LARGE).expect("answered");
            assert!(one.1.len() > 4, "{one:?}");
            assert_eq!(stances(&store, &selection, 0).expect("answered"), one);
        }
    }
}
