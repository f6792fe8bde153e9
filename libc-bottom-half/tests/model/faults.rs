//! A host that misbehaves: it fails with any code, does less than requested, or reports a
//! wrong amount.

use std::cell::RefCell;
use std::rc::Rc;

use libc_bottom_half::abi::fcntl::{
    AT_FDCWD, F_GETFL, F_SETFL, O_APPEND, O_CREAT, O_DIRECTORY, O_NONBLOCK, O_RDONLY, O_RDWR,
    O_TRUNC, O_WRONLY,
};
use libc_bottom_half::abi::ioctl::FIONREAD;
use libc_bottom_half::abi::poll::{POLLIN, POLLOUT};
use libc_bottom_half::errno::Result;
use libc_bottom_half::wasi::fake::{self, Fault};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::kernel;

const IMPORTS: [&str; 21] = [
    "clock_time_get",
    "fd_close",
    "fd_fdstat_get",
    "fd_fdstat_set_flags",
    "fd_filestat_get",
    "fd_filestat_set_size",
    "fd_pread",
    "fd_prestat_dir_name",
    "fd_prestat_get",
    "fd_pwrite",
    "fd_read",
    "fd_readdir",
    "fd_seek",
    "fd_sync",
    "fd_tell",
    "fd_write",
    "path_create_directory",
    "path_filestat_get",
    "path_open",
    "path_readlink",
    "poll_oneoff",
];

fn code() -> impl Strategy<Value = Fault> {
    // INTR, IO, NOSPC, AGAIN, DQUOT; NOTSUP; those of refused paths; and any.
    let usual = select(vec![27, 29, 51, 6, 19, 58, 63, 76, 44, 8]);
    prop_oneof![3 => usual, 1 => 1..=u16::MAX].prop_map(Fault::Code)
}

fn short() -> impl Strategy<Value = Fault> {
    select(vec![1, 2, 7, 100, 4095]).prop_map(Fault::Short)
}

fn lie() -> impl Strategy<Value = Fault> {
    let sizes = vec![0, 1, 23, 24, 4096, 65_536, i32::MAX as usize, usize::MAX];
    select(sizes).prop_map(Fault::Claim)
}

/// An import, the number of the call, and the fault.
type Wrong = (&'static str, usize, Fault);

fn wrong(fault: impl Strategy<Value = Fault>) -> impl Strategy<Value = Wrong> {
    (select(&IMPORTS[..]), 0..3_usize, fault)
}

fn misbehave(wrong: &[Wrong]) {
    fake::host(|host| {
        for &(import, nth, fault) in wrong {
            host.fault(import, nth, fault);
        }
    });
}

#[derive(Clone, Debug)]
enum Call {
    Open(usize, i32),
    Close(Index),
    Dup(Index),
    Read(Index, usize),
    Write(Index, usize),
    Pread(Index, usize, i64),
    Pwrite(Index, usize, i64),
    Seek(Index, i64, u32),
    Truncate(Index, i64),
    SetStatus(Index, i32),
}

fn call() -> impl Strategy<Value = Call> {
    let fd = any::<Index>;
    let size = || select(vec![1, 5, 4096, 9000]);
    let at = || select(vec![0_i64, 3, 4000, 12_000]);
    let open = select(vec![O_RDWR, O_RDWR | O_CREAT, O_RDWR | O_APPEND, O_WRONLY]);
    prop_oneof![
        3 => (0..3_usize, open).prop_map(|(file, flags)| Call::Open(file, flags)),
        1 => fd().prop_map(Call::Close),
        1 => fd().prop_map(Call::Dup),
        5 => (fd(), size()).prop_map(|(fd, n)| Call::Read(fd, n)),
        6 => (fd(), size()).prop_map(|(fd, n)| Call::Write(fd, n)),
        2 => (fd(), size(), at()).prop_map(|(fd, n, at)| Call::Pread(fd, n, at)),
        3 => (fd(), size(), at()).prop_map(|(fd, n, at)| Call::Pwrite(fd, n, at)),
        3 => (fd(), at(), 0..3_u32).prop_map(|(fd, to, from)| Call::Seek(fd, to, from)),
        2 => (fd(), at()).prop_map(|(fd, size)| Call::Truncate(fd, size)),
        2 => (fd(), select(vec![0, O_APPEND, O_NONBLOCK]))
            .prop_map(|(fd, flags)| Call::SetStatus(fd, flags)),
    ]
}

const FILES: [&str; 3] = ["a", "b", "new"];

/// An open file: its identity, its position, whether it appends.
struct Open {
    file: usize,
    position: usize,
    appends: bool,
    reads: bool,
}

/// The guarantees of the calls that succeeded.
struct Promises {
    files: [Vec<u8>; FILES.len()],
    open: Vec<(i32, Rc<RefCell<Open>>)>,
    /// Makes each write different.
    round: u8,
}

impl Promises {
    fn pick(&self, fd: Index) -> Option<(i32, Rc<RefCell<Open>>)> {
        (!self.open.is_empty()).then(|| self.open[fd.index(self.open.len())].clone())
    }

    fn data(&mut self, n: usize) -> Vec<u8> {
        self.round = self.round.wrapping_add(1);
        (0..n)
            .map(|i| self.round.wrapping_add((i % 251) as u8))
            .collect()
    }

    fn put(&mut self, file: usize, at: usize, data: &[u8]) {
        let content = &mut self.files[file];
        if !data.is_empty() {
            content.resize(content.len().max(at + data.len()), 0);
            content[at..at + data.len()].copy_from_slice(data);
        }
    }

    fn has(&self, file: usize, at: usize, data: &[u8]) -> bool {
        let content = &self.files[file];
        let start = content.len().min(at);
        content[start..].starts_with(data)
    }

    /// Makes a call. A failed call must have changed nothing.
    fn step(&mut self, call: &Call) -> std::result::Result<(), TestCaseError> {
        let fd = match call {
            Call::Open(file, flags) => {
                if let Ok(fd) = kernel::openat(AT_FDCWD, FILES[*file], *flags) {
                    let open = Open {
                        file: *file,
                        position: 0,
                        appends: flags & O_APPEND != 0,
                        reads: flags & O_RDWR == O_RDWR,
                    };
                    prop_assert!(self.open.iter().all(|(other, _)| *other != fd));
                    self.open.push((fd, Rc::new(RefCell::new(open))));
                }
                return Ok(());
            }
            Call::Close(fd)
            | Call::Dup(fd)
            | Call::Read(fd, _)
            | Call::Write(fd, _)
            | Call::Pread(fd, ..)
            | Call::Pwrite(fd, ..)
            | Call::Seek(fd, ..)
            | Call::Truncate(fd, _)
            | Call::SetStatus(fd, _) => *fd,
        };
        let Some((fd, open)) = self.pick(fd) else {
            return Ok(());
        };
        let mut open = open.borrow_mut();
        let file = open.file;
        match *call {
            Call::Open(..) => {}
            Call::Close(_) => {
                // After a failed close, it is unknown whether it is open.
                let _ = kernel::close(fd);
                self.open.retain(|(other, _)| *other != fd);
            }
            Call::Dup(_) => {
                if let Ok(copy) = kernel::dup(fd) {
                    let shared = self.open.iter().find(|(other, _)| *other == fd);
                    let shared = Rc::clone(&shared.expect("it was picked").1);
                    self.open.push((copy, shared));
                }
            }
            Call::Read(_, n) => {
                if let Ok(data) = kernel::read(fd, n) {
                    prop_assert!(open.reads);
                    prop_assert!(self.has(file, open.position, &data), "{:?}", call);
                    open.position += data.len();
                }
            }
            Call::Write(_, n) => {
                let data = self.data(n);
                if let Ok(n) = kernel::write(fd, &data) {
                    if open.appends {
                        open.position = self.files[file].len();
                    }
                    self.put(file, open.position, &data[..n]);
                    open.position += n;
                }
            }
            Call::Pread(_, n, at) => {
                if let Ok(data) = kernel::pread(fd, n, at) {
                    prop_assert!(self.has(file, at as usize, &data), "{:?}", call);
                }
            }
            Call::Pwrite(_, n, at) => {
                let data = self.data(n);
                if let Ok(n) = kernel::pwrite(fd, &data, at) {
                    self.put(file, at as usize, &data[..n]);
                }
            }
            Call::Seek(_, to, from) => {
                if let Ok(to) = kernel::lseek(fd, to, from) {
                    open.position = to as usize;
                }
            }
            Call::Truncate(_, size) => {
                if kernel::ftruncate(fd, size).is_ok() {
                    self.files[file].resize(size as usize, 0);
                }
            }
            Call::SetStatus(_, flags) => {
                if kernel::fcntl(fd, F_SETFL, flags as usize).is_ok() {
                    open.appends = flags & O_APPEND != 0;
                }
            }
        }
        Ok(())
    }
}

fn set_up(draws: Option<i32>) {
    fake::set_up(|host| {
        host.draws = draws;
        host.memory(2, 64);
        host.preopen("/disk", "/");
        host.file("/disk/a", b"aaaa");
        host.file("/disk/b", &[b'b'; 5000]);
        host.file("/disk/d/f", b"");
        host.link("/disk/l", "d/f");
    });
    kernel::ignore_broken_pipes();
}

/// Any call, with any arguments: the only requirement is that it returns a valid result.
#[derive(Clone, Debug)]
enum Any {
    Open(&'static str, i32),
    Read(i32, usize),
    Write(i32, usize),
    Pread(i32, usize),
    Seek(i32, i64),
    Close(i32),
    Dup(i32),
    Pipe,
    Event,
    Memfd,
    Fcntl(i32, i32),
    Ioctl(i32),
    Poll(i32),
    Stat(&'static str),
    Fstat(i32),
    Truncate(i32, i64),
    Mkdir(&'static str),
    Readlink(&'static str),
    Chdir(&'static str),
    Getdents(i32, usize),
}

fn any_call() -> impl Strategy<Value = Any> {
    let fd = || 0..10_i32;
    let size = || select(vec![0, 1, 30, 5000]);
    let path = || {
        select(vec![
            "a", "l", "/d", "d/../b", "../..", "l/x", "new", "", "d/",
        ])
    };
    let flags = select(vec![
        O_RDONLY,
        O_RDWR | O_CREAT,
        O_WRONLY | O_TRUNC,
        O_DIRECTORY,
    ]);
    prop_oneof![
        4 => (path(), flags).prop_map(|(path, flags)| Any::Open(path, flags)),
        1 => (fd(), size()).prop_map(|(fd, n)| Any::Read(fd, n)),
        1 => (fd(), size()).prop_map(|(fd, n)| Any::Write(fd, n)),
        1 => (fd(), size()).prop_map(|(fd, n)| Any::Pread(fd, n)),
        1 => (fd(), -3..9_i64).prop_map(|(fd, to)| Any::Seek(fd, to)),
        // Standard streams and the directory stay.
        1 => (4..10).prop_map(Any::Close),
        1 => fd().prop_map(Any::Dup),
        1 => Just(Any::Pipe),
        1 => Just(Any::Event),
        1 => Just(Any::Memfd),
        1 => (fd(), select(vec![F_GETFL, F_SETFL])).prop_map(|(fd, cmd)| Any::Fcntl(fd, cmd)),
        1 => fd().prop_map(Any::Ioctl),
        1 => fd().prop_map(Any::Poll),
        1 => path().prop_map(Any::Stat),
        1 => fd().prop_map(Any::Fstat),
        1 => (fd(), 0..9_i64).prop_map(|(fd, size)| Any::Truncate(fd, size)),
        1 => path().prop_map(Any::Mkdir),
        1 => path().prop_map(Any::Readlink),
        1 => path().prop_map(Any::Chdir),
        1 => (fd(), select(vec![0, 24, 100, 5000])).prop_map(|(fd, n)| Any::Getdents(fd, n)),
    ]
}

/// The checks are those of [`kernel`]; the host decides whether it fails.
fn make(call: &Any) -> Result<()> {
    match *call {
        Any::Open(path, flags) => kernel::openat(AT_FDCWD, path, flags).map(drop),
        Any::Read(fd, n) => kernel::read_claimed(fd, n).map(drop),
        Any::Write(fd, n) => kernel::write(fd, &vec![1; n]).map(drop),
        Any::Pread(fd, n) => kernel::pread(fd, n, 2).map(drop),
        Any::Seek(fd, to) => kernel::lseek(fd, to, 1).map(drop),
        Any::Close(fd) => kernel::close(fd).map(drop),
        Any::Dup(fd) => kernel::dup(fd).map(drop),
        Any::Pipe => kernel::pipe2(0).map(drop),
        Any::Event => kernel::eventfd2(1, 0).map(drop),
        Any::Memfd => kernel::memfd_create("m", 0).map(drop),
        Any::Fcntl(fd, cmd) => kernel::fcntl(fd, cmd, 0).map(drop),
        Any::Ioctl(fd) => kernel::ioctl(fd, FIONREAD, 0).map(drop),
        Any::Poll(fd) => kernel::poll(fd, POLLIN | POLLOUT).map(drop),
        Any::Stat(path) => kernel::fstatat(AT_FDCWD, path, 0).map(drop),
        Any::Fstat(fd) => kernel::fstat(fd).map(drop),
        Any::Truncate(fd, size) => kernel::ftruncate(fd, size).map(drop),
        Any::Mkdir(path) => kernel::mkdirat(AT_FDCWD, path).map(drop),
        Any::Readlink(path) => kernel::readlinkat(AT_FDCWD, path).map(drop),
        Any::Chdir(path) => kernel::chdir(path).map(drop),
        Any::Getdents(fd, n) => kernel::getdents64(fd, n).map(drop),
    }
}

proptest! {
    #![proptest_config(crate::config(1))]

    #[test]
    fn what_a_call_promised_is_kept(
        calls in vec((call(), vec(wrong(prop_oneof![code(), short()]), 0..2)), 1..80),
        space in select(vec![usize::MAX, 9000, 20_000]),
        draws in option::of(any::<i32>()),
    ) {
        set_up(draws);
        fake::host(|host| host.space = space);
        let files = [b"aaaa".to_vec(), vec![b'b'; 5000], Vec::new()];
        let mut promises = Promises { files, open: Vec::new(), round: 0 };
        for (call, wrong) in &calls {
            misbehave(wrong);
            promises.step(call)?;
        }
        for (name, promised) in FILES.iter().zip(&promises.files) {
            let kept = fake::host(|host| host.content(&format!("/disk/{name}")).map(Vec::from));
            prop_assert!(kept.unwrap_or_default() == *promised, "{} is not as promised", name);
        }
    }

    #[test]
    fn no_host_is_bad_enough_for_a_panic(
        calls in vec((any_call(), vec(wrong(prop_oneof![code(), short(), lie()]), 0..3)), 1..60),
        first_buffer_only in any::<bool>(),
        draws in option::of(any::<i32>()),
    ) {
        set_up(draws);
        // So that the preopened directory is known: otherwise a host that denies it would be
        // believed.
        kernel::fstatat(AT_FDCWD, "a", 0).expect("the host still behaves");
        fake::host(|host| host.first_buffer_only = first_buffer_only);
        for (call, wrong) in &calls {
            misbehave(wrong);
            let _ = make(call);
        }
        // Once it behaves again, so does everything else.
        fake::host(|host| host.behave());
        let fd = kernel::openat(AT_FDCWD, "/fresh", O_RDWR | O_CREAT);
        let fd = fd.expect("there are descriptors left");
        prop_assert_eq!(kernel::write(fd, b"hello"), Ok(5));
        prop_assert_eq!(kernel::lseek(fd, 0, 0), Ok(0));
        prop_assert_eq!(kernel::read(fd, 9), Ok(b"hello".to_vec()));
        prop_assert_eq!(kernel::close(fd), Ok(0));
    }
}
