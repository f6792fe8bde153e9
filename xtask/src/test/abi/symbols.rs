//! Every function and variable of wasi-libc is in our archive, of the same wasm type or
//! size. Weakness is not compared.

use super::{Difference, facts};
use crate::test::Setup;
use crate::test::archive;
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result};

pub fn differences(setup: &Setup, sysroot: &Sysroot) -> Result<Vec<Difference>> {
    // The contents of their additional archives (libwasi-emulated-*) are in our libc.
    let mut ours = archive::read(&sysroot.lib().join("libc.a"))?;
    ours.extend(archive::read(&sysroot.lib().join("crt1-command.o"))?);

    let mut differences = Vec::new();
    let theirs = facts(setup, "symbols.txt")? + &facts(setup, "symbols-emulated.txt")?;
    for line in theirs.lines() {
        let (name, theirs) = parse(line).with_context(|| format!("symbols: '{line}'"))?;
        let ours = match ours.get(name) {
            None => "missing".into(),
            Some(symbol) => symbol.to_string(),
        };
        if ours != theirs {
            differences.push(Difference {
                name: name.into(),
                ours,
                theirs,
            });
        }
    }
    Ok(differences)
}

/// `[archive: ]name T|W (params)->result` or `name D|V size`.
fn parse(line: &str) -> Option<(&str, String)> {
    let line = line.split_once(": ").map_or(line, |(_, rest)| rest);
    let mut words = line.split(' ');
    let (name, kind, what) = (words.next()?, words.next()?, words.next()?);
    match kind {
        "T" | "W" => Some((name, what.into())),
        "D" | "V" => Some((name, format!("data of {what} bytes"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_all_kinds() {
        assert_eq!(
            parse("cos T (f64)->f64"),
            Some(("cos", "(f64)->f64".into()))
        );
        assert_eq!(
            parse("environ V 4"),
            Some(("environ", "data of 4 bytes".into()))
        );
        assert_eq!(
            parse("emulated-mman: munmap T (i32,i32)->i32").map(|(name, _)| name),
            Some("munmap")
        );
        assert_eq!(parse("x ? y"), None);
    }
}
