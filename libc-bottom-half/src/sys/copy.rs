//! Copies bytes from one descriptor to another, for calls that Linux does inside the
//! kernel.

use core::mem::MaybeUninit;

use crate::abi::fcntl::{self as c, PIPE_BUF};
use crate::abi::poll::{POLLERR, POLLOUT};
use crate::abi::stat::{S_IFDIR, S_IFIFO, S_IFMT, S_IFREG, Stat};
use crate::errno::{Errno, Result};
use crate::fd;
use crate::file::FileId;
use crate::sys::io::{self, read_now, readv_now, write_now, writev_now};
use crate::table::wait::{before, inside};
use crate::table::{Table, What, stuck, what};
use crate::user::{Bytes, BytesMut, InOut, Out};
use crate::wasi::{Eventtype, Fd, Whence};

/// The size of the buffer on the stack.
const CHUNK: usize = 8192;

type Space<const N: usize> = [MaybeUninit<u8>; N];

fn kind(fd: Fd) -> Result<u32> {
    Ok(status(fd)?.st_mode & S_IFMT)
}

fn appends(fd: Fd) -> Result<bool> {
    Ok(match what(fd)? {
        (What::Host(fd), _) => fd::appends(fd),
        (What::Inside(..), flags) => flags & c::O_APPEND != 0,
    })
}

/// Calls `step` with how much is left and how much is done, until it has done less than it
/// could, or `count`. If some bytes were copied, a later error is dropped.
fn each(
    count: usize,
    mut step: impl FnMut(usize, usize) -> Result<(usize, bool)>,
) -> Result<usize> {
    let count = count.min(isize::MAX as usize);
    let mut done = 0;
    while done < count {
        match step(count - done, done) {
            Ok((n, goes_on)) => {
                done += n;
                if !goes_on {
                    break;
                }
            }
            Err(error) if done == 0 => return Err(error),
            Err(_) => break,
        }
    }
    Ok(done)
}

/// A place in a file: the caller's, or else the position of the descriptor.
struct Place<'a> {
    fd: Fd,
    start: i64,
    given: Option<InOut<'a, i64>>,
}

impl<'a> Place<'a> {
    fn new(fd: Fd, given: InOut<'a, i64>) -> Result<Self> {
        let own = given.get(0);
        let start = match own {
            Some(start) => start,
            None => seek(fd, 0, Whence::CUR)?,
        };
        if start < 0 {
            return Err(Errno::INVAL);
        }
        Ok(Self {
            fd,
            start,
            given: own.map(|_| given),
        })
    }

    fn at(&self, done: usize) -> i64 {
        self.start.saturating_add(done as i64)
    }

    /// Advances by this number of bytes.
    fn move_on(self, by: usize) -> Result {
        let to = self.at(by);
        match self.given {
            Some(given) => given.set(0, to),
            None => {
                seek(self.fd, to, Whence::SET)?;
            }
        }
        Ok(())
    }
}

/// `sendfile64(out, in, offset, count)` — copies bytes of a file to a descriptor.
///
/// [Linux](https://man7.org/linux/man-pages/man2/sendfile.2.html).
/// Differs: Reads and writes piece by piece. The source must be a file, not a pipe.
pub fn sendfile64(out: Fd, from: Fd, offset: InOut<'_, i64>, count: usize) -> Result<usize> {
    inside(|| send(out, from, offset, count))
}

fn send(out: Fd, from: Fd, offset: InOut<'_, i64>, count: usize) -> Result<usize> {
    what(out)?;
    if kind(from)? != S_IFREG || appends(out)? {
        return Err(Errno::INVAL);
    }
    let place = Place::new(from, offset)?;
    let mut space: Space<CHUNK> = [const { MaybeUninit::uninit() }; CHUNK];
    let space = BytesMut::uninit(&mut space);
    let n = each(count, |left, done| {
        let n = pread(from, space.first(left), place.at(done))?;
        if n == 0 {
            // Even then it must be open for writing.
            write_now::<Table>(out, Bytes::of(&[]))?;
            return Ok((0, false));
        }
        let written = write_now::<Table>(out, space.first(n).as_bytes())?;
        Ok((written, written == n))
    })?;
    place.move_on(n)?;
    Ok(n)
}

/// `copy_file_range(in, inoff, out, outoff, count, flags)` — copies bytes from one file to
/// another, or within one.
///
/// [Linux](https://man7.org/linux/man-pages/man2/copy_file_range.2.html).
/// Differs: Reads and writes piece by piece.
pub fn copy_file_range(
    from: (Fd, InOut<'_, i64>),
    to: (Fd, InOut<'_, i64>),
    count: usize,
    flags: u32,
) -> Result<usize> {
    let (source, target) = (status(from.0)?, status(to.0)?);
    let kinds = [source.st_mode & S_IFMT, target.st_mode & S_IFMT];
    if kinds.contains(&S_IFDIR) {
        return Err(Errno::ISDIR);
    }
    if flags != 0 || kinds != [S_IFREG; 2] {
        return Err(Errno::INVAL);
    }
    if appends(to.0)? {
        return Err(Errno::BADF);
    }
    let (from, to) = (Place::new(from.0, from.1)?, Place::new(to.0, to.1)?);
    let is_same = FileId::told(&source) == FileId::told(&target);
    let count = if is_same {
        // No more than it holds now: it may grow as it is written.
        let held = source.st_size.saturating_sub(from.start).max(0);
        count.min(usize::try_from(held).unwrap_or(usize::MAX))
    } else {
        count
    };
    if is_same && from.start.abs_diff(to.start) < count as u64 {
        // Check the access modes first.
        pread(from.fd, BytesMut::of(&mut []), from.start)?;
        pwrite(to.fd, Bytes::of(&[]), to.start)?;
        return Err(Errno::INVAL);
    }
    let mut space: Space<CHUNK> = [const { MaybeUninit::uninit() }; CHUNK];
    let space = BytesMut::uninit(&mut space);
    let n = each(count, |left, done| {
        let n = pread(from.fd, space.first(left), from.at(done))?;
        if n == 0 {
            // Even then it must be open for writing.
            pwrite(to.fd, Bytes::of(&[]), to.at(done))?;
            return Ok((0, false));
        }
        let written = pwrite(to.fd, space.first(n).as_bytes(), to.at(done))?;
        Ok((written, written == n))
    })?;
    from.move_on(n)?;
    to.move_on(n)?;
    Ok(n)
}

const SPLICE_F_NONBLOCK: u32 = 2;
const SPLICE_F: u32 = 15;

/// With `SPLICE_F_NONBLOCK` a pipe is one that does not wait.
fn without_waiting(error: Errno, flags: u32) -> Errno {
    if error == Errno::DEADLK && flags & SPLICE_F_NONBLOCK != 0 {
        Errno::AGAIN
    } else {
        error
    }
}

/// The content of a pipe from its byte `skip` on, which stays there.
fn peek(fd: Fd, skip: usize, to: BytesMut<'_>) -> Result<usize> {
    match what(fd)? {
        (What::Inside(kind, object), flags) => kind.peek(object, skip, to, flags),
        _ => Err(Errno::INVAL),
    }
}

fn is_same(one: Fd, other: Fd) -> Result<bool> {
    let file = |fd| status(fd).map(|status| FileId::told(&status));
    Ok(file(one)? == file(other)?)
}

/// Whether an inside object is open only for the other direction.
fn is_wrong_end(fd: Fd, access: i32) -> Result<bool> {
    Ok(match what(fd)? {
        (What::Inside(..), flags) => flags & (c::O_RDONLY | c::O_WRONLY | c::O_RDWR) == access,
        _ => false,
    })
}

/// Fails unless a pipe of this process has room for an atomic write.
fn has_room(fd: Fd) -> Result {
    match what(fd)? {
        (What::Inside(kind, object), flags) if kind.events(object) & (POLLOUT | POLLERR) == 0 => {
            Err(stuck(flags))
        }
        _ => Ok(()),
    }
}

/// `splice(in, inoff, out, outoff, count, flags)` — moves bytes from or to a pipe.
///
/// [Linux](https://man7.org/linux/man-pages/man2/splice.2.html).
/// Differs: Copies the data. The pipes must belong to this process. Fails with `EDEADLK`
/// instead of blocking forever.
pub fn splice(
    from: (Fd, InOut<'_, i64>),
    to: (Fd, InOut<'_, i64>),
    count: usize,
    flags: u32,
) -> Result<usize> {
    inside(|| move_some(from, to, count, flags))
}

fn move_some(
    from: (Fd, InOut<'_, i64>),
    to: (Fd, InOut<'_, i64>),
    count: usize,
    flags: u32,
) -> Result<usize> {
    if count == 0 {
        return Ok(0);
    }
    if flags & !SPLICE_F != 0 {
        return Err(Errno::INVAL);
    }
    let is_pipe = |fd| kind(fd).map(|kind| kind == S_IFIFO);
    let (from_pipe, to_pipe) = (is_pipe(from.0)?, is_pipe(to.0)?);
    let has_place = |given: InOut<'_, i64>| given.get(0).is_some();
    if from_pipe && has_place(from.1) || to_pipe && has_place(to.1) {
        return Err(Errno::SPIPE);
    }
    if !to_pipe && (!from_pipe || appends(to.0)?) {
        return Err(Errno::INVAL);
    }
    if from_pipe && to_pipe && is_same(from.0, to.0)? {
        return Err(Errno::INVAL);
    }
    if is_wrong_end(from.0, c::O_WRONLY)? || is_wrong_end(to.0, c::O_RDONLY)? {
        return Err(Errno::BADF);
    }
    let place = |(fd, given)| match has_place(given) || kind(fd)? == S_IFREG {
        true => Place::new(fd, given).map(Some),
        false => Ok(None),
    };
    let (source, target) = (place(from)?, place(to)?);
    let mut space: Space<PIPE_BUF> = [const { MaybeUninit::uninit() }; PIPE_BUF];
    let space = BytesMut::uninit(&mut space);
    let n = each(count, |left, done| {
        let space = space.first(left);
        let n = if from_pipe {
            peek(from.0, 0, space)?
        } else {
            // Data that was read must not be lost.
            has_room(to.0)?;
            match &source {
                Some(place) => pread(from.0, space, place.at(done))?,
                None => {
                    before(from.0, Eventtype::FD_READ)?;
                    read_now::<Table>(from.0, space)?
                }
            }
        };
        if n == 0 {
            return Ok((0, false));
        }
        let data = space.first(n);
        let written = match &target {
            Some(place) => pwrite(to.0, data.as_bytes(), place.at(done))?,
            None => write_now::<Table>(to.0, data.as_bytes())?,
        };
        if from_pipe {
            read_now::<Table>(from.0, data.first(written))?;
        }
        Ok((written, written == n && n == PIPE_BUF))
    });
    let n = n.map_err(|error| without_waiting(error, flags))?;
    for place in [source, target].into_iter().flatten() {
        place.move_on(n)?;
    }
    Ok(n)
}

/// `tee(in, out, count, flags)` — copies the content of a pipe to another, and leaves it in
/// the first.
///
/// [Linux](https://man7.org/linux/man-pages/man2/tee.2.html).
/// Differs: As `splice`.
pub fn tee(from: Fd, to: Fd, count: usize, flags: u32) -> Result<usize> {
    inside(|| copy(from, to, count, flags))
}

fn copy(from: Fd, to: Fd, count: usize, flags: u32) -> Result<usize> {
    if count == 0 {
        return Ok(0);
    }
    if flags & !SPLICE_F != 0 || kind(from)? != S_IFIFO || kind(to)? != S_IFIFO {
        return Err(Errno::INVAL);
    }
    if is_same(from, to)? {
        return Err(Errno::INVAL);
    }
    let mut space: Space<PIPE_BUF> = [const { MaybeUninit::uninit() }; PIPE_BUF];
    let space = BytesMut::uninit(&mut space);
    let n = each(count, |left, done| {
        let n = peek(from, done, space.first(left))?;
        if n == 0 {
            return Ok((0, false));
        }
        let written = write_now::<Table>(to, space.first(n).as_bytes())?;
        Ok((written, written == n && n == PIPE_BUF))
    });
    n.map_err(|error| without_waiting(error, flags))
}

/// `vmsplice(fd, iov, count, flags)` — copies memory into a pipe, or the content of a pipe
/// into memory.
///
/// [Linux](https://man7.org/linux/man-pages/man2/vmsplice.2.html).
/// Differs: As `splice`.
pub fn vmsplice(fd: Fd, from: &[Bytes<'_>], to: &[BytesMut<'_>], flags: u32) -> Result<usize> {
    inside(|| move_memory(fd, from, to, flags))
}

fn move_memory(fd: Fd, from: &[Bytes<'_>], to: &[BytesMut<'_>], flags: u32) -> Result<usize> {
    if flags & !SPLICE_F != 0 {
        return Err(Errno::INVAL);
    }
    let moved = match what(fd)? {
        _ if kind(fd)? != S_IFIFO => Err(Errno::BADF),
        (What::Inside(..), access) if access & c::O_WRONLY == 0 => readv_now::<Table>(fd, to),
        _ => writev_now::<Table>(fd, from),
    };
    moved.map_err(|error| without_waiting(error, flags))
}

fn status(fd: Fd) -> Result<Stat> {
    let mut status = Stat::ZERO;
    crate::sys::fs::fstat::<Table>(fd, Out::from(&mut status))?;
    Ok(status)
}

fn seek(fd: Fd, offset: i64, whence: Whence) -> Result<i64> {
    let mut position = 0;
    io::llseek::<Table>(fd, offset, Out::from(&mut position), u32::from(whence.0))?;
    Ok(position)
}

fn pread(fd: Fd, to: BytesMut<'_>, at: i64) -> Result<usize> {
    io::pread64::<Table>(fd, to, at)
}

fn pwrite(fd: Fd, from: Bytes<'_>, at: i64) -> Result<usize> {
    io::pwrite64::<Table>(fd, from, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::fcntl::{AT_FDCWD, O_APPEND, O_CREAT, O_NONBLOCK, O_RDONLY, O_RDWR};
    use crate::inside::memfd;
    use crate::inside::pipe::pipe;
    use crate::sys::fs::openat;
    use crate::sys::io::read;
    use crate::wasi::fake::{self, Fault};

    fn set_up() {
        fake::set_up(|host| {
            host.memory(2, 64);
            host.preopen("/", "/");
            host.file("/f", b"0123456789");
            host.file("/large", &[7; 100_000]);
        });
    }

    fn open(path: &[u8], flags: i32) -> Fd {
        openat::<Table>(Fd(AT_FDCWD), path, flags, 0o644).unwrap()
    }

    fn none<'a>() -> InOut<'a, i64> {
        InOut::of(&mut [])
    }

    fn content(path: &str) -> Vec<u8> {
        fake::host(|host| host.content(path).unwrap().to_vec())
    }

    fn get(fd: Fd) -> Result<Vec<u8>> {
        let mut buffer = vec![0; 70_000];
        let n = read::<Table>(fd, BytesMut::of(&mut buffer))?;
        buffer.truncate(n);
        Ok(buffer)
    }

    #[test]
    fn a_file_goes_where_the_position_says() {
        set_up();
        let (from, to) = (open(b"f", O_RDONLY), open(b"t", O_CREAT | O_RDWR));
        let mut place = [8];
        assert_eq!(sendfile64(to, from, InOut::of(&mut place), 9), Ok(2));
        assert_eq!((place[0], seek(from, 0, Whence::CUR)), (10, Ok(0)));
        assert_eq!(sendfile64(to, from, none(), 3), Ok(3));
        assert_eq!(seek(from, 0, Whence::CUR), Ok(3));
        assert_eq!(content("/t"), b"89012");
        assert_eq!(
            sendfile64(to, open(b"large", O_RDONLY), none(), usize::MAX),
            Ok(100_000)
        );
        let append = open(b"t", O_RDWR | O_APPEND);
        assert_eq!(sendfile64(append, from, none(), 1), Err(Errno::INVAL));
        let [reader, writer] = pipe(O_NONBLOCK).unwrap();
        assert_eq!(sendfile64(to, reader, none(), 1), Err(Errno::INVAL));
        // Data that the pipe does not accept stays in the file.
        let large = open(b"large", O_RDONLY);
        assert_eq!(sendfile64(writer, large, none(), 100_000), Ok(65536));
        assert_eq!(seek(large, 0, Whence::CUR), Ok(65536));
        assert_eq!(sendfile64(writer, large, none(), 1), Err(Errno::AGAIN));
    }

    #[test]
    fn ranges_of_files() {
        set_up();
        let (from, to) = (open(b"f", O_RDONLY), open(b"t", O_CREAT | O_RDWR));
        let (mut a, mut b) = ([2], [4]);
        let n = copy_file_range((from, InOut::of(&mut a)), (to, InOut::of(&mut b)), 3, 0);
        assert_eq!((n, a, b), (Ok(3), [5], [7]));
        assert_eq!(content("/t"), b"\0\0\0\x00234");
        let range = |from, to, flags| copy_file_range((from, none()), (to, none()), 9, flags);
        assert_eq!(range(from, to, 1), Err(Errno::INVAL));
        assert_eq!(range(from, from, 0), Err(Errno::BADF));
        assert_eq!(range(to, to, 0), Err(Errno::INVAL));
        assert_eq!(range(from, Fd(3), 0), Err(Errno::ISDIR));
        assert_eq!(
            range(from, open(b"t", O_RDWR | O_APPEND), 0),
            Err(Errno::BADF)
        );
        assert_eq!(range(from, open(b"f", O_RDONLY), 0), Err(Errno::BADF));
        let memory = memfd::file(b"", 0).unwrap();
        assert_eq!(range(from, memory, 0), Ok(9));
        assert_eq!(range(memory, from, 0), Err(Errno::BADF));
        fake::host(|host| host.fault("fd_pread", 0, Fault::Code(29)));
        let mut start = [0];
        let start = InOut::of(&mut start);
        assert_eq!(
            copy_file_range((from, start), (to, none()), 9, 0),
            Err(Errno::IO)
        );
    }

    #[test]
    fn pipes_are_spliced_and_teed() {
        set_up();
        let [reader, writer] = pipe(O_NONBLOCK).unwrap();
        let [other, into] = pipe(0).unwrap();
        let (from, to) = (open(b"f", O_RDONLY), open(b"t", O_CREAT | O_RDWR));
        let move_on = |from, to, count| splice((from, none()), (to, none()), count, 0);
        assert_eq!(move_on(reader, to, 5), Err(Errno::AGAIN));
        assert_eq!(move_on(from, writer, 6), Ok(6));
        assert_eq!(seek(from, 0, Whence::CUR), Ok(6));
        assert_eq!(tee(reader, into, 4, 0), Ok(4));
        assert_eq!(move_on(reader, to, 100), Ok(6));
        assert_eq!(
            (content("/t"), get(other)),
            (b"012345".to_vec(), Ok(b"0123".to_vec()))
        );
        assert_eq!(move_on(other, writer, 1), Err(Errno::DEADLK));
        let wait = splice((other, none()), (writer, none()), 1, SPLICE_F_NONBLOCK);
        assert_eq!(wait, Err(Errno::AGAIN));
        assert_eq!(move_on(from, to, 1), Err(Errno::INVAL));
        assert_eq!(tee(reader, writer, 1, 0), Err(Errno::INVAL));
        assert_eq!(tee(reader, to, 1, 0), Err(Errno::INVAL));
        let mut place = [1];
        let place = InOut::of(&mut place);
        assert_eq!(
            splice((reader, place), (to, none()), 1, 0),
            Err(Errno::SPIPE)
        );
        // A full pipe takes no more, and the file keeps it.
        let large = open(b"large", O_RDONLY);
        assert_eq!(move_on(large, writer, 100_000), Ok(65536));
        assert_eq!(seek(large, 0, Whence::CUR), Ok(65536));
        assert_eq!(tee(reader, into, 100_000, 0), Ok(65536));
        assert_eq!(get(other).unwrap(), get(reader).unwrap());
    }

    #[test]
    fn memory_goes_into_a_pipe_and_comes_out() {
        set_up();
        let [reader, writer] = pipe(0).unwrap();
        let text = [Bytes::of(b"ab"), Bytes::of(b"c")];
        assert_eq!(vmsplice(writer, &text, &[], 0), Ok(3));
        let mut room = [0; 4];
        assert_eq!(vmsplice(reader, &[], &[BytesMut::of(&mut room)], 0), Ok(3));
        assert_eq!(&room, b"abc\0");
        assert_eq!(
            vmsplice(open(b"f", O_RDWR), &text, &[], 0),
            Err(Errno::BADF)
        );
        assert_eq!(vmsplice(writer, &text, &[], 16), Err(Errno::INVAL));
    }
}
