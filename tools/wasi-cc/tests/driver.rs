//! The program as builds call it, with a clang that writes down what it was given.

#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A program that one test writes must not be open for writing in the child that
/// another test is just starting, or it cannot be run ("text file busy").
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A sysroot and an LLVM that are nothing but scripts.
struct Fake {
    _alone: MutexGuard<'static, ()>,
    folder: tempfile::TempDir,
    root: PathBuf,
}

/// Writes its arguments, each ended by a zero byte, to the file `given`.
const RECORD: &str = "#!/bin/sh\nprintf '%s\\0' \"$@\" > \"${0%/*}/../given\"\n";

impl Fake {
    fn new() -> Fake {
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().expect("a folder");
        // The temporary folder may itself be a link.
        let top = folder.path().canonicalize().expect("its real path");
        let root = top.join("sysroot");
        let fake = Fake {
            _alone: alone,
            folder,
            root,
        };
        for part in [
            "sysroot/bin",
            "sysroot/share/wasi-cc",
            "sysroot/lib/wasm32-wasip1",
            "llvm-22/bin",
        ] {
            fs::create_dir_all(top.join(part)).expect("a folder");
        }
        fs::write(fake.root.join("share/wasi-cc/wasm32-wasip1.cfg"), "").expect("a file");
        fs::copy(env!("CARGO_BIN_EXE_wasi-cc"), fake.root.join("bin/wasi-cc")).expect("a copy");
        for name in wasi_cc::names::link_names() {
            symlink("wasi-cc", fake.root.join("bin").join(name)).expect("a link");
        }
        for tool in ["clang", "llvm-ar", "wasm-ld"] {
            fake.script(tool, RECORD);
        }
        fake
    }

    fn top(&self) -> &Path {
        self.root.parent().expect("a parent")
    }

    fn script(&self, tool: &str, text: &str) {
        let path = self.top().join("llvm-22/bin").join(tool);
        fs::write(&path, text).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.root.join("bin").join(name));
        command
            .current_dir(self.folder.path())
            .env_remove("WASI_SYSROOT")
            .env_remove("WASI_REFUSED")
            .env_remove("WASI_LAUNCHER")
            .env_remove("WASI_LLVM_BIN")
            .env("WASI_CLANG", self.top().join("llvm-22/bin/clang"));
        command
    }

    /// Runs `name` and returns what the tool behind it was given.
    fn given<A: AsRef<OsStr>>(&self, name: &str, args: &[A]) -> Vec<OsString> {
        let output = self.command(name).args(args).output().expect("runs");
        assert!(output.status.success(), "{name}: {}", stderr(&output));
        let given = fs::read(self.top().join("llvm-22/given")).expect("the record");
        let given = given.strip_suffix(b"\0").expect("at least one argument");
        given
            .split(|&byte| byte == 0)
            .map(|arg| OsString::from_vec(arg.to_vec()))
            .collect()
    }

    /// What stands before the user's arguments.
    fn prefix(&self, mode: &str) -> Vec<OsString> {
        let root = self.root.display();
        [
            format!("--driver-mode={mode}"),
            "--no-default-config".to_owned(),
            format!("--config={root}/share/wasi-cc/wasm32-wasip1.cfg"),
            format!("--sysroot={root}"),
        ]
        .map(OsString::from)
        .to_vec()
    }

    /// What a command that links hands over to the linker, with this besides.
    fn handover(&self, more: &[&str]) -> Vec<OsString> {
        let own = [
            format!("--wasi-sysroot={}", self.root.display()),
            format!("--wasi-clang={}/llvm-22/bin/clang", self.top().display()),
        ];
        let told = own
            .into_iter()
            .chain(more.iter().map(|&arg| arg.to_owned()));
        let mut args = os(&["--start-no-unused-arguments"]);
        args.extend(told.flat_map(|arg| ["-Xlinker".into(), arg.into()]));
        args.push("--end-no-unused-arguments".into());
        args
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn os(args: &[&str]) -> Vec<OsString> {
    args.iter().map(OsString::from).collect()
}

#[test]
fn arguments_pass_through_in_order_and_untouched() {
    let fake = Fake::new();
    let mut args = os(&[
        "-###",
        "-v",
        "@args.rsp",
        "",
        "-DA=\"b c\"",
        "-o",
        "a b",
        "-E",
        "-",
        "--version",
    ]);
    args.push(OsString::from_vec(b"caf\xe9\n.c".to_vec()));
    let mut expected = fake.prefix("gcc");
    expected.extend(args.iter().cloned());
    assert_eq!(fake.given("wasi-cc", &args), expected);
}

#[test]
fn the_name_selects_the_tool() {
    let fake = Fake::new();
    for (name, mode) in [
        ("wasi-cc", "gcc"),
        ("wasm32-wasi-gcc", "gcc"),
        ("wasm32-wasip1-clang", "gcc"),
        ("wasi-c++", "g++"),
        ("wasm32-wasi-g++", "g++"),
        ("wasi-cpp", "cpp"),
    ] {
        let mut expected = fake.prefix(mode);
        expected.extend(fake.handover(&[]));
        expected.push("x".into());
        assert_eq!(fake.given(name, &["x"]), expected, "{name}");
    }
    assert_eq!(
        fake.given("wasm32-wasi-ar", &["rcs", "a.a"]),
        os(&["rcs", "a.a"])
    );

    symlink("wasi-cc", fake.root.join("bin/wasi-nonsense")).expect("a link");
    let output = fake.command("wasi-nonsense").output().expect("runs");
    assert!(!output.status.success());
    assert!(
        stderr(&output).contains("`wasi-nonsense`, which stands for no tool"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn every_name_is_listed() {
    let fake = Fake::new();
    let output = fake
        .command("wasi-cc")
        .arg("--wasi-print-names")
        .output()
        .expect("runs");
    let names: Vec<String> = wasi_cc::names::link_names().collect();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .collect::<Vec<_>>(),
        names
    );
}

#[test]
fn status_signal_and_streams_are_those_of_the_tool() {
    let fake = Fake::new();
    fake.script("clang", "#!/bin/sh\ncat\necho said >&2\nexit 42\n");
    let input = fake.top().join("input");
    fs::write(&input, "from stdin").expect("a file");
    let output = fake
        .command("wasi-cc")
        .stdin(fs::File::open(input).expect("opens"))
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(42));
    assert_eq!(output.stdout, b"from stdin");
    assert_eq!(stderr(&output), "said\n");

    fake.script("clang", "#!/bin/sh\nkill -9 $$\n");
    for args in [&[][..], &["-c", "a.c"]] {
        let status = fake.command("wasi-cc").args(args).status().expect("runs");
        assert_eq!(status.signal(), Some(9));
    }
    fake.script("clang", "#!/bin/sh\nexit 42\n");
    let status = fake.command("wasi-cc").args(["-c", "a.c"]).status();
    assert_eq!(status.expect("runs").code(), Some(42));
}

#[test]
fn a_header_that_is_not_there_is_explained_once_and_not_to_probes() {
    let fake = Fake::new();
    fake.script(
        "clang",
        "#!/bin/sh\n{ echo \"a.c:1:1: fatal error: 'far/away.h' file not found\"
echo '    1 | #include <far/away.h>'; } >&2\nexit 1\n",
    );
    let output = fake.command("wasi-cc").args(["-c", "a.c"]).output();
    let output = output.expect("runs");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert_eq!(said.matches("file not found").count(), 1, "{said}");
    assert!(
        said.contains("wasi-cc: note: <far/away.h> is not in the sysroot"),
        "{said}"
    );
    let output = fake.command("wasi-cc").args(["-c", "conftest.c"]).output();
    assert!(!stderr(&output.expect("runs")).contains("note"));
}

#[test]
fn a_tree_that_was_moved_finds_itself_and_so_does_a_link_from_elsewhere() {
    let mut fake = Fake::new();
    let moved = fake.top().join("moved here");
    fs::rename(&fake.root, &moved).expect("moves");
    fake.root = moved;
    let expected = fake.prefix("gcc");
    assert_eq!(fake.given("wasi-cc", &["x"])[..4], expected);

    let elsewhere = fake.top().join("wasm32-wasi-cc");
    symlink(fake.root.join("bin/wasi-cc"), &elsewhere).expect("a link");
    let status = fake
        .command(elsewhere.to_str().expect("text"))
        .arg("x")
        .status();
    assert!(status.expect("runs").success());
    let given = fs::read_to_string(fake.top().join("llvm-22/given")).expect("the record");
    assert!(given.contains("moved here/share/wasi-cc"), "{given}");
}

#[test]
fn a_missing_sysroot_is_named() {
    let fake = Fake::new();
    let output = fake
        .command("wasi-cc")
        .env("WASI_SYSROOT", "/nowhere")
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output)
            .starts_with("wasi-cc: error: /nowhere (named by WASI_SYSROOT) is not a sysroot"),
        "{}",
        stderr(&output)
    );
    // The tools that need none work all the same.
    let status = fake
        .command("wasi-ar")
        .arg("x")
        .env("WASI_SYSROOT", "/nowhere")
        .status();
    assert!(status.expect("runs").success());
}

#[test]
fn a_missing_or_old_clang_is_named_with_the_command_that_installs_one() {
    let fake = Fake::new();
    let complaint = |clang: &Path| {
        let output = fake
            .command("wasi-cc")
            .env("WASI_CLANG", clang)
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(1));
        stderr(&output)
    };
    let text = complaint(Path::new("/nowhere/clang"));
    assert!(
        text.contains("WASI_CLANG=/nowhere/clang: there is no such program"),
        "{text}"
    );
    assert!(
        text.contains("apt-get install clang-22 lld-22 llvm-22 libclang-rt-22-dev-wasm32"),
        "{text}"
    );

    let old = fake.top().join("old-clang");
    fs::write(&old, "#!/bin/sh\necho 'Some clang version 14.0.6 (x)'\n").expect("a script");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o755)).expect("executable");
    let text = complaint(&old);
    assert!(
        text.contains("is version 14; 22 or newer is needed"),
        "{text}"
    );
}

#[test]
fn nothing_is_run_from_the_current_directory() {
    let fake = Fake::new();
    let here = fake.folder.path();
    let good = fake.top().join("good");
    fs::create_dir(&good).expect("a folder");
    let script = |path: &Path, text: &str| {
        fs::write(path, format!("#!/bin/sh\n{text}\n")).expect("a script");
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("executable");
    };
    for name in [
        "clang-22",
        "clang-49",
        "clang",
        "wasm-ld-22",
        "make",
        "cmake",
        "meson",
    ] {
        script(&here.join(name), "touch intruder");
    }
    script(&good.join("clang-22"), "echo good");
    script(&good.join("make"), "echo good; command -v clang-49");
    script(&good.join("cmake"), "echo good");
    for path in ["{}:", ":{}", ".:{}", "{}:.", "../{..}:{}"] {
        let up = here.file_name().expect("a name").to_str().expect("text");
        let path = path
            .replace("{}", good.to_str().expect("text"))
            .replace("{..}", up);
        for (name, arg) in [
            ("wasi-cc", "--version"),
            ("wasi-make", "--version"),
            ("wasi-cmake", "--version"),
        ] {
            let output = fake
                .command(name)
                .env_remove("WASI_CLANG")
                .env("PATH", &path)
                .arg(arg)
                .output()
                .expect("runs");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(
                said,
                "good\n",
                "{name} with PATH={path}: {}",
                stderr(&output)
            );
        }
    }
    assert!(!here.join("intruder").exists());
    let output = fake
        .command("wasi-meson")
        .env("PATH", format!("{}:", good.display()))
        .output()
        .expect("runs");
    assert!(!output.status.success());
    assert!(!here.join("intruder").exists());
}

#[test]
fn the_clang_of_the_sysroot_goes_before_newer_ones() {
    let fake = Fake::new();
    let bin = fake.top().join("several");
    fs::create_dir(&bin).expect("a folder");
    for major in [22, 23, 24] {
        let path = bin.join(format!("clang-{major}"));
        fs::write(&path, format!("#!/bin/sh\necho {major}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
    }
    let runs = || {
        let output = fake
            .command("wasi-cc")
            .env_remove("WASI_CLANG")
            .env("PATH", &bin)
            .output()
            .expect("runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(runs(), "22\n");
    let record = fake.root.join("share/wasi-cc/clang-version.txt");
    for (version, taken) in [
        ("23.1.0\n", "23\n"),
        ("24.1.0\n", "24\n"),
        ("damaged", "22\n"),
    ] {
        fs::write(&record, version).expect("a file");
        assert_eq!(runs(), taken);
    }
}

#[test]
fn a_missing_tool_is_named() {
    let fake = Fake::new();
    let output = fake
        .command("wasi-strip")
        .env("PATH", "/nowhere")
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("`llvm-strip` of LLVM 22 is not installed"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn rules_apply_and_what_the_linker_needs_reaches_it() {
    let fake = Fake::new();
    let given = fake.given(
        "wasi-cc",
        &["-pthread", "-Wwasi-refused=error", "-c", "a.c"],
    );
    assert_eq!(given[4..], os(&["-D_REENTRANT", "-c", "a.c"]));
    let handed = |args: &[&str], more: &[&str], kept: &[&str]| {
        let given = fake.given("wasi-cc", args);
        let expected = [fake.handover(more), os(kept)].concat();
        assert_eq!(given[4..], expected, "{args:?}");
    };
    handed(
        &[
            "-Wwasi-refused=error",
            "-fwasi-launcher",
            "-fno-wasi-launcher",
            "a.o",
        ],
        &["-Wwasi-refused=error", "-fno-wasi-launcher"],
        &["a.o"],
    );
    handed(
        &[
            "-O1",
            "a,b.c",
            "-fwasi-function-casts",
            "-fwasi-spill-pointers",
        ],
        &[
            "-fwasi-function-casts",
            "-fwasi-spill-pointers",
            "--wasi-source=a,b.c",
        ],
        &["-O1", "a,b.c"],
    );
    handed(&["-g", "a.o"], &["--wasi-null-writes"], &["-g", "a.o"]);
    // Nothing is linked: clang says so, and would not with an argument for the linker.
    for args in [&["-v"][..], &["-o", "a"], &["a.h"]] {
        assert_eq!(fake.given("wasi-cc", args)[4..], os(args));
    }
    let output = fake
        .command("wasi-cc")
        .arg("-Wwasi-refused=loud")
        .output()
        .expect("runs");
    assert!(stderr(&output).contains("`loud` is none of none, note, error, probes"));
}

#[test]
fn a_cxx_program_that_fails_without_the_library_is_told_which_packages() {
    let fake = Fake::new();
    fake.script("clang", "#!/bin/sh\nexit 3\n");
    let output = fake.command("wasi-c++").output().expect("runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(
        stderr(&output).contains("apt-get install libc++-22-dev-wasm32 libc++abi-22-dev-wasm32"),
        "{}",
        stderr(&output)
    );
    let output = fake.command("wasi-cc").output().expect("runs");
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(3), "")
    );
}

#[test]
fn the_cxx_library_beside_llvm_is_used() {
    let fake = Fake::new();
    let include = fake.top().join("llvm-22/include/wasm32-wasi/c++/v1");
    fs::create_dir_all(&include).expect("a folder");
    fs::write(include.join("__config"), "").expect("a file");
    let given = fake.given("wasi-c++", &["a.cc"]);
    assert!(given.contains(&include.into_os_string()));
    let mut lib = OsString::from("-L");
    lib.push(fake.top().join("llvm-22/lib/wasm32-wasi"));
    assert!(given.contains(&lib));
}

#[test]
fn options_of_ours_in_response_files_are_taken_out() {
    let fake = Fake::new();
    let args = fake.folder.path().join("args");
    fake.script(
        "clang",
        "#!/bin/sh\nfor a; do last=$a; done\ncat \"${last#@}\" | tr '\\n' ' '\n\
         case \" $* \" in *' -Xlinker -fwasi-launcher '*) echo launcher;; esac\n",
    );
    let said = |text: &str| {
        fs::write(&args, text).expect("a file");
        let output = fake.command("wasi-cc").arg("@args").output();
        let output = output.expect("runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let ours = "-fwasi-launcher -pthread 'a b.c'";
    assert_eq!(said(ours), "\"-D_REENTRANT\" \"a b.c\" launcher\n");
    // What has none is clang's own to read.
    assert_eq!(said("-O2 'a b.c'"), "-O2 'a b.c'");
}

mod linking {
    use super::*;
    use wasi_ld::wasm_ld::DEFAULTS;

    #[test]
    fn defaults_come_first_and_foreign_arguments_go() {
        let fake = Fake::new();
        let given = fake.given(
            "wasi-ld",
            &["-z", "relro", "a.o", "--as-needed", "-o", "a.wasm"],
        );
        assert_eq!(
            without_output(given, "a.wasm"),
            [DEFAULTS, &["a.o", &own_folder(&fake)]].concat()
        );
    }

    /// The line without its `-o`, which names a file called `name` in a directory of the
    /// link's own.
    fn without_output(mut given: Vec<OsString>, name: &str) -> Vec<OsString> {
        let at = given.iter().position(|arg| arg == "-o").expect("an output");
        let output = PathBuf::from(&given[at + 1]);
        assert!(output.ends_with(name), "{}", output.display());
        let directory = output.parent().and_then(Path::file_name);
        let directory = directory.expect("a directory").to_string_lossy();
        assert!(directory.starts_with(".wasi-new-"), "{directory}");
        given.drain(at..at + 2);
        given
    }

    #[test]
    fn rustc_s_lines_get_our_libc() {
        let fake = Fake::new();
        let lib = |name: &str| format!("{}/lib/wasm32-wasip1{name}", fake.root.display());
        let ours = [
            "-L",
            &lib(""),
            "-lc",
            &lib("/libclang_rt.builtins.a"),
            &own_folder(&fake),
        ];
        // As it calls a linker that it takes for lld, and one that it takes for a compiler.
        let own = "-L /r/self-contained -L/r/self-contained --fatal-warnings -L /r";
        for (name, first) in [
            ("wasi-cc", &["-flavor", "wasm"][..]),
            ("wasi-ld", &["-flavor", "wasm"]),
            ("wasi-ld", &[]),
        ] {
            let mut line = os(first);
            line.extend(os(&[
                "/r/self-contained/crt1-command.o",
                "a.o",
                "libx.rlib",
            ]));
            line.extend(own.split(' ').map(OsString::from));
            let given = without_output(fake.given(name, &line), "a.out");
            let start = lib("/crt1-command.o");
            let expected = [&[&start, "a.o", "libx.rlib", "-L", "/r"], &ours[..]].concat();
            assert_eq!(given[DEFAULTS.len()..], os(&expected), "{name}");
        }
        // Without its own libc it leaves the start to the linker.
        let given = without_output(fake.given("wasi-ld", &["-flavor", "wasm", "a.o"]), "a.out");
        let start = lib("/crt1-command.o");
        let expected = [&[&start, "a.o"], &ours[..]].concat();
        assert_eq!(given[DEFAULTS.len()..], os(&expected));
    }

    /// Where libraries are looked for last.
    fn own_folder(fake: &Fake) -> String {
        format!("-L{}/lib", fake.root.display())
    }

    #[test]
    fn the_encoding_of_exceptions_reaches_code_compiled_while_linking() {
        let fake = Fake::new();
        let eh = ["-mllvm", "-wasm-use-legacy-eh=true"];
        let given = fake.given("wasi-cc", &["-fwasi-eh=legacy", "a.o"]);
        let expected = [fake.handover(&eh), os(&eh), os(&["a.o"])].concat();
        assert_eq!(given[4..], expected);
        let given = fake.given("wasi-ld", &[eh[0], eh[1], "a.o"]);
        assert_eq!(
            without_output(given, "a.out"),
            [DEFAULTS, &eh, &["a.o", &own_folder(&fake)]].concat()
        );
    }

    #[test]
    fn the_sysroot_and_the_clang_of_the_driver_are_used() {
        let fake = Fake::new();
        let mut command = fake.command("wasi-ld");
        let handed = fake.handover(&[]);
        let handed = handed
            .iter()
            .filter(|arg| arg.as_bytes().starts_with(b"--wasi-"));
        let status = command
            .args(handed)
            .arg("a.o")
            .env("WASI_SYSROOT", "/nowhere")
            .env("WASI_CLANG", "/nowhere/clang")
            .status();
        assert!(status.expect("runs").success());
        let given = fs::read_to_string(fake.top().join("llvm-22/given")).expect("the record");
        assert!(!given.contains("--wasi-"), "{given}");
    }

    #[test]
    fn the_output_counts_however_it_is_written() {
        let fake = Fake::new();
        fake.script("wasm-ld", LINKS);
        for args in [
            &["-ofoo.wasm"][..],
            &["-o", "foo.wasm"],
            &["--output=foo.wasm"],
            &["--output", "foo.wasm"],
        ] {
            let status = fake.command("wasi-ld").args(args).status();
            assert!(status.expect("runs").success());
            let made = fake.folder.path().join("foo.wasm");
            assert_eq!(
                fs::read(&made).expect("a module"),
                b"\0asm\x01\0\0\0",
                "{args:?}"
            );
            fs::remove_file(made).expect("it was there");
            assert!(!fake.folder.path().join("a.out").exists());
        }
    }

    #[test]
    fn objects_that_somebody_has_made_before_stay_as_they_are() {
        // With a variable that is zero at the start.
        const OBJECT: &[u8] = b"\0asm\x01\0\0\0\
            \0\x1f\x07linking\x02\
            \x08\x08\x01\x01\0\x01x\0\0\x04\
            \x05\x0a\x01\x06.bss.x\x02\0";
        let fake = Fake::new();
        let folder = fake.folder.path();
        fs::create_dir(folder.join("made")).expect("a directory");
        for object in ["made/a.o", "a.o"] {
            fs::write(folder.join(object), OBJECT).expect("an object");
        }
        let status = fake
            .command("wasi-ld")
            .args(["--wasi-common=made", "made/a.o", "a.o"])
            .env("TMPDIR", folder)
            .status();
        assert!(status.expect("runs").success());
        let read = |object: &str| fs::read(folder.join(object)).expect("an object");
        assert_eq!(read("a.o"), OBJECT);
        assert_eq!(Some(read("made/a.o")), wasi_ld::fcommon::weak(OBJECT));
    }

    #[test]
    fn each_run_of_wasm_ld_is_needed() {
        // Names a device, and opens what it is told to; with the table it names all.
        let module = |table: &str| {
            format!(
                "printf '\\0asm\\1\\0\\0\\0\\2\\022\\1\\4wasi\\011path_open\\0\\0\\013\\{}' > \"$out\"",
                match table {
                    "" => "013\\0/dev/null\\0".to_owned(),
                    table => format!("054\\0/dev/null\\0{table}"),
                }
            )
        };
        let fake = Fake::new();
        let links = |script: &str, args: &[&str]| {
            let record = fake.top().join("llvm-22/links");
            let _ = fs::remove_file(&record);
            fake.script("wasm-ld", script);
            let output = fake.command("wasi-ld").args(args).output().expect("runs");
            assert!(output.status.success(), "{}", stderr(&output));
            let lines = fs::read_to_string(&record).expect("the record");
            lines.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(links(LINKS, &["-o", "a.wasm"]).len(), 1);

        let begins = LINKS.lines().take(3).collect::<Vec<_>>().join("\n");
        let all = "null\\0zero\\0full\\0random\\0urandom\\0tty";
        // Main is of another type, of which the first run warns, and a device is named.
        let odd = format!(
            "{begins}\nif grep -q main-none-to-void \"${{0%/*}}/../links\"; then :; else\n\
             echo 'wasm-ld: warning: function signature mismatch: main' >&2\n\
             echo '>>> defined as (i32, i32, i32) -> i32 in libc.a(x.o)' >&2\n\
             echo '>>> defined as () -> void in a.o' >&2\nfi\n\
             if grep -q __sys_dup3 \"${{0%/*}}/../links\"; then\n{}\nelse\n{}\nfi\n",
            module(all),
            module("")
        );
        let calls = fake.root.join("lib/wasm32-wasip1/main-none-to-void.o");
        fs::write(&calls, "").expect("an object");
        let lines = links(&odd, &["-o", "a.wasm"]);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(!lines[0].contains("__sys_dup3"));
        assert!(lines[1].contains("--undefined=__sys_dup3") && lines[1].contains("main-none"));
    }

    #[test]
    fn response_files_are_read_and_bytes_kept() {
        let fake = Fake::new();
        // Copied away, since the linker's own response file is gone when it ends.
        fake.script(
            "wasm-ld",
            "#!/bin/sh\nfor a; do case $a in @*) cp \"${a#@}\" \"${0%/*}/../rsp\";; esac; done\n",
        );
        let name = OsString::from_vec(b"o\xff.o".to_vec());
        let mut text = b"--as-needed ".to_vec();
        text.extend(name.as_bytes());
        fs::write(fake.folder.path().join("args"), text).expect("a file");
        let status = fake.command("wasi-ld").arg("@args").status();
        assert!(status.expect("runs").success());
        let read = fs::read(fake.top().join("llvm-22/rsp")).expect("the record");
        assert!(read.starts_with(b"\"o\xff.o\"\n\"-o\"\n"));
    }

    /// A wasm-ld that writes a module, and adds its line to the file `links`.
    const LINKS: &str = "#!/bin/sh
echo \"$*\" >> \"${0%/*}/../links\"
while [ $# -gt 0 ]; do case $1 in -o) out=$2;; esac; shift; done
printf '\\0asm\\1\\0\\0\\0' > \"$out\"
chmod +x \"$out\"
";

    /// A wasm-ld that writes slowly, in two parts.
    const SLOW: &str = "#!/bin/sh
while [ $# -gt 0 ]; do case $1 in -o) out=$2;; esac; shift; done
printf '\\0asm\\1' > \"$out\"
sleep 0.02
printf '\\0\\0\\0' >> \"$out\"
sleep 0.01
";

    #[test]
    fn a_killed_link_leaves_the_old_output_or_the_new_one() {
        let fake = Fake::new();
        fake.script("wasm-ld", SLOW);
        let output = fake.folder.path().join("program");
        let beside = fake.folder.path().join("program.wasm");
        let is_whole = |file: &[u8]| file == b"old" || file.ends_with(b"\0asm\x01\0\0\0");
        let (mut old, mut new) = (0, 0);
        for round in 0..40 {
            fs::write(&output, "old").expect("a file");
            fs::write(&beside, "old").expect("a file");
            let mut link = fake.command("wasi-ld");
            link.env("WASI_LAUNCHER", "1");
            let mut link = link
                .args(["crt1-command.o", "-o", "program"])
                .spawn()
                .expect("runs");
            std::thread::sleep(std::time::Duration::from_millis(round * 4));
            link.kill().expect("killed");
            link.wait().expect("ended");
            for file in [&output, &beside] {
                let file = fs::read(file).expect("one of the two");
                assert!(is_whole(&file), "round {round}: {file:?}");
                *if file == b"old" { &mut old } else { &mut new } += 1;
            }
        }
        assert!(old > 0 && new > 0, "{old} old, {new} new");
        // What the killed ones left is gone after the next link, but for one whose
        // wasm-ld was not killed with it and has written since.
        fake.script("wasm-ld", LINKS);
        std::thread::sleep(std::time::Duration::from_millis(100));
        let status = fake.command("wasi-ld").args(["-o", "program"]).status();
        assert!(status.expect("runs").success());
        let names = fs::read_dir(fake.folder.path()).expect("a directory");
        let left: Vec<_> = names
            .map(|entry| entry.expect("an entry").file_name())
            .filter(|name| name.as_bytes().starts_with(b".wasi-new-"))
            .collect();
        assert_eq!(left, [""; 0]);
    }

    #[test]
    fn an_output_that_is_a_link_or_a_device_stays_one() {
        let fake = Fake::new();
        fake.script("wasm-ld", LINKS);
        let folder = fake.folder.path();
        fs::create_dir(folder.join("sub")).expect("a directory");
        symlink("sub/real", folder.join("a.wasm")).expect("a link");
        for output in ["a.wasm", "/dev/null"] {
            let status = fake.command("wasi-ld").args(["-o", output]).status();
            assert!(status.expect("runs").success());
        }
        assert!(folder.join("a.wasm").is_symlink());
        let module = fs::read(folder.join("sub/real")).expect("a module");
        assert_eq!(module, b"\0asm\x01\0\0\0");
        assert!(!Path::new("/dev/null").is_file());
        let output = fake.command("wasi-ld").args(["-o", "sub"]).output();
        let output = output.expect("runs");
        assert!(!output.status.success());
        assert!(stderr(&output).contains("sub: it cannot be written"));
    }

    #[test]
    fn a_launcher_starts_the_module_behind_it_and_the_plain_module_stands_beside() {
        let fake = Fake::new();
        fake.script("wasm-ld", LINKS);
        let run = fake.root.join("bin/wasi-run");
        fs::write(&run, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n").expect("a script");
        fs::set_permissions(&run, fs::Permissions::from_mode(0o755)).expect("executable");
        let link = |output: &str, start: &str| {
            let output = fake
                .command("wasi-ld")
                .env("WASI_LAUNCHER", "1")
                .args([start, "-o", output])
                .output()
                .expect("runs");
            assert!(output.status.success(), "{}", stderr(&output));
        };
        let folder = fake.folder.path();
        link("program", "crt1-command.o");
        let module = fs::read(folder.join("program.wasm")).expect("a module");
        assert_eq!(module, b"\0asm\x01\0\0\0");
        let launcher = fs::read(folder.join("program")).expect("a launcher");
        assert!(launcher.ends_with(&module) && launcher.starts_with(b"#!/bin/sh -\n"));
        let links = fs::read_to_string(fake.top().join("llvm-22/links")).expect("the record");
        let lines: Vec<&str> = links.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(!lines[0].contains("launched.o") && lines[1].contains("launched.o"));

        let output = Command::new(folder.join("program"))
            .args(["a b", ""])
            .current_dir("/")
            .output()
            .expect("runs");
        let program = folder.join("program").display().to_string();
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            format!(
                "--dir\n/\n--env-inherit\n--env\nPWD=/\n--argv0={program}\n--\n{program}\na b\n\n"
            )
        );
        // Called by its name, it is told that.
        let path = format!("{}:/usr/bin:/bin", folder.display());
        let output = Command::new("sh")
            .args(["-c", "program"])
            .env("PATH", path)
            .output()
            .expect("runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            said.ends_with(&format!("--argv0=program\n--\n{program}\n")),
            "{said}"
        );

        // What is called a module, and what is no command, are modules.
        link("named.wasm", "crt1-command.o");
        link("library", "crt1-reactor.o");
        for module in ["named.wasm", "library"] {
            assert!(
                fs::read(folder.join(module))
                    .expect("a module")
                    .starts_with(b"\0asm")
            );
        }
        // A probe is only run.
        link("conftest", "crt1-command.o");
        assert!(
            fs::read(folder.join("conftest"))
                .expect("a probe")
                .starts_with(b"#!")
        );
        assert!(!folder.join("conftest.wasm").exists());
    }

    #[test]
    fn strip_keeps_a_launcher_one_and_does_the_module_beside_it_too() {
        let fake = Fake::new();
        fake.script(
            "llvm-strip",
            "#!/bin/sh\nfor f; do printf stripped > \"$f\"; done\n",
        );
        let folder = fake.folder.path();
        fs::write(folder.join("program"), "#!/bin/sh\nexec x\n\0asm long").expect("a file");
        fs::write(folder.join("program.wasm"), "\0asm long").expect("a file");
        let status = fake.command("wasi-strip").arg("program").status();
        assert!(status.expect("runs").success());
        assert_eq!(
            fs::read(folder.join("program")).expect("a launcher"),
            b"#!/bin/sh\nexec x\nstripped"
        );
        assert_eq!(
            fs::read(folder.join("program.wasm")).expect("a module"),
            b"stripped"
        );
    }

    #[test]
    fn missing_builtins_come_from_the_sysroot() {
        let fake = Fake::new();
        let own = fake.root.join("lib/wasm32-wasip1/libclang_rt.builtins.a");
        let theirs = "/nowhere/lib/wasi/libclang_rt.builtins-wasm32.a";
        assert_eq!(fake.given("wasi-ld", &[theirs])[DEFAULTS.len()], theirs);
        fs::write(&own, "").expect("a file");
        assert_eq!(fake.given("wasi-ld", &[theirs])[DEFAULTS.len()], own);
    }

    #[test]
    fn messages_pass_and_are_explained_and_the_status_stays() {
        let fake = Fake::new();
        fake.script(
            "wasm-ld",
            "#!/bin/sh\necho 'wasm-ld: error: a.o: undefined symbol: inflateEnd' >&2\nexit 7\n",
        );
        let output = fake.command("wasi-ld").output().expect("runs");
        assert_eq!(output.status.code(), Some(7));
        assert_eq!(
            stderr(&output),
            "wasm-ld: error: a.o: undefined symbol: inflateEnd\n\
             wasi-cc: note: `inflateEnd`: zlib: add -lz after the objects that use it\n"
        );
    }

    /// A wasm-ld that reports what a program that makes the system call itself does, and writes a module
    /// without names.
    const REFUSED: &str = "#!/bin/sh
while [ $# -gt 0 ]; do
case $1 in --why-extract=*) why=${1#*=};; -o) out=$2;; esac; shift; done
{ printf 'reference\\textracted\\tsymbol\\n'
  printf 'main.o\\tlibc.a(clone.o)\\t__sys_clone\\n'
} > \"$why\"
printf '\\0asm\\1\\0\\0\\0' > \"$out\"
";

    fn with_table() -> Fake {
        let fake = Fake::new();
        let share = fake.root.join("share/wasi-cc");
        fs::write(
            share.join("refused.txt"),
            "clone ENOSYS no Use one process.\n",
        )
        .expect("a file");
        fs::write(share.join("quiet.txt"), "").expect("a file");
        fs::write(share.join("outcomes.txt"), "").expect("a file");
        fs::write(fake.folder.path().join("libc.a"), "!<arch>\n").expect("a file");
        fake.script("wasm-ld", REFUSED);
        fake
    }

    const FINDING: &str = "`__sys_clone`, used by main.o, fails with ENOSYS where it needs the system call clone: Use one process.\n";

    #[test]
    fn a_refused_call_is_noted() {
        let fake = with_table();
        let output = fake
            .command("wasi-ld")
            .args(["-o", "a.wasm"])
            .output()
            .expect("runs");
        assert!(output.status.success());
        assert_eq!(stderr(&output), format!("wasi-cc: note: {FINDING}"));
        assert!(fake.folder.path().join("a.wasm").exists());
    }

    #[test]
    fn a_refused_call_fails_the_link_when_asked_for() {
        let fake = with_table();
        let output = fake
            .command("wasi-ld")
            .env("WASI_REFUSED", "error")
            .args(["-o", "a.wasm"])
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr(&output), format!("wasi-cc: error: {FINDING}"));
        assert!(!fake.folder.path().join("a.wasm").exists());
    }

    #[test]
    fn only_probes_fail_where_probes_are_to() {
        let fake = with_table();
        let link = |output: &str| {
            fake.command("wasi-ld")
                .args(["-o", output])
                .output()
                .expect("runs")
        };
        let program = link("program");
        assert!(program.status.success());
        assert_eq!(stderr(&program), format!("wasi-cc: note: {FINDING}"));
        let probe = link("conftest");
        assert_eq!(probe.status.code(), Some(1));
        let said = stderr(&probe);
        let note = said.strip_prefix(&format!("wasi-cc: error: {FINDING}"));
        let note = note.expect("the error first");
        assert!(
            note.contains("conftest is taken for a probe (autoconf"),
            "{said}"
        );
        assert!(!fake.folder.path().join("conftest").exists());

        // A call that the table has probes find.
        let table = fake.root.join("share/wasi-cc/refused.txt");
        fs::write(table, "clone ENOSYS yes Use one process.\n").expect("a file");
        let probe = link("conftest");
        assert!(probe.status.success());
        assert_eq!(stderr(&probe), "");
    }

    #[test]
    fn a_refused_call_that_the_linker_dropped_or_that_nobody_asks_about_is_not() {
        let fake = with_table();
        let quiet = |command: &mut Command| {
            let output = command.args(["-o", "a.wasm"]).output().expect("runs");
            assert!(output.status.success());
            assert_eq!(stderr(&output), "");
        };
        // A name section with one function, `f`.
        let named = REFUSED
            .replace(
                "> \"$out\"",
                "'\\0\\013\\004name\\1\\4\\1\\0\\1f' > \"$out\"",
            )
            .replace(
                "printf '\\0asm\\1\\0\\0\\0' '",
                "printf '\\0asm\\1\\0\\0\\0",
            );
        fake.script("wasm-ld", &named);
        quiet(&mut fake.command("wasi-ld"));
        let module = fs::read(fake.folder.path().join("a.wasm")).expect("a module");
        let module = wasi_ld::module::Module::parse(module).expect("a module");
        assert!(module.function_names().is_some());

        fake.script("wasm-ld", RECORD);
        quiet(fake.command("wasi-ld").arg("-Wwasi-refused=none"));
        quiet(fake.command("wasi-ld").arg("-r"));
    }
}
