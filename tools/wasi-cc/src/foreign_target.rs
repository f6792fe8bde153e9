//! `--target`: other WebAssembly targets, for which the sysroot has no library.

use crate::missing_header;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use wasi_ld::{option, sysroot};

/// Fails for a command that compiles or links for a WebAssembly target other than the
/// sysroot's.
pub fn error(args: &[OsString]) -> Option<String> {
    let target = given(args)?;
    let instead = match system(&target)? {
        "wasip3" => sysroot::NETWORK,
        _ => return None,
    };
    has_input(args)
        .then(|| format!("the sysroot has no library for {target}; components are of {instead}"))
}

/// The system of a target of WebAssembly.
fn system(target: &str) -> Option<&str> {
    let system = target.strip_prefix("wasm32-")?;
    Some(system.strip_prefix("unknown-").unwrap_or(system))
}

/// The target of this sysroot that a command line names, if it names one.
pub fn named(args: &[OsString]) -> Option<&'static str> {
    match system(&given(args)?)? {
        "wasip1-threads" | "wasi-threads" => Some(sysroot::THREADS),
        "wasip1" | "wasi" => Some(sysroot::TARGET),
        "wasip2" => Some(sysroot::NETWORK),
        _ => None,
    }
}

/// The target that a command line names last.
pub fn given(args: &[OsString]) -> Option<String> {
    option::last(args, &["--target", "-target"])?
        .into_string()
        .ok()
}

/// Whether a command line names a source or an object.
pub fn has_input(args: &[OsString]) -> bool {
    args.iter().any(|arg| {
        let extension = Path::new(arg).extension().and_then(OsStr::to_str);
        extension == Some("o") || missing_header::is_source(Path::new(arg))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_webassemblies_are_known() {
        let says = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            error(&args)
        };
        for line in [
            "-target wasm32-wasip3 -c a.c",
            "--target=wasm32-unknown-wasip3 a.o",
        ] {
            assert!(says(line).is_some(), "{line}");
        }
        for line in [
            "a.c",
            "--target=wasm32-wasip1-threads a.c",
            "--target=wasm32-wasi a.c",
            "--target=wasm32-unknown-wasip1 a.c",
            "--target=wasm32-unknown-unknown a.c",
            "--target=wasm32-wasip2 a.c",
            "--target=wasm32-wasip3 --version",
            "--target=x86_64-linux-gnu a.c",
        ] {
            assert_eq!(says(line), None, "{line}");
        }
    }
    #[test]
    fn the_last_target_counts() {
        let target = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            named(&args)
        };
        for (line, wanted) in [
            ("--target=wasm32-wasip1-threads a.c", sysroot::THREADS),
            ("-target wasm32-unknown-wasi-threads a.c", sysroot::THREADS),
            ("--target=wasm32-wasip2 a.c", sysroot::NETWORK),
            (
                "--target=wasm32-wasip2 --target=wasm32-wasip1 a.c",
                sysroot::TARGET,
            ),
        ] {
            assert_eq!(target(line), Some(wanted), "{line}");
        }
        assert_eq!(target("--target=x86_64-linux-gnu a.c"), None);
        assert_eq!(target("a.c"), None);
    }
}
