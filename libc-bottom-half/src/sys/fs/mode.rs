//! The permissions that a program sets, and their checks.

use super::*;
use crate::abi::fcntl::{AT_FDCWD, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_WRONLY};
use crate::file::mode::of;
use crate::process;
use crate::sys::dir::mkdirat;
use crate::sys::io;
use crate::table::Table;
use crate::table::close;
use crate::user::{Bytes, BytesMut};
use crate::wasi::fake::{self, Fault};

const HERE: Fd = Fd(AT_FDCWD);

fn set_up() {
    fake::set_up(|host| {
        host.memory(2, 64);
        host.preopen("/", "/");
        host.file("/f", b"");
        host.link("/l", "f");
        host.link("/dangling", "new");
    });
}

fn mode(path: &[u8]) -> Result<u32> {
    Ok(of(&path::status(HERE, path, 0)?) & 0o7777)
}

fn open(path: &[u8], flags: i32, mode: u32) -> Result {
    close(openat::<Table>(HERE, path, flags, mode)?)
}

#[test]
fn a_program_may_be_executed_unless_its_mode_forbids_it() {
    set_up();
    fake::host(|host| host.file("/p", b"#!x"));
    let may = |path| faccessat2::<Table>(HERE, path, 1, 0);
    assert_eq!((may(b"p"), may(b"f")), (Ok(()), Err(Errno::ACCES)));
    fchmodat(HERE, b"p", 0o600).unwrap();
    fchmodat(HERE, b"f", 0o755).unwrap();
    assert_eq!((may(b"p"), may(b"f")), (Err(Errno::ACCES), Ok(())));
}

#[test]
fn a_change_is_remembered_by_every_name() {
    set_up();
    assert_eq!(mode(b"f"), Ok(0o644));
    fchmodat(HERE, b"l", 0o4751).unwrap();
    assert_eq!((mode(b"f"), mode(b"l")), (Ok(0o4751), Ok(0o4751)));
    renameat2::<Host>(HERE, b"f", HERE, b"g", 0).unwrap();
    assert_eq!(mode(b"g"), Ok(0o4751));
    fchmodat(HERE, b"g", 0o644).unwrap();
    assert_eq!((mode(b"g"), any()), (Ok(0o644), false));
    let nofollow = c::AT_SYMLINK_NOFOLLOW;
    assert_eq!(fchmodat2(HERE, b"l", 0, nofollow), Err(Errno::NOTSUP));
    assert_eq!(fchmodat2(HERE, b"g", 0, 0x100), Err(Errno::INVAL));
    assert_eq!(fchmodat(HERE, b"missing", 0), Err(Errno::NOENT));
    assert_eq!(fchmod(Fd(77), 0), Err(Errno::BADF));
}

#[test]
fn new_files_get_what_the_umask_leaves() {
    set_up();
    process::set_umask(0o027);
    open(b"a", O_CREAT | O_RDWR, 0o777).unwrap();
    open(b"b", O_CREAT | O_WRONLY | O_EXCL, 0o666).unwrap();
    open(b"dangling", O_CREAT | O_RDWR, 0o700).unwrap();
    open(b"f", O_CREAT | O_RDWR, 0o700).unwrap();
    mkdirat::<Table>(HERE, b"d", 0o7777).unwrap();
    let modes = [mode(b"a"), mode(b"b"), mode(b"new"), mode(b"f"), mode(b"d")];
    let bits = [0o750, 0o640, 0o700, 0o644, 0o1750];
    assert_eq!(modes, bits.map(Ok));
}

#[test]
fn a_new_file_with_an_old_number_is_new() {
    set_up();
    let old = path::status(HERE, b"f", 0).unwrap();
    set(&old, S_IFREG | 0o400).unwrap();
    created(&old, S_IFREG | 0o644).unwrap();
    assert_eq!(mode(b"f"), Ok(0o644));
    set(&old, S_IFREG | 0o400).unwrap();
    let folder = Filestat {
        filetype: wasi::Filetype::DIRECTORY,
        ..old
    };
    assert_eq!(of(&folder), S_IFDIR | 0o755);
}

#[test]
fn a_file_is_used_as_its_mode_permits() {
    set_up();
    let access = |uses| faccessat2::<Table>(HERE, b"f", uses, 0);
    let uses = [0, 4, 2, 6];
    assert_eq!(uses.map(access), [Ok(()); 4]);
    assert_eq!(access(1), Err(Errno::ACCES));
    assert_eq!(access(8), Err(Errno::INVAL));
    fchmodat(HERE, b"f", 0o500).unwrap();
    assert_eq!([5, 1].map(access), [Ok(()); 2]);
    assert_eq!([2, 7].map(access), [Err(Errno::ACCES); 2]);
    assert_eq!(open(b"f", O_RDONLY, 0), Ok(()));
    assert_eq!(open(b"f", O_RDWR, 0), Err(Errno::ACCES));
    let exclusive = O_CREAT | O_EXCL | O_RDWR;
    assert_eq!(open(b"f", exclusive, 0), Err(Errno::EXIST));
    fchmodat(HERE, b"f", 0).unwrap();
    assert_eq!(open(b"l", O_RDONLY, 0), Err(Errno::ACCES));
}

#[test]
fn a_pipe_with_a_name() {
    set_up();
    process::set_umask(0);
    mknodat(HERE, b"p", S_IFIFO | 0o622, 0).unwrap();
    let known = path::status(HERE, b"p", 0).unwrap();
    assert_eq!(of(&known), S_IFIFO | 0o622);
    assert_eq!(mknodat(HERE, b"p", S_IFIFO, 0), Err(Errno::EXIST));
    let [reads, writes] = [O_RDONLY | c::O_NONBLOCK, O_WRONLY | c::O_NONBLOCK];
    assert_eq!(openat::<Table>(HERE, b"p", writes, 0), Err(Errno::NXIO));
    assert_eq!(openat::<Table>(HERE, b"p", O_WRONLY, 0), Err(Errno::DEADLK));
    assert_eq!(openat::<Table>(HERE, b"p", O_RDONLY, 0), Err(Errno::DEADLK));
    let reader = openat::<Table>(HERE, b"p", reads, 0).unwrap();
    let writer = openat::<Table>(HERE, b"p", O_WRONLY | O_CREAT, 0).unwrap();
    let mut byte = [0];
    let mut read = || io::read::<Table>(reader, BytesMut::of(&mut byte));
    assert_eq!(read(), Err(Errno::AGAIN));
    assert_eq!(io::write::<Table>(writer, Bytes::of(b"x")), Ok(1));
    let mut status = Stat::ZERO;
    fstat::<Table>(writer, Out::from(&mut status)).unwrap();
    assert_eq!(
        (status.st_ino, status.st_mode),
        (known.ino, S_IFIFO | 0o622)
    );
    assert_eq!(read(), Ok(1));
    close(writer).unwrap();
    assert_eq!(read(), Ok(0));
    // The file exists without its name, and a new file of that name is another.
    unlinkat::<Host>(HERE, b"p", 0).unwrap();
    mknodat(HERE, b"p", S_IFIFO | 0o600, 0).unwrap();
    assert_eq!(openat::<Table>(HERE, b"p", writes, 0), Err(Errno::NXIO));
    let both = openat::<Table>(HERE, b"p", O_RDWR, 0).unwrap();
    assert_eq!(io::write::<Table>(both, Bytes::of(b"yz")), Ok(2));
    assert_eq!(io::read::<Table>(both, BytesMut::of(&mut [0; 9])), Ok(2));
    close(both).unwrap();
    close(reader).unwrap();
}

#[test]
fn nodes_that_are_files() {
    set_up();
    assert_eq!(mknodat(HERE, b"a", 0o750, 0), Ok(()));
    assert_eq!(mknodat(HERE, b"b", S_IFREG | 0o666, 0), Ok(()));
    assert_eq!((mode(b"a"), mode(b"b")), (Ok(0o750), Ok(0o644)));
    assert_eq!(mknodat(HERE, b"c", S_IFCHR | 0o666, 0), Err(Errno::PERM));
    assert_eq!(mknodat(HERE, b"c", S_IFDIR | 0o666, 0), Err(Errno::PERM));
    assert_eq!(mknodat(HERE, b"missing/c", 0, 0), Err(Errno::NOENT));
    fake::host(|host| host.fault("fd_filestat_get", 0, Fault::Code(29)));
    assert_eq!(mknodat(HERE, b"c", 0, 0), Err(Errno::IO));
    assert_eq!(mode(b"c"), Err(Errno::NOENT));
}

#[test]
fn thousands_are_remembered() {
    set_up();
    let file = path::status(HERE, b"f", 0).unwrap();
    let number = |ino| Filestat { ino, ..file };
    for ino in 1..20_000 {
        set(&number(ino), S_IFREG | 0o600).unwrap();
        if ino % 3 == 0 {
            set(&number(ino / 3), S_IFREG | 0o644).unwrap();
        }
    }
    for ino in 1..20_000 {
        let expected = if ino <= 6666 { 0o644 } else { 0o600 };
        assert_eq!(of(&number(ino)), S_IFREG | expected, "{ino}");
    }
}

#[test]
fn without_memory_nothing_changes() {
    fake::set_up(|host| {
        host.memory(1, 1);
        host.preopen("/", "/");
        host.file("/f", b"");
    });
    assert_eq!(fchmodat(HERE, b"f", 0o600), Err(Errno::NOMEM));
    assert_eq!(fchmodat(HERE, b"f", 0o644), Ok(()));
    assert_eq!(open(b"new", O_CREAT | O_RDWR, 0o600), Err(Errno::NOMEM));
    assert_eq!(mkdirat::<Table>(HERE, b"d", 0o700), Err(Errno::NOMEM));
    assert_eq!(
        (mode(b"new"), mode(b"d")),
        (Err(Errno::NOENT), Err(Errno::NOENT))
    );
    assert_eq!(mode(b"f"), Ok(0o644));
}

#[test]
fn a_host_that_fails_leaves_no_descriptor() {
    set_up();
    let count = fake::host(|host| host.open_count());
    fake::host(|host| host.fault("fd_filestat_get", 0, Fault::Code(29)));
    assert_eq!(open(b"new", O_CREAT | O_RDWR, 0o600), Err(Errno::IO));
    assert_eq!(fake::host(|host| host.open_count()), count);
}

#[test]
fn a_host_without_numbers_for_files() {
    set_up();
    let file = Filestat {
        ino: 0,
        ..path::status(HERE, b"f", 0).unwrap()
    };
    assert_eq!(change(&file, 0o600), Err(Errno::NOTSUP));
    assert_eq!(change(&file, 0o644), Ok(()));
    assert_eq!(created(&file, S_IFREG | 0o600), Ok(()));
}

#[test]
fn what_is_usual_costs_no_call() {
    set_up();
    open(b"f", O_RDONLY, 0).unwrap();
    // It asks once for the service.
    assert!(!told::is_offered());
    let calls = || fake::host(|host| (host.calls("path_filestat_get"), host.all_calls()));
    let (looks, before) = calls();
    open(b"new", O_CREAT | O_RDWR, 0o666).unwrap();
    assert_eq!(calls(), (looks, before + 2), "open and close");
}
