//! A file that is being linked, in a directory of its own beside its place.

use crate::module::Module;
use anyhow::{Context, Result};
use in_place::Beside;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that is being linked.
pub struct Output {
    /// Where it goes.
    place: PathBuf,
    made: Beside,
    /// An additional object, for a launcher.
    pub object: Option<PathBuf>,
}

/// The suffixes of temporary files of one link, after the output's name.
const WHY: &str = ".why";
const RESPONSE: &str = ".rsp";

impl Output {
    pub fn at(place: PathBuf, object: Option<PathBuf>) -> Result<Output> {
        Ok(Output {
            made: beside(&place)?,
            place,
            object,
        })
    }

    /// The file that wasm-ld writes.
    pub fn path(&self) -> PathBuf {
        self.made.path()
    }

    /// A response file for the time of the link.
    pub fn response(&self) -> PathBuf {
        self.file(RESPONSE)
    }

    /// wasm-ld's report on archives.
    pub fn why(&self) -> PathBuf {
        self.file(WHY)
    }

    fn file(&self, extension: &str) -> PathBuf {
        let mut file = self.path().into_os_string();
        file.push(extension);
        file.into()
    }

    pub fn name(&self) -> String {
        self.place.display().to_string()
    }

    pub fn read(&self) -> Result<Module> {
        let bytes = fs::read(self.path()).with_context(|| self.name())?;
        Module::parse(bytes).with_context(|| format!("{}: wasm-ld's output", self.name()))
    }

    pub fn write(&self, content: &[u8]) -> Result<()> {
        fs::write(self.path(), content).with_context(|| self.name())
    }

    /// Puts it in its place, and the files of `--save-temps` beside it.
    pub fn put(self) -> Result<()> {
        let name = || self.name();
        let made = self.path();
        for entry in fs::read_dir(in_place::directory_of(&made)).with_context(name)? {
            let file = entry.with_context(name)?.path();
            if file != made && file != self.file(WHY) && file != self.file(RESPONSE) {
                let kept = self
                    .place
                    .with_file_name(file.file_name().unwrap_or_default());
                fs::rename(&file, &kept).with_context(|| kept.display().to_string())?;
            }
        }
        let name = self.name();
        self.made.put().context(name)
    }
}

/// Prepares a file at `output`.
pub fn beside(output: &Path) -> Result<Beside> {
    Beside::of(output).with_context(|| format!("cannot write {}", output.display()))
}
