//! UCINET's DL (Borgatti, Everett and Freeman 2002): a full matrix with labels.

use super::csv::number;
use crate::network::{Matrix, Mode};
use std::io::{self, Write};

/// One network as a full matrix.
///
/// # Errors
/// Writing fails.
pub fn ucinet(out: &mut dyn Write, mode: Mode, matrix: &Matrix) -> io::Result<()> {
    match mode {
        Mode::One => {
            writeln!(out, "dl n = {}, format = fullmatrix", matrix.rows.len())?;
            labels(out, "labels:", &matrix.rows)?;
        }
        Mode::Two => {
            let (rows, columns) = (matrix.rows.len(), matrix.columns.len());
            writeln!(out, "dl nr = {rows}, nc = {columns}, format = fullmatrix")?;
            labels(out, "row labels:", &matrix.rows)?;
            labels(out, "col labels:", &matrix.columns)?;
        }
    }
    writeln!(out, "data:")?;
    for row in 0..matrix.rows.len() {
        let values: Vec<String> = matrix.row(row).into_iter().map(number).collect();
        writeln!(out, " {}", values.join(" "))?;
    }
    Ok(())
}

/// A label stands between quotation marks, of which it can hold none.
fn labels(out: &mut dyn Write, head: &str, labels: &[String]) -> io::Result<()> {
    writeln!(out, "{head}")?;
    for label in labels {
        writeln!(
            out,
            "\"{}\"",
            label.replace('"', "'").replace(['\n', '\r'], " ")
        )?;
    }
    Ok(())
}
