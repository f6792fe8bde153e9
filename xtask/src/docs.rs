//! The pages under `docs/` that are generated.

mod overlay;

use crate::layout::Layout;
use crate::port;
use crate::table::{Status, Syscall, Table};
use crate::test::abi::exceptions::{Exception, Exceptions, Kind};
use crate::test::engine;
use anyhow::Result;
use std::path::PathBuf;

/// Every generated page, with what it has to hold.
pub fn generated(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let table = Table::load(&layout.syscall_table())?;
    let exceptions = Exceptions::read(&layout.tests().join("abi"))?;
    let mut pages = overlay::pages(layout)?;
    pages.extend([
        (layout.docs().join("abi.md"), abi(&exceptions.exception)),
        (layout.docs().join("engines.md"), engine::page(layout)?),
        (layout.docs().join("ports.md"), port::page(layout)?),
        (layout.docs().join("syscalls.md"), syscalls(&table)),
    ]);
    Ok(pages)
}

/// `docs/abi.md`.
fn abi(exceptions: &[Exception]) -> String {
    let mut page = String::from(
        "<!-- Generated from tests/abi/exceptions.toml by `cargo xtask tidy --write`. -->\n\n\
         # The binary interface\n\n\
         Objects that were compiled against wasi-libc link with this library and run: \
         constants, the layouts of structures and the types of functions are wasi-libc's \
         (those of April 2026, in `tests/abi/`). `cargo xtask test abi` compares every one. \
         Where POSIX asks for something else, both are served:\n\n\
         - `clockid_t` is an integer, as POSIX wants; the functions that take one also accept \
         the address of wasi-libc's `_CLOCK_REALTIME` and `_CLOCK_MONOTONIC`.\n\
         - `open` without an access mode means `O_RDONLY`.\n\
         - `CLOCKS_PER_SEC` is 1,000,000. Our `<time.h>` gives `clock` another symbol, so that \
         old objects, which count nanoseconds, get nanoseconds.\n\
         - `sigset_t` holds 64 signals.\n\
         - Nothing needs `_WASI_EMULATED_*` or `-lwasi-emulated-*`: the macros do nothing and the \
         archives are empty.\n\n\
         What is different on purpose is all that follows; the test fails on any other \
         difference, and on a line here that is none.\n",
    );
    for (kind, title) in [
        (Kind::Constant, "Constants"),
        (Kind::Layout, "Layouts"),
        (Kind::Symbol, "Symbols"),
    ] {
        page +=
            &format!("\n## {title}\n\n| Name | Ours | wasi-libc's | Why |\n|---|---|---|---|\n");
        for exception in exceptions.iter().filter(|exception| exception.kind == kind) {
            page += &format!(
                "| `{}` | {} | {} | {} |\n",
                exception.name,
                cell(Some(&exception.ours)),
                cell(exception.theirs.as_deref()),
                cell(Some(&exception.reason))
            );
        }
    }
    page
}

/// `docs/syscalls.md`.
fn syscalls(table: &Table) -> String {
    let count = |status| {
        table
            .syscalls
            .iter()
            .filter(|syscall| syscall.status == status)
            .count()
    };
    let mut page = format!(
        "<!-- Generated from libc-bottom-half/syscalls.toml by `cargo xtask tidy --write`. -->\n\n\
         # System calls\n\n\
         The C library makes {} Linux system calls. Each is one function of the bottom half, \
         `__sys_<name>`, and one of:\n\n\
         - **real** ({}): WASI does it.\n\
         - **emulated** ({}): done inside the module; what differs from Linux stands here.\n\
         - **refused** ({}): always fails, with the error named here, because WASI has no such \
         thing; some look at their arguments first, and fail as Linux does for wrong ones. \
         `wasi-cc` says so when a program that it links reaches one.\n",
        table.syscalls.len(),
        count(Status::Real),
        count(Status::Emulated),
        count(Status::Refused),
    );
    page += "\n## Real and emulated\n\n\
             | Call | Status | WASI functions | What differs from Linux |\n|---|---|---|---|\n";
    for syscall in table.done() {
        let imports: Vec<String> = syscall
            .wasi
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        page += &format!(
            "| {} | {} | {} | {} |\n",
            prototype(syscall),
            syscall.status,
            imports.join(", "),
            cell(syscall.differs.as_deref())
        );
    }
    page += "\n## Refused\n\n| Call | Error | Looks first at | Why | Instead |\n|---|---|---|---|---|\n";
    for syscall in table.refused() {
        page += &format!(
            "| {} | `{}` | {} | {} | {} |\n",
            prototype(syscall),
            syscall.errno.as_deref().unwrap_or_default(),
            cell(syscall.checks.as_deref()),
            cell(syscall.reason.as_deref()),
            cell(syscall.instead.as_deref())
        );
    }
    page += "\n## Probes\n\nA configure probe does not find a \
             refused call, so that packages choose their fallbacks, except for these:\n\n\
             | Call | Why a probe finds it |\n|---|---|\n";
    for syscall in table.refused() {
        if let Some(evidence) = &syscall.probe {
            page += &format!("| `{}` | {} |\n", syscall.name, cell(Some(evidence)));
        }
    }
    page
}

fn prototype(syscall: &Syscall) -> String {
    let args = if syscall.args.is_empty() {
        "void".to_owned()
    } else {
        syscall.args.join(", ")
    };
    format!("`{}({args})`", syscall.name)
}

pub fn cell(text: Option<&str>) -> String {
    text.unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_on_the_page_under_its_status() {
        let table = Table::parse(
            "[[syscall]]\nname='close'\nnumber=57\nargs=['int fd']\nstatus='real'\nwasi=['fd_close']\n\
             differs='a | b'\n\
             [[syscall]]\nname='fork'\nnumber=5\nstatus='refused'\nerrno='ENOSYS'\nreason='no'\ninstead='x'\n",
        )
        .unwrap();
        let page = syscalls(&table);
        assert!(
            page.contains("| `close(int fd)` | real | `fd_close` | a \\| b |"),
            "{page}"
        );
        let refused = page.split("## Refused").nth(1).unwrap();
        assert!(
            refused.contains("| `fork(void)` | `ENOSYS` |  | no | x |"),
            "{page}"
        );
    }
}
