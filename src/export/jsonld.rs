//! Statements as JSON-LD 1.1 (<https://www.w3.org/TR/json-ld11/>), for the web of data.
//!
//! A statement is a `Quotation` of schema.org; where it stands is an annotation of the Web
//! Annotation Data Model (<https://www.w3.org/TR/annotation-model/>) with the exact words and
//! their positions in code points; passes and decisions are activities of PROV-O
//! (<https://www.w3.org/TR/prov-o/>). The context stands in the file, so that reading it needs
//! no network. Positions toward something have no common vocabulary: their names begin with
//! `onrecord:`.

use crate::model::{ActorKind, Article};
use crate::query::{Provenance, Said};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// So many characters before and after the words are given.
const AROUND: usize = 32;

/// Writes statements with the articles they stand in and where they come from.
///
/// An article without an address is known by the hash of its text. Statements whose article is
/// not among the `articles` are left out.
///
/// # Errors
/// Writing fails.
pub fn jsonld(
    out: &mut dyn Write,
    articles: &BTreeMap<i64, Article>,
    statements: &[Said],
    provenance: &Provenance,
) -> io::Result<()> {
    let context = json!({
        "schema": "https://schema.org/",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "onrecord": "urn:onrecord:terms:",
    });
    write!(out, "{{\"@context\": {context}, \"@graph\": [")?;
    let mut graph = Graph {
        out,
        is_empty: true,
    };
    let shown: BTreeSet<i64> = statements.iter().map(|said| said.statement).collect();
    let runs: BTreeSet<i64> = shown
        .iter()
        .filter_map(|statement| provenance.run_of.get(statement).copied())
        .collect();
    for run in runs {
        if let Some(pass) = provenance.runs.get(&run) {
            graph.push(json!({
                "@id": run_id(run),
                "@type": "prov:Activity",
                "prov:wasAssociatedWith": {
                    "@type": agent(&pass.engine),
                    "schema:name": pass.engine,
                    "schema:softwareVersion": pass.version,
                },
                "onrecord:fingerprint": pass.fingerprint,
            }))?;
        }
    }
    for (number, article) in articles {
        graph.push(article_node(*number, article))?;
    }
    for said in statements {
        let Some(article) = articles.get(&said.article) else {
            continue;
        };
        graph.push(quotation(said, article, provenance))?;
        graph.push(annotation(said, article))?;
    }
    let decisions = provenance.decisions.iter();
    for decision in decisions.filter(|decision| shown.contains(&decision.statement)) {
        graph.push(without_nulls(json!({
            "@id": format!("urn:onrecord:decision:{}", decision.id),
            "@type": "prov:Activity",
            "prov:used": { "@id": statement_id(decision.statement) },
            "prov:wasAssociatedWith": { "@type": "prov:Person", "schema:name": decision.by },
            "prov:endedAtTime": { "@type": "xsd:dateTime", "@value": decision.at },
            "onrecord:verdict": decision.verdict,
            "onrecord:field": decision.field,
            "onrecord:value": decision.value,
            "schema:description": decision.note,
        })))?;
    }
    writeln!(graph.out, "\n]}}")
}

/// The nodes of the file, a line each: they are written as they are made, since there may be
/// very many.
struct Graph<'a> {
    out: &'a mut dyn Write,
    is_empty: bool,
}

impl Graph<'_> {
    fn push(&mut self, node: Value) -> io::Result<()> {
        let before = if self.is_empty { "\n" } else { ",\n" };
        self.is_empty = false;
        write!(self.out, "{before}{node}")
    }
}

fn run_id(run: i64) -> String {
    format!("urn:onrecord:run:{run}")
}

fn statement_id(statement: i64) -> String {
    format!("urn:onrecord:statement:{statement}")
}

/// The address, or a name made of the hash, which is the same in every database.
fn article_id(article: &Article) -> String {
    match &article.url {
        Some(url) if is_iri(url) => url.clone(),
        _ => format!("urn:sha256:{}", article.sha256),
    }
}

/// Whether an address may stand where JSON-LD wants one as it is.
fn is_iri(url: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    (url.starts_with("http://") || url.starts_with("https://")) && !url.contains(bad)
}

fn agent(engine: &str) -> &'static str {
    match engine.starts_with("coded by ") {
        true => "prov:Person",
        false => "prov:SoftwareAgent",
    }
}

fn article_node(number: i64, article: &Article) -> Value {
    without_nulls(json!({
        "@id": article_id(article),
        "@type": "schema:NewsArticle",
        "schema:identifier": number.to_string(),
        "schema:name": article.id,
        "schema:headline": article.title,
        "schema:publisher": article.outlet.as_ref().map(|name| json!({
            "@type": "schema:Organization", "schema:name": name,
        })),
        "schema:datePublished": day(article.published.map(|day| day.to_string())),
        "schema:inLanguage": article.lang,
        "schema:sha256": article.sha256,
    }))
}

fn quotation(said: &Said, article: &Article, provenance: &Provenance) -> Value {
    let speakers: Vec<Value> = said
        .speakers
        .iter()
        .map(|speaker| {
            let kind = match speaker.kind {
                ActorKind::Person => "schema:Person",
                ActorKind::State => "schema:Country",
                ActorKind::Unknown => "schema:Thing",
                _ => "schema:Organization",
            };
            without_nulls(json!({
                "@type": kind,
                "schema:name": speaker.name,
                "schema:jobTitle": speaker.role,
            }))
        })
        .collect();
    let stances: Vec<Value> = said
        .stances
        .iter()
        .map(|stance| {
            without_nulls(json!({
                "@type": "onrecord:Stance",
                "onrecord:label": stance.label.name(),
                "onrecord:condition": stance.condition,
                "schema:about": {
                    "@type": "schema:Thing",
                    "schema:name": stance.target,
                    "schema:additionalType": stance.target_kind.name(),
                },
            }))
        })
        .collect();
    let run = provenance.run_of.get(&said.statement);
    without_nulls(json!({
        "@id": statement_id(said.statement),
        "@type": ["schema:Quotation", "prov:Entity"],
        "schema:text": said.words,
        "schema:spokenByCharacter": speakers,
        "schema:dateCreated": day(said.date.map(|day| day.to_string())),
        "schema:isPartOf": { "@id": article_id(article) },
        "onrecord:kind": said.kind.name(),
        "onrecord:utterance": { "@id": format!("urn:onrecord:utterance:{}", said.utterance) },
        "onrecord:stance": stances,
        "prov:wasDerivedFrom": { "@id": article_id(article) },
        "prov:wasGeneratedBy": run.map(|&run| json!({ "@id": run_id(run) })),
    }))
}

/// Where the words stand: a target for each piece.
fn annotation(said: &Said, article: &Article) -> Value {
    let text: Vec<char> = article.text.chars().collect();
    let slice = |from: usize, to: usize| -> String {
        let to = to.min(text.len());
        text[from.min(to)..to].iter().collect()
    };
    let targets: Vec<Value> = said
        .content
        .iter()
        .map(|&[start, end]| {
            json!({
                "@type": "oa:SpecificResource",
                "oa:hasSource": { "@id": article_id(article) },
                "oa:hasSelector": [
                    {
                        "@type": "oa:TextQuoteSelector",
                        "oa:exact": slice(start, end),
                        "oa:prefix": slice(start.saturating_sub(AROUND), start),
                        "oa:suffix": slice(end, end + AROUND),
                    },
                    {
                        "@type": "oa:TextPositionSelector",
                        "oa:start": count(start),
                        "oa:end": count(end),
                    },
                ],
            })
        })
        .collect();
    json!({
        "@id": format!("urn:onrecord:annotation:{}", said.statement),
        "@type": "oa:Annotation",
        "oa:motivatedBy": { "@id": "oa:identifying" },
        "oa:hasBody": { "@id": statement_id(said.statement) },
        "oa:hasTarget": targets,
    })
}

fn count(number: usize) -> Value {
    json!({ "@type": "xsd:nonNegativeInteger", "@value": number.to_string() })
}

fn day(day: Option<String>) -> Option<Value> {
    day.map(|day| json!({ "@type": "xsd:date", "@value": day }))
}

/// What is not known is not written.
fn without_nulls(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    value
}
