//! What the commands that read articles have in common: which files, with which engine, and
//! what the person says about them.

use super::output::harmless;
use super::own_topics::OwnTopics;
use crate::article::Given;
use crate::attribute::Engine;
use crate::attribute::encoder::Encoder;
use crate::attribute::lexicon::LexiconEngine;
use crate::lexicon::Topics;
use crate::model::{Date, Extraction};
use crate::pipeline::Pipeline;
use crate::source::{self, Format, Input, Limits, Map, Options, Problem};
use crate::store::Entry;
use clap::ValueEnum;
use clap::error::ErrorKind;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// Options of every command that reads articles.
#[derive(clap::Args)]
pub struct Reading {
    /// Files, folders and addresses (https://...) with articles, of any form in --format; - for
    /// standard input
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// Day of publication, where the articles do not say: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Where it was published; for one article
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Its headline; for one article
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    /// What finds the statements
    #[arg(long, value_enum, default_value_t, value_name = "ENGINE")]
    engine: EngineName,
    /// Leave out what the encoder finds with less confidence, from 0 to 1 [default: the threshold
    /// that gave the best balance on development data]
    #[arg(long, value_name = "P", value_parser = probability)]
    min_confidence: Option<f32>,
    /// What the files are [default: what their bytes say]
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORM",
        hide_default_value = true
    )]
    format: Form,
    /// Fields or columns of records, where the usual names do not fit: text=body,date=day; the
    /// fields are text, title, outlet, url, date, lang, id
    #[arg(
        long,
        value_name = "FIELD=NAME,...",
        default_value_t,
        hide_default_value = true
    )]
    map: Map,
    #[command(flatten)]
    pub topics: OwnTopics,
    /// The most that one article may have: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "1M", value_parser = size)]
    max_size: u64,
    /// The most that one file may unpack to in all, or a pipe give
    #[arg(long, value_name = "SIZE", default_value = "16G", value_parser = amount)]
    max_total: u64,
    /// The most articles of one file
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    max_items: u64,
    #[command(flatten)]
    bounds: Bounds,
    #[cfg(feature = "fetch")]
    #[command(flatten)]
    pub web: super::web::Web,
    /// So many threads [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

/// What a page or record may be made of. Pages that people read stay far below.
#[derive(clap::Args)]
struct Bounds {
    /// The most elements of a page, or arrays and objects of a JSON record, within one another
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u16).range(1..=4_096), hide_short_help = true)]
    max_depth: u16,
    /// The most elements of one page
    #[arg(
        long,
        value_name = "N",
        default_value_t = 250_000,
        hide_short_help = true
    )]
    max_elements: usize,
    /// The most attributes of one tag of a page
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1_000,
        hide_short_help = true
    )]
    max_attributes: usize,
    /// The most archives within one another, and the most gzip around gzip
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=16), hide_short_help = true)]
    max_archives: u8,
}

/// The forms by name; gzip around a form is always taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Form {
    /// What the bytes say
    #[default]
    Auto,
    /// Plain text, an article a file
    Text,
    /// HTML pages, an article a page
    Html,
    /// RSS or Atom, an article an item
    #[value(alias = "atom", alias = "feed")]
    Rss,
    /// JSON, an article an object: lines, or an array
    #[value(alias = "json")]
    Jsonl,
    /// A table with a header, an article a row: commas, semicolons or tabs
    #[value(alias = "tsv")]
    Csv,
    /// A zip archive of any of these
    Zip,
    /// A tar archive of any of these, gzip around it or not
    #[value(alias = "tar")]
    Targz,
    /// A web archive, WARC or WET
    #[value(alias = "wet")]
    Warc,
    /// Letters and newsletters
    Eml,
    /// Word documents
    Docx,
}

impl Form {
    fn format(self) -> Option<Format> {
        Some(match self {
            Form::Auto => return None,
            Form::Text => Format::Text,
            Form::Html => Format::Html,
            Form::Rss => Format::Feed,
            Form::Jsonl => Format::Json,
            Form::Csv => Format::Csv,
            Form::Zip => Format::Zip,
            Form::Targz => Format::Tar,
            Form::Warc => Format::Warc,
            Form::Eml => Format::Mail,
            Form::Docx => Format::Docx,
        })
    }
}

/// The engines by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum EngineName {
    /// A small neural network, part of the program: finds more, and more rightly
    #[default]
    Encoder,
    /// Cue verbs and constructions: needs no model, and is many times faster
    Lexicon,
}

impl EngineName {
    /// The engine, ready to read.
    pub fn engine(self, min_confidence: Option<f32>) -> anyhow::Result<Box<dyn Engine>> {
        Ok(match self {
            EngineName::Encoder => {
                let encoder = Encoder::new()?;
                Box::new(match min_confidence {
                    Some(least) => encoder.with_threshold(least),
                    None => encoder,
                })
            }
            EngineName::Lexicon => Box::new(LexiconEngine::new()),
        })
    }
}

fn probability(words: &str) -> Result<f32, String> {
    words
        .parse()
        .ok()
        .filter(|p| (0.0..=1.0).contains(p))
        .ok_or_else(|| "it must be a number from 0 to 1".to_string())
}

impl Reading {
    /// The files to read, and how; with what is wrong with some of them already.
    ///
    /// The statements are linked to `topics`, where there are any of the person's own.
    ///
    /// Ends the program, as wrong use, where a headline or address is given to several articles.
    pub fn start(self, topics: Option<Arc<Topics>>) -> anyhow::Result<(Batch, Vec<Problem>)> {
        let (inputs, problems) = source::inputs(&self.paths);
        if inputs.len() > 1 {
            for (option, given) in [("--title", &self.title), ("--url", &self.url)] {
                if given.is_some() {
                    let message = format!(
                        "{option} is for one article, and there are {}",
                        inputs.len()
                    );
                    super::command()
                        .error(ErrorKind::ArgumentConflict, message)
                        .exit();
                }
            }
        }
        let mut pipeline = Pipeline::new(self.engine.engine(self.min_confidence)?);
        pipeline.given = Given {
            title: self.title,
            outlet: self.outlet,
            url: self.url,
            published: self.date,
        };
        let limits = Limits {
            article: self.max_size,
            total: self.max_total,
            items: self.max_items,
            depth: self.bounds.max_depth.into(),
            elements: self.bounds.max_elements,
            attributes: self.bounds.max_attributes,
            archives: self.bounds.max_archives,
        };
        pipeline.options = Arc::new(Options {
            format: self.format.format(),
            map: self.map,
            #[cfg(feature = "fetch")]
            web: Some(Arc::new(self.web.client(&limits))),
            limits,
        });
        pipeline.topics = topics;
        pipeline.threads = self.threads.map(usize::from);
        Ok((Batch { inputs, pipeline }, problems))
    }
}

/// Articles to read.
pub struct Batch {
    /// Where they lie.
    pub inputs: Vec<Input>,
    /// What reads them.
    pub pipeline: Pipeline,
}

impl Batch {
    /// Reads all, and hands them on in their order, ready for the record, together those that come
    /// soon after one another; ends early with the first error of `take`.
    pub fn groups<E>(
        &self,
        mut take: impl FnMut(Vec<Result<Entry, Problem>>) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.is_given_for_one() {
            return self.each(|one| take(vec![one.map(Entry::new)]));
        }
        let take = |group| match take(group) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        };
        match self.pipeline.run_in_groups(&self.inputs, Entry::new, take) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(error) => Err(error),
        }
    }

    fn is_given_for_one(&self) -> bool {
        self.pipeline.given.title.is_some() || self.pipeline.given.url.is_some()
    }

    /// Reads all, and hands each on in its order; ends early with the first error of `take`.
    pub fn each<E>(
        &self,
        mut take: impl FnMut(Result<Extraction, Problem>) -> Result<(), E>,
    ) -> Result<(), E> {
        let for_one = [
            ("--title", &self.pipeline.given.title),
            ("--url", &self.pipeline.given.url),
        ];
        let for_one = for_one.iter().find(|(_, given)| given.is_some());
        // What is given for one article waits until it is known that no second one comes.
        let mut held = None;
        let outcome = self.pipeline.run(&self.inputs, |one| {
            let one = match (for_one, held.take()) {
                (None, _) => one,
                (Some(_), None) => {
                    held = Some(one);
                    return ControlFlow::Continue(());
                }
                (Some((option, _)), Some(_)) => several(option, &self.inputs),
            };
            match take(one) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            }
        });
        match (outcome, held) {
            (ControlFlow::Continue(()), Some(one)) => take(one),
            (ControlFlow::Continue(()), None) => Ok(()),
            (ControlFlow::Break(error), _) => Err(error),
        }
    }
}

/// Ends the program, as wrong use: the one input turned out to hold several articles.
fn several(option: &str, inputs: &[Input]) -> ! {
    let name = inputs.first().map(Input::name).unwrap_or_default();
    let message = format!(
        "{option} is for one article, and {} holds several",
        harmless(&name)
    );
    super::command()
        .error(ErrorKind::ArgumentConflict, message)
        .exit()
}

/// A problem in one line, safe to print.
pub fn line(problem: &Problem) -> String {
    harmless(&problem.to_string()).replace('\n', " ")
}

/// `16M` in bytes, for one article.
pub fn size(text: &str) -> Result<u64, String> {
    match amount(text)? {
        // Offsets in a text are kept in 32 bits.
        size if size > u64::from(u32::MAX) => Err("more than 4G is not possible".to_string()),
        size => Ok(size),
    }
}

/// `16G` in bytes.
fn amount(text: &str) -> Result<u64, String> {
    let wrong = || format!("\"{text}\" is no size: write bytes, or 500K, 2M, 1G");
    let (digits, unit) = match text.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&text[..at], 1 << 10),
        Some((at, 'm' | 'M')) => (&text[..at], 1 << 20),
        Some((at, 'g' | 'G')) => (&text[..at], 1 << 30),
        _ => (text, 1),
    };
    digits
        .parse::<u64>()
        .ok()
        .and_then(|digits| digits.checked_mul(unit))
        .filter(|amount| *amount > 0)
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(size("1000"), Ok(1000));
        assert_eq!(size("16M"), Ok(16 * 1024 * 1024));
        assert_eq!(size("2k"), Ok(2048));
        for wrong in ["", "M", "0", "ten", "-1", "5G", "99999999999G"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
