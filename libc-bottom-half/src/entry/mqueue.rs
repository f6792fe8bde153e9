//! Message queues; `mq_open` itself stands in [`super::table`].

use crate::abi::mqueue::{Attr, Event, SIGEV_SIGNAL};
use crate::abi::time::Timespec;
use crate::entry::signal::deliver;
use crate::errno::Result;
use crate::inside::mqueue;
use crate::user::{Bytes, BytesMut, In, Out, path as string};
use crate::wasi::Fd;

#[cfg(target_arch = "wasm32")]
unsafe extern "C" {
    /// The C library calls a function with a `union sigval`, whose way of passing is C's.
    safe fn __call_notify_function(function: u32, value: u32);
}

fn tell(event: Event) -> Result {
    match event.notify {
        SIGEV_SIGNAL => mqueue::send_signal(event, deliver),
        #[cfg(target_arch = "wasm32")]
        crate::abi::mqueue::SIGEV_THREAD => {
            __call_notify_function(event.function, event.value);
            Ok(())
        }
        _ => Ok(()),
    }
}

super::syscalls! {
    mq_unlink(name: *const u8) => {
        // SAFETY: the caller's promise.
        mqueue::mq_unlink(unsafe { string(name) }?)
    };
    mq_timedsend_time64(
        fd: i32,
        message: *const u8,
        size: usize,
        priority: u32,
        timeout: *const Timespec,
    ) => {
        // SAFETY: the caller's promise.
        let (message, timeout) = unsafe { (Bytes::new(message, size), In::new(timeout)) };
        mqueue::mq_timedsend_time64(Fd(fd), message, priority, timeout)
    };
    mq_timedreceive_time64(
        fd: i32,
        to: *mut u8,
        size: usize,
        priority: *mut u32,
        timeout: *const Timespec,
    ) => {
        // SAFETY: the caller's promise.
        let (to, timeout) = unsafe { (BytesMut::new(to, size), In::new(timeout)) };
        // SAFETY: as above.
        mqueue::mq_timedreceive_time64(Fd(fd), to, unsafe { Out::new(priority) }, timeout)
    };
    mq_notify(fd: i32, event: *const Event) => {
        // SAFETY: the caller's promise: a `struct sigevent`, which starts with an `Event`.
        mqueue::mq_notify(Fd(fd), unsafe { In::new(event) }, tell)
    };
    mq_getsetattr(fd: i32, attr: *const Attr, old: *mut Attr) => {
        // SAFETY: the caller's promise.
        let (attr, old) = unsafe { (In::new(attr), Out::new(old)) };
        mqueue::mq_getsetattr(Fd(fd), attr, old)
    };
}
