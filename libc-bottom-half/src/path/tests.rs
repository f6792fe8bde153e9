//! Paths against single cases, and against a model of the whole.

use super::opened::remember;
use super::*;
use crate::wasi::fake::{Host, host, set_up};

const CWD: Fd = Fd(AT_FDCWD);

/// Where `at` leads: the inode, if something is there.
fn inode(dirfd: Fd, path: &str, last: Last) -> Result<u64> {
    at(dirfd, path.as_bytes(), last, |fd, path| {
        wasi::path_filestat_get(fd, last.lookupflags(), path).map(|stat| stat.ino)
    })
}

fn expect(path: &str, place: &str) {
    let wanted = host(|host| host.at(place)).expect(place);
    assert_eq!(inode(CWD, path, Last::Follow), Ok(wanted as u64), "{path}");
}

fn refused(path: &str, error: Errno) {
    assert_eq!(inode(CWD, path, Last::Follow), Err(error), "{path}");
}

fn working_folder() -> String {
    let mut buf = [0; PATH_MAX];
    let len = folder(BytesMut::of(&mut buf)).expect("it fits");
    String::from_utf8(buf[..len - 1].to_vec()).expect("the tests' names are UTF-8")
}

fn one_root(host: &mut Host) {
    host.file("/disk/a/b/f", b"");
    host.file("/disk/f", b"");
    host.preopen("/disk", "/");
}

fn two(host: &mut Host) {
    host.file("/x/f", b"");
    host.file("/x/d/g", b"");
    host.file("/y/f", b"");
    host.preopen("/x", "/data");
    host.preopen("/y", "/data/inner/most");
}

#[test]
fn names_of_a_path() {
    let all = |path: &'static str| {
        names(path.as_bytes())
            .map(<[u8]>::to_vec)
            .collect::<Vec<_>>()
    };
    assert_eq!(all("//a/./b/../c.//"), [&b"a"[..], b"b", b"..", b"c."]);
    assert!(all("/").is_empty() && all("").is_empty() && all("././/.").is_empty());
}

#[test]
fn an_empty_path_is_nothing() {
    set_up(one_root);
    refused("", Errno::NOENT);
}

#[test]
fn the_quick_way_takes_one_call_after_the_first() {
    set_up(one_root);
    expect("/a/b/f", "/disk/a/b/f");
    let before = host(|host| host.all_calls());
    expect("a/b/f", "/disk/a/b/f");
    expect("./a//b/../b/f", "/disk/a/b/f");
    assert_eq!(host(|host| host.all_calls()), before + 2);
}

#[test]
fn nothing_is_above_the_root() {
    set_up(one_root);
    expect("..", "/disk");
    expect("/../../a/../../f", "/disk/f");
    assert!(!host(|host| host.escaped));
}

#[test]
fn without_folders_nothing_exists() {
    set_up(|_| ());
    refused("f", Errno::NOENT);
    refused("/", Errno::NOENT);
    refused("a/../b", Errno::NOENT);
}

#[test]
fn the_innermost_folder_wins() {
    set_up(two);
    expect("/data/f", "/x/f");
    expect("/data/inner/most/f", "/y/f");
    expect("/data/inner/most", "/y");
    expect("/data/", "/x");
    refused("/datax/f", Errno::NOENT);
    refused("/dat", Errno::NOENT);
}

#[test]
fn parents_cross_folders() {
    set_up(two);
    expect("/data/inner/most/../../f", "/x/f");
    expect("/data/../data/d/../f", "/x/f");
    refused("/data/../x/f", Errno::NOENT);
    refused("/data/f/../f", Errno::NOTDIR);
    refused("/data/none/../f", Errno::NOENT);
    assert!(!host(|host| host.escaped));
}

#[test]
fn relative_names_count_from_the_start() {
    set_up(|host| {
        host.file("/here/f", b"");
        host.file("/root/f", b"");
        host.preopen("/here", ".");
        host.preopen("/root", "/");
    });
    expect("f", "/here/f");
    expect("/f", "/root/f");
    change_folder(CWD, b"/").expect("the root is there");
    expect("f", "/root/f");
}

#[test]
fn links_are_followed_by_the_host_while_they_can() {
    set_up(|host| {
        one_root(host);
        host.link("/disk/l", "a/b");
        host.link("/disk/loop", "loop");
    });
    expect("l/f", "/disk/a/b/f");
    assert_eq!(host(|host| host.calls("path_readlink")), 0);
    refused("loop", Errno::LOOP);
    let link = host(|host| host.at("/disk/l"));
    assert_eq!(
        inode(CWD, "l", Last::Keep),
        Ok(link.expect("it is there") as u64)
    );
}

#[test]
fn links_lead_out_of_a_folder() {
    for escape in [Errno::PERM, Errno::NOTCAPABLE] {
        set_up(|host| {
            two(host);
            host.escape = escape;
            host.link("/y/up", "../../f");
            host.link("/y/root", "/data/d");
            host.link("/y/out", "/x/f");
            host.link("/y/again", "root/../inner/most/root");
        });
        expect("/data/inner/most/up", "/x/f");
        expect("/data/inner/most/root/g", "/x/d/g");
        expect("/data/inner/most/root/../f", "/x/f");
        expect("/data/inner/most/again/g", "/x/d/g");
        refused("/data/inner/most/out", Errno::NOENT);
        assert!(!host(|host| host.escaped));
    }
}

#[test]
fn endless_links_end() {
    set_up(|host| {
        two(host);
        host.link("/x/a", "/data/b");
        host.link("/x/b", "/data/a");
    });
    refused("/data/a", Errno::LOOP);
    refused("/data/a/f", Errno::LOOP);
}

#[test]
fn the_working_folder_moves() {
    set_up(two);
    assert_eq!(working_folder(), "/");
    change_folder(CWD, b"/data/d/").expect("it is there");
    assert_eq!(working_folder(), "/data/d");
    expect("g", "/x/d/g");
    expect("../f", "/x/f");
    change_folder(CWD, b"../inner").expect("a directory that only leads to another");
    expect("most/f", "/y/f");
    change_folder(CWD, b"most").expect("it is there");
    assert_eq!(working_folder(), "/data/inner/most");
    assert_eq!(change_folder(CWD, b"f"), Err(Errno::NOTDIR));
    assert_eq!(change_folder(CWD, b"none"), Err(Errno::NOENT));
    assert_eq!(working_folder(), "/data/inner/most");
    change_folder(CWD, b"/").expect("the root leads to a directory");
    assert_eq!(working_folder(), "/");
    let mut small = [0; 1];
    assert_eq!(folder(BytesMut::of(&mut small)), Err(Errno::RANGE));
}

#[test]
fn the_working_folder_has_no_links() {
    set_up(|host| {
        two(host);
        host.link("/x/l", "d");
    });
    change_folder(CWD, b"/data/l").expect("it is there");
    assert_eq!(working_folder(), "/data/d");
}

#[test]
fn a_descriptor_that_was_opened_by_a_path_has_a_parent() {
    set_up(two);
    let fd = at(CWD, b"/data/d", Last::Follow, |fd, path| {
        wasi::path_open(
            fd,
            Lookupflags::NONE,
            path,
            wasi::Oflags::DIRECTORY,
            wasi::Rights::FD_READ,
            wasi::Rights::ALL,
            wasi::Fdflags::NONE,
        )
    });
    let fd = fd.expect("it is there");
    assert_eq!(inode(fd, "../f", Last::Follow), Err(Errno::ACCES));
    remember(fd, CWD, b"/data/d", true);
    let wanted = host(|host| host.at("/x/f")).expect("it is there");
    assert_eq!(inode(fd, "../f", Last::Follow), Ok(wanted as u64));
    change_folder(fd, b".").expect("its path is known");
    assert_eq!(working_folder(), "/data/d");
    remember(fd, CWD, b"/data/f", false);
    assert_eq!(change_folder(fd, b"."), Err(Errno::ACCES));
}

#[test]
fn paths_too_long_are_refused() {
    set_up(one_root);
    let long = "a/../".repeat(PATH_MAX / 5) + "f";
    expect(&long, "/disk/f");
    let name = "n".repeat(256);
    refused(&name, Errno::NAMETOOLONG);
    refused(&format!("../{name}"), Errno::NAMETOOLONG);
}

#[test]
fn a_host_that_lies_about_a_link() {
    for length in [0, PATH_MAX, PATH_MAX + 1, usize::MAX] {
        set_up(|host| {
            two(host);
            host.link("/x/l", "/data/f");
            host.fault("path_readlink", 0, crate::wasi::fake::Fault::Claim(length));
        });
        assert!(inode(CWD, "/data/l", Last::Follow).is_err() || length == 0);
    }
}

/// The same tree in a form that needs no thought: absolute names without links, and for
/// each what it is. The model follows POSIX to the letter.
mod model {
    use super::*;
    use std::collections::BTreeMap;

    pub enum What {
        File,
        Folder,
        Link(String),
    }

    pub struct Tree(pub BTreeMap<Vec<String>, What>);

    impl Tree {
        fn what(&self, place: &[String]) -> Option<&What> {
            self.0.get(place)
        }

        /// The place that a path leads to.
        pub fn look_up(&self, from: &[String], path: &str, follow: bool) -> Result<Vec<String>> {
            if path.is_empty() {
                return Err(Errno::NOENT);
            }
            let mut todo: Vec<String> = split(path);
            let mut here = if path.starts_with('/') {
                Vec::new()
            } else {
                from.to_vec()
            };
            let mut slash = path.ends_with('/');
            let mut links = 0;
            while let Some(name) = todo.pop() {
                match self.what(&here) {
                    Some(What::Folder) => {}
                    Some(_) => return Err(Errno::NOTDIR),
                    None => return Err(Errno::NOENT),
                }
                match name.as_str() {
                    "." => continue,
                    ".." => {
                        here.pop();
                        continue;
                    }
                    _ => here.push(name),
                }
                let last = todo.is_empty();
                if let Some(What::Link(target)) = self.what(&here)
                    && (!last || follow || slash)
                {
                    links += 1;
                    if links > LINKS {
                        return Err(Errno::LOOP);
                    }
                    here.pop();
                    if target.starts_with('/') {
                        here.clear();
                    }
                    slash |= last && target.ends_with('/');
                    todo.extend(split(target));
                }
            }
            match self.what(&here) {
                None => Err(Errno::NOENT),
                Some(What::Folder) => Ok(here),
                Some(_) if slash => Err(Errno::NOTDIR),
                Some(_) => Ok(here),
            }
        }
    }

    fn split(path: &str) -> Vec<String> {
        path.split('/')
            .filter(|name| !name.is_empty())
            .map(String::from)
            .rev()
            .collect()
    }
}

/// A small generator of numbers: the same ones every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn path(&mut self) -> String {
        let mut path = String::from(self.pick(&["", "", "/", "//", "./"]));
        for _ in 0..self.below(6) {
            path += self.pick(&[
                "a", "b", "a", "b", "f", "l", "m", "..", "..", ".", "", "none",
            ]);
            path += self.pick(&["/", "/", "//"]);
        }
        path += self.pick(&["a", "b", "f", "l", "m", "..", "", "."]);
        path
    }
}

/// Trees with links and several preopened directories, some inside others, and paths of all
/// kinds: all lead where POSIX says, and none out of the preopened directories.
#[test]
fn every_path_leads_where_the_model_says() {
    let mut random = Random(0x2545_f491_4f6c_dd15);
    let rounds = if cfg!(miri) { 4 } else { 400 };
    for _ in 0..rounds {
        let mut tree = model::Tree(Default::default());
        tree.0.insert(Vec::new(), model::What::Folder);
        let mut escape = Errno::PERM;
        if random.below(2) == 0 {
            escape = Errno::NOTCAPABLE;
        }
        set_up(|host| {
            host.escape = escape;
            host.file("/secret/f", b"not for the program");
            // Each preopened directory is one of the host's own, and holds a small tree.
            let places: &[&str] = match random.below(5) {
                0 => &["/"],
                1 => &["/a"],
                2 => &["/a", "/b"],
                3 => &["/a", "/a/b", "/b/a"],
                _ => &["/", "/a", "/a/a"],
            };
            for (number, place) in places.iter().enumerate() {
                let top = format!("/disk{number}");
                host.preopen(&top, place);
                let mut inside = Vec::new();
                for name in place.split('/').filter(|name| !name.is_empty()) {
                    inside.push(String::from(name));
                    tree.0.entry(inside.clone()).or_insert(model::What::Folder);
                }
                for below in ["", "/a", "/a/b", "/b"] {
                    let mut folder = inside.clone();
                    folder.extend(
                        below
                            .split('/')
                            .filter(|name| !name.is_empty())
                            .map(String::from),
                    );
                    // The program does not see files that another preopened directory
                    // covers.
                    let text = format!("/{}", folder.join("/"));
                    let covered = |other: &&str| {
                        **other != **place
                            && other.len() > place.len()
                            && (text == **other || text.starts_with(&format!("{other}/")))
                    };
                    if places.iter().any(covered) {
                        continue;
                    }
                    // Nor may the host's own tree show where only another leads through.
                    if !below.is_empty() && random.below(5) == 0 {
                        continue;
                    }
                    if !tree
                        .0
                        .contains_key(&folder[..folder.len().saturating_sub(1)])
                    {
                        continue;
                    }
                    host.make_folders(&format!("{top}{below}"));
                    tree.0.insert(folder.clone(), model::What::Folder);
                    for name in ["f", "l", "m"] {
                        let mut full = folder.clone();
                        full.push(String::from(name));
                        let path = format!("{top}{below}/{name}");
                        if name == "f" {
                            host.file(&path, b"");
                            tree.0.insert(full, model::What::File);
                        } else {
                            let target = random.path();
                            if !target.is_empty() {
                                host.link(&path, &target);
                                tree.0.insert(full, model::What::Link(target));
                            }
                        }
                    }
                }
            }
        });
        // The inode that stands at each place.
        for _ in 0..60 {
            let path = random.path();
            let last = Last::follow_if(random.below(2) == 0);
            check(&tree, &path, last);
        }
    }
}

fn check(tree: &model::Tree, path: &str, last: Last) {
    let wanted = tree.look_up(&[], path, last == Last::Follow);
    let mut joined = None;
    let got = from_root(CWD, path.as_bytes(), &mut joined)
        .and_then(|(base, text)| {
            if text.is_empty() {
                return Err(Errno::NOENT);
            }
            let mut walked = Walk::new();
            walk(base, text, last, &mut walked).map(|()| walked)
        })
        .and_then(|walk| {
            let text = String::from_utf8(walk.text.get().to_vec()).expect("ASCII");
            match walk.filetype()? {
                Some(_) => Ok(text
                    .split('/')
                    .filter(|name| !name.is_empty())
                    .map(String::from)
                    .collect()),
                None => Err(Errno::NOENT),
            }
        });
    assert_eq!(got, wanted, "walking {path:?} {last:?}");
    // The short cut leads to the same file, or to nothing where the model has only a
    // directory on the way to a preopened one.
    let seen = inode(CWD, path, last);
    let walked = at_place(path, last);
    if let Ok(walked) = walked {
        assert_eq!(seen, Ok(walked), "{path:?} {last:?}");
    } else {
        assert!(seen.is_err(), "{path:?} {last:?}");
    }
    assert!(!host(|host| host.escaped), "{path:?} leaves its directory");
}

/// The result of walking alone.
fn at_place(path: &str, last: Last) -> Result<u64> {
    if path.is_empty() {
        return Err(Errno::NOENT);
    }
    let mut search = Search::slow(CWD, path.as_bytes(), last);
    let (fd, rest) = search.place()?;
    wasi::path_filestat_get(fd, last.lookupflags(), rest).map(|stat| stat.ino)
}

#[test]
fn the_program_starts_where_it_is_told() {
    let content = |path: &[u8]| {
        at(Fd(AT_FDCWD), path, Last::Follow, |fd, path| {
            wasi::path_filestat_get(fd, Lookupflags::NONE, path).map(|file| file.size)
        })
    };
    let set_up = |start: &'static [u8]| {
        crate::wasi::fake::set_up(|host| {
            host.preopen("/", "/");
            host.file("/f", b"1");
            host.file("/d/f", b"22");
            host.file("/d/e/f", b"333");
        });
        host(|host| host.start_folder = Some(start));
    };
    set_up(b"/d/e");
    assert_eq!([content(b"f"), content(b"../f")], [Ok(3), Ok(2)]);
    set_up(b"/d/e");
    change_folder(Fd(AT_FDCWD), b"..").unwrap();
    assert_eq!(content(b"f"), Ok(2));
    set_up(b"/d/e");
    change_folder(Fd(AT_FDCWD), b"/d").unwrap();
    assert_eq!(content(b"f"), Ok(2));
    set_up(b"/missing");
    assert_eq!(content(b"f"), Ok(1));
    set_up(b"/f");
    assert_eq!(content(b"f"), Ok(1));
}

#[test]
fn changing_the_folder_looks_once_at_each_new_name() {
    set_up(one_root);
    let looks = || host(|host| host.calls("path_filestat_get"));
    let go = |path: &[u8]| change_folder(CWD, path);
    for (path, names) in [
        (&b"a"[..], 1),
        (b"b", 1),
        (b"..", 0),
        (b"b/..", 1),
        (b"/a/b", 2),
    ] {
        let before = looks();
        assert_eq!(go(path), Ok(()), "{}", path.escape_ascii());
        assert_eq!(looks() - before, names, "{}", path.escape_ascii());
    }
    assert_eq!(working_folder(), "/a/b");
    assert_eq!(
        (go(b"f"), go(b"none")),
        (Err(Errno::NOTDIR), Err(Errno::NOENT))
    );
    assert_eq!(go(b"f/"), Err(Errno::NOTDIR));
    assert_eq!(working_folder(), "/a/b");
}
