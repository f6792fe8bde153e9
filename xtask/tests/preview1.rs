//! `<wasi/api.h>` and the functions behind it match the numbers in the crate `preview1`.

use preview1::{
    Advice, Clockid, Errno, Eventrwflags, Eventtype, FUNCTIONS, Fdflags, Filetype, Fstflags,
    Lookupflags, Oflags, Riflags, Rights, Roflags, Sdflags, Subclockflags, Whence,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn top_half(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("../libc-top-half").join(path)
}

/// The values of the header's constants of one kind, by their names.
fn header(kind: &str) -> BTreeMap<String, u64> {
    let text = fs::read_to_string(top_half("include/wasi/api.h")).unwrap();
    let prefix = format!("#define __WASI_{kind}_");
    let lines = text.lines().filter_map(|line| line.strip_prefix(&prefix));
    let constants = lines.map(|line| {
        let (name, value) = line.split_once(" ((").unwrap();
        let (_, value) = value.split_once(')').unwrap();
        let value = value.strip_suffix(')').unwrap();
        let value = match value.split_once(" << ") {
            Some((one, bit)) => one.parse::<u64>().unwrap() << bit.parse::<u32>().unwrap(),
            None => value.parse().unwrap(),
        };
        (name.to_owned(), value)
    });
    constants.collect()
}

fn compare(kind: &str, ours: impl IntoIterator<Item = (&'static str, u64)>) {
    let ours: BTreeMap<String, u64> = ours
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    assert!(!ours.is_empty(), "{kind}");
    assert_eq!(header(kind), ours, "{kind}");
}

/// The values that have a name.
fn values(name: impl Fn(u8) -> Option<&'static str>) -> impl Iterator<Item = (&'static str, u64)> {
    (0..=u8::MAX).filter_map(move |value| Some((name(value)?, value.into())))
}

#[test]
fn the_codes_agree() {
    compare("CLOCKID", values(|it| Clockid(it.into()).name()));
    compare("WHENCE", values(|it| Whence(it).name()));
    compare("ADVICE", values(|it| Advice(it).name()));
    compare("FILETYPE", values(|it| Filetype(it).name()));
    compare("EVENTTYPE", values(|it| Eventtype(it).name()));
    let errnos = values(|it| Errno(it.into()).name()).map(|(name, value)| {
        let name = name.strip_prefix('E').unwrap();
        (name, value)
    });
    compare("ERRNO", [("SUCCESS", 0)].into_iter().chain(errnos));
}

#[test]
fn the_flags_agree() {
    macro_rules! flags {
        ($($kind:literal $flags:ident $prefix:literal;)*) => { $({
            let names = $flags::NAMES.iter().map(|(flag, name)| {
                let name: &'static str = format!("{}{name}", $prefix).leak();
                (name, u64::from(flag.0))
            });
            compare($kind, names);
        })* };
    }
    flags! {
        "FDFLAGS" Fdflags "";
        "OFLAGS" Oflags "";
        "LOOKUPFLAGS" Lookupflags "";
        "FSTFLAGS" Fstflags "";
        "RIGHTS" Rights "";
        "RIFLAGS" Riflags "";
        "ROFLAGS" Roflags "";
        "SDFLAGS" Sdflags "";
        // The description repeats the name of the record in these.
        "EVENTRWFLAGS" Eventrwflags "FD_READWRITE_";
        "SUBCLOCKFLAGS" Subclockflags "SUBSCRIPTION_CLOCK_";
    }
}

#[test]
fn each_function_has_a_file() {
    let mut wanted: Vec<String> = FUNCTIONS
        .iter()
        // As in wasi-libc, C programs have `raise` alone.
        .filter(|function| function.name != "proc_raise")
        .map(|function| format!("{}.c", function.name))
        .collect();
    wanted.sort();
    let files = fs::read_dir(top_half("src/wasi")).unwrap();
    let mut found: Vec<String> = files
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".c") && !name.starts_with("__"))
        .collect();
    found.sort();
    assert_eq!(found, wanted);
}
