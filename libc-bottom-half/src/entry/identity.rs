//! User and group, process group and session, name.

use crate::abi::capability::{Header, SETS};
use crate::abi::prctl::{PR_GET_NAME, PR_SET_NAME};
use crate::sys::identity;
use crate::sys::prctl::{Answer, prctl as answer};
use crate::user::{self, Bytes, BytesMut, In, Out};

/// The most that capabilities take, where there are any.
fn capability_room(data: *const u8) -> usize {
    if data.is_null() { 0 } else { 2 * SETS }
}

super::syscalls! {
    setuid(uid: u32) => identity::setuid(uid);
    setgid(gid: u32) => identity::setuid(gid);
    setreuid(ruid: u32, euid: u32) => identity::setresuid([ruid, euid]);
    setregid(rgid: u32, egid: u32) => identity::setresuid([rgid, egid]);
    setresuid(ruid: u32, euid: u32, suid: u32) => identity::setresuid([ruid, euid, suid]);
    setresgid(rgid: u32, egid: u32, sgid: u32) => identity::setresuid([rgid, egid, sgid]);
    setfsuid(_uid: u32) => Ok(identity::setfsuid());
    setfsgid(_gid: u32) => Ok(identity::setfsuid());
    getresuid(ruid: *mut u32, euid: *mut u32, suid: *mut u32) => {
        // SAFETY: the caller's promise.
        let (ruid, euid, suid) = unsafe { (Out::new(ruid), Out::new(euid), Out::new(suid)) };
        identity::getresuid(ruid, euid, suid)
    };
    getresgid(rgid: *mut u32, egid: *mut u32, sgid: *mut u32) => {
        // SAFETY: the caller's promise.
        let (rgid, egid, sgid) = unsafe { (Out::new(rgid), Out::new(egid), Out::new(sgid)) };
        identity::getresuid(rgid, egid, sgid)
    };
    getgroups(size: i32, list: *mut u32) => {
        // SAFETY: the caller's promise: at least one number, if the size is positive.
        identity::getgroups(size, unsafe { Out::new(list) })
    };
    setgroups(size: usize, list: *const u8) => {
        let room = if list.is_null() { 0 } else { size.saturating_mul(4) };
        // SAFETY: the caller's promise; a list that cannot be so long is never read so far.
        let list = unsafe { Bytes::new(list, room) };
        identity::setgroups(size, list)
    };
    capget(header: *mut Header, data: *mut u8) => {
        // SAFETY: the caller's promise; the header is told the version, which is its first
        // number, and the version says how much data there is.
        let (header, version, data) = unsafe {
            (In::new(header), Out::new(header.cast()), BytesMut::new(data, capability_room(data)))
        };
        identity::capget(header, version, data)
    };
    capset(header: *mut Header, data: *const u8) => {
        // SAFETY: as above.
        let (header, version, data) = unsafe {
            (In::new(header), Out::new(header.cast()), Bytes::new(data, capability_room(data)))
        };
        identity::capset(header, version, data)
    };
    personality(persona: u32) => identity::personality(persona);
    getpgid(pid: i32) => identity::getpgid(pid);
    getsid(pid: i32) => identity::getpgid(pid);
    setpgid(pid: i32, group: i32) => identity::setpgid(pid, group);
    setsid() => identity::setsid();
    prctl(option: i32, a: *mut u8, b: usize, c: usize, d: usize) => match option {
        PR_SET_NAME => {
            // SAFETY: the caller's promise for this option.
            identity::set_name(unsafe { user::path(a) }?);
            Ok(0)
        }
        // SAFETY: the caller's promise for this option.
        PR_GET_NAME => identity::get_name(unsafe { Out::new(a.cast()) }).map(|()| 0),
        _ => match answer(option, a.addr(), [b, c, d])? {
            Answer::Returned(value) => Ok(value),
            // SAFETY: the caller's promise for the options that tell a number.
            Answer::Told(value) => unsafe { Out::new(a.cast::<i32>()) }.write(value).map(|()| 0),
        },
    };
}
