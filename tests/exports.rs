//! exports/ is what the program makes of its samples; this test keeps it so.
//!
//! After a change that the files should follow: `UPDATE_EXPORTS=1 cargo test --test exports`.

mod support;

use std::fs;
use std::path::Path;
use support::Onrecord;

/// The files and commands of exports/README.md.
fn listed(readme: &str) -> Vec<(String, String)> {
    readme
        .lines()
        .filter_map(|line| {
            let (file, command) = line.strip_prefix("| [")?.split_once("](")?;
            let command = command.split('`').nth(1)?.strip_prefix("onrecord ")?;
            Some((file.to_owned(), command.to_owned()))
        })
        .collect()
}

#[test]
fn the_exports_are_what_the_samples_give() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exports");
    let readme = fs::read_to_string(folder.join("README.md")).expect("exports/README.md");
    let listed = listed(&readme);
    assert!(listed.len() >= 6, "{listed:?}");
    let here = Onrecord::new();
    here.run("demo .").done();
    let mut differing = Vec::new();
    for (file, command) in &listed {
        here.run(&format!("{command} -o new-{file}")).done();
        let made = fs::read_to_string(here.path(&format!("new-{file}"))).expect("it was written");
        let kept = folder.join(file);
        if std::env::var_os("UPDATE_EXPORTS").is_some() {
            fs::write(&kept, &made).expect("exports/ is writable");
        }
        if fs::read_to_string(&kept).unwrap_or_default() != made {
            differing.push(file);
        }
    }
    assert!(
        differing.is_empty(),
        "these differ from what the samples give: {differing:?}; \
         look at them after UPDATE_EXPORTS=1 cargo test --test exports"
    );
    for entry in fs::read_dir(&folder).expect("exports/ is readable") {
        let name = entry.expect("exports/ is readable").file_name();
        let name = name.to_string_lossy();
        let known = name == "README.md" || listed.iter().any(|(file, _)| *file == name);
        assert!(known, "exports/README.md does not list {name}");
    }
}
