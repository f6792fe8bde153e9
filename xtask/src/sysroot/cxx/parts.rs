//! The lists of `libcxx/`: the files that are compiled, and their flags.

use crate::sysroot::target::{PLAIN, THREADS, Target};
use crate::tree;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The directory of our own sources.
pub const OURS: &str = "src";

/// One of the builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Variant {
    /// With exceptions.
    Eh,
    Noeh,
    /// With exceptions, for programs that start threads.
    Threads,
}

impl Variant {
    pub const ALL: [Self; 3] = [Self::Eh, Self::Noeh, Self::Threads];

    /// The target whose C library it is on.
    pub const fn target(self) -> Target {
        match self {
            Self::Eh | Self::Noeh => PLAIN,
            Self::Threads => THREADS,
        }
    }

    /// The directory of its archives, below that of the C library. wasi-cc knows it too.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Eh | Self::Threads => "",
            Self::Noeh => "noeh/",
        }
    }
}

/// `sources.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    part: Vec<Part>,
}

/// Files of one directory that go into one archive.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    folder: String,
    archive: String,
    compiled: Vec<String>,
    /// Only compiled with exceptions.
    #[serde(default)]
    eh: Vec<String>,
    /// Only compiled without.
    #[serde(default)]
    noeh: Vec<String>,
    /// Files that are not compiled, each with its reason.
    #[serde(default)]
    left_out: BTreeMap<String, String>,
}

impl Part {
    fn only(&self, variant: Variant) -> &[String] {
        match variant {
            Variant::Eh | Variant::Threads => &self.eh,
            Variant::Noeh => &self.noeh,
        }
    }
}

/// A file to compile.
pub struct File<'a> {
    folder: &'a str,
    pub name: String,
    pub archive: &'a str,
}

impl File<'_> {
    /// Its path in the tree of the sources.
    pub fn source(&self) -> String {
        format!("{}/{}", self.folder, self.name)
    }
}

impl Parts {
    pub fn load(ours: &Path) -> Result<Self> {
        load(&ours.join("sources.toml"))
    }

    /// The files of a build, in the order of the list.
    pub fn files(&self, variant: Variant) -> Vec<File<'_>> {
        let mut files = Vec::new();
        for part in &self.part {
            for name in part.compiled.iter().chain(part.only(variant)) {
                files.push(File {
                    folder: &part.folder,
                    name: name.clone(),
                    archive: &part.archive,
                });
            }
        }
        files
    }

    /// The files of upstream that a build with exceptions lacks because ours of the same name are
    /// compiled.
    pub fn replaced(&self) -> Vec<File<'_>> {
        let ours = self.part.iter().filter(|part| part.folder == OURS);
        let ours: BTreeSet<&String> = ours
            .flat_map(|part| part.compiled.iter().chain(&part.eh))
            .collect();
        let mut files = Vec::new();
        for part in self.part.iter().filter(|part| part.folder != OURS) {
            let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
            let replaced = part.left_out.keys().chain(&part.noeh);
            let replaced = replaced.filter(|name| ours.contains(&last(name)));
            files.extend(replaced.map(|name| File {
                folder: &part.folder,
                name: name.clone(),
                archive: &part.archive,
            }));
        }
        files
    }

    /// Fails if a directory's list and upstream's CMakeLists.txt name different files, or the
    /// list of our own files and their directory.
    pub fn check(&self, upstream: &Path, ours: &Path) -> Result<()> {
        let mut listed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for part in &self.part {
            let names = listed.entry(&part.folder).or_default();
            let left_out = part.left_out.keys();
            for name in (part.compiled.iter().chain(&part.eh))
                .chain(&part.noeh)
                .chain(left_out)
            {
                ensure!(
                    names.insert(name),
                    "libcxx/sources.toml: {}/{name} is listed twice",
                    part.folder
                );
            }
            for (name, reason) in &part.left_out {
                ensure!(
                    !reason.trim().is_empty(),
                    "libcxx/sources.toml: {name} is left out without a reason"
                );
            }
        }
        let mut wrong = Vec::new();
        for (folder, listed) in listed {
            let file = upstream.join(folder).join("CMakeLists.txt");
            let text = match folder {
                OURS => file_names(&ours.join(OURS))?,
                _ => fs::read_to_string(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?,
            };
            let theirs = named(&text);
            for name in theirs.difference(&listed) {
                wrong.push(format!(
                    "{folder}/{name} is new: compile it or leave it out"
                ));
            }
            for name in listed.difference(&theirs) {
                wrong.push(format!("{folder}/{name} does not exist"));
            }
        }
        if !wrong.is_empty() {
            bail!(
                "libcxx/sources.toml is not upstream's list:\n  {}",
                wrong.join("\n  ")
            );
        }
        Ok(())
    }
}

/// The names of the files in a directory, one on a line.
fn file_names(folder: &Path) -> Result<String> {
    let mut names = String::new();
    for (path, _) in tree::files_below(folder)? {
        names += &(path + "\n");
    }
    Ok(names)
}

/// The source files that a CMakeLists.txt names in its lists, one on a line.
fn named(text: &str) -> BTreeSet<&str> {
    let is_source = |name: &str| [".cpp", ".c", ".S"].iter().any(|end| name.ends_with(end));
    text.lines()
        .map(str::trim)
        .filter(|line| is_source(line) && !line.contains([' ', '#', '$', '"', '(']))
        .collect()
}

/// `flags.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flags {
    flags: Vec<String>,
    variant: BTreeMap<Variant, Vec<String>>,
    /// By the directory of the sources.
    source: BTreeMap<String, Vec<String>>,
    /// More for some files.
    #[serde(default)]
    file: BTreeMap<String, Vec<String>>,
}

impl Flags {
    pub fn load(ours: &Path) -> Result<Self> {
        load(&ours.join("flags.toml"))
    }

    /// Fails unless there are flags for each directory and each build, and for no other.
    pub fn check(&self, parts: &Parts) -> Result<()> {
        let folders: BTreeSet<&String> = parts.part.iter().map(|part| &part.folder).collect();
        ensure!(
            self.source.keys().collect::<BTreeSet<_>>() == folders,
            "libcxx/flags.toml has other directories than sources.toml"
        );
        let files = Variant::ALL.map(|variant| parts.files(variant));
        for name in self.file.keys() {
            ensure!(
                files.iter().flatten().any(|file| file.source() == *name),
                "libcxx/flags.toml: no file is called {name}"
            );
        }
        for variant in Variant::ALL {
            ensure!(
                self.variant.contains_key(&variant),
                "libcxx/flags.toml has no flags of {variant:?}"
            );
        }
        Ok(())
    }

    /// The flags that files of this file's directory have on every machine.
    pub fn of_folder(&self, file: &File<'_>) -> Vec<String> {
        self.source.get(file.folder).cloned().unwrap_or_default()
    }

    /// The arguments for a file, without its name and its output.
    pub fn of(&self, variant: Variant, file: &File<'_>, debug: bool) -> Vec<String> {
        // The build last: it may take back what the others say.
        let lists = [
            self.source.get(file.folder),
            self.file.get(&file.source()),
            self.variant.get(&variant),
        ];
        let more = lists.into_iter().flatten().flatten();
        let mut flags: Vec<String> = self.flags.iter().chain(more).cloned().collect();
        if debug {
            flags.push("-g".into());
        }
        // The objects must not contain the path of the tree.
        flags.push("-ffile-compilation-dir=/libcxx".into());
        // After libc++'s own headers, which include these by #include_next.
        let headers = format!("include/{}", variant.target().name);
        flags.extend(["-isystem".into(), headers]);
        flags
    }
}

fn load<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    toml::from_str(&text).with_context(|| format!("in {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = "[[part]]\nfolder = 'up'\narchive = 'a.a'\ncompiled = ['a.cpp']\n\
                           eh = ['b.cpp']\nnoeh = ['c.cpp']\n[part.left_out]\n'd.S' = 'why'\n";

    fn checked(cmake: &str, sources: &str) -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("up"))?;
        fs::write(folder.path().join("up/CMakeLists.txt"), cmake)?;
        toml::from_str::<Parts>(sources)?.check(folder.path(), folder.path())
    }

    #[test]
    fn the_lists_are_upstream_s() {
        let cmake = "set(A\n  a.cpp\n  b.cpp\n  a.h\n  )\nif (X)\n  c.cpp\n  d.S\n";
        checked(cmake, SOURCES).unwrap();

        let error = checked(&format!("{cmake}  e/f.cpp\n"), SOURCES).unwrap_err();
        assert!(error.to_string().contains("up/e/f.cpp is new"), "{error}");

        let error = checked("a.cpp\nb.cpp\nc.cpp\n", SOURCES).unwrap_err();
        assert!(
            error.to_string().contains("up/d.S does not exist"),
            "{error}"
        );

        let twice = SOURCES.replace("b.cpp", "a.cpp");
        let error = checked(cmake, &twice).unwrap_err();
        assert!(error.to_string().contains("listed twice"), "{error}");

        let error = checked(cmake, &SOURCES.replace("why", " ")).unwrap_err();
        assert!(error.to_string().contains("without a reason"), "{error}");
    }

    #[test]
    fn each_build_has_its_files() {
        let parts: Parts = toml::from_str(SOURCES).unwrap();
        let of = |variant| -> Vec<String> {
            let files = parts.files(variant);
            files.iter().map(File::source).collect()
        };
        assert_eq!(of(Variant::Eh), ["up/a.cpp", "up/b.cpp"]);
        assert_eq!(of(Variant::Noeh), ["up/a.cpp", "up/c.cpp"]);
    }

    #[test]
    fn a_file_of_ours_replaces_upstream_s_of_its_name() {
        let ours = "[[part]]\nfolder = 'src'\narchive = 'a.a'\ncompiled = ['e.cpp', 'x.cpp']\n";
        let parts: Parts = toml::from_str(&format!("{SOURCES}'e/e.cpp' = 'why'\n{ours}")).unwrap();
        let replaced: Vec<String> = parts.replaced().iter().map(File::source).collect();
        assert_eq!(replaced, ["up/e/e.cpp"]);

        // Ours with exceptions, upstream's without.
        let ours = ours.replace(
            "compiled = ['e.cpp', 'x.cpp']",
            "compiled = []\neh = ['c.cpp']",
        );
        let parts: Parts = toml::from_str(&format!("{SOURCES}{ours}")).unwrap();
        let replaced: Vec<String> = parts.replaced().iter().map(File::source).collect();
        assert_eq!(replaced, ["up/c.cpp"]);
    }

    #[test]
    fn flags_come_in_order() {
        let parts: Parts = toml::from_str(SOURCES).unwrap();
        let text = "flags = ['-O2']\n[variant]\neh = ['-x']\nnoeh = ['-y']\nthreads = ['-t']\n[source]\nup = ['-z']\n\
                    [file]\n'up/c.cpp' = ['-w']\n";
        let flags: Flags = toml::from_str(text).unwrap();
        flags.check(&parts).unwrap();
        let files = parts.files(Variant::Noeh);
        let of = flags.of(Variant::Noeh, &files[0], false);
        assert_eq!(of[..3], ["-O2", "-z", "-y"]);
        let of = flags.of(Variant::Noeh, &files[1], false);
        assert_eq!(of[..4], ["-O2", "-z", "-w", "-y"]);
        let less: Flags = toml::from_str(&text.replace("up =", "other =")).unwrap();
        assert!(less.check(&parts).is_err());
        let less: Flags = toml::from_str(&text.replace("noeh = ['-y']", "")).unwrap();
        assert!(less.check(&parts).is_err());
        let stray: Flags = toml::from_str(&text.replace("c.cpp", "x.cpp")).unwrap();
        assert!(stray.check(&parts).is_err());
    }
}
