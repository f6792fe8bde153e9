//! Finds the standard streams that this process was started with.
//!
//! `wasi-run program >&-` gives no standard output. Before `main`, the Rust runtime opens
//! `/dev/null` in its place, where every write succeeds. So this code checks earlier.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

static MISSING: [AtomicBool; 3] = [const { AtomicBool::new(false) }; 3];

/// The numbers of those that were closed.
pub fn missing() -> impl Iterator<Item = u32> {
    (0..)
        .zip(&MISSING)
        .filter(|(_, missing)| missing.load(Ordering::Relaxed))
        .map(|(number, _)| number)
}

/// Records that standard input is now another file.
pub fn has_input() {
    MISSING[0].store(false, Ordering::Relaxed);
}

extern "C" fn look() {
    let all = Path::new("/proc/self/fd");
    if !all.is_dir() {
        return;
    }
    for (number, missing) in MISSING.iter().enumerate() {
        let is_open = all.join(number.to_string()).is_symlink();
        missing.store(!is_open, Ordering::Relaxed);
    }
}

// SAFETY: the section holds pointers to functions of the C calling convention, which the
// system calls one after the other before `main`, on the thread that runs it. This one
// needs nothing that the Rust runtime sets up for `main`, and does not panic.
#[unsafe(link_section = ".init_array")]
#[used]
static LOOK: extern "C" fn() = look;
