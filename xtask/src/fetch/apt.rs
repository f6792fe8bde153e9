//! Debian source packages through apt, with a private sources list: no system
//! file is written, any user can do it, and the machine's own mirror, keyring
//! and proxy settings apply.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A Debian mirror, as the machine's own sources name it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mirror {
    uri: String,
    /// The value of `Signed-By`, which may be a whole key over several lines.
    signed_by: Option<String>,
}

/// Downloads `wanted`, a tarball of the source package, into `folder`.
pub fn source(folder: &Path, package: &str, suite: &str, wanted: &str) -> Result<PathBuf> {
    let state = prepare(folder, "deb-src", suite)?;
    let fetched = run(
        &state,
        &["source", "--download-only", "--tar-only", package],
    );
    let file = state.join("download").join(wanted);
    if file.is_file() {
        let moved = folder.join(wanted);
        fs::rename(&file, &moved)?;
        return Ok(moved);
    }
    fetched.context("apt-get source")?;
    let mut others: Vec<String> = fs::read_dir(state.join("download"))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    others.sort();
    bail!("the package there has {}, not {wanted}", others.join(", "))
}

/// Downloads the newest `.deb` of a binary package in `suite` into `folder`.
pub fn package(folder: &Path, package: &str, suite: &str) -> Result<PathBuf> {
    let state = prepare(folder, "deb", suite)?;
    run(&state, &["download", package]).context("apt-get download")?;
    let found = fs::read_dir(state.join("download"))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .context("apt-get downloaded nothing")?;
    let moved = folder.join(found.file_name().unwrap_or_default());
    fs::rename(&found, &moved)?;
    Ok(moved)
}

/// A private apt state below `folder` that knows one suite of the machine's mirror.
fn prepare(folder: &Path, kind: &str, suite: &str) -> Result<PathBuf> {
    let mirror = machine_mirror(Path::new("/etc/apt"))?;
    let state = folder.join("apt");
    for part in ["lists/partial", "cache/archives/partial", "download"] {
        fs::create_dir_all(state.join(part))?;
    }
    let list = state.join("private.sources");
    fs::write(&list, mirror.stanza(kind, suite))?;
    run(&state, &["update"]).context("apt-get update")?;
    Ok(state)
}

fn run(state: &Path, args: &[&str]) -> Result<Output> {
    let option = |name: &str, path: &Path| format!("{name}={}", path.display());
    let output = Command::new("apt-get")
        .current_dir(state.join("download"))
        .args(["--quiet=2", "--assume-yes"])
        .args([
            "-o",
            &option("Dir::Etc::SourceList", &state.join("private.sources")),
        ])
        .args(["-o", "Dir::Etc::SourceParts=/dev/null"])
        .args(["-o", &option("Dir::State::Lists", &state.join("lists"))])
        .args(["-o", "Dir::State::Status=/dev/null"])
        .args(["-o", &option("Dir::Cache", &state.join("cache"))])
        .args(["-o", "Acquire::Languages=none", "-o", "APT::Sandbox::User="])
        .args(args)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output();
    let output = match output {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("there is no apt-get on this machine")
        }
        other => other?,
    };
    // apt-get update counts an unreachable mirror as a mere warning.
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let trouble = |line: &&str| line.starts_with("E: ") || line.starts_with("W: Failed");
    let trouble: Vec<&str> = said.lines().filter(trouble).collect();
    ensure!(
        output.status.success() && trouble.is_empty(),
        "{}",
        trouble.join("; ")
    );
    Ok(output)
}

impl Mirror {
    fn stanza(&self, kind: &str, suite: &str) -> String {
        let mut text = format!(
            "Types: {kind}\nURIs: {}\nSuites: {suite}\nComponents: main\n",
            self.uri
        );
        if let Some(signed_by) = &self.signed_by {
            text += &format!("Signed-By: {signed_by}\n");
        }
        text
    }
}

/// The first Debian mirror in the machine's own sources files.
fn machine_mirror(etc_apt: &Path) -> Result<Mirror> {
    let mut files = vec![etc_apt.join("sources.list")];
    if let Ok(parts) = fs::read_dir(etc_apt.join("sources.list.d")) {
        files.extend(parts.flatten().map(|part| part.path()));
    }
    files[1..].sort();
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let found = match file.extension().and_then(|ext| ext.to_str()) {
            Some("sources") => deb822(&text),
            Some("list") => one_line(&text),
            _ => continue,
        };
        if let Some(mirror) = found.into_iter().find(|mirror| is_debian(&mirror.uri)) {
            return Ok(mirror);
        }
    }
    bail!("the sources in {} name no Debian mirror", etc_apt.display())
}

/// Mirrors of the main archive are published below a directory `debian`.
fn is_debian(uri: &str) -> bool {
    uri.trim_end_matches('/').ends_with("/debian")
}

fn deb822(text: &str) -> Vec<Mirror> {
    let mut mirrors = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.starts_with('#') {
            continue;
        }
        if line.trim().is_empty() {
            let field = |name: &str| {
                let found = fields
                    .iter()
                    .find(|(key, _)| key.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value.clone())
            };
            let uris = field("URIs").unwrap_or_default();
            if field("Enabled").as_deref() != Some("no") {
                mirrors.extend(uris.split_whitespace().map(|uri| Mirror {
                    uri: uri.to_owned(),
                    signed_by: field("Signed-By"),
                }));
            }
            fields.clear();
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push('\n');
                value.push_str(line);
            }
        } else if let Some((key, value)) = line.split_once(':') {
            fields.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    mirrors
}

fn one_line(text: &str) -> Vec<Mirror> {
    let mut mirrors = Vec::new();
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        let Some(rest) = line
            .strip_prefix("deb-src")
            .or_else(|| line.strip_prefix("deb"))
        else {
            continue;
        };
        let rest = rest.trim_start();
        let (options, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((options, rest)) => (options, rest),
            None => ("", rest),
        };
        let signed_by = options
            .split_whitespace()
            .find_map(|option| option.strip_prefix("signed-by="));
        if let Some(uri) = rest.split_whitespace().next() {
            mirrors.push(Mirror {
                uri: uri.to_owned(),
                signed_by: signed_by.map(|keys| keys.replace(',', " ")),
            });
        }
    }
    mirrors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stanza_s_mirror_and_keyring_are_taken() {
        let text = "Types: deb\n# snapshot\nURIs: http://mirror.example/debian-security\n\
                    Signed-By: /a.gpg\n\nTypes: deb\nURIs: http://mirror.example/debian/\n\
                    Suites: bookworm\nSigned-By:\n -----BEGIN\n .\n -----END\n";
        let found = deb822(text);
        assert_eq!(found.len(), 2);
        assert!(!is_debian(&found[0].uri));
        assert!(is_debian(&found[1].uri));
        assert_eq!(
            found[1].stanza("deb-src", "forky"),
            "Types: deb-src\nURIs: http://mirror.example/debian/\nSuites: forky\n\
             Components: main\nSigned-By: \n -----BEGIN\n .\n -----END\n"
        );
    }

    #[test]
    fn a_disabled_stanza_is_passed_over() {
        assert_eq!(
            deb822("Enabled: no\nURIs: http://mirror.example/debian\n"),
            []
        );
    }

    #[test]
    fn one_line_sources_are_read_too() {
        let text = "# deb http://old.example/debian x main\n\
                    deb [arch=amd64 signed-by=/a.gpg] http://mirror.example/debian bookworm main\n";
        let mirror = Mirror {
            uri: "http://mirror.example/debian".into(),
            signed_by: Some("/a.gpg".into()),
        };
        assert_eq!(one_line(text), [mirror]);
    }

    #[test]
    fn a_machine_without_a_debian_mirror_is_told_so() {
        let etc = tempfile::tempdir().unwrap();
        fs::write(
            etc.path().join("sources.list"),
            "deb http://x.example/ubuntu noble main\n",
        )
        .unwrap();
        let error = machine_mirror(etc.path()).unwrap_err().to_string();
        assert!(error.contains("name no Debian mirror"), "{error}");
    }
}
