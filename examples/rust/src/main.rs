//! Prints the lines of a file that match a pattern. Rust calls C, `search`, which calls Rust
//! for each line, `found`.

use std::env;
use std::ffi::{CStr, CString, c_char, c_int, c_ulong, c_void};
use std::io;
use std::process::ExitCode;

unsafe extern "C" {
    /// In search.c.
    fn search(file: *const c_char, pattern: *const c_char, context: *mut c_void) -> c_int;
}

type Lines = Vec<(c_ulong, String)>;

/// # Safety
///
/// `context` is what `lines` passed to `search`, and `line` a string of C.
#[unsafe(no_mangle)]
unsafe extern "C" fn found(context: *mut c_void, number: c_ulong, line: *const c_char) {
    // SAFETY: as this function's callers promise.
    let (lines, line) = unsafe { (&mut *context.cast::<Lines>(), CStr::from_ptr(line)) };
    lines.push((number, line.to_string_lossy().trim_end().to_owned()));
}

fn lines(file: &str, pattern: &str) -> io::Result<Lines> {
    let (file, pattern) = (CString::new(file)?, CString::new(pattern)?);
    let mut lines = Lines::new();
    // SAFETY: both strings live until the call returns, as does `lines`, which nothing else
    // uses meanwhile.
    let error = unsafe {
        let context = (&raw mut lines).cast();
        search(file.as_ptr(), pattern.as_ptr(), context)
    };
    match error {
        0 => Ok(lines),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [pattern, file] = arguments.as_slice() else {
        eprintln!("usage: find PATTERN FILE");
        return ExitCode::from(2);
    };
    match lines(file, pattern) {
        Ok(lines) => {
            for (number, line) in lines {
                println!("{number}: {line}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("find: {file}: {error}");
            ExitCode::FAILURE
        }
    }
}
