//! Files and folders as the person names them, to inputs in a fixed order.

use super::{Problem, SourceError};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Something to read a document from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// What the reader calls it: the path as it was given, `-` for standard input.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_string(),
            Input::File(path) => path.display().to_string(),
        }
    }
}

/// The inputs that paths name, and what is wrong with some of them.
///
/// A folder gives its files and those of its folders, sorted by name; what starts with a full
/// stop is left out there. Links are followed, but no folder is read twice. `-` is standard
/// input.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    let mut walk = Walk::default();
    for path in paths {
        if path.as_os_str() == "-" {
            walk.inputs.push(Input::Stdin);
        } else {
            walk.visit(path, true);
        }
    }
    (walk.inputs, walk.problems)
}

#[derive(Default)]
struct Walk {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
    folders: BTreeSet<PathBuf>,
}

impl Walk {
    fn visit(&mut self, path: &Path, named: bool) {
        if let Err(error) = self.try_visit(path, named) {
            self.problems.push(Problem {
                name: path.display().to_string(),
                error,
            });
        }
    }

    fn try_visit(&mut self, path: &Path, named: bool) -> Result<(), SourceError> {
        let kind = match fs::metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(match fs::read_link(path) {
                    Ok(target) => SourceError::BrokenLink(target.display().to_string()),
                    Err(_) => SourceError::Missing,
                });
            }
            Err(error) => return Err(error.into()),
        };
        if kind.is_dir() {
            if !self.folders.insert(fs::canonicalize(path)?) {
                return Err(SourceError::Loop);
            }
            let mut entries = fs::read_dir(path)?
                .map(|entry| entry.map(|entry| entry.file_name()))
                .collect::<Result<Vec<_>, _>>()?;
            entries.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
            entries.sort();
            for entry in entries {
                self.visit(&path.join(entry), false);
            }
        } else if kind.is_file() || named {
            // A pipe that the person names, `<(command)`, is read like a file.
            self.inputs.push(Input::File(path.to_path_buf()));
        } else {
            return Err(SourceError::Special);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inputs: &[Input], root: &Path) -> Vec<String> {
        let root = format!("{}/", root.display());
        inputs
            .iter()
            .map(|input| input.name().replace(&root, ""))
            .collect()
    }

    #[test]
    fn a_folder_gives_its_files_in_order_without_hidden_ones() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.txt", "sub/c.txt", ".hidden", ".git/config"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "words").unwrap();
        }
        let (inputs, problems) = inputs(&[root.path().to_path_buf()]);
        assert_eq!(names(&inputs, root.path()), ["a.txt", "b.txt", "sub/c.txt"]);
        assert!(problems.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_broken_link_and_a_loop_are_told_and_the_rest_goes_on() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("z.txt"), "words").unwrap();
        symlink("nowhere", root.path().join("broken.txt")).unwrap();
        symlink(".", root.path().join("again")).unwrap();
        let (inputs, problems) = inputs(&[root.path().to_path_buf()]);
        assert_eq!(names(&inputs, root.path()), ["z.txt"]);
        let told: Vec<String> = problems.iter().map(|one| one.error.to_string()).collect();
        assert_eq!(told[1], "is a broken link: nowhere does not exist");
        assert!(told[0].contains("is being read already"));
    }
}
