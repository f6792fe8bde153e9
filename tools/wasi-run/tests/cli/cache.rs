//! Compiled programs that are kept.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use rustix::fs::{XattrFlags, fgetxattr, fsetxattr};

use crate::component;
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
        .filter(|path| !path.ends_with(INDEX))
        .collect()
}

const INDEX: &str = "wasi-run.index";

/// Programs in the binary format, which a run remembers by their files once these are old
/// enough.
fn remembered(bodies: &[&str]) -> Vec<Program> {
    let programs = bodies
        .iter()
        .map(|body| {
            let text = fs::read(Program::main(body).path.as_path()).unwrap();
            Program::file("program.wasm", &wat::parse_bytes(&text).unwrap())
        })
        .collect();
    thread::sleep(Duration::from_millis(2100));
    programs
}

/// A run that reads and checks an entry says in its time that it was used.
fn modified(entry: &Path) -> SystemTime {
    fs::metadata(entry).unwrap().modified().unwrap()
}

/// Changes an entry in place, as no program can.
fn overwrite(entry: &Path, content: &[u8]) {
    let permissions = |mode| fs::set_permissions(entry, fs::Permissions::from_mode(mode)).unwrap();
    permissions(0o600);
    fs::write(entry, content).unwrap();
    permissions(0o400);
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
    assert_eq!(written.permissions().mode() & 0o777, 0o400);
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

#[test]
fn components_are_kept_as_modules_are() {
    let program = &component::command(component::SUCCEED);
    thread::sleep(Duration::from_millis(2100));
    let cache = program.folder.join("c");
    run(program, &cache, &[]).printed("");
    let entry = &entries(&cache)[0];
    let before = modified(entry);
    // The first run recorded it, so this one maps it.
    run(program, &cache, &[]).printed("");
    assert_eq!(modified(entry), before);
    // An entry that was touched is read and checked.
    let file = File::open(entry).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    run(program, &cache, &[]).printed("");
    assert_ne!(modified(entry), SystemTime::UNIX_EPOCH);
    // One that was changed is not accepted.
    let good = fs::read(entry).unwrap();
    overwrite(entry, &[&good[..], b"!"].concat());
    run(program, &cache, &[]).printed("");
    assert_eq!(fs::read(entry).unwrap(), good);
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
    let inode = fs::metadata(&entry).unwrap().ino();

    // The directory above is moved away, and one that looks like it put in its place. The
    // entry keeps its attributes.
    fs::rename(program.folder.join("a"), &moved).unwrap();
    fs::create_dir(program.folder.join("a")).unwrap();
    DirBuilder::new().mode(0o700).create(&cache).unwrap();
    fs::rename(moved.join("c").join(entry.file_name().unwrap()), &entry).unwrap();
    let file = File::open(&entry).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    run(&program, &cache, &[]).printed("77\n");
    // It was replaced by an entry with this cache's own key.
    assert_ne!(fs::metadata(&entry).unwrap().ino(), inode);
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
    // Of earlier versions.
    const MAGIC: &str = "wasi-run code 1\n";
    let own = [format!("{hash}.cwasm"), format!("{hash}.cwasm.17")];
    let marked = format!("{}.cwasm", "12".repeat(32));
    let others = [
        "film.mkv".to_owned(),
        "notes.cwasm".to_owned(),
        format!("{hash}.cwasm.txt"),
        format!("{}.cwasm", "cd".repeat(32)),
    ];
    for name in &own {
        large(name, MAGIC);
    }
    large(&marked, "");
    let file = File::open(cache.join(&marked)).unwrap();
    fsetxattr(&file, "user.wasi-run.code", &[0; 32], XattrFlags::CREATE).unwrap();
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
    for name in own.into_iter().chain([marked]) {
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
    run(&program, &cache, &["--quick"]).printed("77\n");
    assert_eq!(entries(&cache).len(), 4);
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
        overwrite(entry, damaged);
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

#[test]
fn a_program_that_is_remembered_is_neither_read_nor_checked() {
    let program = &remembered(&[BODY])[0];
    let cache = program.folder.join("c");
    run(program, &cache, &[]).printed("77\n");
    let entry = &entries(&cache)[0];
    let before = modified(entry);
    run(program, &cache, &[]).printed("77\n");
    assert_eq!(modified(entry), before);

    // An entry that was touched is checked, once.
    File::open(entry)
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH)
        .unwrap();
    run(program, &cache, &[]).printed("77\n");
    let before = modified(entry);
    assert_ne!(before, SystemTime::UNIX_EPOCH);
    run(program, &cache, &[]).printed("77\n");
    assert_eq!(modified(entry), before);
    let index = cache.join(INDEX);
    let record = fs::read(&index).unwrap();
    assert!(record.len() <= 4096 * 64);

    // Other settings have an entry of their own.
    run(program, &cache, &["--fuel", "100000"]).printed("77\n");
    assert_eq!(entries(&cache).len(), 2);
}

#[test]
fn a_program_that_changes_is_read_again() {
    let programs = remembered(&[BODY, "(call $int (i32.const 88))"]);
    let (program, other) = (&programs[0], &programs[1]);
    let cache = program.folder.join("c");
    run(program, &cache, &[]).printed("77\n");
    let module = fs::read(&program.path).unwrap();
    let changed = fs::read(&other.path).unwrap();
    assert_eq!(module.len(), changed.len());
    let time = modified(&program.path);

    // In place, with the time that it had.
    fs::write(&program.path, &changed).unwrap();
    File::open(&program.path)
        .unwrap()
        .set_modified(time)
        .unwrap();
    run(program, &cache, &[]).printed("88\n");
    // A file that changed just now is not remembered: it may change again.
    fs::write(&program.path, &module).unwrap();
    run(program, &cache, &[]).printed("77\n");
    // By another one of the same name.
    fs::rename(&other.path, &program.path).unwrap();
    run(program, &cache, &[]).printed("88\n");
}

#[test]
fn damage_to_an_entry_that_was_checked_is_noticed() {
    let program = &remembered(&[BODY])[0];
    let cache = program.folder.join("c");
    run(program, &cache, &[]).printed("77\n");
    let entry = &entries(&cache)[0];
    let good = fs::read(entry).unwrap();
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    for damaged in [&flipped[..], &good[..good.len() / 2], b""] {
        let before = fs::metadata(entry).unwrap();
        overwrite(entry, damaged);
        let file = File::open(entry).unwrap();
        file.set_modified(before.modified().unwrap()).unwrap();
        run(program, &cache, &[]).printed("77\n");
        let after = fs::metadata(entry).unwrap();
        assert_ne!(after.ino(), before.ino());
        assert_eq!(after.len(), good.len() as u64);
    }
    // Damage to the records only costs time.
    let index = cache.join(INDEX);
    let length = fs::metadata(&index).unwrap().len();
    for damage in [vec![0xff; length as usize], vec![], vec![0; 8]] {
        fs::write(&index, damage).unwrap();
        run(program, &cache, &[]).printed("77\n");
    }
}

/// As by [`code_that_was_put_under_another_name_is_not_used`].
#[test]
fn a_record_holds_for_one_entry() {
    let programs = remembered(&[BODY, "(call $int (i32.const 88))"]);
    let (program, other) = (&programs[0], &programs[1]);
    let cache = program.folder.join("c");
    run(program, &cache, &[]).printed("77\n");
    let entry = entries(&cache).remove(0);
    run(other, &cache, &[]).printed("88\n");
    let of_other = entries(&cache).into_iter().find(|it| *it != entry).unwrap();
    for put in [
        |from: &Path, to: &Path| fs::rename(from, to),
        |from: &Path, to: &Path| fs::remove_file(to).and_then(|()| fs::hard_link(from, to)),
    ] {
        for _ in 0..2 {
            run(program, &cache, &[]).printed("77\n");
            run(other, &cache, &[]).printed("88\n");
        }
        put(&of_other, &entry).unwrap();
        run(program, &cache, &[]).printed("77\n");
    }
    // The records of another program, and those of a cache with another key.
    run(other, &cache, &[]).printed("88\n");
    let second = program.folder.join("d");
    run(other, &second, &[]).printed("88\n");
    let records = fs::read(second.join(INDEX)).unwrap();
    let mut mixed = fs::read(cache.join(INDEX)).unwrap();
    let one = records
        .chunks(64)
        .find(|record| *record != [0; 64])
        .unwrap();
    for place in mixed.chunks_mut(64) {
        place.copy_from_slice(&one[..place.len()]);
    }
    fs::write(cache.join(INDEX), mixed).unwrap();
    run(program, &cache, &[]).printed("77\n");
    run(other, &cache, &[]).printed("88\n");
}

#[test]
fn records_are_not_written_to_a_file_of_another() {
    let program = &remembered(&[BODY])[0];
    let cache = program.folder.join("c");
    DirBuilder::new().mode(0o700).create(&cache).unwrap();
    program.put("notes", "mine");
    let notes = program.folder.join("notes");
    let index = cache.join(INDEX);
    for put in [
        |from: &Path, to: &Path| fs::hard_link(from, to),
        |from: &Path, to: &Path| symlink(from, to),
    ] {
        put(&notes, &index).unwrap();
        for _ in 0..2 {
            run(program, &cache, &[]).printed("77\n");
        }
        assert_eq!(fs::read(&notes).unwrap(), b"mine");
        fs::remove_file(&index).unwrap();
    }
}

/// A run maps the code while the program writes: even one of the superuser's must not get at
/// it.
#[test]
fn a_program_cannot_write_to_compiled_code() {
    let program = Program::main(BODY);
    let cache = program.folder.join("c");
    run(&program, &cache, &[]).printed("77\n");
    let entry = &entries(&cache)[0];
    let name = entry.file_name().unwrap().to_str().unwrap();
    let open = |file: &str, flags: u32, rights: u64| {
        Program::with(
            &format!("(data (i32.const 1024) {file:?})"),
            &format!(
                "(call $int (call $path_open (i32.const 3) (i32.const 1) (i32.const 1024)
                   (i32.const {}) (i32.const {flags}) (i64.const {rights}) (i64.const 0)
                   (i32.const 0) (i32.const 8)))",
                file.len()
            ),
        )
        .run([Path::new("--dir"), &cache])
    };
    const TRUNC: u32 = 1 << 3;
    const READ: u64 = 1 << 1;
    const WRITE: u64 = 1 << 6;
    let good = fs::read(entry).unwrap();
    for (flags, rights) in [
        (0, WRITE),
        (0, READ | WRITE),
        (TRUNC, 0),
        (TRUNC, READ | WRITE),
    ] {
        open(name, flags, rights).printed("2\n");
        assert_eq!(fs::read(entry).unwrap(), good, "{flags} {rights}");
    }
    open(name, 0, READ).printed("0\n");
    // Other files can be written and emptied as ever.
    fs::write(cache.join("other"), "text").unwrap();
    open("other", 0, READ | WRITE).printed("0\n");
    assert_eq!(fs::read(cache.join("other")).unwrap(), b"text");
    open("other", TRUNC, 0).printed("0\n");
    assert_eq!(fs::read(cache.join("other")).unwrap(), b"");
    open(".", TRUNC, READ).printed("31\n");
}

/// On file systems without files that have no name.
#[test]
fn an_entry_that_is_not_sealed_is_read() {
    let program = &remembered(&[BODY])[0];
    let cache = program.folder.join("c");
    run(program, &cache, &[]).printed("77\n");
    let entry = &entries(&cache)[0];
    let mut code = [0; 32];
    fgetxattr(
        File::open(entry).unwrap(),
        "user.wasi-run.code",
        &mut code[..],
    )
    .unwrap();
    let content = fs::read(entry).unwrap();
    fs::remove_file(entry).unwrap();
    let file = File::create(entry).unwrap();
    file.set_permissions(fs::Permissions::from_mode(0o400))
        .unwrap();
    file.write_all_at(&content, 0).unwrap();
    fsetxattr(&file, "user.wasi-run.code", &code, XattrFlags::CREATE).unwrap();
    for _ in 0..2 {
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        run(program, &cache, &[]).printed("77\n");
        assert_ne!(modified(entry), SystemTime::UNIX_EPOCH);
    }
    assert_eq!(
        fs::metadata(entry).unwrap().ino(),
        file.metadata().unwrap().ino()
    );
}
