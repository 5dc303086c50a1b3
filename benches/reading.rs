//! How long the reading commands take on 100,000 statements, the program's start included:
//! `cargo bench --bench reading`

mod generator;

use criterion::{Criterion, criterion_group, criterion_main};
use onrecord::query;
use onrecord::store::Store;
use std::path::Path;
use std::process::{Command, Stdio};

const STATEMENTS: usize = 100_000;

/// Every reading command: each filter alone, filters together, and the lists. The names stand
/// for the most frequent of their kind, which are the hardest to answer.
const COMMANDS: &[&str] = &[
    "said",
    "said --topic TOPIC",
    "said --speaker SPEAKER",
    "said --agreement AGREEMENT",
    "said --outlet OUTLET",
    "said --stance oppose",
    "said --kind mixed",
    "said --since 2015 --until 2016",
    "said --text WORD",
    "said --order speaker",
    "said --topic TOPIC --speaker SPEAKER",
    "said --topic TOPIC --stance oppose --since 2015 --until 2016",
    "shift --speaker SPEAKER --topic TOPIC --limit 20",
    "show 100",
    "speakers",
    "topics",
    "agreements",
    "articles",
];

fn reading(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = folder.path().join("big.db");
    let mut store = Store::open(&database).expect("the database opens");
    for extraction in generator::Generator::new(STATEMENTS, 1) {
        store.add(&extraction).expect("the article is added");
    }
    store.settle().expect("the database settles");
    let names = names(&store);
    drop(store);
    let mut group = criterion.benchmark_group("reading");
    group.sample_size(20);
    for command in COMMANDS {
        let arguments: Vec<&str> = command
            .split(' ')
            .map(
                |word| match names.iter().find(|(holder, _)| *holder == word) {
                    Some((_, name)) => name.as_str(),
                    None => word,
                },
            )
            .collect();
        group.bench_function(*command, |bencher| {
            bencher.iter(|| run(&arguments, &database));
        });
    }
    group.finish();
}

/// The most frequent name of each kind.
fn names(store: &Store) -> [(&'static str, String); 5] {
    let known = "the record holds some";
    let speakers = query::speakers(store, Some(1)).expect(known);
    let topics = query::topics(store, Some(1)).expect(known);
    let agreements = query::agreements(store, Some(1)).expect(known);
    [
        ("SPEAKER", speakers[0].name.clone()),
        ("TOPIC", topics[0].id.clone()),
        ("AGREEMENT", agreements[0].name.clone()),
        ("OUTLET", generator::outlet(0)),
        ("WORD", generator::word(0)),
    ]
}

fn run(arguments: &[&str], database: &Path) {
    let status = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .arg("--db")
        .arg(database)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.success(), "{arguments:?}");
}

criterion_group!(benches, reading);
criterion_main!(benches);
