//! Compiled programs that are kept.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::program::{Done, Program};

const BODY: &str = "(call $int (i32.const 77))";

fn run(program: &Program, cache: &Path, options: &[&str]) -> Done {
    let mut command = program.command(options);
    command.env("WASI_RUN_CACHE", cache);
    Done::from(command.output().unwrap())
}

fn entries(cache: &Path) -> Vec<PathBuf> {
    fs::read_dir(cache)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

#[test]
fn a_second_run_uses_what_the_first_compiled() {
    let program = Program::main(BODY);
    let cache = program.folder.join("a/cache");
    run(&program, &cache, &[]).printed("77\n");
    let [entry] = &entries(&cache)[..] else {
        panic!("there is not exactly one entry");
    };
    let written = fs::metadata(entry).unwrap();
    assert_eq!(written.permissions().mode() & 0o777, 0o600);
    assert_eq!(
        fs::metadata(&cache).unwrap().permissions().mode() & 0o777,
        0o700
    );

    // An entry that is read only would have to be replaced by a new one to be
    // written again.
    let before = fs::read(entry).unwrap();
    run(&program, &cache, &[]).printed("77\n");
    assert_eq!(entries(&cache), *std::slice::from_ref(entry));
    assert_eq!(fs::read(entry).unwrap(), before);
}

#[test]
fn entries_are_really_used() {
    // The access time belongs to a valid entry; an entry that is not accepted is replaced
    // by another.
    let program = Program::main(BODY);
    let cache = program.folder.join("c");
    run(&program, &cache, &[]).printed("77\n");
    let entry = &entries(&cache)[0];
    let file = File::open(entry).unwrap();
    let written = file.metadata().unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    run(&program, &cache, &["--no-cache"]).printed("77\n");
    let modified = || fs::metadata(entry).unwrap().modified().unwrap();
    assert_eq!(modified(), SystemTime::UNIX_EPOCH);
    run(&program, &cache, &[]).printed("77\n");
    assert_ne!(modified(), SystemTime::UNIX_EPOCH);
    assert_eq!(fs::metadata(entry).unwrap().ino(), written.ino());
}

/// Attacks on the next run by a program with access to a directory above the cache.
#[test]
fn code_that_was_put_under_another_name_is_not_used() {
    let program = Program::main(BODY);
    let other = Program::main("(call $int (i32.const 88))");
    let cache = program.folder.join("c");
    run(&program, &cache, &[]).printed("77\n");
    let entry = entries(&cache).remove(0);
    run(&other, &cache, &[]).printed("88\n");
    let of_other = entries(&cache).into_iter().find(|it| *it != entry).unwrap();
    for put in [
        |from: &Path, to: &Path| fs::rename(from, to),
        |from: &Path, to: &Path| fs::remove_file(to).and_then(|()| fs::hard_link(from, to)),
        |from: &Path, to: &Path| fs::remove_file(to).and_then(|()| symlink(from, to)),
    ] {
        run(&other, &cache, &[]).printed("88\n");
        put(&of_other, &entry).unwrap();
        run(&program, &cache, &[]).printed("77\n");
    }
}

#[test]
fn code_from_another_cache_is_not_used() {
    let program = Program::main(BODY);
    let (cache, moved) = (program.folder.join("a/c"), program.folder.join("b"));
    run(&program, &cache, &[]).printed("77\n");
    let entry = entries(&cache).remove(0);
    let code = fs::read(&entry).unwrap();

    // The directory above is moved away, and one that looks like it put in its place.
    fs::rename(program.folder.join("a"), &moved).unwrap();
    fs::create_dir(program.folder.join("a")).unwrap();
    DirBuilder::new().mode(0o700).create(&cache).unwrap();
    fs::write(&entry, &code).unwrap();
    let file = File::open(&entry).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    run(&program, &cache, &[]).printed("77\n");
    // It was replaced by an entry with this cache's own key.
    assert_ne!(fs::read(&entry).unwrap(), code);
    assert_eq!(entries(&cache), [entry]);
    let modified = file.metadata().unwrap().modified().unwrap();
    assert_eq!(modified, SystemTime::UNIX_EPOCH);
}

#[test]
fn only_files_of_the_cache_are_removed_when_it_is_full() {
    let program = Program::main(BODY);
    let cache = program.folder.join("c");
    DirBuilder::new().mode(0o700).create(&cache).unwrap();
    let hash = "ab".repeat(32);
    // Large and old; without blocks on the disk.
    let large = |name: &str, start: &str| {
        fs::write(cache.join(name), start).unwrap();
        let file = OpenOptions::new()
            .write(true)
            .open(cache.join(name))
            .unwrap();
        file.set_permissions(fs::Permissions::from_mode(0o600))
            .unwrap();
        file.set_len(2 << 30).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    };
    const MAGIC: &str = "wasi-run code 1\n";
    let own = [format!("{hash}.cwasm"), format!("{hash}.cwasm.17")];
    let others = [
        "film.mkv".to_owned(),
        "notes.cwasm".to_owned(),
        format!("{hash}.cwasm.txt"),
        format!("{}.cwasm", "cd".repeat(32)),
    ];
    for name in &own {
        large(name, MAGIC);
    }
    for name in &others {
        large(
            name,
            if name.len() > 12 && name.ends_with("txt") {
                MAGIC
            } else {
                ""
            },
        );
    }
    fs::create_dir(cache.join(format!("{}.cwasm", "ef".repeat(32)))).unwrap();

    run(&program, &cache, &[]).printed("77\n");
    for name in own {
        assert!(!cache.join(&name).exists(), "{name}");
    }
    for name in others {
        assert!(cache.join(&name).exists(), "{name}");
    }
    // With them it is not full, and the new entry stays.
    assert_eq!(entries(&cache).len(), 6);
}

#[test]
fn settings_that_change_the_code_have_their_own_entries() {
    let program = Program::main(BODY);
    let cache = program.folder.join("c");
    run(&program, &cache, &[]).printed("77\n");
    run(&program, &cache, &["--fuel", "100000"]).printed("77\n");
    run(&program, &cache, &["--timeout", "60"]).printed("77\n");
    assert_eq!(entries(&cache).len(), 3);
}

#[test]
fn damaged_entries_are_replaced() {
    let program = Program::main(BODY);
    let cache = program.folder.join("c");
    run(&program, &cache, &[]).printed("77\n");
    let entry = &entries(&cache)[0];
    let good = fs::read(entry).unwrap();
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    for damaged in [&flipped[..], &good[..good.len() / 2], b"", b"x"] {
        fs::write(entry, damaged).unwrap();
        run(&program, &cache, &[]).printed("77\n");
        let [repaired] = &entries(&cache)[..] else {
            panic!("there is not exactly one entry");
        };
        assert_eq!(fs::read(repaired).unwrap().len(), good.len());
    }
}

#[test]
fn what_others_could_have_written_or_read_is_not_used() {
    let program = Program::main(BODY);
    let cache = program.folder.join("c");
    run(&program, &cache, &[]).printed("77\n");
    let entry = &entries(&cache)[0];
    let inode = fs::metadata(entry).unwrap().ino();
    fs::set_permissions(entry, fs::Permissions::from_mode(0o620)).unwrap();
    run(&program, &cache, &[]).printed("77\n");
    let replaced = fs::metadata(entry).unwrap();
    assert_ne!(replaced.ino(), inode);

    for mode in [0o720, 0o702, 0o740, 0o704] {
        fs::set_permissions(&cache, fs::Permissions::from_mode(mode)).unwrap();
        let file = File::open(entry).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        run(&program, &cache, &[]).printed("77\n");
        let after = fs::metadata(entry).unwrap();
        assert_eq!(after.ino(), replaced.ino());
        assert_eq!(after.modified().unwrap(), SystemTime::UNIX_EPOCH);
    }
}

#[test]
fn a_cache_that_cannot_be_written_does_no_harm() {
    let program = Program::main(BODY);
    program.put("file", "");
    run(&program, &program.folder.join("file/cache"), &[]).printed("77\n");
    run(&program, Path::new("/proc/none"), &[]).printed("77\n");
}

#[test]
fn no_cache_leaves_nothing_behind() {
    let program = Program::main(BODY);
    let cache = program.folder.join("c");
    run(&program, &cache, &["--no-cache"]).printed("77\n");
    assert!(!cache.exists());
}

#[test]
fn the_cache_is_where_caches_are() {
    let program = Program::main(BODY);
    let mut command = program.command([""; 0]);
    command
        .env_remove("WASI_RUN_CACHE")
        .env("XDG_CACHE_HOME", program.folder.join("xdg"));
    Done::from(command.output().unwrap()).printed("77\n");
    assert_eq!(entries(&program.folder.join("xdg/wasi-run")).len(), 1);

    let mut command = program.command([""; 0]);
    command
        .env_remove("WASI_RUN_CACHE")
        .env_remove("XDG_CACHE_HOME")
        .env("HOME", program.folder.join("home"));
    Done::from(command.output().unwrap()).printed("77\n");
    assert_eq!(
        entries(&program.folder.join("home/.cache/wasi-run")).len(),
        1
    );
}
