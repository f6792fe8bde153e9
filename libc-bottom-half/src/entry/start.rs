//! Where the program starts.

#[cfg(target_arch = "wasm32")]
unsafe extern "C" {
    /// Goes to the folder that the program starts in, if it is not the root. The C library
    /// knows: it has the environment, in programs that have one.
    safe fn __start_folder();
}

#[cfg(target_arch = "wasm32")]
pub fn go() {
    __start_folder();
}

#[cfg(not(target_arch = "wasm32"))]
pub use native::{from, go};

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::cell::Cell;

    std::thread_local! {
        static FOLDER: Cell<&'static [u8]> = const { Cell::new(b"") };
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
