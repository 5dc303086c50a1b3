//! Writing the statements of one article: which are new, which stay what they were, and which give
//! way to what a person decided.

use super::Class;
use super::entity::{self, Known, day};
use super::entry::{Grounds, Line};
use crate::model::{ActorKind, Basis, Speaker, Statement, When};
use crate::span::CodePoints;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What a statement repeats of its article.
struct Facts {
    published: Option<String>,
    outlet: Option<i64>,
}

fn facts(connection: &Connection, id: i64) -> rusqlite::Result<Facts> {
    connection
        .prepare_cached("SELECT published, outlet FROM article WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Facts {
                published: row.get(0)?,
                outlet: row.get(1)?,
            })
        })
}

/// A statement that an earlier pass left.
pub(super) struct OnRecord {
    id: i64,
    utterance: i64,
    start: usize,
    end: usize,
    source: String,
    decided: bool,
}

pub(super) fn on_record(connection: &Connection, article: i64) -> rusqlite::Result<Vec<OnRecord>> {
    connection
        .prepare_cached(
            "SELECT id, utterance, start, \"end\", source,
                    standing <> 'machine'
               FROM statement s WHERE article = ?1 ORDER BY id",
        )?
        .query_map([article], |row| {
            Ok(OnRecord {
                id: row.get(0)?,
                utterance: row.get(1)?,
                start: row.get::<_, i64>(2)?.try_into().unwrap_or(0),
                end: row.get::<_, i64>(3)?.try_into().unwrap_or(0),
                source: row.get(4)?,
                decided: row.get(5)?,
            })
        })?
        .collect()
}

/// The share of two ranges' common part in their union.
pub(super) fn jaccard(a: (usize, usize), b: (usize, usize)) -> f64 {
    let common = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    let union = (a.1 - a.0) + (b.1 - b.0) - common;
    common as f64 / union.max(1) as f64
}

/// From this share on, two contents are mostly the same words.
pub(super) const SAME_WORDS: f64 = 0.5;

/// What identifies a statement within its article: its content's extent in code points, and
/// its source.
type Identity<'s> = (usize, usize, &'s str);

/// Writes the statements of one article.
pub(super) struct Writer<'a> {
    connection: &'a Connection,
    known: &'a mut Known,
    article: i64,
    pub(super) run: i64,
    facts: Facts,
}

/// What is done with a found statement.
enum Place {
    /// It is new.
    Insert,
    /// It replaces the statement of the same identity.
    Replace { id: i64, utterance: i64 },
    /// A person's decision stands in its place.
    Leave,
}

impl<'a> Writer<'a> {
    /// A writer of single statements into an article that is on record.
    pub(super) fn beside(
        connection: &'a Connection,
        known: &'a mut Known,
        article: i64,
    ) -> rusqlite::Result<Writer<'a>> {
        Ok(Writer {
            connection,
            known,
            article,
            run: 0,
            facts: facts(connection, article)?,
        })
    }

    /// Writes a statement of the article's text beside all others; gives its number.
    pub(super) fn insert(&mut self, text: &str, statement: &Statement) -> rusqlite::Result<i64> {
        let line = Line::of(text, &CodePoints::new(text), statement);
        let utterance = self.new_utterance()?;
        self.write(statement, &line, None, utterance)
    }
}

impl Writer<'_> {
    /// Writes what was found in place of what is on record; gives the number of each, or none
    /// where a person's decision stands in its place.
    pub(super) fn statements(
        &mut self,
        found: &[Statement],
        lines: &[Line],
        old: &[OnRecord],
    ) -> rusqlite::Result<Vec<Option<i64>>> {
        let places = self.places(lines, old)?;
        let mut utterances: BTreeMap<usize, i64> = BTreeMap::new();
        let mut numbers: Vec<Option<i64>> = vec![None; found.len()];
        for (at, ((statement, line), place)) in found.iter().zip(lines).zip(&places).enumerate() {
            let on_record = match *place {
                Place::Leave => continue,
                Place::Insert => None,
                Place::Replace { id, utterance } => Some((id, utterance)),
            };
            // The first that reports an utterance gives it its number.
            let root = statement.utterance.min(at);
            let utterance = match (utterances.get(&root), on_record) {
                (Some(&utterance), _) => utterance,
                (None, Some((_, utterance))) if root == at => utterance,
                (None, _) => self.new_utterance()?,
            };
            utterances.entry(root).or_insert(utterance);
            let id = on_record.map(|(id, _)| id);
            numbers[at] = Some(self.write(statement, line, id, utterance)?);
        }
        self.chains(found, &numbers)?;
        self.forget_utterances(old)?;
        Ok(numbers)
    }

    /// Writes a statement with who speaks and which way.
    fn write(
        &mut self,
        statement: &Statement,
        line: &Line,
        on_record: Option<i64>,
        utterance: i64,
    ) -> rusqlite::Result<i64> {
        let id = self.statement(statement, line, on_record, utterance)?;
        self.speakers(id, statement)?;
        self.stances(id, statement, &line.stances)?;
        Ok(id)
    }

    /// Writes who tells whose words. Where a person's decision stands in the place of whoever
    /// tells, the depth alone is known.
    fn chains(&self, found: &[Statement], numbers: &[Option<i64>]) -> rusqlite::Result<()> {
        for (at, statement) in found.iter().enumerate() {
            if let (Some(outer), Some(id)) = (statement.within, numbers[at]) {
                let within = numbers.get(outer).copied().flatten();
                self.connection
                    .prepare_cached("UPDATE statement SET within = ?2, depth = ?3 WHERE id = ?1")?
                    .execute(params![id, within, Statement::depth(found, at) as i64])?;
            }
        }
        Ok(())
    }

    /// Decides for each found statement where it goes, and removes what no pass finds any more.
    fn places(&self, found: &[Line], old: &[OnRecord]) -> rusqlite::Result<Vec<Place>> {
        let mut by_identity: BTreeMap<Identity<'_>, VecDeque<&OnRecord>> = BTreeMap::new();
        for statement in old {
            let identity = (statement.start, statement.end, statement.source.as_str());
            by_identity
                .entry(identity)
                .or_default()
                .push_back(statement);
        }
        let mut places = Vec::new();
        for line in found {
            let (start, end) = (line.start, line.end);
            let same = by_identity
                .get_mut(&(start, end, line.source.as_str()))
                .and_then(VecDeque::pop_front);
            let settled = old.iter().any(|other| {
                other.decided && jaccard((start, end), (other.start, other.end)) >= SAME_WORDS
            });
            places.push(match same {
                Some(other) if other.decided => Place::Leave,
                Some(other) => Place::Replace {
                    id: other.id,
                    utterance: other.utterance,
                },
                None if settled => Place::Leave,
                None => Place::Insert,
            });
        }
        for gone in by_identity.into_values().flatten() {
            if !gone.decided {
                self.connection
                    .prepare_cached("DELETE FROM statement WHERE id = ?1")?
                    .execute([gone.id])?;
            }
        }
        Ok(places)
    }

    fn new_utterance(&self) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached("INSERT INTO utterance DEFAULT VALUES")?
            .execute([])?;
        Ok(self.connection.last_insert_rowid())
    }

    fn forget_utterances(&self, old: &[OnRecord]) -> rusqlite::Result<()> {
        let old: BTreeSet<i64> = old.iter().map(|statement| statement.utterance).collect();
        let mut delete = self.connection.prepare_cached(
            "DELETE FROM utterance
              WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM statement WHERE utterance = ?1)",
        )?;
        for utterance in old {
            delete.execute([utterance])?;
        }
        Ok(())
    }

    /// Writes the statement itself; gives its number.
    fn statement(
        &self,
        statement: &Statement,
        line: &Line,
        on_record: Option<i64>,
        utterance: i64,
    ) -> rusqlite::Result<i64> {
        let attribution = &statement.attribution;
        if let Some(id) = on_record {
            for table in ["speaker", "stance"] {
                self.connection
                    .prepare_cached(&format!("DELETE FROM {table} WHERE statement = ?1"))?
                    .execute([id])?;
            }
        }
        let step = match on_record {
            None => {
                "INSERT INTO statement (id, article, run, utterance, kind, date, said_on, outlet,
                                        start, \"end\", source, cue, content, words, addressee,
                                        rule, confidence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
            }
            // Its identity is the same: article, extent and source.
            Some(_) => {
                "UPDATE statement
                    SET run = ?3, utterance = ?4, kind = ?5, date = ?6, said_on = ?7, outlet = ?8,
                        cue = ?12, content = ?13, words = ?14, within = NULL, depth = 0,
                        addressee = ?15, rule = ?16, confidence = ?17
                  WHERE id = ?1 AND article = ?2 AND start = ?9 AND \"end\" = ?10 AND source = ?11"
            }
        };
        self.connection.prepare_cached(step)?.execute(params![
            on_record,
            self.article,
            self.run,
            utterance,
            attribution.kind.name(),
            self.date(statement),
            statement.said_on.map(|when| when.to_string()),
            self.facts.outlet,
            line.start as i64,
            line.end as i64,
            line.source,
            line.cue,
            line.content,
            line.words,
            statement.addressee,
            attribution.rule,
            attribution.confidence,
        ])?;
        Ok(on_record.unwrap_or_else(|| self.connection.last_insert_rowid()))
    }

    fn date(&self, statement: &Statement) -> Option<String> {
        day(statement.said_on.map(When::first)).or_else(|| self.facts.published.clone())
    }

    fn speakers(&mut self, id: i64, statement: &Statement) -> rusqlite::Result<()> {
        let date = self.date(statement);
        let mut named = BTreeSet::new();
        let mut n = 0;
        for speaker in &statement.speakers {
            let entity = if is_identified(speaker) {
                let kind = speaker.kind.name();
                let name = &speaker.name;
                let entity = entity::id_of(self.connection, self.known, Class::Actor, name, kind)?;
                // Somebody speaks once in a statement, however often the source names them.
                if !named.insert(entity) {
                    continue;
                }
                Some(entity)
            } else {
                entity::decided_alias(self.connection, &speaker.name)?
            };
            let candidates = serde_json::Value::from(speaker.candidates.clone()).to_string();
            self.connection
                .prepare_cached(
                    "INSERT INTO speaker (statement, n, entity, name, kind, role, basis,
                                          candidates, confidence, date)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(params![
                    id,
                    n,
                    entity,
                    speaker.name,
                    speaker.kind.name(),
                    speaker.role,
                    speaker.basis.name(),
                    candidates,
                    speaker.confidence,
                    date,
                ])?;
            n += 1;
        }
        Ok(())
    }

    /// Writes the stances of a statement that has none.
    pub(super) fn stances(
        &mut self,
        id: i64,
        statement: &Statement,
        grounds: &[Grounds],
    ) -> rusqlite::Result<()> {
        let date = self.date(statement);
        let mut targets = BTreeSet::new();
        for (stance, grounds) in statement.stances.iter().zip(grounds) {
            let class = Class::from(stance.target_kind);
            let kind = match class {
                Class::Actor => ActorKind::Unknown.name(),
                Class::Topic | Class::Agreement => class.name(),
            };
            let target = entity::id_of(self.connection, self.known, class, &stance.target, kind)?;
            // One position a target: the first that was found stands.
            if !targets.insert(target) {
                continue;
            }
            self.connection
                .prepare_cached(
                    "INSERT INTO stance (statement, n, target, label, evidence, condition, object,
                                         basis, confidence, date)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(params![
                    id,
                    targets.len() as i64 - 1,
                    target,
                    stance.label.name(),
                    grounds.evidence,
                    grounds.condition,
                    grounds.object,
                    stance.basis,
                    stance.confidence,
                    date,
                ])?;
        }
        Ok(())
    }
}

/// Whether a speaker is somebody in particular. A description and a name that leaves a choice
/// are kept in the text's words and pinned on nobody.
fn is_identified(speaker: &Speaker) -> bool {
    speaker.kind != ActorKind::Unknown
        && speaker.basis != Basis::Description
        && speaker.candidates.is_empty()
}

#[cfg(test)]
mod tests {
    use super::jaccard;

    #[test]
    fn overlap_is_a_share_of_the_union() {
        assert_eq!(jaccard((0, 10), (0, 10)), 1.0);
        assert_eq!(jaccard((0, 10), (10, 20)), 0.0);
        assert_eq!(jaccard((0, 10), (5, 10)), 0.5);
    }
}
