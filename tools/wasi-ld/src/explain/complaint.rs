//! Explains wasm-ld's messages about the command line and files, with a remedy.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Arguments that wasm-ld does not know and that change the program: they are not dropped.
const ARGUMENTS: &[(&str, &str)] = &[
    (
        "--defsym",
        "wasm-ld cannot define symbols; in C, __attribute__((alias)) makes an alias",
    ),
    ("-T", SCRIPT),
    ("--script", SCRIPT),
    ("-Ttext", PLACE),
    ("-Tdata", PLACE),
    ("-Tbss", PLACE),
    ("--section-start", PLACE),
    ("--image-base", PLACE),
    (
        "-b",
        "wasm-ld reads object files only; C23's `#embed` puts other files into a program",
    ),
    (
        "--format",
        "wasm-ld reads object files only; C23's `#embed` puts other files into a program",
    ),
    ("--oformat", "wasm-ld writes WebAssembly modules only"),
];

const SCRIPT: &str = "wasm-ld does not read linker scripts; it lays out the module's one memory \
                      itself: leave the option out";
const PLACE: &str = "WebAssembly code has no address; --global-base=N moves the data";

/// For a file of the sysroot that was looked for elsewhere.
const ELSEWHERE: &str = "the C library is in the sysroot, where this link does not search: leave \
                         out --sysroot and --target, which wasi-cc sets itself";

/// The explanation of one line of wasm-ld, for the user. `own`: the directory of the sysroot's
/// libraries.
pub fn explanation(line: &str, own: &Path) -> Option<String> {
    if let Some((_, argument)) = line.split_once("unknown argument: ") {
        let name = argument.split('=').next().unwrap_or_default();
        let mut known = ARGUMENTS.iter().rev();
        let (_, why) = known.find(|(known, _)| match known.starts_with("--") {
            true => name == *known,
            false => name.starts_with(known),
        })?;
        return Some(format!("`{argument}`: {why}"));
    }
    if let Some((_, library)) = line.split_once("unable to find library -l") {
        if own.join(format!("lib{library}.a")).is_file() {
            return Some(ELSEWHERE.to_owned());
        }
        return Some(format!(
            "library `{library}` is neither in the sysroot nor in a directory of -L: build it with \
             wasi-configure, wasi-make, wasi-cmake or wasi-meson and install it into the sysroot"
        ));
    }
    if let Some((_, file)) = line.split_once("unknown file type: ") {
        return Some(format!("{file} {}", kind(Path::new(file))?));
    }
    if let Some((_, rest)) = line.split_once("cannot open crt1")
        && let Some((name, _)) = rest.split_once(".o:")
        && own.join(format!("crt1{name}.o")).is_file()
    {
        return Some(ELSEWHERE.to_owned());
    }
    if line.contains("cannot open") && line.contains("libclang_rt.profile") {
        return Some(
            "profiling and coverage need a runtime that WASI does not have: leave out --coverage \
             and -fprofile-*"
                .to_owned(),
        );
    }
    None
}

/// The kind of a file that wasm-ld cannot read.
fn kind(file: &Path) -> Option<String> {
    let mut start = Vec::new();
    File::open(file)
        .ok()?
        .take(4096)
        .read_to_end(&mut start)
        .ok()?;
    const ELF: &[u8] = b"\x7fELF";
    const MACH_O: [&[u8]; 2] = [b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"];
    let again = "compile it again with wasi-cc; `make clean` removes the files of another build";
    if start.starts_with(ELF) || MACH_O.iter().any(|magic| start.starts_with(magic)) {
        return Some(format!("is for another machine: {again}"));
    }
    if start.is_empty() {
        return Some(format!("is empty: {again}"));
    }
    let text = String::from_utf8(start).ok()?;
    let is_script = ["INPUT", "GROUP", "OUTPUT_FORMAT", "SECTIONS"]
        .iter()
        .any(|command| text.contains(command));
    is_script.then(|| {
        "is a script of GNU ld, which wasm-ld does not read: name the libraries in it by -l instead"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_sysroot_are_not_to_be_built() {
        let own = tempfile::tempdir().expect("a directory");
        for name in ["libm.a", "crt1-reactor.o"] {
            std::fs::write(own.path().join(name), "").expect("a file");
        }
        let says = |line: &str| explanation(line, own.path()).unwrap_or_default();
        let about_m = says("wasm-ld: error: unable to find library -lm");
        assert!(about_m.contains("leave out --sysroot"), "{about_m}");
        let about_start = says("wasm-ld: error: cannot open crt1-reactor.o: No such file");
        assert_eq!(about_start, about_m);
        assert_eq!(says("wasm-ld: error: cannot open crt1.o: No such file"), "");
        assert!(says("wasm-ld: error: unable to find library -lz").contains("build it"));
    }

    #[test]
    fn arguments_and_libraries_are_explained() {
        let explanation = |line: &str| explanation(line, Path::new("/nowhere"));
        let says = |line: &str, what: &str| {
            let text = explanation(line).unwrap_or_default();
            assert!(text.contains(what), "{line}: {text}");
        };
        says("wasm-ld: error: unknown argument: --defsym=a=b", "alias");
        says("wasm-ld: error: unknown argument: -T", "linker script");
        says("wasm-ld: error: unknown argument: -Ttext=0", "no address");
        says(
            "wasm-ld: error: unable to find library -lncurses",
            "`ncurses`",
        );
        says(
            "wasm-ld: error: cannot open /x/libclang_rt.profile.a: No such file",
            "--coverage",
        );
        assert_eq!(
            explanation("wasm-ld: error: unknown argument: --trace-symbol"),
            None
        );
        assert_eq!(
            explanation("wasm-ld: error: cannot open x.o: No such file"),
            None
        );
    }

    #[test]
    fn files_of_other_machines_are_known() {
        let folder = tempfile::tempdir().expect("a directory");
        let says = |content: &[u8], what: Option<&str>| {
            let path = folder.path().join("x.o");
            std::fs::write(&path, content).expect("a file");
            let line = format!("wasm-ld: error: unknown file type: {}", path.display());
            let text = explanation(&line, Path::new("/nowhere"));
            match what {
                Some(what) => assert!(text.clone().unwrap_or_default().contains(what), "{text:?}"),
                None => assert_eq!(text, None),
            }
        };
        says(b"\x7fELF\x02\x01", Some("another machine"));
        says(b"\xcf\xfa\xed\xfe\x07", Some("another machine"));
        says(b"", Some("is empty"));
        says(
            b"/* GNU ld script */ GROUP ( libx.so.6 )",
            Some("script of GNU ld"),
        );
        says(b"\0\x01\x02", None);
        says(b"int main;\n", None);
    }
}
