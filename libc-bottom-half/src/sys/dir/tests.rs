//! Listing directories, in buffers of all sizes, from hosts that are right or wrong.

use super::*;
use crate::sys::fs::openat;
use crate::table::Host;
use crate::wasi::fake::{Fault, host, set_up};

const CWD: Fd = Fd(c::AT_FDCWD);

fn folder(names: &[String]) -> Fd {
    set_up(|host| {
        host.make_folders("/disk/d");
        for name in names {
            host.file(&format!("/disk/d/{name}"), b"");
        }
        host.preopen("/disk", "/");
    });
    openat::<Host>(CWD, b"d", c::O_DIRECTORY, 0o644).expect("it is there")
}

/// Names and types of the records in a buffer, which must be well formed.
fn records(mut bytes: &[u8]) -> Vec<(String, u8)> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let len = usize::from(u16::from_le_bytes([
            bytes[record::RECLEN],
            bytes[record::RECLEN + 1],
        ]));
        assert!(len.is_multiple_of(8) && len <= bytes.len());
        let (one, rest) = bytes.split_at(len);
        let end = one[record::NAME..]
            .iter()
            .position(|&byte| byte == 0)
            .expect("a terminator");
        let name =
            String::from_utf8(one[record::NAME..record::NAME + end].to_vec()).expect("ASCII");
        assert!(one[record::NAME + end..].iter().all(|&byte| byte == 0));
        all.push((name, one[record::TYPE]));
        bytes = rest;
    }
    all
}

fn list(fd: Fd, size: usize) -> Result<Vec<(String, u8)>> {
    let mut all = Vec::new();
    loop {
        // Bytes after it must not change.
        let mut buf = vec![0xee; size + 8];
        let len = getdents64::<Host>(fd, BytesMut::of(&mut buf[..size]))?;
        assert!(buf[size..].iter().all(|&byte| byte == 0xee));
        if len == 0 {
            return Ok(all);
        }
        all.extend(records(&buf[..len]));
    }
}

#[test]
fn every_entry_once_in_buffers_of_any_size() {
    let names: Vec<String> = (1..=120).map(|n| "x".repeat(n)).collect();
    let fd = folder(&names);
    let mut wanted = vec![(String::from("."), 3), (String::from(".."), 3)];
    wanted.extend(names.iter().map(|name| (name.clone(), 4)));
    let sizes: Vec<usize> = if cfg!(miri) {
        vec![200, 4096]
    } else {
        (180..700).chain([4096, 65536]).collect()
    };
    for size in sizes {
        fd::set_cookie(fd, 0);
        assert_eq!(list(fd, size).as_ref(), Ok(&wanted), "{size}");
    }
}

#[test]
fn names_that_grow_the_most_fit() {
    // Five bytes: WASI's entry takes 29, Linux's 32.
    let names: Vec<String> = (0..500).map(|n| format!("{n:05}")).collect();
    let fd = folder(&names);
    for size in [100, 1000, 16384, 20000] {
        fd::set_cookie(fd, 0);
        assert_eq!(list(fd, size).map(|all| all.len()), Ok(502));
    }
}

#[test]
fn large_folders_take_few_calls() {
    let names: Vec<String> = (0..if cfg!(miri) { 100 } else { 10_000 })
        .map(|n| format!("file-{n:06}"))
        .collect();
    let fd = folder(&names);
    assert_eq!(list(fd, 1 << 20).map(|all| all.len()), Ok(names.len() + 2));
    assert_eq!(host(|host| host.calls("fd_readdir")), 1);
}

#[test]
fn what_a_host_leaves_out_is_found() {
    for names in [&[][..], &[String::from("a"), String::from("b")]] {
        for size in [100, 132, 164, 1000] {
            let fd = folder(names);
            host(|host| host.bare_entries = true);
            let mut all = list(fd, size).expect("it is a directory");
            all.sort();
            let dots = [(String::from("."), 3), (String::from(".."), 3)];
            let names = names.iter().map(|name| (name.clone(), 4));
            assert_eq!(
                all,
                dots.into_iter().chain(names).collect::<Vec<_>>(),
                "{size}"
            );
        }
    }
    let fd = folder(&[String::from("a")]);
    host(|host| host.bare_entries = true);
    let mut buf = [0; 200];
    let len = getdents64::<Host>(fd, BytesMut::of(&mut buf)).expect("it is a directory");
    let numbers: Vec<usize> = (buf[..len].chunks(24))
        .map(|record| u64::from_le_bytes(record[..8].try_into().expect("8 bytes")) as usize)
        .collect();
    let at = |path| host(|host| host.at(path)).expect("it is there");
    assert_eq!(numbers, [at("/disk/d/a"), at("/disk/d"), at("/disk/d")]);
    assert_eq!(getdents64::<Host>(fd, BytesMut::of(&mut buf)), Ok(0));
}

#[test]
fn the_end_is_told_once_by_the_host() {
    let fd = folder(&[String::from("a")]);
    let mut buf = [0; 200];
    assert!(getdents64::<Host>(fd, BytesMut::of(&mut buf)).expect("it is a directory") > 0);
    assert_eq!(getdents64::<Host>(fd, BytesMut::of(&mut buf)), Ok(0));
    assert_eq!(host(|host| host.calls("fd_readdir")), 1);
    assert_eq!(fd::seek_directory(fd, 0, crate::wasi::Whence::CUR), Ok(3));
}

#[test]
fn going_back() {
    let fd = folder(&[String::from("a"), String::from("b")]);
    assert_eq!(list(fd, 100).map(|all| all.len()), Ok(4));
    let mut position = -1;
    let seek = |offset, position: &mut i64| {
        crate::sys::io::llseek::<crate::table::Host>(fd, offset, position.into(), 0)
    };
    seek(0, &mut position).expect("to the start");
    assert_eq!(list(fd, 100).map(|all| all.len()), Ok(4));
    seek(3, &mut position).expect("to what d_off told");
    assert_eq!(
        list(fd, 100).map(|all| all[0].0.clone()),
        Ok(String::from("b"))
    );
    assert_eq!(seek(-1, &mut position), Err(Errno::INVAL));
}

#[test]
fn errors() {
    let fd = folder(&["n".repeat(200)]);
    let mut small = [0; 30];
    assert_eq!(
        getdents64::<Host>(fd, BytesMut::of(&mut small)),
        Err(Errno::INVAL)
    );
    assert_eq!(
        list(fd, 100),
        Err(Errno::INVAL),
        "the long name does not fit"
    );
    assert_eq!(list(Fd(77), 1000), Err(Errno::BADF));
    let file = openat::<Host>(CWD, "d/".to_string().as_bytes(), 0, 0o644)
        .and_then(|dir| openat::<Host>(dir, "n".repeat(200).as_bytes(), 0, 0o644));
    assert_eq!(list(file.expect("it is there"), 1000), Err(Errno::NOTDIR));
}

#[test]
fn a_host_that_lies() {
    for claim in [0, 1, 23, 24, 25, 500, 1001, usize::MAX] {
        let fd = folder(&[String::from("abc")]);
        host(|host| host.fault("fd_readdir", 0, Fault::Claim(claim)));
        let mut buf = [0x5a; 1000];
        if let Ok(len) = getdents64::<Host>(fd, BytesMut::of(&mut buf)) {
            assert!(len <= buf.len());
            assert!(claim < 1000, "more than there is room for is an error");
        }
    }
}

#[test]
fn making_folders() {
    folder(&[]);
    assert_eq!(mkdirat::<Host>(CWD, b"d/new", 0o755), Ok(()));
    assert_eq!(mkdirat::<Host>(CWD, b"d/new", 0o755), Err(Errno::EXIST));
    assert_eq!(mkdirat::<Host>(CWD, b"none/new", 0o755), Err(Errno::NOENT));
    assert_eq!(mkdirat::<Host>(CWD, b"/", 0o755), Err(Errno::EXIST));
}

#[test]
fn moving_around() {
    let fd = folder(&[String::from("f")]);
    assert_eq!(chdir(b""), Err(Errno::NOENT));
    assert_eq!(fchdir::<Host>(fd), Ok(()));
    let mut buf = [0xff; 10];
    assert_eq!(getcwd(BytesMut::of(&mut buf)), Ok(3));
    assert_eq!(&buf[..3], b"/d\0");
    let file = openat::<Host>(CWD, b"f", 0, 0o644).expect("it is there");
    assert_eq!(fchdir::<Host>(file), Err(Errno::NOTDIR));
    assert_eq!(fchdir::<Host>(Fd(77)), Err(Errno::BADF));
}
