//! User and group, process group and session, name.

use crate::abi::prctl::{PR_GET_NAME, PR_SET_NAME};
use crate::errno::Errno;
use crate::sys::identity;
use crate::user::{self, Out};

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
    getpgid(pid: i32) => identity::getpgid(pid);
    getsid(pid: i32) => identity::getpgid(pid);
    setpgid(pid: i32, group: i32) => identity::setpgid(pid, group);
    setsid() => identity::setsid();
    umask(mask: u32) => Ok(identity::umask(mask));
    prctl(option: i32, a: *mut u8, _b: usize, _c: usize, _d: usize) => match option {
        PR_SET_NAME => {
            // SAFETY: the caller's promise for this option.
            identity::set_name(unsafe { user::path(a) }?);
            Ok(())
        }
        // SAFETY: the caller's promise for this option.
        PR_GET_NAME => identity::get_name(unsafe { Out::new(a.cast()) }),
        _ => Err(Errno::INVAL),
    };
}
