//! The object cache: the key of an object is a hash of its inputs.
//!
//! Two steps. The *unit key* is the compiler, the arguments and the source. Under
//! it lies the list of headers that this unit read. With the present contents of
//! those, and every present file that an `#include` of the same name could find
//! instead, it becomes the *object key*.

use crate::hash::Hash;
use crate::tree::Tree;
use anyhow::{Context, Result};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// In a header list: the unit tests whether files exist, so every file counts.
const EVERY_NAME: &str = "*";

pub struct Cache<'a> {
    folder: PathBuf,
    tree: &'a Tree,
    /// Every path of the tree by its last name.
    by_name: HashMap<&'a str, Vec<&'a str>>,
    all_names: Hash,
}

impl<'a> Cache<'a> {
    pub fn new(folder: PathBuf, tree: &'a Tree) -> Self {
        let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
        for path in tree.paths() {
            by_name.entry(last_name(path)).or_default().push(path);
        }
        let all_names = Hash::of_parts(tree.paths().map(str::as_bytes));
        Self {
            folder,
            tree,
            by_name,
            all_names,
        }
    }

    /// The key of a unit: everything that is known before its headers are.
    pub fn unit(&self, compiler: Hash, flags: &[String], source: &str) -> Result<Hash> {
        let contents = self
            .tree
            .hash(source)
            .with_context(|| format!("there is no {source}"))?;
        let mut parts = vec![compiler.bytes(), source.as_bytes(), contents.bytes()];
        parts.extend(flags.iter().map(|flag| flag.as_bytes()));
        Ok(Hash::of_parts(parts))
    }

    /// The object of a unit, if it is cached and none of its inputs has changed.
    pub fn find(&self, unit: Hash) -> Option<PathBuf> {
        let list = fs::read_to_string(self.at(unit, "headers")).ok()?;
        let headers: Vec<&str> = list.lines().collect();
        let object = self.at(self.object(unit, &headers)?, "o");
        object.is_file().then_some(object)
    }

    /// Adds a finished object, with the headers that it read.
    pub fn keep(&self, unit: Hash, headers: &[String], object: &Path) -> Result<PathBuf> {
        let mut headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        headers.sort_unstable();
        headers.dedup();
        for header in &headers {
            let text = self.tree.read(header)?;
            if text.windows(13).any(|bytes| bytes == b"__has_include") {
                headers.push(EVERY_NAME);
                break;
            }
        }
        let key = self
            .object(unit, &headers)
            .context("a header that was read is not part of the merged tree")?;
        let kept = self.at(key, "o");
        let list = self.at(unit, "headers");
        for path in [&kept, &list] {
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        }
        fs::rename(object, &kept).with_context(|| format!("cannot write {}", kept.display()))?;
        let partial = list.with_extension("partial");
        fs::write(&partial, headers.join("\n"))?;
        fs::rename(&partial, &list)?;
        Ok(kept)
    }

    /// The key of an object; none if a header of the list is gone.
    fn object(&self, unit: Hash, headers: &[&str]) -> Option<Hash> {
        let mut parts = vec![unit.bytes().to_vec()];
        for &header in headers {
            if header == EVERY_NAME {
                parts.push(self.all_names.bytes().to_vec());
                continue;
            }
            parts.push(header.as_bytes().to_vec());
            parts.push(self.tree.hash(header)?.bytes().to_vec());
            for path in self.by_name.get(last_name(header))? {
                parts.push(path.as_bytes().to_vec());
            }
        }
        Some(Hash::of_parts(parts.iter().map(Vec::as_slice)))
    }

    fn at(&self, key: Hash, extension: &str) -> PathBuf {
        let key = key.to_string();
        self.folder
            .join(&key[..2])
            .join(format!("{}.{extension}", &key[2..]))
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::default();
        for (path, text) in files {
            tree.bytes(*path, *text);
        }
        tree
    }

    /// Keeps an object made from `before` and says whether `after` still finds it.
    fn is_found(before: &[(&str, &str)], headers: &[&str], after: &[(&str, &str)]) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let compiler = Hash::of(b"compiler");
        let at = |files: &[(&str, &str)], object: Option<&Path>| {
            let tree = tree(files);
            let cache = Cache::new(folder.path().join("cache"), &tree);
            let unit = cache.unit(compiler, &["-O2".into()], "a.c").unwrap();
            if let Some(object) = object {
                let headers: Vec<String> = headers.iter().map(|&name| name.into()).collect();
                cache.keep(unit, &headers, object).unwrap();
            }
            cache.find(unit).is_some()
        };
        let object = folder.path().join("a.o");
        fs::write(&object, "object").unwrap();
        assert!(at(before, Some(&object)));
        at(after, None)
    }

    const BEFORE: [(&str, &str); 3] = [("a.c", "a"), ("inc/x.h", "x"), ("inc/y.h", "y")];

    #[test]
    fn an_object_is_found_while_all_that_it_read_is_the_same() {
        assert!(is_found(&BEFORE, &["inc/x.h"], &BEFORE));
        let y_changed = [("a.c", "a"), ("inc/x.h", "x"), ("inc/y.h", "Y")];
        assert!(is_found(&BEFORE, &["inc/x.h"], &y_changed));
    }

    #[test]
    fn a_change_of_source_or_header_loses_it() {
        assert!(!is_found(
            &BEFORE,
            &["inc/x.h"],
            &[("a.c", "A"), ("inc/x.h", "x")]
        ));
        assert!(!is_found(
            &BEFORE,
            &["inc/x.h"],
            &[("a.c", "a"), ("inc/x.h", "X")]
        ));
        assert!(!is_found(
            &BEFORE,
            &["inc/x.h"],
            &[("a.c", "a"), ("inc/y.h", "y")]
        ));
    }

    #[test]
    fn a_new_header_that_could_shadow_one_loses_it_and_another_does_not() {
        let shadow = [
            ("a.c", "a"),
            ("inc/x.h", "x"),
            ("inc/y.h", "y"),
            ("first/x.h", "x"),
        ];
        assert!(!is_found(&BEFORE, &["inc/x.h"], &shadow));
        let other = [
            ("a.c", "a"),
            ("inc/x.h", "x"),
            ("inc/y.h", "y"),
            ("first/z.h", "x"),
        ];
        assert!(is_found(&BEFORE, &["inc/x.h"], &other));
    }

    #[test]
    fn a_unit_that_asks_for_files_is_lost_with_any_new_one() {
        let before = [("a.c", "a"), ("inc/x.h", "#if __has_include(<z.h>)")];
        let after = [
            ("a.c", "a"),
            ("inc/x.h", "#if __has_include(<z.h>)"),
            ("inc/z.h", ""),
        ];
        assert!(!is_found(&before, &["inc/x.h"], &after));
    }

    #[test]
    fn flags_and_compiler_are_part_of_the_key() {
        let tree = tree(&BEFORE);
        let cache = Cache::new(PathBuf::new(), &tree);
        let (one, two) = (Hash::of(b"1"), Hash::of(b"2"));
        let unit = cache.unit(one, &["-O2".into()], "a.c").unwrap();
        assert_ne!(unit, cache.unit(two, &["-O2".into()], "a.c").unwrap());
        assert_ne!(unit, cache.unit(one, &["-O1".into()], "a.c").unwrap());
    }
}
