//! Exceptions of C++ that nothing catches. In WebAssembly, throwing does not look for a handler
//! first, so such an exception would leave the module without calling a terminate handler.
//! libc++abi has a function that calls main within a handler; start-up calls that one.

use crate::line::{Argument, Line};
use crate::sysroot::Sysroot;
use std::path::Path;

const LIBRARY: &str = "c++abi";
const WRAPPED: &str = "--wrap=__main_void";

/// Adds the option for a command that links the sysroot's library with exceptions.
pub fn add(line: &mut Line, sysroot: &Sysroot) {
    if !line.makes_command() || !line.links(LIBRARY) {
        return;
    }
    let name = format!("lib{LIBRARY}.a");
    let linked = line.folders().map(|folder| folder.join(&name));
    let linked = linked.chain([sysroot.lib().join(&name)]);
    let ours = sysroot.lib().join(&name).canonicalize();
    let is_ours = |found: &Path| ours.as_ref().is_ok_and(|ours| found == ours);
    let found = linked.into_iter().find_map(|file| file.canonicalize().ok());
    if found.is_some_and(|found| is_ours(&found)) {
        line.arguments.push(Argument::other(WRAPPED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_library_that_is_linked_decides() {
        let folder = tempfile::tempdir().expect("a directory");
        let root = folder.path().join("sysroot");
        let config = root.join("share/wasi-cc/wasm32-wasip1.cfg");
        for file in ["lib/wasm32-wasip1/", "lib/wasm32-wasip1/noeh/", "other/"] {
            let file = root.join(file).join("libc++abi.a");
            fs::create_dir_all(file.parent().expect("has one")).expect("a directory");
            fs::write(file, "").expect("a file");
        }
        fs::create_dir_all(config.parent().expect("has one")).expect("a directory");
        fs::write(config, "").expect("a file");
        let sysroot = Sysroot::open(root.clone(), "a test").expect("a sysroot");
        let root = root.display();
        let own = format!("-L{root}/lib/wasm32-wasip1");
        let wraps = |args: &str| {
            let args = args.split_whitespace().map(Into::into).collect();
            let mut line = Line::read(args).expect("a line");
            add(&mut line, &sysroot);
            line.written(None).iter().any(|arg| arg == WRAPPED)
        };
        assert!(wraps(&format!(
            "{own} crt1-command.o a.o -lc++ -lc++abi -lc"
        )));
        assert!(wraps("crt1-command.o a.o -lc++ -lc++abi -lc"));
        assert!(!wraps("a.o -lc++ -lc++abi -lc"));
        assert!(!wraps(&format!("{own} crt1-command.o a.o -lc")));
        assert!(!wraps(&format!("{own} -r a.o -lc++abi")));
        assert!(!wraps(&format!(
            "-L{root}/lib/wasm32-wasip1/noeh {own} crt1-command.o a.o -lc++abi"
        )));
        assert!(!wraps(&format!(
            "-L{root}/other {own} crt1-command.o a.o -lc++abi -lc"
        )));
    }
}
