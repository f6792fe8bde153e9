use std::cell::RefCell;
use std::ffi::CString;

use super::*;
use crate::abi::fcntl::{F_SETFD, FD_CLOEXEC, O_RDONLY};
use crate::sys::{dir, fd, fs};
use crate::table::{Host, Table};
use crate::wasi::fake::{self, Fault, Service};

std::thread_local! {
    static ASKED: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Result<Vec<u8>>> = const { RefCell::new(Err(Errno::ACCES)) };
}

fn answer(request: &[u8]) -> Result<Vec<u8>> {
    ASKED.with_borrow_mut(|asked| asked.push(request.to_vec()));
    ANSWER.with_borrow(Clone::clone)
}

fn set_up(answers: Result<Vec<u8>>) {
    ASKED.take();
    ANSWER.set(answers);
    fake::set_up(|host| {
        host.memory(2, 64);
        host.preopen("/disk", "/");
        host.file("/disk/d/f", b"x");
        host.file("/disk/bin/sh", b"x");
        host.offer(Service::new(Services::PROCESSES, answer));
    });
}

/// The fields of a request, in their order.
#[derive(Debug, Default, PartialEq)]
struct Fields {
    file: (u32, String),
    cwd: (u32, String, String),
    umask: u32,
    ignored: [u32; 2],
    args: Vec<String>,
    env: Vec<String>,
    files: Vec<(u32, u32)>,
}

fn read(request: &[u8]) -> Fields {
    let rest = RefCell::new(request);
    let number = || {
        let (number, left) = rest.borrow().split_first_chunk().unwrap();
        rest.replace(left);
        u32::from_le_bytes(*number)
    };
    let text = || {
        let length = number() as usize;
        let (text, left) = rest.borrow().split_at(length);
        rest.replace(left);
        String::from_utf8(text.to_vec()).unwrap()
    };
    assert_eq!(number(), Operation::EXEC.0);
    let fields = Fields {
        file: (number(), text()),
        cwd: (number(), text(), text()),
        umask: number(),
        ignored: [number(), number()],
        args: (0..number()).map(|_| text()).collect(),
        env: (0..number()).map(|_| text()).collect(),
        files: (0..number()).map(|_| (number(), number())).collect(),
    };
    assert!(rest.borrow().is_empty());
    fields
}

fn asked() -> Vec<Fields> {
    ASKED.with_borrow(|asked| asked.iter().map(|request| read(request)).collect())
}

/// Calls with these arguments, and with an environment of one variable.
fn exec<D: Descriptors>(path: &str, args: &[&str]) -> Result {
    let strings: Vec<_> = args.iter().map(|arg| CString::new(*arg).unwrap()).collect();
    let variable = [CString::new("A=b").unwrap()];
    let array = |strings: &[CString]| {
        let pointers = strings.iter().map(|string| string.as_ptr());
        pointers.chain([core::ptr::null()]).collect::<Vec<_>>()
    };
    let (args, env) = (array(&strings), array(&variable));
    execveat::<D>(
        Fd(AT_FDCWD),
        path.as_bytes(),
        Strings::of(&args),
        Strings::of(&env),
    )
}

#[test]
fn the_host_gets_everything_that_the_new_program_has() {
    set_up(Err(Errno::ACCES));
    dir::chdir(b"d").unwrap();
    let open = fs::openat::<Table>(Fd(AT_FDCWD), b"f", O_RDONLY, 0).unwrap();
    let hidden = fs::openat::<Table>(Fd(AT_FDCWD), b"f", O_RDONLY, 0).unwrap();
    fd::fcntl64::<Table>(hidden, F_SETFD, (FD_CLOEXEC as usize).into()).unwrap();
    let copy = fd::dup3(open, Fd(9), 0).unwrap();
    fd::dup3(Fd(1), Fd(2), 0).unwrap();
    assert_eq!(exec::<Table>("f", &["a", "", "c d"]), Err(Errno::ACCES));
    let all = asked();
    assert_eq!(all.len(), 1);
    let fields = &all[0];
    assert_eq!(fields.file, (3, "d/f".to_owned()));
    assert_eq!(fields.cwd, (3, "d".to_owned(), "/d".to_owned()));
    assert_eq!((fields.umask, fields.ignored), (0o022, [0, 0]));
    assert_eq!(fields.args, ["a", "", "c d"]);
    assert_eq!(fields.env, ["A=b"]);
    let host = |fd: Fd| {
        fields
            .files
            .iter()
            .find(|(number, _)| *number == fd.0 as u32)
    };
    assert_eq!(host(copy).map(|pair| pair.1), host(open).map(|pair| pair.1));
    assert_eq!(host(Fd(2)), Some(&(2, 1)));
    assert_eq!(host(hidden), None);
    // Nothing is left of the request.
    assert_eq!(exec::<Table>("f", &[]), Err(Errno::ACCES));
    assert_eq!(asked()[1].args, [""; 0]);
}

#[test]
fn without_a_table_numbers_are_the_hosts() {
    set_up(Err(Errno::ACCES));
    let open = fs::openat::<Host>(Fd(AT_FDCWD), b"d/f", O_RDONLY, 0).unwrap();
    crate::fd::set_close_on_exec(Fd(1), true);
    assert_eq!(exec::<Host>("d/f", &["f"]), Err(Errno::ACCES));
    let files = &asked()[0].files;
    let number = open.0 as u32;
    assert!(files.contains(&(number, number)) && !files.contains(&(1, 1)));
}

#[test]
fn a_script_is_for_its_interpreter() {
    for (line, words) in [
        ("/bin/sh", &["/bin/sh"][..]),
        (" \t/bin/sh -x  ", &["/bin/sh", "-x"]),
        ("/bin/sh  a b\t", &["/bin/sh", "a b"]),
    ] {
        set_up(Ok(line.into()));
        // The host says of each file that it is a script.
        assert_eq!(exec::<Host>("d/f", &["x", "1"]), Err(Errno::LOOP));
        let all = asked();
        assert_eq!(all.len(), 5);
        assert_eq!(all[1].file.1, "bin/sh");
        let wanted: Vec<&str> = words.iter().copied().chain(["d/f", "1"]).collect();
        assert_eq!(all[1].args, wanted);
        let more = words.iter().chain(&["/bin/sh"]).chain(&words[1..]);
        let wanted: Vec<&str> = more.copied().chain(["d/f", "1"]).collect();
        assert_eq!(all[2].args, wanted);
    }
    for line in ["", "  ", "\t"] {
        set_up(Ok(line.into()));
        assert_eq!(exec::<Host>("d/f", &["x"]), Err(Errno::NOEXEC));
    }
}

#[test]
fn a_lying_host_is_an_error() {
    for claim in [LINE + 1, usize::MAX] {
        set_up(Ok(b"/bin/sh".to_vec()));
        assert!(service::offers().has(Services::PROCESSES));
        fake::host(|host| host.fault("path_readlink", 0, Fault::Claim(claim)));
        assert_eq!(exec::<Host>("d/f", &["x"]), Err(Errno::IO));
    }
    fake::set_up(|host| {
        host.preopen("/disk", "/");
        host.file("/disk/f", b"x");
    });
    assert_eq!(exec::<Host>("f", &["x"]), Err(Errno::NOSYS));
}
