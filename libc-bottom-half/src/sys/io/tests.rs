//! Reading and writing, on a host that is correct, returns short counts, errors, or is
//! out of space.

use super::*;
use crate::abi::fcntl::{AT_FDCWD, O_APPEND, O_CREAT, O_RDWR, O_WRONLY};
use crate::sys::fs::openat;
use crate::table::Host;
use crate::wasi::fake::{Fault, host, set_up};

fn open(path: &str, flags: i32) -> Fd {
    openat::<Host>(Fd(AT_FDCWD), path.as_bytes(), flags, 0o644).expect(path)
}

fn with_file(content: &[u8]) {
    set_up(|host| {
        host.file("/disk/f", content);
        host.make_folders("/disk/d");
        host.preopen("/disk", "/");
    });
}

fn content() -> Vec<u8> {
    host(|host| host.content("/disk/f").expect("it is there").to_vec())
}

fn seek(fd: Fd, offset: i64, whence: u32) -> Result<i64> {
    let mut position = -1;
    llseek::<Host>(fd, offset, Out::from(&mut position), whence)?;
    Ok(position)
}

fn get(fd: Fd, len: usize) -> Result<Vec<u8>> {
    let mut buf = vec![0; len];
    let n = read::<Host>(fd, BytesMut::of(&mut buf))?;
    buf.truncate(n);
    Ok(buf)
}

#[test]
fn what_was_written_is_read() {
    with_file(b"");
    let fd = open("f", O_RDWR);
    assert_eq!(write::<Host>(fd, Bytes::of(b"hello")), Ok(5));
    assert_eq!(seek(fd, 1, 0), Ok(1));
    assert_eq!(get(fd, 10).as_deref(), Ok(&b"ello"[..]));
    assert_eq!(get(fd, 10).as_deref(), Ok(&b""[..]));
}

#[test]
fn one_host_call_each() {
    with_file(b"abc");
    let fd = open("f", 0);
    let before = host(|host| host.all_calls());
    let fd2 = open("f", 0);
    get(fd2, 3).expect("it can be read");
    close::<Host>(fd2).expect("it is open");
    assert_eq!(host(|host| host.all_calls()), before + 3);
    assert_eq!(close::<Host>(fd), Ok(()));
    assert_eq!(close::<Host>(fd), Err(Errno::BADF));
}

#[test]
fn the_errors_are_those_of_linux() {
    with_file(b"abc");
    assert_eq!(get(Fd(99), 1), Err(Errno::BADF));
    assert_eq!(get(Fd(-1), 1), Err(Errno::BADF));
    assert_eq!(get(open("d", 0), 1), Err(Errno::ISDIR));
    assert_eq!(get(open("f", O_WRONLY), 1), Err(Errno::BADF));
    assert_eq!(
        write::<Host>(open("f", 0), Bytes::of(b"x")),
        Err(Errno::BADF)
    );
    assert_eq!(seek(Fd(0), 0, 1), Err(Errno::SPIPE));
    assert_eq!(seek(Fd(99), 0, 1), Err(Errno::BADF));
    let fd = open("f", O_RDWR);
    assert_eq!(seek(fd, -1, 0), Err(Errno::INVAL));
    assert_eq!(seek(fd, 0, 5), Err(Errno::INVAL));
    assert_eq!(
        pread64::<Host>(fd, BytesMut::of(&mut [0]), -1),
        Err(Errno::INVAL)
    );
    assert_eq!(
        pread64::<Host>(Fd(0), BytesMut::of(&mut [0]), 0),
        Err(Errno::SPIPE)
    );
    assert_eq!(
        pwrite64::<Host>(Fd(1), Bytes::of(b"x"), 0),
        Err(Errno::SPIPE)
    );
    assert_eq!(
        pwrite64::<Host>(open("f", 0), Bytes::of(b"x"), 0),
        Err(Errno::BADF)
    );
}

#[test]
fn a_position_has_a_place_for_itself() {
    with_file(b"abc");
    let fd = open("f", 0);
    assert_eq!(llseek::<Host>(fd, 0, Out::none(), 0), Err(Errno::FAULT));
}

#[test]
fn a_preopened_folder_stays_open() {
    with_file(b"abc");
    assert_eq!(close::<Host>(Fd(3)), Err(Errno::BADF));
    let fd = open("f", 0);
    assert_eq!(close::<Host>(Fd(3)), Err(Errno::BADF));
    assert_eq!(get(fd, 3).as_deref(), Ok(&b"abc"[..]));
}

#[test]
fn several_buffers_are_filled_and_written_whole() {
    for first_only in [true, false] {
        for (size, rest) in [(3, 5), (3000, 5000)] {
            let data: Vec<u8> = (0..size + rest).map(|n| n as u8).collect();
            with_file(&data);
            host(|host| host.first_buffer_only = first_only);
            let fd = open("f", O_RDWR);
            for at in [None, Some(0)] {
                let (mut a, mut b) = (vec![0; size], vec![0; rest + 1]);
                let iov = [
                    BytesMut::of(&mut []),
                    BytesMut::of(&mut a),
                    BytesMut::of(&mut []),
                    BytesMut::of(&mut b),
                ];
                let n = match at {
                    None => readv::<Host>(fd, &iov),
                    Some(at) => preadv::<Host>(fd, &iov, at),
                };
                assert_eq!(n, Ok(data.len()));
                assert!(a == data[..size] && b[..rest] == data[size..]);
            }
            assert_eq!(seek(fd, 0, 0), Ok(0));
            let parts = [
                Bytes::of(&data[size..]),
                Bytes::of(b""),
                Bytes::of(&data[..size]),
            ];
            assert_eq!(writev::<Host>(fd, &parts), Ok(data.len()));
            assert_eq!(content(), [&data[size..], &data[..size]].concat());
            assert_eq!(pwritev::<Host>(fd, &parts, 1), Ok(data.len()));
            assert_eq!(content()[1..], [&data[size..], &data[..size]].concat());
        }
    }
}

#[test]
fn small_buffers_go_out_in_one_call() {
    set_up(|_| ());
    let parts = [Bytes::of(b"hello "), Bytes::of(b"world\n")];
    assert_eq!(writev::<Host>(Fd(1), &parts), Ok(12));
    assert_eq!(
        host(|host| (host.stdout.clone(), host.calls("fd_write"))),
        (b"hello world\n".to_vec(), 1)
    );
    assert_eq!(writev::<Host>(Fd(1), &[]), Ok(0));
    assert_eq!(writev::<Host>(Fd(9), &[]), Err(Errno::BADF));
}

#[test]
fn a_stream_is_not_waited_for_twice() {
    set_up(|host| {
        host.stdin.extend([7; 5000]);
        host.stdin_ended = false;
    });
    let (mut a, mut b) = (vec![0; 5000], vec![0; 5000]);
    let iov = [BytesMut::of(&mut a), BytesMut::of(&mut b)];
    assert_eq!(readv::<Host>(Fd(0), &iov), Ok(5000));
    assert_eq!(host(|host| host.calls("fd_read")), 1);
}

#[test]
fn the_lengths_must_add_up() {
    with_file(b"");
    let fd = open("f", O_RDWR);
    let huge = Bytes::huge();
    assert_eq!(writev::<Host>(fd, &[huge, huge]), Err(Errno::INVAL));
    assert_eq!(writev::<Host>(fd, &[huge]), Err(Errno::INVAL));
}

#[test]
fn short_counts_are_passed_on() {
    with_file(&[1; 10000]);
    let fd = open("f", O_RDWR);
    host(|host| host.fault("fd_read", 0, Fault::Short(3)));
    assert_eq!(get(fd, 10).map(|data| data.len()), Ok(3));
    host(|host| host.fault("fd_write", 0, Fault::Short(3)));
    let part = vec![2; 4000];
    assert_eq!(
        writev::<Host>(fd, &[Bytes::of(&part), Bytes::of(&part)]),
        Ok(3)
    );
    host(|host| {
        host.fault(
            "fd_write",
            1,
            Fault::Code(Errno::NOSPC.to_syscall().unsigned_abs() as u16),
        )
    });
    assert_eq!(
        writev::<Host>(fd, &[Bytes::of(&part), Bytes::of(&part)]),
        Ok(4000)
    );
}

#[test]
fn lies_about_counts_are_errors() {
    with_file(&[1; 100]);
    let fd = open("f", O_RDWR);
    for claim in [11, usize::MAX] {
        for call in ["fd_read", "fd_write", "fd_pread", "fd_pwrite"] {
            host(|host| host.fault(call, 0, Fault::Claim(claim)));
        }
        assert_eq!(get(fd, 10), Err(Errno::IO));
        assert_eq!(write::<Host>(fd, Bytes::of(&[0; 10])), Err(Errno::IO));
        assert_eq!(
            pread64::<Host>(fd, BytesMut::of(&mut [0; 10]), 0),
            Err(Errno::IO)
        );
        assert_eq!(pwrite64::<Host>(fd, Bytes::of(&[0; 10]), 0), Err(Errno::IO));
    }
}

#[test]
fn unknown_and_passing_errors() {
    with_file(b"abc");
    let fd = open("f", 0);
    for (code, wanted) in [
        (27, Errno::INTR),
        (29, Errno::IO),
        (1000, Errno::IO),
        (77, Errno::IO),
    ] {
        host(|host| host.fault("fd_read", 0, Fault::Code(code)));
        assert_eq!(get(fd, 1), Err(wanted));
    }
    // wasmtime, of streams.
    host(|host| host.fault("fd_read", 0, Fault::Code(27)));
    assert_eq!(get(fd, 0), Ok(vec![]));
}

#[test]
fn no_space() {
    with_file(b"");
    host(|host| host.space = 5);
    let fd = open("f", O_RDWR);
    assert_eq!(write::<Host>(fd, Bytes::of(b"abcdefgh")), Ok(5));
    assert_eq!(write::<Host>(fd, Bytes::of(b"f")), Err(Errno::NOSPC));
    assert_eq!(content(), b"abcde");
}

#[test]
fn appending() {
    with_file(b"abc");
    let fd = open("f", O_WRONLY | O_APPEND);
    assert_eq!(write::<Host>(fd, Bytes::of(b"d")), Ok(1));
    assert_eq!(
        pwritev2::<Host>(fd, &[Bytes::of(b"X")], 1, c::RWF_NOAPPEND),
        Ok(1)
    );
    assert_eq!(content(), b"aXcd");
    assert_eq!(write::<Host>(fd, Bytes::of(b"e")), Ok(1));
    assert_eq!(content(), b"aXcde");
    assert_eq!(pwritev2::<Host>(fd, &[], 0, 1), Err(Errno::NOTSUP));
    assert_eq!(pwritev2::<Host>(fd, &[Bytes::of(b"f")], -1, 0), Ok(1));
    let new = open("new", O_WRONLY | O_CREAT);
    assert_eq!(preadv2::<Host>(new, &[], 0, 1), Err(Errno::NOTSUP));
}

#[test]
fn a_file_is_data_up_to_its_end() {
    with_file(b"0123456789");
    let fd = open("f", O_RDWR);
    assert_eq!(seek(fd, 4, SEEK_DATA), Ok(4));
    assert_eq!(get(fd, 1).as_deref(), Ok(&b"4"[..]));
    assert_eq!(seek(fd, 9, SEEK_HOLE), Ok(10));
    for offset in [-1, 10, i64::MAX] {
        for whence in [SEEK_DATA, SEEK_HOLE] {
            assert_eq!(seek(fd, offset, whence), Err(Errno::NXIO));
        }
    }
    assert_eq!(seek(fd, 0, 1), Ok(10));
    assert_eq!(seek(Fd(0), 0, SEEK_HOLE), Err(Errno::SPIPE));
    assert_eq!(seek(Fd(99), 0, SEEK_DATA), Err(Errno::BADF));
}
