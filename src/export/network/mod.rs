//! Networks to files: one format a file.

mod csv;

pub use csv::{matrix_csv, window_csv, window_csv_head};
