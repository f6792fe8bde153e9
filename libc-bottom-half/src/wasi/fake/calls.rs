//! The imports, by the in-memory host.

use core::cell::Cell;

use super::tree::{Found, Kind, NodeId};
use super::{Exit, Fault, Host, Open, What, WrongWay, host};
use crate::abi::stat::Stat;
use crate::errno::{Errno, Result};
use crate::user::{Bytes, BytesMut};
use crate::wasi::number;
use crate::wasi::*;
use preview1::service::Operation;

fn claim(fault: Option<Fault>, n: usize) -> usize {
    match fault {
        Some(Fault::Claim(n)) => n,
        _ => n,
    }
}

fn limit(fault: Option<Fault>, n: usize) -> usize {
    match fault {
        Some(Fault::Short(most)) => n.min(most),
        _ => n,
    }
}

/// The content of a file to read, or the error for a directory.
fn file(host: &Host, id: NodeId) -> Result<&Vec<u8>> {
    match &host.node(id).kind {
        Kind::File(content) => Ok(content),
        _ => Err(Errno::BADF),
    }
}

fn file_mut(host: &mut Host, id: NodeId) -> Result<&mut Vec<u8>> {
    match &mut host.node_mut(id).kind {
        Kind::File(content) => Ok(content),
        _ => Err(Errno::BADF),
    }
}

fn stat(host: &Host, id: NodeId) -> Filestat {
    let node = host.node(id);
    Filestat {
        dev: 7,
        ino: id as u64,
        filetype: node.filetype(),
        nlink: node.links,
        size: match &node.kind {
            Kind::File(content) => content.len() as u64,
            Kind::Folder(_) => 4096,
            Kind::Link(target) => target.len() as u64,
        },
        atim: node.atim,
        mtim: node.mtim,
        ctim: node.ctim,
    }
}

fn set_size(host: &mut Host, id: NodeId, size: u64) -> Result {
    let used = host.used_space();
    let space = host.space;
    let content = file_mut(host, id)?;
    let size = usize::try_from(size).map_err(|_| Errno::FBIG)?;
    if used - content.len() + size > space {
        return Err(Errno::NOSPC);
    }
    content.resize(size, 0);
    Ok(())
}

fn set_times(
    host: &mut Host,
    id: NodeId,
    atim: Timestamp,
    mtim: Timestamp,
    flags: Fstflags,
) -> Result {
    if flags.has(Fstflags::ATIM.or(Fstflags::ATIM_NOW))
        || flags.has(Fstflags::MTIM.or(Fstflags::MTIM_NOW))
    {
        return Err(Errno::INVAL);
    }
    let now = host.realtime;
    let node = host.node_mut(id);
    if flags.has(Fstflags::ATIM) {
        node.atim = atim;
    }
    if flags.has(Fstflags::ATIM_NOW) {
        node.atim = now;
    }
    if flags.has(Fstflags::MTIM) {
        node.mtim = mtim;
    }
    if flags.has(Fstflags::MTIM_NOW) {
        node.mtim = now;
    }
    Ok(())
}

pub fn clock_res_get(id: Clockid) -> Result<Timestamp> {
    host(|host| {
        host.begin("clock_res_get")?;
        match id {
            Clockid::REALTIME => Ok(1000),
            Clockid::MONOTONIC => Ok(1),
            _ => Err(Errno::INVAL),
        }
    })
}

pub fn clock_time_get(id: Clockid, _precision: Timestamp) -> Result<Timestamp> {
    host(|host| {
        host.begin("clock_time_get")?;
        match id {
            Clockid::REALTIME => Ok(host.realtime),
            Clockid::MONOTONIC => Ok(host.monotonic),
            _ => Err(Errno::INVAL),
        }
    })
}

pub fn fd_advise(fd: Fd, _offset: Filesize, _len: Filesize, advice: Advice) -> Result {
    host(|host| {
        host.begin("fd_advise")?;
        let id = host.node_of(fd)?;
        file(host, id)?;
        if advice.0 > 5 {
            Err(Errno::INVAL)
        } else {
            Ok(())
        }
    })
}

pub fn fd_allocate(fd: Fd, offset: Filesize, len: Filesize) -> Result {
    host(|host| {
        host.begin("fd_allocate")?;
        let id = host.node_of(fd)?;
        let end = offset.checked_add(len).ok_or(Errno::FBIG)?;
        if end > file(host, id)?.len() as u64 {
            set_size(host, id, end)?;
        }
        Ok(())
    })
}

pub fn fd_close(fd: Fd) -> Result {
    host(|host| {
        host.begin("fd_close")?;
        host.get(fd)?;
        host.open.remove(&number::host(fd));
        Ok(())
    })
}

pub fn fd_datasync(fd: Fd) -> Result {
    host(|host| {
        host.begin("fd_datasync")?;
        host.get(fd).map(drop)
    })
}

pub fn fd_sync(fd: Fd) -> Result {
    host(|host| {
        host.begin("fd_sync")?;
        host.get(fd).map(drop)
    })
}

pub fn fd_fdstat_get(fd: Fd) -> Result<Fdstat> {
    host(|host| {
        host.begin("fd_fdstat_get")?;
        let open = host.get(fd)?;
        Ok(Fdstat {
            filetype: match open.what {
                What::Node(id) => host.node(id).filetype(),
                What::Socket(id) => host.sockets[id].filetype,
                _ => Filetype::CHARACTER_DEVICE,
            },
            flags: if host.linux_flags {
                let linux = [(Fdflags::APPEND, 0o2000), (Fdflags::NONBLOCK, 0o4000)];
                let set = linux.iter().filter(|(flag, _)| open.flags.has(*flag));
                // O_RDWR and O_LARGEFILE are always there.
                Fdflags(set.fold(0x8002, |flags, (_, bit)| flags | bit))
            } else {
                open.flags
            },
            rights_base: open.rights,
            rights_inheriting: open.rights,
        })
    })
}

pub fn fd_fdstat_set_flags(fd: Fd, flags: Fdflags) -> Result {
    host(|host| {
        host.begin("fd_fdstat_set_flags")?;
        let is_stream = matches!(
            host.get(fd)?.what,
            What::Stdin | What::Stdout | What::Stderr
        );
        if is_stream && !host.keeps_stream_flags {
            return Err(Errno::BADF);
        }
        host.get_mut(fd)?.flags = flags;
        Ok(())
    })
}

pub fn fd_filestat_get(fd: Fd) -> Result<Filestat> {
    host(|host| {
        host.begin("fd_filestat_get")?;
        match host.get(fd)?.what {
            What::Node(id) => Ok(stat(host, id)),
            _ => Ok(Filestat {
                dev: 0,
                ino: 0,
                filetype: Filetype::CHARACTER_DEVICE,
                nlink: 0,
                size: 0,
                atim: 0,
                mtim: 0,
                ctim: 0,
            }),
        }
    })
}

pub fn fd_filestat_set_size(fd: Fd, size: Filesize) -> Result {
    host(|host| {
        host.begin("fd_filestat_set_size")?;
        let rights = host.get(fd)?.rights;
        let id = host.node_of(fd).map_err(|_| Errno::INVAL)?;
        if !rights.has(Rights::FD_FILESTAT_SET_SIZE) {
            return Err(Errno::NOTCAPABLE);
        }
        set_size(host, id, size)
    })
}

pub fn fd_filestat_set_times(fd: Fd, atim: Timestamp, mtim: Timestamp, flags: Fstflags) -> Result {
    host(|host| {
        host.begin("fd_filestat_set_times")?;
        let id = host.node_of(fd)?;
        set_times(host, id, atim, mtim, flags)
    })
}

/// The buffers that a call uses.
fn buffers<T>(host: &Host, iovs: &[T]) -> usize {
    if host.first_buffer_only {
        iovs.len().min(1)
    } else {
        iovs.len()
    }
}

fn read_file(
    host: &Host,
    id: NodeId,
    mut position: u64,
    iovs: &[BytesMut<'_>],
    fault: Option<Fault>,
) -> Result<usize> {
    let content = file(host, id)?;
    let mut total = 0;
    for iov in &iovs[..buffers(host, iovs)] {
        let start = content
            .len()
            .min(usize::try_from(position).unwrap_or(usize::MAX));
        let rest = &content[start..];
        let n = Bytes::of(&rest[..limit(fault, rest.len())]).copy_to(*iov);
        total += n;
        position += n as u64;
    }
    Ok(total)
}

pub fn fd_read(fd: Fd, iovs: &[BytesMut<'_>]) -> Result<usize> {
    host(|host| {
        let fault = host.begin("fd_read")?;
        let open = host.get(fd)?.clone();
        if !open.rights.has(Rights::FD_READ) {
            return Err(Errno::NOTCAPABLE);
        }
        let n = match open.what {
            What::Node(id) => read_file(host, id, open.position, iovs, fault)?,
            What::Stdin if host.stdin.is_empty() && !host.stdin_ended => return Err(Errno::AGAIN),
            What::Stdin => {
                let input: Vec<u8> = host.stdin.iter().copied().collect();
                let mut total = 0;
                for iov in &iovs[..buffers(host, iovs)] {
                    total += Bytes::of(&input[total..limit(fault, input.len()).max(total)])
                        .copy_to(*iov);
                }
                host.stdin.drain(..total);
                total
            }
            What::Socket(id) => {
                let first = buffers(host, iovs);
                host.sockets[id]
                    .receive(&iovs[..first], Riflags::NONE, fault)?
                    .0
            }
            _ => return Err(Errno::BADF),
        };
        host.get_mut(fd)?.position += n as u64;
        Ok(claim(fault, n))
    })
}

pub fn fd_pread(fd: Fd, iovs: &[BytesMut<'_>], offset: Filesize) -> Result<usize> {
    host(|host| {
        let fault = host.begin("fd_pread")?;
        if !host.get(fd)?.rights.has(Rights::FD_READ) {
            return Err(Errno::NOTCAPABLE);
        }
        let id = host.node_of(fd).map_err(|_| Errno::SPIPE)?;
        let n = read_file(host, id, offset, iovs, fault)?;
        Ok(claim(fault, n))
    })
}

fn gather(host: &Host, iovs: &[Bytes<'_>], fault: Option<Fault>) -> Vec<u8> {
    let mut data = Vec::new();
    for iov in &iovs[..buffers(host, iovs)] {
        let mut piece = vec![0; iov.len()];
        iov.copy_to(BytesMut::of(&mut piece));
        data.extend(piece);
    }
    data.truncate(limit(fault, data.len()));
    data
}

fn write_file(host: &mut Host, id: NodeId, position: u64, data: &[u8]) -> Result<usize> {
    let position = usize::try_from(position).map_err(|_| Errno::FBIG)?;
    let room = host.space - host.used_space();
    let content = file_mut(host, id)?;
    if data.is_empty() {
        return Ok(0);
    }
    let end = position + data.len();
    let most = content.len() + room;
    if end > most && position >= most {
        return Err(Errno::NOSPC);
    }
    let end = end.min(most.max(position));
    if content.len() < end {
        content.resize(end, 0);
    }
    content[position..end].copy_from_slice(&data[..end - position]);
    Ok(end - position)
}

pub fn fd_write(fd: Fd, iovs: &[Bytes<'_>]) -> Result<usize> {
    host(|host| {
        let fault = host.begin("fd_write")?;
        let open = host.get(fd)?.clone();
        if !open.rights.has(Rights::FD_WRITE) {
            return Err(Errno::NOTCAPABLE);
        }
        let data = gather(host, iovs, fault);
        let n = match open.what {
            What::Stdout => {
                host.stdout.extend(&data);
                data.len()
            }
            What::Stderr => {
                host.stderr.extend(&data);
                data.len()
            }
            What::Stdin | What::Service => return Err(Errno::BADF),
            What::Socket(id) => host.sockets[id].send(&data)?,
            What::Node(id) => {
                let at = if open.flags.has(Fdflags::APPEND) {
                    file(host, id)?.len() as u64
                } else {
                    open.position
                };
                let n = write_file(host, id, at, &data)?;
                host.get_mut(fd)?.position = at + n as u64;
                n
            }
        };
        Ok(claim(fault, n))
    })
}

pub fn fd_pwrite(fd: Fd, iovs: &[Bytes<'_>], offset: Filesize) -> Result<usize> {
    host(|host| {
        let fault = host.begin("fd_pwrite")?;
        if !host.get(fd)?.rights.has(Rights::FD_WRITE) {
            return Err(Errno::NOTCAPABLE);
        }
        let id = host.node_of(fd).map_err(|_| Errno::SPIPE)?;
        let data = gather(host, iovs, fault);
        let n = write_file(host, id, offset, &data)?;
        Ok(claim(fault, n))
    })
}

pub fn fd_prestat_get(fd: Fd) -> Result<Prestat> {
    host(|host| {
        let fault = host.begin("fd_prestat_get")?;
        let name = host.prestat(fd)?;
        Ok(Prestat {
            tag: Prestat::DIR,
            name_len: claim(fault, name.len()),
        })
    })
}

pub fn fd_prestat_dir_name(fd: Fd, to: BytesMut<'_>) -> Result {
    host(|host| {
        host.begin("fd_prestat_dir_name")?;
        let name = host.prestat(fd)?;
        if to.len() < name.len() {
            return Err(Errno::NAMETOOLONG);
        }
        Bytes::of(name).copy_to(to);
        Ok(())
    })
}

pub fn fd_readdir(fd: Fd, buf: BytesMut<'_>, cookie: Dircookie) -> Result<usize> {
    host(|host| {
        let fault = host.begin("fd_readdir")?;
        let id = host.node_of(fd)?;
        let mut entries = match host.bare_entries {
            true => Vec::new(),
            false => vec![(b".".to_vec(), id), (b"..".to_vec(), id)],
        };
        entries.extend(
            host.entries(id)?
                .iter()
                .map(|(name, &id)| (name.clone(), id)),
        );
        let mut bytes = Vec::new();
        for (index, (name, id)) in entries.iter().enumerate().skip(cookie as usize) {
            bytes.extend((index as u64 + 1).to_le_bytes());
            let ino = if host.bare_entries { 0 } else { *id as u64 };
            bytes.extend(ino.to_le_bytes());
            bytes.extend((name.len() as u32).to_le_bytes());
            bytes.extend([host.node(*id).filetype().0, 0, 0, 0]);
            bytes.extend(name);
        }
        let n = Bytes::of(&bytes).copy_to(buf);
        Ok(claim(fault, n))
    })
}

pub fn fd_seek(fd: Fd, offset: Filedelta, whence: Whence) -> Result<Filesize> {
    host(|host| {
        host.begin("fd_seek")?;
        let open = host.get(fd)?;
        if !open.rights.has(Rights::FD_SEEK) {
            return Err(Errno::NOTCAPABLE);
        }
        let from = match whence {
            Whence::SET => 0,
            Whence::CUR => open.position as i64,
            Whence::END => stat(host, host.node_of(fd)?).size as i64,
            _ => return Err(Errno::INVAL),
        };
        let to = from.checked_add(offset).ok_or(Errno::OVERFLOW)?;
        let to = u64::try_from(to).map_err(|_| Errno::INVAL)?;
        host.get_mut(fd)?.position = to;
        Ok(to)
    })
}

pub fn fd_tell(fd: Fd) -> Result<Filesize> {
    host(|host| {
        host.begin("fd_tell")?;
        let open = host.get(fd)?;
        if !open.rights.has(Rights::FD_TELL) {
            return Err(Errno::NOTCAPABLE);
        }
        Ok(open.position)
    })
}

pub fn path_create_directory(fd: Fd, path: &[u8]) -> Result {
    host(|host| {
        host.begin("path_create_directory")?;
        let found = host.look_up(fd, path, false)?;
        if found.node.is_some() {
            return Err(Errno::EXIST);
        }
        host.add(found.parent, &found.name, Kind::Folder(Default::default()));
        Ok(())
    })
}

pub fn path_filetype(fd: Fd, flags: Lookupflags, path: &[u8]) -> Result<Filetype> {
    path_filestat_get(fd, flags, path).map(|stat| stat.filetype)
}

pub fn path_filestat_get(fd: Fd, flags: Lookupflags, path: &[u8]) -> Result<Filestat> {
    host(|host| {
        host.begin("path_filestat_get")?;
        let found = host.look_up(fd, path, flags.has(Lookupflags::SYMLINK_FOLLOW))?;
        Ok(stat(host, found.node.ok_or(Errno::NOENT)?))
    })
}

pub fn path_filestat_set_times(
    fd: Fd,
    flags: Lookupflags,
    path: &[u8],
    atim: Timestamp,
    mtim: Timestamp,
    fst_flags: Fstflags,
) -> Result {
    host(|host| {
        host.begin("path_filestat_set_times")?;
        let found = host.look_up(fd, path, flags.has(Lookupflags::SYMLINK_FOLLOW))?;
        set_times(host, found.node.ok_or(Errno::NOENT)?, atim, mtim, fst_flags)
    })
}

/// A new name for `node`: not one that exists, nor one that asks for a directory.
fn put(host: &mut Host, at: Found, node: NodeId) -> Result {
    if at.slash || at.name.is_empty() {
        return Err(Errno::NOENT);
    }
    host.entries_mut(at.parent).insert(at.name, node);
    Ok(())
}

pub fn path_link(fd: Fd, flags: Lookupflags, path: &[u8], new_fd: Fd, new_path: &[u8]) -> Result {
    host(|host| {
        host.begin("path_link")?;
        let from = host.look_up(fd, path, flags.has(Lookupflags::SYMLINK_FOLLOW))?;
        let id = from.node.ok_or(Errno::NOENT)?;
        let to = host.look_up(new_fd, new_path, false)?;
        if to.node.is_some() {
            return Err(Errno::EXIST);
        }
        if host.entries(id).is_ok() {
            return Err(Errno::PERM);
        }
        put(host, to, id)?;
        host.node_mut(id).links += 1;
        Ok(())
    })
}

pub fn path_open(
    fd: Fd,
    dirflags: Lookupflags,
    path: &[u8],
    oflags: Oflags,
    rights_base: Rights,
    _rights_inheriting: Rights,
    fdflags: Fdflags,
) -> Result<Fd> {
    let opened = host(|host| {
        host.begin("path_open")?;
        let follow = dirflags.has(Lookupflags::SYMLINK_FOLLOW) && !oflags.has(Oflags::EXCL);
        let found = host.look_up(fd, path, follow)?;
        let id = match found.node {
            Some(_) if oflags.has(Oflags::CREAT.or(Oflags::EXCL)) => return Err(Errno::EXIST),
            Some(id) => id,
            None if !oflags.has(Oflags::CREAT) => return Err(Errno::NOENT),
            None if found.slash => return Err(Errno::ISDIR),
            None => host.add(found.parent, &found.name, Kind::File(Vec::new())),
        };
        let writing = rights_base.has(Rights::FD_WRITE);
        match host.node(id).kind {
            Kind::Link(_) => return Err(Errno::LOOP),
            Kind::Folder(_)
                if writing || oflags.has(Oflags::CREAT) || oflags.has(Oflags::TRUNC) =>
            {
                return Err(Errno::ISDIR);
            }
            Kind::File(_) if oflags.has(Oflags::DIRECTORY) => return Err(Errno::NOTDIR),
            _ => {}
        }
        if oflags.has(Oflags::TRUNC) {
            set_size(host, id, 0)?;
        }
        let number = host.draw();
        host.open.insert(
            number,
            Open {
                what: What::Node(id),
                position: 0,
                flags: fdflags,
                rights: rights_base,
                preopen: None,
            },
        );
        Ok(number)
    })?;
    number::opened(opened)
}

pub fn path_readlink(fd: Fd, path: &[u8], buf: BytesMut<'_>) -> Result<usize> {
    host(|host| {
        let fault = host.begin("path_readlink")?;
        if let Some(service) = host.service(fd) {
            let answer = service.answer(path)?;
            return Ok(claim(fault, Bytes::of(&answer).copy_to(buf)));
        }
        let found = host.look_up(fd, path, false)?;
        match &host.node(found.node.ok_or(Errno::NOENT)?).kind {
            Kind::Link(target) => Ok(claim(fault, Bytes::of(target).copy_to(buf))),
            _ => Err(Errno::INVAL),
        }
    })
}

pub fn request(fd: Fd, request: Bytes<'_>, buf: BytesMut<'_>) -> Result<usize> {
    let mut path = vec![0; request.len()];
    request.copy_to(BytesMut::of(&mut path));
    path_readlink(fd, &path, buf)
}

pub fn assigned(number: i32) -> Result<Fd> {
    number::opened(number)
}

pub fn path_remove_directory(fd: Fd, path: &[u8]) -> Result {
    host(|host| {
        host.begin("path_remove_directory")?;
        let found = host.look_up(fd, path, false)?;
        let entries = host.entries(found.node.ok_or(Errno::NOENT)?)?;
        if found.name.is_empty() {
            return Err(Errno::INVAL);
        }
        if !entries.is_empty() {
            return Err(Errno::NOTEMPTY);
        }
        host.entries_mut(found.parent).remove(&found.name);
        Ok(())
    })
}

pub fn path_rename(fd: Fd, path: &[u8], new_fd: Fd, new_path: &[u8]) -> Result {
    host(|host| {
        host.begin("path_rename")?;
        let from = host.look_up(fd, path, false)?;
        let id = from.node.ok_or(Errno::NOENT)?;
        let to = host.look_up(new_fd, new_path, false)?;
        if from.name.is_empty() || to.name.is_empty() {
            return Err(Errno::BUSY);
        }
        let folder = host.entries(id).is_ok();
        match to.node.map(|old| host.entries(old)) {
            Some(Ok(_)) if !folder => return Err(Errno::ISDIR),
            Some(Ok(entries)) if !entries.is_empty() => return Err(Errno::NOTEMPTY),
            Some(Err(_)) if folder => return Err(Errno::NOTDIR),
            None if to.slash && !folder => return Err(Errno::NOTDIR),
            _ => {}
        }
        host.entries_mut(from.parent).remove(&from.name);
        host.entries_mut(to.parent).insert(to.name, id);
        Ok(())
    })
}

pub fn path_symlink(target: &[u8], fd: Fd, path: &[u8]) -> Result {
    host(|host| {
        host.begin("path_symlink")?;
        let found = host.look_up(fd, path, false)?;
        if found.node.is_some() {
            return Err(Errno::EXIST);
        }
        if found.slash {
            return Err(Errno::NOENT);
        }
        host.add(found.parent, &found.name, Kind::Link(target.to_vec()));
        Ok(())
    })
}

pub fn path_unlink_file(fd: Fd, path: &[u8]) -> Result {
    host(|host| {
        host.begin("path_unlink_file")?;
        let found = host.look_up(fd, path, false)?;
        let id = found.node.ok_or(Errno::NOENT)?;
        if host.entries(id).is_ok() {
            return Err(Errno::ISDIR);
        }
        if found.slash {
            return Err(Errno::NOTDIR);
        }
        host.node_mut(id).links -= 1;
        host.entries_mut(found.parent).remove(&found.name);
        Ok(())
    })
}

pub fn poll_oneoff(subscriptions: &[Cell<Subscription>], events: &[Cell<Event>]) -> Result<usize> {
    host(|host| {
        let fault = host.begin("poll_oneoff")?;
        if subscriptions.is_empty() {
            return Err(Errno::INVAL);
        }
        let mut n = 0;
        let mut soonest = u64::MAX;
        for subscription in subscriptions.iter().map(Cell::get) {
            let mut event = Event {
                userdata: subscription.userdata,
                kind: subscription.kind(),
                ..Event::EMPTY
            };
            let ready = match subscription.kind() {
                Eventtype::CLOCK => {
                    let now = match subscription.clockid() {
                        Clockid::REALTIME => host.realtime,
                        _ => host.monotonic,
                    };
                    let left = if subscription.clock_flags().has(Subclockflags::ABSTIME) {
                        subscription.timeout().saturating_sub(now)
                    } else {
                        subscription.timeout()
                    };
                    soonest = soonest.min(left);
                    left == 0
                }
                kind => match host
                    .numbered(subscription.host_number())
                    .map(|open| open.what)
                {
                    Err(_) => {
                        event.error = 8;
                        true
                    }
                    Ok(What::Stdin) if kind == Eventtype::FD_WRITE => host.wrong_way(&mut event)?,
                    Ok(What::Stdout | What::Stderr) if kind == Eventtype::FD_READ => {
                        host.wrong_way(&mut event)?
                    }
                    Ok(What::Stdin) if kind == Eventtype::FD_READ => {
                        event.nbytes = host.stdin.len() as u64;
                        !host.stdin.is_empty() || host.stdin_ended
                    }
                    Ok(What::Socket(id)) if kind == Eventtype::FD_READ => {
                        let (bytes, is_ready) = host.sockets[id].readable();
                        event.nbytes = bytes as u64;
                        is_ready
                    }
                    Ok(_) => true,
                },
            };
            if ready {
                events[n].set(event);
                n += 1;
            }
        }
        if n == 0 {
            assert!(soonest < u64::MAX, "the poll would wait for ever");
            host.monotonic += soonest;
            host.realtime += soonest;
            for subscription in subscriptions.iter().map(Cell::get) {
                if subscription.kind() == Eventtype::CLOCK {
                    events[n].set(Event {
                        userdata: subscription.userdata,
                        ..Event::EMPTY
                    });
                    n += 1;
                    break;
                }
            }
        }
        Ok(claim(fault, n).min(events.len()))
    })
}

impl Host {
    /// Whether there is an event, for a request that the stream cannot satisfy.
    fn wrong_way(&self, event: &mut Event) -> Result<bool> {
        match self.wrong_way {
            WrongWay::Ready => {}
            WrongWay::Event => event.error = 8,
            WrongWay::Call => return Err(Errno::BADF),
        }
        Ok(true)
    }
}

/// Unwinds with [`Exit`].
pub fn proc_exit(status: u32) -> ! {
    std::panic::panic_any(Exit(status))
}

/// A fixed sequence, which is enough to see that every byte was written.
pub fn random_get(buf: BytesMut<'_>) -> Result {
    host(|host| {
        host.begin("random_get")?;
        for index in 0..buf.len() {
            let _ = buf.put(index, (index as u8).wrapping_mul(31) | 1);
        }
        Ok(())
    })
}

pub fn sched_yield() -> Result {
    host(|host| host.begin("sched_yield").map(drop))
}

fn socket(host: &Host, fd: Fd) -> Result<usize> {
    match host.get(fd)?.what {
        What::Socket(id) => Ok(id),
        _ => Err(Errno::NOTSOCK),
    }
}

pub fn sock_accept(fd: Fd, flags: Fdflags) -> Result<Fd> {
    let accepted = host(|host| {
        let fault = host.begin("sock_accept")?;
        let id = socket(host, fd)?;
        let connections = host.sockets[id].connections.as_mut().ok_or(Errno::INVAL)?;
        let accepted = connections.pop_front().ok_or(Errno::AGAIN)?;
        let mut accepted = host.add_socket(accepted);
        accepted.flags = flags;
        let number = host.draw();
        host.open.insert(number, accepted);
        Ok(claim(fault, number as usize) as i32)
    })?;
    number::opened(accepted)
}

pub fn sock_recv(fd: Fd, iovs: &[BytesMut<'_>], flags: Riflags) -> Result<(usize, Roflags)> {
    host(|host| {
        let fault = host.begin("sock_recv")?;
        let id = socket(host, fd)?;
        let first = buffers(host, iovs);
        let (n, truncated) = host.sockets[id].receive(&iovs[..first], flags, fault)?;
        Ok((claim(fault, n), truncated))
    })
}

pub fn sock_send(fd: Fd, iovs: &[Bytes<'_>]) -> Result<usize> {
    host(|host| {
        let fault = host.begin("sock_send")?;
        let id = socket(host, fd)?;
        let data = gather(host, iovs, fault);
        let n = host.sockets[id].send(&data)?;
        Ok(claim(fault, n))
    })
}

pub fn sock_shutdown(fd: Fd, how: Sdflags) -> Result {
    host(|host| {
        host.begin("sock_shutdown")?;
        let id = socket(host, fd)?;
        host.sockets[id].shutdown |= how.0;
        Ok(())
    })
}

pub fn start_folder(chdir: impl FnOnce(&[u8])) {
    if let Some(folder) = host(|host| host.start_folder) {
        chdir(folder);
    }
}

pub fn remember_folder(
    opened: Fd,
    dirfd: Fd,
    path: &[u8],
    is_folder: bool,
    remember: impl FnOnce(Fd, Fd, &[u8], bool),
) {
    remember(opened, dirfd, path, is_folder);
}

pub fn remembers_folders() {}

pub fn has_table() {}

pub fn open_terminal(close_on_exec: bool, open: impl FnOnce(bool) -> Result<Fd>) -> Result<Fd> {
    open(close_on_exec)
}

pub fn told(
    operation: Operation,
    file: (Fd, &[u8], i32),
    numbers: u64,
    stat: Option<&mut Stat>,
    answer: impl FnOnce(Operation, (Fd, &[u8], i32), u64, Option<&mut Stat>) -> Result,
) -> Result {
    answer(operation, file, numbers, stat)
}

pub fn is_on_path(name: &[u8]) -> bool {
    let slash = name.iter().rposition(|&byte| byte == b'/');
    let folder = slash.map(|at| &name[..at.max(1)]);
    let path = host(|host| host.path);
    let mut folders = path.split(':').map(str::as_bytes);
    folders.any(|known| Some(known) == folder)
}
