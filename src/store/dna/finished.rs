//! What people changed in a file since it last left the record or came to it, as decisions.
//!
//! Each coded statement is compared with what it was then. What is gone was rejected, what
//! reads otherwise was corrected, and what is the same decides nothing: so a decision that was
//! taken here in the meantime is not overruled by a file that knows nothing of it.

use super::cells::LEFT_OUT;
use super::coded::{Coded, as_statement, run};
use super::import::{Import, PROGRAM};
use super::utf16::units;
use super::{DnaError, DnaFile};
use crate::model::{Decision, Label, Verdict};
use crate::span::Span;
use crate::store::add::run_id;
use crate::store::decide;
use crate::store::statements::Writer;
use crate::store::{Sql, Store, StoreError};
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// A coded statement as it was, and which part of which statement on record it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Before {
    document: i64,
    start: i64,
    stop: i64,
    /// The statement on record.
    statement: i64,
    /// Who spoke, what it was about, and which way, as the file had it.
    speaker: Option<String>,
    organization: Option<String>,
    concept: Option<String>,
    label: Label,
    /// The speaker and, as `CLASS:NAME`, the target on record, where they have other names.
    on_record: (Option<String>, Option<String>),
    /// Whether it did not leave the record, since it takes no side there any more.
    pub is_left_out: bool,
}

/// The coded statements that are parts of one statement on record: before, and now.
type Parts = Vec<(Before, Option<Coded>)>;

/// What the coded statements of a file were, by number.
pub(super) type Earlier = BTreeMap<i64, Before>;

impl Before {
    /// As an earlier import took it.
    pub fn imported(coded: &Coded, document: i64, statement: i64) -> Before {
        Before {
            document,
            start: coded.start,
            stop: coded.stop,
            statement,
            speaker: coded.name().map(str::to_owned),
            organization: coded.organization().map(str::to_owned),
            concept: coded.concept.clone(),
            label: coded.label,
            on_record: (None, None),
            is_left_out: false,
        }
    }

    /// The same, where it is still called as when it left the record.
    pub fn is_called_as(&mut self, noted: &Before) {
        let (speaker, target) = noted.on_record.clone();
        if self.speaker == noted.speaker {
            self.on_record.0 = speaker;
        }
        if self.concept == noted.concept {
            self.on_record.1 = target;
        }
    }

    /// Whether it is a part of that statement on record.
    pub fn is_of(&self, statement: i64) -> bool {
        self.statement == statement
    }

    fn is_at(&self, document: i64, coded: &Coded) -> bool {
        (self.document, self.start, self.stop) == (document, coded.start, coded.stop)
    }

    fn is_still(&self, coded: &Coded) -> bool {
        self.speaker.as_deref() == coded.name()
            && self.concept == coded.concept
            && self.label == coded.label
    }
}

impl DnaFile {
    /// What an export noted of its statements, by their numbers in the file.
    pub(super) fn noted(&self) -> Result<Earlier, DnaError> {
        use super::read::{int, text};
        let mut noted = Earlier::new();
        let exported = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'ONRECORD'";
        let mut is_there = false;
        self.each(exported, [], |_| is_there = true)?;
        if !is_there {
            return Ok(noted);
        }
        let given = |text: String| (!text.is_empty()).then_some(text);
        self.each(
            "SELECT StatementId, DocumentId, Start, Stop, Statement, Person, Organization,
                    Concept, Agreement, Speaker, Target FROM ONRECORD ORDER BY StatementId",
            [],
            |row| {
                let (person, organization) = (given(text(row, 5)), given(text(row, 6)));
                let is_person = person.is_some();
                noted.insert(
                    int(row, 0),
                    Before {
                        document: int(row, 1),
                        start: int(row, 2),
                        stop: int(row, 3),
                        statement: int(row, 4),
                        speaker: person.or_else(|| organization.clone()),
                        organization: organization.filter(|_| is_person),
                        concept: given(text(row, 7)),
                        label: match int(row, 8) {
                            0 => Label::Oppose,
                            1 => Label::Support,
                            _ => Label::Neutral,
                        },
                        is_left_out: int(row, 8) == LEFT_OUT,
                        on_record: (given(text(row, 9)), given(text(row, 10))),
                    },
                );
            },
        )?;
        Ok(noted)
    }
}

impl Store {
    /// What a file notes of statements of this record. One that another record wrote notes
    /// numbers that are somebody else's here: a note holds where the statement has its words,
    /// and the names in it where they are on record.
    pub(super) fn noted(&self, file: &DnaFile) -> Result<Earlier, DnaError> {
        let mut noted = file.noted()?;
        let mut here = BTreeSet::new();
        let mut article = (0, None);
        for (&number, before) in &noted {
            let mut sql = Sql::default();
            let statement = sql.bind(before.statement);
            sql.push(&format!(
                "SELECT article, start, \"end\" FROM statement WHERE id = {statement}"
            ));
            let found = self.rows(&sql, |row| (row.int(0), row.int(1), row.int(2)))?;
            let Some(&(of, start, end)) = found.first() else {
                continue;
            };
            if article.0 != of {
                let mut sql = Sql::default();
                let of_text = sql.bind(of);
                sql.push(&format!("SELECT text FROM article WHERE id = {of_text}"));
                let text = self.rows(&sql, |row| row.text(0))?.pop();
                article = (of, text.and_then(|text| units(&text)));
            }
            let unit = |point: i64| match &article.1 {
                Some(units) => units.get(point as usize).copied(),
                None => Some(point),
            };
            if (unit(start), unit(end)) == (Some(before.start), Some(before.stop)) {
                here.insert(number);
            }
        }
        noted.retain(|number, _| here.contains(number));
        for before in noted.values_mut() {
            let (speaker, target) = &mut before.on_record;
            for (name, asked) in [(speaker, SPEAKS), (target, IS_TARGET)] {
                if let Some(known) = name.as_deref()
                    && !self.holds(asked, before.statement, known)?
                {
                    *name = None;
                }
            }
        }
        Ok(noted)
    }

    fn holds(&self, asked: &str, statement: i64, name: &str) -> Result<bool, StoreError> {
        self.connection
            .prepare_cached(asked)
            .and_then(|mut asked| asked.exists(params![statement, name]))
            .map_err(|error| StoreError::from_sqlite(self.path(), error))
    }
}

/// Whether somebody called so speaks in a statement, or did before anybody decided about it.
const SPEAKS: &str = "
    SELECT 1 FROM (SELECT entity, name FROM speaker WHERE statement = ?1
                    UNION ALL
                   SELECT k.value ->> 'entity', k.value ->> 'name'
                     FROM found f, json_each(f.speakers) k WHERE f.statement = ?1) p
      LEFT JOIN entity e ON e.id = p.entity LEFT JOIN entity m ON m.id = e.merged_into
     WHERE ?2 IN (p.name, e.name, m.name)";

/// Whether a statement has a position toward that `CLASS:NAME`, or had one.
const IS_TARGET: &str = "
    SELECT 1 FROM (SELECT target FROM stance WHERE statement = ?1
                    UNION ALL
                   SELECT k.value ->> 'target'
                     FROM found f, json_each(f.stances) k WHERE f.statement = ?1) x
      JOIN entity t ON t.id = x.target LEFT JOIN entity m ON m.id = t.merged_into
     WHERE ?2 IN (t.class || ':' || t.name, m.class || ':' || m.name)";

impl Import<'_> {
    /// Takes up to date what was on record of a document's statements; gives those that are
    /// new.
    pub(super) fn finish(
        &mut self,
        document: i64,
        article: i64,
        text: &str,
        spans: &BTreeMap<i64, Span>,
        statements: Vec<Coded>,
    ) -> rusqlite::Result<Vec<Coded>> {
        let mut now: BTreeMap<i64, Coded> = statements
            .into_iter()
            .map(|coded| (coded.id, coded))
            .collect();
        let mut by_statement: BTreeMap<i64, Parts> = BTreeMap::new();
        let earlier = std::mem::take(&mut self.earlier);
        for (&number, before) in earlier.iter().filter(|(_, was)| was.document == document) {
            if !self.is_on_record(before, article)? {
                continue;
            }
            let is_there = now
                .get(&number)
                .is_some_and(|coded| before.is_at(document, coded));
            let coded = if is_there { now.remove(&number) } else { None };
            self.link(number, before.statement)?;
            if coded.is_none() && self.gone.contains(&number) {
                // It was gone when the file came before, and was decided then.
                continue;
            }
            by_statement
                .entry(before.statement)
                .or_default()
                .push((before.clone(), coded));
        }
        self.earlier = earlier;
        for (statement, parts) in by_statement {
            self.decide(statement, article, text, spans, parts)?;
        }
        Ok(now.into_values().collect())
    }

    fn is_on_record(&self, before: &Before, article: i64) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached("SELECT 1 FROM statement WHERE id = ?1 AND article = ?2")?
            .exists([before.statement, article])
    }

    /// Which statement on record a coded one is.
    fn link(&self, coded: i64, statement: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO coded_statement (file, coded, statement) VALUES (?1, ?2, ?3)
                 ON CONFLICT (file, coded) DO UPDATE SET statement = excluded.statement",
            )?
            .execute(params![self.file, coded, statement])
            .map(drop)
    }

    fn decide(
        &mut self,
        statement: i64,
        article: i64,
        text: &str,
        spans: &BTreeMap<i64, Span>,
        parts: Parts,
    ) -> rusqlite::Result<()> {
        self.report.met += parts.iter().filter(|part| part.1.is_some()).count();
        let by = self.by(&parts);
        if parts.iter().all(|part| part.1.is_none()) {
            if self.standing(statement)? == "rejected" {
                return Ok(());
            }
            self.report.rejected += 1;
            return self.take(Verdict::Reject { statement }, &by, None);
        }
        let is_still = |(before, coded): &(Before, Option<Coded>)| {
            coded.as_ref().is_some_and(|coded| before.is_still(coded))
        };
        if parts.iter().all(is_still) {
            return self.accept(statement, &parts);
        }
        match self.corrections(statement, &parts)? {
            Some(corrections) => {
                self.report.corrected += 1;
                for (field, value) in corrections {
                    let verdict = Verdict::Correct {
                        statement,
                        field,
                        value,
                    };
                    self.take(verdict, &by, None)?;
                }
                Ok(())
            }
            // Speakers who said the same no longer do: each part is a statement of its own.
            None => {
                self.report.rejected += 1;
                let note = "its speakers were told apart".to_owned();
                self.take(Verdict::Reject { statement }, &by, Some(note))?;
                for coded in parts.into_iter().filter_map(|part| part.1) {
                    if let Some(&span) = spans.get(&coded.id) {
                        let id = self.insert(article, text, span, &coded)?;
                        self.link(coded.id, id)?;
                        let name = self.name_of(&coded);
                        self.take(Verdict::Accept { statement: id }, &name, None)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Who decided: the first coder of a changed part; else nobody knows more than the file.
    fn by(&self, parts: &Parts) -> String {
        let changed = parts.iter().filter_map(|(before, coded)| {
            let coded = coded.as_ref()?;
            (!before.is_still(coded)).then_some(coded)
        });
        let mut names = changed.map(|coded| self.name_of(coded));
        names.next().unwrap_or_else(|| self.name.to_owned())
    }

    fn name_of(&self, coded: &Coded) -> String {
        match coded.coder.as_str() {
            PROGRAM => self.name.to_owned(),
            coder => coder.to_owned(),
        }
    }

    /// What the program coded and nobody touched is decided by nobody.
    fn accept(&mut self, statement: i64, parts: &Parts) -> rusqlite::Result<()> {
        let people = parts
            .iter()
            .filter_map(|part| part.1.as_ref().map(|coded| (&part.0, coded)));
        let Some((before, coded)) = people
            .clone()
            .find(|(before, coded)| before.organization.as_deref() != coded.organization())
            .or_else(|| people.clone().find(|(_, coded)| coded.coder != PROGRAM))
        else {
            return Ok(());
        };
        // A person's organization is no field of a statement; it is told in words.
        let note = (before.organization.as_deref() != coded.organization())
            .then(|| format!("organization: {}", coded.organization().unwrap_or("none")));
        if self.standing(statement)? != "machine" && note.is_none() {
            return Ok(());
        }
        let by = self.name_of(coded);
        self.take(Verdict::Accept { statement }, &by, note)
    }

    pub(super) fn standing(&self, statement: i64) -> rusqlite::Result<String> {
        self.connection
            .prepare_cached("SELECT standing FROM statement WHERE id = ?1")?
            .query_row([statement], |row| row.get(0))
    }

    /// The corrections, each a field and its value, that make of the statement on record what
    /// its parts are now; `None` where no single statement says all of them.
    fn corrections(
        &self,
        statement: i64,
        parts: &Parts,
    ) -> rusqlite::Result<Option<Vec<(String, String)>>> {
        let speakers = distinct(parts.iter().map(|(before, _)| &before.speaker));
        let concepts = distinct(parts.iter().map(|(before, _)| &before.concept));
        let mut corrections = Vec::new();
        let mut stay = Vec::new();
        for speaker in &speakers {
            let (here, all) = still_there(parts, |before| &before.speaker == speaker);
            let names = distinct(here.iter().map(|(_, coded)| coded.name()));
            match names.as_slice() {
                [] => {}
                // Where a speaker stays, so does every concept that stays with anybody.
                [name] if here.len() == all - lost(parts, &concepts) => {
                    stay.push(name.map(str::to_owned));
                    if *name == speaker.as_deref() {
                        continue;
                    }
                    let old = here
                        .first()
                        .and_then(|(before, _)| before.on_record.0.clone());
                    match (old.or_else(|| speaker.clone()), name) {
                        (Some(old), Some(name)) => {
                            corrections.push((format!("speaker:{old}"), (*name).to_owned()));
                        }
                        (None, Some(name)) => {
                            corrections.push(("speakers".into(), (*name).to_owned()));
                        }
                        (_, None) => {}
                    }
                }
                _ => return Ok(None),
            }
        }
        if stay.len() < speakers.len() || stay.contains(&None) && !speakers.contains(&None) {
            let mut names: Vec<String> = stay.into_iter().flatten().collect();
            names.extend(self.others_of(statement, parts)?);
            corrections.push(("speakers".into(), names.join("; ")));
        }
        for concept in &concepts {
            let (here, _) = still_there(parts, |before| &before.concept == concept);
            let old = parts
                .iter()
                .find(|(before, _)| &before.concept == concept)
                .and_then(|(before, _)| before.on_record.1.clone());
            let old = match (old, concept) {
                (Some(old), _) => Some(old),
                (None, Some(concept)) => Some(self.target(concept)?),
                (None, None) => None,
            };
            let answers = distinct(here.iter().map(|(before, coded)| {
                // An answer that is as it was says no more than the record, which may know
                // that the support was conditional.
                let label = (before.label != coded.label).then_some(coded.label);
                (coded.concept.clone(), label)
            }));
            match answers.as_slice() {
                [] => corrections.extend(old.map(|old| removed(&old))),
                [(now, label)] if now == concept => {
                    if let (Some(old), Some(label)) = (old, label) {
                        corrections.push((format!("stance:{old}"), label.name().to_owned()));
                    }
                }
                [(now, label)] => {
                    let label = match (label, &old) {
                        (Some(label), _) => *label,
                        (None, Some(old)) => {
                            self.label_of(statement, old)?.unwrap_or(here[0].1.label)
                        }
                        (None, None) => here[0].1.label,
                    };
                    corrections.extend(old.map(|old| removed(&old)));
                    if let Some(now) = now {
                        let target = self.target(now)?;
                        corrections.push((format!("stance:{target}"), label.name().to_owned()));
                    }
                }
                _ => return Ok(None),
            }
        }
        Ok(Some(corrections))
    }

    /// The speakers of a statement that none of its parts has.
    fn others_of(&self, statement: i64, parts: &Parts) -> rusqlite::Result<Vec<String>> {
        let mut names: Vec<String> = self
            .connection
            .prepare_cached(
                "SELECT COALESCE(m.name, e.name, p.name) FROM speaker p
                   LEFT JOIN entity e ON e.id = p.entity
                   LEFT JOIN entity m ON m.id = e.merged_into
                  WHERE p.statement = ?1 ORDER BY p.n",
            )?
            .query_map([statement], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        names.retain(|name| {
            parts.iter().all(|(before, _)| {
                before.speaker.as_ref() != Some(name) && before.on_record.0.as_ref() != Some(name)
            })
        });
        Ok(names)
    }

    fn label_of(&self, statement: i64, target: &str) -> rusqlite::Result<Option<Label>> {
        let label: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT x.label FROM stance x JOIN entity t ON t.id = x.target
                   LEFT JOIN entity m ON m.id = t.merged_into
                  WHERE x.statement = ?1
                    AND ?2 IN (t.class || ':' || t.name, m.class || ':' || m.name)",
            )?
            .query_row(params![statement, target], |row| row.get(0))
            .optional()?;
        Ok(label.and_then(|label| Label::from_name(&label)))
    }

    /// The topic or agreement that is called so, as `CLASS:NAME`; else a topic of that name.
    fn target(&self, concept: &str) -> rusqlite::Result<String> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT class || ':' || name FROM entity
                  WHERE class IN ('topic', 'agreement') AND ?1 IN (name, label)
                  ORDER BY name = ?1 DESC, class DESC, id LIMIT 1",
            )?
            .query_row([concept], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or_else(|| format!("topic:{concept}")))
    }

    pub(super) fn insert(
        &mut self,
        article: i64,
        text: &str,
        span: Span,
        coded: &Coded,
    ) -> rusqlite::Result<i64> {
        self.report.new_statements += 1;
        let mut writer = Writer::beside(self.connection, self.known, article)?;
        writer.run = run_id(self.connection, &run(&coded.coder))?;
        writer.insert(text, &as_statement(text, span, coded))
    }

    /// Takes a decision; one that the record gives no ground for any more is reported.
    fn take(&mut self, verdict: Verdict, by: &str, note: Option<String>) -> rusqlite::Result<()> {
        let decision = Decision {
            verdict,
            by: by.to_owned(),
            at: self.at.to_owned(),
            note: Some(note.map_or_else(
                || format!("in {}", self.name),
                |note| format!("in {}: {note}", self.name),
            )),
        };
        if let Some(reason) = decide::take_within(self.connection, self.known, &decision)? {
            self.report.conflicts.push(reason);
        }
        Ok(())
    }
}

fn removed(target: &str) -> (String, String) {
    (format!("stance:{target}"), "none".into())
}

/// The parts that are still there and for which this holds, and how many there were.
fn still_there(parts: &Parts, holds: impl Fn(&Before) -> bool) -> (Vec<(&Before, &Coded)>, usize) {
    let all = parts.iter().filter(|(before, _)| holds(before));
    let here = all
        .clone()
        .filter_map(|(before, coded)| Some((before, coded.as_ref()?)));
    (here.collect(), all.count())
}

/// How many concepts nobody is left with.
fn lost(parts: &Parts, concepts: &[Option<String>]) -> usize {
    let is_lost = |concept: &&Option<String>| {
        still_there(parts, |before| &before.concept == *concept)
            .0
            .is_empty()
    };
    concepts.iter().filter(is_lost).count()
}

/// Each once, in order.
fn distinct<T: Ord + Clone>(values: impl Iterator<Item = impl std::borrow::Borrow<T>>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let mut once = Vec::new();
    for value in values {
        if seen.insert(value.borrow().clone()) {
            once.push(value.borrow().clone());
        }
    }
    once
}
