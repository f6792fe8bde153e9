//! The files of the in-memory host, and how it looks a path up.

use std::collections::BTreeMap;

use super::Host;
use crate::errno::{Errno, Result};
use crate::wasi::*;

pub type NodeId = usize;

/// The directory above all: no path of the host's own reaches beyond it.
pub const ROOT: NodeId = 0;

#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    pub links: u64,
    pub atim: Timestamp,
    pub mtim: Timestamp,
    pub ctim: Timestamp,
}

#[derive(Debug)]
pub enum Kind {
    File(Vec<u8>),
    Folder(BTreeMap<Vec<u8>, NodeId>),
    Link(Vec<u8>),
}

impl Node {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            links: 1,
            atim: 1,
            mtim: 2,
            ctim: 3,
        }
    }

    pub(super) fn folder() -> Self {
        Self::new(Kind::Folder(BTreeMap::new()))
    }

    pub(super) fn filetype(&self) -> Filetype {
        match self.kind {
            Kind::File(_) => Filetype::REGULAR_FILE,
            Kind::Folder(_) => Filetype::DIRECTORY,
            Kind::Link(_) => Filetype::SYMBOLIC_LINK,
        }
    }
}

/// The place of a path: an entry of a directory, which may not exist.
#[derive(Debug)]
pub(super) struct Found {
    pub parent: NodeId,
    /// Empty when the path is the directory it started from, or one above by `..`.
    pub name: Vec<u8>,
    pub node: Option<NodeId>,
    pub slash: bool,
}

impl Host {
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id]
    }

    pub(super) fn add(&mut self, parent: NodeId, name: &[u8], kind: Kind) -> NodeId {
        self.nodes.push(Node::new(kind));
        let id = self.nodes.len() - 1;
        self.entries_mut(parent).insert(name.to_vec(), id);
        id
    }

    pub(super) fn entries(&self, id: NodeId) -> Result<&BTreeMap<Vec<u8>, NodeId>> {
        match &self.nodes[id].kind {
            Kind::Folder(entries) => Ok(entries),
            _ => Err(Errno::NOTDIR),
        }
    }

    pub(super) fn entries_mut(&mut self, id: NodeId) -> &mut BTreeMap<Vec<u8>, NodeId> {
        match &mut self.nodes[id].kind {
            Kind::Folder(entries) => entries,
            _ => panic!("the test put something into a file"),
        }
    }

    /// Makes the directories of an absolute path, where they are missing.
    pub fn make_folders(&mut self, path: &str) -> NodeId {
        path.split('/')
            .filter(|name| !name.is_empty())
            .fold(ROOT, |parent, name| {
                match self.entries_mut(parent).get(name.as_bytes()) {
                    Some(&id) => id,
                    None => self.add(parent, name.as_bytes(), Kind::Folder(BTreeMap::new())),
                }
            })
    }

    /// Makes a file, and the directories above it.
    pub fn file(&mut self, path: &str, content: &[u8]) -> NodeId {
        let (folder, name) = path.rsplit_once('/').expect("an absolute path");
        let parent = self.make_folders(folder);
        self.add(parent, name.as_bytes(), Kind::File(content.to_vec()))
    }

    /// Makes a symbolic link, and the directories above it.
    pub fn link(&mut self, path: &str, target: &str) -> NodeId {
        let (folder, name) = path.rsplit_once('/').expect("an absolute path");
        let parent = self.make_folders(folder);
        self.add(parent, name.as_bytes(), Kind::Link(target.into()))
    }

    /// The file at an absolute path of the tree; symbolic links are not followed.
    pub fn at(&self, path: &str) -> Option<NodeId> {
        path.split('/')
            .filter(|name| !name.is_empty())
            .try_fold(ROOT, |id, name| {
                self.entries(id).ok()?.get(name.as_bytes()).copied()
            })
    }

    /// The content of the file at an absolute path.
    pub fn content(&self, path: &str) -> Option<&[u8]> {
        match &self.nodes[self.at(path)?].kind {
            Kind::File(content) => Some(content),
            _ => None,
        }
    }

    /// Looks `path` up as a host does: never above the directory of `fd`.
    pub(super) fn look_up(&mut self, fd: Fd, path: &[u8], follow: bool) -> Result<Found> {
        let base = self.node_of(fd)?;
        self.entries(base)?;
        if path.is_empty() {
            return Err(Errno::NOENT);
        }
        if path.contains(&0) {
            return Err(Errno::INVAL);
        }
        if path[0] == b'/' {
            self.escaped = true;
            return Err(self.escape);
        }
        let mut slash = path.ends_with(b"/");
        // The names still to do, the next one last.
        let mut names: Vec<Vec<u8>> = split(path);
        // The directories on the way, from `base` on.
        let mut way = vec![base];
        let mut links = 0;
        while let Some(name) = names.pop() {
            let here = way[way.len() - 1];
            self.entries(here)?;
            if name == b"." {
                continue;
            }
            if name == b".." {
                if way.len() == 1 {
                    self.escaped |= links == 0;
                    return Err(self.escape);
                }
                way.pop();
                continue;
            }
            if name.len() > 255 {
                return Err(Errno::NAMETOOLONG);
            }
            let node = self.entries(here)?.get(&name).copied();
            let last = names.is_empty();
            if let Some(Kind::Link(target)) = node.map(|id| &self.nodes[id].kind)
                && (!last || follow || slash)
            {
                links += 1;
                if links > 40 {
                    return Err(Errno::LOOP);
                }
                if target.starts_with(b"/") {
                    return Err(self.escape);
                }
                slash |= last && target.ends_with(b"/");
                names.extend(split(target));
                continue;
            }
            if last {
                if let (true, Some(id)) = (slash, node) {
                    self.entries(id)?;
                }
                return Ok(Found {
                    parent: here,
                    name,
                    node,
                    slash,
                });
            }
            way.push(node.ok_or(Errno::NOENT)?);
        }
        let here = way[way.len() - 1];
        self.entries(here)?;
        Ok(Found {
            parent: here,
            name: Vec::new(),
            node: Some(here),
            slash,
        })
    }
}

/// The names of a path in reverse order.
fn split(path: &[u8]) -> Vec<Vec<u8>> {
    path.split(|&byte| byte == b'/')
        .filter(|name| !name.is_empty())
        .map(<[u8]>::to_vec)
        .rev()
        .collect()
}
