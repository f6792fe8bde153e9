use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use preview1::{Function, Id};
use tempfile::TempDir;

use super::*;
use crate::dirs::Preopen;
use crate::host::Guest;
use crate::host::{Host, Settings};

/// The directory that can be changed, the one for reading, and the one of services.
const DIRECTORY: u32 = 3;
const READ_ONLY: u32 = 4;
const SERVICES: u64 = 5;

fn set_up() -> (TempDir, Host) {
    let place = TempDir::new().unwrap();
    for folder in ["in", "in/sub", "out"] {
        fs::create_dir(place.path().join(folder)).unwrap();
    }
    for file in ["in/file", "in/sub/file", "out/file"] {
        fs::write(place.path().join(file), "text").unwrap();
        set(&place.path().join(file), 0o640);
    }
    symlink("file", place.path().join("in/link")).unwrap();
    symlink("../out/file", place.path().join("in/away")).unwrap();
    symlink("/etc/passwd", place.path().join("in/absolute")).unwrap();
    let preopen = |guest: &str, read_only| Preopen {
        host: place.path().join("in"),
        guest: guest.to_owned(),
        read_only,
        opened: None,
    };
    let host = Host::new(Settings {
        preopens: vec![preopen("/", false), preopen("/ro", true)],
        services: vec![Box::new(Modes)],
        ..Settings::default()
    });
    (place, host.unwrap())
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode_of(place: &TempDir, path: &str) -> u32 {
    let metadata = fs::symlink_metadata(place.path().join(path)).unwrap();
    metadata.mode() & 0o7777
}

fn send(host: &mut Host, request: &[u8]) -> Result<Vec<u32>, Errno> {
    let mut memory = vec![0; 8192];
    memory[..request.len()].copy_from_slice(request);
    let name = preview1::FUNCTIONS[Id::path_readlink as usize].name;
    let function = Function::find(name).unwrap();
    let args = [SERVICES, 0, request.len() as u64, 6000, 2000, 5996];
    match Errno::from_raw(
        host.call(function, &args, &mut Guest::Alone(&mut memory))
            .unwrap(),
    ) {
        Errno::SUCCESS => {
            let length = u32::from_le_bytes(*memory[5996..].first_chunk().unwrap());
            let (words, rest) = memory[6000..][..length as usize].as_chunks();
            assert!(rest.is_empty());
            Ok(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
        }
        error => Err(error),
    }
}

fn request(operation: Operation, numbers: &[u32], path: &[u8]) -> Vec<u8> {
    let head = [operation.0];
    let words = head.iter().chain(numbers).copied();
    let words = words.chain([path.len() as u32]);
    let mut bytes: Vec<u8> = words.flat_map(u32::to_le_bytes).collect();
    bytes.extend(path);
    bytes
}

fn ask(host: &mut Host, op: Operation, numbers: &[u32], path: &str) -> Result<Vec<u32>, Errno> {
    send(host, &request(op, numbers, path.as_bytes()))
}

const NOTHING: Result<Vec<u32>, Errno> = Ok(Vec::new());

#[test]
fn files_have_their_permissions_and_owners() {
    let (place, mut host) = set_up();
    let owner = |path: &str| {
        let metadata = fs::symlink_metadata(place.path().join(path)).unwrap();
        Ok(vec![
            metadata.mode() & 0o7777,
            metadata.uid(),
            metadata.gid(),
        ])
    };
    let mut get =
        |fd, follow, path: &str| ask(&mut host, Operation::GET_OWNER, &[fd, follow], path);
    assert_eq!(get(DIRECTORY, 1, "file"), owner("in/file"));
    assert_eq!(get(DIRECTORY, 1, "sub/../link"), owner("in/file"));
    assert_eq!(get(DIRECTORY, 0, "link"), owner("in/link"));
    assert_eq!(get(READ_ONLY, 1, "sub"), owner("in/sub"));
    assert_eq!(get(DIRECTORY, 1, ""), owner("in"));
    assert_eq!(get(DIRECTORY, 1, "missing"), Err(Errno::NOENT));
    assert_eq!(get(DIRECTORY, 1, "file/x"), Err(Errno::NOTDIR));
    assert_eq!(get(0, 1, "file"), Err(Errno::NOTDIR));
    assert_eq!(get(99, 1, "file"), Err(Errno::BADF));
    assert_eq!(get(99, 1, ""), Err(Errno::BADF));
    assert_eq!(get(SERVICES as u32, 1, ""), Err(Errno::BADF));
    assert_eq!(get(DIRECTORY, 2, "file"), Err(Errno::INVAL));
}

#[test]
fn changes_are_made_to_the_file() {
    let (place, mut host) = set_up();
    let mut set = |fd, follow, mode, path: &str| {
        ask(&mut host, Operation::SET_MODE, &[fd, follow, mode], path)
    };
    assert_eq!(set(DIRECTORY, 1, 0o604, "file"), NOTHING);
    assert_eq!(mode_of(&place, "in/file"), 0o604);
    assert_eq!(set(DIRECTORY, 1, 0o1711, "link"), NOTHING);
    assert_eq!(mode_of(&place, "in/file"), 0o1711);
    assert_eq!(set(DIRECTORY, 0, 0o600, "link"), Err(Errno::NOTSUP));
    assert_eq!(set(DIRECTORY, 1, 0o700, "sub"), NOTHING);
    assert_eq!(set(DIRECTORY, 1, 0o2700, "sub"), NOTHING);
    assert_eq!(mode_of(&place, "in/sub"), 0o2700);
    for mode in [0o4700, 0o2700, 0o6777] {
        assert_eq!(set(DIRECTORY, 1, mode, "file"), Err(Errno::PERM));
    }
    assert_eq!(set(DIRECTORY, 1, 0o4700, "sub"), Err(Errno::PERM));
    assert_eq!(set(DIRECTORY, 1, 0o10000, "file"), Err(Errno::INVAL));
    assert_eq!(set(READ_ONLY, 1, 0o600, "file"), Err(Errno::ROFS));
    assert_eq!(set(READ_ONLY, 1, 0o600, ""), Err(Errno::ROFS));
    // The standard streams are the caller's.
    assert_eq!(set(1, 1, 0o600, ""), Err(Errno::ROFS));
    assert_eq!(mode_of(&place, "in/file"), 0o1711);

    let (user, group) = (getuid().as_raw(), getgid().as_raw());
    let mut give = |user, group, path: &str| {
        let numbers = [DIRECTORY, 0, user, group];
        ask(&mut host, Operation::SET_OWNER, &numbers, path)
    };
    assert_eq!(give(user, u32::MAX, "file"), NOTHING);
    assert_eq!(give(u32::MAX, group, "link"), NOTHING);
    let ro = [READ_ONLY, 1, user, group];
    let refused = ask(&mut host, Operation::SET_OWNER, &ro, "file");
    assert_eq!(refused, Err(Errno::ROFS));
}

#[test]
fn no_path_leaves_the_directory() {
    let (place, mut host) = set_up();
    let outside = place.path().join("out/file");
    let absolute = outside.to_str().unwrap();
    let inside = place.path().join("in/file");
    for path in [
        "away",
        "absolute",
        "../out/file",
        "sub/../../out/file",
        "..",
        "/",
        absolute,
        inside.to_str().unwrap(),
    ] {
        for (operation, numbers) in [
            (Operation::GET_OWNER, &[DIRECTORY, 1][..]),
            (Operation::MAY_USE, &[DIRECTORY, 1, 0]),
            (Operation::SET_MODE, &[DIRECTORY, 1, 0o777]),
            (Operation::SET_OWNER, &[DIRECTORY, 1, u32::MAX, u32::MAX]),
        ] {
            let asked = ask(&mut host, operation, numbers, path);
            assert_eq!(asked, Err(Errno::NOTCAPABLE), "{operation:?} {path}");
        }
    }
    assert_eq!(mode_of(&place, "out/file"), 0o640);
}

#[test]
fn the_host_says_what_may_be_done() {
    let (_place, mut host) = set_up();
    let mut may = |fd, uses, path: &str| ask(&mut host, Operation::MAY_USE, &[fd, 1, uses], path);
    assert_eq!(may(DIRECTORY, 0, "file"), NOTHING);
    assert_eq!(may(DIRECTORY, 6, "file"), NOTHING);
    assert_eq!(may(DIRECTORY, 1, "file"), Err(Errno::ACCES));
    assert_eq!(may(DIRECTORY, 7, "sub"), NOTHING);
    assert_eq!(may(READ_ONLY, 4, "file"), NOTHING);
    assert_eq!(may(READ_ONLY, 2, "file"), Err(Errno::ROFS));
    for uses in [8, 0x100, u32::MAX] {
        assert_eq!(may(DIRECTORY, uses, "file"), Err(Errno::INVAL));
    }
}

#[test]
fn the_user_is_the_one_of_this_process() {
    let (_place, mut host) = set_up();
    let identity = send(&mut host, &Operation::IDENTITY.0.to_le_bytes()).unwrap();
    assert_eq!(identity[0], getuid().as_raw());
    assert_eq!(identity[3], getegid().as_raw());
    assert_eq!(identity.len(), 4);
    let groups = send(&mut host, &Operation::GROUPS.0.to_le_bytes()).unwrap();
    assert_eq!(groups.len(), getgroups().unwrap().len());
}

#[test]
fn wrong_requests_are_errors() {
    let (place, mut host) = set_up();
    let whole = request(Operation::SET_MODE, &[DIRECTORY, 1, 0o777], b"file");
    for length in 4..whole.len() {
        let cut = send(&mut host, &whole[..length]);
        assert_eq!(cut, Err(Errno::INVAL), "{length}");
    }
    let mut more = whole.clone();
    more.push(0);
    assert_eq!(send(&mut host, &more), Err(Errno::INVAL));
    let mut long = whole;
    long[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(send(&mut host, &long), Err(Errno::INVAL));
    for path in [&b"fi\0le"[..], b"\0"] {
        let nul = request(Operation::SET_MODE, &[DIRECTORY, 1, 0o777], path);
        assert_eq!(send(&mut host, &nul), Err(Errno::INVAL));
    }
    let deep = "a/".repeat(2600);
    let asked = ask(&mut host, Operation::GET_OWNER, &[DIRECTORY, 1], &deep);
    assert_eq!(asked, Err(Errno::NAMETOOLONG));
    assert_eq!(
        ask(&mut host, Operation(0x306), &[DIRECTORY, 1], "file"),
        Err(Errno::NOSYS)
    );
    assert_eq!(mode_of(&place, "in/file"), 0o640);
}
