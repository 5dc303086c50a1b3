use std::path::PathBuf;

/// Why a database of Discourse Network Analyzer cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DnaError {
    /// The file cannot be opened or read as a database.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// It is no database of Discourse Network Analyzer.
    #[error("{} is no database of Discourse Network Analyzer", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Another version than 3 made the file.
    #[error("{} has the form of Discourse Network Analyzer {version}, and only that of version 3 can be read; save it from there", path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// The version that the file names.
        version: String,
    },
    /// A table is missing.
    #[error("{} lacks the table {table}: it is damaged or was made by another program", path.display())]
    MissingTable {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
    },
    /// A column is missing.
    #[error("{}: the table {table} lacks the column {column}; save the file from the newest Discourse Network Analyzer 3", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
    },
    /// The file says nothing of what its statements hold.
    #[error("{} has no statement type, and so no statements", path.display())]
    NoStatementType {
        /// The file.
        path: PathBuf,
    },
    /// What was imported breaks a rule that the form has.
    #[error("{}: the imported file breaks a rule of its own form and cannot go back: {reason}", path.display())]
    Malformed {
        /// The file to write.
        path: PathBuf,
        /// The rule.
        reason: String,
    },
    /// A row points to one that is not there.
    #[error("{}: statement {statement} names {what} {id}, which is not there", path.display())]
    Dangling {
        /// The file.
        path: PathBuf,
        /// The statement.
        statement: i64,
        /// What it names: `document`, `value`.
        what: &'static str,
        /// The number that is not there.
        id: i64,
    },
    /// A document's date is beyond the calendar.
    #[error("{}: document {document} has the date {seconds}, which is no second since 1970", path.display())]
    Date {
        /// The file.
        path: PathBuf,
        /// The document.
        document: i64,
        /// Its date as it stands.
        seconds: i64,
    },
    /// Several statement types have the variables asked for, or none has that name.
    #[error("{}: name one of the statement types with --statement-type: {}", path.display(), labels.join(", "))]
    StatementType {
        /// The file.
        path: PathBuf,
        /// All of them.
        labels: Vec<String>,
    },
    /// The file to write is there already.
    #[error("{} is there already: it was left as it is; name another file", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("cannot write {}: {reason}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What stands in the way.
        reason: String,
    },
    /// More than one file was imported.
    #[error("{} has {count} imported files, which cannot go back as one: import them into databases of their own", path.display())]
    SeveralFiles {
        /// The database.
        path: PathBuf,
        /// How many.
        count: usize,
    },
    /// A file of another name has the same coded statements.
    #[error(
        "{count} of the statements in {name} came with {other} before, so that networks would count them twice: nothing was imported. If it is {other} come back, import it with --instead-of {other}, and what is gone from it is rejected; if both are to count, with --beside"
    )]
    Twice {
        /// The file to import.
        name: String,
        /// The file that was imported before.
        other: String,
        /// How many statements both have.
        count: usize,
    },
    /// No file of that name was imported.
    #[error("no file {name} was imported into {}; {}", path.display(), imported(known))]
    NotImported {
        /// The database.
        path: PathBuf,
        /// The name.
        name: String,
        /// The names of those that were.
        known: Vec<String>,
    },
}

fn imported(known: &[String]) -> String {
    match known {
        [] => "there is none yet".to_owned(),
        known => format!("there are {}", known.join(", ")),
    }
}
