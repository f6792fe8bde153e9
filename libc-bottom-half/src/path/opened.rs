//! The directories that a program opened: WASI cannot find the parent of a descriptor, so `..`
//! and `fchdir` need their paths.
//!
//! Only a program that passes a directory's descriptor to a call needs them. Any other links
//! nothing of this ([`needed`]): `open` and `fopen` call a function of the C library that does
//! nothing.

use core::cell::Cell;

use super::{Base, Folder, JOIN_OPENED, Last, Parents, Text, Walk, from_root, parents, walk};
use crate::errno::Result;
use crate::state::system;
use crate::wasi::{self, Fd};

system! {
    /// By descriptor, as the program named them.
    static OPENED: [Folder<[Cell<u8>; 506]>; 128] = [Folder::NEW; 128];
}

fn with<R>(fd: Fd, then: impl FnOnce(&Folder) -> R) -> Option<R> {
    let fd = usize::try_from(fd.0).ok()?;
    OPENED.with(|folders| folders.get(fd).map(|folder| then(folder)))
}

fn join(dirfd: Fd, path: &[u8], text: &mut Text<[u8]>) -> Result<Base> {
    let known = with(dirfd, |folder| {
        (folder.len.get() > 0).then(|| folder.join(path, text))
    });
    known.flatten().unwrap_or(Ok(Base::Folder(dirfd)))
}

/// Remembers the directory of a descriptor that this path has just opened.
pub fn remember(opened: Fd, dirfd: Fd, path: &[u8], is_folder: bool) {
    JOIN_OPENED.with(|slot| slot.set(Some(join)));
    with(opened, |folder| {
        folder.len.set(0);
        let mut joined = None;
        if is_folder
            && let Ok((base @ Base::Root { relative }, text)) = from_root(dirfd, path, &mut joined)
        {
            if parents(text) == Parents::None {
                folder.set(text, relative);
            } else {
                // Its resolved path, since directories on the way may be removed.
                let mut walked = Walk::new();
                if walk(base, text, Last::Follow, &mut walked).is_ok()
                    && let Base::Root { relative } = walked.base
                {
                    let text = walked.text.get();
                    folder.set(if text.is_empty() { b"." } else { text }, relative);
                }
            }
        }
    });
}

/// Makes a program that links the caller remember the directories that it opens.
#[inline(always)]
pub fn needed() {
    wasi::remembers_folders();
}
