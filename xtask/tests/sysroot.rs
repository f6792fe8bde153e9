//! `xtask sysroot` as a command, on copies of this checkout. These build all of musl and
//! the bottom half several times, so they run only on request:
//! `cargo test -p xtask --test sysroot -- --ignored --test-threads 1`.

use object::read::archive::ArchiveFile;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use toml::Table;

/// A copy of what is checked in, or would be, in a directory of its own.
struct Checkout {
    _folder: TempDir,
    root: PathBuf,
    has_cxx: bool,
}

/// The files of C++ that are compiled here. All of them would take most of the time.
const CXX: &[&str] = &["chrono.cpp", "cxa_exception.cpp", "string.cpp"];

impl Checkout {
    fn new(below: &str) -> Self {
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let folder = TempDir::new().unwrap();
        let root = folder.path().join(below);
        fs::create_dir_all(&root).unwrap();
        let list = Command::new("git")
            .current_dir(ours)
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .output()
            .unwrap();
        assert!(list.status.success());
        for name in String::from_utf8(list.stdout)
            .unwrap()
            .split_terminator('\0')
        {
            let (from, to) = (ours.join(name), root.join(name));
            if from.is_file() {
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::copy(from, to).unwrap();
            }
        }
        // The tarball is downloaded once, by the checkout itself.
        let downloads = root.join("target/wasi/downloads");
        fs::create_dir_all(&downloads).unwrap();
        for file in fs::read_dir(ours.join("target/wasi/downloads"))
            .into_iter()
            .flatten()
            .flatten()
        {
            if file.file_name().to_string_lossy().starts_with("musl-") {
                fs::copy(file.path(), downloads.join(file.file_name())).unwrap();
            }
        }
        Self {
            _folder: folder,
            root,
            has_cxx: false,
        }
    }

    /// The same, with a few files of the C++ library, and our own.
    fn with_cxx(below: &str) -> Self {
        let mut checkout = Self::new(below);
        checkout.has_cxx = true;
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let (from, to) = (ours.join("target/wasi"), checkout.root.join("target/wasi"));
        let folder = "cxx-upstream";
        for entry in walkdir::WalkDir::new(from.join(folder)) {
            let entry = entry.expect("run cargo xtask sysroot first, which unpacks LLVM's sources");
            let place = to.join(entry.path().strip_prefix(&from).unwrap());
            match entry.file_type().is_dir() {
                true => fs::create_dir_all(place).unwrap(),
                false => _ = fs::copy(entry.path(), place).unwrap(),
            }
        }
        let seal = format!("{folder}.seal");
        fs::copy(from.join(&seal), to.join(&seal)).unwrap();

        let libcxx = checkout.root.join("libcxx");
        edit(&libcxx.join("sources.toml"), |sources| {
            for part in sources["part"].as_array_mut().unwrap() {
                let part = part.as_table_mut().unwrap();
                if part["folder"].as_str() == Some("src") {
                    continue;
                }
                let mut left_out = Vec::new();
                for list in ["compiled", "eh", "noeh"] {
                    let Some(files) = part.get_mut(list) else {
                        continue;
                    };
                    files.as_array_mut().unwrap().retain(|file| {
                        let is_kept = CXX.contains(&file.as_str().unwrap());
                        if !is_kept {
                            left_out.push(file.as_str().unwrap().to_owned());
                        }
                        is_kept
                    });
                }
                let reasons = part
                    .entry("left_out")
                    .or_insert_with(|| Table::new().into());
                for file in left_out {
                    let reason = "not in this test";
                    (reasons.as_table_mut().unwrap()).insert(file, reason.into());
                }
            }
        });
        edit(&libcxx.join("flags.toml"), |flags| {
            let files = flags["file"].as_table_mut().unwrap();
            files.retain(|file, _| {
                let (folder, name) = file.rsplit_once('/').unwrap();
                folder == "src" || CXX.contains(&name)
            });
        });
        checkout
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .current_dir(&self.root)
            .env("CARGO_MANIFEST_DIR", self.root.join("xtask"));
        // The other target is built by the same code, in as much time again.
        command.args(["sysroot", "--no-tools", "--no-threads"]);
        if !self.has_cxx {
            command.arg("--no-cxx");
        }
        command.args(args);
        command
    }

    fn build(&self, args: &[&str]) -> Output {
        let output = self.command(args).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }

    fn sysroot(&self) -> PathBuf {
        self.root.join("target/sysroot")
    }
}

/// Changes a file of TOML.
fn edit(file: &Path, change: impl FnOnce(&mut Table)) {
    let mut table = fs::read_to_string(file).unwrap().parse().unwrap();
    change(&mut table);
    fs::write(file, table.to_string()).unwrap();
}

/// Every file and link below a directory: its path, and its contents or target.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
        if entry.file_type().is_file() {
            found.push((path, fs::read(entry.path()).unwrap()));
        } else if entry.file_type().is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            found.push((path, target.into_os_string().into_encoded_bytes()));
        }
    }
    assert!(
        found.len() > 200,
        "only {} files in {}",
        found.len(),
        folder.display()
    );
    found
}

fn assert_same(one: &Path, two: &Path) {
    let (one, two) = (contents(one), contents(two));
    let names = |tree: &[(PathBuf, Vec<u8>)]| {
        tree.iter()
            .map(|(path, _)| path.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&one), names(&two));
    for ((path, one), (_, two)) in one.iter().zip(&two) {
        assert!(one == two, "{} differs", path.display());
    }
}

/// Files that say how a sysroot was built.
const OF_OPTIONS: &[&str] = &["sysroot.manifest", "share/wasi-cc/wasm32-wasip1.cfg"];

/// The members of an archive.
fn members(archive: &[u8]) -> BTreeMap<Vec<u8>, &[u8]> {
    let mut members = BTreeMap::new();
    for member in ArchiveFile::parse(archive).unwrap().members() {
        let member = member.unwrap();
        members.insert(member.name().to_vec(), member.data(archive).unwrap());
    }
    members
}

/// Against the sysroot of this checkout, which has to be of its present files.
#[test]
#[ignore = "builds everything once"]
fn a_clean_build_elsewhere_is_bit_identical() {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/sysroot");
    let checkout = Checkout::with_cxx("another/place");
    checkout.build(&["--jobs", "3", "--launcher", "env"]);
    let root = checkout.root.as_os_str().as_encoded_bytes();
    for (path, bytes) in contents(&checkout.sysroot()) {
        let shown = path.display();
        assert!(
            !bytes.windows(root.len()).any(|window| window == root),
            "{shown} contains the path that it was built in"
        );
        if OF_OPTIONS.iter().any(|file| path == Path::new(file)) {
            continue;
        }
        let place = ours.join(&path);
        if place.is_symlink() {
            assert_eq!(fs::read_link(place).unwrap().as_os_str().as_bytes(), bytes);
            continue;
        }
        let first = fs::read(place).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let name = path.file_name().unwrap_or_default().as_bytes();
        if !name.starts_with(b"libc++") || !name.ends_with(b".a") {
            assert!(first == bytes, "{shown} differs");
            continue;
        }
        // It has some of the files.
        let first = members(&first);
        for (name, member) in members(&bytes) {
            let is_same = first.get(&name) == Some(&member);
            let name = String::from_utf8_lossy(&name);
            assert!(is_same, "{name} of {shown} differs");
        }
    }
    for archive in ["libc++.a", "noeh/libc++abi.a"] {
        let archive = fs::read(checkout.sysroot().join("lib/wasm32-wasip1").join(archive)).unwrap();
        assert!(!members(&archive).is_empty());
    }
}

#[test]
#[ignore = "builds everything twice"]
fn an_interrupted_build_leaves_nothing_half_written() {
    let (whole, broken) = (Checkout::new("whole"), Checkout::new("broken"));
    whole.build(&[]);
    for pause in [100, 700, 2500, 6000] {
        let mut child = broken.command(&[]).stderr(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!broken.sysroot().exists(), "a sysroot after {pause} ms");
    }
    broken.build(&[]);
    assert_same(&whole.sysroot(), &broken.sysroot());
}

#[test]
#[ignore = "builds everything once"]
fn a_second_run_does_nothing_and_takes_less_than_a_second() {
    let checkout = Checkout::new("checkout");
    checkout.build(&[]);
    // The files of `make install --prefix=<sysroot>`.
    let theirs = checkout.sysroot().join("lib/libz.a");
    fs::write(&theirs, "theirs").unwrap();
    // Files written a moment ago are hashed once more.
    sleep(Duration::from_millis(200));
    checkout.build(&[]);
    // The best of three: the machine may have other work.
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let started = Instant::now();
        let output = checkout.build(&[]);
        best = best.min(started.elapsed());
        let said = String::from_utf8_lossy(&output.stderr);
        let lines: Vec<&str> = said.lines().collect();
        assert!(
            lines.len() == 1 && lines[0].ends_with(" is up to date"),
            "{said}"
        );
    }
    assert!(best < Duration::from_secs(1), "{best:?}");
    fs::remove_file(checkout.sysroot().join("lib/wasm32-wasip1/libc.a")).unwrap();
    checkout.build(&[]);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}

#[test]
#[ignore = "builds everything once"]
fn a_build_waits_for_another_and_says_so() {
    let checkout = Checkout::new("checkout");
    let mut first = checkout.command(&[]).stderr(Stdio::null()).spawn().unwrap();
    sleep(Duration::from_millis(500));
    let mut second = checkout
        .command(&[])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    assert!(first.wait().unwrap().success());
    assert!(second.wait().unwrap().success());
    let mut said = String::new();
    second
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(said.contains("waiting for it"), "{said}");
    assert!(said.contains("is up to date"), "{said}");
}

#[test]
fn a_directory_with_other_files_is_refused_before_anything_is_built() {
    let checkout = Checkout::new("checkout");
    let out = checkout.root.join("d");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("a.txt"), "x").unwrap();
    let output = checkout.command(&["--out"]).arg(&out).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("d contains files and is not a sysroot"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(out.join("a.txt")).unwrap(), "x");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
}

#[test]
fn a_tarball_that_is_not_musl_s_is_refused_before_anything_is_built() {
    let checkout = Checkout::new("checkout");
    let tarball = checkout.root.join("wrong.tar.gz");
    fs::write(&tarball, "not musl").unwrap();
    let run = |tarball: &Path| {
        let output = checkout
            .command(&["--musl-tarball"])
            .arg(tarball)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(!checkout.sysroot().exists());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(run(&tarball).contains("has the wrong hash"));
    assert!(run(&checkout.root.join("missing")).contains("does not exist"));
}
