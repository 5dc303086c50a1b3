//! Watches the invariants of ARCHITECTURE.md that can be read off the source.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of a file, without comments, up to its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file is UTF-8");
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn violations(allowed: &[&str], words: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for path in sources(&root) {
        let name = path
            .strip_prefix(&root)
            .expect("found under src")
            .to_string_lossy()
            .into_owned();
        if allowed.iter().any(|place| name.starts_with(place)) {
            continue;
        }
        let code = code(&path);
        for word in words {
            if code.contains(word) {
                found.push(format!("{name}: {word}"));
            }
        }
    }
    found
}

#[test]
fn only_the_store_names_rusqlite() {
    assert_eq!(violations(&["store/"], &["rusqlite"]), [] as [&str; 0]);
}

#[test]
fn only_export_names_graphviz_rust() {
    assert_eq!(
        violations(&["export/"], &["graphviz_rust"]),
        [] as [&str; 0]
    );
}

#[test]
fn only_the_command_line_prints() {
    let words = ["println!", "eprintln!", "print!(", "eprint!(", "dbg!"];
    assert_eq!(violations(&["cli/"], &words), [] as [&str; 0]);
}

#[test]
fn extraction_does_no_io_and_reads_no_clock() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let words = [
        "std::fs",
        "std::io",
        "std::net",
        "std::time",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant",
        "Zoned::now",
        "Timestamp::now",
        "rand::",
    ];
    for folder in ["text", "attribute", "resolve", "lexicon", "model"] {
        for path in sources(&root.join(folder)) {
            let code = code(&path);
            for word in words {
                assert!(!code.contains(word), "{}: {word}", path.display());
            }
        }
    }
}

#[test]
fn imports_point_to_the_left() {
    // What each part may not know: everything to its right.
    let chains: [&[&str]; 2] = [
        &[
            "model",
            "lexicon",
            "source",
            "text",
            "article",
            "attribute",
            "resolve",
            "pipeline",
        ],
        &[
            "model", "store", "query", "graph", "network", "export", "cli",
        ],
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for chain in chains {
        for (at, part) in chain.iter().enumerate() {
            let files = match root.join(part).is_dir() {
                true => sources(&root.join(part)),
                false => vec![root.join(format!("{part}.rs"))],
            };
            for path in files {
                let code = code(&path);
                for right in &chain[at + 1..] {
                    let import = format!("crate::{right}::");
                    assert!(
                        !code.contains(&import),
                        "{} imports {right}",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn only_the_sums_of_bytes_are_unsafe() {
    let place = ["attribute/encoder/simd.rs"];
    let words = ["unsafe {", "unsafe fn", "unsafe impl", "allow(unsafe_code)"];
    assert_eq!(violations(&place, &words), [] as [&str; 0]);
}
