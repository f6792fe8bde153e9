//! Message queues; `mq_open` itself is in [`super::table`].

use crate::abi::mqueue::{Attr, Event, SIGEV_SIGNAL};
use crate::abi::time::Timespec;
use crate::entry::signal::deliver;
use crate::errno::Result;
use crate::inside::mqueue;
use crate::user::{Bytes, BytesMut, In, Out, Path};
use crate::wasi::Fd;

#[cfg(target_arch = "wasm32")]
unsafe extern "C" {
    /// The C library calls a function with a `union sigval`, which must be passed as C
    /// passes it.
    safe fn __call_notify_function(function: u32, value: u32);
}

fn tell(event: Event) -> Result {
    match event.notify {
        SIGEV_SIGNAL => mqueue::send_signal(event, deliver),
        #[cfg(target_arch = "wasm32")]
        crate::abi::mqueue::SIGEV_THREAD => {
            super::signal::without_lock(|| __call_notify_function(event.function, event.value));
            Ok(())
        }
        _ => Ok(()),
    }
}

super::syscalls! {
    mq_unlink(name: Path) => mqueue::mq_unlink;
    mq_timedsend_time64(fd: Fd, message: Bytes[size: usize], priority: u32, timeout: In<Timespec>) => mqueue::mq_timedsend_time64;
    mq_timedreceive_time64(fd: Fd, to: BytesMut[size: usize], priority: Out<u32>, timeout: In<Timespec>) => mqueue::mq_timedreceive_time64;
    // A `struct sigevent` starts with an `Event`.
    mq_notify(fd: Fd, event: In<Event>) => |fd, event| mqueue::mq_notify(fd, event, tell);
    mq_getsetattr(fd: Fd, attr: In<Attr>, old: Out<Attr>) => mqueue::mq_getsetattr;
}
