//! A syscall has one row in `entry/` and one body in `sys/`. Differences between programs are
//! type parameters of the body.

use std::collections::{BTreeMap, BTreeSet};

const SOURCES: &str = "libc-bottom-half/src/";

/// Every syscall of these names with a second row, or a second body.
pub fn broken(files: &BTreeMap<String, String>, syscalls: &BTreeSet<String>) -> Vec<String> {
    let mut places: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (file, text) in files {
        let Some(path) = file.strip_prefix(SOURCES) else {
            continue;
        };
        let room = path.split(['/', '.']).next().unwrap_or_default();
        let (what, named): (_, fn(&str) -> Option<&str>) = match room {
            "entry" => ("rows", row),
            "sys" => ("bodies", body),
            _ => continue,
        };
        for (number, line) in text.lines().enumerate() {
            if let Some(name) = named(line)
                && syscalls.contains(name)
            {
                let place = format!("{file}:{}", number + 1);
                places.entry((name, what)).or_default().push(place);
            }
        }
    }
    let twice = places.iter().filter(|(_, places)| places.len() > 1);
    twice
        .map(|((name, what), places)| {
            format!("{name} has {} {what}: {}", places.len(), places.join(", "))
        })
        .collect()
}

/// The syscall whose row begins in this line: `name(parameter: …`, `name() =>`, or `name(`.
fn row(line: &str) -> Option<&str> {
    let (name, rest) = line.trim_start().split_once('(')?;
    let parameter = rest.split_once(": ").map(|(parameter, _)| parameter);
    let is_row = rest.is_empty() || rest.starts_with(") =>") || parameter.is_some_and(is_word);
    (is_word(name) && is_row).then_some(name)
}

/// The function that this line defines for all.
fn body(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub fn ")?;
    let end = rest.find(|c: char| !is_part(c))?;
    rest.get(..end)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_part)
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laws(files: &[(&str, &str)]) -> Vec<String> {
        let files = files
            .iter()
            .map(|(file, text)| (format!("{SOURCES}{file}"), (*text).to_owned()));
        let syscalls = ["read", "dup", "sync"].map(str::to_owned);
        broken(&files.collect(), &syscalls.into_iter().collect())
    }

    #[test]
    fn a_second_row_or_body_is_found() {
        let one = (
            "entry/io.rs",
            "    read(fd: Fd) => io::read;\n    sync() => fs::sync;\n",
        );
        let body = (
            "sys/io.rs",
            "pub fn read<D>(fd: Fd) {\n    read(fd);\n}\npub fn readv() {}\n",
        );
        assert_eq!(laws(&[one, body]), [""; 0]);
        let second = ("entry/table.rs", "read(\n    fd: Fd,\n");
        assert_eq!(
            laws(&[one, second]),
            [format!(
                "read has 2 rows: {SOURCES}entry/io.rs:1, {SOURCES}entry/table.rs:1"
            )]
        );
        let other = ("sys/table.rs", "\npub fn read(fd: Fd) {}\n");
        assert_eq!(
            laws(&[body, other]),
            [format!(
                "read has 2 bodies: {SOURCES}sys/io.rs:1, {SOURCES}sys/table.rs:2"
            )]
        );
    }
}
