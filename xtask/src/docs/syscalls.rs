//! The behaviour of each system call: `docs/syscalls.md`, which lists them all, and a page
//! for each area in `docs/syscalls/`.

use crate::layout::Layout;
use crate::table::{Area, Status, Syscall, Table};
use std::path::PathBuf;

const SOURCE: &str =
    "<!-- Generated from libc-bottom-half/syscalls.toml by `cargo xtask tidy --write`. -->";

pub fn pages(layout: &Layout, table: &Table) -> Vec<(PathBuf, String)> {
    let mut pages = vec![(layout.docs().join("syscalls.md"), contents(table))];
    for (area, file, title) in Area::ALL {
        let path = layout.docs().join("syscalls").join(file);
        pages.push((path, page(table, area, title)));
    }
    pages
}

/// The link to a call's entry, relative to `docs/`.
pub fn link(syscall: &Syscall) -> String {
    let page = syscall.area.page();
    format!("[{0}](syscalls/{page}#{0})", syscall.name)
}

/// `docs/syscalls.md`.
fn contents(table: &Table) -> String {
    let count = |status| {
        let all = table.syscalls.iter();
        all.filter(|syscall| syscall.status == status).count()
    };
    let mut page = format!(
        "{SOURCE}\n\n\
         # System calls\n\n\
         The C library makes {} Linux system calls. Each is a function of the bottom half, \
         `__sys_<name>`. For the functions of C, see [functions.md](functions.md).\n\n\
         - **Real** ({}): WASI does it.\n\
         - **Emulated** ({}): the library does it inside the module.\n\
         - **Refused** ({}): it always fails, because WASI has no such thing. `wasi-cc` says so \
         when it links a program that reaches one.\n\n\
         The entries say what differs from Linux. These words come up in many of them:\n\n\
         - **The host's** files, streams and sockets are the runtime's, reached through WASI. \
         Pipes, memfds, sockets of the program and the like are **of this process**: they exist \
         inside the module, and no other process sees them.\n\
         - **Blocking forever.** There is one process with one thread. If a call waits for \
         something that only the program itself could do, the wait never ends, unless the handler \
         of a timer does it. Such a wait fails with `EDEADLK`, or traps with a message. \
         [undefined.md](undefined.md) lists these waits.\n\
         - **A descriptor table** is linked into a program that calls `dup`, `pipe`, `chmod`, \
         `umask`, `setrlimit` or another function that needs one. Any other program uses the \
         host's descriptors as they are, and is smaller.\n",
        table.syscalls.len(),
        count(Status::Real),
        count(Status::Emulated),
        count(Status::Refused),
    );
    for (area, file, title) in Area::ALL {
        let (refused, done): (Vec<&Syscall>, Vec<&Syscall>) = of(table, area)
            .into_iter()
            .partition(|syscall| syscall.status == Status::Refused);
        let links = |calls: &[&Syscall]| {
            let links: Vec<String> = calls.iter().map(|syscall| link(syscall)).collect();
            links.join(", ")
        };
        page += &format!("\n## [{title}](syscalls/{file})\n\n{}.\n", links(&done));
        if !refused.is_empty() {
            page += &format!("\nRefused: {}.\n", links(&refused));
        }
    }
    page += "\n\
             ## Configure probes\n\n\
             A configure script does not find a function that makes a refused call, so the package \
             uses its fallback. It does find these:\n\n";
    for syscall in table.refused() {
        if let Some(evidence) = &syscall.probe {
            page += &format!("- {}: {}\n", link(syscall), words(evidence));
        }
    }
    page
}

/// The calls of an area, by name.
fn of(table: &Table, area: Area) -> Vec<&Syscall> {
    let mut calls: Vec<&Syscall> = table
        .syscalls
        .iter()
        .filter(|syscall| syscall.area == area)
        .collect();
    calls.sort_by_key(|syscall| syscall.name.trim_start_matches('_'));
    calls
}

/// `docs/syscalls/<area>.md`.
fn page(table: &Table, area: Area, title: &str) -> String {
    let mut page = format!(
        "{SOURCE}\n\n# {title}\n\n[All system calls](../syscalls.md), with the meaning of *real*, \
         *emulated*, *refused* and *descriptor table*.\n"
    );
    for syscall in of(table, area) {
        page += &entry(table, syscall);
    }
    page
}

fn entry(table: &Table, syscall: &Syscall) -> String {
    let linked =
        |text: &Option<String>| linked(table, syscall, text.as_deref().unwrap_or_default());
    let mut entry = format!("\n## `{}`\n\n`{}`\n\n", syscall.name, prototype(syscall));
    if syscall.status == Status::Refused {
        entry += &format!(
            "**Refused**: fails with `{}`. {}\n\n{}\n",
            syscall.errno.as_deref().unwrap_or_default(),
            linked(&syscall.reason),
            advice(&linked(&syscall.instead)),
        );
        if syscall.service.is_some() {
            entry += &format!(
                "\nOn a host with [services](../host-services.md): {}\n",
                linked(&syscall.service)
            );
        }
        if syscall.checks.is_some() {
            entry += &format!(
                "\nChecked first, as on Linux: {}\n",
                linked(&syscall.checks)
            );
        }
    } else {
        let status = match syscall.status {
            Status::Real => "Real",
            _ => "Emulated",
        };
        let differs = match &syscall.differs {
            Some(_) => linked(&syscall.differs),
            None => "Nothing differs from Linux.".to_owned(),
        };
        entry += &format!("**{status}.** {differs}\n");
    }
    if !syscall.wasi.is_empty() {
        let imports: Vec<String> = syscall
            .wasi
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        entry += &format!("\nCan call {}.\n", imports.join(", "));
    }
    entry
}

/// The advice for a refused call.
pub fn advice(instead: &str) -> String {
    if instead.starts_with("There is nothing") {
        instead.to_owned()
    } else {
        format!("Instead: {instead}")
    }
}

fn prototype(syscall: &Syscall) -> String {
    let args = match syscall.args.as_slice() {
        [] => "void".to_owned(),
        args => args.join(", "),
    };
    format!("{}({args})", syscall.name)
}

/// Text in which the names of other calls are links.
fn linked(table: &Table, from: &Syscall, text: &str) -> String {
    let part = |(at, part): (usize, &str)| {
        let mut others = table
            .syscalls
            .iter()
            .filter(|other| other.name != from.name);
        match others.find(|other| at % 2 == 1 && other.name == part) {
            Some(to) if to.area == from.area => format!("[`{part}`](#{part})"),
            Some(to) => format!("[`{part}`]({}#{part})", to.area.page()),
            None if at % 2 == 1 => format!("`{part}`"),
            None => part.to_owned(),
        }
    };
    words(text).split('`').enumerate().map(part).collect()
}

/// Text on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table::parse(
            "[[syscall]]\nname='close'\nnumber=57\narea='files'\nargs=['int fd']\nstatus='real'\n\
             wasi=['fd_close']\ndiffers='As `dup` and `close`, `EBADF`.'\n\
             [[syscall]]\nname='dup'\nnumber=23\narea='io'\nstatus='emulated'\n\
             [[syscall]]\nname='fork'\nnumber=5\narea='files'\nstatus='refused'\nerrno='ENOSYS'\n\
             reason='No.'\ninstead='Use x.'\nchecks='Flags.'\nprobe='Because.'\n",
        )
        .unwrap()
    }

    #[test]
    fn an_entry_says_what_differs_and_leads_to_other_calls() {
        let page = page(&table(), Area::Files, "Files");
        let close = "\n## `close`\n\n`close(int fd)`\n\n**Real.** As [`dup`](io.md#dup) and \
                     `close`, `EBADF`.\n\nCan call `fd_close`.\n";
        let fork = "\n## `fork`\n\n`fork(void)`\n\n**Refused**: fails with `ENOSYS`. No.\n\n\
                    Instead: Use x.\n\nChecked first, as on Linux: Flags.\n";
        assert!(page.ends_with(&format!("{close}{fork}")), "{page}");
    }

    #[test]
    fn every_call_is_listed() {
        let page = contents(&table());
        assert!(page.contains(
            "## [Files](syscalls/files.md)\n\n[close](syscalls/files.md#close).\n\n\
             Refused: [fork](syscalls/files.md#fork).\n"
        ));
        assert!(page.contains("- [fork](syscalls/files.md#fork): Because.\n"));
    }
}
