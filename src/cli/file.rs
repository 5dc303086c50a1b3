//! Files that are there wholly or not at all.

use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes a file in place of the one that may be there. When that fails, the old one stays.
///
/// A link stays a link to its file; what is no regular file, such as a device, is written to
/// as it is.
pub fn write_whole(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        return fs::write(&target, content).with_context(failed);
    }
    let part = beside(&target);
    fs::write(&part, content)
        .and_then(|()| fs::rename(&part, &target))
        .inspect_err(|_| {
            // What was begun is of no use; that it is gone matters less than why it failed.
            let _ = fs::remove_file(&part);
        })
        .with_context(failed)
}

/// A name in the same folder, so that renaming is no copying.
fn beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    target.with_file_name(name)
}
