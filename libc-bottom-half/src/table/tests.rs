//! Descriptor calls, one by one, and in random sequences against a model of POSIX.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use crate::abi::fcntl::{
    AT_FDCWD, EFD_SEMAPHORE, F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_GETFL, F_SETFD, F_SETFL,
    FD_CLOEXEC, MFD_CLOEXEC, O_CLOEXEC, O_CREAT, O_NONBLOCK, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY,
};
use crate::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, Pollfd};
use crate::abi::resource::{Rlimit, rlimit};
use crate::errno::{Errno, Result};
use crate::machine::PAGE_SIZE;
use crate::process;
use crate::sys::event::eventfd2;
use crate::sys::fd::fcntl64;
use crate::sys::fd::{dup, dup3};
use crate::sys::fs::{ftruncate64, openat};
use crate::sys::io::{llseek, preadv, pwritev, read, readv, write, writev};
use crate::sys::mm::memfd_create;
use crate::sys::pipe::pipe2;
use crate::sys::poll::ppoll_time64;
use crate::table::{Descriptors, Table};
use crate::table::{close, host as host_number, renumber};
use crate::user::{Bytes, BytesMut, In, InOut, Out};
use crate::wasi::fake::{self, Fault};
use crate::wasi::{self, Fd};

fn set_up() {
    fake::set_up(|host| {
        host.memory(2, 64);
        host.preopen("/disk", "/");
        host.file("/disk/f", b"0123456789");
    });
}

fn fcntl(fd: Fd, cmd: i32, arg: i32) -> Result<i32> {
    fcntl64::<Table>(fd, cmd, (arg as usize).into())
}

fn get(fd: Fd, n: usize) -> Result<Vec<u8>> {
    let mut buffer = vec![0xaa; n];
    let n = read::<Table>(fd, BytesMut::of(&mut buffer))?;
    buffer.truncate(n);
    Ok(buffer)
}

fn put(fd: Fd, data: &[u8]) -> Result<usize> {
    write::<Table>(fd, Bytes::of(data))
}

fn seek(fd: Fd, offset: i64, whence: u32) -> Result<i64> {
    let mut position = -1;
    llseek::<Table>(fd, offset, Out::from(&mut position), whence)?;
    Ok(position)
}

fn file(path: &str, flags: i32) -> Result<Fd> {
    openat::<Table>(Fd(AT_FDCWD), path.as_bytes(), flags, 0o666)
}

fn new_pipe(flags: i32) -> Result<[Fd; 2]> {
    let mut fds = [-1; 2];
    pipe2(Out::from(&mut fds), flags)?;
    Ok(fds.map(Fd))
}

fn limit(descriptors: u64) {
    process::set_limit(
        rlimit::NOFILE,
        Rlimit {
            rlim_cur: descriptors,
            rlim_max: 1024,
        },
    );
}

#[test]
fn standard_output_goes_to_a_file_and_back() {
    set_up();
    put(Fd(1), b"one ").unwrap();
    let kept = dup(Fd(1)).unwrap();
    assert_eq!(kept, Fd(4));
    let file = file("f", O_WRONLY | O_TRUNC).unwrap();
    assert_eq!(dup3(file, Fd(1), 0), Ok(Fd(1)));
    assert_eq!(close(file), Ok(()));
    put(Fd(1), b"two").unwrap();
    assert_eq!(dup3(kept, Fd(1), 0), Ok(Fd(1)));
    assert_eq!(close(kept), Ok(()));
    put(Fd(1), b"three").unwrap();
    assert_eq!(fake::host(|host| host.stdout.clone()), b"one three");
    let file = self::file("f", O_RDONLY).unwrap();
    assert_eq!(get(file, 9), Ok(b"two".to_vec()));
}

#[test]
fn numbers_change() {
    set_up();
    let [reader, writer] = new_pipe(O_CLOEXEC).unwrap();
    assert_eq!(renumber(writer, Fd(1)), Ok(()));
    assert_eq!(fcntl(writer, F_GETFD, 0), Err(Errno::BADF));
    assert_eq!(fcntl(Fd(1), F_GETFD, 0), Ok(FD_CLOEXEC));
    assert_eq!(put(Fd(1), b"x"), Ok(1));
    assert_eq!(get(reader, 9), Ok(b"x".to_vec()));
    assert_eq!(renumber(Fd(1), Fd(1)), Ok(()));
    assert_eq!(renumber(writer, Fd(1)), Err(Errno::BADF));
    assert_eq!(renumber(writer, writer), Err(Errno::BADF));
}

#[test]
fn the_host_closes_with_the_last_copy() {
    set_up();
    let a = file("f", O_RDONLY).unwrap();
    let open = fake::host(|host| host.open_count());
    let b = dup(a).unwrap();
    assert_eq!(get(a, 3), Ok(b"012".to_vec()));
    assert_eq!(close(a), Ok(()));
    assert_eq!(close(a), Err(Errno::BADF));
    assert_eq!(get(a, 1), Err(Errno::BADF));
    assert_eq!(get(b, 3), Ok(b"345".to_vec()));
    assert_eq!(fake::host(|host| host.open_count()), open);
    assert_eq!(close(b), Ok(()));
    assert_eq!(fake::host(|host| host.open_count()), open - 1);
}

#[test]
fn preopened_folders_stay() {
    set_up();
    assert_eq!(close(Fd(3)), Err(Errno::BADF));
    let [reader, _] = new_pipe(0).unwrap();
    assert_eq!(dup3(reader, Fd(3), 0), Ok(Fd(3)));
    assert_eq!(get(Fd(3), 1), Err(Errno::DEADLK));
    assert!(file("f", O_RDONLY).is_ok());
    assert_eq!(close(Fd(3)), Ok(()));
    assert!(file("f", O_RDONLY).is_ok());
}

#[test]
fn a_failed_call_leaves_nothing_behind() {
    set_up();
    limit(5);
    let open = fake::host(|host| host.open_count());
    assert_eq!(new_pipe(0), Err(Errno::MFILE));
    assert_eq!(new_pipe(1 << 30), Err(Errno::INVAL));
    assert_eq!(file("missing", O_RDONLY), Err(Errno::NOENT));
    let fd = file("f", O_RDONLY).unwrap();
    assert_eq!(fd, Fd(4));
    assert_eq!(file("new", O_RDWR | O_CREAT), Err(Errno::MFILE));
    assert_eq!(dup(fd), Err(Errno::MFILE));
    assert_eq!(fcntl(fd, F_DUPFD, 5), Err(Errno::INVAL));
    assert_eq!(fcntl(fd, F_DUPFD, -1), Err(Errno::INVAL));
    assert_eq!(dup3(fd, Fd(5), 0), Err(Errno::BADF));
    assert_eq!(eventfd2(0, 0), Err(Errno::MFILE));
    assert_eq!(close(fd), Ok(()));
    assert_eq!(file("new", O_RDONLY), Err(Errno::NOENT));
    assert_eq!(fake::host(|host| host.open_count()), open);
    fake::set_up(|host| host.memory(1, 1));
    assert_eq!(new_pipe(0), Err(Errno::NOMEM));
    assert_eq!(eventfd2(0, 0), Ok(Fd(3)));
}

#[test]
fn a_closing_host_error_is_told_once() {
    set_up();
    let fd = file("f", O_RDONLY).unwrap();
    fake::host(|host| host.fault("fd_close", 0, Fault::Code(29)));
    assert_eq!(close(fd), Err(Errno::IO));
    assert_eq!(close(fd), Err(Errno::BADF));
}

#[test]
fn pipes_hold_a_page() {
    set_up();
    let [reader, writer] = new_pipe(O_NONBLOCK | O_CLOEXEC).unwrap();
    assert_eq!(fcntl(reader, F_GETFD, 0), Ok(FD_CLOEXEC));
    assert_eq!(fcntl(writer, F_GETFL, 0), Ok(O_WRONLY | O_NONBLOCK));
    assert_eq!(get(reader, 0), Ok(vec![]));
    assert_eq!(get(reader, 1), Err(Errno::AGAIN));
    assert_eq!(put(reader, b"x"), Err(Errno::BADF));
    assert_eq!(get(writer, 1), Err(Errno::BADF));
    assert_eq!(seek(reader, 0, 1), Err(Errno::SPIPE));
    // Round the ring.
    let data: Vec<u8> = (0..PAGE_SIZE).map(|i| (i % 251) as u8).collect();
    assert_eq!(put(writer, &data[..60000]), Ok(60000));
    assert_eq!(get(reader, 50000).unwrap(), data[..50000]);
    assert_eq!(put(writer, &data), Ok(PAGE_SIZE - 10000));
    assert_eq!(put(writer, b"x"), Err(Errno::AGAIN));
    assert_eq!(get(reader, 10000).unwrap(), data[50000..60000]);
    assert_eq!(get(reader, 99999).unwrap(), data[..PAGE_SIZE - 10000]);
    // A short write stays together.
    assert_eq!(put(writer, &data[..PAGE_SIZE - 4000]), Ok(PAGE_SIZE - 4000));
    assert_eq!(put(writer, &data[..4001]), Err(Errno::AGAIN));
    assert_eq!(put(writer, &data[..4097]), Ok(4000));
    assert_eq!(fcntl(writer, F_SETFL, 0), Ok(0));
    assert_eq!(put(writer, b"x"), Err(Errno::DEADLK));
    assert_eq!(close(reader), Ok(()));
    assert_eq!(put(writer, b"x"), Err(Errno::PIPE));
    let pages = crate::mm::used();
    assert_eq!(close(writer), Ok(()));
    assert_eq!(crate::mm::used(), pages - 1);
}

#[test]
fn several_buffers_are_one_write() {
    set_up();
    let [reader, writer] = new_pipe(0).unwrap();
    let parts = [Bytes::of(b"ab"), Bytes::of(b""), Bytes::of(b"cde")];
    assert_eq!(writev::<Table>(writer, &parts), Ok(5));
    let (mut a, mut b) = ([0; 3], [0; 3]);
    assert_eq!(
        readv::<Table>(reader, &[BytesMut::of(&mut a), BytesMut::of(&mut b)]),
        Ok(5)
    );
    assert_eq!((&a, &b[..2]), (b"abc", &b"de"[..]));
    assert_eq!(preadv::<Table>(reader, &[], 0), Err(Errno::SPIPE));
    assert_eq!(pwritev::<Table>(writer, &[], 0), Err(Errno::SPIPE));
}

#[test]
fn counters_count() {
    set_up();
    let fd = eventfd2(3, 0).unwrap();
    assert_eq!(put(fd, &4_u64.to_ne_bytes()), Ok(8));
    assert_eq!(get(fd, 8), Ok(7_u64.to_ne_bytes().to_vec()));
    assert_eq!(get(fd, 8), Err(Errno::DEADLK));
    assert_eq!(get(fd, 7), Err(Errno::INVAL));
    assert_eq!(put(fd, &u64::MAX.to_ne_bytes()), Err(Errno::INVAL));
    assert_eq!(put(fd, &(u64::MAX - 1).to_ne_bytes()), Ok(8));
    assert_eq!(put(fd, &0_u64.to_ne_bytes()), Ok(8));
    assert_eq!(put(fd, &1_u64.to_ne_bytes()), Err(Errno::DEADLK));
    let fd = eventfd2(2, EFD_SEMAPHORE | O_NONBLOCK).unwrap();
    assert_eq!(get(fd, 8), Ok(1_u64.to_ne_bytes().to_vec()));
    assert_eq!(get(fd, 9), Ok(1_u64.to_ne_bytes().to_vec()));
    assert_eq!(get(fd, 8), Err(Errno::AGAIN));
    assert_eq!(eventfd2(0, 8), Err(Errno::INVAL));
}

#[test]
fn files_in_memory() {
    set_up();
    let fd = memfd_create(b"name", MFD_CLOEXEC).unwrap();
    assert_eq!(put(fd, b"hello"), Ok(5));
    assert_eq!(seek(fd, -3, 2), Ok(2));
    assert_eq!(get(fd, 9), Ok(b"llo".to_vec()));
    assert_eq!(seek(fd, 70000, 0), Ok(70000));
    assert_eq!(get(fd, 1), Ok(vec![]));
    assert_eq!(put(fd, b"far"), Ok(3));
    assert_eq!(seek(fd, 0, 2), Ok(70003));
    let mut back = vec![9; 70003];
    assert_eq!(
        preadv::<Table>(fd, &[BytesMut::of(&mut back)], 0),
        Ok(70003)
    );
    assert!(back.starts_with(b"hello\0") && back.ends_with(b"\0far"));
    // Truncated data does not come back.
    assert_eq!(ftruncate64::<Table>(fd, 2), Ok(()));
    assert_eq!(ftruncate64::<Table>(fd, 6), Ok(()));
    assert_eq!(preadv::<Table>(fd, &[BytesMut::of(&mut back)], 0), Ok(6));
    assert_eq!(&back[..6], b"he\0\0\0\0");
    assert_eq!(ftruncate64::<Table>(fd, -1), Err(Errno::INVAL));
    assert_eq!(ftruncate64::<Table>(fd, i64::MAX), Err(Errno::FBIG));
    assert_eq!(ftruncate64::<Table>(fd, 1 << 30), Err(Errno::NOSPC));
    assert_eq!(
        pwritev::<Table>(fd, &[Bytes::of(b"x")], i64::MAX),
        Err(Errno::FBIG)
    );
    assert_eq!(seek(fd, -1, 0), Err(Errno::INVAL));
    let pages = crate::mm::used();
    assert_eq!(close(fd), Ok(()));
    assert!(crate::mm::used() < pages);
}

#[test]
fn polling_a_mixture() {
    set_up();
    fake::host(|host| host.stdin_ended = false);
    let [reader, writer] = new_pipe(0).unwrap();
    let file = file("f", O_RDONLY).unwrap();
    let entry = |fd: Fd, events| Pollfd {
        fd: fd.0,
        events,
        revents: -1,
    };
    let poll = |entries: &mut [Pollfd], timeout: In<'_, _>| {
        let n = ppoll_time64::<Table>(InOut::of(entries), timeout, In::none(), 0);
        (n, entries.iter().map(|e| e.revents).collect::<Vec<_>>())
    };
    let mut all = [
        entry(reader, POLLIN),
        entry(writer, POLLOUT),
        entry(file, POLLIN),
        entry(Fd(99), POLLIN),
        entry(Fd(-1), POLLIN),
        entry(Fd(0), POLLIN),
    ];
    let wanted = vec![0, POLLOUT, POLLIN, POLLNVAL, 0, 0];
    assert_eq!(poll(&mut all, In::none()), (Ok(3), wanted));
    assert_eq!(
        poll(&mut [entry(reader, POLLIN)], In::none()).0,
        Err(Errno::DEADLK)
    );
    put(writer, b"x").unwrap();
    fake::host(|host| host.stdin.extend(b"y"));
    let mut two = [entry(reader, POLLIN), entry(Fd(0), POLLIN)];
    assert_eq!(poll(&mut two, In::none()), (Ok(2), vec![POLLIN, POLLIN]));
    close(writer).unwrap();
    let mut one = [entry(reader, POLLIN)];
    assert_eq!(poll(&mut one, In::none()), (Ok(1), vec![POLLIN | POLLHUP]));
    let [reader, writer] = new_pipe(0).unwrap();
    close(reader).unwrap();
    let mut one = [entry(writer, 0)];
    assert_eq!(poll(&mut one, In::none()), (Ok(1), vec![POLLERR]));
}

/// An open file description of the model.
#[derive(Clone)]
enum Thing {
    /// A file of the host at the start, which is not read or written here.
    Other,
    File {
        content: Rc<RefCell<Vec<u8>>>,
        position: Rc<RefCell<usize>>,
    },
    Reader(Rc<RefCell<VecDeque<u8>>>),
    Writer(Rc<RefCell<VecDeque<u8>>>),
}

#[derive(Clone)]
struct Number {
    thing: Thing,
    nonblock: Rc<RefCell<bool>>,
    close_on_exec: bool,
    /// Lives as long as a number of this description.
    _end: Rc<()>,
    /// The other end of a pipe.
    other_end: Weak<()>,
}

struct Model {
    numbers: Vec<Option<Number>>,
    files: [Rc<RefCell<Vec<u8>>>; 2],
}

const NUMBERS: usize = 12;

impl Model {
    fn new() -> Self {
        let mut numbers = vec![None; NUMBERS];
        for slot in numbers.iter_mut().take(4) {
            *slot = Some(Self::number(Thing::Other, false));
        }
        Self {
            numbers,
            files: [b"aaaa".to_vec(), b"bbbb".to_vec()].map(|file| Rc::new(RefCell::new(file))),
        }
    }

    fn number(thing: Thing, close_on_exec: bool) -> Number {
        Number {
            thing,
            nonblock: Rc::default(),
            close_on_exec,
            _end: Rc::default(),
            other_end: Weak::new(),
        }
    }

    fn get(&self, fd: usize) -> Result<&Number> {
        self.numbers
            .get(fd)
            .and_then(Option::as_ref)
            .ok_or(Errno::BADF)
    }

    fn lowest(&self, from: usize) -> Result<usize> {
        (from..NUMBERS)
            .find(|&fd| self.numbers[fd].is_none())
            .ok_or(Errno::MFILE)
    }

    fn open(&mut self, which: usize, close_on_exec: bool) -> Result<Fd> {
        let fd = self.lowest(0)?;
        let thing = Thing::File {
            content: self.files[which].clone(),
            position: Rc::default(),
        };
        self.numbers[fd] = Some(Self::number(thing, close_on_exec));
        Ok(Fd(fd as i32))
    }

    fn pipe(&mut self) -> Result<[Fd; 2]> {
        let reader = self.lowest(0)?;
        let writer = self.lowest(reader + 1)?;
        let buffer = Rc::<RefCell<VecDeque<u8>>>::default();
        let mut ends = [
            Self::number(Thing::Reader(buffer.clone()), false),
            Self::number(Thing::Writer(buffer), false),
        ];
        ends[0].other_end = Rc::downgrade(&ends[1]._end);
        ends[1].other_end = Rc::downgrade(&ends[0]._end);
        let [r, w] = ends;
        self.numbers[reader] = Some(r);
        self.numbers[writer] = Some(w);
        Ok([Fd(reader as i32), Fd(writer as i32)])
    }

    fn copy(&mut self, fd: usize, from: usize, close_on_exec: bool) -> Result<Fd> {
        let mut number = self.get(fd)?.clone();
        let to = self.lowest(from)?;
        number.close_on_exec = close_on_exec;
        self.numbers[to] = Some(number);
        Ok(Fd(to as i32))
    }

    fn copy_to(&mut self, fd: usize, to: usize, flags: i32) -> Result<Fd> {
        if fd == to {
            return Err(Errno::INVAL);
        }
        let mut number = self.get(fd)?.clone();
        if to >= NUMBERS {
            return Err(Errno::BADF);
        }
        number.close_on_exec = flags & O_CLOEXEC != 0;
        self.numbers[to] = Some(number);
        Ok(Fd(to as i32))
    }

    fn close(&mut self, fd: usize) -> Result {
        self.get(fd)?;
        self.numbers[fd] = None;
        Ok(())
    }

    fn stuck<T>(number: &Number) -> Result<T> {
        Err(if *number.nonblock.borrow() {
            Errno::AGAIN
        } else {
            Errno::DEADLK
        })
    }

    fn has_other_end(number: &Number) -> bool {
        number.other_end.strong_count() > 0
    }

    fn read(&self, fd: usize, n: usize) -> Result<Vec<u8>> {
        let number = self.get(fd)?;
        match &number.thing {
            Thing::File { content, position } => {
                let content = content.borrow();
                let start = (*position.borrow()).min(content.len());
                let end = (start + n).min(content.len());
                *position.borrow_mut() += end - start;
                Ok(content[start..end].to_vec())
            }
            Thing::Reader(buffer) => {
                let mut buffer = buffer.borrow_mut();
                if buffer.is_empty() && Self::has_other_end(number) {
                    return Self::stuck(number);
                }
                let n = n.min(buffer.len());
                Ok(buffer.drain(..n).collect())
            }
            _ => Err(Errno::BADF),
        }
    }

    fn write(&self, fd: usize, data: &[u8]) -> Result<usize> {
        let number = self.get(fd)?;
        match &number.thing {
            Thing::File { content, position } => {
                let mut content = content.borrow_mut();
                let start = *position.borrow();
                let end = start + data.len();
                let len = content.len().max(end);
                content.resize(len, 0);
                content[start..end].copy_from_slice(data);
                *position.borrow_mut() = end;
                Ok(data.len())
            }
            Thing::Writer(buffer) => {
                if !Self::has_other_end(number) {
                    return Err(Errno::PIPE);
                }
                let mut buffer = buffer.borrow_mut();
                let room = PAGE_SIZE - buffer.len();
                if room == 0 || data.len() <= 4096 && room < data.len() {
                    return Self::stuck(number);
                }
                let n = room.min(data.len());
                buffer.extend(&data[..n]);
                Ok(n)
            }
            _ => Err(Errno::BADF),
        }
    }
}

/// Numbers below `n`, from Marsaglia's generator.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % n
    }

    /// Any number, also bad ones, but none of those that the model knows nothing of: those
    /// of the start, unless they stand for something else by now.
    fn number(&mut self, model: &Model) -> usize {
        loop {
            let fd = self.below(NUMBERS + 2);
            match model.numbers.get(fd) {
                Some(Some(number)) if matches!(number.thing, Thing::Other) => {}
                _ => return fd,
            }
        }
    }
}

fn one_sequence(seed: u64, steps: usize) {
    set_up();
    fake::host(|host| {
        host.file("/disk/a", b"aaaa");
        host.file("/disk/b", b"bbbb");
    });
    limit(NUMBERS as u64);
    let pages = crate::mm::used();
    let mut model = Model::new();
    let mut random = Random(seed);
    for step in 0..steps {
        let fd = random.number(&model);
        let number = Fd(fd as i32);
        let at = || format!("seed {seed}, step {step}");
        match random.below(16) {
            0 | 1 => {
                let which = random.below(2);
                let close_on_exec = random.below(2) == 1;
                let flags = if close_on_exec { O_CLOEXEC } else { 0 };
                let opened = file(["a", "b"][which], O_RDWR | flags);
                assert_eq!(opened, model.open(which, close_on_exec), "open, {}", at());
            }
            2 => assert_eq!(dup(number), model.copy(fd, 0, false), "dup, {}", at()),
            3 => {
                let from = random.below(NUMBERS);
                let done = fcntl(number, F_DUPFD_CLOEXEC, from as i32).map(Fd);
                assert_eq!(done, model.copy(fd, from, true), "F_DUPFD, {}", at());
            }
            4 | 5 => {
                // Over the first ones too.
                let to = random.below(NUMBERS + 1);
                let flags = [0, O_CLOEXEC][random.below(2)];
                let done = dup3(number, Fd(to as i32), flags);
                assert_eq!(done, model.copy_to(fd, to, flags), "dup3 to {to}, {}", at());
            }
            6..=8 => assert_eq!(close(number), model.close(fd), "close {fd}, {}", at()),
            9 => assert_eq!(new_pipe(0), model.pipe(), "pipe, {}", at()),
            10 | 11 => {
                let n = [1, 3, 5000, 70000][random.below(4)];
                assert_eq!(get(number, n), model.read(fd, n), "read {fd}, {}", at());
            }
            12 | 13 => {
                let data = vec![step as u8; [1, 3, 4096, 30000][random.below(4)]];
                let done = put(number, &data);
                assert_eq!(done, model.write(fd, &data), "write {fd}, {}", at());
            }
            14 => {
                let on = random.below(2) == 1;
                let done = fcntl(number, F_SETFL, if on { O_NONBLOCK } else { 0 });
                let wanted = model.get(fd).map(|number| {
                    *number.nonblock.borrow_mut() = on;
                    0
                });
                assert_eq!(done, wanted, "F_SETFL, {}", at());
            }
            _ => {
                let on = random.below(2) as i32;
                let done = fcntl(number, F_SETFD, on);
                let wanted = model.get(fd).map(|_| 0);
                assert_eq!(done, wanted, "F_SETFD, {}", at());
                if let Some(Some(number)) = model.numbers.get_mut(fd) {
                    number.close_on_exec = on == 1;
                }
            }
        }
        for (fd, number) in model.numbers.iter().enumerate() {
            let flags = fcntl(Fd(fd as i32), F_GETFD, 0);
            let wanted = number
                .as_ref()
                .map(|number| i32::from(number.close_on_exec));
            assert_eq!(flags, wanted.ok_or(Errno::BADF), "number {fd}, {}", at());
            let is_nonblock = fcntl(Fd(fd as i32), F_GETFL, 0).map(|flags| flags & O_NONBLOCK != 0);
            let wanted = number.as_ref().map(|number| *number.nonblock.borrow());
            assert_eq!(
                is_nonblock,
                wanted.ok_or(Errno::BADF),
                "F_GETFL {fd}, {}",
                at()
            );
        }
    }
    // Everything that was opened can be closed, and the host has nothing more than at first.
    for fd in 0..NUMBERS {
        let _ = close(Fd(fd as i32));
    }
    assert_eq!(crate::mm::used(), pages, "pages, seed {seed}");
    let open = (0..64).filter(|&fd| wasi::fd_fdstat_get(Fd(fd)).is_ok());
    assert!(open.eq([3]), "open at the host, seed {seed}");
}

#[test]
fn random_sequences_are_as_the_model_has_them() {
    let (sequences, steps) = if cfg!(miri) { (3, 60) } else { (400, 200) };
    for seed in 1..=sequences {
        one_sequence(u64::wrapping_mul(seed, 0x9e37_79b9_7f4a_7c15), steps);
    }
}

#[test]
fn the_hosts_number_is_found() {
    set_up();
    let a = file("f", O_RDONLY).unwrap();
    assert_eq!(
        host_number(dup(a).unwrap(), Errno::INVAL),
        host_number(a, Errno::INVAL)
    );
    let [reader, _] = new_pipe(0).unwrap();
    assert_eq!(host_number(reader, Errno::NOTDIR), Err(Errno::NOTDIR));
    assert_eq!(Table::directory(reader, b"x"), Err(Errno::NOTDIR));
    assert_eq!(Table::directory(reader, b"/x"), Ok(Fd(AT_FDCWD)));
}
