//! What the environment says of files: where the program starts, and where programs lie.

#[cfg(target_arch = "wasm32")]
unsafe extern "C" {
    /// Goes to the folder that the program starts in, if it is not the root. The C library
    /// knows: it has the environment, in programs that have one.
    safe fn __start_folder();

    /// Whether a file of this name lies in a folder that `PATH` names.
    fn __on_path(name: *const u8, len: usize) -> i32;
}

#[cfg(target_arch = "wasm32")]
pub fn go() {
    __start_folder();
}

#[cfg(target_arch = "wasm32")]
pub fn is_on_path(name: &[u8]) -> bool {
    // SAFETY: it reads as many bytes as there are.
    unsafe { __on_path(name.as_ptr(), name.len()) != 0 }
}

#[cfg(not(target_arch = "wasm32"))]
pub use native::{from, go, is_on_path, path};

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::cell::Cell;

    std::thread_local! {
        static FOLDER: Cell<&'static [u8]> = const { Cell::new(b"") };
        static PATH: Cell<&'static str> = const { Cell::new("") };
    }

    /// Sets `PATH`.
    pub fn path(path: &'static str) {
        PATH.with(|slot| slot.set(path));
    }

    pub fn is_on_path(name: &[u8]) -> bool {
        let slash = name.iter().rposition(|&byte| byte == b'/');
        let folder = slash.map(|at| &name[..at.max(1)]);
        PATH.with(|path| {
            let mut folders = path.get().split(':').map(str::as_bytes);
            folders.any(|known| Some(known) == folder)
        })
    }

    /// Sets the folder to start in.
    pub fn from(folder: &'static [u8]) {
        FOLDER.with(|slot| slot.set(folder));
    }

    pub fn go() {
        let folder = FOLDER.with(Cell::get);
        if !folder.is_empty() {
            // One that is not there is none.
            let _ = crate::sys::dir::chdir(folder);
        }
    }
}
