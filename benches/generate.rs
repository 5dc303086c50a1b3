//! Fills a database with made-up statements:
//! `cargo run --release --example generate -- 100000 big.db [SEED]`

mod generator;

use onrecord::store::{Entry, Store};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (statements, path, seed) = match arguments.as_slice() {
        [statements, path] => (statements.parse()?, path, 1),
        [statements, path, seed] => (statements.parse()?, path, seed.parse()?),
        _ => return Err("usage: generate STATEMENTS DATABASE [SEED]".into()),
    };
    let mut store = Store::open(Path::new(path))?;
    let start = Instant::now();
    let mut articles = 0;
    let mut made = generator::Generator::new(statements, seed);
    loop {
        // As `onrecord add` groups what comes fast.
        let group: Vec<Entry> = made.by_ref().take(256).map(Entry::new).collect();
        if group.is_empty() {
            break;
        }
        let group: Vec<&Entry> = group.iter().collect();
        store.add_all(&group, None, |_| articles += 1)?;
    }
    store.settle()?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{articles} articles, {statements} statements in {seconds:.1} s: {path}");
    Ok(())
}
