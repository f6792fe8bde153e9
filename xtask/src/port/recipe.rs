//! `ports/<name>/port.toml`.

use crate::fetch::Source;
use crate::layout::Layout;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::fs;

/// One port. The scripts are for `sh -eu`; `ports/README.md` says which variables
/// they see.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The directory's name.
    #[serde(skip)]
    pub name: String,
    /// One line.
    pub about: String,
    /// Whether it takes minutes: `--quick` leaves it out.
    #[serde(default)]
    pub slow: bool,
    pub source: Source,
    pub build: Build,
    /// Checks that the programs work, each in an empty directory of its own.
    #[serde(default)]
    pub smoke: Vec<Check>,
    /// The authors' own tests, in the build directory.
    #[serde(default)]
    pub test: Vec<Check>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// Tools of the build machine, besides a shell, make and a C compiler.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Other ports that it uses: they are built before.
    #[serde(default)]
    pub with: Vec<String>,
    /// Whether it is built for hosts that offer processes (`WASI_PROCESSES`), and checked on one.
    #[serde(default)]
    pub processes: bool,
    /// Whether it is built as a component, with sockets (`WASI_NETWORK`).
    #[serde(default)]
    pub network: bool,
    pub run: String,
    /// The programs that come out, relative to the build directory.
    pub programs: Vec<String>,
    /// The known reason why it does not build with the sysroot.
    #[serde(default)]
    pub fail: Option<String>,
    #[serde(default = "ten_minutes")]
    pub seconds: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Names the log too: letters, digits and dashes.
    pub name: String,
    pub run: String,
    /// The known reason why it fails with the sysroot. A pass is then an error.
    #[serde(default)]
    pub fail: Option<String>,
    #[serde(default = "ten_minutes")]
    pub seconds: u32,
}

fn ten_minutes() -> u32 {
    600
}

impl Recipe {
    pub fn read(layout: &Layout, name: &str) -> Result<Self> {
        let path = layout.ports().join(name).join("port.toml");
        if !is_plain(name) || !path.is_file() {
            bail!(
                "there is no port '{name}'; the ports are: {}",
                names(layout)?.join(", ")
            );
        }
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(name, &text).with_context(|| path.display().to_string())
    }

    pub(super) fn parse(name: &str, text: &str) -> Result<Self> {
        let mut recipe: Self = toml::from_str(text)?;
        recipe.name = name.to_owned();
        ensure!(
            !recipe.smoke.is_empty(),
            "a port needs at least one [[smoke]]"
        );
        ensure!(!recipe.build.programs.is_empty(), "build.programs is empty");
        for (kind, checks) in [("smoke", &recipe.smoke), ("test", &recipe.test)] {
            for (at, check) in checks.iter().enumerate() {
                ensure!(
                    is_plain(&check.name),
                    "{kind}: '{}' is not a plain name",
                    check.name
                );
                let twice = checks[..at].iter().any(|other| other.name == check.name);
                ensure!(!twice, "{kind}: '{}' is listed twice", check.name);
            }
        }
        Ok(recipe)
    }
}

/// All ports, sorted.
pub fn names(layout: &Layout) -> Result<Vec<String>> {
    let folder = layout.ports();
    let mut names = Vec::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let entry = entry?;
        if entry.path().join("port.toml").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a name is safe as part of a path.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '.');
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_in_the_repository_parses() {
        let layout = Layout::find();
        let names = names(&layout).unwrap();
        assert!(!names.is_empty());
        for name in names {
            Recipe::read(&layout, &name).unwrap();
        }
    }

    #[test]
    fn an_unknown_port_lists_the_known_ones() {
        let error = Recipe::read(&Layout::find(), "../xtask")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("no port '../xtask'") && error.contains("zlib"),
            "{error}"
        );
    }

    #[test]
    fn what_a_recipe_must_not_say_is_refused() {
        let text = |smoke: &str| {
            format!(
                "about = 'x'\n[source]\nname = 'x'\nversion = '1'\nfile = 'x.tar'\nsha256 = '00'\n\
                 [build]\nrun = 'make'\nprograms = ['x']\n{smoke}"
            )
        };
        let check = |name: &str| format!("[[smoke]]\nname = '{name}'\nrun = 'x'\n");
        assert!(Recipe::parse("x", &text(&check("one"))).is_ok());
        let refused = |smoke: &str| Recipe::parse("x", &text(smoke)).unwrap_err().to_string();
        assert!(refused("").contains("at least one"));
        assert!(refused(&check("a/b")).contains("not a plain name"));
        assert!(refused(&(check("a") + &check("a"))).contains("twice"));
        assert!(refused("[[smoke]]\nname = 'x'\nrun = 'x'\nskip = true\n").contains("skip"));
    }
}
