//! The linker as clang and builds call it, with a wasm-ld that records its arguments.

#![cfg(unix)]

mod fake;

use fake::{Fake, RECORD, os, stderr};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
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
    // A module that imports path_open, and whose data begins with the name of a device.
    let module = |sizes: &str, more: &str| {
        format!(
            "printf '\\0asm\\1\\0\\0\\0\\1\\4\\1\\140\\0\\0\\2\\022\\1\\4wasi\\011path_open\\0\\0\
             \\013{sizes}/dev/null\\0{more}' > \"$out\""
        )
    };
    let without_table = module("\\015\\1\\1\\012", "");
    let with_table = module(
        "\\056\\1\\1\\053",
        "null\\0zero\\0full\\0random\\0urandom\\0tty",
    );
    let begins = LINKS.lines().take(3).collect::<Vec<_>>().join("\n");
    // It also calls a function with another type, which the first run reports.
    let script = format!(
        "{begins}\ncase $(cat \"${{0%/*}}/../links\") in\n\
         *__sys_dup3*) {with_table};;\n\
         *) {without_table}\n\
         echo 'wasm-ld: warning: function signature mismatch: f' >&2\n\
         echo '>>> defined as (i32) -> i32 in a.o' >&2\n\
         echo '>>> defined as () -> void in b.o' >&2;;\nesac\n"
    );
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
    // The second run gets everything that the first has found.
    let lines = links(&script, &["-fwasi-function-casts", "-o", "a.wasm"]);
    assert_eq!(lines.len(), 2, "{lines:?}");
    for more in ["--undefined=__sys_dup3", "--export-if-defined=f"] {
        assert!(
            !lines[0].contains(more) && lines[1].contains(more),
            "{more}"
        );
    }
}

#[test]
fn code_with_vectors_gets_libc_s_in_front_of_libc() {
    let fake = Fake::new();
    let archive = fake.root.join("lib/wasm32-wasip1/libc-simd128.a");
    fs::write(&archive, "!<arch>\n").expect("a file");
    let features = b"\0\x1a\x0ftarget_features\x01+\x07simd128";
    let object = |features: &[u8]| [&b"\0asm\x01\0\0\0"[..], features].concat();
    fs::write(fake.folder.path().join("vectors.o"), object(features)).expect("a file");
    fs::write(fake.folder.path().join("plain.o"), object(b"")).expect("a file");
    let octal = features.map(|byte| format!("\\{byte:03o}")).concat();
    let with_vectors = format!("{LINKS}printf '{octal}' >> \"$out\"\n");
    let links = |script: &str, args: &[&str]| {
        let record = fake.top().join("llvm-22/links");
        let _ = fs::remove_file(&record);
        fake.script("wasm-ld", script);
        let output = fake.command("wasi-ld").args(args).output().expect("runs");
        assert!(output.status.success(), "{}", stderr(&output));
        let lines = fs::read_to_string(&record).expect("the record");
        lines.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let in_front = format!("x.a {} -lc y.a", archive.display());
    // An object on the line says so, or the module does.
    let line = ["plain.o", "x.a", "-lc", "y.a"];
    let lines = links(LINKS, &line);
    assert!(
        lines.len() == 1 && !lines[0].contains("simd128"),
        "{lines:?}"
    );
    let lines = links(&with_vectors, &line);
    assert!(
        lines.len() == 2 && !lines[0].contains("simd128"),
        "{lines:?}"
    );
    assert!(lines[1].contains(&in_front), "{lines:?}");
    let lines = links(&with_vectors, &[&["vectors.o"], &line[..]].concat());
    assert!(
        lines.len() == 1 && lines[0].contains(&in_front),
        "{lines:?}"
    );
    // An object of objects gets no library, nor does a program without one.
    for line in [&["-r", "vectors.o", "-lc"][..], &["vectors.o", "x.a"]] {
        let lines = links(&with_vectors, line);
        assert!(
            lines.len() == 1 && !lines[0].contains("simd128"),
            "{lines:?}"
        );
    }
    fs::remove_file(archive).expect("it was there");
    assert_eq!(links(&with_vectors, &["vectors.o", "-lc"]).len(), 1);
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
    let start = || {
        let mut link = fake.command("wasi-ld");
        link.env("WASI_LAUNCHER", "1");
        link.args(["crt1-command.o", "-o", "program"])
            .spawn()
            .expect("runs")
    };
    // A busy machine takes longer.
    let begin = std::time::Instant::now();
    let status = start().wait().expect("ended");
    assert!(status.success());
    let whole = begin.elapsed();
    let (mut old, mut new) = (0, 0);
    for round in 0..40 {
        fs::write(&output, "old").expect("a file");
        fs::write(&beside, "old").expect("a file");
        let mut link = start();
        std::thread::sleep(whole * round / 20);
        link.kill().expect("killed");
        link.wait().expect("ended");
        for file in [&output, &beside] {
            let file = fs::read(file).expect("one of the two");
            assert!(is_whole(&file), "round {round}: {file:?}");
            *if file == b"old" { &mut old } else { &mut new } += 1;
        }
    }
    assert!(old > 0 && new > 0, "{old} old, {new} new");
    // The next link removes the files of the killed ones, except those of a wasm-ld that was
    // not killed and has written since.
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
    assert!(stderr(&output).contains("cannot write sub"));
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
        format!("--dir\n/\n--env-inherit\n--env\nPWD=/\n--argv0={program}\n--\n{program}\na b\n\n")
    );
    // A program on PATH gets its plain name.
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

    // A file called .wasm, and a link that is not a command, are plain modules.
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
fn strip_changes_the_module_in_a_component() {
    let fake = Fake::new();
    fake.script(
        "llvm-strip",
        "#!/bin/sh\nfor f; do printf stripped > \"$f\"; done\n",
    );
    let folder = fake.folder.path();
    let component = "\0asm\x0d\0\x01\0\x01\x04long\x0b\x01x";
    let stripped = b"\0asm\x0d\0\x01\0\x01\x08stripped\x0b\x01x";
    let script = "#!/bin/sh\nexec x\n";
    fs::write(folder.join("component"), component).expect("a file");
    fs::write(folder.join("program"), [script, component].concat()).expect("a file");
    fs::write(folder.join("program.wasm"), component).expect("a file");
    let files = ["component", "program"];
    let status = fake.command("wasi-strip").args(files).status();
    assert!(status.expect("runs").success());
    for name in ["component", "program.wasm"] {
        assert_eq!(fs::read(folder.join(name)).expect(name), stripped, "{name}");
    }
    let launcher = fs::read(folder.join("program")).expect("a launcher");
    assert_eq!(launcher, [script.as_bytes(), stripped].concat());
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
        "clone ENOSYS no - Use one process.\n",
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
        note.contains("conftest looks like a configure probe (autoconf"),
        "{said}"
    );
    assert!(!fake.folder.path().join("conftest").exists());

    // A call that the table has probes find.
    let table = fake.root.join("share/wasi-cc/refused.txt");
    fs::write(table, "clone ENOSYS yes - Use one process.\n").expect("a file");
    let probe = link("conftest");
    assert!(probe.status.success());
    assert_eq!(stderr(&probe), "");
}

#[test]
fn what_works_with_processes_is_not_refused_in_a_program_for_them() {
    let fake = with_table();
    let table = fake.root.join("share/wasi-cc/refused.txt");
    let link = |variable: &str, args: &[&str]| {
        fake.command("wasi-ld")
            .env("WASI_PROCESSES", variable)
            .args(args)
            .output()
            .expect("runs")
    };
    for args in [
        &["-fwasi-processes", "-o", "conftest"][..],
        &["-fwasi-processes", "-Wwasi-refused=error", "-o", "a.wasm"],
    ] {
        fs::write(&table, "clone ENOSYS no processes Use one process.\n").expect("a file");
        let output = link("0", args);
        assert!(output.status.success(), "{args:?}");
        assert_eq!(stderr(&output), "");
        // Another call stays refused.
        fs::write(&table, "clone ENOSYS no - Use one process.\n").expect("a file");
        let output = link("0", args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(stderr(&output).contains(FINDING));
    }
    fs::write(&table, "clone ENOSYS no processes Use one process.\n").expect("a file");
    assert!(link("1", &["-o", "conftest"]).status.success());
    let output = link("1", &["-fno-wasi-processes", "-o", "conftest"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("It works under wasi-run --processes; -fwasi-processes is for"),
        "{}",
        stderr(&output)
    );
    for (variable, args, error) in [
        (
            "native",
            &["-o", "a"][..],
            "WASI_PROCESSES: `native` is neither 1 nor 0",
        ),
        (
            "1",
            &["-fwasi-processes=native", "-o", "a"],
            "-fwasi-processes has no value; wasi-run --processes=native has, or \
             WASI_RUN_PROCESSES=native for a launcher",
        ),
    ] {
        let output = link(variable, args);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr(&output), format!("wasi-ld: error: {error}\n"));
    }
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
