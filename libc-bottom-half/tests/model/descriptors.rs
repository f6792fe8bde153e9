//! Descriptors: numbers, open file descriptions, and their files.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use libc_bottom_half::abi::fcntl::{
    AT_FDCWD, EFD_SEMAPHORE, F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_GETFL, F_SETFD, F_SETFL,
    MFD_CLOEXEC, O_ACCMODE, O_APPEND, O_CLOEXEC, O_CREAT, O_EXCL, O_NONBLOCK, O_RDONLY, O_RDWR,
    O_TRUNC, O_WRONLY, PIPE_BUF,
};
use libc_bottom_half::abi::ioctl::FIONREAD;
use libc_bottom_half::abi::poll::{POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT};
use libc_bottom_half::abi::stat::{S_IFIFO, S_IFREG};
use libc_bottom_half::errno::{Errno, Result};
use libc_bottom_half::machine::PAGE_SIZE;
use libc_bottom_half::mm;
use libc_bottom_half::wasi::fake;
use libc_bottom_half::wasi::{Fd, fd_fdstat_get};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::kernel;

/// Descriptors are below this number.
const LIMIT: usize = 12;

const FILES: [&str; 3] = ["a", "b", "new"];

/// A descriptor is identified by its number; `Fd` counts through the open ones, or
/// others.
#[derive(Clone, Debug)]
enum Call {
    Open(usize, i32),
    Read(usize, usize),
    Write(usize, usize),
    Pread(usize, usize, i64),
    Pwrite(usize, usize, i64),
    Lseek(usize, i64, u32),
    Dup(usize),
    Dup3(usize, usize, i32),
    Dupfd(usize, usize, bool),
    Pipe(i32),
    Eventfd(u32, i32),
    Memfd(u32),
    Add(usize, u64),
    Close(usize),
    SetStatus(usize, i32),
    SetCloseOnExec(usize, bool),
    Truncate(usize, i64),
}

fn call() -> impl Strategy<Value = Call> {
    // Past the last number too. The initial descriptors, 0 to 3, are left out unless they
    // were replaced: the model does not know them.
    let fd = 0..LIMIT + 2;
    let size = select(vec![0, 1, 3, 7, 8, 100, 4096, 4097, 30_000, 70_000]);
    let at = select(vec![-1_i64, 0, 1, 2, 50, 4096, 65_536, 70_001]);
    let open = select(vec![
        O_RDONLY,
        O_WRONLY,
        O_RDWR,
        O_RDWR | O_APPEND,
        O_WRONLY | O_TRUNC,
        O_RDWR | O_CREAT,
        O_RDWR | O_CREAT | O_EXCL,
        O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC,
    ]);
    let status = select(vec![0, O_NONBLOCK, O_APPEND, O_APPEND | O_NONBLOCK]);
    let cloexec = select(vec![0, O_CLOEXEC]);
    let pipe = select(vec![0, O_CLOEXEC, O_NONBLOCK, O_CLOEXEC | O_NONBLOCK]);
    let event = select(vec![0, O_CLOEXEC, O_NONBLOCK, EFD_SEMAPHORE]);
    let (f, s) = (move || fd.clone(), move || size.clone());
    prop_oneof![
        6 => (0..FILES.len(), open).prop_map(|(file, flags)| Call::Open(file, flags)),
        6 => (f(), s()).prop_map(|(fd, n)| Call::Read(fd, n)),
        6 => (f(), s()).prop_map(|(fd, n)| Call::Write(fd, n)),
        2 => (f(), s(), at.clone()).prop_map(|(fd, n, at)| Call::Pread(fd, n, at)),
        2 => (f(), s(), at.clone()).prop_map(|(fd, n, at)| Call::Pwrite(fd, n, at)),
        4 => (f(), at.clone(), 0..3_u32).prop_map(|(fd, to, from)| Call::Lseek(fd, to, from)),
        3 => f().prop_map(Call::Dup),
        4 => (f(), 0..LIMIT + 1, cloexec).prop_map(|(fd, to, flags)| Call::Dup3(fd, to, flags)),
        2 => (f(), 0..LIMIT, any::<bool>()).prop_map(|(fd, to, on)| Call::Dupfd(fd, to, on)),
        4 => pipe.prop_map(Call::Pipe),
        2 => (select(vec![0, 1, 3, u32::MAX]), event).prop_map(|(n, f)| Call::Eventfd(n, f)),
        2 => select(vec![0, MFD_CLOEXEC]).prop_map(Call::Memfd),
        2 => (f(), select(vec![0, 1, 5, u64::MAX - 1, u64::MAX]))
            .prop_map(|(fd, n)| Call::Add(fd, n)),
        8 => f().prop_map(Call::Close),
        2 => (f(), status).prop_map(|(fd, flags)| Call::SetStatus(fd, flags)),
        1 => (f(), any::<bool>()).prop_map(|(fd, on)| Call::SetCloseOnExec(fd, on)),
        2 => (f(), at).prop_map(|(fd, size)| Call::Truncate(fd, size)),
    ]
}

/// The open descriptions. Several may share a file, and both ends share a pipe.
#[derive(Clone)]
enum Thing {
    /// The initial descriptors.
    Other,
    File(Rc<RefCell<Vec<u8>>>),
    Reader(Rc<RefCell<VecDeque<u8>>>),
    Writer(Rc<RefCell<VecDeque<u8>>>),
    Event {
        semaphore: bool,
        count: u64,
    },
}

struct Description {
    thing: Thing,
    flags: i32,
    position: i64,
    /// As many as there are descriptions of this end of a pipe; and of the other one.
    ends: Option<(Rc<()>, std::rc::Weak<()>)>,
}

type Shared = Rc<RefCell<Description>>;

struct Model {
    numbers: Vec<Option<(Shared, bool)>>,
    files: [Option<Rc<RefCell<Vec<u8>>>>; FILES.len()],
}

impl Description {
    fn new(thing: Thing, flags: i32) -> Self {
        Self {
            thing,
            flags,
            position: 0,
            ends: None,
        }
    }

    fn can(&self, access: i32) -> Result {
        (self.flags & access != 0).then_some(()).ok_or(Errno::BADF)
    }

    fn stuck<T>(&self) -> Result<T> {
        Err(match self.flags & O_NONBLOCK {
            0 => Errno::DEADLK,
            _ => Errno::AGAIN,
        })
    }

    fn has_other_end(&self) -> bool {
        let other = self.ends.as_ref().map(|(_, other)| other.strong_count());
        other.is_some_and(|count| count > 0)
    }

    fn file(&self, otherwise: Errno) -> Result<&Rc<RefCell<Vec<u8>>>> {
        match &self.thing {
            Thing::File(content) => Ok(content),
            _ => Err(otherwise),
        }
    }
}

fn part(content: &[u8], at: i64, n: usize) -> Vec<u8> {
    let start = content.len().min(at as usize);
    let end = content.len().min(start + n);
    content[start..end].to_vec()
}

fn place(content: &mut Vec<u8>, at: i64, data: &[u8]) -> usize {
    let end = at as usize + data.len();
    if !data.is_empty() {
        content.resize(content.len().max(end), 0);
        content[at as usize..end].copy_from_slice(data);
    }
    data.len()
}

impl Model {
    fn new() -> Self {
        let other = || {
            let description = Description::new(Thing::Other, 0);
            Some((Rc::new(RefCell::new(description)), false))
        };
        let mut numbers = vec![None; LIMIT];
        numbers[..4].fill_with(other);
        let file = |content: &[u8]| Some(Rc::new(RefCell::new(content.to_vec())));
        Self {
            numbers,
            files: [file(b"aaaa"), file(&[b'b'; 5000]), None],
        }
    }

    /// Whether the model can predict the result for this number.
    fn knows(&self, fd: usize) -> bool {
        let slot = self.numbers.get(fd).and_then(Option::as_ref);
        !slot.is_some_and(|(shared, _)| matches!(shared.borrow().thing, Thing::Other))
    }

    fn get(&self, fd: usize) -> Result<&Shared> {
        let slot = self.numbers.get(fd).and_then(Option::as_ref);
        slot.map(|(shared, _)| shared).ok_or(Errno::BADF)
    }

    fn is_file(&self, fd: usize) -> bool {
        let shared = self.get(fd);
        shared.is_ok_and(|shared| matches!(shared.borrow().thing, Thing::File(_)))
    }

    fn free(&self, from: usize) -> Result<usize> {
        let free = (from..LIMIT).find(|&fd| self.numbers[fd].is_none());
        free.ok_or(Errno::MFILE)
    }

    fn add(&mut self, from: usize, shared: Shared, close_on_exec: bool) -> Result<i32> {
        let fd = self.free(from)?;
        self.numbers[fd] = Some((shared, close_on_exec));
        Ok(fd as i32)
    }

    fn open(&mut self, file: usize, flags: i32) -> Result<i32> {
        self.free(0)?;
        let content = match &self.files[file] {
            Some(_) if flags & (O_CREAT | O_EXCL) == O_CREAT | O_EXCL => return Err(Errno::EXIST),
            Some(content) => content.clone(),
            None if flags & O_CREAT == 0 => return Err(Errno::NOENT),
            None => self.files[file].insert(Rc::default()).clone(),
        };
        if flags & O_TRUNC != 0 {
            content.borrow_mut().clear();
        }
        let status = flags & (O_ACCMODE | O_APPEND);
        let description = Description::new(Thing::File(content), status);
        let shared = Rc::new(RefCell::new(description));
        self.add(0, shared, flags & O_CLOEXEC != 0)
    }

    fn read(&self, fd: usize, n: usize) -> Result<Vec<u8>> {
        let mut description = self.get(fd)?.borrow_mut();
        description.can(O_RDONLY)?;
        match description.thing.clone() {
            Thing::File(content) => {
                let data = part(&content.borrow(), description.position, n);
                description.position += data.len() as i64;
                Ok(data)
            }
            Thing::Reader(_) if n == 0 => Ok(Vec::new()),
            Thing::Reader(buffer) => {
                let mut buffer = buffer.borrow_mut();
                if buffer.is_empty() && description.has_other_end() {
                    return description.stuck();
                }
                let n = n.min(buffer.len());
                Ok(buffer.drain(..n).collect())
            }
            Thing::Event { .. } if n < 8 => Err(Errno::INVAL),
            Thing::Event { count: 0, .. } => description.stuck(),
            Thing::Event { semaphore, count } => {
                let taken = if semaphore { 1 } else { count };
                let count = count - taken;
                description.thing = Thing::Event { semaphore, count };
                Ok(taken.to_ne_bytes().to_vec())
            }
            Thing::Writer(_) | Thing::Other => Err(Errno::BADF),
        }
    }

    fn write(&self, fd: usize, data: &[u8]) -> Result<usize> {
        let mut description = self.get(fd)?.borrow_mut();
        description.can(O_WRONLY)?;
        match description.thing.clone() {
            Thing::File(content) => {
                let mut content = content.borrow_mut();
                if description.flags & O_APPEND != 0 {
                    description.position = content.len() as i64;
                }
                let n = place(&mut content, description.position, data);
                description.position += n as i64;
                Ok(n)
            }
            Thing::Writer(_) if data.is_empty() => Ok(0),
            Thing::Writer(buffer) => {
                if !description.has_other_end() {
                    return Err(Errno::PIPE);
                }
                let mut buffer = buffer.borrow_mut();
                let room = PAGE_SIZE - buffer.len();
                if room == 0 || data.len() <= PIPE_BUF && room < data.len() {
                    return description.stuck();
                }
                let n = room.min(data.len());
                buffer.extend(&data[..n]);
                Ok(n)
            }
            Thing::Event { semaphore, count } => {
                let added = data.first_chunk().ok_or(Errno::INVAL)?;
                let added = u64::from_ne_bytes(*added);
                let most = u64::MAX - 1;
                if added > most {
                    return Err(Errno::INVAL);
                }
                if added > most - count {
                    return description.stuck();
                }
                let count = count + added;
                description.thing = Thing::Event { semaphore, count };
                Ok(8)
            }
            Thing::Reader(_) | Thing::Other => Err(Errno::BADF),
        }
    }

    fn pread(&self, fd: usize, n: usize, at: i64) -> Result<Vec<u8>> {
        if at < 0 {
            return Err(Errno::INVAL);
        }
        let description = self.get(fd)?.borrow();
        let content = description.file(Errno::SPIPE)?;
        description.can(O_RDONLY)?;
        Ok(part(&content.borrow(), at, n))
    }

    fn pwrite(&self, fd: usize, data: &[u8], at: i64) -> Result<usize> {
        if at < 0 {
            return Err(Errno::INVAL);
        }
        let description = self.get(fd)?.borrow();
        let content = description.file(Errno::SPIPE)?;
        description.can(O_WRONLY)?;
        Ok(place(&mut content.borrow_mut(), at, data))
    }

    fn lseek(&self, fd: usize, offset: i64, whence: u32) -> Result<i64> {
        let mut description = self.get(fd)?.borrow_mut();
        let size = description.file(Errno::SPIPE)?.borrow().len() as i64;
        let to = match whence {
            0 => offset,
            1 => description.position + offset,
            _ => size + offset,
        };
        if to < 0 {
            return Err(Errno::INVAL);
        }
        description.position = to;
        Ok(to)
    }

    fn copy(&mut self, fd: usize, from: usize, close_on_exec: bool) -> Result<i32> {
        let shared = self.get(fd)?.clone();
        self.add(from, shared, close_on_exec)
    }

    fn dup3(&mut self, fd: usize, to: usize, flags: i32) -> Result<i32> {
        if fd == to {
            return Err(Errno::INVAL);
        }
        let shared = self.get(fd)?.clone();
        if to >= LIMIT {
            return Err(Errno::BADF);
        }
        self.numbers[to] = Some((shared, flags & O_CLOEXEC != 0));
        Ok(to as i32)
    }

    fn pipe(&mut self, flags: i32) -> Result<[i32; 2]> {
        let reader = self.free(0)?;
        self.free(reader + 1)?;
        let buffer = Rc::default();
        let (here, there) = (Rc::new(()), Rc::new(()));
        let (to_here, to_there) = (Rc::downgrade(&here), Rc::downgrade(&there));
        let status = flags & O_NONBLOCK;
        let mut add = |thing, access, ends| {
            let description = Description {
                ends: Some(ends),
                ..Description::new(thing, access | status)
            };
            let shared = Rc::new(RefCell::new(description));
            self.add(0, shared, flags & O_CLOEXEC != 0)
        };
        let reader = add(
            Thing::Reader(Rc::clone(&buffer)),
            O_RDONLY,
            (here, to_there),
        )?;
        let writer = add(Thing::Writer(buffer), O_WRONLY, (there, to_here))?;
        Ok([reader, writer])
    }

    fn eventfd(&mut self, count: u32, flags: i32) -> Result<i32> {
        let thing = Thing::Event {
            semaphore: flags & EFD_SEMAPHORE != 0,
            count: count.into(),
        };
        let description = Description::new(thing, O_RDWR | flags & O_NONBLOCK);
        let shared = Rc::new(RefCell::new(description));
        self.add(0, shared, flags & O_CLOEXEC != 0)
    }

    fn memfd(&mut self, flags: u32) -> Result<i32> {
        let description = Description::new(Thing::File(Rc::default()), O_RDWR);
        let shared = Rc::new(RefCell::new(description));
        self.add(0, shared, flags & MFD_CLOEXEC != 0)
    }

    fn close(&mut self, fd: usize) -> Result<usize> {
        self.get(fd)?;
        self.numbers[fd] = None;
        Ok(0)
    }

    fn set_status(&self, fd: usize, flags: i32) -> Result<i32> {
        let mut description = self.get(fd)?.borrow_mut();
        description.flags = description.flags & O_ACCMODE | flags;
        Ok(0)
    }

    fn set_close_on_exec(&mut self, fd: usize, on: bool) -> Result<i32> {
        let slot = self.numbers.get_mut(fd).and_then(Option::as_mut);
        slot.ok_or(Errno::BADF)?.1 = on;
        Ok(0)
    }

    fn truncate(&self, fd: usize, size: i64) -> Result<usize> {
        if size < 0 {
            return Err(Errno::INVAL);
        }
        let description = self.get(fd)?.borrow();
        let content = description.file(Errno::INVAL)?;
        // POSIX leaves the choice between this and BADF; Linux has this.
        description.can(O_WRONLY).map_err(|_| Errno::INVAL)?;
        content.borrow_mut().resize(size as usize, 0);
        Ok(0)
    }

    fn events(&self, fd: usize) -> i16 {
        let Ok(shared) = self.get(fd) else {
            return POLLNVAL;
        };
        let description = shared.borrow();
        let some = |some: bool, event: i16| if some { event } else { 0 };
        match &description.thing {
            Thing::File(_) | Thing::Other => POLLIN | POLLOUT,
            Thing::Reader(buffer) => {
                some(!buffer.borrow().is_empty(), POLLIN)
                    | some(!description.has_other_end(), POLLHUP)
            }
            Thing::Writer(buffer) => {
                some(PAGE_SIZE - buffer.borrow().len() >= PIPE_BUF, POLLOUT)
                    | some(!description.has_other_end(), POLLERR)
            }
            Thing::Event { count, .. } => {
                some(*count > 0, POLLIN) | some(*count < u64::MAX - 1, POLLOUT)
            }
        }
    }

    /// Makes the same call twice, and compares.
    fn step(&mut self, call: &Call) -> std::result::Result<(), TestCaseError> {
        let n = |fd: &usize| *fd as i32;
        let data = |n: usize| (0..n).map(|i| (i * 7 + n) as u8).collect::<Vec<_>>();
        macro_rules! same {
            ($done:expr, $wanted:expr) => {{
                let (done, wanted) = ($done, $wanted);
                prop_assert_eq!(done, wanted, "{:?}", call);
            }};
        }
        match call {
            Call::Read(fd, ..)
            | Call::Write(fd, ..)
            | Call::Pread(fd, ..)
            | Call::Pwrite(fd, ..)
            | Call::Lseek(fd, ..)
            | Call::Dup(fd)
            | Call::Dup3(fd, ..)
            | Call::Dupfd(fd, ..)
            | Call::Add(fd, _)
            | Call::Close(fd)
            | Call::SetStatus(fd, _)
            | Call::SetCloseOnExec(fd, _)
            | Call::Truncate(fd, _)
                if !self.knows(*fd) => {}
            Call::Open(file, flags) => {
                let done = kernel::openat(AT_FDCWD, FILES[*file], *flags);
                same!(done, self.open(*file, *flags));
            }
            Call::Read(fd, n_) => same!(kernel::read(n(fd), *n_), self.read(*fd, *n_)),
            Call::Write(fd, size) => {
                let data = data(*size);
                same!(kernel::write(n(fd), &data), self.write(*fd, &data));
            }
            // POSIX does not say which of two errors comes first.
            Call::Pread(fd, _, at @ ..0) if !self.is_file(*fd) => {
                prop_assert!(kernel::pread(n(fd), 1, *at).is_err(), "{:?}", call);
            }
            Call::Pwrite(fd, _, at @ ..0) if !self.is_file(*fd) => {
                prop_assert!(kernel::pwrite(n(fd), b"x", *at).is_err(), "{:?}", call);
            }
            Call::Truncate(fd, size @ ..0) if !self.is_file(*fd) => {
                prop_assert!(kernel::ftruncate(n(fd), *size).is_err(), "{:?}", call);
            }
            Call::Pread(fd, size, at) => {
                same!(
                    kernel::pread(n(fd), *size, *at),
                    self.pread(*fd, *size, *at)
                );
            }
            Call::Pwrite(fd, size, at) => {
                let data = data(*size);
                same!(
                    kernel::pwrite(n(fd), &data, *at),
                    self.pwrite(*fd, &data, *at)
                );
            }
            Call::Lseek(fd, to, from) => {
                same!(
                    kernel::lseek(n(fd), *to, *from),
                    self.lseek(*fd, *to, *from)
                );
            }
            Call::Dup(fd) => same!(kernel::dup(n(fd)), self.copy(*fd, 0, false)),
            Call::Dup3(fd, to, flags) => {
                let done = kernel::dup3(n(fd), n(to), *flags);
                same!(done, self.dup3(*fd, *to, *flags));
            }
            Call::Dupfd(fd, from, on) => {
                let cmd = if *on { F_DUPFD_CLOEXEC } else { F_DUPFD };
                same!(kernel::fcntl(n(fd), cmd, *from), self.copy(*fd, *from, *on));
            }
            Call::Pipe(flags) => same!(kernel::pipe2(*flags), self.pipe(*flags)),
            Call::Eventfd(count, flags) => {
                same!(
                    kernel::eventfd2(*count, *flags),
                    self.eventfd(*count, *flags)
                );
            }
            Call::Memfd(flags) => same!(kernel::memfd_create("m", *flags), self.memfd(*flags)),
            Call::Add(fd, count) => {
                let data = count.to_ne_bytes();
                same!(kernel::write(n(fd), &data), self.write(*fd, &data));
            }
            Call::Close(fd) => same!(kernel::close(n(fd)), self.close(*fd)),
            Call::SetStatus(fd, flags) => {
                let done = kernel::fcntl(n(fd), F_SETFL, *flags as usize);
                same!(done, self.set_status(*fd, *flags));
            }
            Call::SetCloseOnExec(fd, on) => {
                let done = kernel::fcntl(n(fd), F_SETFD, usize::from(*on));
                same!(done, self.set_close_on_exec(*fd, *on));
            }
            Call::Truncate(fd, size) => {
                same!(kernel::ftruncate(n(fd), *size), self.truncate(*fd, *size));
            }
        }
        Ok(())
    }

    /// All queries that change nothing, for every number.
    fn compare(&self) -> std::result::Result<(), TestCaseError> {
        for fd in (0..LIMIT + 1).filter(|&fd| self.knows(fd)) {
            let number = fd as i32;
            let slot = self.numbers.get(fd).and_then(Option::as_ref);
            let wanted = slot.map(|(_, on)| i32::from(*on)).ok_or(Errno::BADF);
            prop_assert_eq!(kernel::fcntl(number, F_GETFD, 0), wanted, "F_GETFD {}", fd);
            let events = kernel::poll(number, POLLIN | POLLOUT);
            prop_assert_eq!(events, Ok(self.events(fd)), "poll {}", fd);
            let Some((shared, _)) = slot else { continue };
            let description = shared.borrow();
            let flags = kernel::fcntl(number, F_GETFL, 0);
            prop_assert_eq!(flags, Ok(description.flags), "F_GETFL {}", fd);
            let stat = kernel::fstat(number).expect("it is open");
            let kind = stat.st_mode & 0o170_000;
            let readable = kernel::ioctl(number, FIONREAD, -1);
            match &description.thing {
                Thing::File(content) => {
                    let size = content.borrow().len() as i64;
                    prop_assert_eq!((kind, stat.st_size), (S_IFREG, size), "fstat {}", fd);
                }
                Thing::Reader(buffer) | Thing::Writer(buffer) => {
                    prop_assert_eq!(kind, S_IFIFO, "fstat {}", fd);
                    let n = buffer.borrow().len() as i32;
                    prop_assert_eq!(readable, Ok(n), "FIONREAD {}", fd);
                }
                Thing::Event { .. } | Thing::Other => {}
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(crate::config(1))]

    #[test]
    fn sequences_are_as_posix_has_them(
        calls in vec(call(), 1..120),
        draws in option::of(any::<i32>()),
    ) {
        fake::set_up(|host| {
            host.draws = draws;
            host.memory(2, 64);
            host.preopen("/disk", "/");
            host.file("/disk/a", b"aaaa");
            host.file("/disk/b", &[b'b'; 5000]);
        });
        kernel::limit_descriptors(LIMIT as u64);
        kernel::ignore_broken_pipes();
        let pages = mm::used();
        let mut model = Model::new();
        for call in &calls {
            model.step(call)?;
            model.compare()?;
        }
        for (name, content) in FILES.iter().zip(&model.files) {
            let kept = fake::host(|host| host.content(&format!("/disk/{name}")).map(Vec::from));
            let wanted = content.as_ref().map(|content| content.borrow().clone());
            prop_assert_eq!(kept, wanted, "{}", name);
        }
        // Everything that was opened can be closed, and nothing remains.
        for fd in 0..LIMIT {
            let _ = kernel::close(fd as i32);
        }
        prop_assert_eq!(mm::used(), pages);
        let open: Vec<i32> = (4..64).filter(|&fd| fd_fdstat_get(Fd(fd)).is_ok()).collect();
        prop_assert_eq!(open, Vec::<i32>::new(), "open at the host");
    }
}
