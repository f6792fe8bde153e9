//! The pages under `docs/` that are generated.

use crate::layout::Layout;
use crate::table::{Status, Syscall, Table};
use anyhow::Result;
use std::path::PathBuf;

/// Every generated page, with what it has to hold.
pub fn generated(layout: &Layout) -> Result<Vec<(PathBuf, String)>> {
    let table = Table::load(&layout.syscall_table())?;
    Ok(vec![(layout.docs().join("syscalls.md"), syscalls(&table))])
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
         thing. `wasi-cc` says so when a program that it links reaches one.\n",
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
    page += "\n## Refused\n\n| Call | Error | Why | Instead |\n|---|---|---|---|\n";
    for syscall in table.refused() {
        page += &format!(
            "| {} | `{}` | {} | {} |\n",
            prototype(syscall),
            syscall.errno.as_deref().unwrap_or_default(),
            cell(syscall.reason.as_deref()),
            cell(syscall.instead.as_deref())
        );
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

fn cell(text: Option<&str>) -> String {
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
             [[syscall]]\nname='fork'\nnumber=5\nstatus='refused'\nerrno='ENOSYS'\nreason='no'\n",
        )
        .unwrap();
        let page = syscalls(&table);
        assert!(
            page.contains("| `close(int fd)` | real | `fd_close` | a \\| b |"),
            "{page}"
        );
        let refused = page.split("## Refused").nth(1).unwrap();
        assert!(
            refused.contains("| `fork(void)` | `ENOSYS` | no |  |"),
            "{page}"
        );
    }
}
