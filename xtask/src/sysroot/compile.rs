//! Compiles the units that the cache lacks.
//!
//! Starting clang takes longer than compiling a typical file of musl, mostly for
//! relocations of its shared library. clang's frontend accepts several files in one
//! process, so files with the same arguments are compiled together. If such a batch
//! fails, each of its files is compiled separately through the driver. Then the error
//! shows a plain command, and a frontend that cannot batch still works.

use crate::hash::Hash;
use crate::progress::Progress;
use crate::sysroot::cache::Cache;
use anyhow::{Context, Result, bail, ensure};
use llvm::Llvm;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// One file to compile, relative to the directory that the compiler runs in.
#[derive(Clone, Debug)]
pub struct Unit {
    pub source: String,
    pub flags: Vec<String>,
}

pub struct Compiler<'a> {
    pub llvm: &'a Llvm,
    /// A command to put in front of the compiler, such as ccache.
    pub launcher: Vec<String>,
    /// Where the compiler runs: the root of the sources.
    pub folder: PathBuf,
    pub jobs: usize,
    /// The language of the files, for messages.
    pub language: &'static str,
    /// Whether files may share a process. Debug information names its main file on
    /// the command line, so that it needs a process each.
    pub may_batch: bool,
}

pub struct Compiled {
    /// The objects of all units, in their order.
    pub objects: Vec<PathBuf>,
    /// The sources that the cache had no object of.
    pub fresh: Vec<String>,
}

/// The most files in one process: few enough that the work spreads over the jobs.
const BATCH: usize = 32;

/// An empty file that each unit includes first: it marks the beginning of the next unit's
/// list of headers.
pub const UNIT_MARK: &str = "obj/unit.h";

impl Compiler<'_> {
    /// The inputs that determine an object.
    pub fn identity(&self) -> Result<Hash> {
        let binary = self.llvm.clang().canonicalize()?;
        let data = binary.metadata()?;
        let stamp = format!("{} {} {}", data.size(), data.mtime(), data.mtime_nsec());
        let path = binary.to_string_lossy();
        let version = self.llvm.version_text()?;
        Ok(Hash::of_parts(
            [&*version, &path, &stamp].map(str::as_bytes),
        ))
    }

    /// Compiles the units that the cache lacks.
    pub fn compile(
        &self,
        units: &[Unit],
        cache: &Cache<'_>,
        progress: &mut Progress,
    ) -> Result<Compiled> {
        let identity = self.identity()?;
        let mut keys = Vec::with_capacity(units.len());
        let mut objects = Vec::with_capacity(units.len());
        for unit in units {
            let key = cache.unit(identity, &unit.flags, &unit.source)?;
            objects.push(cache.find(key));
            keys.push(key);
        }
        let missing: Vec<usize> = (0..units.len())
            .filter(|&at| objects[at].is_none())
            .collect();
        if !missing.is_empty() {
            progress.say(&format!(
                "compiling {} of {} {} files",
                missing.len(),
                units.len(),
                self.language
            ));
        }
        let work = Work {
            compiler: self,
            cache,
            units,
            keys: &keys,
            frontend: self.frontends(units, &missing)?,
            queue: Mutex::new(self.batches(units, &missing)),
            state: Mutex::new(State {
                progress,
                objects: &mut objects,
                done: 0,
                all: missing.len(),
                error: None,
            }),
        };
        std::thread::scope(|scope| {
            for _ in 0..self.jobs {
                scope.spawn(|| work.run());
            }
        });
        let state = work.state.into_inner().expect("no worker panics");
        state.progress.close();
        if let Some(error) = state.error {
            return Err(error);
        }
        let fresh = missing.iter().map(|&at| units[at].source.clone()).collect();
        let objects = objects
            .into_iter()
            .map(|object| object.context("a unit was left out"));
        Ok(Compiled {
            objects: objects.collect::<Result<_>>()?,
            fresh,
        })
    }

    /// The missing units in groups of equal flags, in their order.
    fn batches(&self, units: &[Unit], missing: &[usize]) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        for &at in missing {
            groups.entry(&units[at].flags).or_default().push(at);
        }
        let size = if self.batches_allowed() {
            missing.len().div_ceil(self.jobs * 2).clamp(1, BATCH)
        } else {
            1
        };
        let mut batches: Vec<Vec<usize>> = groups
            .values()
            .flat_map(|group| group.chunks(size))
            .map(<[usize]>::to_vec)
            .collect();
        // The queue is taken from its end.
        batches.sort_by_key(|batch| std::cmp::Reverse(batch[0]));
        batches
    }

    fn batches_allowed(&self) -> bool {
        self.may_batch && self.launcher.is_empty()
    }

    /// The frontend's command for each set of flags, as the driver words it.
    fn frontends(
        &self,
        units: &[Unit],
        missing: &[usize],
    ) -> Result<BTreeMap<Vec<String>, Vec<OsString>>> {
        let mut commands = BTreeMap::new();
        if !self.batches_allowed() {
            return Ok(commands);
        }
        for &at in missing {
            let flags = &units[at].flags;
            if !commands.contains_key(flags) && units[at].source.ends_with(".c") {
                commands.insert(flags.clone(), self.frontend(flags, &units[at].source)?);
            }
        }
        Ok(commands)
    }

    fn frontend(&self, flags: &[String], source: &str) -> Result<Vec<OsString>> {
        let output = Command::new(self.llvm.clang())
            .current_dir(&self.folder)
            .args(flags)
            .args(["-###", "-c", source, "-o", "unit-to-compile.o"])
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot run {}", self.llvm.clang().display()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.success(),
            "clang does not understand flags.toml: {}",
            said.trim()
        );
        let jobs: Vec<&str> = said
            .lines()
            .filter(|line| line.starts_with(" \""))
            .collect();
        ensure!(
            jobs.len() == 1,
            "clang -### plans {} jobs for one file:\n{said}",
            jobs.len()
        );
        let mut words = unquote(jobs[0]).into_iter();
        let mut command = Vec::new();
        while let Some(word) = words.next() {
            match word.as_str() {
                // These belong to one file.
                "-o" | "-main-file-name" | "-dumpdir" => {
                    words.next();
                }
                word if word == source => {}
                _ => command.push(OsString::from(word)),
            }
        }
        Ok(command)
    }
}

struct Work<'a> {
    compiler: &'a Compiler<'a>,
    cache: &'a Cache<'a>,
    units: &'a [Unit],
    keys: &'a [Hash],
    frontend: BTreeMap<Vec<String>, Vec<OsString>>,
    queue: Mutex<Vec<Vec<usize>>>,
    state: Mutex<State<'a>>,
}

struct State<'a> {
    progress: &'a mut Progress,
    objects: &'a mut Vec<Option<PathBuf>>,
    done: usize,
    all: usize,
    error: Option<anyhow::Error>,
}

impl Work<'_> {
    fn run(&self) {
        while let Some(batch) = self.next() {
            let result = match self.frontend.get(&self.units[batch[0]].flags) {
                Some(command) if batch.len() > 1 => self.together(command, &batch),
                _ => batch.iter().try_for_each(|&at| self.alone(at)),
            };
            if let Err(error) = result {
                let mut state = self.state.lock().expect("no worker panics");
                state.error.get_or_insert(error);
            }
        }
    }

    fn next(&self) -> Option<Vec<usize>> {
        if self.state.lock().expect("no worker panics").error.is_some() {
            return None;
        }
        self.queue.lock().expect("no worker panics").pop()
    }

    /// The path of an object before it goes into the cache.
    fn output(&self, at: usize) -> PathBuf {
        self.compiler
            .folder
            .join(&self.units[at].source)
            .with_extension("o")
    }

    fn together(&self, frontend: &[OsString], batch: &[usize]) -> Result<()> {
        let (c_files, others): (Vec<usize>, Vec<usize>) = batch
            .iter()
            .partition(|&&at| self.units[at].source.ends_with(".c"));
        others.iter().try_for_each(|&at| self.alone(at))?;
        let Some(&first) = c_files.first() else {
            return Ok(());
        };

        let folder = &self.compiler.folder;
        let list = self.output(first).with_extension("headers");
        let _ = fs::remove_file(&list);
        let mut command = Command::new(&frontend[0]);
        command
            .current_dir(folder)
            .stdin(Stdio::null())
            .args(&frontend[1..]);
        command
            .args([
                "-include",
                UNIT_MARK,
                "-sys-header-deps",
                "-header-include-file",
            ])
            .arg(&list);
        command.args(c_files.iter().map(|&at| &self.units[at].source));
        self.tell(&command);
        let output = command
            .output()
            .with_context(|| format!("cannot run {}", frontend[0].display()))?;
        let headers = fs::read_to_string(&list).unwrap_or_default();
        let _ = fs::remove_file(&list);

        let headers = split_headers(&headers);
        let is_whole = output.status.success()
            && headers.len() == c_files.len()
            && c_files.iter().all(|&at| self.output(at).is_file());
        if !is_whole {
            return c_files.iter().try_for_each(|&at| self.alone(at));
        }
        self.warn(&output.stderr);
        for (&at, headers) in c_files.iter().zip(&headers) {
            self.keep(at, headers)?;
        }
        Ok(())
    }

    fn alone(&self, at: usize) -> Result<()> {
        if self.state.lock().expect("no worker panics").error.is_some() {
            return Ok(());
        }
        let unit = &self.units[at];
        let object = self.output(at);
        let list = object.with_extension("d");
        let relative = Path::new(&unit.source).with_extension("o");
        let mut words: Vec<OsString> = self.compiler.launcher.iter().map(OsString::from).collect();
        words.push(self.compiler.llvm.clang().into());
        let mut command = Command::new(&words[0]);
        command
            .args(&words[1..])
            .current_dir(&self.compiler.folder)
            .stdin(Stdio::null());
        command
            .args(&unit.flags)
            .args(["-MD", "-MF"])
            .arg(relative.with_extension("d"));
        command.arg("-c").arg(&unit.source).arg("-o").arg(&relative);
        self.tell(&command);
        let output = command
            .output()
            .with_context(|| format!("cannot run {}", words[0].display()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            bail!(
                "cannot compile {} ({})\n  (cd {} && {})\n{}",
                unit.source,
                output.status,
                self.compiler.folder.display(),
                shown(&command),
                said.trim_end()
            );
        }
        self.warn(&output.stderr);
        let rule = fs::read_to_string(&list).with_context(|| format!("no {}", list.display()))?;
        fs::remove_file(&list)?;
        self.keep(at, &rule_headers(&rule, &unit.source))
    }

    fn keep(&self, at: usize, headers: &[String]) -> Result<()> {
        let kept = self.cache.keep(self.keys[at], headers, &self.output(at));
        let kept = kept.with_context(|| format!("in {}", self.units[at].source))?;
        let mut state = self.state.lock().expect("no worker panics");
        state.objects[at] = Some(kept);
        state.done += 1;
        let (done, all) = (state.done, state.all);
        state.progress.count(&self.units[at].source, done, all);
        Ok(())
    }

    fn tell(&self, command: &Command) {
        let mut state = self.state.lock().expect("no worker panics");
        if state.progress.verbose {
            state.progress.say(&shown(command));
        }
    }

    fn warn(&self, stderr: &[u8]) {
        let said = String::from_utf8_lossy(stderr);
        if !said.trim().is_empty() {
            self.state
                .lock()
                .expect("no worker panics")
                .progress
                .say(said.trim_end());
        }
    }
}

/// A command in the form to type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let quoted = words.map(|word| {
        let word = word.to_string_lossy();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=+./,:@%".contains(c);
        if !word.is_empty() && word.chars().all(is_plain) {
            word.into_owned()
        } else {
            format!("'{}'", word.replace('\'', r"'\''"))
        }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

/// The words of a line of `clang -###`.
fn unquote(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = line.chars();
    while chars.any(|c| c == '"') {
        let mut word = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => word.extend(chars.next()),
                c => word.push(c),
            }
        }
        words.push(word);
    }
    words
}

/// The lists of headers of the units of a batch, one after each mark.
fn split_headers(list: &str) -> Vec<Vec<String>> {
    let mut units: Vec<Vec<String>> = Vec::new();
    for line in list.lines() {
        let path = normal(line);
        if path == UNIT_MARK {
            units.push(Vec::new());
        } else if let Some(unit) = units.last_mut() {
            unit.push(path);
        }
    }
    units
}

/// The headers in a dependency rule of make.
fn rule_headers(rule: &str, source: &str) -> Vec<String> {
    let text = rule.replace("\\\n", " ");
    let prerequisites = text.split_once(": ").map_or("", |(_, rest)| rest);
    let paths = prerequisites.split_whitespace().map(normal);
    paths.filter(|path| path != source).collect()
}

/// A path without `.` and `..`.
fn normal(path: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "." => {}
            ".." if names.last().is_some_and(|&last| last != "..") => {
                names.pop();
            }
            _ => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_s_line_is_taken_apart() {
        let line = r#" "/usr/bin/clang" "-cc1" "-D" "A=\"b c\"" "x.c""#;
        assert_eq!(
            unquote(line),
            ["/usr/bin/clang", "-cc1", "-D", "A=\"b c\"", "x.c"]
        );
    }

    #[test]
    fn headers_are_told_apart_by_the_mark() {
        let list = "./obj/unit.h\nsrc/include/../../include/a.h\n./obj/unit.h\n./obj/unit.h\nb.h\n";
        assert_eq!(
            split_headers(list),
            [vec!["include/a.h".to_owned()], vec![], vec!["b.h".into()]]
        );
    }

    #[test]
    fn a_rule_gives_its_headers() {
        let rule = "src/a.o: src/a.c include/x.h \\\n  src/include/../../include/y.h\n";
        assert_eq!(
            rule_headers(rule, "src/a.c"),
            ["include/x.h", "include/y.h"]
        );
    }

    #[test]
    fn a_shown_command_can_be_typed() {
        let mut command = Command::new("cc");
        command.args(["-DA=\"it's\"", "a.c"]);
        assert_eq!(shown(&command), r#"cc '-DA="it'\''s"' a.c"#);
    }
}
