//! Pinned sources: downloaded once, verified by SHA-256 every time.
//!
//! A [`Source`] names one file by its hash and says where to get it. Only files with the
//! right hash enter the cache; others are deleted.

use crate::layout::Layout;
use anyhow::{Context, Result, anyhow, bail, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::env;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

mod apt;

/// One pinned file. The ways to get it are tried in the order of the fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name for messages: "musl".
    pub name: String,
    pub version: String,
    /// The name in the cache.
    pub file: String,
    /// The hash of the whole file, in hexadecimal.
    pub sha256: String,
    /// A Debian source package that carries it.
    #[serde(default)]
    pub debian: Option<Debian>,
    /// A crate whose `.crate` file it is. (`crate` is a Rust keyword.)
    #[serde(default, rename = "crate")]
    pub krate: Option<Crate>,
    /// Where upstream publishes it.
    #[serde(default)]
    pub url: Option<String>,
}

/// A file of a Debian source package.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debian {
    pub package: String,
    /// The file's name in the package, if it differs from the name in the cache.
    #[serde(default)]
    pub file: Option<String>,
    /// The suites to look in, in this order.
    pub suites: Vec<String>,
}

/// A published crate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crate {
    pub name: String,
    pub version: String,
}

impl Source {
    /// The verified file: from the cache, else downloaded into it.
    pub fn fetch(&self, layout: &Layout) -> Result<PathBuf> {
        let cached = layout.downloads().join(&self.file);
        if cached.is_file() {
            match self.verify(&cached) {
                Ok(()) => return Ok(cached),
                Err(error) => {
                    eprintln!("xtask: {error:#}; fetching it again");
                    fs::remove_file(&cached)
                        .with_context(|| format!("cannot remove {}", cached.display()))?;
                }
            }
        }
        eprintln!("xtask: fetching {} {}", self.name, self.version);
        fs::create_dir_all(layout.scratch())?;
        fs::create_dir_all(layout.downloads())?;
        let mut tried = Vec::new();
        for (way, fetched) in self.ways(layout) {
            match fetched() {
                Ok((folder, file)) => {
                    fs::rename(&file, &cached)
                        .with_context(|| format!("cannot write {}", cached.display()))?;
                    drop(folder);
                    return Ok(cached);
                }
                Err(error) => tried.push(format!("  {way}: {error:#}")),
            }
        }
        ensure!(
            !tried.is_empty(),
            "{} {} is not in the cache, and nothing says where to get it",
            self.name,
            self.version
        );
        bail!(
            "cannot get {} {} ({}):\n{}",
            self.name,
            self.version,
            self.file,
            tried.join("\n")
        )
    }

    /// A file that the user names instead. It is used in place, if it has the right hash.
    pub fn given(&self, path: &Path) -> Result<PathBuf> {
        ensure!(path.exists(), "{} does not exist", path.display());
        self.verify(path)?;
        Ok(path.to_path_buf())
    }

    /// Fails unless the file has the pinned hash, and describes the difference.
    pub fn verify(&self, path: &Path) -> Result<()> {
        let size = path
            .metadata()
            .with_context(|| format!("cannot read {}", path.display()))?
            .len();
        let found = sha256(path)?;
        if found == self.sha256.to_ascii_lowercase() {
            return Ok(());
        }
        if size == 0 {
            bail!("{} is empty", path.display());
        }
        if is_truncated(path) {
            bail!(
                "{} is truncated: the archive ends early, after {size} bytes",
                path.display()
            );
        }
        bail!(
            "{} has the wrong hash: SHA-256 {found}, but {} {} has {}",
            path.display(),
            self.name,
            self.version,
            self.sha256
        )
    }

    /// Each way as its name and an action that leaves the verified file in a
    /// temporary directory.
    fn ways<'a>(&'a self, layout: &'a Layout) -> Vec<(String, Way<'a>)> {
        let mut ways: Vec<(String, Way<'a>)> = Vec::new();
        if let Some(debian) = &self.debian {
            let wanted = debian.file.as_deref().unwrap_or(&self.file);
            for suite in &debian.suites {
                ways.push((
                    format!("Debian source package {} in {suite}", debian.package),
                    Box::new(move || {
                        let folder = temporary(layout)?;
                        let file = apt::source(folder.path(), &debian.package, suite, wanted)?;
                        self.verify(&file)?;
                        Ok((folder, file))
                    }),
                ));
            }
        }
        if let Some(krate) = &self.krate {
            ways.push((
                format!("crate {} {}", krate.name, krate.version),
                Box::new(move || {
                    let folder = temporary(layout)?;
                    let file = download_crate(folder.path(), krate)?;
                    self.verify(&file)?;
                    Ok((folder, file))
                }),
            ));
        }
        if let Some(url) = &self.url {
            ways.push((
                url.clone(),
                Box::new(move || {
                    let folder = temporary(layout)?;
                    let file = folder.path().join(&self.file);
                    download(url, &file)?;
                    self.verify(&file)?;
                    Ok((folder, file))
                }),
            ));
        }
        ways
    }
}

/// The `.deb` of a Debian package that apt vouches for, from the first of the suites that
/// has it, in the download cache. Not pinned: apt's signatures are the check, and the
/// file's name contains the version.
pub fn debian_package(layout: &Layout, package: &str, suites: &[&str]) -> Result<PathBuf> {
    fs::create_dir_all(layout.scratch())?;
    fs::create_dir_all(layout.downloads())?;
    let mut tried = Vec::new();
    for suite in suites {
        let folder = temporary(layout)?;
        match apt::package(folder.path(), package, suite) {
            Ok(file) => {
                let kept = layout
                    .downloads()
                    .join(file.file_name().unwrap_or_default());
                fs::rename(&file, &kept)
                    .with_context(|| format!("cannot write {}", kept.display()))?;
                return Ok(kept);
            }
            Err(error) => tried.push(format!("  {suite}: {error:#}")),
        }
    }
    bail!(
        "cannot get Debian's package {package}:\n{}",
        tried.join("\n")
    )
}

type Way<'a> = Box<dyn FnOnce() -> Result<(tempfile::TempDir, PathBuf)> + 'a>;

/// SHA-256 of a file, in lower-case hexadecimal.
pub fn sha256(path: &Path) -> Result<String> {
    let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut hash = Sha256::new();
    io::copy(&mut file, &mut hash).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hex(&hash.finalize()))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn temporary(layout: &Layout) -> Result<tempfile::TempDir> {
    let scratch = layout.scratch();
    tempfile::Builder::new()
        .prefix("fetch-")
        .tempdir_in(&scratch)
        .with_context(|| format!("cannot make a directory in {}", scratch.display()))
}

/// Whether a compressed archive ends before its end mark. Used only for files with a
/// wrong hash, to explain the error.
fn is_truncated(path: &Path) -> bool {
    let mut magic = [0; 2];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut magic));
    let tool = match (read, magic) {
        (Ok(()), [0x1f, 0x8b]) => "gzip",
        (Ok(()), [0xfd, b'7']) => "xz",
        (Ok(()), [b'B', b'Z']) => "bzip2",
        _ => return false,
    };
    let Ok(output) = Command::new(tool)
        .arg("-tc")
        .stdin(Stdio::null())
        .arg(path)
        .output()
    else {
        return false;
    };
    String::from_utf8_lossy(&output.stderr)
        .to_lowercase()
        .contains("unexpected end")
}

/// Downloads with curl, else with wget.
fn download(url: &str, to: &Path) -> Result<()> {
    let mut curl = Command::new("curl");
    curl.args([
        "--fail",
        "--location",
        "--silent",
        "--show-error",
        "--retry",
        "2",
    ]);
    curl.arg("--output").arg(to).arg(url);
    let mut wget = Command::new("wget");
    wget.args(["--quiet", "--no-verbose", "--tries=3", "--output-document"])
        .arg(to)
        .arg(url);
    for mut command in [curl, wget] {
        let tool = command.get_program().to_string_lossy().into_owned();
        match command.stdin(Stdio::null()).output() {
            Ok(output) if output.status.success() => return Ok(()),
            Ok(output) => return Err(failed(&tool, &output)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(anyhow!("cannot run {tool}: {error}")),
        }
    }
    bail!("neither curl nor wget is installed")
}

/// Lets cargo fetch a crate, so that its configuration (mirrors, proxies,
/// credentials) applies, and copies the `.crate` file out of cargo's cache.
fn download_crate(folder: &Path, krate: &Crate) -> Result<PathBuf> {
    let name = format!("{}-{}.crate", krate.name, krate.version);
    if let Some(file) = in_cargo_cache(&name)? {
        return copy_into(folder, &file);
    }
    let manifest = folder.join("Cargo.toml");
    let text = format!(
        "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n[dependencies]\n{} = \"={}\"\n\n[workspace]\n",
        krate.name, krate.version
    );
    fs::write(&manifest, text)?;
    fs::write(folder.join("lib.rs"), "")?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["fetch", "--quiet", "--manifest-path"])
        .arg(&manifest)
        .stdin(Stdio::null())
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        return Err(failed("cargo fetch", &output));
    }
    let file = in_cargo_cache(&name)?
        .with_context(|| format!("cargo fetched no {name} into its cache"))?;
    copy_into(folder, &file)
}

fn copy_into(folder: &Path, file: &Path) -> Result<PathBuf> {
    let copy = folder.join(file.file_name().unwrap_or_default());
    fs::copy(file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(copy)
}

fn in_cargo_cache(name: &str) -> Result<Option<PathBuf>> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))
        .context("neither CARGO_HOME nor HOME is set")?;
    let Ok(registries) = fs::read_dir(home.join("registry/cache")) else {
        return Ok(None);
    };
    for registry in registries {
        let file = registry?.path().join(name);
        if file.is_file() {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// A command's failure, with its own messages.
fn failed(what: &str, output: &std::process::Output) -> anyhow::Error {
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim();
    if said.is_empty() {
        anyhow!("{what} failed ({})", output.status)
    } else {
        anyhow!("{what} failed ({}): {said}", output.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Place {
        folder: tempfile::TempDir,
        layout: Layout,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let layout = Layout::at(folder.path().join("checkout"));
            Self { folder, layout }
        }

        fn published(&self, bytes: &[u8]) -> String {
            let file = self.folder.path().join("published.bin");
            fs::write(&file, bytes).unwrap();
            format!("file://{}", file.display())
        }

        /// Every file that is left below the work directory.
        fn left(&self) -> Vec<String> {
            walkdir::WalkDir::new(self.layout.work())
                .into_iter()
                .flatten()
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect()
        }
    }

    fn source(url: Option<String>, contents: &[u8]) -> Source {
        Source {
            name: "sample".into(),
            version: "1.0".into(),
            file: "sample.bin".into(),
            sha256: hex(&Sha256::digest(contents)),
            debian: None,
            krate: None,
            url,
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), bytes).unwrap();
        let output = Command::new("gzip")
            .arg("-c")
            .arg(file.path())
            .output()
            .unwrap();
        assert!(output.status.success());
        output.stdout
    }

    #[test]
    fn the_right_file_reaches_the_cache_and_is_used_from_there() {
        let place = Place::new();
        let url = place.published(b"right");
        let source = source(Some(url), b"right");
        let path = source.fetch(&place.layout).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"right");
        fs::remove_file(place.folder.path().join("published.bin")).unwrap();
        assert_eq!(source.fetch(&place.layout).unwrap(), path);
        assert_eq!(place.left(), ["sample.bin"]);
    }

    #[test]
    fn a_wrong_hash_is_an_error_that_shows_both_and_leaves_nothing() {
        let place = Place::new();
        let source = source(Some(place.published(b"wrong")), b"right");
        let error = format!("{:#}", source.fetch(&place.layout).unwrap_err());
        assert!(error.contains("wrong hash"), "{error}");
        assert!(error.contains(&source.sha256), "{error}");
        assert!(error.contains(&hex(&Sha256::digest(b"wrong"))), "{error}");
        assert_eq!(place.left(), [""; 0]);
    }

    #[test]
    fn a_truncated_archive_is_called_truncated_and_leaves_nothing() {
        let place = Place::new();
        let whole = gzip(&[7; 100_000]);
        let half = &whole[..whole.len() / 2];
        let source = source(Some(place.published(half)), &whole);
        let error = format!("{:#}", source.fetch(&place.layout).unwrap_err());
        assert!(error.contains("is truncated"), "{error}");
        assert_eq!(place.left(), [""; 0]);
    }

    #[test]
    fn a_missing_download_says_where_it_looked_and_leaves_nothing() {
        let place = Place::new();
        let url = format!("file://{}/nowhere", place.folder.path().display());
        let source = source(Some(url.clone()), b"right");
        let error = format!("{:#}", source.fetch(&place.layout).unwrap_err());
        assert!(error.contains(&url), "{error}");
        assert!(error.contains("cannot get sample 1.0"), "{error}");
        assert_eq!(place.left(), [""; 0]);
    }

    #[test]
    fn an_unreachable_host_is_the_downloader_s_own_error() {
        let place = Place::new();
        // Port 1 of this machine refuses: no name service, no waiting.
        let source = source(Some("http://127.0.0.1:1/x".into()), b"right");
        let error = format!("{:#}", source.fetch(&place.layout).unwrap_err());
        assert!(error.contains("http://127.0.0.1:1/x: "), "{error}");
        assert_eq!(place.left(), [""; 0]);
    }

    #[test]
    fn a_damaged_cache_is_fetched_again() {
        let place = Place::new();
        let source = source(Some(place.published(b"right")), b"right");
        let path = source.fetch(&place.layout).unwrap();
        fs::write(&path, b"damaged").unwrap();
        assert_eq!(source.fetch(&place.layout).unwrap(), path);
        assert_eq!(fs::read(&path).unwrap(), b"right");
    }

    #[test]
    fn a_given_file_is_verified_where_it_lies() {
        let place = Place::new();
        let good = place.folder.path().join("good");
        fs::write(&good, b"right").unwrap();
        let source = source(None, b"right");
        assert_eq!(source.given(&good).unwrap(), good);

        let missing = place.folder.path().join("missing");
        let error = format!("{:#}", source.given(&missing).unwrap_err());
        assert!(error.contains("does not exist"), "{error}");

        fs::write(&good, b"").unwrap();
        let error = format!("{:#}", source.given(&good).unwrap_err());
        assert!(error.contains("is empty"), "{error}");
    }

    #[test]
    fn a_source_without_a_place_says_so() {
        let place = Place::new();
        let error = format!(
            "{:#}",
            source(None, b"right").fetch(&place.layout).unwrap_err()
        );
        assert!(error.contains("nothing says where to get it"), "{error}");
    }
}
