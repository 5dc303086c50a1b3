//! From inputs to extractions: composes the stages, over many articles in parallel.
//!
//! One thread cuts the inputs into items, all cores read and extract them, and the outcomes are
//! handed on in the order of the inputs. Only so many items are under way at once, however many
//! there are, and the number of threads changes nothing in what comes out.

use crate::article::{self, Given};
use crate::attribute::marks::with_marks;
use crate::attribute::transcript::with_turns;
use crate::attribute::{Engine, IN_CHAIN};
use crate::lexicon::{Lexicon, Topics};
use crate::model::{Article, Attribution, Diagnostic, Extraction, Run};
use crate::resolve::{self, Linked};
use crate::source::{Document, Input, Item, Options, Problem};
use crate::text::{Quotation, Text, TokenKind};
use rayon::ScopeFifo;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

/// The stages, ready to run.
pub struct Pipeline {
    /// Finds the attributions.
    pub engine: Box<dyn Engine>,
    /// What the person says about the articles.
    pub given: Given,
    /// How sources are read, and what they may take.
    pub options: Arc<Options>,
    /// The person's own topics; `None` for those that come with the program.
    pub topics: Option<Arc<Topics>>,
    /// How many threads; `None` for as many as there are cores.
    pub threads: Option<usize>,
}

/// Items under way for each thread: enough to keep all busy while one of them is long.
const EACH: usize = 8;

/// What may come of one item.
type Outcome<T> = Result<T, Problem>;

/// What came of one item, with the bytes of its text.
type Ready<T> = (usize, Outcome<T>);

impl Pipeline {
    /// The stages with an engine and nothing given.
    pub fn new(engine: Box<dyn Engine>) -> Pipeline {
        Pipeline {
            engine,
            given: Given::default(),
            options: Arc::default(),
            topics: None,
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
            with_turns(&text, self.engine.attributions(&text), lexicon)
        };
        let marked = attributions
            .iter()
            .filter(|one| !one.rule.ends_with(IN_CHAIN))
            .map(|one| with_marks(&text, one))
            .collect();
        let resolved = resolve::statements(
            &article,
            &text,
            attributions,
            lexicon,
            self.topics.as_deref().unwrap_or(lexicon.topics),
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
        mut take: impl FnMut(Outcome<Extraction>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        self.run_with(inputs, &|extraction| extraction, |mut outcomes| {
            while let Some((_, outcome)) = outcomes.next() {
                take(outcome)?;
            }
            ControlFlow::Continue(())
        })
    }

    /// The same with those together that are ready soon after one another: some dozens of short
    /// articles, or few long ones. What the taker needs beside the extractions is made of them by
    /// `prepare`, on whatever thread read them; and while the taker is busy with one group, the
    /// next is read.
    pub fn run_in_groups<T: Send, B>(
        &self,
        inputs: &[Input],
        prepare: impl Fn(Extraction) -> T + Sync,
        mut take: impl FnMut(Vec<Outcome<T>>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        self.run_with(inputs, &prepare, |mut outcomes| {
            let (ready, groups) = mpsc::sync_channel(0);
            thread::scope(|scope| {
                scope.spawn(move || {
                    while let Some(group) = outcomes.group() {
                        if ready.send(group).is_err() {
                            // Nobody takes any more.
                            break;
                        }
                    }
                });
                // Moved in, so that breaking off closes the channel before the scope waits.
                let groups = groups;
                while let Ok(group) = groups.recv() {
                    take(group)?;
                }
                ControlFlow::Continue(())
            })
        })
    }

    /// Reads and extracts all inputs, while `take` takes what `prepare` makes of them.
    fn run_with<T: Send, B>(
        &self,
        inputs: &[Input],
        prepare: &(impl Fn(Extraction) -> T + Sync),
        take: impl FnOnce(Outcomes<T>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let threads = self
            .threads
            .unwrap_or_else(rayon::current_num_threads)
            .max(1);
        let stack = self.options.limits.stack();
        // Without a pool of its own the work runs on the one that all of the program shares.
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .stack_size(stack)
            .build();
        // One place for each item under way, in order: whoever takes waits at the first.
        let (places, outcomes) = mpsc::sync_channel(threads * EACH);
        thread::scope(|scope| {
            let feed = move || match &pool {
                Ok(pool) => {
                    pool.in_place_scope_fifo(|work| self.feed(inputs, prepare, work, &places))
                }
                Err(_) => {
                    rayon::in_place_scope_fifo(|work| self.feed(inputs, prepare, work, &places))
                }
            };
            thread::Builder::new()
                .stack_size(stack)
                .spawn_scoped(scope, feed)
                // As for any thread: where the system gives none, nothing can be done.
                .expect("a thread starts");
            // Moved in, so that breaking off closes the channel before the scope waits.
            take(Outcomes {
                places: outcomes,
                first: None,
            })
        })
    }

    /// Gives the items of all inputs to the workers, and a place for each outcome to the taker.
    fn feed<'scope, T: Send + 'scope>(
        &'scope self,
        inputs: &[Input],
        prepare: &'scope (impl Fn(Extraction) -> T + Sync),
        work: &ScopeFifo<'scope>,
        places: &SyncSender<Receiver<Ready<T>>>,
    ) {
        let mut give = |item: Result<Item, Problem>| {
            let (outcome, place) = mpsc::sync_channel(1);
            if places.send(place).is_err() {
                // Nobody takes any more.
                return ControlFlow::Break(());
            }
            work.spawn_fifo(move |_| {
                let read = item.and_then(Item::read);
                let size = read.as_ref().map_or(0, |document| document.text.len());
                let made = read.map(|document| prepare(self.read(&document)));
                // It is no loss where nobody takes it any more.
                let _ = outcome.send((size, made));
            });
            ControlFlow::Continue(())
        };
        for input in inputs {
            if input.items(&self.options, &mut give).is_break() {
                break;
            }
        }
    }
}

/// The outcomes in the order of the inputs, each as soon as it is there.
struct Outcomes<T> {
    places: Receiver<Receiver<Ready<T>>>,
    /// The first place, where it was looked at already and held nothing yet.
    first: Option<Receiver<Ready<T>>>,
}

/// A group has no more articles,
const GROUP: usize = 256;
/// no article after so many bytes of text,
const TEXT: usize = 512 * 1024;
/// and none that comes so long after the first.
const SOON: Duration = Duration::from_millis(50);

impl<T> Outcomes<T> {
    fn next(&mut self) -> Option<Ready<T>> {
        loop {
            let place = match self.first.take() {
                Some(place) => place,
                None => self.places.recv().ok()?,
            };
            // An item whose place is given up was lost to a panic, which the scope raises.
            if let Ok(outcome) = place.recv() {
                return Some(outcome);
            }
        }
    }

    /// The next outcome, if it is there by then.
    fn next_by(&mut self, deadline: Instant) -> Option<Ready<T>> {
        let left = || deadline.saturating_duration_since(Instant::now());
        loop {
            let place = match self.first.take() {
                Some(place) => place,
                None => self.places.recv_timeout(left()).ok()?,
            };
            match place.recv_timeout(left()) {
                Ok(outcome) => return Some(outcome),
                Err(RecvTimeoutError::Disconnected) => {}
                Err(RecvTimeoutError::Timeout) => {
                    self.first = Some(place);
                    return None;
                }
            }
        }
    }

    fn group(&mut self) -> Option<Vec<Outcome<T>>> {
        let (mut text, first) = self.next()?;
        let mut group = vec![first];
        let deadline = Instant::now() + SOON;
        while group.len() < GROUP && text < TEXT {
            let Some((size, next)) = self.next_by(deadline) else {
                break;
            };
            text += size;
            group.push(next);
        }
        Some(group)
    }
}

/// Links the statements of an article that is on record anew, without looking for others.
pub fn relink(article: &Article, attributions: &[&Attribution], topics: Option<&Topics>) -> Linked {
    let lexicon = Lexicon::shared();
    let text = Text::read(&article.text);
    let topics = topics.unwrap_or(lexicon.topics);
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
