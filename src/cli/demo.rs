//! A first look: the program's own sample articles, from their text to a diagram.

use super::output::{Record, cell, harmless, laid_out, screen_table};
use crate::attribute::encoder::Encoder;
use crate::export::{Caption, Format, LayoutEngine, render};
use crate::graph::{KnowledgeGraph, Shape};
use crate::model::{Date, Label};
use crate::pipeline::Pipeline;
use crate::query::{self, Filter, Order, Relations, Said, Selection};
use crate::source::inputs;
use crate::store::{Store, StoreError};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Read nine sample articles and show who said what, who stands where, and the diagrams
///
/// The articles come with the program and report real positions of 2010 to 2023 on arms
/// control, cyberattacks, trade and sanctions. They, the database and the diagrams are written
/// to a folder, where every other command can be tried on them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord demo
  onrecord demo /tmp/first-look")]
pub struct Args {
    /// Where to put articles, database and diagrams
    #[arg(value_name = "FOLDER", default_value = "onrecord-demo")]
    folder: PathBuf,
}

/// A file of data/samples with its name.
macro_rules! sample {
    ($name:literal) => {
        ($name, include_str!(concat!("../../data/samples/", $name)))
    };
}
/// The sample articles, by file name.
const SAMPLES: [(&str, &str); 9] = [
    sample!("2010-04-08-prague.txt"),
    sample!("2011-02-05-munich.txt"),
    sample!("2015-07-14-vienna.txt"),
    sample!("2018-05-08-washington.txt"),
    sample!("2019-02-02-moscow.txt"),
    sample!("2020-01-15-washington.txt"),
    sample!("2021-02-03-brussels.txt"),
    sample!("2021-06-16-geneva.txt"),
    sample!("2023-02-22-moscow.txt"),
];

/// So many rows of each table are shown.
const ROWS: usize = 10;

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let database = self.folder.join("onrecord.db");
        let articles = self.write_articles()?;
        let mut store = Store::open(&database)?;
        let statements = read(&articles, &mut store)?;
        writeln!(
            out,
            "Read {} articles in {}: {statements} statements.\n",
            SAMPLES.len(),
            shown(&articles)
        )?;
        said(&store, out)?;
        let relations = query::relations(&store, &Selection::default())?;
        stances(&relations, out)?;
        let diagrams = self.draw(relations)?;
        writeln!(out, "Diagrams of who stands where:")?;
        for diagram in diagrams {
            writeln!(out, "  {}", shown(&diagram))?;
        }
        let database = shown(&database);
        writeln!(
            out,
            "
To ask this record:
  export ONRECORD_DB={database}
  onrecord said --topic trade --speaker trump
  onrecord shift --speaker putin --agreement \"New START\"
  onrecord show 1

To keep one of your own articles:
  onrecord add FILES --db my.db
  onrecord said --db my.db"
        )?;
        Ok(ExitCode::SUCCESS)
    }

    /// Writes the articles into the folder, so that they can be read and changed.
    fn write_articles(&self) -> anyhow::Result<PathBuf> {
        let folder = self.folder.join("articles");
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make the folder {}", shown(&folder)))?;
        for (name, text) in SAMPLES {
            write(&folder.join(name), text)?;
        }
        Ok(folder)
    }

    fn draw(&self, relations: Relations) -> anyhow::Result<Vec<PathBuf>> {
        // A pair that met in one statement alone would fill the picture.
        let shape = Shape {
            min_statements: 2,
            ..Shape::default()
        };
        let graph = KnowledgeGraph::build(relations, &shape);
        let caption = Caption::new("Who stands where: the sample articles")
            .with_selection("speakers with two or more statements on a target");
        let engine = LayoutEngine::Layered;
        [Format::Svg, Format::Dot, Format::Graphml]
            .into_iter()
            .map(|format| {
                let path = self.folder.join(format!("positions.{}", format.name()));
                write(&path, &render(&graph, &caption, format, &engine)?)?;
                Ok(path)
            })
            .collect()
    }
}

/// Reads the articles into the database, and gives the number of their statements.
fn read(articles: &Path, store: &mut Store) -> anyhow::Result<usize> {
    let names = SAMPLES.map(|(name, _)| articles.join(name));
    let (inputs, _) = inputs(&names);
    let pipeline = Pipeline::new(Box::new(Encoder::new()?));
    let mut statements = 0;
    let outcome = pipeline.run(&inputs, |one| {
        let added = one.map_err(anyhow::Error::from).and_then(|extraction| {
            statements += extraction.statements.len();
            Ok(store.add(&extraction)?)
        });
        match added {
            Ok(_) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        }
    });
    match outcome {
        ControlFlow::Continue(()) => Ok(statements),
        ControlFlow::Break(error) => Err(error),
    }
}

/// Who said what: statements that take a position, of all the years.
fn said(store: &Store, out: &mut dyn Write) -> anyhow::Result<()> {
    let filter = Filter {
        labels: vec![Label::Support, Label::Oppose, Label::Conditional],
        order: Order::Date,
        ..Filter::default()
    };
    let mut all: Vec<Said> = Vec::new();
    query::said(store, &filter, |said| {
        all.push(said);
        Ok::<(), StoreError>(())
    })?;
    let mut table = screen_table(Said::SHOWN);
    let some: Vec<&Said> = spread(&all, ROWS).collect();
    for said in &some {
        table.add_row(said.shown().iter().map(|cell| harmless(cell)));
    }
    writeln!(
        out,
        "Who said what ({} of {} statements that take a position):\n",
        some.len(),
        all.len()
    )?;
    writeln!(out, "{}\n", laid_out(table, Said::SHOWN))?;
    Ok(())
}

/// At most `count` items at equal distances.
fn spread<T>(all: &[T], count: usize) -> impl Iterator<Item = &T> {
    let step = all.len().div_ceil(count).max(1);
    all.iter().step_by(step)
}

/// One speaker's positions toward one target.
#[derive(Default)]
struct Positions {
    counts: [usize; Label::ALL.len()],
    first: Option<Date>,
    last: Option<Date>,
}

/// Who stands where: the pairs of speaker and target with most statements.
fn stances(relations: &Relations, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut pairs: BTreeMap<(&str, &str), Positions> = BTreeMap::new();
    for row in &relations.stances {
        let pair = pairs
            .entry((&relations.speaker(row).name, &relations.target(row).label))
            .or_default();
        for (count, label) in pair.counts.iter_mut().zip(Label::ALL) {
            *count += usize::from(row.label == label);
        }
        pair.first = pair.first.into_iter().chain(row.date).min();
        pair.last = pair.last.into_iter().chain(row.date).max();
    }
    let mut rows: Vec<_> = pairs.into_iter().collect();
    rows.sort_by_key(|(_, pair)| std::cmp::Reverse(pair.counts.iter().sum::<usize>()));
    let columns = [
        "speaker",
        "toward",
        "support",
        "conditional",
        "neutral",
        "oppose",
        "first",
        "last",
    ];
    let mut table = screen_table(&columns);
    for ((speaker, target), pair) in rows.iter().take(ROWS) {
        let mut cells = vec![harmless(speaker), harmless(target)];
        cells.extend(pair.counts.iter().map(usize::to_string));
        cells.extend([cell(pair.first), cell(pair.last)]);
        table.add_row(cells);
    }
    writeln!(
        out,
        "Who stands where ({} of {} pairs of speaker and target):\n",
        rows.len().min(ROWS),
        rows.len()
    )?;
    writeln!(out, "{}\n", laid_out(table, &columns))?;
    Ok(())
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", shown(path)))
}

fn shown(path: &Path) -> String {
    harmless(&path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::SAMPLES;
    use std::path::Path;

    #[test]
    fn every_sample_article_is_in_the_demo() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".txt"))
            .collect();
        names.sort();
        assert_eq!(names, SAMPLES.map(|(name, _)| name));
    }
}
