//! The list of all parts with their licences.

use crate::crates::Metadata;
use crate::layout::Layout;
use crate::licences::notices;
use crate::sysroot::{self, cxx};
use crate::tree::Tree;
use anyhow::Result;

/// The list's name: a table with tabs between its columns.
pub const LIST: &str = "share/licenses/parts.tsv";

/// The notices of the crates in the tools.
const NOTICES: &str = "share/licenses/tools/NOTICES";

const TITLE: &str = "part\tversion\tlicence\tin\tnotice\n";
const RUST: &str = "MIT OR Apache-2.0";
const RUST_NOTICE: &str = "https://www.rust-lang.org/policies/licenses";

struct Part<'a> {
    name: &'a str,
    version: &'a str,
    licence: &'a str,
    within: &'a str,
    notice: &'a str,
}

impl Part<'_> {
    fn line(&self) -> String {
        let Self {
            name,
            version,
            licence,
            within,
            notice,
        } = self;
        format!("{name}\t{version}\t{licence}\t{within}\t{notice}\n")
    }
}

/// Adds the list of what a sysroot is made of, with the tools where it has them.
pub fn add(layout: &Layout, tree: &mut Tree) -> Result<()> {
    let clang = tree.read_text("share/wasi-cc/clang-version.txt")?;
    let musl = sysroot::musl_version(layout)?;
    let mut list = TITLE.to_owned() + &own("libc.a, include/, bin/, share/");
    for part in [
        Part {
            name: "musl",
            version: &musl,
            licence: "MIT",
            within: "libc.a, include/",
            notice: "musl/COPYRIGHT",
        },
        Part {
            name: "compiler-rt",
            version: clang.trim_end(),
            licence: "Apache-2.0 WITH LLVM-exception",
            within: "libclang_rt.builtins.a",
            notice: "https://llvm.org/LICENSE.txt",
        },
        Part {
            name: "rust-core",
            version: "-",
            licence: RUST,
            within: "libc.a",
            notice: RUST_NOTICE,
        },
    ] {
        list += &part.line();
    }
    if tree.contains(cxx::LICENCE) {
        list += &Part {
            name: "libcxx",
            version: &cxx::version(layout)?,
            licence: "Apache-2.0 WITH LLVM-exception",
            within: "libc++.a, libc++abi.a, include/c++/",
            notice: "libcxx/LICENSE.TXT",
        }
        .line();
    }
    if tree.contains(NOTICES) {
        list += &crates(&Metadata::read(layout)?, &["wasi-cc", "wasi-run"]);
    }
    tree.bytes(LIST, list);
    Ok(())
}

/// The same for `wasi-run` alone.
pub fn add_of_wasi_run(layout: &Layout, tree: &mut Tree) -> Result<()> {
    let metadata = Metadata::read(layout)?;
    let programs = ["wasi-run"];
    tree.bytes(NOTICES, notices(layout, &metadata, &programs)?);
    let list = TITLE.to_owned() + &own("bin/") + &crates(&metadata, &programs);
    tree.bytes(LIST, list);
    Ok(())
}

fn own(within: &str) -> String {
    Part {
        name: "wasi-sysroot",
        version: env!("CARGO_PKG_VERSION"),
        licence: env!("CARGO_PKG_LICENSE"),
        within,
        notice: "libc/LICENSE-MIT, libc/LICENSE-APACHE",
    }
    .line()
}

/// The crates that are linked into these programs.
fn crates(metadata: &Metadata, programs: &[&str]) -> String {
    let std = Part {
        name: "rust-std",
        version: "-",
        licence: RUST,
        within: "bin/",
        notice: RUST_NOTICE,
    };
    let mut list = std.line();
    for package in metadata.inside(programs) {
        list += &Part {
            name: &package.name,
            version: &package.version,
            licence: package.license.as_deref().unwrap_or("see its notice"),
            within: "bin/",
            notice: "tools/NOTICES",
        }
        .line();
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_each_part_with_a_licence() {
        let layout = Layout::find();
        let mut tree = Tree::default();
        tree.bytes("share/wasi-cc/clang-version.txt", "22.1.8\n");
        tree.bytes(NOTICES, "");
        tree.bytes(cxx::LICENCE, "");
        add(&layout, &mut tree).unwrap();
        let list = tree.read_text(LIST).unwrap();
        let mut names = Vec::new();
        for line in list.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 5, "{line}");
            assert!(fields.iter().all(|field| !field.is_empty()), "{line}");
            names.push(fields[0]);
        }
        for name in [
            "musl",
            "compiler-rt",
            "libcxx",
            "rust-core",
            "wasmtime",
            "anyhow",
        ] {
            assert!(names.contains(&name), "{name}");
        }
        add_of_wasi_run(&layout, &mut tree).unwrap();
        let list = tree.read_text(LIST).unwrap();
        assert!(list.contains("\nwasmtime\t"));
        assert!(!list.contains("\nmusl\t"));
    }
}
