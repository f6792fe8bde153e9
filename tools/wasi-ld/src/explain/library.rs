//! Finds the library that defines a symbol, among those that the link could have used.

use object::read::archive::ArchiveFile;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A library that defines a missing symbol.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Library {
    archive: PathBuf,
}

impl Library {
    /// The advice.
    pub fn advice(&self) -> String {
        let name = self
            .archive
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let option = name
            .strip_prefix("lib")
            .and_then(|name| name.strip_suffix(".a"))
            .map_or_else(|| name.to_string(), |name| format!("-l{name}"));
        format!(
            "{} defines it: add {option} to the command that links",
            self.archive.display()
        )
    }
}

/// The first letters of the archives of the C++ library. `wasi-c++` links them, and the
/// explanation of their symbols says so.
const CXX: &str = "libc++";

/// For each symbol the first library in `folders` whose index has it. A directory or a file
/// that cannot be read explains nothing.
pub fn defining(symbols: &[String], folders: &[PathBuf]) -> BTreeMap<String, Library> {
    let mut found = BTreeMap::new();
    if symbols.is_empty() {
        return found;
    }
    for archive in folders.iter().flat_map(|folder| archives_in(folder)) {
        let Ok(data) = fs::read(&archive) else {
            continue;
        };
        let Some(index) = index(&data) else { continue };
        for symbol in symbols {
            if index.contains(&symbol.as_bytes()) {
                found.entry(symbol.clone()).or_insert_with(|| Library {
                    archive: archive.clone(),
                });
            }
        }
    }
    found
}

fn archives_in(folder: &Path) -> Vec<PathBuf> {
    let mut archives: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "a"))
        .filter(|path| !is_cxx(path))
        .collect();
    archives.sort();
    archives
}

fn is_cxx(archive: &Path) -> bool {
    let name = archive.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(CXX.as_bytes())
}

/// The symbols that an archive says its members define.
fn index(data: &[u8]) -> Option<Vec<&[u8]>> {
    let archive = ArchiveFile::parse(data).ok()?;
    let symbols = archive.symbols().ok()??;
    symbols.map(|symbol| Some(symbol.ok()?.name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive with an index of one symbol, and no members that matter.
    fn archive(symbol: &str) -> Vec<u8> {
        let mut index = 1_u32.to_be_bytes().to_vec();
        index.extend(0_u32.to_be_bytes());
        index.extend(symbol.bytes());
        index.push(0);
        if index.len() % 2 == 1 {
            index.push(0);
        }
        let mut archive = b"!<arch>\n".to_vec();
        archive.extend(
            format!(
                "{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n",
                "/",
                0,
                0,
                0,
                0,
                index.len()
            )
            .bytes(),
        );
        archive.extend(index);
        archive
    }

    #[test]
    fn the_first_library_that_defines_a_symbol_is_named() {
        let folder = tempfile::tempdir().expect("a directory");
        let write = |name: &str, symbol| {
            fs::write(folder.path().join(name), archive(symbol)).expect("a file");
        };
        write("liba.a", "other");
        write("libword.a", "word");
        write("libz.a", "word");
        // wasi-c++ links it.
        write("libc++abi.a", "word");
        fs::write(folder.path().join("broken.a"), "no archive").expect("a file");
        let folders = [PathBuf::from("/nowhere"), folder.path().to_owned()];
        let found = defining(&["word".to_owned(), "none".to_owned()], &folders);
        assert_eq!(found.len(), 1);
        let advice = found["word"].advice();
        assert!(
            advice.ends_with("libword.a defines it: add -lword to the command that links"),
            "{advice}"
        );
    }
}
