//! Configure scripts made by metaconfig, such as Perl's. They read no variables, search this
//! machine's directories for libraries and headers, and run `nm` to list the functions of
//! the C library. These are the arguments that such a script needs instead. They come first,
//! so that the caller's override them.

use super::{environment, options};
use anyhow::Result;
use wasi_ld::sysroot::Sysroot;

/// Whether metaconfig made this script.
pub fn is_by(text: &str) -> bool {
    text.contains("[metaconfig ")
}

pub fn settings(sysroot: &Sysroot, script: &str) -> Result<Vec<String>> {
    let root = sysroot.root();
    let lib = sysroot.lib();
    let bin = root.join("bin");
    let tool = |name| environment::word(&bin, name).display().to_string();
    let mut settings = vec![
        format!("-Dcc={} {}", tool("wasi-cc"), options()?.join(" ")),
        format!("-Dar={}", tool("wasi-ar")),
        format!("-Dnm={}", tool("wasi-nm")),
        format!("-Dranlib={}", tool("wasi-ranlib")),
        format!("-Dprefix={}", root.display()),
        format!("-Dusrinc={}", root.join("include/wasm32-wasip1").display()),
        "-Dlocincpth= ".to_owned(),
        format!("-Dlibpth={}", lib.display()),
        format!("-Dglibpth={}", lib.display()),
        "-Dloclibpth= ".to_owned(),
        "-Dplibpth= ".to_owned(),
        "-Dosname=wasi".to_owned(),
        "-Uosvers=".to_owned(),
        "-Dhintfile=none".to_owned(),
        "-Darchname=wasm32-wasi".to_owned(),
        // As a hints file for a system with a modern compiler and allocator says.
        "-Doptimize=-O2".to_owned(),
        "-Dusemymalloc=n".to_owned(),
        // Find functions by linking programs, not by listing symbols.
        "-Uusenm".to_owned(),
        "-Uusedl".to_owned(),
        // The default, for this machine's system, would be the path of wasi-run.
        "-Ud_procselfexe".to_owned(),
    ];
    // The probe finds a function without its header, but a program needs the declaration.
    settings.push(match script.contains("posthint") {
        true => "-Accflags=-D_GNU_SOURCE".to_owned(),
        false => "-Dccflags=-D_GNU_SOURCE".to_owned(),
    });
    // Perl needs a Perl that can start programs to build itself. Its way to cross-compile
    // builds a native one from the same sources. Only that part of it is needed, because
    // probes run here.
    if script.contains("hostperl") {
        settings.extend([
            "-Dusecrosscompile=yes".to_owned(),
            "-Dtargetarch=wasm32-wasi".to_owned(),
            "-Adefine:usecrosscompile=undef".to_owned(),
            // Without fork, it expects a system that starts programs in another way.
            "-Dd_fork".to_owned(),
        ]);
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metaconfig_signs_its_scripts() {
        assert!(is_by("# Generated using [metaconfig 3.5 PL0]\n"));
        assert!(is_by(
            "# Generated on Mon Jan 1 1990 [metaconfig 3.0 PL70]\n"
        ));
        assert!(!is_by("# run metaconfig first\n"));
    }
}
