//! The interchange form: one JSON object an article, its offsets in Unicode code points.
//!
//! It is the contract between stages that do not share a database: pipelines, scoring,
//! extraction on a cluster. docs/interchange.md describes every field.

use crate::model::{Attribution, Diagnostic, Extraction, Run, Speaker, Stance, Statement};
use crate::span::{CodePoints, Span};
use crate::store::GAP;
use serde::Serialize;

/// An extraction as it is written.
///
/// ```
/// use onrecord::{attribute::lexicon::LexiconEngine, interchange::Record, pipeline::Pipeline, source};
/// let document = source::read("note", "“Да,” Sergei Lavrov said.".as_bytes())?;
/// let extraction = Pipeline::new(Box::new(LexiconEngine::new())).read(&document);
/// let json = serde_json::to_value(Record::of(&extraction)).unwrap();
/// assert_eq!(json["statements"][0]["content"][0], serde_json::json!([1, 3]));
/// # Ok::<(), source::SourceError>(())
/// ```
#[derive(Serialize)]
pub struct Record<'a> {
    id: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    published_basis: Option<&'a str>,
    dateline_place: Option<&'a str>,
    lang: Option<&'a str>,
    sha256: &'a str,
    source_sha256: &'a str,
    text: &'a str,
    run: &'a Run,
    attributions: Vec<AttributionRecord>,
    statements: Vec<StatementRecord<'a>>,
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct AttributionRecord {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    confidence: Option<f32>,
}

#[derive(Serialize)]
struct StatementRecord<'a> {
    kind: &'static str,
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    text: String,
    speakers: Vec<SpeakerRecord<'a>>,
    addressee: Option<&'a str>,
    said_on: Option<String>,
    confidence: Option<f32>,
    rule: &'a str,
    utterance: usize,
    within: Option<usize>,
    depth: usize,
    stances: Vec<StanceRecord<'a>>,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    name: &'a str,
    kind: &'static str,
    role: Option<&'a str>,
    basis: &'static str,
    candidates: &'a [String],
    confidence: Option<f32>,
}

#[derive(Serialize)]
struct StanceRecord<'a> {
    target: &'a str,
    target_kind: &'static str,
    label: &'static str,
    condition: Vec<[usize; 2]>,
    evidence: Vec<[usize; 2]>,
    object: Option<Vec<[usize; 2]>>,
    basis: &'a str,
    confidence: Option<f32>,
}

impl<'a> Record<'a> {
    /// The record of an extraction.
    pub fn of(extraction: &'a Extraction) -> Record<'a> {
        let article = &extraction.article;
        let points = CodePoints::new(&article.text);
        Record {
            id: &article.id,
            title: article.title.as_deref(),
            outlet: article.outlet.as_deref(),
            url: article.url.as_deref(),
            published: article.published.map(|day| day.to_string()),
            published_basis: article.published_basis.as_deref(),
            dateline_place: article.dateline_place.as_deref(),
            lang: article.lang.as_deref(),
            sha256: &article.sha256,
            source_sha256: &article.source_sha256,
            text: &article.text,
            run: &extraction.run,
            attributions: extraction
                .attributions
                .iter()
                .map(|one| attribution(&points, one))
                .collect(),
            statements: extraction
                .statements
                .iter()
                .enumerate()
                .map(|(at, one)| {
                    let depth = Statement::depth(&extraction.statements, at);
                    statement(&article.text, &points, one, depth)
                })
                .collect(),
            diagnostics: &extraction.diagnostics,
        }
    }
}

fn attribution(points: &CodePoints, one: &Attribution) -> AttributionRecord {
    AttributionRecord {
        source: offsets(points, &one.source),
        cue: offsets(points, &one.cue),
        content: offsets(points, &one.content),
        confidence: one.confidence,
    }
}

fn statement<'a>(
    text: &str,
    points: &CodePoints,
    one: &'a Statement,
    depth: usize,
) -> StatementRecord<'a> {
    let attribution = &one.attribution;
    let pieces: Vec<&str> = attribution
        .content
        .iter()
        .map(|span| span.slice(text))
        .collect();
    StatementRecord {
        kind: attribution.kind.name(),
        source: offsets(points, &attribution.source),
        cue: offsets(points, &attribution.cue),
        content: offsets(points, &attribution.content),
        text: pieces.join(GAP),
        speakers: one.speakers.iter().map(speaker).collect(),
        addressee: one.addressee.as_deref(),
        said_on: one.said_on.map(|day| day.to_string()),
        confidence: attribution.confidence,
        rule: &attribution.rule,
        utterance: one.utterance,
        within: one.within,
        depth,
        stances: one.stances.iter().map(|one| stance(points, one)).collect(),
    }
}

fn speaker(one: &Speaker) -> SpeakerRecord<'_> {
    SpeakerRecord {
        name: &one.name,
        kind: one.kind.name(),
        role: one.role.as_deref(),
        basis: one.basis.name(),
        candidates: &one.candidates,
        confidence: one.confidence,
    }
}

fn stance<'a>(points: &CodePoints, one: &'a Stance) -> StanceRecord<'a> {
    StanceRecord {
        target: &one.target,
        target_kind: one.target_kind.name(),
        label: one.label.name(),
        condition: offsets(points, &one.condition),
        evidence: offsets(points, &one.evidence),
        object: one.object.as_ref().map(|spans| offsets(points, spans)),
        basis: &one.basis,
        confidence: one.confidence,
    }
}

fn offsets(points: &CodePoints, spans: &[Span]) -> Vec<[usize; 2]> {
    spans.iter().map(|&span| points.of_span(span)).collect()
}
