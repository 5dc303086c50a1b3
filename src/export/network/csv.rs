//! CSV (RFC 4180) for spreadsheets, R and pandas: names are quoted, numbers are not, and a
//! number reads back as the same double.

use crate::model::{Date, DateTime};
use crate::network::measure::{
    Lengths, Ties, betweenness, closeness, degree, eigenvector, page_rank, strength,
};
use crate::network::{Matrix, Portrait};
use std::fmt::Write as _;
use std::io::{self, Write};

/// One network as a matrix: a header of the columns' names, then a row each.
///
/// # Errors
/// Writing fails.
///
/// ```
/// use onrecord::{export::network::matrix_csv, network::Matrix};
/// let matrix = Matrix {
///     rows: vec!["A \"B\"".into()],
///     columns: vec!["x".into(), "y".into()],
///     links: vec![vec![(1, 0.5)]],
/// };
/// let mut csv = Vec::new();
/// matrix_csv(&mut csv, &matrix).unwrap();
/// assert_eq!(csv, b"\"\",\"x\",\"y\"\n\"A \"\"B\"\"\",0,0.5\n");
/// ```
pub fn matrix_csv(out: &mut dyn Write, matrix: &Matrix) -> io::Result<()> {
    let mut line = String::from("\"\"");
    for column in &matrix.columns {
        let _ = write!(line, ",{}", quoted(column));
    }
    writeln!(out, "{line}")?;
    for (row, name) in matrix.rows.iter().enumerate() {
        line.clear();
        line.push_str(&quoted(name));
        for value in matrix.row(row) {
            let _ = write!(line, ",{}", number(value));
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The header of several networks in one file.
///
/// # Errors
/// Writing fails.
pub fn window_csv_head(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "window,start,middle,end,row,column,value")
}

/// One of several networks: a line for each link that is not zero.
pub fn window_csv(index: usize, [start, middle, end]: [DateTime; 3], matrix: &Matrix) -> String {
    let head = format!(
        "{index},{},{},{},",
        moment(start),
        moment(middle),
        moment(end)
    );
    let names =
        |names: &[String]| -> Vec<String> { names.iter().map(|name| quoted(name) + ",").collect() };
    let rows: Vec<String> = names(&matrix.rows)
        .iter()
        .map(|row| head.clone() + row)
        .collect();
    let columns = names(&matrix.columns);
    let mut lines = String::new();
    for (row, column, value) in matrix.cells() {
        lines.push_str(&rows[row]);
        lines.push_str(&columns[column]);
        write_number(&mut lines, value);
        lines.push('\n');
    }
    lines
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The shortest digits that read back as the same double.
pub(super) fn number(value: f64) -> String {
    let mut digits = String::new();
    write_number(&mut digits, value);
    digits
}

fn write_number(text: &mut String, value: f64) {
    let mut digits = zmij::Buffer::new();
    let digits = digits.format(value);
    text.push_str(digits.strip_suffix(".0").unwrap_or(digits));
}

/// ISO 8601 to the minute, or to the second where it is not a whole minute.
fn moment(moment: DateTime) -> String {
    let text = moment.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    match text.strip_suffix(":00") {
        Some(minute) => minute.to_owned(),
        None => text,
    }
}

/// The links of a network, a line each.
///
/// # Errors
/// Writing fails.
pub fn edges_csv(out: &mut dyn Write, portrait: &Portrait) -> io::Result<()> {
    writeln!(out, "source,target,weight,first,last")?;
    for link in &portrait.links {
        let (from, to) = (&portrait.nodes[link.from], &portrait.nodes[link.to]);
        writeln!(
            out,
            "{},{},{},{}",
            quoted(&from.name),
            quoted(&to.name),
            number(link.weight),
            days(link.dates)
        )?;
    }
    Ok(())
}

/// The nodes of a network with their measures, a line each.
///
/// # Errors
/// Writing fails.
pub fn nodes_csv(out: &mut dyn Write, portrait: &Portrait, ties: &Ties) -> io::Result<()> {
    let measures = [
        ("degree", degree(ties)),
        ("strength", strength(ties)),
        ("betweenness", betweenness(ties, Lengths::Steps)),
        ("closeness", closeness(ties, Lengths::Steps)),
        ("eigenvector", eigenvector(ties)),
        ("page_rank", page_rank(ties)),
    ];
    let names: Vec<&str> = measures.iter().map(|(name, _)| *name).collect();
    writeln!(
        out,
        "name,variable,statements,first,last,community,{}",
        names.join(",")
    )?;
    for (at, node) in portrait.nodes.iter().enumerate() {
        let values = measures.iter().map(|(_, values)| number(values[at]));
        writeln!(
            out,
            "{},{},{},{},{},{}",
            quoted(&node.name),
            quoted(&node.variable),
            node.statements,
            days(node.dates),
            node.community + 1,
            values.collect::<Vec<_>>().join(",")
        )?;
    }
    Ok(())
}

/// The first and the last day as two cells.
fn days(dates: Option<(Date, Date)>) -> String {
    match dates {
        Some((first, last)) => format!("{first},{last}"),
        None => ",".into(),
    }
}
