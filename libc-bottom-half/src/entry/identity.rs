//! User and group, process group and session, name.

use crate::abi::capability::{Header, SETS};
use crate::errno::Result;
use crate::sys::prctl::{Argument, prctl as tell};
use crate::sys::user::One as U;
use crate::sys::{identity, user};
use crate::user::{Bytes, BytesMut, CStr, In, Out, Parameter};

/// The data of `capget` and `capset`: the version in the header determines its size.
pub struct Sets<T>(T);

impl Parameter for Sets<BytesMut<'_>> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(data: *mut u8, (): ()) -> Result<Self> {
        let most = if data.is_null() { 0 } else { 2 * SETS };
        // SAFETY: the caller's promise: the used part of them exists.
        Ok(Self(unsafe { BytesMut::new(data, most) }))
    }
}

impl Parameter for Sets<Bytes<'_>> {
    type C = *const u8;

    #[inline]
    unsafe fn from_c(data: *const u8, (): ()) -> Result<Self> {
        let most = if data.is_null() { 0 } else { 2 * SETS };
        // SAFETY: as above.
        Ok(Self(unsafe { Bytes::new(data, most) }))
    }
}

/// The number of groups, and the list.
pub struct Groups<'a> {
    pub(super) size: usize,
    pub(super) list: Bytes<'a>,
}

impl Parameter<(*const u8,)> for Groups<'_> {
    type C = usize;

    #[inline]
    unsafe fn from_c(size: usize, (list,): (*const u8,)) -> Result<Self> {
        let room = if list.is_null() {
            0
        } else {
            size.saturating_mul(4)
        };
        // SAFETY: the caller's promise; a list that cannot be that long is never read to
        // that length.
        let list = unsafe { Bytes::new(list, room) };
        Ok(Self { size, list })
    }
}

/// The number of groups that there is room for, and the room.
pub struct Room<'a> {
    pub(super) size: i32,
    pub(super) list: BytesMut<'a>,
}

impl Parameter<(*mut u8,)> for Room<'_> {
    type C = i32;

    #[inline]
    unsafe fn from_c(size: i32, (list,): (*mut u8,)) -> Result<Self> {
        let room = match usize::try_from(size) {
            Ok(size) if !list.is_null() => size.saturating_mul(4),
            _ => 0,
        };
        // SAFETY: the caller's promise; no more than all groups are written.
        let list = unsafe { BytesMut::new(list, room) };
        Ok(Self { size, list })
    }
}

impl Parameter for Argument<'_> {
    type C = *mut u8;

    #[inline]
    unsafe fn from_c(arg: *mut u8, (): ()) -> Result<Self> {
        // SAFETY: the caller's promise, for the one of these that the option uses.
        Ok(unsafe {
            Self {
                value: arg.addr(),
                name: CStr::new(arg),
                name_out: Out::new(arg.cast()),
                number_out: Out::new(arg.cast()),
            }
        })
    }
}

macro_rules! rows {
    ($emit:ident) => { $crate::entry::$emit! {
        getuid() => user::getuid::<U, 0>;
        geteuid() => user::getuid::<U, 1>;
        getgid() => user::getuid::<U, 2>;
        getegid() => user::getuid::<U, 3>;
        setuid(uid: u32) => identity::setuid::<U, 0>;
        setgid(gid: u32) => identity::setuid::<U, 2>;
        setreuid(ruid: u32, euid: u32) => |ruid, euid| identity::setresuid::<U, 0, 2>([ruid, euid]);
        setregid(rgid: u32, egid: u32) => |rgid, egid| identity::setresuid::<U, 2, 2>([rgid, egid]);
        setresuid(ruid: u32, euid: u32, suid: u32) => |ruid, euid, suid| identity::setresuid::<U, 0, 3>([ruid, euid, suid]);
        setresgid(rgid: u32, egid: u32, sgid: u32) => |rgid, egid, sgid| identity::setresuid::<U, 2, 3>([rgid, egid, sgid]);
        setfsuid(uid: u32) => |_| identity::setfsuid::<U, 1>();
        setfsgid(gid: u32) => |_| identity::setfsuid::<U, 3>();
        getresuid(ruid: Out<u32>, euid: Out<u32>, suid: Out<u32>) => user::getresuid::<U, 0>;
        getresgid(rgid: Out<u32>, egid: Out<u32>, sgid: Out<u32>) => user::getresuid::<U, 2>;
        getgroups(size: Room[list: *mut u8]) => |room: Room<'_>| user::getgroups::<U>(room.size, room.list);
        setgroups(size: Groups[list: *const u8]) => |groups: Groups<'_>| identity::setgroups::<U>(groups.size, groups.list);
    } };
}
pub(super) use rows;

rows! { syscalls }

super::syscalls! {
    capget(header: (In<Header>, Out<u32>), data: Sets<BytesMut>) => |(header, version), Sets(data)| {
        identity::capget(header, version, data)
    };
    capset(header: (In<Header>, Out<u32>), data: Sets<Bytes>) => |(header, version), Sets(data)| {
        identity::capset(header, version, data)
    };
    personality(persona: u32) => identity::personality;
    getpgid(pid: i32) => identity::getpgid;
    getsid(pid: i32) => identity::getsid;
    setpgid(pid: i32, group: i32) => identity::setpgid;
    setsid() => identity::setsid;
    prctl(option: i32, a: Argument, b: usize, c: usize, d: usize) => |option, a, b, c, d| {
        tell(option, a, [b, c, d])
    };
}
