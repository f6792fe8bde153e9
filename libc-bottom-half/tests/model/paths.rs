//! Paths: their places in a tree of directories, files and symbolic links, with parts from
//! different preopened directories.

use std::collections::BTreeMap;

use libc_bottom_half::abi::fcntl::{
    AT_FDCWD, AT_SYMLINK_NOFOLLOW, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR,
};
use libc_bottom_half::abi::stat::{S_IFDIR, S_IFLNK, S_IFREG};
use libc_bottom_half::errno::{Errno, Result};
use libc_bottom_half::wasi::fake;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::kernel;

/// The directories of the host, and their places for the program. No file of the host is
/// hidden by another preopened directory, which the host would not know.
const LAYOUTS: [&[(&str, &str)]; 4] = [
    &[("/disk", "/")],
    &[("/disk", "/"), ("/other", "/data")],
    &[("/disk", "/home/u"), ("/other", "/data")],
    &[("/disk", "/"), ("/other", "/a/data")],
];

#[derive(Clone, Debug)]
enum Kind {
    Folder,
    File,
    Link(String),
}

#[derive(Clone, Debug)]
enum Call {
    /// `fstatat`, from the working directory or an opened one.
    Stat(Option<String>, String, bool),
    Open(String, i32),
    Mkdir(String),
    Readlink(String),
    Chdir(String),
}

fn path() -> impl Strategy<Value = String> {
    let names = vec![
        "a", "a", "b", "c", "l", "m", "data", "..", "..", ".", "", "home", "u",
    ];
    let names = vec(select(names), 1..6).prop_map(|names| names.join("/"));
    (
        select(vec!["", "", "/"]),
        names,
        select(vec!["", "", "", "/"]),
    )
        .prop_map(|(start, names, end)| [start, &names, end].concat())
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        3 => Just(Kind::Folder),
        2 => Just(Kind::File),
        3 => path().prop_filter("POSIX has no empty link", |path| !path.is_empty())
            .prop_map(Kind::Link),
    ]
}

fn call() -> impl Strategy<Value = Call> {
    let flags = select(vec![
        O_RDONLY,
        O_RDWR,
        O_RDONLY | O_DIRECTORY,
        O_RDONLY | O_NOFOLLOW,
        O_RDWR | O_CREAT,
        O_RDWR | O_CREAT | O_EXCL,
    ]);
    prop_oneof![
        6 => (proptest::option::of(path()), path(), any::<bool>())
            .prop_map(|(folder, path, follow)| Call::Stat(folder, path, follow)),
        5 => (path(), flags).prop_map(|(path, flags)| Call::Open(path, flags)),
        2 => path().prop_map(Call::Mkdir),
        2 => path().prop_map(Call::Readlink),
        2 => path().prop_map(Call::Chdir),
    ]
}

struct Node {
    parent: usize,
    kind: Kind,
    entries: BTreeMap<String, usize>,
    /// Its place on the host; a place on the way to a preopened directory need not exist
    /// there.
    host: Option<String>,
}

struct Model {
    nodes: Vec<Node>,
    working: usize,
}

const ROOT: usize = 0;

/// The place of a path: an entry of a directory, which may not exist.
struct Place {
    parent: usize,
    name: String,
    node: Option<usize>,
    /// Whether the path requires a directory.
    slash: bool,
}

impl Model {
    fn new(layout: &[(&str, &str)]) -> Self {
        let root = Node {
            parent: ROOT,
            kind: Kind::Folder,
            entries: BTreeMap::new(),
            host: None,
        };
        let mut model = Self {
            nodes: vec![root],
            working: ROOT,
        };
        for (host, guest) in layout {
            let mut here = ROOT;
            for name in guest.split('/').filter(|name| !name.is_empty()) {
                here = match model.nodes[here].entries.get(name) {
                    Some(&node) => node,
                    None => model.add(here, name, Kind::Folder, None),
                };
            }
            model.nodes[here].host = Some((*host).to_owned());
        }
        model
    }

    fn add(&mut self, parent: usize, name: &str, kind: Kind, host: Option<String>) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node {
            parent,
            kind,
            entries: BTreeMap::new(),
            host,
        });
        self.nodes[parent].entries.insert(name.to_owned(), node);
        node
    }

    /// Creates a file in a directory of the host.
    fn make(&mut self, parent: usize, name: &str, kind: Kind) -> Option<usize> {
        let host = format!("{}/{name}", self.nodes[parent].host.as_ref()?);
        Some(self.add(parent, name, kind, Some(host)))
    }

    /// Looks a path up as a kernel does.
    fn look_up(&self, start: usize, path: &str, follow: bool) -> Result<Place> {
        if path.is_empty() {
            return Err(Errno::NOENT);
        }
        let mut here = if path.starts_with('/') { ROOT } else { start };
        let slash = path.ends_with('/');
        let names = |path: &str| -> Vec<String> {
            let names = path.split('/').filter(|name| !name.is_empty());
            names.rev().map(str::to_owned).collect()
        };
        let mut todo = names(path);
        let mut slash_after = slash;
        let mut links = 0;
        while let Some(name) = todo.pop() {
            let Kind::Folder = self.nodes[here].kind else {
                return Err(Errno::NOTDIR);
            };
            match name.as_str() {
                "." => continue,
                ".." => {
                    here = self.nodes[here].parent;
                    continue;
                }
                _ => {}
            }
            let node = self.nodes[here].entries.get(&name).copied();
            let last = todo.is_empty();
            if let Some(Kind::Link(target)) = node.map(|node| &self.nodes[node].kind)
                && (!last || follow || slash_after)
            {
                links += 1;
                if links > 40 {
                    return Err(Errno::LOOP);
                }
                slash_after |= last && target.ends_with('/');
                if target.starts_with('/') {
                    here = ROOT;
                }
                todo.extend(names(target));
                continue;
            }
            if last {
                if let (true, Some(node)) = (slash_after, node)
                    && !matches!(self.nodes[node].kind, Kind::Folder)
                {
                    return Err(Errno::NOTDIR);
                }
                let (parent, slash) = (here, slash_after);
                return Ok(Place {
                    parent,
                    name,
                    node,
                    slash,
                });
            }
            here = node.ok_or(Errno::NOENT)?;
        }
        let Kind::Folder = self.nodes[here].kind else {
            return Err(Errno::NOTDIR);
        };
        Ok(Place {
            parent: here,
            name: String::new(),
            node: Some(here),
            slash: true,
        })
    }

    fn find(&self, start: usize, path: &str, follow: bool) -> Result<usize> {
        self.look_up(start, path, follow)?.node.ok_or(Errno::NOENT)
    }

    /// Whether the host has it: a place on the way to a preopened directory may not exist.
    fn is_real(&self, node: usize) -> bool {
        self.nodes[node].host.is_some()
    }

    /// Whether it is a preopened directory. If a link leads to its name, the host sees no
    /// file there, and would create one that is then hidden.
    fn is_preopened(&self, node: usize) -> bool {
        let Node { parent, host, .. } = &self.nodes[node];
        let above = self.nodes[*parent].host.as_deref();
        match (
            above,
            host.as_deref().and_then(|host| host.rsplit_once('/')),
        ) {
            (Some(above), Some((folder, _))) => above != folder,
            _ => true,
        }
    }

    fn type_of(&self, node: usize) -> u32 {
        match self.nodes[node].kind {
            Kind::Folder => S_IFDIR,
            Kind::File => S_IFREG,
            Kind::Link(_) => S_IFLNK,
        }
    }

    /// The type of the file there, and the host's number of it.
    fn status(&self, node: usize) -> (u32, u64) {
        let path = self.nodes[node].host.as_deref().unwrap_or("/nowhere");
        let number = fake::host(|host| host.at(path)).expect("it was made there");
        (self.type_of(node), number as u64)
    }

    fn open(&mut self, path: &str, flags: i32) -> Option<Result<usize>> {
        let follow = flags & O_NOFOLLOW == 0 && flags & O_EXCL == 0;
        let place = match self.look_up(self.working, path, follow) {
            Ok(place) => place,
            Err(error) => return Some(Err(error)),
        };
        let create = flags & O_CREAT != 0;
        let Some(node) = place.node else {
            return match (create, place.slash) {
                (false, _) => Some(Err(Errno::NOENT)),
                // Linux: EISDIR. POSIX leaves it open.
                (true, true) => None,
                (true, false) => self.make(place.parent, &place.name, Kind::File).map(Ok),
            };
        };
        if !self.is_real(node) {
            return None;
        }
        Some(match &self.nodes[node].kind {
            // For an existing directory, two errors are possible.
            Kind::Folder if create => return None,
            _ if flags & O_EXCL != 0 => Err(Errno::EXIST),
            Kind::Folder if flags & O_RDWR == O_RDWR => Err(Errno::ISDIR),
            Kind::File if flags & O_DIRECTORY != 0 => Err(Errno::NOTDIR),
            Kind::Link(_) => Err(Errno::LOOP),
            _ => Ok(node),
        })
    }

    fn mkdir(&mut self, path: &str) -> Option<Result<usize>> {
        // A symbolic link at the end is not followed, whatever comes after it.
        match self.look_up(self.working, path, false) {
            Err(error) => Some(Err(error)),
            Ok(Place {
                node: Some(node), ..
            }) => {
                let seen = self.is_real(node) && !self.is_preopened(node);
                seen.then_some(Err(Errno::EXIST))
            }
            Ok(place) => self.make(place.parent, &place.name, Kind::Folder).map(Ok),
        }
    }

    fn name_of(&self, node: usize) -> String {
        let mut names = Vec::new();
        let mut here = node;
        while here != ROOT {
            let parent = self.nodes[here].parent;
            let mut entries = self.nodes[parent].entries.iter();
            let (name, _) = entries
                .find(|&(_, &entry)| entry == here)
                .expect("it is in it");
            names.push(name.clone());
            here = parent;
        }
        names.reverse();
        format!("/{}", names.join("/"))
    }

    fn step(&mut self, call: &Call) -> std::result::Result<(), TestCaseError> {
        match call {
            Call::Stat(folder, path, follow) => {
                let mut start = (AT_FDCWD, self.working);
                if let Some(folder) = folder {
                    let node = self.find(self.working, folder, true);
                    let is_real = node.is_ok_and(|node| self.is_real(node));
                    let (Ok(node), true) = (node, is_real) else {
                        return Ok(());
                    };
                    let fd = kernel::openat(AT_FDCWD, folder, O_RDONLY | O_DIRECTORY);
                    let (Ok(fd), Kind::Folder) = (fd, &self.nodes[node].kind) else {
                        return Ok(());
                    };
                    start = (fd, node);
                }
                let wanted = self.find(start.1, path, *follow);
                let flags = if *follow { 0 } else { AT_SYMLINK_NOFOLLOW };
                let done = kernel::fstatat(start.0, path, flags);
                if start.0 != AT_FDCWD {
                    let _ = kernel::close(start.0);
                }
                if wanted.is_ok_and(|node| !self.is_real(node)) {
                    return Ok(());
                }
                let done = done.map(|stat| (stat.st_mode & 0o170_000, stat.st_ino));
                let wanted = wanted.map(|node| self.status(node));
                prop_assert_eq!(done, wanted, "{:?}", call);
            }
            Call::Open(path, flags) => {
                let Some(wanted) = self.open(path, *flags) else {
                    return Ok(());
                };
                let done = kernel::openat(AT_FDCWD, path, *flags);
                prop_assert_eq!(done.map(|_| ()), wanted.map(|_| ()), "{:?}", call);
                if let (Ok(fd), Ok(node)) = (done, wanted) {
                    let stat = kernel::fstat(fd).expect("it is open");
                    prop_assert_eq!(stat.st_ino, self.status(node).1, "{:?}", call);
                    prop_assert_eq!(kernel::close(fd), Ok(0));
                }
            }
            Call::Mkdir(path) => {
                let Some(wanted) = self.mkdir(path) else {
                    return Ok(());
                };
                let done = kernel::mkdirat(AT_FDCWD, path);
                prop_assert_eq!(done.map(|_| ()), wanted.map(|_| ()), "{:?}", call);
            }
            Call::Readlink(path) => {
                let node = self.find(self.working, path, false);
                if node.is_ok_and(|node| !self.is_real(node)) {
                    return Ok(());
                }
                let wanted = node.and_then(|node| match &self.nodes[node].kind {
                    Kind::Link(target) => Ok(target.clone()),
                    _ => Err(Errno::INVAL),
                });
                prop_assert_eq!(kernel::readlinkat(AT_FDCWD, path), wanted, "{:?}", call);
            }
            Call::Chdir(path) => {
                let node = self.find(self.working, path, true);
                let wanted = node.and_then(|node| match self.nodes[node].kind {
                    Kind::Folder => Ok(node),
                    _ => Err(Errno::NOTDIR),
                });
                let done = kernel::chdir(path);
                prop_assert_eq!(done.map(|_| ()), wanted.map(|_| ()), "{:?}", call);
                self.working = wanted.unwrap_or(self.working);
                prop_assert_eq!(kernel::getcwd(), self.name_of(self.working), "{:?}", call);
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(crate::config(1))]

    #[test]
    fn paths_lead_where_a_kernel_leads_them(
        layout in select(&LAYOUTS[..]),
        escape in select(vec![Errno::PERM, Errno::NOTCAPABLE]),
        tree in vec((any::<prop::sample::Index>(), select(vec!["a", "b", "c", "l", "m"]), kind()), 0..16),
        calls in vec(call(), 1..24),
        draws in option::of(any::<i32>()),
    ) {
        let mut model = Model::new(layout);
        fake::set_up(|host| {
            host.escape = escape;
            host.draws = draws;
            for (path, name) in layout {
                host.preopen(path, name);
            }
            for (folder, name, kind) in &tree {
                let folders: Vec<usize> = (0..model.nodes.len())
                    .filter(|&node| matches!(model.nodes[node].kind, Kind::Folder))
                    .collect();
                let parent = folders[folder.index(folders.len())];
                if model.nodes[parent].entries.contains_key(*name) {
                    continue;
                }
                let Some(node) = model.make(parent, name, kind.clone()) else { continue };
                let path = model.nodes[node].host.as_deref().expect("it was just made");
                match kind {
                    Kind::Folder => host.make_folders(path),
                    Kind::File => host.file(path, b""),
                    Kind::Link(target) => host.link(path, target),
                };
            }
        });
        for call in &calls {
            model.step(call)?;
        }
        prop_assert!(!fake::host(|host| host.escaped), "a path left its preopened directory");
    }
}
