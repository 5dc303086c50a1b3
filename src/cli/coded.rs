//! Tables of coded statements, read by a map of their columns.

use super::label_studio;
use crate::model::Label;
use crate::store::CodedRow;
use anyhow::{Context, bail};
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::path::Path;

/// What a table may tell of a statement.
const FIELDS: [&str; 9] = [
    "document",
    "words",
    "start",
    "person",
    "organization",
    "concept",
    "stance",
    "date",
    "coder",
];

/// The columns of a program's export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// MAXQDA's table of coded segments
    Maxqda,
    /// A table of coding references that NVivo's reports and extracts write
    Nvivo,
    /// Label Studio's CSV or JSON-MIN, with a row for each marked region
    LabelStudio,
}

impl Preset {
    /// For each field the columns that may have it: the first that is there does.
    fn columns(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Preset::Maxqda => &[
                ("document", &["Document name"]),
                ("words", &["Segment"]),
                ("concept", &["Code"]),
                // Versions call whoever coded it otherwise.
                ("coder", &["Created by", "Author", "Modified by"]),
            ],
            // Versions and the fields chosen for a report differ.
            Preset::Nvivo => &[
                (
                    "document",
                    &[
                        "File Name",
                        "Source Name",
                        "Document Name",
                        "File",
                        "Source",
                    ],
                ),
                (
                    "words",
                    &["Coded Text", "Coding Reference", "Reference Text", "Text"],
                ),
                (
                    "concept",
                    &[
                        "Code Name",
                        "Node Name",
                        "Code",
                        "Node",
                        "Hierarchical Name",
                    ],
                ),
                (
                    "coder",
                    &["Coded By Name", "Coded By", "Coded By Initials", "User"],
                ),
            ],
            Preset::LabelStudio => &[
                ("document", &["text"]),
                ("words", &[label_studio::WORDS]),
                ("start", &[label_studio::START]),
                ("concept", &["label"]),
                ("stance", &["stance"]),
                ("person", &["person"]),
                ("organization", &["organization"]),
                ("coder", &["annotator"]),
            ],
        }
    }

    /// The program's name.
    pub fn program(self) -> &'static str {
        match self {
            Preset::Maxqda => "MAXQDA",
            Preset::Nvivo => "NVivo",
            Preset::LabelStudio => "Label Studio",
        }
    }
}

/// Which column has which field: the first of these that a table has.
pub struct Map(BTreeMap<&'static str, Vec<String>>);

impl Map {
    /// A preset's columns, and over them `FIELD=COLUMN` as given.
    pub fn new(preset: Option<Preset>, given: &[String]) -> anyhow::Result<Map> {
        let preset = preset.map_or(&[][..], Preset::columns);
        let owned = |columns: &[&str]| columns.iter().map(|&column| column.to_owned()).collect();
        let mut map: BTreeMap<&'static str, Vec<String>> = preset
            .iter()
            .map(|&(field, columns)| (field, owned(columns)))
            .collect();
        for text in given {
            let Some((field, column)) = text.split_once('=') else {
                bail!("\"{text}\" is no map: write FIELD=COLUMN");
            };
            let Some(field) = FIELDS.iter().find(|known| **known == field.trim()) else {
                bail!(
                    "there is no field \"{}\"; there are {}",
                    field.trim(),
                    FIELDS.join(", ")
                );
            };
            map.insert(field, vec![column.trim().to_owned()]);
        }
        // A table made for onrecord calls its columns so.
        if map.is_empty() {
            map = FIELDS
                .iter()
                .map(|&field| (field, vec![field.to_owned()]))
                .collect();
        }
        Ok(Map(map))
    }
}

/// The rows of a table, and what is wrong with those that cannot be read.
pub struct Rows {
    pub rows: Vec<CodedRow>,
    pub bad: Vec<(u64, String)>,
    /// Columns that no field is made of.
    pub unused: Vec<String>,
}

/// A table as a file has it.
pub struct Table {
    pub columns: Vec<String>,
    /// The line, and the cells.
    pub records: Vec<(u64, Vec<String>)>,
}

/// Reads a table; of a program whose form is no plain table, what it says in one.
pub fn read(path: &Path, preset: Option<Preset>, map: &Map, coder: &str) -> anyhow::Result<Rows> {
    let failed = || format!("cannot read {}", path.display());
    let bytes = std::fs::read(path).with_context(failed)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow::anyhow!("it is not UTF-8; export it as UTF-8"))
        .with_context(failed)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let table = match preset {
        Some(Preset::LabelStudio) => label_studio::table(text),
        _ => plain(text),
    };
    rows(path, table.with_context(failed)?, map, coder)
}

/// A table of which commas, semicolons or tabs part the cells.
pub fn plain(text: &str) -> anyhow::Result<Table> {
    let head = text.lines().next().unwrap_or_default();
    let most = |separator: &&u8| head.bytes().filter(|byte| byte == *separator).count();
    let separator = b",;\t".iter().max_by_key(most).copied().unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = reader.headers()?.iter();
    let columns = columns.map(|name| name.trim().to_owned()).collect();
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        records.push((line, record.iter().map(str::to_owned).collect()));
    }
    Ok(Table { columns, records })
}

fn rows(path: &Path, table: Table, map: &Map, coder: &str) -> anyhow::Result<Rows> {
    let columns = &table.columns;
    let mut place = BTreeMap::new();
    for (&field, names) in &map.0 {
        let at = names
            .iter()
            .find_map(|name| columns.iter().position(|column| column == name));
        match at {
            Some(at) => {
                place.insert(field, at);
            }
            None if matches!(field, "document" | "words") => bail!(
                "{} has no column \"{}\" for the {field}; it has {}",
                path.display(),
                names.join("\" or \""),
                columns.join(", ")
            ),
            None => {}
        }
    }
    for field in ["document", "words"] {
        anyhow::ensure!(
            place.contains_key(field),
            "say which column has the {field}: --map {field}=COLUMN"
        );
    }
    let used = |at: usize| place.values().any(|&place| place == at);
    let unused = columns.iter().enumerate().filter(|&(at, _)| !used(at));
    let mut found = Rows {
        rows: Vec::new(),
        bad: Vec::new(),
        unused: unused.map(|(_, name)| name.clone()).collect(),
    };
    for (line, record) in table.records {
        let cell = |field: &str| {
            let cell = place.get(field).and_then(|&at| record.get(at));
            cell.map_or("", |cell| cell.trim())
        };
        match row(line, cell, coder) {
            Ok(row) => found.rows.push(row),
            Err(reason) => found.bad.push((line, reason)),
        }
    }
    Ok(found)
}

fn row<'a>(line: u64, cell: impl Fn(&str) -> &'a str, coder: &str) -> Result<CodedRow, String> {
    let start = match cell("start") {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| format!("its start \"{text}\" is no whole number"))?,
        ),
    };
    let date = match cell("date") {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| format!("its date \"{text}\" is not written YYYY-MM-DD"))?,
        ),
    };
    let label = match cell("stance") {
        "" => None,
        text => Some(label(text).ok_or_else(|| {
            format!("its stance \"{text}\" is none of support, oppose, conditional, neutral")
        })?),
    };
    let coder = match cell("coder") {
        "" => coder,
        coder => coder,
    };
    Ok(CodedRow {
        line,
        document: cell("document").into(),
        words: cell("words").into(),
        start,
        person: cell("person").into(),
        organization: cell("organization").into(),
        concept: cell("concept").into(),
        label,
        date,
        coder: coder.into(),
    })
}

/// A position in the words of several programs. A 0 is opposition to some and neither to others,
/// so it is none.
fn label(text: &str) -> Option<Label> {
    let text = text.to_lowercase();
    Some(match text.as_str() {
        "1" | "+1" | "yes" | "true" | "agree" | "agreement" | "for" | "pro" | "positive" => {
            Label::Support
        }
        "-1" | "no" | "false" | "disagree" | "disagreement" | "against" | "contra" | "negative" => {
            Label::Oppose
        }
        text => return Label::from_name(text),
    })
}
