//! Whether storing keeps up with extraction: reads all texts of a folder with so many threads and
//! the lexicon engine, then stores what came of them into a new database, each on its own.
//! `cargo run --release --example storing -- FOLDER [THREADS] [ROUNDS]`

use onrecord::attribute::lexicon::LexiconEngine;
use onrecord::pipeline::Pipeline;
use onrecord::source;
use onrecord::store::{Entry, Store};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: storing FOLDER [THREADS] [ROUNDS]";
    let folder = PathBuf::from(arguments.next().ok_or(usage)?);
    let threads: usize = arguments.next().map_or(Ok(2), |given| given.parse())?;
    let rounds: usize = arguments.next().map_or(Ok(5), |given| given.parse())?;
    let (inputs, _) = source::inputs(&[folder]);
    let mut pipeline = Pipeline::new(Box::new(LexiconEngine::new()));
    pipeline.threads = Some(threads);
    let (mut reading, mut storing) = (f64::MAX, f64::MAX);
    let mut bytes = 0;
    for _ in 0..rounds {
        let start = Instant::now();
        let mut groups: Vec<Vec<Entry>> = Vec::new();
        let _: ControlFlow<()> = pipeline.run_in_groups(&inputs, Entry::new, |group| {
            groups.push(group.into_iter().flatten().collect());
            ControlFlow::Continue(())
        });
        reading = reading.min(start.elapsed().as_secs_f64());

        let folder = tempfile::tempdir()?;
        let mut store = Store::open(&folder.path().join("storing.db"))?;
        let entries = groups.iter().flatten();
        bytes = entries
            .map(|entry| entry.extraction().article.text.len())
            .sum();
        let start = Instant::now();
        for group in &groups {
            let group: Vec<&Entry> = group.iter().collect();
            store.add_all(&group, None, |_| {})?;
        }
        storing = storing.min(start.elapsed().as_secs_f64());
    }
    let speed = |seconds: f64| bytes as f64 / seconds / 1e6;
    println!("{bytes} bytes of text, best of {rounds}");
    println!(
        "read by {threads} threads: {reading:.2} s, {:.1} MB a second",
        speed(reading)
    );
    println!(
        "stored by one:     {storing:.2} s, {:.1} MB a second",
        speed(storing)
    );
    Ok(())
}
