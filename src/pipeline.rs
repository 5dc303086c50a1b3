//! From inputs to extractions: composes the stages, over many articles in parallel.
//!
//! Articles are read and extracted a batch at a time on all cores, and handed on in the order
//! of the inputs while the next batch is at work. At most three batches are in memory, however
//! many inputs there are, and the number of threads changes nothing in what comes out.

use crate::article::{self, Given};
use crate::attribute::Engine;
use crate::attribute::marks::with_marks;
use crate::lexicon::{Lexicon, Topics};
use crate::model::{Article, Attribution, Diagnostic, Extraction, Run};
use crate::resolve::{self, Linked};
use crate::source::{self, Document, Input, Problem};
use crate::text::{Quotation, Text, TokenKind};
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::{Arc, mpsc};
use std::thread;

/// The stages, ready to run.
pub struct Pipeline {
    /// Finds the attributions.
    pub engine: Box<dyn Engine>,
    /// What the person says about the articles.
    pub given: Given,
    /// The person's own topics; `None` for those that come with the program.
    pub topics: Option<Arc<Topics>>,
    /// The most bytes that one article may have.
    pub limit: u64,
    /// How many threads; `None` for as many as there are cores.
    pub threads: Option<usize>,
}

/// Articles of a batch for each thread: enough to keep all busy while one of them is long.
const EACH: usize = 8;

impl Pipeline {
    /// The stages with an engine and nothing given.
    pub fn new(engine: Box<dyn Engine>) -> Pipeline {
        Pipeline {
            engine,
            given: Given::default(),
            topics: None,
            limit: source::LIMIT,
            threads: None,
        }
    }

    /// Extracts one document. It never fails: what could not be done is in the diagnostics.
    ///
    /// ```
    /// use onrecord::{attribute::lexicon::LexiconEngine, pipeline::Pipeline, source};
    /// let document = source::read("note", "\"We are ready,\" Sergei Lavrov said.".as_bytes())?;
    /// let extraction = Pipeline::new(Box::new(LexiconEngine::new())).read(&document);
    /// assert_eq!(extraction.statements[0].speakers[0].name, "Sergei Lavrov");
    /// # Ok::<(), source::SourceError>(())
    /// ```
    pub fn read(&self, document: &Document) -> Extraction {
        let lexicon = Lexicon::shared();
        let text = Text::read(&document.text);
        let (article, found) = article::read(document, &text, &self.given, lexicon);
        let mut diagnostics = document.diagnostics.clone();
        diagnostics.extend(found);
        diagnostics.extend(unbalanced(&text));
        // The engines know English; words of another language would only be misread.
        let foreign = diagnostics.iter().any(|one| one.code == "not-english");
        let attributions = if foreign {
            Vec::new()
        } else {
            self.engine.attributions(&text)
        };
        let marked = attributions
            .iter()
            .map(|one| with_marks(&text, one))
            .collect();
        let resolved = resolve::statements(
            &article,
            &text,
            attributions,
            lexicon,
            self.topics.as_deref().unwrap_or(&lexicon.topics),
        );
        Extraction {
            attributions: marked,
            article,
            run: with_topics(self.engine.run(), self.topics.as_deref()),
            statements: resolved.statements,
            actors: resolved.actors,
            topics: resolved.topics,
            agreements: resolved.agreements,
            diagnostics,
        }
    }

    /// Reads and extracts all inputs, and hands each outcome on in their order, until `take`
    /// breaks off.
    pub fn run<B>(
        &self,
        inputs: &[Input],
        mut take: impl FnMut(Result<Extraction, Problem>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let threads = self
            .threads
            .unwrap_or_else(rayon::current_num_threads)
            .max(1);
        // Without a pool of its own the work runs on the one that all of the program shares.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let extract = |batch: &[Input]| -> Vec<Result<Extraction, Problem>> {
            let work = || {
                batch
                    .par_iter()
                    .map(|input| Ok(self.read(&input.load(self.limit)?)))
                    .collect()
            };
            match &pool {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            }
        };
        let (sender, batches) = mpsc::sync_channel(1);
        thread::scope(|scope| {
            scope.spawn(move || {
                for batch in inputs.chunks(threads * EACH) {
                    // Nobody takes any more.
                    if sender.send(extract(batch)).is_err() {
                        break;
                    }
                }
            });
            // Moved in, so that breaking off closes the channel before the scope waits.
            let batches = batches;
            batches.iter().flatten().try_for_each(&mut take)
        })
    }
}

/// Links the statements of an article that is on record anew, without looking for others.
pub fn relink(article: &Article, attributions: &[&Attribution], topics: Option<&Topics>) -> Linked {
    let lexicon = Lexicon::shared();
    let text = Text::read(&article.text);
    let topics = topics.unwrap_or(&lexicon.topics);
    resolve::links(article, &text, attributions, lexicon, topics)
}

/// The pass that links other topics is another pass: its fingerprint says which topics.
pub fn with_topics(mut run: Run, topics: Option<&Topics>) -> Run {
    if let Some(at) = run.fingerprint.find('+') {
        run.fingerprint.truncate(at);
    }
    if let Some(own) = topics.and_then(Topics::own) {
        run.fingerprint += &format!("+{own}");
    }
    run
}

/// Quotations that nobody closes. One that goes on in the next paragraph opens again there,
/// as printers do it, and is in order.
fn unbalanced(text: &Text<'_>) -> Option<Diagnostic> {
    let open: Vec<&Quotation> = text
        .quotations
        .iter()
        .filter(|quotation| !quotation.closed && !opens(text, quotation.tokens.end))
        .collect();
    let first = open.first()?;
    let words: Vec<&str> = first
        .outer
        .slice(text.text)
        .split_whitespace()
        .take(6)
        .collect();
    let others = match open.len() {
        1 => String::new(),
        count => format!(", and {} more", count - 1),
    };
    Some(Diagnostic {
        code: "unbalanced-quotation".to_string(),
        message: format!(
            "a quotation mark is not closed in its paragraph: {} …{others}",
            words.join(" ")
        ),
    })
}

fn opens(text: &Text<'_>, token: usize) -> bool {
    text.tokens
        .get(token)
        .is_some_and(|token| token.kind == TokenKind::Quote)
}
