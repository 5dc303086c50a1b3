//! The engine `encoder`: a small neural network reads the text and says what is a cue, and
//! from each cue, what is its source and its content.
//!
//! ```text
//! text -> wordpiece -> words -> windows -> transformer -> heads -> decode -> attributions
//!                                          (quantised, lanes, simd)
//! ```
//!
//! The network is a MiniLM fine-tuned by training/; its weights lie in data/models/ and are
//! part of the program. No library computes it: sums of products of bytes (`simd`) and rows
//! of numbers (`lanes`) are all that it takes.

mod adverb;
mod chain;
mod confidence;
mod decode;
mod heads;
mod lanes;
mod quantised;
mod simd;
mod supplement;
mod tensors;
mod transformer;
mod whole;
mod windows;
mod wordpiece;
mod words;

use super::Engine;
use super::lexicon::LexiconEngine;
use super::prose::within_prose;
use crate::model::{Attribution, Run};
use crate::span::Span;
use crate::text::Text;
use confidence::Confidence;
use decode::Found;
use heads::{ENTITIES, Heads, Tags};
use sha2::{Digest, Sha256};
use simd::{Form, Task};
use std::ops::Range;
use tensors::Tensors;
use transformer::Transformer;
use wordpiece::Vocabulary;
use words::Words;

/// Name of the engine, for `--engine` and the run.
pub const NAME: &str = "encoder";

/// The model that is part of the program.
const MODEL: &[u8] = include_bytes!("../../../data/models/attribution.safetensors");
const VOCABULARY: &str = include_str!("../../../data/models/vocabulary.txt");

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(
    "the model of the engine `encoder` cannot be used: {0}; get data/models/ anew, or choose `--engine lexicon`, which needs no model"
)]
pub struct ModelError(String);

impl ModelError {
    fn damaged(what: &str) -> ModelError {
        ModelError(format!("it is damaged: {what}"))
    }
}

/// The engine, ready to read; one serves all threads.
pub struct Encoder {
    vocabulary: Vocabulary,
    transformer: Transformer,
    heads: Heads,
    confidence: Confidence,
    rules: LexiconEngine,
    threshold: f32,
    /// The confidence that is enough where the lexicon engine finds the same.
    confirmed: f32,
    fingerprint: String,
}

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body, a company, a party, an outlet.
    Organisation,
    /// A state, a city, any other place.
    Place,
    /// Anything else: a people, an event, a work.
    Other,
}

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// Where it stands.
    pub span: Span,
    /// What bears it.
    pub kind: EntityKind,
}

/// What the encoder finds in a text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Attributions, in text order of their content.
    pub attributions: Vec<Attribution>,
    /// Names, in text order.
    pub entities: Vec<Entity>,
}

impl Encoder {
    /// The engine with the program's own model.
    ///
    /// # Errors
    /// When the model that the program was built with is damaged.
    pub fn new() -> Result<Encoder, ModelError> {
        Encoder::from_model(MODEL, VOCABULARY)
    }

    /// The engine with another model, as training/export.py writes it.
    ///
    /// # Errors
    /// When it is not such a model, or damaged.
    pub fn from_model(model: &[u8], vocabulary: &str) -> Result<Encoder, ModelError> {
        let tensors = Tensors::read(model)?;
        let rules = LexiconEngine::new();
        let sums = [
            sum(model),
            sum(vocabulary.as_bytes()),
            rules.run().fingerprint,
        ]
        .concat();
        let vocabulary = Vocabulary::read(vocabulary)?;
        let confidence = Confidence::read(&tensors)?;
        Ok(Encoder {
            transformer: Transformer::read(&tensors, vocabulary.size)?,
            heads: Heads::read(&tensors)?,
            threshold: confidence.threshold,
            confirmed: confidence.threshold * supplement::CONFIRMED,
            confidence,
            vocabulary,
            fingerprint: sum(sums.as_bytes()),
            rules,
        })
    }

    /// Keeps attributions of at least this confidence, in place of the model's own threshold, whoever
    /// else finds them.
    /// What is found by rule has no confidence, and stays.
    pub fn with_threshold(mut self, threshold: f32) -> Encoder {
        self.threshold = threshold;
        self.confirmed = threshold;
        self
    }

    /// Everything that the encoder finds in a text.
    pub fn read(&self, text: &Text<'_>) -> Reading {
        let words = Words::read(&self.vocabulary, text.text);
        let windows = windows::covering(&words);
        let owners = windows::owners(words.len(), &windows);
        let mut found: Vec<Found> = Vec::new();
        let mut labels = vec![0; words.len()];
        let mut room = Default::default();
        for (number, window) in windows.iter().enumerate() {
            let own = |word: usize| owners[window.start + word] == number;
            let seen = simd::run(Look {
                encoder: self,
                words: &words,
                window: window.clone(),
                own: &own,
                room: &mut room,
            });
            for (word, tags) in seen.tags.iter().enumerate().filter(|&(word, _)| own(word)) {
                labels[window.start + word] = likeliest(&tags.entity);
            }
            found.extend(seen.found);
        }
        let ruled = self.rules.attributions(text);
        let mut attributions: Vec<Attribution> = found
            .iter()
            .map(|found| (found, self.confidence.of(&found.evidence)))
            .filter(|&(_, confidence)| confidence >= self.confirmed)
            .map(|(found, confidence)| (found.in_text(&words, text, confidence), confidence))
            .filter(|(one, confidence)| {
                *confidence >= self.threshold || supplement::confirms(&ruled, one)
            })
            .filter_map(|(one, _)| within_prose(text, one))
            .collect();
        whole::complete(text, &mut attributions);
        adverb::settle(text, &mut attributions);
        supplement::add(text, &ruled, &mut attributions);
        chain::add(text, &ruled, &mut attributions);
        attributions.sort_by_key(|a| (a.extent(), a.cue.first().copied()));
        Reading {
            attributions,
            entities: entities(&words, &labels),
        }
    }
}

impl Engine for Encoder {
    fn run(&self) -> Run {
        Run {
            engine: NAME.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            fingerprint: self.fingerprint.clone(),
        }
    }

    fn attributions(&self, text: &Text<'_>) -> Vec<Attribution> {
        self.read(text).attributions
    }
}

/// Reads one window.
struct Look<'a, Own: Fn(usize) -> bool> {
    encoder: &'a Encoder,
    words: &'a Words,
    window: Range<usize>,
    own: &'a Own,
    room: &'a mut (transformer::Room, heads::Room),
}

/// What a window shows.
struct Seen {
    tags: Vec<Tags>,
    found: Vec<Found>,
}

impl<Own: Fn(usize) -> bool> Task for Look<'_, Own> {
    type Output = Seen;

    #[inline(always)]
    fn run<F: Form>(self) -> Seen {
        let Encoder {
            transformer, heads, ..
        } = self.encoder;
        let (room, head_room) = self.room;
        let vectors = transformer.vectors::<F>(self.words, self.window.clone(), room);
        let tags = heads.tags::<F>(&vectors, head_room);
        let mut cues = decode::cues(&tags);
        cues.retain(|cue| (self.own)(cue.start));
        let mut found = Vec::new();
        if !cues.is_empty() {
            heads.prepare::<F>(&vectors, head_room);
            for cue in cues {
                let seen = heads.look::<F>(&vectors, cue.clone(), head_room);
                found.extend(decode::attribution(&tags, cue, &seen, self.window.start));
            }
        }
        Seen { tags, found }
    }
}

fn likeliest(scores: &[f32; ENTITIES]) -> usize {
    (1..ENTITIES).fold(0, |best, label| {
        if scores[label] > scores[best] {
            label
        } else {
            best
        }
    })
}

fn entities(words: &Words, labels: &[usize]) -> Vec<Entity> {
    let kinds = [
        EntityKind::Person,
        EntityKind::Organisation,
        EntityKind::Place,
        EntityKind::Other,
    ];
    let mut out = Vec::new();
    for (number, kind) in kinds.into_iter().enumerate() {
        for range in decode::spans(labels, [1 + 2 * number, 2 + 2 * number]) {
            let span = words.span[range.start].cover(words.span[range.end - 1]);
            out.push(Entity { span, kind });
        }
    }
    out.sort_by_key(|entity| entity.span);
    out
}

fn sum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_model_says_what_else_can_be_done() {
        for damaged in [
            &MODEL[..0],
            &MODEL[..7],
            &MODEL[..5_000],
            &MODEL[..1_000_000],
            &[255; 64],
        ] {
            let error = Encoder::from_model(damaged, VOCABULARY)
                .err()
                .unwrap()
                .to_string();
            assert!(
                error.contains("damaged") && error.contains("`--engine lexicon`"),
                "{error}"
            );
        }
        assert!(
            Encoder::from_model(
                MODEL, "the
of
"
            )
            .is_err()
        );
    }
}
