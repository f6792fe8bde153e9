//! Which programs of this machine a program can start.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// The value of `--processes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Native {
    None,
    All,
    /// Those whose files match one of these: a directory and a name, in which `*` stands for
    /// any text.
    Listed(Vec<(PathBuf, String)>),
}

impl Native {
    pub fn parse(kind: &str) -> Result<Self> {
        match kind {
            "modules" => Ok(Self::None),
            "native" => Ok(Self::All),
            _ => match kind.strip_prefix("native:") {
                Some(list) => list
                    .split(',')
                    .map(listed)
                    .collect::<Result<_>>()
                    .map(Self::Listed),
                None => bail!("--processes={kind}: neither modules, native nor native:PATH,…"),
            },
        }
    }

    /// Whether it allows the program in this file, whose path has no symbolic links.
    pub fn allows(&self, path: &Path) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Listed(all) => all.iter().any(|(directory, name)| {
                let file = path.file_name().and_then(|name| name.to_str());
                path.parent() == Some(directory) && file.is_some_and(|file| matches(name, file))
            }),
        }
    }
}

/// A path of the list, without the symbolic links that lead to its file.
fn listed(path: &str) -> Result<(PathBuf, String)> {
    let place = Path::new(path);
    let (Some(directory), Some(name)) = (place.parent(), place.file_name()) else {
        bail!("--processes=native:{path}: not the path of a program");
    };
    if !place.is_absolute() || directory.to_string_lossy().contains('*') {
        bail!("--processes=native:{path}: write an absolute path; `*` may stand in its last name");
    }
    let name = name.to_string_lossy();
    if name.contains('*') {
        let directory = directory
            .canonicalize()
            .unwrap_or_else(|_| directory.to_owned());
        return Ok((directory, name.into_owned()));
    }
    let file = place.canonicalize().unwrap_or_else(|_| place.to_owned());
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let directory = file.parent().map(Path::to_owned);
    Ok((directory.unwrap_or_default(), name.unwrap_or_default()))
}

/// Whether a name is as a pattern says, in which `*` stands for any text.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(name) = name.strip_prefix(start) else {
        return false;
    };
    let mut ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
    ends.any(|at| matches(rest, &name[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text() {
        for (pattern, name) in [
            ("*", ""),
            ("*", "x"),
            ("a*c", "ac"),
            ("a*c", "abcbc"),
            ("é*", "éa"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("", "x"),
            ("a*c", "acd"),
            ("*b", "a"),
            ("ls", "lsof"),
            ("a*a", "a"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn a_list_names_files() {
        let list = Native::parse("native:/nowhere/a*,/nowhere/b").unwrap();
        for path in ["/nowhere/a", "/nowhere/abc", "/nowhere/b"] {
            assert!(list.allows(Path::new(path)), "{path}");
        }
        for path in ["/nowhere/bc", "/elsewhere/a", "/nowhere/a/b", "a", "/"] {
            assert!(!list.allows(Path::new(path)), "{path}");
        }
        assert!(
            !Native::parse("modules")
                .unwrap()
                .allows(Path::new("/bin/sh"))
        );
        for wrong in [
            "",
            "x",
            "native:",
            "native:sh",
            "native:/*/sh",
            "native:/",
            "native:/a/..",
        ] {
            assert!(Native::parse(wrong).is_err(), "{wrong}");
        }
    }
}
