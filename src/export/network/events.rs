//! Event lists for relational event models, in the form that Discourse Network Analyzer writes:
//! a line a coded statement in order of time, cells apart by semicolons. Its names and texts
//! are changed as there: a semicolon becomes a comma, a quotation mark an apostrophe.

use crate::model::{Coding, DateTime, Values};
use std::io::{self, Write};

/// The columns before and after the variables.
const BEFORE: [&str; 2] = ["statement_id", "time"];
const AFTER: [&str; 10] = [
    "start_position",
    "stop_position",
    "text",
    "coder",
    "document_id",
    "document_title",
    "document_author",
    "document_source",
    "document_section",
    "document_type",
];

/// The variable that stands among the columns anyway, by number.
const CODER: &str = "coder";

/// All statements of a coding.
///
/// # Errors
/// Writing fails.
pub fn event_list(out: &mut dyn Write, coding: &Coding) -> io::Result<()> {
    let variables: Vec<_> = coding
        .variables
        .iter()
        .filter(|variable| variable.name != CODER)
        .collect();
    let names = variables.iter().map(|variable| variable.name.as_str());
    let head: Vec<String> = BEFORE
        .into_iter()
        .chain(names)
        .chain(AFTER)
        .map(text)
        .collect();
    writeln!(out, "{}", head.join(";"))?;
    for at in coding.in_order() {
        let statement = &coding.statements[at];
        let document = &coding.documents[statement.document];
        let mut cells = vec![statement.id.to_string(), time(statement.when)];
        cells.extend(variables.iter().map(|variable| cell(&variable.values, at)));
        cells.extend([
            statement.start.to_string(),
            statement.stop.to_string(),
            text(&statement.words),
            statement.coder.to_string(),
            document.id.to_string(),
            text(&document.title),
            text(&document.author),
            text(&document.source),
            text(&document.section),
            text(&document.kind),
        ]);
        writeln!(out, "{}", cells.join(";"))?;
    }
    Ok(())
}

fn cell(values: &Values, at: usize) -> String {
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    match values {
        Values::Text { names, of } => text(of[at].map_or("", |code| names[code as usize].as_str())),
        Values::LongText(values) => text(&values[at]),
        Values::Boolean(values) => number(values[at].map(i64::from)).unwrap_or_default(),
        Values::Integer(values) => number(values[at]).unwrap_or_default(),
    }
}

fn text(text: &str) -> String {
    format!("\"{}\"", text.replace(';', ",").replace('"', "'"))
}

fn time(when: Option<DateTime>) -> String {
    match when {
        Some(when) => when.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        None => String::new(),
    }
}
