//! docs/commands.md is the help of every command; this test keeps it so.
//!
//! After a change to a command: `UPDATE_DOCS=1 cargo test --test docs`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The page as the commands themselves tell it.
fn commands_page() -> String {
    let mut page = String::from(
        "# Commands\n\n\
         What `onrecord COMMAND --help` says, for every command. Made from the program itself by\n\
         `UPDATE_DOCS=1 cargo test --test docs`; do not edit by hand.\n",
    );
    let root = onrecord::cli::command();
    for command in root.get_subcommands() {
        if command.get_name() == "help" {
            continue;
        }
        let mut command = command
            .clone()
            .bin_name(format!("onrecord {}", command.get_name()))
            .term_width(96);
        let help = command.render_long_help().to_string();
        let _ = write!(
            page,
            "\n## onrecord {}\n\n```text\n{}\n```\n",
            command.get_name(),
            help.lines()
                .map(str::trim_end)
                .collect::<Vec<_>>()
                .join("\n")
                .trim()
        );
    }
    page
}

#[test]
fn every_command_is_documented() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    let page = commands_page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).expect("docs/ is writable");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/commands.md differs from the help; run UPDATE_DOCS=1 cargo test --test docs"
    );
}

#[test]
fn the_readme_links_every_page_of_docs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md is there");
    for entry in fs::read_dir(root.join("docs")).expect("docs/ is there") {
        let name = entry.expect("docs/ is readable").file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".md") {
            assert!(
                readme.contains(&format!("docs/{name}")),
                "README.md does not link docs/{name}"
            );
        }
    }
}
