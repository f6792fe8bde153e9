//! The README of each package, from what the package has.

use super::licences::LIST;
use super::{BELOW_PREFIX, MANUAL, RUN};
use crate::tree::Tree;
use anyhow::Result;

/// In the directory of an archive, and with the manual below a prefix.
pub const NAME: &str = "README";

const COMPILER: &str = "bin/wasi-cc";
const CLANG: &str = "share/wasi-cc/clang-version.txt";

/// The text for a tree that is complete except for it.
pub fn text(tree: &Tree) -> Result<String> {
    let below = format!("{BELOW_PREFIX}/");
    let is_below = tree.contains(&format!("{below}{CLANG}"));
    let sysroot = if is_below { &below } else { "" };
    let clang = match tree.contains(&format!("{sysroot}{CLANG}")) {
        true => Some(tree.read_text(&format!("{sysroot}{CLANG}"))?),
        false => None,
    };
    let clang = clang
        .as_deref()
        .and_then(|version| version.split('.').next());
    let has_compiler = tree.contains(COMPILER);
    let page = if has_compiler { "wasi-cc" } else { "wasi-run" };

    let mut paragraphs = vec![format!(
        "{} {}",
        if clang.is_some() {
            "wasi-sysroot"
        } else {
            "wasi-run"
        },
        env!("CARGO_PKG_VERSION")
    )];
    paragraphs.push(match clang {
        Some(_) => {
            "The C library, headers and start-up objects with which clang compiles ordinary\n\
                    C and C++ programs to WebAssembly, for any runtime of WASI preview 1."
                .to_owned()
        }
        None => "Runs WebAssembly programs for WASI preview 1 on this machine.".to_owned(),
    });
    if tree.contains(RUN) && !is_below {
        paragraphs.push(
            "This directory may lie anywhere. In this directory, put its bin on PATH:\n\n    \
             export PATH=$PWD/bin:$PATH"
                .to_owned(),
        );
    }
    paragraphs.push(match clang {
        Some(major) if has_compiler => format!(
            "wasi-cc compiles and wasi-run runs the program:\n\n    \
             wasi-cc hello.c -o hello.wasm\n    \
             wasi-run hello.wasm\n\n\
             wasi-cc starts the clang of this machine, of version {major} or newer. On Debian it is in\n\
             the packages clang-{major}, lld-{major} and llvm-{major}."
        ),
        Some(major) => format!(
            "Compile with clang {major} or newer, which needs compiler-rt's functions for WebAssembly,\n\
             and with this config file (on one line):\n\n    \
             clang-{major} --no-default-config --config=share/wasi-cc/wasm32-wasip1.cfg\n    \
             hello.c -o hello.wasm"
        ),
        None => "A program sees the directories that it is given:\n\n    \
                 wasi-run --dir . program.wasm"
            .to_owned(),
    });

    let mut places = Vec::new();
    if tree.contains(&format!("{MANUAL}/html/index.html")) {
        places.push(match is_below {
            true => "Manual:     html/index.html, beside this file".to_owned(),
            false => format!("Manual:     {MANUAL}/html/index.html"),
        });
    }
    if tree.contains(&format!("share/man/man1/{page}.1")) {
        places.push(match is_below {
            true => format!("Man pages:  man {page}"),
            false => format!("Man pages:  man -M share/man {page}"),
        });
    }
    places.push(match is_below {
        true => format!("Licences:   {below}{LIST}, below the prefix"),
        false => format!("Licences:   {LIST}"),
    });
    paragraphs.push(places.join("\n"));
    Ok(paragraphs.join("\n\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(paths: &[&str]) -> String {
        let mut tree = Tree::default();
        for path in paths {
            tree.bytes(*path, "22.1.8\n");
        }
        text(&tree).unwrap()
    }

    #[test]
    fn each_package_is_told_what_it_has() {
        let html = format!("{MANUAL}/html/index.html");
        let (page, run_page) = ("share/man/man1/wasi-cc.1", "share/man/man1/wasi-run.1");

        let full = said(&[CLANG, COMPILER, RUN, page, &html]);
        assert!(full.starts_with("wasi-sysroot "), "{full}");
        for part in [
            "$PWD/bin",
            "wasi-cc hello.c",
            "clang-22, lld-22",
            "man -M share/man wasi-cc",
            &html,
        ] {
            assert!(full.contains(part), "{part}: {full}");
        }

        let sysroot = said(&[CLANG]);
        assert!(
            sysroot.contains("clang-22 --no-default-config"),
            "{sysroot}"
        );
        for part in ["PATH", "wasi-cc hello.c", "html", "man -M"] {
            assert!(!sysroot.contains(part), "{part}: {sysroot}");
        }

        let run = said(&[RUN, run_page]);
        assert!(run.starts_with("wasi-run "), "{run}");
        assert!(run.contains("man -M share/man wasi-run"), "{run}");
        assert!(!run.contains("clang"), "{run}");

        let clang = format!("{BELOW_PREFIX}/{CLANG}");
        let below = said(&[&clang, COMPILER, RUN, page, &html]);
        assert!(below.contains("man wasi-cc\n"), "{below}");
        assert!(below.contains("html/index.html, beside"), "{below}");
        assert!(!below.contains("PATH"), "{below}");
    }
}
