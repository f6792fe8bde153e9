//! fcntl and ioctl.

use super::*;
use crate::sys::fs::openat;
use crate::table::Host;
use crate::user::{In, Out};
use crate::wasi::fake::{host, set_up};

fn open(flags: i32) -> Fd {
    set_up(|host| {
        host.file("/disk/f", b"0123456789");
        host.make_folders("/disk/d");
        host.preopen("/disk", "/");
    });
    openat::<Host>(Fd(c::AT_FDCWD), b"f", flags, 0o644).expect("it is there")
}

fn fcntl(fd: Fd, cmd: i32, arg: i32) -> Result<i32> {
    fcntl64::<Host>(fd, cmd, (arg as usize).into())
}

#[test]
fn close_on_exec() {
    let fd = open(c::O_CLOEXEC);
    assert_eq!(fcntl(fd, c::F_GETFD, 0), Ok(c::FD_CLOEXEC));
    assert_eq!(fcntl(fd, c::F_SETFD, 0), Ok(0));
    assert_eq!(fcntl(fd, c::F_GETFD, 0), Ok(0));
    assert_eq!(fcntl(fd, c::F_SETFD, c::FD_CLOEXEC), Ok(0));
    // The next descriptor of the same number starts with fresh state.
    wasi::fd_close(fd).expect("it is open");
    assert_eq!(openat::<Host>(Fd(c::AT_FDCWD), b"f", 0, 0o644), Ok(fd));
    assert_eq!(fcntl(fd, c::F_GETFD, 0), Ok(0));
    assert_eq!(fcntl(Fd(77), c::F_GETFD, 0), Err(Errno::BADF));
    assert_eq!(fcntl(Fd(-1), c::F_SETFD, 1), Err(Errno::BADF));
}

#[test]
fn status_flags() {
    let fd = open(c::O_RDWR | c::O_SYNC);
    assert_eq!(fcntl(fd, c::F_GETFL, 0), Ok(c::O_RDWR | c::O_SYNC));
    assert_eq!(fcntl(fd, c::F_SETFL, c::O_APPEND | c::O_NONBLOCK), Ok(0));
    assert_eq!(
        fcntl(fd, c::F_GETFL, 0),
        Ok(c::O_RDWR | c::O_SYNC | c::O_APPEND | c::O_NONBLOCK)
    );
    assert!(fd::appends(fd));
    assert_eq!(fcntl(fd, c::F_SETFL, 0), Ok(0));
    assert_eq!(fcntl(fd, c::F_GETFL, 0), Ok(c::O_RDWR | c::O_SYNC));
    assert!(!fd::appends(fd));
    assert_eq!(fcntl(open(c::O_WRONLY), c::F_GETFL, 0), Ok(c::O_WRONLY));
    assert_eq!(fcntl(open(0), c::F_GETFL, 0), Ok(c::O_RDONLY));
    assert_eq!(fcntl(open(0), 9999, 0), Err(Errno::INVAL));
    assert_eq!(fcntl(Fd(77), 9999, 0), Err(Errno::BADF));
}

#[test]
fn status_flags_of_a_host_that_tells_linuxs() {
    let fd = open(c::O_RDWR);
    host(|host| host.linux_flags = true);
    let all = [0, c::O_APPEND, c::O_NONBLOCK, c::O_APPEND | c::O_NONBLOCK];
    assert_eq!(fcntl(fd, c::F_GETFL, 0), Ok(c::O_RDWR));
    for first in all {
        for then in all {
            assert_eq!(fcntl(fd, c::F_SETFL, first), Ok(0));
            assert_eq!(fcntl(fd, c::F_SETFL, then), Ok(0));
            assert_eq!(fcntl(fd, c::F_GETFL, 0), Ok(c::O_RDWR | then));
            host(|host| host.linux_flags = false);
            let told = wasi::fd_fdstat_get(fd).map(|stat| stat.flags);
            assert_eq!(told, Ok(conv::fdflags(then)), "the host knows");
            host(|host| host.linux_flags = true);
        }
    }
}

fn number(fd: Fd, request: i32, given: i32) -> Result<i32> {
    let mut told = -1;
    ioctl::<Host>(
        fd,
        request,
        &tty::Argument {
            number_in: In::from(&given),
            number_out: Out::from(&mut told),
            ..tty::nothing()
        },
    )
    .map(|()| told)
}

#[test]
fn how_much_can_be_read() {
    let fd = open(0);
    assert_eq!(number(fd, i::FIONREAD, 0), Ok(10));
    crate::sys::io::read::<crate::table::Host>(fd, crate::user::BytesMut::of(&mut [0; 3]))
        .expect("it can be read");
    assert_eq!(number(fd, i::FIONREAD, 0), Ok(7));
    host(|host| host.stdin.extend(b"abc"));
    assert_eq!(number(Fd(0), i::FIONREAD, 0), Ok(3));
    host(|host| {
        host.stdin.clear();
        host.stdin_ended = false;
    });
    assert_eq!(number(Fd(0), i::FIONREAD, 0), Ok(0));
    let folder = openat::<Host>(Fd(c::AT_FDCWD), b"d", 0, 0o644).expect("it is there");
    assert_eq!(number(folder, i::FIONREAD, 0), Err(Errno::NOTTY));
}

#[test]
fn requests() {
    let fd = open(0);
    assert_eq!(number(fd, i::FIONBIO, 1).map(drop), Ok(()));
    assert_eq!(fcntl(fd, c::F_GETFL, 0), Ok(c::O_RDONLY | c::O_NONBLOCK));
    assert_eq!(number(fd, i::FIONBIO, 0).map(drop), Ok(()));
    assert_eq!(fcntl(fd, c::F_GETFL, 0), Ok(c::O_RDONLY));
    assert_eq!(number(fd, i::FIOCLEX, 0).map(drop), Ok(()));
    assert_eq!(fcntl(fd, c::F_GETFD, 0), Ok(1));
    assert_eq!(number(fd, i::TIOCGWINSZ, 0), Err(Errno::NOTTY));
    assert_eq!(number(fd, 0x5401, 0), Err(Errno::NOTTY));
    assert_eq!(number(Fd(77), i::FIONREAD, 0), Err(Errno::BADF));
    // Only a terminal has the properties of terminals.
    assert_eq!(number(Fd(1), i::TIOCGPGRP, 0), Ok(42));
    assert_eq!(number(fd, i::TIOCGPGRP, 0), Err(Errno::NOTTY));
}
