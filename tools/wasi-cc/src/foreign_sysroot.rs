//! `--sysroot`: clang obeys one of another kind, and then finds no library, or another one.

use crate::foreign_target::{given, has_input};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use wasi_ld::sysroot::Sysroot;
use wasi_ld::{option, probe};

/// Warns of a command that compiles or links for WebAssembly with the sysroot of another tool.
/// Configure scripts take a warning in a probe for an answer, so that probes get none.
pub fn warning(args: &[OsString]) -> Option<String> {
    let root = PathBuf::from(option::last(args, &["--sysroot"])?);
    let is_ours = Sysroot::open(root.clone(), "named by --sysroot").is_ok();
    let for_wasm = given(args).is_none_or(|target| target.starts_with("wasm32"));
    let is_probe = args.iter().any(|arg| probe::is_source(Path::new(arg)));
    (!is_ours && for_wasm && !is_probe && has_input(args)).then(|| {
        format!(
            "--sysroot={} is not a sysroot of wasi-cc, so that another C library is used or none: \
             leave --sysroot out",
            root.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_sysroot_of_another_kind_is_named() {
        let folder = tempfile::tempdir().expect("a directory");
        let ours = folder.path().join("ours");
        fs::create_dir_all(ours.join("share/wasi-cc")).expect("a directory");
        fs::write(ours.join("share/wasi-cc/wasm32-wasip1.cfg"), "").expect("a file");
        let says = |line: &str| {
            let line = line.replace("OURS", ours.to_str().expect("text"));
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            warning(&args)
        };
        for line in [
            "--sysroot=/foreign a.c",
            "--sysroot /foreign -c a.c",
            "--sysroot=OURS --sysroot=/foreign a.o",
            "--target=wasm32-wasi --sysroot=/foreign a.c",
        ] {
            let text = says(line).unwrap_or_default();
            assert!(
                text.starts_with("--sysroot=/foreign is not"),
                "{line}: {text}"
            );
        }
        for line in [
            "a.c",
            "--sysroot=OURS a.c",
            "--sysroot=/foreign --sysroot OURS a.c",
            "--sysroot=/foreign --version",
            "--sysroot=/foreign conftest.c",
            "--target=x86_64-linux-gnu --sysroot=/foreign a.c",
        ] {
            assert_eq!(says(line), None, "{line}");
        }
    }
}
