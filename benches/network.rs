//! Networks from a file of Discourse Network Analyzer to matrices, at the sizes that people have
//! and at growing ones. The files are generated, and the same each time.
//!
//! `cargo bench --bench network`

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use onrecord::network::{
    Aggregation, Duplicates, Kernel, Mode, Normalisation, Projection, Sample, Sampling, Span,
    WindowUnit, slices, windows,
};
use onrecord::store::DnaFile;
use rusqlite::{Connection, params};
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// Writes a file with so many statements by 500 actors on 200 concepts in documents of ten,
/// evenly over so many days from 2000 on.
fn generate(path: &Path, statements: i64, days: i64) {
    let mut connection = Connection::open(path).expect("a file");
    let file = connection.transaction().expect("a transaction");
    file.execute_batch(include_str!("../src/store/dna/schema.sql"))
        .expect("the form");
    file.execute_batch(
        "INSERT INTO SETTINGS VALUES ('version', '3.0.7');
         INSERT INTO CODERS (ID, Name, Password) VALUES (1, 'Admin', '');
         INSERT INTO STATEMENTTYPES (ID, Label) VALUES (1, 'DNA Statement');
         INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1),
             (2, 'concept', 'short text', 1), (3, 'agreement', 'boolean', 1);",
    )
    .expect("the variables");
    let insert = |sql: &str, values: &[i64]| {
        let mut statement = file.prepare_cached(sql).expect("a statement");
        statement
            .execute(rusqlite::params_from_iter(values))
            .expect("a row");
    };
    for id in 0..500 {
        insert(
            "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (?1, 1, 'Actor ' || ?1)",
            &[1 + id],
        );
    }
    for id in 0..200 {
        insert(
            "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (?1, 2, 'Concept ' || ?1)",
            &[501 + id],
        );
    }
    let text = "x".repeat(1000);
    let documents = (statements + 9) / 10;
    for id in 0..documents {
        file.prepare_cached(
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Date) VALUES (?1, ?1, ?2, 1, ?3)",
        )
        .and_then(|mut sql| {
            sql.execute(params![
                1 + id,
                text,
                946_684_800 + id * days * 86_400 / documents
            ])
        })
        .expect("a document");
    }
    // A linear congruence (Knuth's MMIX) whose high bits choose.
    let mut state: u64 = 1;
    let mut choose = |below: i64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below as u64) as i64
    };
    for at in 0..statements {
        let (id, document) = (1 + at, 1 + at / 10);
        insert(
            "INSERT INTO STATEMENTS VALUES (?1, 1, ?2, ?3, ?3 + 50, 1)",
            &[id, document, at % 10 * 90],
        );
        insert(
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?1, 1, ?2)",
            &[id, 1 + choose(500)],
        );
        insert(
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?1, 2, ?2)",
            &[id, 501 + choose(200)],
        );
        insert(
            "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?1, 3, ?2)",
            &[id, choose(2)],
        );
    }
    file.commit().expect("a file");
}

const CONGRUENCE: Projection = Projection {
    mode: Mode::One,
    aggregation: Aggregation::Congruence,
    normalisation: Normalisation::Average,
    isolates: false,
};

fn sample(path: &Path) -> Sample {
    let coding = DnaFile::open(path)
        .and_then(|file| file.coding(None, &["organization", "concept"]))
        .expect("a coding");
    let sampling = Sampling {
        qualifier: Some("agreement".into()),
        heeds_qualifier: true,
        duplicates: Duplicates::Document,
        ..Sampling::new("organization", "concept")
    };
    sampling.draw(&coding).expect("a sample")
}

fn networks(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |statements: i64, days: i64| -> PathBuf {
        let path = folder.path().join(format!("{statements}.dna"));
        if !path.exists() {
            generate(&path, statements, days);
        }
        path
    };
    let mut group = c.benchmark_group("one-mode congruence, file to matrix");
    group.sample_size(10);
    for statements in [10_000, 50_000, 100_000, 1_000_000] {
        let path = file(statements, 3_650);
        group.bench_with_input(BenchmarkId::from_parameter(statements), &path, |b, path| {
            b.iter(|| black_box(CONGRUENCE.matrix(&sample(path)).expect("a matrix")));
        });
    }
    group.finish();

    let mut group = c.benchmark_group("in time, file to matrices");
    group.sample_size(10);
    let path = file(10_000, 3_650);
    group.bench_function("10,000 statements in 10 years, windows of 6 months", |b| {
        let span = Span {
            size: 6,
            unit: WindowUnit::Months,
        };
        b.iter(|| {
            let sample = sample(&path);
            for window in windows(&sample, span).expect("windows") {
                black_box(CONGRUENCE.of(&sample, &sample.occurrences[window.occurrences]));
            }
        });
    });
    let path = file(1_000, 900);
    group.bench_function(
        "1,000 statements in 900 days, gaussian kernel of 120 days",
        |b| {
            let span = Span {
                size: 120,
                unit: WindowUnit::Days,
            };
            b.iter(|| {
                let sample = sample(&path);
                let slices = slices(&sample, CONGRUENCE, span, Kernel::Gaussian).expect("slices");
                for at in 0..slices.times.len() {
                    black_box(slices.matrix(at));
                }
            });
        },
    );
    group.finish();
}

criterion_group!(benches, networks);
criterion_main!(benches);
