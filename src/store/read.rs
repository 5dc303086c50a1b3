//! One article read back whole.

use super::{Row, Sql, Store, StoreError, spans};
use crate::model::{
    ActorKind, Article, Attribution, Basis, Diagnostic, Kind, Label, Origin, Run, Speaker, Stance,
    Statement, TargetKind,
};
use crate::span::CodePoints;
use std::collections::BTreeMap;

/// An article as it is on record.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// Its number.
    pub id: i64,
    /// The article.
    pub article: Article,
    /// The pass that last read it.
    pub run: Run,
    /// When it came on record: `2021-06-16T18:00:00Z`.
    pub added: Option<String>,
    /// Its statements, in text order.
    pub statements: Vec<StoredStatement>,
    /// What extraction could not do.
    pub diagnostics: Vec<Diagnostic>,
}

/// A statement as it is on record.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredStatement {
    /// Its number.
    pub id: i64,
    /// What people decided about it: `machine` (nothing), `accepted`, `corrected`, `rejected`.
    pub standing: String,
    /// The statement.
    pub statement: Statement,
}

impl Store {
    /// Reads an article back, with every span sliced anew from its text.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn article(&self, id: i64) -> Result<Option<StoredArticle>, StoreError> {
        let mut sql = Sql::default();
        let place = sql.bind(id);
        sql.push(&format!(
            "SELECT a.name, a.title, o.name, a.url, a.published, a.published_basis, a.dateline_place,
                    a.lang, a.text, a.sha256, a.source_sha256, r.engine, r.version, r.fingerprint,
                    a.format, a.encoding, a.added
               FROM article a JOIN run r ON r.id = a.run LEFT JOIN entity o ON o.id = a.outlet
              WHERE a.id = {place}"
        ));
        let mut articles = self.rows(&sql, read_article)?;
        let Some((article, run, added)) = articles.pop() else {
            return Ok(None);
        };
        let points = CodePoints::new(&article.text);
        let mut speakers = self.speakers_of(id)?;
        let mut stances = self.stances_of(id, &points)?;

        let mut sql = Sql::default();
        let place = sql.bind(id);
        sql.push(&format!(
            "SELECT id, standing, utterance, kind, said_on, source, cue, content, addressee, rule, confidence, within
               FROM statement WHERE article = {place} ORDER BY start, \"end\" DESC, id"
        ));
        let mut first_report: BTreeMap<i64, usize> = BTreeMap::new();
        let mut at = 0;
        let mut outer: Vec<Option<i64>> = Vec::new();
        let mut statements = self.rows(&sql, |row| {
            let id = row.int(0);
            outer.push(row.opt_int(11));
            let utterance = *first_report.entry(row.int(2)).or_insert(at);
            at += 1;
            StoredStatement {
                id,
                standing: row.text(1),
                statement: Statement {
                    attribution: Attribution {
                        kind: Kind::from_name(&row.text(3)).unwrap_or(Kind::Indirect),
                        source: spans::decode(&points, &row.text(5)),
                        cue: spans::decode(&points, &row.text(6)),
                        content: spans::decode(&points, &row.text(7)),
                        rule: row.text(9),
                        confidence: row.opt_real(10),
                    },
                    speakers: speakers.remove(&id).unwrap_or_default(),
                    addressee: row.opt_text(8),
                    said_on: row.parse(4),
                    stances: stances.remove(&id).unwrap_or_default(),
                    utterance,
                    within: None,
                },
            }
        })?;

        let places: BTreeMap<i64, usize> = statements
            .iter()
            .enumerate()
            .map(|(at, stored)| (stored.id, at))
            .collect();
        for (stored, outer) in statements.iter_mut().zip(outer) {
            stored.statement.within = outer.and_then(|id| places.get(&id).copied());
        }

        let mut sql = Sql::default();
        let place = sql.bind(id);
        sql.push(&format!(
            "SELECT code, message FROM diagnostic WHERE article = {place} ORDER BY rowid"
        ));
        let diagnostics = self.rows(&sql, |row| Diagnostic {
            code: row.text(0),
            message: row.text(1),
        })?;
        Ok(Some(StoredArticle {
            id,
            article,
            run,
            added,
            statements,
            diagnostics,
        }))
    }

    fn speakers_of(&self, article: i64) -> Result<BTreeMap<i64, Vec<Speaker>>, StoreError> {
        let mut sql = Sql::default();
        let place = sql.bind(article);
        sql.push(&format!(
            "SELECT p.statement, COALESCE(m.name, e.name, p.name), COALESCE(m.kind, e.kind, p.kind),
                    p.role, p.basis, p.candidates, p.confidence
               FROM statement s JOIN speaker p ON p.statement = s.id
               LEFT JOIN entity e ON e.id = p.entity LEFT JOIN entity m ON m.id = e.merged_into
              WHERE s.article = {place} ORDER BY p.statement, p.n"
        ));
        let mut speakers: BTreeMap<i64, Vec<Speaker>> = BTreeMap::new();
        self.each(&sql, |row| {
            let speaker = Speaker {
                name: row.text(1),
                kind: ActorKind::from_name(&row.text(2)).unwrap_or(ActorKind::Unknown),
                role: row.opt_text(3),
                basis: Basis::from_name(&row.text(4)).unwrap_or(Basis::Description),
                candidates: serde_json::from_str(&row.text(5)).unwrap_or_default(),
                confidence: row.opt_real(6),
            };
            speakers.entry(row.int(0)).or_default().push(speaker);
            Ok::<(), StoreError>(())
        })?;
        Ok(speakers)
    }

    fn stances_of(
        &self,
        article: i64,
        points: &CodePoints,
    ) -> Result<BTreeMap<i64, Vec<Stance>>, StoreError> {
        let mut sql = Sql::default();
        let place = sql.bind(article);
        sql.push(&format!(
            "SELECT x.statement, COALESCE(m.name, t.name), t.class, x.label, x.evidence, x.condition,
                    x.object, x.basis, x.confidence
               FROM statement s JOIN stance x ON x.statement = s.id
               JOIN entity t ON t.id = x.target LEFT JOIN entity m ON m.id = t.merged_into
              WHERE s.article = {place} ORDER BY x.statement, x.n"
        ));
        let mut stances: BTreeMap<i64, Vec<Stance>> = BTreeMap::new();
        self.each(&sql, |row| {
            let stance = Stance {
                target: row.text(1),
                target_kind: TargetKind::from_name(&row.text(2)).unwrap_or(TargetKind::Topic),
                label: Label::from_name(&row.text(3)).unwrap_or(Label::Neutral),
                evidence: spans::decode(points, &row.text(4)),
                condition: spans::decode(points, &row.text(5)),
                object: row.opt_text(6).map(|spans| spans::decode(points, &spans)),
                basis: row.text(7),
                confidence: row.opt_real(8),
            };
            stances.entry(row.int(0)).or_default().push(stance);
            Ok::<(), StoreError>(())
        })?;
        Ok(stances)
    }
}

fn read_article(row: &Row<'_>) -> (Article, Run, Option<String>) {
    let article = Article {
        id: row.text(0),
        title: row.opt_text(1),
        outlet: row.opt_text(2),
        url: row.opt_text(3),
        published: row.parse(4),
        published_basis: row.opt_text(5),
        dateline_place: row.opt_text(6),
        lang: row.opt_text(7),
        text: row.text(8),
        sha256: row.text(9),
        source_sha256: row.text(10),
        origin: Origin {
            format: row.opt_text(14),
            encoding: row.opt_text(15),
        },
    };
    let run = Run {
        engine: row.text(11),
        version: row.text(12),
        fingerprint: row.text(13),
    };
    (article, run, row.opt_text(16))
}
