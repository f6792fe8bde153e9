//! Configure scripts by metaconfig, Perl's for one: they read no variables, look for
//! libraries and headers in this machine's directories, and ask `nm` what the C library has.
//! What such a script is told instead, as the first of its arguments: the user's win.

use super::{OPTION, environment};
use wasi_ld::sysroot::Sysroot;

/// Whether metaconfig made this script.
pub fn is_by(text: &str) -> bool {
    text.contains("[metaconfig ")
}

pub fn settings(sysroot: &Sysroot, script: &str) -> Vec<String> {
    let root = sysroot.root();
    let lib = sysroot.lib();
    let bin = root.join("bin");
    let tool = |name| environment::word(&bin, name).display().to_string();
    let mut settings = vec![
        format!("-Dcc={} {OPTION}", tool("wasi-cc")),
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
        // As hints for a system with a compiler and an allocator of today have it.
        "-Doptimize=-O2".to_owned(),
        "-Dusemymalloc=n".to_owned(),
        // Programs are linked to find out what there is, not names listed.
        "-Uusenm".to_owned(),
        "-Uusedl".to_owned(),
        // That of this machine's system would be the path of wasi-run.
        "-Ud_procselfexe".to_owned(),
    ];
    // A function is found without its header, and has to be declared in it.
    settings.push(match script.contains("posthint") {
        true => "-Accflags=-D_GNU_SOURCE".to_owned(),
        false => "-Dccflags=-D_GNU_SOURCE".to_owned(),
    });
    // Perl builds itself with Perl, which starts programs: one for this machine, from the
    // same sources, as its own way to cross-compile has it. Probes run, so that nothing
    // else of that way is wanted: it ends where the programs begin.
    if script.contains("hostperl") {
        settings.extend([
            "-Dusecrosscompile=yes".to_owned(),
            "-Dtargetarch=wasm32-wasi".to_owned(),
            "-Adefine:usecrosscompile=undef".to_owned(),
            // Without fork it expects a system that starts programs in its own way.
            "-Dd_fork".to_owned(),
        ]);
    }
    settings
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
