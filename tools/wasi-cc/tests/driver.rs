//! The driver as builds call it, with a clang that records its arguments.

#![cfg(unix)]

mod fake;

use fake::{Fake, os, stderr};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

/// The arguments before the user's.
fn prefix(fake: &Fake, mode: &str) -> Vec<OsString> {
    let root = fake.root.display();
    [
        format!("--driver-mode={mode}"),
        "--no-default-config".to_owned(),
        format!("--config={root}/share/wasi-cc/wasm32-wasip1.cfg"),
        format!("--sysroot={root}"),
    ]
    .map(OsString::from)
    .to_vec()
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
    let mut expected = prefix(&fake, "gcc");
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
        let mut expected = prefix(&fake, mode);
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
        stderr(&output).contains("`wasi-nonsense` is not the name of a tool"),
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
fn help_and_versions_of_our_own_are_printed() {
    let fake = Fake::new();
    let printed = |option: &str| {
        let output = fake.command("wasi-cc").arg(option).output().expect("runs");
        assert!(output.status.success(), "{}", stderr(&output));
        String::from_utf8(output.stdout).expect("is text")
    };
    assert_eq!(printed("--wasi-help"), wasi_cc::help::help());
    let version = env!("CARGO_PKG_VERSION");
    assert!(printed("--wasi-version").starts_with(&format!("wasi-cc {version}\nsysroot ")));
    fs::write(fake.root.join("share/wasi-cc/commit.txt"), "0123abc\n").expect("a file");
    let wanted = format!("wasi-cc {version} (commit 0123abc)\nsysroot ");
    assert!(printed("--wasi-version").starts_with(&wanted));
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
    let expected = prefix(&fake, "gcc");
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
    let said = stderr(&output);
    assert!(
        said.starts_with("wasi-cc: error: /nowhere (named by WASI_SYSROOT) is not a sysroot"),
        "{said}"
    );
    assert!(said.contains("\n  unset WASI_SYSROOT"), "{said}");
    fs::remove_file(fake.root.join("share/wasi-cc/wasm32-wasip1.cfg")).expect("is there");
    let output = fake.command("wasi-cc").output().expect("runs");
    let said = stderr(&output);
    assert!(said.contains("`cargo xtask sysroot` builds one"), "{said}");
    // Tools that need no sysroot work anyway.
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
    fs::create_dir(&good).expect("a directory");
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
    fs::create_dir(&bin).expect("a directory");
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
    handed(
        &["-Os", "-fwasi-opt", "a.o"],
        &["-fwasi-opt", "--wasi-opt-level=s"],
        &["-Os", "a.o"],
    );
    handed(&["--wasm-opt", "a.o"], &["-fwasi-opt"], &["a.o"]);
    // Nothing is linked. clang says so, and would not if it got an argument for the
    // linker.
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
fn a_cxx_program_that_fails_without_the_library_is_told_so() {
    let fake = Fake::new();
    fake.script("clang", "#!/bin/sh\nexit 3\n");
    let output = fake.command("wasi-c++").output().expect("runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(
        stderr(&output).contains("built without a C++ library"),
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
fn the_library_without_exceptions_is_linked_for_programs_without() {
    let fake = Fake::new();
    let mut lib = OsString::from("-L");
    lib.push(fake.top().join("sysroot/lib/wasm32-wasip1/noeh"));
    let without = fake.given("wasi-c++", &["-fno-exceptions", "a.cc"]);
    assert!(without.contains(&lib), "{without:?}");
    for args in [&["a.cc"][..], &["-fno-exceptions", "-fexceptions", "a.cc"]] {
        let with = fake.given("wasi-c++", args);
        assert!(!with.contains(&lib), "{with:?}");
    }
    let output = fake
        .command("wasi-c++")
        .args(["-fwasi-eh=legacy", "a.cc"])
        .output();
    let output = output.expect("runs");
    assert!(!output.status.success());
    assert!(
        stderr(&output).contains("add -fno-exceptions"),
        "{}",
        stderr(&output)
    );
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
    // clang itself reads a response file that has none of our options.
    assert_eq!(said("-O2 'a b.c'"), "-O2 'a b.c'");
}
