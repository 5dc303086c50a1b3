//! The harness: a temporary folder in which the program runs, and articles built by hand.

// Each test program uses the part of the harness that it needs.
#![allow(dead_code)]

pub mod article;
pub mod site;

use onrecord::model::Extraction;
use onrecord::store::Store;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder of its own with the program in it.
pub struct Onrecord {
    folder: TempDir,
}

impl Onrecord {
    /// An empty folder.
    pub fn new() -> Onrecord {
        Onrecord {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    /// With these articles on record in `onrecord.db`.
    pub fn with(articles: impl IntoIterator<Item = Extraction>) -> Onrecord {
        let here = Onrecord::new();
        let mut store = here.store();
        for article in articles {
            store.add(&article).expect("the article is added");
        }
        here
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in the folder.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Onrecord {
        std::fs::write(self.path(name), content).expect("the file is written");
        self
    }

    /// The folder's database, open for writing.
    pub fn store(&self) -> Store {
        Store::open(&self.path("onrecord.db")).expect("the database opens")
    }

    /// Runs the program in the folder with arguments as one types them.
    pub fn run(&self, arguments: &str) -> Outcome {
        self.run_with_input(arguments, "")
    }

    /// The same, on a screen of so many columns.
    pub fn run_in(&self, columns: usize, arguments: &str) -> Outcome {
        let mut program = program(self.folder.path());
        program.env("COLUMNS", columns.to_string());
        run(program, arguments, "")
    }

    /// The same, with something on standard input.
    pub fn run_with_input(&self, arguments: &str, input: &str) -> Outcome {
        run(program(self.folder.path()), arguments, input)
    }
}

fn run(mut program: Command, arguments: &str, input: &str) -> Outcome {
    let mut child = program
        .args(words(arguments))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A program that does not read its input closes it early, which is its right.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("the output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("the messages are UTF-8"),
    }
}

/// The program, to be run in a folder, untouched by the tester's own environment.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command
        .current_dir(folder)
        .env_remove("ONRECORD_DB")
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS");
    command
}

/// Splits a command line at spaces outside quotation marks.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => word.get_or_insert_default().push(c),
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            (_, None) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// What a run gave.
#[derive(Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// It must have done what was asked.
    #[track_caller]
    pub fn done(self) -> Outcome {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }

    /// It must have failed, saying this.
    #[track_caller]
    pub fn failed(self, message: &str) -> Outcome {
        assert_eq!(self.code, Some(1), "{self:#?}");
        assert!(self.stderr.contains(message), "{self:#?}");
        self
    }

    /// It must have been used wrongly, and say this.
    #[track_caller]
    pub fn misused(self, message: &str) -> Outcome {
        assert_eq!(self.code, Some(2), "{self:#?}");
        assert!(self.stderr.contains(message), "{self:#?}");
        self
    }

    /// Its output as JSON.
    #[track_caller]
    pub fn json(self) -> serde_json::Value {
        let outcome = self.done();
        serde_json::from_str(&outcome.stdout).expect("the output is JSON")
    }
}
