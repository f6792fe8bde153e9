//! rustc with a linker of ours: std shares one environment, one descriptor table and one
//! allocator with C functions that rustc's own libc does not have.

use std::ffi::{CStr, CString};
use std::io::{Read, Write};
use std::os::raw::{c_char, c_int, c_void};

extern "C" {
    fn getenv(name: *const c_char) -> *const c_char;
    fn strsignal(number: c_int) -> *const c_char;
    fn dup2(from: c_int, to: c_int) -> c_int;
    fn pipe(ends: *mut c_int) -> c_int;
    fn write(fd: c_int, bytes: *const c_void, count: usize) -> isize;
    fn read(fd: c_int, bytes: *mut c_void, count: usize) -> isize;
    fn free(block: *mut c_void);
    fn strdup(text: *const c_char) -> *mut c_char;
}

fn text(of: *const c_char) -> String {
    unsafe { CStr::from_ptr(of) }.to_str().expect("text").to_owned()
}

fn main() {
    std::env::set_var("WORD", "value");
    let name = CString::new("WORD").expect("no zero");
    assert_eq!(text(unsafe { getenv(name.as_ptr()) }), "value");
    assert_eq!(text(unsafe { strsignal(2) }), "Interrupt");

    let mut ends = [0; 2];
    let mut bytes = [0_u8; 3];
    unsafe {
        assert_eq!(pipe(ends.as_mut_ptr()), 0);
        assert_eq!(write(ends[1], "abc".as_ptr().cast(), 3), 3);
        assert_eq!(read(ends[0], bytes.as_mut_ptr().cast(), 3), 3);
        assert_eq!(dup2(ends[0], ends[0]), ends[0]);
        let copy = strdup(name.as_ptr());
        assert_eq!(text(copy), "WORD");
        free(copy.cast());
    }
    assert_eq!(&bytes, b"abc");

    let mut file = std::fs::File::create("file").expect("a file");
    file.write_all(b"from std").expect("written");
    drop(file);
    let mut read = String::new();
    let mut file = std::fs::File::open("file").expect("a file");
    file.read_to_string(&mut read).expect("read");
    assert_eq!(read, "from std");

    println!("{:?}", std::env::args().skip(1).collect::<Vec<_>>());
    std::process::exit(3);
}
