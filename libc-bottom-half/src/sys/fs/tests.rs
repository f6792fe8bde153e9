//! Files by their paths: existing files, new files, and the behaviour of hosts.

use super::*;
use crate::table::Host;
use crate::wasi::fake::{Fault, host, set_up};

const CWD: Fd = Fd(c::AT_FDCWD);

fn tree() {
    set_up(|host| {
        host.file("/disk/f", b"content");
        host.file("/disk/d/g", b"");
        host.link("/disk/to-f", "f");
        host.link("/disk/to-d", "d");
        host.link("/disk/nowhere", "none");
        host.preopen("/disk", "/");
    });
}

fn open(path: &str, flags: i32) -> Result<Fd> {
    openat::<Host>(CWD, path.as_bytes(), flags, 0o644)
}

fn exists(path: &str) -> bool {
    host(|host| host.at(path).is_some())
}

fn mode(path: &str, flags: i32) -> Result<u32> {
    let mut stat = Stat::ZERO;
    newfstatat::<Host>(CWD, path.as_bytes(), Out::from(&mut stat), flags)?;
    Ok(stat.st_mode)
}

#[test]
fn opening() {
    tree();
    assert!(open("f", 0).is_ok() && open("f", c::O_RDONLY).is_ok() && open("f", c::O_RDWR).is_ok());
    assert_eq!(open("none", 0), Err(Errno::NOENT));
    assert_eq!(open("f/x", 0), Err(Errno::NOTDIR));
    assert_eq!(open("f", c::O_EXEC | c::O_WRONLY), Err(Errno::INVAL));
    assert_eq!(open("d", c::O_WRONLY), Err(Errno::ISDIR));
    assert_eq!(open("f", c::O_DIRECTORY), Err(Errno::NOTDIR));
    assert_eq!(open("d", c::O_DIRECTORY | c::O_CREAT), Err(Errno::INVAL));
    assert_eq!(open("d", c::O_TMPFILE | c::O_RDWR), Err(Errno::NOTSUP));
    assert_eq!(open("to-f", c::O_NOFOLLOW), Err(Errno::LOOP));
    assert!(open("to-f", 0).is_ok());
    assert_eq!(openat::<Host>(Fd(0), b"f", 0, 0o644), Err(Errno::NOTDIR));
    assert_eq!(openat::<Host>(Fd(77), b"f", 0, 0o644), Err(Errno::BADF));
}

#[test]
fn creating() {
    tree();
    assert!(open("new", c::O_CREAT | c::O_WRONLY).is_ok() && exists("/disk/new"));
    assert_eq!(
        open("f", c::O_CREAT | c::O_EXCL | c::O_WRONLY),
        Err(Errno::EXIST)
    );
    assert_eq!(
        open("nowhere", c::O_CREAT | c::O_EXCL | c::O_WRONLY),
        Err(Errno::EXIST)
    );
    assert!(!exists("/disk/none"));
    assert!(open("f", c::O_TRUNC | c::O_WRONLY).is_ok());
    assert_eq!(
        host(|host| host.content("/disk/f").map(<[u8]>::len)),
        Some(0)
    );
}

#[test]
fn a_host_that_grants_fewer_rights_is_asked_for_those() {
    tree();
    host(|host| {
        host.grant(Rights::ALL.without(Rights::FD_ALLOCATE));
        host.fault("path_open", 0, Fault::Code(76));
    });
    // The first call fails because of its rights; the second requests the available ones.
    let fd = open("f", c::O_RDWR).expect("the second time");
    let rights = wasi::fd_fdstat_get(fd).expect("it is open").rights_base;
    assert!(rights.has(Rights::FD_WRITE) && !rights.has(Rights::FD_ALLOCATE));
}

#[test]
fn more_descriptors_than_there_can_be() {
    tree();
    for _ in 0..fd::LIMIT - 4 {
        open("f", 0).expect("there is room");
    }
    let before = host(|host| host.open_count());
    assert_eq!(open("f", 0), Err(Errno::MFILE));
    assert_eq!(host(|host| host.open_count()), before);
}

#[test]
fn status_of_files() {
    tree();
    assert_eq!(mode("f", 0), Ok(0o100_644));
    assert_eq!(mode("d", 0), Ok(0o040_755));
    assert_eq!(mode("to-f", c::AT_SYMLINK_NOFOLLOW), Ok(0o120_777));
    assert_eq!(mode("to-f", 0), Ok(0o100_644));
    assert_eq!(mode("to-d/", c::AT_SYMLINK_NOFOLLOW), Ok(0o040_755));
    assert_eq!(mode("f/", 0), Err(Errno::NOTDIR));
    assert_eq!(mode("f/.", 0), Err(Errno::NOTDIR));
    assert_eq!(mode("", 0), Err(Errno::NOENT));
    assert_eq!(mode("", c::AT_EMPTY_PATH), Ok(0o040_755));
    assert_eq!(mode("f", 0x4000_0000), Err(Errno::INVAL));
    let mut stat = Stat::ZERO;
    let fd = open("f", 0).expect("it is there");
    fstat::<Host>(fd, Out::from(&mut stat)).expect("it is open");
    assert_eq!((stat.st_size, stat.st_blocks, stat.st_nlink), (7, 1, 1));
    assert_eq!(
        newfstatat::<Host>(fd, b"", Out::from(&mut stat), c::AT_EMPTY_PATH),
        Ok(())
    );
    assert_eq!(fstat::<Host>(fd, Out::none()), Err(Errno::FAULT));
    let mut statx_buf = Statx::ZERO;
    statx::<Host>(CWD, b"f", 0, 0, Out::from(&mut statx_buf)).expect("it is there");
    assert_eq!((statx_buf.stx_size, statx_buf.stx_mode), (7, 0o100_644));
    assert_eq!(
        statx::<Host>(CWD, b"f", 0x6000, 0, Out::from(&mut statx_buf)),
        Err(Errno::INVAL)
    );
}

#[test]
fn access() {
    tree();
    assert_eq!(faccessat::<Host>(CWD, b"f", 6), Ok(()));
    assert_eq!(faccessat::<Host>(CWD, b"f", 1), Err(Errno::ACCES));
    assert_eq!(faccessat::<Host>(CWD, b"d", 7), Ok(()));
    assert_eq!(faccessat::<Host>(CWD, b"nowhere", 0), Err(Errno::NOENT));
    assert_eq!(
        faccessat2::<Host>(CWD, b"nowhere", 0, c::AT_SYMLINK_NOFOLLOW),
        Ok(())
    );
    assert_eq!(faccessat::<Host>(CWD, b"f", 8), Err(Errno::INVAL));
}

#[test]
fn removing() {
    tree();
    assert_eq!(unlinkat::<Host>(CWD, b"d", 0), Err(Errno::ISDIR));
    assert_eq!(
        unlinkat::<Host>(CWD, b"f", c::AT_REMOVEDIR),
        Err(Errno::NOTDIR)
    );
    assert_eq!(
        unlinkat::<Host>(CWD, b"d/", c::AT_REMOVEDIR),
        Err(Errno::NOTEMPTY)
    );
    assert_eq!(
        unlinkat::<Host>(CWD, b"d/.", c::AT_REMOVEDIR),
        Err(Errno::INVAL)
    );
    assert_eq!(
        unlinkat::<Host>(CWD, b"d/..", c::AT_REMOVEDIR),
        Err(Errno::NOTEMPTY)
    );
    assert_eq!(unlinkat::<Host>(CWD, b"f", 1), Err(Errno::INVAL));
    assert_eq!(unlinkat::<Host>(CWD, b"d/g", 0), Ok(()));
    assert_eq!(unlinkat::<Host>(CWD, b"d//", c::AT_REMOVEDIR), Ok(()));
    assert_eq!(unlinkat::<Host>(CWD, b"to-f", 0), Ok(()));
    assert!(exists("/disk/f") && !exists("/disk/d") && !exists("/disk/to-f"));
}

#[test]
fn renaming() {
    tree();
    assert_eq!(
        renameat2::<Host>(CWD, b"f", CWD, b"d/g", c::RENAME_NOREPLACE),
        Err(Errno::EXIST)
    );
    assert_eq!(
        renameat2::<Host>(CWD, b"f", CWD, b"d/h", c::RENAME_NOREPLACE),
        Ok(())
    );
    assert_eq!(renameat2::<Host>(CWD, b"d/h", CWD, b"d/g", 0), Ok(()));
    assert_eq!(
        renameat2::<Host>(CWD, b"d/h", CWD, b"d/g", 0),
        Err(Errno::NOENT)
    );
    assert_eq!(
        renameat2::<Host>(CWD, b"d/g", CWD, b"x", 2),
        Err(Errno::INVAL)
    );
    assert_eq!(
        renameat2::<Host>(CWD, b"d/g", Fd(0), b"x", 0),
        Err(Errno::NOTDIR)
    );
    assert_eq!(
        renameat2::<Host>(Fd(77), b"g", CWD, b"x", 0),
        Err(Errno::BADF)
    );
    assert_eq!(
        host(|host| host.content("/disk/d/g").map(<[u8]>::len)),
        Some(7)
    );
}

#[test]
fn linking() {
    tree();
    assert_eq!(linkat::<Host>(CWD, b"f", CWD, b"d/f", 0), Ok(()));
    assert_eq!(linkat::<Host>(CWD, b"to-f", CWD, b"d/l", 0), Ok(()));
    assert_eq!(
        linkat::<Host>(CWD, b"to-f", CWD, b"d/f2", c::AT_SYMLINK_FOLLOW),
        Ok(())
    );
    assert_eq!(linkat::<Host>(CWD, b"f", CWD, b"d/f", 0), Err(Errno::EXIST));
    assert_eq!(linkat::<Host>(CWD, b"f", CWD, b"x", 1), Err(Errno::INVAL));
    let same = |path: &str| host(|host| host.at(path));
    assert!(same("/disk/d/f") == same("/disk/f") && same("/disk/d/f2") == same("/disk/f"));
    assert_eq!(same("/disk/d/l"), same("/disk/to-f"));
}

#[test]
fn symbolic_links() {
    tree();
    assert_eq!(symlinkat::<Host>(b"f", CWD, b"d/l"), Ok(()));
    assert_eq!(symlinkat::<Host>(b"", CWD, b"l"), Err(Errno::NOENT));
    assert_eq!(symlinkat::<Host>(b"f", CWD, b"f"), Err(Errno::EXIST));
    let mut buf = [0; 8];
    assert_eq!(
        readlinkat::<Host>(CWD, b"nowhere", BytesMut::of(&mut buf)),
        Ok(4)
    );
    assert_eq!(&buf[..4], b"none");
    assert_eq!(
        readlinkat::<Host>(CWD, b"nowhere", BytesMut::of(&mut buf[..2])),
        Ok(2)
    );
    assert_eq!(
        readlinkat::<Host>(CWD, b"nowhere", BytesMut::of(&mut [])),
        Err(Errno::INVAL)
    );
    assert_eq!(
        readlinkat::<Host>(CWD, b"f", BytesMut::of(&mut buf)),
        Err(Errno::INVAL)
    );
    host(|host| host.fault("path_readlink", 0, Fault::Code(42)));
    buf.fill(0);
    assert_eq!(
        readlinkat::<Host>(CWD, b"nowhere", BytesMut::of(&mut buf[..2])),
        Ok(2)
    );
    assert_eq!(&buf[..3], b"no\0");
    host(|host| host.fault("path_readlink", 0, Fault::Claim(9)));
    assert_eq!(
        readlinkat::<Host>(CWD, b"nowhere", BytesMut::of(&mut buf)),
        Err(Errno::IO)
    );
}

#[test]
fn times() {
    tree();
    let time = |tv_sec, tv_nsec| Timespec {
        tv_sec,
        tv_nsec,
        pad: 0,
    };
    let set = |times: Option<[Timespec; 2]>, flags| {
        let times = times.as_ref().map_or(In::none(), In::from);
        utimensat_time64::<Host>(CWD, Some(b"to-f"), times, flags)
    };
    let times = |path| {
        host(|host| {
            let node = host.node(host.at(path).expect(path));
            (node.atim, node.mtim)
        })
    };
    assert_eq!(set(Some([time(1, 2), time(3, 4)]), 0), Ok(()));
    assert_eq!(times("/disk/f"), (1_000_000_002, 3_000_000_004));
    assert_eq!(set(Some([time(5, -2), time(6, 0)]), 0), Ok(()));
    assert_eq!(times("/disk/f"), (1_000_000_002, 6_000_000_000));
    assert_eq!(set(None, 0), Ok(()));
    let now = host(|host| host.realtime);
    assert_eq!(times("/disk/f"), (now, now));
    assert_eq!(
        set(Some([time(7, 0), time(0, -1)]), c::AT_SYMLINK_NOFOLLOW),
        Ok(())
    );
    assert_eq!(times("/disk/to-f"), (7_000_000_000, now));
    assert_eq!(
        set(Some([time(1, 1_000_000_000), time(0, 0)]), 0),
        Err(Errno::INVAL)
    );
    assert_eq!(set(Some([time(-1, 0), time(0, 0)]), 0), Err(Errno::INVAL));
    let fd = open("f", 0).expect("it is there");
    assert_eq!(
        utimensat_time64::<Host>(fd, None, In::from(&[time(8, 0), time(9, 0)]), 0),
        Ok(())
    );
    assert_eq!(times("/disk/f"), (8_000_000_000, 9_000_000_000));
    assert_eq!(
        utimensat_time64::<Host>(CWD, None, In::none(), 0),
        Err(Errno::FAULT)
    );
}

#[test]
fn lengths() {
    tree();
    let len = || host(|host| host.content("/disk/f").map(<[u8]>::len));
    assert_eq!(truncate64(b"f", 3), Ok(()));
    assert_eq!(len(), Some(3));
    assert_eq!(truncate64(b"f", -1), Err(Errno::INVAL));
    assert_eq!(truncate64(b"d", 0), Err(Errno::ISDIR));
    let open_before = host(|host| host.open_count());
    host(|host| host.fault("fd_filestat_set_size", 0, Fault::Code(51)));
    assert_eq!(truncate64(b"f", 9), Err(Errno::NOSPC));
    assert_eq!(host(|host| host.open_count()), open_before);
    let fd = open("f", c::O_RDWR).expect("it is there");
    assert_eq!(ftruncate64::<Host>(fd, 5), Ok(()));
    assert_eq!(len(), Some(5));
    assert_eq!(
        ftruncate64::<Host>(open("f", 0).expect("it is there"), 5),
        Err(Errno::INVAL)
    );
    assert_eq!(ftruncate64::<Host>(Fd(77), 5), Err(Errno::BADF));
}

#[test]
fn allocating() {
    tree();
    let len = || host(|host| host.content("/disk/f").map(<[u8]>::len));
    let fd = open("f", c::O_RDWR).expect("it is there");
    assert_eq!(fallocate::<Host>(fd, 0, 5, 10), Ok(()));
    assert_eq!(len(), Some(15));
    // If the host cannot allocate, the missing part is written, and nothing else.
    let without = |offset, size| {
        host(|host| host.fault("fd_allocate", 0, Fault::Code(58)));
        fallocate::<Host>(fd, 0, offset, size)
    };
    let before = host(|host| host.content("/disk/f").map(Vec::from)).expect("it is there");
    for (offset, wanted) in [(0, 15), (10, 20)] {
        assert_eq!(without(offset, 10), Ok(()));
        assert_eq!(len(), Some(wanted));
    }
    assert_eq!(without(3, 100_000), Ok(()));
    let after = host(|host| host.content("/disk/f").map(Vec::from)).expect("it is there");
    assert_eq!(after.len(), 100_003);
    assert_eq!(after[..before.len()], before);
    assert!(after[before.len()..].iter().all(|&byte| byte == 0));
    // A hole before the end is filled; a block with a byte in it is left.
    let writes = || host(|host| host.calls("fd_pwrite"));
    let made = writes();
    assert_eq!(without(0, 3 * 4096), Ok(()));
    assert_eq!(writes(), made + 2);
    // A failure for lack of space leaves the file as it was.
    host(|host| host.space = 200_000);
    assert_eq!(without(0, 300_000), Err(Errno::NOSPC));
    assert_eq!(len(), Some(100_003));
    host(|host| host.space = usize::MAX);
    let writer = open("f", c::O_WRONLY | c::O_APPEND).expect("it is there");
    host(|host| host.fault("fd_allocate", 0, Fault::Code(58)));
    assert_eq!(fallocate::<Host>(writer, 0, 0, 100_010), Ok(()));
    assert_eq!(len(), Some(100_010));
    assert_eq!(fallocate::<Host>(fd, 1, 0, 1), Err(Errno::NOTSUP));
    assert_eq!(fallocate::<Host>(fd, 0, 0, 0), Err(Errno::INVAL));
    assert_eq!(fallocate::<Host>(fd, 0, i64::MAX, 1), Err(Errno::FBIG));
    let fd = open("f", 0).expect("it is there");
    host(|host| host.fault("fd_allocate", 0, Fault::Code(58)));
    assert_eq!(fallocate::<Host>(fd, 0, 0, 1), Err(Errno::BADF));
    assert_eq!(fadvise64_64::<Host>(fd, 0, 0, 6), Err(Errno::INVAL));
    assert_eq!(fadvise64_64::<Host>(fd, 0, 0, 3), Ok(()));
    assert_eq!((fsync::<Host>(fd), fdatasync::<Host>(fd)), (Ok(()), Ok(())));
    assert_eq!(fsync::<Host>(Fd(77)), Err(Errno::BADF));
    host(|host| host.fault("fd_sync", 0, Fault::Code(8)));
    assert_eq!(
        fsync::<Host>(open("d", 0).expect("it is there")),
        Err(Errno::INVAL)
    );
}

#[test]
fn a_file_on_the_path_shows_that_it_may_be_executed() {
    tree();
    host(|host| host.path = "/bin:/d");
    let mode = |path: &[u8]| {
        let mut stat = Stat::ZERO;
        newfstatat::<Host>(CWD, path, Out::from(&mut stat), 0).map(|()| stat.st_mode & 0o777)
    };
    assert_eq!(mode(b"/d/g"), Ok(0o755));
    assert_eq!(
        (mode(b"/f"), mode(b"d/g"), mode(b"g")),
        (Ok(0o644), Ok(0o644), Err(Errno::NOENT))
    );
    assert_eq!(faccessat::<Host>(CWD, b"/d/g", 1), Ok(()));
    assert_eq!(faccessat::<Host>(CWD, b"/f", 1), Err(Errno::ACCES));
    assert_eq!(host(|host| host.calls("path_open")), 1, "for f only");
}

#[test]
fn a_program_may_be_executed() {
    tree();
    host(|host| {
        host.file("/disk/module", b"\0asm\x01\0\0\0");
        host.file("/disk/script", b"#!/bin/sh\n");
        host.file("/disk/short", b"#");
        host.file("/disk/empty", b"");
        host.link("/disk/to-module", "module");
    });
    let before = host(|host| host.open_count());
    for path in [&b"module"[..], b"script", b"to-module", b"d"] {
        assert_eq!(
            faccessat::<Host>(CWD, path, 5),
            Ok(()),
            "{}",
            path.escape_ascii()
        );
    }
    for path in [&b"short"[..], b"empty", b"f"] {
        assert_eq!(faccessat::<Host>(CWD, path, 1), Err(Errno::ACCES));
    }
    let fd = open("module", 0).expect("it is there");
    assert_eq!(
        faccessat2::<Host>(fd, b"", 1, c::AT_EMPTY_PATH),
        Err(Errno::ACCES)
    );
    assert_eq!(host(|host| host.open_count()), before + 1);
    let opened = host(|host| host.calls("path_open"));
    assert_eq!(faccessat::<Host>(CWD, b"module", 6), Ok(()));
    assert_eq!(
        host(|host| host.calls("path_open")),
        opened,
        "only X_OK asks"
    );
}

/// A fault in any host call affects only that call: no panic, no lost descriptor.
#[test]
fn faults_at_any_call() {
    for code in [8, 27, 29, 44, 51, 63, 76, 200] {
        for call in [
            "path_open",
            "path_filestat_get",
            "fd_prestat_get",
            "fd_prestat_dir_name",
            "fd_fdstat_get",
        ] {
            for nth in 0..3 {
                tree();
                host(|host| host.fault(call, nth, Fault::Code(code)));
                for path in ["f", "../d/../to-f", "to-d/g", "none"] {
                    if let Ok(fd) = open(path, 0) {
                        assert_eq!(wasi::fd_close(fd), Ok(()));
                    }
                    let _ = mode(path, 0);
                }
                assert_eq!(host(|host| host.open_count()), 4, "{call} {nth} {code}");
            }
        }
    }
}
