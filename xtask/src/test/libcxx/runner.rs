//! Compiles and runs one test.

use super::directives::Directives;
use super::native::Native;
use super::state::Verdict;
use super::suite::{Case, INCLUDED, Kind};
use super::target::Target;
use crate::layout::Layout;
use crate::test::cache::{Cache, Key};
use crate::test::engine::{Failures, Known};
use crate::test::process;
use crate::test::programs;
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

/// The header that most tests include, beside the library's.
const COMMON: &str = "test_macros.h";

/// The database of time zones, which the tests of <chrono> read.
const ZONES: &str = "/usr/share/zoneinfo";

/// How a test is compiled and run: first with as little work as possible, and if it fails so,
/// as a user does.
#[derive(Clone, Copy)]
struct Way<'a> {
    /// The precompiled headers of the library.
    precompiled: Option<&'a Path>,
    /// Whether the compiler and the engine optimise.
    optimised: bool,
}

/// A test with what its text says.
struct Test<'a> {
    case: &'a Case,
    directives: &'a Directives,
    /// The flags that it adds.
    added: &'a [String],
    /// The files of ours that it links.
    supplied: Vec<&'a str>,
    takes_precompiled: bool,
}

pub struct Runner {
    pub layout: Layout,
    pub sysroot: Sysroot,
    pub cache: Cache,
    pub target: Target,
    pub known: Failures,
    /// The unpacked tarball.
    pub tests: PathBuf,
    pub timeout: Duration,
    pub jobs: usize,
    precompiled: OnceLock<PathBuf>,
    native: OnceLock<Result<Native, String>>,
}

impl Runner {
    pub fn new(
        layout: Layout,
        sysroot: Sysroot,
        cache: Cache,
        tests: PathBuf,
        timeout: Duration,
        jobs: usize,
    ) -> Result<Self> {
        let known = layout.tests().join("libcxx/known.toml");
        Ok(Self {
            target: Target::read(&layout)?,
            known: Failures::read_file(&known)?,
            layout,
            sysroot,
            cache,
            tests,
            timeout,
            jobs,
            precompiled: OnceLock::new(),
            native: OnceLock::new(),
        })
    }

    /// The directory of libc++'s headers.
    pub fn headers(&self) -> PathBuf {
        self.sysroot.root().join("include/c++/v1")
    }

    /// The hash of the library, the tests' flags and the tests.
    pub fn key(&self) -> Result<Key> {
        let mut key = Key::new("libcxx").with_tree(&self.headers())?;
        for archive in ["libc++.a", "libc++abi.a", "libc++experimental.a"] {
            key = key.with_file(&self.sysroot.lib().join(archive))?;
        }
        let seal = self.layout.work().join("cxx-tests.seal");
        key.with_all(&self.target.flags)
            .with_all(&self.target.features)
            .with_file(&seal)
    }

    /// Compiles the headers that all tests share.
    pub fn prepare(&self) -> Result<()> {
        let mut text = String::new();
        for entry in fs::read_dir(self.headers())? {
            let name = entry?.file_name().into_string();
            let public = |name: &&String| {
                !name.starts_with("__")
                    && !name.contains('.')
                    && self.headers().join(name).is_file()
            };
            if let Some(name) = name.ok().as_ref().filter(public) {
                text += &format!("#include <{name}>\n");
            }
        }
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        let text = lines.join("\n") + &format!("\n#include \"{COMMON}\"\n");
        let key = self
            .sysroot
            .cxx()
            .program_key(Path::new("precompiled"), &self.target.flags)
            .with(&text)
            .with_tree(&self.tests.join(INCLUDED[0]))?;
        let made = self.cache.get(key, |output| {
            let folder = tempfile::tempdir()?;
            let header = folder.path().join("all.h");
            fs::write(&header, &text)?;
            let mut command = self.compiler();
            command
                .args(["-O0", "-w", "-x", "c++-header"])
                .args(&self.target.flags)
                .arg("-fpch-instantiate-templates")
                // The sysroot's files may be replaced by equal ones.
                .args(["-Xclang", "-fno-pch-timestamp"])
                .arg(&header)
                .arg("-o")
                .arg(output);
            programs::build_within(&mut command, self.timeout * 10)
        })?;
        let _ = self.precompiled.set(made);
        Ok(())
    }

    fn compiler(&self) -> Command {
        let mut command = self.sysroot.cxx().command();
        for folder in INCLUDED {
            command.arg("-I").arg(self.tests.join(folder));
        }
        command
    }

    pub fn verdict(&self, case: &Case) -> Result<Verdict> {
        let text = fs::read(&case.source)
            .with_context(|| format!("cannot read {}", case.source.display()))?;
        let text = String::from_utf8_lossy(&text);
        let directives = Directives::parse(&text)?;
        if let Some(lacks) = self.target.lacks(&directives, &text)? {
            return Ok(Verdict::NotHere(lacks.to_owned()));
        }
        let known = match self.known.of(&case.name) {
            Some(Known::Skipped(reason)) => return Ok(Verdict::Known(reason)),
            Some(Known::Fails { reason, .. }) => Some(reason),
            None => None,
        };
        let mut added = self.added(&directives)?;
        if case.name.starts_with("libcxxabi/") {
            added.extend_from_slice(&self.target.libcxxabi);
        }
        let test = Test {
            case,
            directives: &directives,
            added: &added,
            supplied: self.target.supplied(&text),
            takes_precompiled: case.kind != Kind::Verify && takes_precompiled(&added, &text),
        };
        let failure = match self.fails(&test) {
            Ok(()) => None,
            Err(failure) => Some(format!("{failure:#}")),
        };
        if let Some(lacks) = failure.as_deref().and_then(|text| self.target.lacked(text)) {
            return Ok(Verdict::NotHere(lacks.to_owned()));
        }
        Ok(match (failure, known) {
            (None, None) => Verdict::Passed,
            (None, Some(reason)) => Verdict::Failed(format!(
                "passes, though it was expected to fail ({reason}): \
                 take it out of tests/libcxx/known.toml"
            )),
            (Some(_), Some(reason)) => Verdict::Known(reason),
            (Some(failure), None) => match self.fails_natively(&test)? {
                Some(why) => Verdict::FailsNatively(why),
                None => Verdict::Failed(failure),
            },
        })
    }

    fn fails(&self, test: &Test<'_>) -> Result<()> {
        let precompiled = self.precompiled.get().map(PathBuf::as_path);
        let precompiled = precompiled.filter(|_| test.takes_precompiled);
        let mut way = Way {
            precompiled,
            optimised: false,
        };
        let first = self.attempt(test, way);
        let Err(failure) = first else { return Ok(()) };
        let is_final = test.case.kind != Kind::Run && precompiled.is_none();
        if is_final || self.target.lacked(&format!("{failure:#}")).is_some() {
            return Err(failure);
        }
        way.precompiled = None;
        way.optimised = true;
        self.attempt(test, way)
    }

    /// The flags that the test's comments add.
    fn added(&self, directives: &Directives) -> Result<Vec<String>> {
        let source = self.tests.join("libcxx");
        let flags = directives.flags(&self.target.features);
        let flags = flags
            .iter()
            .map(|flag| flag.replace("%{libcxx-dir}", &source.to_string_lossy()));
        let flags: Vec<String> = flags.collect();
        let unknown = flags.iter().find(|flag| flag.contains("%{"));
        ensure!(unknown.is_none(), "the flag {unknown:?} is not known here");
        Ok(flags)
    }

    fn flags<'a>(&'a self, test: &Test<'a>) -> Vec<&'a String> {
        let verify = match test.case.kind {
            Kind::Verify => &self.target.verify[..],
            Kind::Run | Kind::Compile => &[],
        };
        let flags = self.target.flags.iter();
        flags.chain(verify).chain(test.added).collect()
    }

    /// The objects of ours that are linked into a test.
    fn supplied(&self, test: &Test<'_>) -> Result<Vec<PathBuf>> {
        let files = test.supplied.iter().map(|name| {
            let source = self.layout.tests().join("libcxx").join(name);
            let flags: Vec<String> = ["-c", "-O1"].map(String::from).into();
            let cxx = self.sysroot.cxx();
            let key = cxx.program_key(&source, &flags).with_file(&source)?;
            self.cache.get(key, |output| {
                let mut command = cxx.compile(&source, output, &flags);
                programs::build_within(&mut command, self.compiling())
            })
        });
        files.collect()
    }

    fn attempt(&self, test: &Test<'_>, way: Way<'_>) -> Result<()> {
        let case = test.case;
        let outside = tempfile::tempdir()?;
        let program = outside.path().join("program.wasm");
        let folder = outside.path().join("root");
        fill(&folder, case, test.directives)?;
        let mut command = self.compiler();
        command.arg(if way.optimised { "-O1" } else { "-O0" });
        command.args(self.flags(test));
        if let Some(precompiled) = way.precompiled {
            command.arg("-include-pch").arg(precompiled);
        }
        match case.kind {
            Kind::Run => command.args(self.supplied(test)?).arg("-o").arg(&program),
            Kind::Compile => command.arg("-fsyntax-only"),
            Kind::Verify => command.args(VERIFY),
        };
        command.arg(&case.source).current_dir(&folder);
        programs::build_within(&mut command, self.compiling())?;
        if case.kind != Kind::Run {
            return Ok(());
        }
        let mut command = self.sysroot.wasi_run();
        command.arg("--no-cache");
        if !way.optimised {
            command.arg("--quick");
        }
        if test.supplied.is_empty() {
            command.arg("--dir").arg(format!("{}::/", folder.display()));
            if Path::new(ZONES).is_dir() {
                command.arg("--dir-ro").arg(ZONES);
            }
        } else {
            // These make links to absolute paths, which takes access to all files.
            command.args(["--dir", "/", "--env"]);
            command.arg(format!("PWD={}", folder.display()));
        }
        command.arg(&program).current_dir(&folder);
        let finished = process::run(&mut command, "", self.running(way))?;
        let what = match (finished.timed_out, finished.status.code()) {
            (true, _) => "did not end in time".to_owned(),
            (false, Some(0)) => return Ok(()),
            (false, _) => finished.status.to_string(),
        };
        bail!("{}", programs::describe(&what, &command, &finished))
    }

    /// Compilers take longer than any program here.
    fn compiling(&self) -> Duration {
        self.timeout * 10
    }

    fn running(&self, way: Way<'_>) -> Duration {
        self.timeout * if way.optimised { 3 } else { 1 }
    }

    /// The last line of the native failure, if the test fails natively.
    fn fails_natively(&self, test: &Test<'_>) -> Result<Option<String>> {
        let case = test.case;
        let native = self.native.get_or_init(|| {
            let headers = self.headers();
            let built = Native::build(&self.layout, &self.cache, &headers, &self.tests, self.jobs);
            built.map_err(|error| format!("libc++ does not compile natively: {error:#}"))
        });
        let native = native.as_ref().map_err(|error| anyhow!("{error}"))?;
        let folder = tempfile::tempdir()?;
        let folder = folder.path().join("root");
        fill(&folder, case, test.directives)?;
        let mut flags: Vec<String> = self.flags(test).into_iter().cloned().collect();
        flags.push("-O0".into());
        if case.kind == Kind::Verify {
            flags.extend(VERIFY.map(String::from));
        }
        let times = (self.compiling(), self.timeout * 3);
        let failure = native.run(case, &flags, &folder, times).err();
        Ok(failure.map(|error| format!("{error:#}")))
    }
}

/// The options that compare a compiler's messages with a test's comments.
const VERIFY: [&str; 7] = [
    "-fsyntax-only",
    "-Wno-error",
    "-Xclang",
    "-verify",
    "-Xclang",
    "-verify-ignore-unexpected=note",
    "-ferror-limit=0",
];

/// Makes the directory that a program runs in, with the files that it reads.
fn fill(folder: &Path, case: &Case, directives: &Directives) -> Result<()> {
    fs::create_dir(folder)?;
    // std::filesystem::temp_directory_path() is this without TMPDIR.
    fs::create_dir(folder.join("tmp"))?;
    for name in &directives.files {
        let from = case.source.with_file_name(name);
        fs::copy(&from, folder.join(name))
            .with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(())
}

/// Whether the library's headers may come before the test: it changes none of them.
fn takes_precompiled(added: &[String], text: &str) -> bool {
    let is_warning = |flag: &String| flag.starts_with("-W");
    let first = text
        .lines()
        .map(str::trim_start)
        .filter_map(|line| line.strip_prefix('#'))
        .map(str::trim_start)
        .find(|line| {
            ["include", "define", "undef", "pragma"]
                .iter()
                .any(|word| line.starts_with(word))
        });
    added.iter().all(is_warning) && first.is_none_or(|line| line.starts_with("include"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_changes_headers_takes_none_precompiled() {
        let plain = "// x\n#include <a>\n#define A\n";
        assert!(takes_precompiled(&["-Wno-x".into()], plain));
        assert!(!takes_precompiled(&["-DX".into()], plain));
        assert!(!takes_precompiled(&[], "#define A\n#include <a>\n"));
        assert!(!takes_precompiled(&[], " # undef A\n#include <a>\n"));
        assert!(takes_precompiled(&[], "#if X\n#include <a>\n"));
        assert!(takes_precompiled(&[], "int x;\n"));
    }

    #[test]
    fn a_program_finds_its_files() {
        let outside = tempfile::tempdir().unwrap();
        let source = outside.path().join("a.pass.cpp");
        fs::write(outside.path().join("a.dat"), "1").unwrap();
        let case = Case {
            name: "std/a.pass.cpp".into(),
            kind: Kind::Run,
            source,
        };
        let root = outside.path().join("root");
        let directives = Directives::parse("// FILE_DEPENDENCIES: a.dat\n").unwrap();
        fill(&root, &case, &directives).unwrap();
        assert_eq!(fs::read_to_string(root.join("a.dat")).unwrap(), "1");
        let missing = Directives::parse("// FILE_DEPENDENCIES: b.dat\n").unwrap();
        let error = fill(&outside.path().join("two"), &case, &missing).unwrap_err();
        assert!(format!("{error:#}").contains("b.dat"), "{error:#}");
    }
}
