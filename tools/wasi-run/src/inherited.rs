//! Which of the standard streams this process was started with.
//!
//! `wasi-run program >&-` gives no standard output. The Rust runtime puts `/dev/null` in
//! its place before `main`, which takes whatever is written with success. So this looks
//! before.

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

/// Notes that standard input is another now.
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
// needs nothing of the Rust runtime that `main` would have set up, and does not panic.
#[unsafe(link_section = ".init_array")]
#[used]
static LOOK: extern "C" fn() = look;
