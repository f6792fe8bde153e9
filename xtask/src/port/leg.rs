//! The tools that build and run a port: the sysroot and wasi-run, or this machine's
//! compiler.

use super::recipe::{Build, Check, Recipe};
use crate::fetch::hex;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

pub struct Leg {
    /// `None`: native.
    sysroot: Option<PathBuf>,
    jobs: usize,
    /// A key that changes when the compiler's output may change.
    fingerprint: String,
}

/// The usual names of the tools, and the tool of ours behind each.
const TOOLS: [(&str, &str); 7] = [
    ("CC", "wasi-cc"),
    ("CXX", "wasi-c++"),
    ("LD", "wasi-ld"),
    ("AR", "wasi-ar"),
    ("NM", "wasi-nm"),
    ("RANLIB", "wasi-ranlib"),
    ("STRIP", "wasi-strip"),
];

/// The commands of the sysroot that set up a build system, and the build system.
const COMMANDS: [(&str, &str); 4] = [
    ("wasi-configure", ""),
    ("wasi-make", "make"),
    ("wasi-cmake", "cmake"),
    ("wasi-meson", "meson"),
];

/// With which these commands, and `wasi-cc`, build for hosts that offer processes.
const PROCESSES: &str = "WASI_PROCESSES";

/// With which they build components, which have sockets.
const NETWORK: &str = "WASI_NETWORK";

impl Leg {
    pub fn native(jobs: usize) -> Self {
        Self {
            sysroot: None,
            jobs,
            fingerprint: String::from("native"),
        }
    }

    pub fn wasi(sysroot: &Path, jobs: usize) -> Result<Self> {
        ensure!(
            sysroot.join("bin/wasi-cc").exists() && sysroot.join("bin/wasi-run").exists(),
            "{} is not a sysroot with tools: run `cargo xtask sysroot` first",
            sysroot.display()
        );
        let sysroot = fs::canonicalize(sysroot)?;
        let fingerprint = fingerprint(&sysroot)?;
        Ok(Self {
            sysroot: Some(sysroot),
            jobs,
            fingerprint,
        })
    }

    /// The sysroot's extra commands in a native recipe: each runs the build system behind
    /// it.
    pub fn put_commands(&self, folder: &Path) -> Result<()> {
        if self.sysroot.is_some() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        for (name, behind) in COMMANDS {
            let command = folder.join(name);
            fs::write(&command, format!("#!/bin/sh\nexec {behind} \"$@\"\n"))?;
            fs::set_permissions(&command, fs::Permissions::from_mode(0o755))?;
        }
        Ok(())
    }

    pub fn name(&self) -> &'static str {
        if self.sysroot.is_some() {
            "wasi"
        } else {
            "native"
        }
    }

    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The reason why a check is expected to fail on this leg.
    pub fn expects_failure<'a>(&self, check: &'a Check) -> Option<&'a str> {
        check.fail.as_deref().filter(|_| self.sysroot.is_some())
    }

    /// The reason why a port is expected not to build on this leg.
    pub fn expects_no_build<'a>(&self, recipe: &'a Recipe) -> Option<&'a str> {
        let reason = recipe.build.fail.as_deref();
        reason.filter(|_| self.sysroot.is_some())
    }

    /// The environment of a recipe's scripts; `folder` is the port's.
    pub fn environment(
        &self,
        recipe: &Recipe,
        folder: &Path,
    ) -> Vec<(&'static str, Option<OsString>)> {
        let mut variables = vec![
            ("BUILD", Some(folder.join("build").into())),
            ("NATIVE_CC", Some("cc".into())),
            ("JOBS", Some(self.jobs.to_string().into())),
            ("LC_ALL", Some("C.UTF-8".into())),
            ("MAKEFLAGS", None),
            ("CFLAGS", None),
            ("CPPFLAGS", None),
            ("LDFLAGS", None),
        ];
        variables.push(("WITH", Some(folder.join("with").into())));
        let settings = [
            (PROCESSES, recipe.build.processes),
            (NETWORK, recipe.build.network),
        ];
        variables.extend(settings.map(|(name, is_set)| (name, is_set.then(|| "1".into()))));
        let commands = match &self.sysroot {
            Some(sysroot) => sysroot.join("bin"),
            None => folder.join("commands"),
        };
        let mut path = OsString::from(folder.join("bin"));
        path.push(":");
        path.push(commands);
        if let Some(rest) = env::var_os("PATH") {
            path.push(":");
            path.push(rest);
        }
        variables.push(("PATH", Some(path)));
        match &self.sysroot {
            Some(sysroot) => {
                for (variable, tool) in TOOLS {
                    variables.push((variable, Some(sysroot.join("bin").join(tool).into())));
                }
                variables.push(("RUN", Some(sysroot.join("bin/wasi-run").into())));
                // For zlib's configure and similar scripts.
                variables.push(("CHOST", Some("wasm32-wasi".into())));
                variables.push(("HOST", Some("--host=wasm32-wasi".into())));
            }
            None => {
                let native = ["cc", "c++", "ld", "ar", "nm", "ranlib", "strip"];
                for ((variable, _), tool) in TOOLS.into_iter().zip(native) {
                    variables.push((variable, Some(tool.into())));
                }
                variables.push(("RUN", Some("".into())));
                variables.push(("CHOST", None));
                variables.push(("HOST", Some("".into())));
            }
        }
        variables
    }

    /// Makes a built program a command: a Makefile's own tests call it by its
    /// path, the smoke tests by its name. A module that is no launcher moves to
    /// `<program>.wasm` and a script that runs it takes its place.
    pub fn install(&self, recipe: &Recipe, program: &Path, bin: &Path) -> Result<()> {
        let name = program.file_name().context("a program needs a name")?;
        if let Some(sysroot) = &self.sysroot {
            let mut module = program.as_os_str().to_owned();
            module.push(".wasm");
            let module = PathBuf::from(module);
            if !fs::read(program)?.starts_with(b"#!") {
                fs::rename(program, &module)
                    .with_context(|| format!("cannot rename {}", program.display()))?;
                fs::write(program, launcher(sysroot, &module, &recipe.build))?;
                fs::set_permissions(program, fs::Permissions::from_mode(0o755))?;
            }
        }
        let command = bin.join(name);
        std::os::unix::fs::symlink(program, &command)
            .with_context(|| format!("cannot make {}", command.display()))
    }
}

/// The caller's working directory is the module's root and working directory, and an
/// absolute path of it works too. The module gets the command's usual name, which
/// programs print in messages.
fn launcher(sysroot: &Path, module: &Path, build: &Build) -> String {
    let options = match (build.processes, build.network) {
        (true, _) => " --processes=native",
        (_, true) => " --allow-net",
        _ => "",
    };
    format!(
        "#!/bin/sh\nexec {}{options} --argv0 \"${{0##*/}}\" --env-inherit --dir .::/ --dir \"$PWD\" \
         --dir /tmp --dir /dev {} \"$@\"\n",
        quoted(&sysroot.join("bin/wasi-run")),
        quoted(module)
    )
}

/// A word of a shell script.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

/// A hash of everything from the sysroot that a compiled program uses.
fn fingerprint(sysroot: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for part in ["include", "lib", "share", "bin/wasi-cc"] {
        for entry in WalkDir::new(sysroot.join(part))
            .follow_links(false)
            .sort_by_file_name()
        {
            let entry = entry.with_context(|| format!("cannot read {}", sysroot.display()))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = entry.path();
            let name = path.strip_prefix(sysroot)?.to_string_lossy();
            let contents = if entry.path_is_symlink() {
                fs::read_link(path)?
                    .to_string_lossy()
                    .into_owned()
                    .into_bytes()
            } else {
                fs::read(path)?
            };
            hash.update(format!("{name}\0{}\0", contents.len()));
            hash.update(contents);
        }
    }
    Ok(hex(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_launcher_survives_odd_paths() {
        let text = |settings: &str| {
            let build = toml::from_str(&format!("run = ''\nprograms = []\n{settings}")).unwrap();
            launcher(Path::new("/a b"), Path::new("/it's/x.wasm"), &build)
        };
        let (text, processes, network) =
            (text(""), text("processes = true"), text("network = true"));
        assert!(text.contains(r"exec '/a b/bin/wasi-run' "), "{text}");
        assert!(text.contains(r"'/it'\''s/x.wasm' "), "{text}");
        assert!(text.contains("wasi-run' --argv0"), "{text}");
        assert!(
            processes.contains(r"exec '/a b/bin/wasi-run' --processes=native --argv0"),
            "{processes}"
        );
        assert!(
            network.contains("wasi-run' --allow-net --argv0"),
            "{network}"
        );
    }

    #[test]
    fn the_fingerprint_follows_contents_and_names() {
        let make = |file: &str, text: &str| {
            let folder = tempfile::tempdir().unwrap();
            for part in ["include", "lib", "share", "bin"] {
                fs::create_dir(folder.path().join(part)).unwrap();
            }
            fs::write(folder.path().join("bin/wasi-cc"), "cc").unwrap();
            fs::write(folder.path().join("lib").join(file), text).unwrap();
            fingerprint(folder.path()).unwrap()
        };
        assert_eq!(make("libc.a", "1"), make("libc.a", "1"));
        assert_ne!(make("libc.a", "1"), make("libc.a", "2"));
        assert_ne!(make("libc.a", "1"), make("libm.a", "1"));
    }
}
