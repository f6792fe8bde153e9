//! Other processes, and in the same module a second version of the calls about the numbers of
//! processes, as in [`super::table`]: a program that can have children asks the host for its
//! own number, and no other program links that.

use crate::process::Asked as N;
use crate::sys::process;

super::together! { "__sys_":
    clone(flags: u32, stack: usize, parent: usize, tls: usize, child: usize) => |flags, _, _, _, _| {
        super::outside::interruptible_by_signals();
        process::clone(flags)
    };
}

super::process::numbers! { second }
