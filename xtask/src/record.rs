//! Files of recorded runs: a row for each name. Each file generates a page.

use crate::layout::Layout;
use crate::tree;
use anyhow::{Context, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// A row of such a file.
pub trait Row: Serialize + DeserializeOwned {
    /// The files that recording writes, below the checkout: the data, and the page.
    const WRITTEN: [&'static str; 2];

    /// The command that records.
    const COMMAND: &'static str;
}

#[derive(Debug, PartialEq)]
pub struct Record<R>(BTreeMap<String, R>);

impl<R> Default for Record<R> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<R: Row> Record<R> {
    /// The recorded rows; none if there is no file yet.
    pub fn read(layout: &Layout) -> Result<Self> {
        let path = path::<R>(layout);
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).with_context(|| path.display().to_string()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(Self(toml::from_str(text)?))
    }

    pub fn get(&self, name: &str) -> Option<&R> {
        self.0.get(name)
    }

    pub fn rows(&self) -> impl Iterator<Item = (&str, &R)> {
        self.0.iter().map(|(name, row)| (name.as_str(), row))
    }

    #[cfg(test)]
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn put(&mut self, name: &str, row: R) {
        self.0.insert(name.to_owned(), row);
    }

    pub fn write(&self, layout: &Layout) -> Result<()> {
        tree::put(&path::<R>(layout), self.text()?)
    }

    fn text(&self) -> Result<String> {
        let rows = toml::to_string(&self.0)?;
        let (command, page) = (R::COMMAND, R::WRITTEN[1]);
        Ok(format!(
            "# Written by `{command}`; {page} is made from it.\n\n{rows}"
        ))
    }
}

fn path<R: Row>(layout: &Layout) -> PathBuf {
    layout.root().join(R::WRITTEN[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        passed: usize,
        counted: Option<[usize; 2]>,
    }

    impl Row for Sample {
        const WRITTEN: [&'static str; 2] = ["a/results.toml", "a/page.md"];
        const COMMAND: &'static str = "record";
    }

    #[test]
    fn what_is_written_is_read_again() {
        let directory = tempfile::tempdir().unwrap();
        let layout = Layout::at(directory.path().to_owned());
        fs::create_dir(directory.path().join("a")).unwrap();
        let mut record = Record::<Sample>::read(&layout).unwrap();
        assert_eq!(record.names().count(), 0);
        for (name, counted) in [("a", None), ("b+", Some([350, 372]))] {
            record.put(name, Sample { passed: 1, counted });
        }
        record.write(&layout).unwrap();
        assert_eq!(Record::read(&layout).unwrap(), record);
        assert!(Record::<Sample>::parse("[a]\npassed = 1\nmore = 2\n").is_err());
    }
}
