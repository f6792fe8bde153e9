//! Compiled programs that are kept.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

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
    // The entry of another program under the name of this one: what runs then
    // tells where it came from.
    let program = Program::main(BODY);
    let other = Program::main("(call $int (i32.const 88))");
    let (cache, other_cache) = (program.folder.join("c"), other.folder.join("c"));
    run(&program, &cache, &[]).printed("77\n");
    run(&other, &other_cache, &[]).printed("88\n");
    fs::copy(&entries(&other_cache)[0], &entries(&cache)[0]).unwrap();
    run(&program, &cache, &[]).printed("88\n");
    run(&program, &cache, &["--no-cache"]).printed("77\n");
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
fn what_others_could_have_written_is_not_used() {
    let program = Program::main(BODY);
    let other = Program::main("(call $int (i32.const 88))");
    let (cache, other_cache) = (program.folder.join("c"), other.folder.join("c"));
    run(&program, &cache, &[]).printed("77\n");
    run(&other, &other_cache, &[]).printed("88\n");
    let entry = &entries(&cache)[0];
    fs::copy(&entries(&other_cache)[0], entry).unwrap();
    fs::set_permissions(entry, fs::Permissions::from_mode(0o666)).unwrap();
    run(&program, &cache, &[]).printed("77\n");

    fs::copy(&entries(&other_cache)[0], entry).unwrap();
    fs::set_permissions(entry, fs::Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(&cache, fs::Permissions::from_mode(0o777)).unwrap();
    run(&program, &cache, &[]).printed("77\n");
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
