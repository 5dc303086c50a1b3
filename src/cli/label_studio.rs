//! Label Studio's exports as a table: a row for each marked region and label of a task.
//!
//! Both forms have the fields of the task's data and one field for each control of the
//! labelling interface, under its name. A control that marks regions has a list of objects with
//! `start`, `end`, `text` and what it says of the region: `labels`, `choices`, or `text` again
//! for words that were typed. In CSV such a list is JSON in a cell.

use super::coded::{Table, plain};
use anyhow::Context;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The column of a region's words.
pub const WORDS: &str = "region words";
/// The column of a region's first character.
pub const START: &str = "region start";

/// The regions of an export as a table; lines are numbers of tasks, from 1.
pub fn table(text: &str) -> anyhow::Result<Table> {
    let tasks: Vec<Map<String, Value>> = match text.trim_start().starts_with('[') {
        true => serde_json::from_str(text).context("it is no JSON-MIN of Label Studio")?,
        false => {
            let Table { columns, records } = plain(text)?;
            let task =
                |cells: Vec<String>| columns.iter().cloned().zip(cells.into_iter().map(cell));
            let records = records.into_iter();
            records.map(|(_, cells)| task(cells).collect()).collect()
        }
    };
    let rows: Vec<(u64, BTreeMap<String, String>)> = (1..)
        .zip(&tasks)
        .flat_map(|(line, task)| regions(task).into_iter().map(move |row| (line, row)))
        .collect();
    let mut columns: BTreeSet<String> = rows.iter().flat_map(|row| row.1.keys().cloned()).collect();
    // A table without any region has them too.
    columns.extend([WORDS, START, "text"].map(str::to_owned));
    let columns: Vec<String> = columns.into_iter().collect();
    let records = rows.into_iter().map(|(line, mut row)| {
        let cells = columns
            .iter()
            .map(|column| row.remove(column).unwrap_or_default());
        (line, cells.collect())
    });
    Ok(Table {
        records: records.collect(),
        columns,
    })
}

/// A cell that holds JSON as what it holds.
fn cell(text: String) -> Value {
    match text.starts_with(['[', '{']) {
        true => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        false => Value::String(text),
    }
}

/// The regions of a task, one for each of its labels.
fn regions(task: &Map<String, Value>) -> Vec<BTreeMap<String, String>> {
    let mut of_task = BTreeMap::new();
    let mut regions: BTreeMap<(u64, u64), BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let mut words = BTreeMap::new();
    for (name, value) in task {
        let Some(marked) = value.as_array() else {
            if let Some(value) = plain_value(value) {
                of_task.insert(name.clone(), value);
            }
            continue;
        };
        for region in marked {
            let number = |key: &str| region.get(key)?.as_u64();
            let (Some(start), Some(end)) = (number("start"), number("end")) else {
                continue;
            };
            let says = ["labels", "choices", "text"].into_iter();
            let says = says.filter_map(|key| region.get(key)?.as_array());
            let says = says.flatten().filter_map(plain_value);
            let said = regions.entry((start, end)).or_default();
            said.entry(name.clone()).or_default().extend(says);
            if let Some(text) = region.get("text").and_then(Value::as_str) {
                words.insert((start, end), text.to_owned());
            }
        }
    }
    let mut rows = Vec::new();
    for (place, says) in regions {
        let mut row = of_task.clone();
        row.insert(START.into(), place.0.to_string());
        row.insert(WORDS.into(), words.remove(&place).unwrap_or_default());
        // Several labels of one control are several statements.
        let mut variants = vec![row];
        for (control, values) in says {
            let values = if values.is_empty() {
                vec![String::new()]
            } else {
                values
            };
            variants = variants
                .into_iter()
                .flat_map(|row| {
                    let control = &control;
                    values.iter().map(move |value| {
                        let mut row = row.clone();
                        row.insert(control.clone(), value.clone());
                        row
                    })
                })
                .collect();
        }
        rows.extend(variants);
    }
    rows
}

fn plain_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
