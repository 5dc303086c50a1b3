//! Every matrix, list of kept statements, window and slice that Discourse Network Analyzer
//! 3.1.2 computed for `synth300.dna`, computed again. Where that program errs, the right value
//! is worked out by hand in `tests/network.rs`, and its own way is imitated here as far as is
//! needed to compare all the rest.

use jiff::civil::DateTime;
use onrecord::model::Coding;
use onrecord::network::{
    Aggregation, Duplicates, Kernel, Matrix, Mode, Normalisation, Projection, Sample, Sampling,
    Span, WindowUnit, slices, windows,
};
use onrecord::store::DnaFile;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const TOLERANCE: f64 = 1e-9;

/// The folder with the database and its reference, where the shared corpora are at hand.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dna");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no {}", folder.display());
    None
}

fn coding(folder: &Path) -> Coding {
    DnaFile::open(&folder.join("synth300.dna"))
        .and_then(|file| file.coding(None, &["organization", "concept"]))
        .expect("the database is read")
}

/// What a file name of the reference says.
#[derive(Debug)]
struct Case {
    sampling: Sampling,
    projection: Projection,
}

/// Reads `onemode_org_via_concept_Qframe_congruence_average_document_isolates`.
fn case(stem: &str) -> Option<Case> {
    let mut words: Vec<&str> = stem.split('_').filter(|word| *word != "via").collect();
    let isolates = words.last() == Some(&"isolates");
    if isolates {
        words.pop();
    }
    let mode = match *words.first()? {
        "twomode" => Mode::Two,
        "onemode" => Mode::One,
        _ => return None,
    };
    let mut qualifier = Some("agreement");
    if let Some(at) = words.iter().position(|word| word.starts_with('Q')) {
        qualifier = Some(&words.remove(at)[1..]);
    }
    let [_, rows, columns, aggregation, normalisation, duplicates] = words[..] else {
        return None;
    };
    let full = |name: &str| match name {
        "org" => "organization".to_owned(),
        name => name.to_owned(),
    };
    let aggregation = match aggregation {
        "noqualifier" => {
            qualifier = None;
            Aggregation::Ignore
        }
        name => Aggregation::from_name(name)?,
    };
    let normalisation = match normalisation {
        "no" => Normalisation::None,
        "cosine" => Normalisation::DnaCosine,
        name => Normalisation::from_name(name)?,
    };
    let duplicates = match duplicates {
        "acrossrange" => Duplicates::Range,
        name => Duplicates::from_name(name)?,
    };
    let projection = Projection {
        mode,
        aggregation,
        normalisation,
        isolates,
    };
    Some(Case {
        sampling: Sampling {
            qualifier: qualifier.map(str::to_owned),
            heeds_qualifier: projection.heeds_qualifier(),
            duplicates,
            ..Sampling::new(&full(rows), &full(columns))
        },
        projection,
    })
}

/// The coding and sampling in which a month or a week is one period whatever its year, which
/// is how Discourse Network Analyzer takes duplicates: each such period is made one document.
fn without_years(coding: &Coding, sampling: &Sampling) -> (Coding, Sampling) {
    let (mut coding, mut sampling) = (coding.clone(), sampling.clone());
    let period = |when: DateTime| match sampling.duplicates {
        Duplicates::Month => Some(when.month()),
        Duplicates::Week => Some(when.date().iso_week_date().week()),
        _ => None,
    };
    for statement in &mut coding.statements {
        let Some(period) = period(statement.when.expect("a date")) else {
            return (coding, sampling);
        };
        // Statements of one moment stay in the order of their documents.
        statement.start += statement.document as i64 * 1_000_000;
        statement.document = usize::try_from(period).expect("a number of the year");
    }
    sampling.duplicates = Duplicates::Document;
    (coding, sampling)
}

/// Values by row and column.
type Cells = BTreeMap<(String, String), f64>;

/// A matrix in CSV by row and column.
fn read_matrix(path: &Path) -> (Vec<String>, Vec<String>, Cells) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .expect("a file");
    let mut records = reader.records().map(|record| record.expect("a row"));
    let head = records.next().expect("a header");
    let columns: Vec<String> = head.iter().skip(1).map(str::to_owned).collect();
    let mut rows = Vec::new();
    let mut cells = BTreeMap::new();
    for record in records {
        let row = record[0].to_owned();
        for (column, value) in columns.iter().zip(record.iter().skip(1)) {
            let value = value.parse().expect("a number");
            cells.insert((row.clone(), column.clone()), value);
        }
        rows.push(row);
    }
    (rows, columns, cells)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE * 1f64.max(b.abs())
}

/// What differs between a matrix and the file of it.
fn difference(matrix: &Matrix, path: &Path) -> Option<String> {
    let (rows, columns, cells) = read_matrix(path);
    if matrix.rows != rows || matrix.columns != columns {
        return Some(format!("{:?} x {:?}", matrix.rows, matrix.columns));
    }
    for (i, row) in rows.iter().enumerate() {
        for (j, column) in columns.iter().enumerate() {
            let expected = cells[&(row.clone(), column.clone())];
            let value = matrix.value(i, j);
            if !near(value, expected) {
                return Some(format!("{row}, {column}: {value}, not {expected}"));
            }
        }
    }
    None
}

fn files(folder: &Path, prefixes: &[&str]) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(folder.join("reference")).expect("the reference");
    let mut files: Vec<(String, PathBuf)> = entries
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .map(|path| {
            let stem = path.file_stem().expect("a name").to_string_lossy();
            (stem.into_owned(), path.clone())
        })
        .filter(|(stem, _)| prefixes.iter().any(|prefix| stem.starts_with(prefix)))
        .collect();
    files.sort();
    files
}

#[test]
fn every_matrix() {
    let Some(folder) = corpus() else { return };
    let coding = coding(&folder);
    let mut matched = 0;
    let mut wrong = Vec::new();
    for (stem, path) in files(&folder, &["onemode", "twomode"]) {
        let Case {
            sampling,
            projection,
        } = case(&stem).unwrap_or_else(|| panic!("{stem} is not understood"));
        let (coding, sampling) = without_years(&coding, &sampling);
        let sample = sampling.draw(&coding).expect("a sample");
        let matrix = projection.matrix(&sample).expect("a matrix");
        match difference(&matrix, &path) {
            None => matched += 1,
            Some(difference) => wrong.push(format!("{stem}: {difference}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{matched} match, these do not:\n{}",
        wrong.join("\n")
    );
    assert_eq!(matched, 524, "all matrices of the reference");
}

#[test]
fn every_list_of_kept_statements() {
    let Some(folder) = corpus() else { return };
    let coding = coding(&folder);
    for (stem, path) in files(&folder, &["kept_statements"]) {
        let name = stem.replace("kept_statements_org_concept", "twomode_org_concept");
        let name = name
            .replace("congruence_", "subtract_no_")
            .replace("ignore_", "ignore_no_");
        let sampling = case(&name).expect("a case").sampling;
        let (coding, sampling) = without_years(&coding, &sampling);
        let sample = sampling.draw(&coding).expect("a sample");
        let kept: Vec<i64> = sample
            .occurrences
            .iter()
            .map(|occurrence| coding.statements[occurrence.statement].id)
            .collect();
        let expected: Vec<i64> = csv::Reader::from_path(&path)
            .expect("a file")
            .records()
            .map(|record| record.expect("a row")[0].parse().expect("a number"))
            .collect();
        assert_eq!(kept, expected, "{stem}");
    }
}

/// A span and sampling from `onemode_org_congruence_average_weeks12`.
fn timed(name: &str) -> (Sample, Projection, Span) {
    let folder = corpus().expect("asked for before");
    let mut words: Vec<&str> = name.split('_').collect();
    let size = words.pop().expect("a size");
    let digits = size.find(|c: char| c.is_ascii_digit()).expect("a number");
    let span = Span {
        size: size[digits..].parse().expect("a number"),
        unit: WindowUnit::from_name(&size[..digits]).expect("a unit"),
    };
    let mut name = words.join("_");
    if words[0] == "onemode" {
        name = name.replace("org", "org_via_concept");
    }
    if !name.ends_with("average") {
        name.push_str("_no");
    }
    let Case {
        sampling,
        projection,
    } = case(&format!("{name}_include")).expect("a case");
    let sample = sampling.draw(&coding(&folder)).expect("a sample");
    (sample, projection, span)
}

/// Compares networks in time with the summary and, where there are any, the cells.
fn compare(path: &Path, networks: &[([DateTime; 3], Option<usize>, Matrix)]) {
    let name = path.display();
    let summary: Vec<csv::StringRecord> = csv::Reader::from_path(path)
        .expect("a file")
        .records()
        .map(|record| record.expect("a row"))
        .collect();
    assert_eq!(networks.len(), summary.len(), "{name}");
    for (record, (times, statements, matrix)) in summary.iter().zip(networks) {
        for (time, text) in times.iter().zip(record.iter().skip(1)) {
            assert_eq!(
                *time,
                text.parse::<DateTime>().expect("a time"),
                "{name} {record:?}"
            );
        }
        if let Some(statements) = statements {
            assert_eq!(statements.to_string(), record[4], "{name} {record:?}");
        }
        assert_eq!(
            matrix.rows.len().to_string(),
            record[5],
            "{name} {record:?}"
        );
        assert_eq!(
            matrix.columns.len().to_string(),
            record[6],
            "{name} {record:?}"
        );
        let sum = record[8].parse().expect("a number");
        assert!(
            near(matrix.sum(), sum),
            "{name} {record:?} {}",
            matrix.sum()
        );
        assert_eq!(
            matrix.cells().count().to_string(),
            record[7],
            "{name} {record:?}"
        );
    }
    let cells = path.with_file_name(format!(
        "{}_cells.csv",
        path.file_stem().expect("a name").to_string_lossy()
    ));
    let cells: Vec<csv::StringRecord> = csv::Reader::from_path(cells)
        .expect("a file")
        .records()
        .map(|record| record.expect("a row"))
        .collect();
    if cells.is_empty() {
        return;
    }
    let ours: Vec<(usize, &str, &str, f64)> = networks
        .iter()
        .enumerate()
        .flat_map(|(at, (_, _, matrix))| {
            matrix.cells().map(move |(row, column, value)| {
                (
                    at,
                    matrix.rows[row].as_str(),
                    matrix.columns[column].as_str(),
                    value,
                )
            })
        })
        .collect();
    assert_eq!(ours.len(), cells.len(), "{name}");
    for ((at, row, column, value), record) in ours.into_iter().zip(&cells) {
        assert_eq!(
            (at.to_string().as_str(), row, column),
            (&record[0], &record[1], &record[2])
        );
        assert!(
            near(value, record[3].parse().expect("a number")),
            "{name} {record:?}"
        );
    }
}

#[test]
fn every_calendar_window() {
    let Some(folder) = corpus() else { return };
    for (stem, path) in files(&folder, &["tw_"]) {
        if stem.ends_with("_cells") {
            continue;
        }
        let (sample, projection, span) = timed(&stem["tw_".len()..]);
        let networks: Vec<_> = windows(&sample, span)
            .expect("windows")
            .into_iter()
            .map(|window| {
                let occurrences = &sample.occurrences[window.occurrences.clone()];
                (
                    [window.start, window.middle, window.stop],
                    Some(occurrences.len()),
                    projection.of(&sample, occurrences),
                )
            })
            .collect();
        compare(&path, &networks);
    }
}

#[test]
fn every_kernel_slice() {
    let Some(folder) = corpus() else { return };
    for (stem, path) in files(&folder, &["kernel_"]) {
        let (_, rest) = stem.split_once('_').expect("a kernel");
        let (kernel, name) = rest.split_once('_').expect("a network");
        let kernel = Kernel::from_name(kernel).expect("a kernel");
        if stem.ends_with("_cells") || kernel == Kernel::Triangular {
            // The reference's triangular kernel weighs |1 - d|, so that it does not fall on
            // one side.
            continue;
        }
        let (sample, projection, span) = timed(name);
        let slices = slices(&sample, projection, span, kernel).expect("slices");
        let networks: Vec<_> = (0..slices.times.len())
            .map(|at| (slices.times[at], None, slices.matrix(at)))
            .collect();
        compare(&path, &networks);
    }
}
