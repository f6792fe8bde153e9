//! The ledger of the overlay, `libc-top-half/overlay.toml`: every file of musl that is
//! not compiled as published, with the reason and the hash of musl's file. If a new
//! release of musl changes such a file, the build stops until a person has read the
//! change.

use crate::hash::{Hash, Memo};
use crate::sysroot::stage::{self, ARCH};
use crate::sysroot::target::Target;
use crate::tree;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

pub const FILE: &str = "libc-top-half/overlay.toml";

/// Its name in the directory of an overlay.
const LEDGER: &str = "overlay.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// The release of musl that the hashes are of.
    pub musl: String,
    #[serde(default)]
    replaced: Vec<Entry>,
    #[serde(default)]
    defined: Vec<Entry>,
    #[serde(default)]
    excluded: Vec<Entry>,
    /// In the ledger of one target: what it does not take from the common overlay.
    #[serde(default)]
    dropped: Vec<Dropped>,
}

/// Files of the common overlay that a target does without, for one reason. Where they replace
/// one of musl's, that is compiled as published.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    pub reason: String,
    pub files: Vec<String>,
}

/// Files of musl that are treated alike, for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub class: Class,
    pub reason: String,
    /// For `defined` only: macros, `name=value`.
    #[serde(default)]
    pub macros: Vec<String>,
    /// The hash of each of musl's files.
    pub sha256: BTreeMap<String, String>,
}

/// The reason why musl's file is not used.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    Wasi,
    Boundary,
    Machine,
    OneThread,
    WasiLibc,
    Behaviour,
    Size,
    Speed,
}

impl Class {
    pub const ALL: [Self; 8] = [
        Self::Wasi,
        Self::Boundary,
        Self::Machine,
        Self::OneThread,
        Self::WasiLibc,
        Self::Behaviour,
        Self::Size,
        Self::Speed,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::Wasi => "WASI cannot do it",
            Self::Boundary => "The syscall boundary",
            Self::Machine => "The machine is WebAssembly",
            Self::OneThread => "One thread",
            Self::WasiLibc => "The binary interface of wasi-libc",
            Self::Behaviour => "Behaviour",
            Self::Size => "Size",
            Self::Speed => "Speed",
        }
    }

    pub fn meaning(self) -> &'static str {
        match self {
            Self::Wasi => {
                "The host offers no second process, no network and no users, and few of the files \
                 that upstream expects."
            }
            Self::Boundary => {
                "Upstream uses a part of Linux other than typed system calls with numbers known at \
                 compile time: the auxiliary vector, `/proc`, the vDSO, kernel structures."
            }
            Self::Machine => "The file depends on the machine, as in each of musl's ports.",
            Self::OneThread => "The program has one thread, so no other thread ends a wait.",
            Self::WasiLibc => {
                "Objects compiled against wasi-libc expect these numbers, layouts or symbols."
            }
            Self::Behaviour => "Programs need features that upstream's file lacks.",
            Self::Size => {
                "Upstream's file works, but makes programs larger that do not need all \
                           of it."
            }
            Self::Speed => "Upstream's file works, but costs more host calls or instructions.",
        }
    }
}

/// The treatment of a file of musl.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Replaced,
    Defined,
    Excluded,
}

impl Change {
    /// The name of its entries in the ledger.
    fn key(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Defined => "defined",
            Self::Excluded => "excluded",
        }
    }
}

/// musl as published, and our files that replace some of it.
pub struct Survey {
    /// The release of musl.
    pub version: String,
    /// The hash of each of musl's files.
    pub upstream: BTreeMap<String, Hash>,
    /// The files of the overlay.
    pub ours: BTreeMap<String, PathBuf>,
    /// Files of musl, and their replacements.
    pub replaced: BTreeMap<String, String>,
}

impl Survey {
    pub fn of(musl: &Path, top_half: &Path, target: &Target, memo: &mut Memo) -> Result<Self> {
        let version = fs::read_to_string(musl.join("VERSION")).context("musl has no VERSION")?;
        let mut upstream = BTreeMap::new();
        for folder in stage::UPSTREAM {
            for (path, file) in tree::files_below(&musl.join(folder))? {
                upstream.insert(format!("{folder}/{path}"), memo.hash(&file)?);
            }
        }
        let mut ours = overlay(top_half)?;
        if let Some(name) = target.overlay {
            let own = top_half.join(name);
            let common = Ledger::read(top_half)?;
            for path in Ledger::read(&own)?.dropped_files() {
                ensure!(
                    ours.remove(path).is_some() || common.knows(path),
                    "the common overlay does nothing to {path}, which {name}/{LEDGER} drops"
                );
            }
            ours.extend(overlay(&own)?);
        }
        let replaced = ours
            .keys()
            .filter_map(|path| Some((answers_to(path, &upstream)?, path.clone())))
            .collect();
        Ok(Self {
            version: version.trim().to_owned(),
            upstream,
            ours,
            replaced,
        })
    }
}

/// The files of an overlay.
fn overlay(below: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut ours = BTreeMap::new();
    for folder in stage::OVERLAY {
        let from = below.join(folder);
        if from.is_dir() {
            let files = tree::files_below(&from)?;
            ours.extend(
                files
                    .into_iter()
                    .map(|(path, file)| (format!("{folder}/{path}"), file)),
            );
        }
    }
    Ok(ours)
}

impl Ledger {
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).with_context(|| format!("in {FILE}"))
    }

    /// The ledger of a target.
    pub fn load(top_half: &Path, target: &Target) -> Result<Self> {
        let common = Self::read(top_half)?;
        ensure!(
            common.dropped.is_empty(),
            "{FILE} is common to all targets, and cannot drop a file"
        );
        match target.overlay {
            None => Ok(common),
            Some(name) => Ok(Self::read(&top_half.join(name))?.on(common)),
        }
    }

    fn read(overlay: &Path) -> Result<Self> {
        let path = overlay.join(LEDGER);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text)
    }

    /// The entries of a target alone, without the common ledger.
    pub fn own(top_half: &Path, target: &Target) -> Result<Option<Self>> {
        let overlay = target.overlay.map(|name| top_half.join(name));
        overlay.map(|overlay| Self::read(&overlay)).transpose()
    }

    pub fn dropped(&self) -> &[Dropped] {
        &self.dropped
    }

    /// This ledger of one target, with what the target takes from the common one.
    fn on(mut self, common: Self) -> Self {
        let own: BTreeSet<String> = (self.entries())
            .flat_map(|(_, entry)| entry.sha256.keys().cloned())
            .chain(self.dropped_files().cloned())
            .collect();
        let rest = |entries: Vec<Entry>| {
            entries.into_iter().filter_map(|mut entry| {
                entry.sha256.retain(|path, _| !own.contains(path));
                (!entry.sha256.is_empty()).then_some(entry)
            })
        };
        self.replaced.extend(rest(common.replaced));
        self.defined.extend(rest(common.defined));
        self.excluded.extend(rest(common.excluded));
        self
    }

    fn knows(&self, path: &str) -> bool {
        self.entries()
            .any(|(_, entry)| entry.sha256.contains_key(path))
    }

    fn dropped_files(&self) -> impl Iterator<Item = &String> {
        self.dropped.iter().flat_map(|dropped| &dropped.files)
    }

    pub fn entries(&self) -> impl Iterator<Item = (Change, &Entry)> {
        let all = [
            (Change::Replaced, &self.replaced),
            (Change::Defined, &self.defined),
            (Change::Excluded, &self.excluded),
        ];
        all.into_iter()
            .flat_map(|(change, entries)| entries.iter().map(move |entry| (change, entry)))
    }

    /// The files of musl that are changed in a way.
    pub fn files(&self, change: Change) -> BTreeSet<String> {
        self.entries()
            .filter(|(of, _)| *of == change)
            .flat_map(|(_, entry)| entry.sha256.keys().cloned())
            .collect()
    }

    /// The compiler flags that the ledger gives to a file.
    pub fn flags(&self, file: &str) -> Vec<String> {
        self.defined
            .iter()
            .filter(|entry| entry.sha256.contains_key(file))
            .flat_map(|entry| entry.macros.iter().map(|one| format!("-D{one}")))
            .collect()
    }

    /// Fails, with a list of all errors, unless the ledger describes the tree exactly.
    pub fn check(&self, survey: &Survey) -> Result<()> {
        let mut wrong = Vec::new();
        let mut seen = BTreeSet::new();
        for (change, entry) in self.entries() {
            let first = entry.sha256.keys().next().map_or("", String::as_str);
            if entry.sha256.is_empty() {
                wrong.push(format!(
                    "[[{}]] names no file: {}",
                    change.key(),
                    entry.reason
                ));
            }
            if entry.reason.trim().is_empty() {
                wrong.push(format!("{first} has no reason"));
            }
            if (change == Change::Defined) == entry.macros.is_empty() {
                wrong.push(format!(
                    "{first}: [[defined]] has macros, and nothing else has"
                ));
            }
            for (path, recorded) in &entry.sha256 {
                if !seen.insert(path) {
                    wrong.push(format!("{path} is listed twice"));
                }
                wrong.extend(self.file(change, path, recorded, survey));
            }
        }
        for path in survey.replaced.keys() {
            if !seen.contains(path)
                && let Some(hash) = survey.upstream.get(path)
            {
                wrong.push(format!(
                    "{path} of musl is replaced, and the ledger gives no reason; add a \
                     [[replaced]] with its class, its reason, and \"{path}\" = \"{hash}\""
                ));
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        bail!("{FILE} does not match the tree:\n  {}", wrong.join("\n  "));
    }

    fn file(&self, change: Change, path: &str, recorded: &str, survey: &Survey) -> Option<String> {
        let (old, new) = (&self.musl, &survey.version);
        let Some(hash) = survey.upstream.get(path) else {
            return Some(if old == new {
                format!("musl has no {path}")
            } else {
                format!(
                    "musl {new} no longer has {path}; `git diff v{old} v{new} -- {path}` in a \
                     checkout of musl shows the change"
                )
            });
        };
        match (change, survey.replaced.contains_key(path)) {
            (Change::Replaced, false) => {
                return Some(format!("{path} is not replaced: no file of ours is there"));
            }
            (Change::Defined | Change::Excluded, true) => {
                return Some(format!(
                    "{path} is replaced by the overlay, and cannot be {} too",
                    change.key()
                ));
            }
            _ => {}
        }
        if recorded.is_empty() {
            return Some(format!(
                "{path} has no hash; `cargo xtask tidy --write` records it"
            ));
        }
        if *recorded == hash.to_string() {
            return None;
        }
        Some(if old == new {
            format!("{path}: that is not the hash of musl {new}'s file, which is {hash}")
        } else {
            format!(
                "{path} changed in musl {new}. Read `git diff v{old} v{new} -- {path}` in a \
                 checkout of musl, follow it where it matters here, then record {hash}"
            )
        })
    }

    /// Whether every hash is that of the file in `upstream`.
    fn holds(&self, upstream: &BTreeMap<String, Hash>) -> bool {
        self.entries()
            .flat_map(|(_, entry)| &entry.sha256)
            .all(|(path, recorded)| {
                upstream
                    .get(path)
                    .is_some_and(|hash| hash.to_string() == *recorded)
            })
    }
}

/// The text of a ledger, with empty hashes filled in, and with their release. People
/// write the reasons, and people check a hash that differs.
pub fn filled(text: &str, version: &str, upstream: &BTreeMap<String, Hash>) -> Result<String> {
    let ledger = Ledger::parse(text)?;
    let mut text = text.to_owned();
    for (_, entry) in ledger.entries() {
        for (path, recorded) in &entry.sha256 {
            if recorded.is_empty()
                && let Some(hash) = upstream.get(path)
            {
                let empty = format!("\"{path}\" = \"\"");
                ensure!(
                    text.contains(&empty),
                    "{FILE}: write the hash that is missing as {empty}"
                );
                text = text.replace(&empty, &format!("\"{path}\" = \"{hash}\""));
            }
        }
    }
    if Ledger::parse(&text)?.holds(upstream) {
        text = text.replacen(
            &format!("musl = \"{}\"", ledger.musl),
            &format!("musl = \"{version}\""),
            1,
        );
    }
    Ok(text)
}

/// The file of musl that a file of ours replaces: the one of the same path. A header of
/// the machine replaces the generic one. By musl's own rule, `src/a/wasm32/b.s` or `.c`
/// replaces the portable `src/a/b.c`.
pub fn answers_to(ours: &str, upstream: &BTreeMap<String, Hash>) -> Option<String> {
    let machine = ARCH.strip_prefix("arch/").unwrap_or(ARCH);
    let theirs = if let Some(rest) = ours.strip_prefix(&format!("{ARCH}/")) {
        format!("arch/generic/{rest}")
    } else if let [top @ .., folder, name] = &*ours.split('/').collect::<Vec<_>>()
        && *folder == machine
    {
        let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
        format!("{}/{stem}.c", top.join("/"))
    } else {
        ours.to_owned()
    };
    upstream.contains_key(&theirs).then_some(theirs)
}

/// How many of musl's files are compiled as published.
pub struct Figures {
    units: usize,
    replaced: usize,
    machine: usize,
    defined: usize,
    excluded: usize,
    headers: usize,
    replaced_headers: usize,
}

impl Figures {
    pub fn of(ledger: &Ledger, survey: &Survey) -> Self {
        let is_header = |path: &str| path.ends_with(".h");
        let units = |path: &&String| path.starts_with("src/") && stage::is_musl_unit(path);
        let (machine, replaced): (Vec<_>, Vec<_>) = survey
            .replaced
            .iter()
            .filter(|(theirs, _)| units(theirs))
            .partition(|(theirs, ours)| theirs != ours);
        let changed = |change| ledger.files(change).iter().filter(units).count();
        Self {
            units: survey.upstream.keys().filter(units).count(),
            replaced: replaced.len(),
            machine: machine.len(),
            defined: changed(Change::Defined),
            excluded: changed(Change::Excluded),
            headers: survey
                .upstream
                .keys()
                .filter(|path| is_header(path))
                .count(),
            replaced_headers: survey
                .replaced
                .keys()
                .filter(|path| is_header(path))
                .count(),
        }
    }

    fn published(&self) -> usize {
        self.units - self.replaced - self.machine - self.defined - self.excluded
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Of musl's {} C files, {} compile as published. {} are replaced, each for a stated \
             reason; {} more have a version for this machine, as in each of musl's ports; {} are \
             compiled with a macro of ours; {} are left out. {} of {} headers are \
             replaced. None is patched.",
            grouped(self.units),
            grouped(self.published()),
            self.replaced,
            self.machine,
            self.defined,
            self.excluded,
            self.replaced_headers,
            self.headers,
        )
    }
}

/// 1349 is 1,349.
fn grouped(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1000), number % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "musl = \"1.2.5\"\n\
        [[replaced]]\nclass = \"size\"\nreason = \"smaller\"\n[replaced.sha256]\n\
        \"src/a/one.c\" = \"\"\n\
        [[defined]]\nclass = \"wasi\"\nreason = \"no maps\"\nmacros = [\"munmap=__unmap\"]\n\
        [defined.sha256]\n\"src/a/two.c\" = \"\"\n";

    fn upstream(texts: &[(&str, &str)]) -> BTreeMap<String, Hash> {
        texts
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Hash::of(text.as_bytes())))
            .collect()
    }

    fn check(text: &str, version: &str, upstream: &BTreeMap<String, Hash>) -> String {
        let one = "src/a/one.c".to_owned();
        let survey = Survey {
            version: version.to_owned(),
            upstream: upstream.clone(),
            ours: BTreeMap::new(),
            replaced: BTreeMap::from([(one.clone(), one)]),
        };
        match Ledger::parse(text).unwrap().check(&survey) {
            Ok(()) => String::new(),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn hashes_are_filled_in_and_then_hold() {
        let musl = upstream(&[("src/a/one.c", "1"), ("src/a/two.c", "2")]);
        let error = check(TEXT, "1.2.5", &musl);
        assert!(error.contains("src/a/one.c has no hash"), "{error}");
        let text = filled(TEXT, "1.2.5", &musl).unwrap();
        assert_eq!(check(&text, "1.2.5", &musl), "");
        assert_eq!(filled(&text, "1.2.5", &musl).unwrap(), text);
        let dense = TEXT.replace("two.c\" = \"\"", "two.c\"=\"\"");
        assert!(filled(&dense, "1.2.5", &musl).is_err());
        let ledger = Ledger::parse(&text).unwrap();
        assert_eq!(ledger.flags("src/a/two.c"), ["-Dmunmap=__unmap"]);
        assert_eq!(ledger.flags("src/a/one.c"), [""; 0]);
    }

    #[test]
    fn a_change_upstream_names_the_diff_and_is_never_accepted_by_itself() {
        let musl = upstream(&[("src/a/one.c", "1"), ("src/a/two.c", "2")]);
        let text = filled(TEXT, "1.2.5", &musl).unwrap();
        let newer = upstream(&[("src/a/one.c", "1"), ("src/a/two.c", "new")]);
        let error = check(&text, "1.2.6", &newer);
        let diff = "`git diff v1.2.5 v1.2.6 -- src/a/two.c`";
        assert!(error.contains(diff), "{error}");
        assert!(!error.contains("one.c"), "{error}");
        assert_eq!(filled(&text, "1.2.6", &newer).unwrap(), text);

        // A person has read the change.
        let (old, new) = (musl["src/a/two.c"], newer["src/a/two.c"]);
        let read = text.replace(&old.to_string(), &new.to_string());
        assert_eq!(check(&read, "1.2.6", &newer), "");
        let recorded = filled(&read, "1.2.6", &newer).unwrap();
        assert!(recorded.starts_with("musl = \"1.2.6\"\n"), "{recorded}");
        // The same release has no other text.
        let error = check(&recorded, "1.2.6", &musl);
        assert!(error.contains("that is not the hash"), "{error}");

        let gone = upstream(&[("src/a/one.c", "1")]);
        let error = check(&text, "1.2.6", &gone);
        assert!(
            error.contains("musl 1.2.6 no longer has src/a/two.c"),
            "{error}"
        );
    }

    #[test]
    fn an_entry_has_a_reason_a_file_and_only_one_change() {
        let musl = upstream(&[("src/a/one.c", "1"), ("src/a/two.c", "2")]);
        let text = filled(TEXT, "1.2.5", &musl).unwrap();
        let error = check(&text.replace("smaller", " "), "1.2.5", &musl);
        assert!(error.contains("src/a/one.c has no reason"), "{error}");
        let error = check(&text.replace("[\"munmap=__unmap\"]", "[]"), "1.2.5", &musl);
        assert!(error.contains("src/a/two.c: [[defined]] has"), "{error}");
        let swapped = text.replace("src/a/one.c", "src/a/two.c");
        assert!(check(&swapped, "1.2.5", &musl).contains("is listed twice"));

        let moved = text.replace("defined", "replaced").replace("macros", "#");
        let error = check(&moved, "1.2.5", &musl);
        assert!(error.contains("src/a/two.c is not replaced"), "{error}");
        let (_, second) = text.split_once("[[defined]]").unwrap();
        let without = format!("musl = \"1.2.5\"\n[[defined]]{second}");
        let error = check(&without, "1.2.5", &musl);
        let asked = format!("\"src/a/one.c\" = \"{}\"", musl["src/a/one.c"]);
        assert!(error.contains(&asked), "{error}");
        let both = without.replace("src/a/two.c", "src/a/one.c");
        let error = check(&both, "1.2.5", &musl);
        assert!(error.contains("cannot be defined too"), "{error}");
    }

    #[test]
    fn files_answer_to_musl_s_by_its_own_rules() {
        let musl = upstream(&[
            ("arch/generic/bits/stat.h", ""),
            ("src/math/ceil.c", ""),
            ("src/math/i386/ceil.s", ""),
        ]);
        let theirs = |ours| answers_to(ours, &musl);
        assert_eq!(theirs("src/math/ceil.c").unwrap(), "src/math/ceil.c");
        assert_eq!(theirs("src/math/wasm32/ceil.c").unwrap(), "src/math/ceil.c");
        assert_eq!(theirs("src/math/wasm32/ceil.s").unwrap(), "src/math/ceil.c");
        assert_eq!(
            theirs("arch/wasm32/bits/stat.h").unwrap(),
            "arch/generic/bits/stat.h"
        );
        assert_eq!(theirs("arch/wasm32/bits/setjmp.h"), None);
        assert_eq!(theirs("src/math/wasm32/floor.c"), None);
        assert_eq!(theirs("src/math/floor.c"), None);
    }

    #[test]
    fn figures_are_told_in_thousands() {
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
