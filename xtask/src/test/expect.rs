//! The inputs of a test program and its expected results: the optional `<case>.toml`
//! beside `<case>.c`.

use super::peer::Peer;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The program, where it is that of another case of the area: `<case>.c`.
    pub program: Option<String>,
    /// `argv[1..]`.
    pub args: Vec<String>,
    /// The whole environment.
    pub env: BTreeMap<String, String>,
    pub stdin: String,
    /// Made in the fresh working directory; a name that ends in `/` is a directory.
    pub files: BTreeMap<String, String>,
    /// Symbolic links: name and target, made after the files.
    pub links: BTreeMap<String, String>,
    /// The name of a copy of the program in the working directory, for programs that execute
    /// themselves.
    pub itself: Option<String>,
    /// Files with exactly this text when the program has ended.
    pub leaves: BTreeMap<String, String>,
    /// In place of the working directory as `/` (only on WASI).
    pub preopens: Option<Vec<Preopen>>,
    pub exit: Option<i32>,
    /// The client of a listening socket that the program gets, as the descriptor after
    /// the directories (only on WASI).
    pub client: Option<Client>,
    /// A peer that the program connects to: its port is one more argument.
    pub peer: Option<Peer>,
    /// The exact text; nothing unless given.
    pub stdout: Option<String>,
    /// A part of the text; nothing may be printed unless given.
    pub stderr: Option<String>,
    /// A part of the message of the trap that must end the program. Natively
    /// it must be killed by a signal instead.
    pub trap: Option<String>,
    /// The reason why the program cannot run natively.
    pub native: Option<String>,
    /// The reason why it is expected to fail on WASI.
    pub fail: Option<String>,
    /// Further compiler arguments.
    pub flags: Vec<String>,
    /// Further arguments of `wasi-cc` alone.
    pub wasi_flags: Vec<String>,
    /// The target on WASI, if that is not wasm32-wasip1.
    pub target: Option<String>,
    /// The module's use of exceptions.
    pub exceptions: Option<Exceptions>,
    /// Further arguments of `wasi-run`.
    pub wasi_run: Vec<String>,
    /// With `--processes`: a part of the message of the check that fails without, where that is
    /// not about `ENOSYS`; empty if none fails.
    pub refused: Option<String>,
    /// At most so many host calls, by import, or `total`, or `fuel`.
    pub max_calls: BTreeMap<String, u64>,
}

/// The `area.toml` of an area: it holds for all of its programs.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Area {
    pub target: Option<String>,
    pub wasi_run: Vec<String>,
}

impl Area {
    /// The name of the file.
    pub const FILE: &str = "area.toml";

    /// That of a directory.
    pub fn of(folder: &Path) -> Result<Self> {
        let file = folder.join(Self::FILE);
        if !file.is_file() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&file)?;
        toml::from_str(&text).with_context(|| file.display().to_string())
    }
}

/// The exception support that the module requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Exceptions {
    /// No exceptions: the module contains no trace of them.
    None,
    /// The standard encoding.
    Standard,
    /// The legacy encoding, which none of the engines here runs: the module is checked
    /// and not run.
    Legacy,
}

/// The bytes that a client sends before it closes its side, and those that it must
/// receive.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    pub says: String,
    pub hears: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preopen {
    pub host: String,
    pub guest: String,
}

impl Expect {
    /// The same without some of the arguments of `wasi-run`.
    pub fn without(&self, option: impl Fn(&str) -> bool) -> Self {
        let options = self.wasi_run.iter();
        Self {
            wasi_run: options.filter(|each| !option(each)).cloned().collect(),
            ..self.clone()
        }
    }

    /// The same with what its area has.
    pub fn within(self, area: Area) -> Self {
        let mut wasi_run = area.wasi_run;
        wasi_run.extend(self.wasi_run);
        Self {
            target: self.target.or(area.target),
            wasi_run,
            ..self
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        let expect: Self = toml::from_str(text)?;
        let reasons = [("native", &expect.native), ("fail", &expect.fail)];
        for (key, reason) in reasons {
            if let Some(reason) = reason {
                ensure!(!reason.trim().is_empty(), "`{key}` must say why");
            }
        }
        ensure!(
            expect.trap.is_none() || expect.exit.is_none(),
            "a trap has no exit status of its own: give `trap` or `exit`"
        );
        ensure!(
            expect.preopens.is_none() || expect.native.is_some(),
            "`preopens` exist only on WASI: `native` must say why the program cannot run on Linux"
        );
        ensure!(
            expect.client.is_none() || expect.native.is_some(),
            "sockets are given only on WASI: `native` must say why the program cannot run on Linux"
        );
        let preopens = expect
            .preopens
            .iter()
            .flatten()
            .map(|preopen| &preopen.host);
        for name in expect
            .files
            .keys()
            .chain(expect.links.keys())
            .chain(expect.leaves.keys())
            .chain(preopens)
        {
            let inside = Path::new(name)
                .components()
                .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            ensure!(
                inside && !name.is_empty(),
                "`{name}` leaves the working directory"
            );
        }
        Ok(expect)
    }

    /// Fills the fresh working directory.
    pub fn prepare(&self, folder: &Path) -> Result<()> {
        for (name, content) in &self.files {
            let path = folder.join(name);
            if name.ends_with('/') {
                ensure!(
                    content.is_empty(),
                    "the directory `{name}` cannot have content"
                );
                fs::create_dir_all(&path).with_context(|| format!("making {}", path.display()))?;
                continue;
            }
            make_parent(&path)?;
            fs::write(&path, content).with_context(|| format!("writing {}", path.display()))?;
        }
        for (name, target) in &self.links {
            let path = folder.join(name);
            make_parent(&path)?;
            std::os::unix::fs::symlink(target, &path)
                .with_context(|| format!("linking {}", path.display()))?;
        }
        for preopen in self.preopens.iter().flatten() {
            if !folder.join(&preopen.host).is_dir() {
                bail!("the preopen `{}` is not among the `files`", preopen.host);
            }
        }
        Ok(())
    }
}

impl Expect {
    /// The differences in the files that the program leaves, one line each.
    pub fn left(&self, folder: &Path) -> String {
        let mut wrong = String::new();
        for (name, content) in &self.leaves {
            match fs::read_to_string(folder.join(name)) {
                Ok(text) if text == *content => {}
                Ok(text) => wrong += &format!("{name} holds {text:?}, expected {content:?}\n"),
                Err(error) => wrong += &format!("{name}: {error}\n"),
            }
        }
        wrong
    }
}

fn make_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(parent) => {
            fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(Expect::parse("stdot = 'x'").is_err());
        assert!(Expect::parse("stdout = 'x'").is_ok());
    }

    #[test]
    fn an_area_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Area::of(folder.path()).unwrap().target.is_none());
        let file = folder.path().join(Area::FILE);
        fs::write(&file, "target = 'a'\nwasi_run = ['--one']").unwrap();
        let own = Expect::parse("wasi_run = ['--two']").unwrap();
        let expect = own.within(Area::of(folder.path()).unwrap());
        assert_eq!(expect.target.as_deref(), Some("a"));
        assert_eq!(expect.wasi_run, ["--one", "--two"]);
        let own = Expect::parse("target = 'b'").unwrap();
        let expect = own.within(Area::of(folder.path()).unwrap());
        assert_eq!(expect.target.as_deref(), Some("b"));
        fs::write(&file, "exit = 1").unwrap();
        assert!(Area::of(folder.path()).is_err());
    }

    #[test]
    fn reasons_are_not_empty() {
        assert!(Expect::parse("fail = ' '").is_err());
        assert!(Expect::parse("native = 'forks'").is_ok());
    }

    #[test]
    fn files_stay_inside() {
        assert!(Expect::parse("files = { '../x' = '' }").is_err());
        assert!(Expect::parse("files = { '/x' = '' }").is_err());
        let expect =
            Expect::parse("files = { 'd/x' = '1', 'e/' = '' }\nlinks = { 'l' = 'd' }").unwrap();
        let folder = tempfile::tempdir().unwrap();
        expect.prepare(folder.path()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("l/x")).unwrap(), "1");
        assert!(folder.path().join("e").is_dir());
    }

    #[test]
    fn what_a_program_leaves_is_compared() {
        let expect = Expect::parse("leaves = { f = '1' }").unwrap();
        let folder = tempfile::tempdir().unwrap();
        assert!(expect.left(folder.path()).starts_with("f: "));
        fs::write(folder.path().join("f"), "2").unwrap();
        assert!(expect.left(folder.path()).contains("holds \"2\""));
        fs::write(folder.path().join("f"), "1").unwrap();
        assert_eq!(expect.left(folder.path()), "");
    }
}
