//! A program's view: arguments, environment, directories, streams.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcgetwinsize, tcsetattr, tcsetwinsize,
};

use crate::ENGINES;
use crate::program::{Done, Program};

/// Prints what `get` returns as text, with NULs.
fn strings(sizes: &str, get: &str) -> Program {
    Program::main(&format!(
        "(call $check (call ${sizes} (i32.const 1024) (i32.const 1028)))
         (call $check (call ${get} (i32.const 2048) (i32.const 4096)))
         (if (i32.load (i32.const 1028))
           (then (call $print (i32.load (i32.const 2048)) (i32.load (i32.const 1028)))))
         (call $int (i32.load (i32.const 1024)))"
    ))
}

fn args() -> Program {
    strings("args_sizes_get", "args_get")
}

fn environment() -> Program {
    strings("environ_sizes_get", "environ_get")
}

#[test]
fn what_follows_the_program_belongs_to_it() {
    for engine in ENGINES {
        let program = args();
        let mut command = program.command(["--engine", engine]);
        command.args(["--dir", "/nowhere", "-x", "--", "--help", ""]);
        Done::from(command.output().unwrap())
            .printed("program.wat\0--dir\0/nowhere\0-x\0--\0--help\0\x007\n");
    }
}

#[test]
fn the_program_is_called_what_it_was_called() {
    let program = args();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
    command
        .env("WASI_RUN_CACHE", "off")
        .arg("--")
        .arg(&program.path);
    let done = Done::from(command.output().unwrap());
    done.printed(&format!("{}\x001\n", program.path.display()));
}

#[test]
fn it_can_be_told_another_name() {
    for engine in ENGINES {
        let program = args();
        let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
        command
            .env("WASI_RUN_CACHE", "off")
            .args(["--engine", engine, "--argv0", "called"])
            .arg(&program.path)
            .args(["--argv0", "x"]);
        Done::from(command.output().unwrap()).printed("called\0--argv0\0x\x003\n");
    }
}

#[test]
fn arguments_need_not_be_utf8() {
    let program = args();
    let mut command = program.command([""; 0]);
    command.arg(OsStr::from_bytes(b"\xff\xfe"));
    let output = command.output().unwrap();
    assert_eq!(output.stdout, b"program.wat\0\xff\xfe\x002\n");
}

#[test]
fn the_environment_is_empty_at_first() {
    let program = environment();
    let mut command = program.command([""; 0]);
    command.env("SECRET", "1");
    Done::from(command.output().unwrap()).printed("0\n");
}

#[test]
fn variables_are_set_in_order() {
    for engine in ENGINES {
        let options = [
            "--engine",
            engine,
            "--env",
            "B=1",
            "--env=A=x=y",
            "--env",
            "B=2",
            "--env=C=",
        ];
        environment().run(options).printed("B=2\0A=x=y\0C=\x003\n");
    }
}

#[test]
fn variables_can_be_passed_on() {
    let program = environment();
    let mut command = program.command(["--env", "ONE", "--env", "TWO=b"]);
    command.env_clear().env("ONE", "a").env("THREE", "c");
    Done::from(command.output().unwrap()).printed("ONE=a\0TWO=b\x002\n");

    let mut command = program.command(["--env-inherit", "--env", "ONE=z"]);
    command
        .env_clear()
        .env("ONE", "a")
        .env("WASI_RUN_CACHE", "off");
    let done = Done::from(command.output().unwrap());
    done.printed("ONE=z\0WASI_RUN_CACHE=off\x002\n");
}

#[test]
fn a_variable_that_is_not_there_cannot_be_passed_on() {
    let done = environment().run(["--env", "NOT_SET_ANYWHERE"]);
    done.failed(125, &["NOT_SET_ANYWHERE"]);
    environment()
        .run(["--env", "=x"])
        .failed(125, &["name is empty"]);
}

/// Prints the names of the directories that the program was given.
const PREOPENS: &str = "
    (local $fd i32)
    (local.set $fd (i32.const 3))
    (loop $next
      (if (i32.eqz (call $fd_prestat_get (local.get $fd) (i32.const 1024)))
        (then
          (call $check (call $fd_prestat_dir_name (local.get $fd) (i32.const 2048)
            (i32.load (i32.const 1028))))
          (call $print (i32.const 2048) (i32.load (i32.const 1028)))
          (i32.store8 (i32.const 2048) (i32.const 10))
          (call $print (i32.const 2048) (i32.const 1))
          (local.set $fd (i32.add (local.get $fd) (i32.const 1)))
          (br $next))))";

#[test]
fn directories_keep_their_names_and_order() {
    for engine in ENGINES {
        let program = Program::main(PREOPENS);
        fs::create_dir(program.folder.join("sub")).unwrap();
        let options = [
            "--engine",
            engine,
            "--dir",
            "sub::/z",
            "--dir=.",
            "--dir",
            "sub::a::b",
        ];
        program.run(options).printed("/z\n.\na::b\n");
    }
}

#[test]
fn there_is_no_directory_unless_given() {
    Program::main(PREOPENS).run([""; 0]).printed("");
}

#[test]
fn a_directory_has_to_exist() {
    let program = Program::main(PREOPENS);
    program.put("file", "");
    program
        .run(["--dir", "missing"])
        .failed(125, &["--dir missing", "No such file"]);
    program
        .run(["--dir", "file::/"])
        .failed(125, &["--dir file::/", "not a directory"]);
    program.run(["--dir", "::/x"]).failed(125, &["HOST::GUEST"]);
    program.run(["--dir", ".::"]).failed(125, &["HOST::GUEST"]);
}

#[test]
fn files_are_written_where_the_directory_is() {
    let data = r#"(data (i32.const 1024) "new.txtcontent")"#;
    let body = "
        (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 1024) (i32.const 7)
          (i32.const 1) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 2048)))
        (call $check (call $write (i32.load (i32.const 2048)) (i32.const 1031) (i32.const 7)))
        (call $check (call $fd_close (i32.load (i32.const 2048))))";
    for engine in ENGINES {
        let program = Program::with(data, body);
        fs::create_dir(program.folder.join("sub")).unwrap();
        program
            .run(["--engine", engine, "--dir", "sub::/"])
            .printed("");
        let content = fs::read_to_string(program.folder.join("sub/new.txt")).unwrap();
        assert_eq!(content, "content");
    }
}

#[test]
fn nothing_outside_of_a_directory_can_be_opened() {
    let data = r#"(data (i32.const 1024) "../secret")"#;
    let body = "
        (call $int (call $path_open (i32.const 3) (i32.const 1) (i32.const 1024) (i32.const 9)
          (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 2048)))";
    let program = Program::with(data, body);
    fs::create_dir(program.folder.join("sub")).unwrap();
    program.put("secret", "");
    // EPERM.
    program.run(["--dir", "sub::/"]).printed("63\n");
}

/// Prints what the link says, or the error.
const READLINK: (&str, &str) = (
    r#"(data (i32.const 1024) "link")"#,
    "(local $error i32)
     (local.set $error (call $path_readlink (i32.const 3) (i32.const 1024) (i32.const 4)
       (i32.const 4096) (i32.const 6) (i32.const 2048)))
     (if (local.get $error)
       (then (call $int (local.get $error)))
       (else (call $print (i32.const 4096) (i32.load (i32.const 2048)))))",
);

#[test]
fn a_link_to_an_absolute_path_says_where() {
    let program = Program::with(READLINK.0, READLINK.1);
    fs::create_dir(program.folder.join("sub")).unwrap();
    symlink("/nowhere", program.folder.join("sub/link")).unwrap();
    for engine in ENGINES {
        // As much of it as there is room for.
        program
            .run(["--engine", engine, "--dir", "sub::/"])
            .printed("/nowhe");
    }
    fs::remove_file(program.folder.join("sub/link")).unwrap();
    fs::write(program.folder.join("sub/link"), "").unwrap();
    // EINVAL.
    program.run(["--dir", "sub::/"]).printed("28\n");
}

#[test]
fn the_number_of_a_link_s_folder_may_change() {
    let moved = format!(
        "(call $check (call $fd_renumber (i32.const 4) (i32.const 3))) {}",
        READLINK.1.replacen("(local $error i32)", "", 1)
    );
    let program = Program::with(READLINK.0, &format!("(local $error i32) {moved}"));
    for folder in ["one", "two"] {
        fs::create_dir(program.folder.join(folder)).unwrap();
        let link = program.folder.join(folder).join("link");
        symlink(format!("/{folder}"), link).unwrap();
    }
    program
        .run(["--dir", "one::/one", "--dir", "two::/two"])
        .printed("/two");
}

fn from_root(folder: &Path) -> &str {
    folder.to_str().unwrap().trim_start_matches('/')
}

/// Makes the link and prints the error, twice.
fn symlinks(folder: &str, to: &str) -> Program {
    let call = format!(
        "(call $int (call $path_symlink (i32.const 1024) (i32.const {}) (i32.const 3)
           (i32.const 2048) (i32.const {})))",
        to.len(),
        folder.len() + "/link".len(),
    );
    let data = format!(r#"(data (i32.const 1024) "{to}") (data (i32.const 2048) "{folder}/link")"#);
    Program::with(&data, &format!("{call} {call}"))
}

#[test]
fn a_program_with_all_files_makes_links_to_absolute_paths() {
    let place = Program::main("");
    let program = symlinks(from_root(&place.folder), "/nowhere");
    // EEXIST.
    program.run(["--dir", "/"]).printed("0\n20\n");
    let link = fs::read_link(place.folder.join("link")).unwrap();
    assert_eq!(link, Path::new("/nowhere"));
}

#[test]
fn others_make_none() {
    for (host, guest) in [("sub", "/"), ("/", "/all")] {
        let place = Program::main("");
        let inside = match host {
            "/" => from_root(&place.folder),
            _ => "in",
        };
        let program = symlinks(inside, "/nowhere");
        fs::create_dir_all(program.folder.join("sub/in")).unwrap();
        // EPERM.
        program
            .run(["--dir", &format!("{host}::{guest}")])
            .printed("63\n63\n");
    }
}

/// Copies standard input to standard output.
const CAT: &str = "
    (loop $more
      (call $check (call $read (i32.const 0) (i32.const 65536)))
      (if (i32.load (i32.const 8))
        (then
          (call $print (i32.const 65536) (i32.load (i32.const 8)))
          (br $more))))";

#[test]
fn standard_input_can_be_a_pipe() {
    for engine in ENGINES {
        let program = Program::main(CAT);
        let options = ["--engine", engine];
        program.feed(&options, b"").printed("");
        program.feed(&options, b"one\ntwo").printed("one\ntwo");
        let long = "0123456789abcdef".repeat(20_000);
        program.feed(&options, long.as_bytes()).printed(&long);
    }
}

#[test]
fn standard_input_can_be_a_file() {
    for engine in ENGINES {
        let program = Program::main(CAT);
        program.put("input", "from a file");
        let done = program.feed(&["--engine", engine, "--stdin", "input"], b"from a pipe");
        done.printed("from a file");
    }
    Program::main(CAT)
        .run(["--stdin", "missing"])
        .failed(125, &["--stdin", "missing"]);
}

#[test]
fn a_standard_stream_that_is_a_file_has_a_position() {
    let seek = |fd: u32, offset: i64, whence: u32| {
        format!(
            "(call $check (call $fd_seek (i32.const {fd}) (i64.const {offset}) (i32.const {whence})
               (i32.const 1024)))"
        )
    };
    // Moves it to the end, before it, and past the first bytes; then reads, writes and asks.
    let program = Program::main(&format!(
        "{} (call $number (i64.load (i32.const 1024)))
         (call $int (call $fd_seek (i32.const 0) (i64.const -1) (i32.const 0) (i32.const 1024)))
         {} (call $check (call $read (i32.const 0) (i32.const 3)))
         (call $print (i32.const 65536) (i32.load (i32.const 8)))
         {} (call $number (i64.load (i32.const 1024)))
         {} (call $number (i64.load (i32.const 1024)))
         (call $check (call $fd_close (i32.const 0)))
         (call $int (call $fd_seek (i32.const 0) (i64.const 0) (i32.const 1) (i32.const 1024)))",
        seek(0, 0, 2),
        seek(0, 2, 0),
        seek(0, 0, 1),
        seek(1, 0, 1),
    ));
    for engine in ENGINES {
        program.put("input", "0123456789").put("output", "before\n");
        let output = OpenOptions::new()
            .append(true)
            .open(program.folder.join("output"))
            .unwrap();
        let mut command = program.command(["--engine", engine, "--stdin", "input"]);
        Done::from(command.stdout(output).output().unwrap()).printed("");
        let written = fs::read_to_string(program.folder.join("output")).unwrap();
        // 28 is EINVAL, 8 EBADF; what stands before 18 are 18 bytes.
        assert_eq!(written, "before\n10\n28\n2345\n18\n8\n");
    }
}

#[test]
fn a_standard_stream_that_is_a_pipe_has_no_position() {
    for engine in ENGINES {
        let program = Program::main(
            "(call $int (call $fd_seek (i32.const 0) (i64.const 0) (i32.const 1) (i32.const 1024)))
             (call $int (call $fd_seek (i32.const 1) (i64.const 0) (i32.const 1) (i32.const 1024)))",
        );
        // ESPIPE.
        program
            .feed(&["--engine", engine], b"x")
            .printed("70\n70\n");
    }
}

#[test]
fn a_terminal_that_is_opened_is_read_and_written() {
    let body = "
        (local $tty i32)
        (call $check (call $path_open (i32.const 3) (i32.const 1) (i32.const 1024)
          (i32.load8_u (i32.const 1023)) (i32.const 0) (i64.const 66) (i64.const 0)
          (i32.const 0) (i32.const 512)))
        (local.set $tty (i32.load (i32.const 512)))
        (call $check (call $read (local.get $tty) (i32.const 100)))
        (call $print (i32.const 65536) (i32.load (i32.const 8)))
        (call $check (call $write (local.get $tty) (i32.const 2048) (i32.const 5)))
        (call $int (call $fd_seek (local.get $tty) (i64.const 0) (i32.const 1) (i32.const 600)))
        (call $check (call $fd_fdstat_get (local.get $tty) (i32.const 600)))
        (call $int (i32.load8_u (i32.const 600)))
        (call $int (i32.and (i32.load (i32.const 608)) (i32.const 36)))
        (call $check (call $fd_close (local.get $tty)))
        (call $int (call $read (local.get $tty) (i32.const 1)))";
    for engine in ENGINES {
        let mut master = File::from(openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap());
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let path = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let name = path.strip_prefix("/dev/pts/").unwrap();
        let data = format!(
            r#"(data (i32.const 1023) "\{:02x}{name}") (data (i32.const 2048) "said\n")"#,
            name.len()
        );
        master.write_all(b"typed\n").unwrap();
        // ESPIPE; a character device, without FD_SEEK and FD_TELL; EBADF.
        Program::with(&data, body)
            .run(["--engine", engine, "--dir", "/dev/pts"])
            .printed("typed\n70\n2\n0\n8\n");
        // The echo, and what the program wrote: in one part or two.
        let mut seen = String::new();
        while !seen.contains("said") {
            let mut part = [0; 64];
            let length = master.read(&mut part).unwrap();
            seen += &String::from_utf8_lossy(&part[..length]);
        }
    }
}

#[test]
fn a_program_only_adds_to_what_it_was_given_to_add_to() {
    // 63 is EPERM. FD_FILESTAT_SET_SIZE is not among the rights, and APPEND stays.
    let program = Program::main(
        "(call $int (call $fd_fdstat_set_flags (i32.const 1) (i32.const 0)))
         (call $int (call $fd_fdstat_set_flags (i32.const 1) (i32.const 4)))
         (call $int (call $fd_filestat_set_size (i32.const 1) (i64.const 0)))
         (call $check (call $fd_fdstat_get (i32.const 1) (i32.const 1024)))
         (call $int (i32.load16_u (i32.const 1026)))
         (call $int (i32.wrap_i64 (i64.and (i64.load (i32.const 1032)) (i64.const 0x400000))))
         (call $int (call $fd_fdstat_set_flags (i32.const 1) (i32.const 1)))",
    );
    for engine in ENGINES {
        program.put("log", "before\n");
        let log = OpenOptions::new()
            .append(true)
            .open(program.folder.join("log"))
            .unwrap();
        let mut command = program.command(["--engine", engine]);
        Done::from(command.stdout(log).output().unwrap()).printed("");
        let written = fs::read_to_string(program.folder.join("log")).unwrap();
        assert_eq!(written, "before\n63\n63\n63\n1\n0\n0\n");
    }
}

#[test]
fn standard_input_need_not_be_waited_for() {
    // EAGAIN; NONBLOCK; then it waits again, for four bytes and for the end.
    let program = Program::main(
        "(call $check (call $fd_fdstat_set_flags (i32.const 0) (i32.const 4)))
         (call $int (call $read (i32.const 0) (i32.const 4)))
         (call $check (call $fd_fdstat_get (i32.const 0) (i32.const 1024)))
         (call $int (i32.load16_u (i32.const 1026)))
         (call $int (call $fd_fdstat_set_flags (i32.const 0) (i32.const 2)))
         (call $check (call $fd_fdstat_set_flags (i32.const 0) (i32.const 0)))
         (call $check (call $read (i32.const 0) (i32.const 4)))
         (call $print (i32.const 65536) (i32.load (i32.const 8)))
         (call $check (call $read (i32.const 0) (i32.const 4)))
         (call $int (i32.load (i32.const 8)))
         (call $check (call $fd_fdstat_set_flags (i32.const 0) (i32.const 4)))
         (call $check (call $read (i32.const 0) (i32.const 4)))
         (call $int (i32.load (i32.const 8)))",
    );
    for engine in ENGINES {
        let mut child = program
            .command(["--engine", engine])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut said = [0; 7];
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut said)
            .unwrap();
        assert_eq!(&said, b"6\n4\n28\n");
        stdin.write_all(b"four").unwrap();
        drop(stdin);
        let done = Done::from(child.wait_with_output().unwrap());
        // End-of-file is not a reason to wait.
        done.printed("four0\n0\n");
    }
}

#[test]
fn standard_output_need_not_be_waited_for() {
    // Fills the pipe, and exits with EAGAIN.
    let program = Program::main(
        "(call $check (call $fd_fdstat_set_flags (i32.const 1) (i32.const 4)))
         (loop $more
           (call $check (call $write (i32.const 1) (i32.const 65536) (i32.const 6000)))
           (br $more))",
    );
    for engine in ENGINES {
        let mut child = program
            .command(["--engine", engine])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(6));
        let mut written = Vec::new();
        stdout.read_to_end(&mut written).unwrap();
        assert!(written.len() >= 4096, "{} bytes", written.len());
    }
}

#[test]
fn a_file_tells_when_it_was_last_changed() {
    let data = r#"(data (i32.const 1024) "file")"#;
    let body = "
        (call $check (call $path_filestat_get (i32.const 3) (i32.const 0) (i32.const 1024)
          (i32.const 4) (i32.const 2048)))
        (call $number (i64.load (i32.const 2104)))
        (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 1024) (i32.const 4)
          (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 512)))
        (call $check (call $fd_filestat_get (i32.load (i32.const 512)) (i32.const 3072)))
        (call $number (i64.load (i32.const 3128)))
        (call $int (i64.eq (i64.load (i32.const 2056)) (i64.load (i32.const 3080))))
        (call $check (call $fd_filestat_get (i32.const 3) (i32.const 2048)))
        (call $number (i64.load (i32.const 2104)))";
    for engine in ENGINES {
        let program = Program::with(data, body);
        program.put("file", "");
        std::thread::sleep(Duration::from_millis(20));
        let path = program.folder.join("file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let changed = |path: &Path| {
            let metadata = fs::metadata(path).unwrap();
            metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec()
        };
        let (file, folder) = (changed(&path), changed(&program.folder));
        assert!(file > folder);
        program
            .run(["--engine", engine, "--dir", "."])
            .printed(&format!("{file}\n{file}\n1\n{folder}\n"));
    }
}

/// Opens paths below the first directory, with these rights, and prints the errors.
fn opens(paths: &[(&str, u64)]) -> Program {
    let (mut data, mut body, mut at) = (String::new(), String::new(), 2048);
    for (path, rights) in paths {
        data += &format!("(data (i32.const {at}) \"{path}\")");
        body += &format!(
            "(call $int (call $path_open (i32.const 3) (i32.const 1) (i32.const {at})
               (i32.const {}) (i32.const 0) (i64.const {rights}) (i64.const 0) (i32.const 0)
               (i32.const 512)))",
            path.len()
        );
        at += path.len();
    }
    Program::with(&data, &body)
}

const FD_READ: u64 = 1 << 1;
const FD_WRITE: u64 = 1 << 6;

#[test]
fn the_memory_of_processes_is_not_a_file() {
    // EACCES for memory, and for writes to the kernel.
    let paths = [
        ("proc/self/mem", FD_READ),
        ("proc/self/mem", FD_READ | FD_WRITE),
        ("proc/thread-self/mem", FD_READ),
        ("proc/self/task/../mem", FD_READ),
        ("proc/self/comm", FD_WRITE),
        ("proc/self/comm", FD_READ),
        ("proc/version", FD_READ),
        ("proc/self", FD_READ),
        ("dev/null", FD_READ | FD_WRITE),
        ("proc/self/root/proc/version", FD_READ),
        ("proc/self/cwd", FD_READ),
    ];
    for engine in ENGINES {
        opens(&paths)
            .run(["--engine", engine, "--dir", "/"])
            .printed("2\n2\n2\n2\n2\n0\n0\n0\n0\n32\n32\n");
    }
    let parent = format!("/proc/{}", std::process::id());
    let paths = [("mem", FD_READ), ("task", FD_READ), ("status", FD_READ)];
    opens(&paths).run(["--dir", &parent]).printed("2\n0\n0\n");

    let program = opens(&[("link", FD_READ)]);
    let up = "../".repeat(program.folder.components().count() - 1);
    symlink(format!("{up}proc/self/mem"), program.folder.join("link")).unwrap();
    let text = fs::read_to_string(&program.path).unwrap();
    let link = format!("{}/link", from_root(&program.folder));
    let text = text.replace("\"link\"", &format!("\"{link}\"")).replace(
        "(i32.const 4) (i32.const 0) (i64.const 2)",
        &format!("(i32.const {}) (i32.const 0) (i64.const 2)", link.len()),
    );
    fs::write(&program.path, text).unwrap();
    program.run(["--dir", "/"]).printed("2\n");
}

#[test]
fn a_closed_number_is_used_again() {
    // The file behind a number is tracked: opened, closed, and opened again.
    let data = r#"(data (i32.const 1024) "onetwo")"#;
    let open = |at: u32| {
        format!(
            "(call $check (call $path_open (i32.const 3) (i32.const 1) (i32.const {at})
               (i32.const 3) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0)
               (i32.const 512)))
             (call $check (call $fd_filestat_get (i32.load (i32.const 512)) (i32.const 2048)))
             (call $number (i64.load (i32.const 2080)))"
        )
    };
    let body = format!(
        "{0} (call $check (call $fd_close (i32.load (i32.const 512)))) {1}
         (call $check (call $fd_renumber (i32.const 4) (i32.const 4))) {0}
         (call $check (call $fd_renumber (i32.const 4) (i32.const 5)))
         (call $check (call $fd_filestat_get (i32.const 5) (i32.const 2048)))
         (call $number (i64.load (i32.const 2080))) {0}
         (call $int (call $fd_filestat_get (i32.const 9) (i32.const 2048)))",
        open(1024),
        open(1027)
    );
    let program = Program::with(data, &body);
    program.put("one", "1").put("two", "22");
    program.run(["--dir", "."]).printed("1\n2\n1\n2\n1\n8\n");
}

#[test]
fn a_directory_can_be_for_reading_only() {
    let data = r#"(data (i32.const 1024) "file") (data (i32.const 1028) "/abs")"#;
    let open = |fd: u32, oflags: u32, rights: u64| {
        format!(
            "(call $int (call $path_open (i32.const {fd}) (i32.const 1) (i32.const 1024)
               (i32.const 4) (i32.const {oflags}) (i64.const {rights}) (i64.const 0)
               (i32.const 0) (i32.const 512)))"
        )
    };
    let body = [
        open(3, 0, FD_READ),
        open(3, 0, FD_WRITE),
        open(3, 8, FD_READ),
        open(3, 1, FD_WRITE),
        "(call $int (call $path_create_directory (i32.const 3) (i32.const 1026) (i32.const 2)))
         (call $int (call $path_rename (i32.const 3) (i32.const 1024) (i32.const 4)
           (i32.const 4) (i32.const 1026) (i32.const 2)))
         (call $int (call $path_rename (i32.const 4) (i32.const 1024) (i32.const 4)
           (i32.const 3) (i32.const 1026) (i32.const 2)))
         (call $int (call $path_symlink (i32.const 1028) (i32.const 4) (i32.const 3)
           (i32.const 1026) (i32.const 2)))"
            .to_owned(),
        open(4, 0, FD_WRITE),
    ]
    .join(" ");
    for engine in ENGINES {
        let program = Program::with(data, &body);
        for folder in ["a", "b"] {
            fs::create_dir(program.folder.join(folder)).unwrap();
            fs::write(program.folder.join(folder).join("file"), "kept").unwrap();
        }
        // EROFS.
        let options = [
            "--engine", engine, "--dir-ro", "a::/", "--dir", "b", "--dir", "/",
        ];
        let wanted = "0\n69\n69\n69\n69\n69\n69\n69\n0\n";
        program.run(options).printed(wanted);
        assert_eq!(fs::read_dir(program.folder.join("a")).unwrap().count(), 1);
        let kept = fs::read_to_string(program.folder.join("a/file")).unwrap();
        assert_eq!(kept, "kept");
    }
}

#[test]
fn both_kinds_of_directories_keep_their_order() {
    let program = Program::main(PREOPENS);
    let options = [
        "--dir-ro=.::a",
        "--dir=.::b",
        "--dir-ro",
        ".::c",
        "--dir",
        ".::d",
    ];
    program.run(options).printed("a\nb\nc\nd\n");
}

#[test]
fn a_mode_is_not_part_of_a_name() {
    let program = Program::main(PREOPENS);
    for wrong in [".::/x:ro", ".::.:rw", ".:ro", ".::/x::ro"] {
        for option in ["--dir", "--dir-ro"] {
            program
                .run([option, wrong])
                .failed(125, &[option, wrong, "--dir-ro HOST::GUEST"]);
        }
    }
    fs::create_dir(program.folder.join("odd:ro")).unwrap();
    program.run(["--dir", "odd:ro"]).printed("odd:ro\n");
    program.run(["--dir", "odd:ro::/x"]).printed("/x\n");
}

/// Prints the names in the first directory, read through a buffer of this size. After the
/// first buffer it waits for input.
fn names(size: u32) -> Program {
    let body = format!(
        "(local $cookie i64) (local $at i32) (local $end i32) (local $name i32)
         (loop $more
           (call $check (call $fd_readdir (i32.const 3) (i32.const 65536) (i32.const {size})
             (local.get $cookie) (i32.const 512)))
           (local.set $at (i32.const 65536))
           (local.set $end (i32.add (local.get $at) (i32.load (i32.const 512))))
           (block $read
             (loop $entry
               (local.set $name (i32.add (local.get $at) (i32.const 24)))
               (br_if $read (i32.gt_u (local.get $name) (local.get $end)))
               (br_if $read (i32.gt_u
                 (i32.add (local.get $name) (i32.load offset=16 (local.get $at)))
                 (local.get $end)))
               (local.set $cookie (i64.load (local.get $at)))
               (call $print (local.get $name) (i32.load offset=16 (local.get $at)))
               (local.set $at
                 (i32.add (local.get $name) (i32.load offset=16 (local.get $at))))
               (i32.store8 (i32.const 1024) (i32.const 10))
               (call $print (i32.const 1024) (i32.const 1))
               (br $entry)))
           (if (i32.eqz (i32.load (i32.const 1028)))
             (then
               (i32.store (i32.const 1028) (i32.const 1))
               (drop (call $read (i32.const 0) (i32.const 1)))))
           (br_if $more (i32.eq (i32.load (i32.const 512)) (i32.const {size}))))"
    );
    Program::main(&body)
}

fn sorted(printed: &str) -> Vec<&str> {
    let mut names: Vec<_> = printed.lines().collect();
    names.sort_unstable();
    names
}

#[test]
fn all_kinds_of_files_are_in_a_directory() {
    let sizes = [60, 100, 1000, 60000];
    for (engine, size) in ENGINES.iter().cycle().zip(sizes) {
        let program = names(size);
        let folder = program.folder.join("d");
        fs::create_dir(&folder).unwrap();
        let mut wanted = vec![".".to_owned(), "..".to_owned(), "socket".to_owned()];
        let _socket = UnixListener::bind(folder.join("socket")).unwrap();
        for number in 0..50 {
            let name = format!("{number:02}");
            fs::write(folder.join(&name), "").unwrap();
            wanted.push(name);
        }
        let odd = OsStr::from_bytes(b"odd\xff");
        fs::write(folder.join(odd), "").unwrap();
        wanted.push(odd.display().to_string());
        symlink("nowhere", folder.join("link")).unwrap();
        wanted.push("link".to_owned());
        wanted.sort_unstable();
        let done = program.run(["--engine", engine, "--dir", "d"]);
        assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{done:?}");
        assert_eq!(sorted(&done.out), wanted, "{size}");
    }
}

#[test]
fn what_stays_in_a_directory_is_given_once_whatever_else_changes() {
    let program = names(1000);
    let folder = program.folder.join("d");
    fs::create_dir(&folder).unwrap();
    for number in 0..200 {
        fs::write(folder.join(format!("stays{number:03}")), "").unwrap();
        fs::write(folder.join(format!("goes{number:03}")), "").unwrap();
    }
    let mut child = program
        .command(["--dir", "d"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut first)
        .unwrap();
    // It waits after the first of many buffers.
    std::thread::sleep(Duration::from_millis(100));
    for number in 0..200 {
        fs::remove_file(folder.join(format!("goes{number:03}"))).unwrap();
        fs::write(folder.join(format!("comes{number:03}")), "").unwrap();
    }
    drop(child.stdin.take());
    let done = Done::from(child.wait_with_output().unwrap());
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{done:?}");
    let out = String::from_utf8_lossy(&first).into_owned() + &done.out;
    let mut stayed = sorted(&out);
    stayed.retain(|name| name.starts_with("stays"));
    let wanted: Vec<_> = (0..200).map(|number| format!("stays{number:03}")).collect();
    assert_eq!(stayed, wanted);
}

/// Asks for the directories, as the libc does at the first path, complains, and fails.
const FAILS: &str = "
    (drop (call $fd_prestat_get (i32.const 3) (i32.const 1024)))
    (drop (call $write (i32.const 2) (i32.const 2048) (i32.const 2)))
    (call $proc_exit (i32.const 1))";

#[test]
fn what_was_not_given_is_named_when_the_program_has_failed() {
    let program = Program::with(r#"(data (i32.const 2048) "?\n")"#, FAILS);
    fs::create_dir(program.folder.join("sub")).unwrap();
    program.put("sub/file", "");
    let said = |options: &[&str], arguments: &[&str]| {
        let mut command = program.command(options);
        let done = Done::from(command.args(arguments).output().unwrap());
        assert_eq!(done.code, Some(1), "{done:?}");
        done.err
    };
    let folder = program.folder.to_str().unwrap();
    let file = format!("{folder}/sub/file");
    let out = format!("--out={folder}/sub/new");
    let sub = format!("--dir {folder}/sub gives");
    for (options, arguments, wanted) in [
        (
            &[][..],
            &["-v", "sub/file"][..],
            "note: the program has no access to sub/file;",
        ),
        (&[], &["sub/file"], "--dir sub gives it"),
        (&[], &["program.wat"], "--dir . gives it"),
        (&["--dir", "."], &["/proc/version"], "--dir /proc gives it"),
        (&["--dir", "sub"], &["sub/file", &file], &sub),
        (&["--dir", "sub"], &[&out], &sub),
        (
            &["--dir-ro", "sub::/x"],
            &["x", "sub"],
            "--dir sub gives it",
        ),
        (
            &[],
            &["--dir=.", "sub/file"],
            "options of wasi-run go before the module",
        ),
        (&[], &["word"], "has access to no directory"),
        (&[], &[], "has access to no directory"),
    ] {
        let err = said(options, arguments);
        assert!(err.contains(wanted), "no {wanted:?} in {err:?}");
        assert_eq!(err.lines().count(), 2, "{err:?}");
    }
    for (options, arguments) in [
        (
            &["--dir", "."][..],
            &["sub/file", "missing", "s/a/b/", "-x"][..],
        ),
        (&["--dir", ".::/"], &["sub/file", "/sub/file", "/x"]),
        (&["--dir", "/"], &["sub/file", &file]),
        (&["--dir", "sub"], &["sub/file", "./sub/new"]),
    ] {
        assert_eq!(said(options, arguments), "?\n", "{options:?} {arguments:?}");
    }
}

#[test]
fn a_program_that_fails_for_other_reasons_hears_nothing_of_directories() {
    // It does not look for files; it says nothing of it; it does not fail.
    for (body, argument, status) in [
        (
            "(drop (call $write (i32.const 2) (i32.const 1024) (i32.const 0)))
             (call $proc_exit (i32.const 1))",
            "file",
            1,
        ),
        (
            "(drop (call $fd_prestat_get (i32.const 3) (i32.const 1024)))
             (call $proc_exit (i32.const 1))",
            "word",
            1,
        ),
        (
            "(drop (call $fd_prestat_get (i32.const 3) (i32.const 1024)))",
            "file",
            0,
        ),
    ] {
        let program = Program::main(body);
        program.put("file", "");
        let mut command = program.command([""; 0]);
        let done = Done::from(command.arg(argument).output().unwrap());
        assert_eq!(
            (done.code, done.err.as_str()),
            (Some(status), ""),
            "{done:?}"
        );
    }
}

#[test]
fn the_size_of_a_terminal_is_in_the_environment() {
    let program = environment();
    let run = |options: &[&str]| {
        let (master, terminal) = terminal();
        let mut size = tcgetwinsize(&terminal).unwrap();
        (size.ws_col, size.ws_row) = (132, 43);
        tcsetwinsize(&terminal, size).unwrap();
        let status = program.command(options).stdout(terminal).status().unwrap();
        assert_eq!(status.code(), Some(0));
        let mut seen = [0; 256];
        let length = File::from(master).read(&mut seen).unwrap();
        String::from_utf8_lossy(&seen[..length]).into_owned()
    };
    assert_eq!(run(&["--terminal=no"]), "COLUMNS=132\0LINES=43\x002\r\n");
    // Otherwise the program asks.
    assert_eq!(run(&[]), "0\r\n");
    let options = ["--terminal=no", "--env", "LINES=9"];
    assert_eq!(run(&options), "LINES=9\0COLUMNS=132\x002\r\n");
    assert_eq!(run(&["--deterministic"]), "0\r\n");
}

#[test]
fn standard_input_can_be_nothing() {
    let program = Program::main(CAT);
    program.run([""; 0]).printed("");
}

#[test]
fn what_is_closed_is_closed_for_the_program() {
    // 8 is EBADF, and the next file gets such a number.
    let body = "
        (local $sum i32)
        (local.set $sum (call $read (i32.const 0) (i32.const 1)))
        (local.set $sum (i32.add (local.get $sum)
          (i32.mul (i32.const 2) (call $write (i32.const 1) (i32.const 1024) (i32.const 1)))))
        (drop (call $path_open (i32.const 3) (i32.const 0) (i32.const 1024) (i32.const 1)
          (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 512)))
        (call $proc_exit (i32.add (local.get $sum)
          (i32.mul (i32.const 50) (i32.load (i32.const 512)))))";
    for engine in ENGINES {
        let program = Program::with(r#"(data (i32.const 1024) "f")"#, body);
        program.put("f", "");
        for (closed, status) in [
            ("<&-", 8),
            (">&-", 16 + 50),
            ("<&- >&- 2>&-", 24 + 100),
            ("2>&-", 100),
            ("", 200),
        ] {
            let script = format!("exec \"$@\" </dev/null >/dev/null {closed}");
            let mut command = Command::new("sh");
            command
                .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_wasi-run")])
                .args(["--engine", engine, "--dir"])
                .arg(&program.folder)
                .arg(&program.path)
                .env("WASI_RUN_CACHE", "off");
            let done = Done::from(command.output().unwrap());
            assert_eq!(
                (done.code, done.err.as_str()),
                (Some(status), ""),
                "{closed}"
            );
        }
    }
}

#[test]
fn a_program_leaves_the_input_that_it_does_not_read() {
    let program = Program::main("(call $check (call $read (i32.const 0) (i32.const 4)))");
    program.put("input", "one\ntwo\n");
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "\"$@\" < input; cat",
            "sh",
            env!("CARGO_BIN_EXE_wasi-run"),
        ])
        .env("WASI_RUN_CACHE", "off")
        .arg(&program.path)
        .current_dir(&program.folder)
        .stdin(Stdio::null());
    Done::from(command.output().unwrap()).printed("");

    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "{ \"$@\"; cat; } < input",
            "sh",
            env!("CARGO_BIN_EXE_wasi-run"),
        ])
        .env("WASI_RUN_CACHE", "off")
        .arg(&program.path)
        .current_dir(&program.folder);
    Done::from(command.output().unwrap()).printed("two\n");
}

#[test]
fn output_is_written_at_once() {
    // No newline, and the program goes on.
    let program = Program::with(
        r#"(data (i32.const 1024) "prompt> ")"#,
        "(call $print (i32.const 1024) (i32.const 8))
         (drop (call $read (i32.const 0) (i32.const 1)))",
    );
    let mut child = program
        .command([""; 0])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut prompt = [0; 8];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut prompt)
        .unwrap();
    assert_eq!(&prompt, b"prompt> ");
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_closed_output_is_an_error_for_the_program_alone() {
    // EPIPE is 64.
    let body = "(call $proc_exit (call $write (i32.const 1) (i32.const 0) (i32.const 8)))";
    for engine in ENGINES {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let program = Program::main(body);
        let mut command = program.command(["--engine", engine]);
        let child = command
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let done = Done::from(child.wait_with_output().unwrap());
        assert_eq!((done.code, done.err.as_str()), (Some(64), ""), "{done:?}");
    }
}

#[test]
fn a_full_device_is_an_error_for_the_program_alone() {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
        panic!("there is no /dev/full here");
    };
    // ENOSPC is 51.
    let program =
        Program::main("(call $proc_exit (call $write (i32.const 1) (i32.const 0) (i32.const 8)))");
    let status = program.command([""; 0]).stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(51));
}

#[test]
fn messages_to_a_closed_standard_error_do_not_change_the_status() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let program = Program::main("(drop (call $sched_yield)) unreachable");
    let mut command = program.command(["--trace", "--count-calls"]);
    let status = command.stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(134));
}

/// Exits with 100 times the type of standard input, 10 times that of standard
/// output and that of standard error.
const FILETYPES: &str = "
    (local $sum i32) (local $fd i32)
    (loop $next
      (call $check (call $fd_fdstat_get (local.get $fd) (i32.const 1024)))
      (local.set $sum (i32.add
        (i32.mul (local.get $sum) (i32.const 10)) (i32.load8_u (i32.const 1024))))
      (local.set $fd (i32.add (local.get $fd) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $fd) (i32.const 3))))
    (call $proc_exit (local.get $sum))";

/// A pseudoterminal: its master, and the terminal to give to a program.
fn terminal() -> (OwnedFd, File) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let name = std::ffi::OsString::from_vec(name.into_bytes());
    let terminal = OpenOptions::new()
        .read(true)
        .write(true)
        .open(name)
        .unwrap();
    (master, terminal)
}

#[test]
fn a_terminal_is_a_character_device() {
    for engine in ENGINES {
        let program = Program::main(FILETYPES);
        let (_master, terminal) = terminal();
        let mut command = program.command(["--engine", engine]);
        let status = command
            .stdin(terminal.try_clone().unwrap())
            .stdout(terminal.try_clone().unwrap())
            .stderr(terminal)
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(222));
    }
}

#[test]
fn a_pipe_is_no_character_device() {
    let done = Program::main(FILETYPES).feed(&[], b"");
    assert_eq!(done.code, Some(0), "{done:?}");
}

#[test]
fn a_terminal_can_be_read_line_by_line() {
    let program = Program::main(
        "(call $check (call $read (i32.const 0) (i32.const 100)))
         (call $print (i32.const 65536) (i32.load (i32.const 8)))",
    );
    let (master, terminal) = terminal();
    let child = program
        .command([""; 0])
        .stdin(terminal)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    File::from(master).write_all(b"a line\nanother\n").unwrap();
    Done::from(child.wait_with_output().unwrap()).printed("a line\n");
}

#[test]
fn a_terminal_that_waits_for_a_time_only_is_not_at_its_end() {
    // Reads nothing after a tenth of a second, then what was typed.
    let program = Program::main(
        "(call $check (call $read (i32.const 0) (i32.const 100)))
         (call $int (i32.load (i32.const 8)))
         (loop $again
           (call $check (call $read (i32.const 0) (i32.const 100)))
           (br_if $again (i32.eqz (i32.load (i32.const 8)))))
         (call $print (i32.const 65536) (i32.load (i32.const 8)))",
    );
    for engine in ENGINES {
        let (master, terminal) = terminal();
        let mut settings = tcgetattr(&terminal).unwrap();
        settings.local_modes.remove(LocalModes::ICANON);
        settings.special_codes[SpecialCodeIndex::VMIN] = 0;
        settings.special_codes[SpecialCodeIndex::VTIME] = 1;
        tcsetattr(&terminal, OptionalActions::Now, &settings).unwrap();
        let mut child = program
            .command(["--engine", engine, "--timeout", "60"])
            .stdin(terminal)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = [0; 2];
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut said)
            .unwrap();
        assert_eq!(&said, b"0\n");
        File::from(master.try_clone().unwrap())
            .write_all(b"x")
            .unwrap();
        Done::from(child.wait_with_output().unwrap()).printed("x");
    }
}

/// Polls standard input for up to 30 ms, and prints the event's type.
const POLL: &str = "
    (i32.store (i32.const 1040) (i32.const 1))
    (i64.store (i32.const 1048) (i64.const 30000000))
    (i32.store8 (i32.const 1080) (i32.const 1))
    (call $check (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 2)
      (i32.const 3000)))
    (call $int (i32.load8_u (i32.const 2058)))";

#[test]
fn a_poll_sees_whether_input_is_there() {
    for engine in ENGINES {
        let program = Program::main(POLL);
        program.feed(&["--engine", engine], b"x").printed("1\n");

        let start = Instant::now();
        let mut child = program
            .command(["--engine", engine])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let done = Done::from(child.wait_with_output().unwrap());
        drop(stdin);
        done.printed("0\n");
        assert!(start.elapsed() >= Duration::from_millis(30));
    }
}

/// Polls descriptors for reading or writing, without waiting, and prints what happened to
/// each: its type, error, bytes and whether the other end is gone.
fn polls(wanted: &[(&str, u32)]) -> String {
    let mut body = String::new();
    for (index, (tag, fd)) in wanted.iter().enumerate() {
        let at = 1024 + 48 * index;
        body += &format!(
            "(i64.store (i32.const {at}) (i64.const {index}))
             (i32.store8 offset=8 (i32.const {at}) (i32.const {}))
             (i32.store offset=16 (i32.const {at}) (i32.const {fd}))",
            if *tag == "read" { 1 } else { 2 },
        );
    }
    let clock = 1024 + 48 * wanted.len();
    body += &format!(
        "(i64.store (i32.const {clock}) (i64.const 99))
         (i32.store8 offset=8 (i32.const {clock}) (i32.const 0))
         (i32.store offset=16 (i32.const {clock}) (i32.const 1))
         (i64.store offset=24 (i32.const {clock}) (i64.const 0))
         (call $check (call $poll_oneoff (i32.const 1024) (i32.const 4096) (i32.const {})
           (i32.const 3000)))
         (local.set $at (i32.const 4096))
         (loop $event
           (if (i64.ne (i64.load (local.get $at)) (i64.const 99))
             (then
               (call $number (i64.load (local.get $at)))
               (call $int (i32.load16_u offset=8 (local.get $at)))
               (call $number (i64.load offset=16 (local.get $at)))
               (call $int (i32.load16_u offset=24 (local.get $at)))))
           (local.set $at (i32.add (local.get $at) (i32.const 32)))
           (br_if $event (i32.lt_u (local.get $at)
             (i32.add (i32.const 4096) (i32.mul (i32.const 32) (i32.load (i32.const 3000)))))))",
        wanted.len() + 1
    );
    body
}

#[test]
fn a_poll_asks_the_kernel_about_each_descriptor() {
    // Standard output cannot be read, standard input not be written, 9 is nothing (8 is
    // EBADF), and the directory does not let wait.
    let wanted = [
        ("read", 0),
        ("read", 1),
        ("write", 1),
        ("write", 0),
        ("read", 9),
        ("read", 3),
    ];
    let program = Program::main(&format!("(local $at i32) {}", polls(&wanted)));
    for engine in ENGINES {
        for mode in [&["--dir", "."][..], &["--dir", ".", "--deterministic"]] {
            let options = [&["--engine", engine], mode].concat();
            // The input is there before the program asks.
            let (input, mut writer) = io::pipe().unwrap();
            writer.write_all(b"three").unwrap();
            let mut command = program.command(&options);
            let done = Done::from(command.stdin(input).output().unwrap());
            drop(writer);
            let said: Vec<u64> = done.out.lines().map(|line| line.parse().unwrap()).collect();
            let [input @ .., _, _, _, _] = &said[..] else {
                panic!("{done:?}");
            };
            assert_eq!(input, [0, 0, 5, 0, 2, 0, 4096, 0, 4, 8, 0, 0], "{done:?}");
            assert_eq!(said[12..14], [5, 0], "{done:?}");
        }
    }
}

#[test]
fn a_poll_tells_how_much_input_there_is_and_that_no_more_comes() {
    let program = Program::main(&format!("(local $at i32) {}", polls(&[("read", 0)])));
    for engine in ENGINES {
        let options = ["--engine", engine];
        program.feed(&options, b"").printed("0\n0\n0\n1\n");
        program.put("input", "0123456");
        let options = ["--engine", engine, "--stdin", "input"];
        program.feed(&options, b"").printed("0\n0\n7\n0\n");
    }
}

#[test]
fn a_terminal_that_is_opened_is_waited_for() {
    let wait = polls(&[("read", 4)]);
    let body = format!(
        "(local $at i32)
         (call $check (call $path_open (i32.const 3) (i32.const 1) (i32.const 513)
           (i32.load8_u (i32.const 512)) (i32.const 0) (i64.const 66) (i64.const 0)
           (i32.const 0) (i32.const 600)))
         {wait}
         (call $print (i32.const 1) (i32.const 0))
         (drop (call $read (i32.const 0) (i32.const 1)))
         {wait}"
    );
    for engine in ENGINES {
        let mut master = File::from(openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap());
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let path = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let name = path.strip_prefix("/dev/pts/").unwrap();
        let data = format!(r#"(data (i32.const 512) "\{:02x}{name}")"#, name.len());
        let program = Program::with(&data, &body);
        let mut child = program
            .command(["--engine", engine, "--dir", "/dev/pts"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        std::thread::sleep(Duration::from_millis(200));
        master.write_all(b"typed\n").unwrap();
        stdin.write_all(b"x").unwrap();
        // Nothing at first.
        Done::from(child.wait_with_output().unwrap()).printed("0\n0\n6\n0\n");
    }
}

#[test]
fn a_poll_wakes_when_input_comes() {
    // Two seconds at most, and input after a tenth of one.
    let program = Program::main(&POLL.replace("30000000", "20000000000"));
    let mut child = program
        .command([""; 0])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    stdin.write_all(b"x").unwrap();
    Done::from(child.wait_with_output().unwrap()).printed("1\n");
    assert!(start.elapsed() < Duration::from_secs(10));
}
