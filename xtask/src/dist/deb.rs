//! The Debian package: the sysroot in `/usr/lib/wasi-sysroot`, its commands in `/usr/bin`.

use super::VERSION;
use crate::layout::Layout;
use crate::package::BELOW_PREFIX;
use crate::tree::Tree;
use anyhow::{Context, Result, ensure};
use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use walkdir::WalkDir;

const PACKAGE: &str = "wasi-sysroot";

/// The revision of the package for one version of ours.
const REVISION: u32 = 1;

/// Debian's place for completions of zsh that a package brings.
const ZSH: [&str; 2] = ["share/zsh/site-functions/", "share/zsh/vendor-completions/"];

pub fn file() -> Result<String> {
    let architecture = printed(Command::new("dpkg").arg("--print-architecture"))
        .context("a .deb needs a Debian system; --only leaves it out")?;
    Ok(format!(
        "{PACKAGE}_{VERSION}-{REVISION}_{}.deb",
        architecture.trim()
    ))
}

/// Checks of lintian that this package cannot pass.
const OVERRIDES: &str = "\
# Archives of WebAssembly, which lintian takes for native ones without code.
wasi-sysroot: no-code-sections *
# The package is made by upstream, not uploaded to Debian.
wasi-sysroot: initial-upload-closes-no-bugs *
";

/// Writes the package of a tree that is to be below `/usr`, with all times set to `time`.
pub fn write(layout: &Layout, below: &Tree, file: &Path, time: u64) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let staging = tempfile::Builder::new()
        .prefix(".dist-")
        .tempdir_in(folder)?;
    let root = staging.path().join("root");
    let mut tree = Tree::default();
    for path in below.paths() {
        let path_here = match path.strip_prefix(ZSH[0]) {
            Some(name) => format!("{}{name}", ZSH[1]),
            None => path.to_owned(),
        };
        tree.copy(format!("usr/{path_here}"), below, path);
    }
    let documents = format!("usr/share/doc/{PACKAGE}");
    tree.rename(
        &format!("{documents}/CHANGELOG.md"),
        format!("{documents}/changelog"),
    );
    let maintainer = maintainer();
    tree.bytes(
        format!("{documents}/changelog.Debian"),
        changelog(&maintainer, time)?,
    );
    tree.bytes(format!("{documents}/copyright"), copyright(layout, below)?);
    tree.bytes(format!("usr/share/lintian/overrides/{PACKAGE}"), OVERRIDES);
    tree.write(&root)?;
    for name in ["changelog", "changelog.Debian"] {
        gzip(&root.join(&documents).join(name))?;
    }
    compress_man_pages(&root.join("usr/share/man"))?;

    let size = installed_size(&root)?;
    let control = root.join("DEBIAN");
    fs::create_dir(&control)?;
    fs::write(control.join("md5sums"), md5sums(&root)?)?;
    let clang = below.read_text(&format!("{BELOW_PREFIX}/share/wasi-cc/clang-version.txt"))?;
    let major = clang.split('.').next().unwrap_or_default();
    let depends = format!(
        "{}, clang-{major}, lld-{major}, llvm-{major}",
        libraries(staging.path(), &root)?
    );
    let architecture = printed(Command::new("dpkg").arg("--print-architecture"))?;
    fs::write(
        control.join("control"),
        format!(
            "Package: {PACKAGE}\n\
             Version: {VERSION}-{REVISION}\n\
             Architecture: {}\n\
             Maintainer: {maintainer}\n\
             Installed-Size: {size}\n\
             Depends: {depends}\n\
             Suggests: cmake, make, meson, pkg-config\n\
             Section: devel\n\
             Priority: optional\n\
             Description: C library, compiler driver and runtime for WebAssembly on WASI\n \
             wasi-cc is clang with a C library that makes ordinary C programs, unmodified,\n \
             run as WebAssembly on any runtime of WASI preview 1. The library is musl over\n \
             Linux system calls that are implemented inside the module. wasi-run runs the\n \
             programs, and wasi-configure, wasi-make, wasi-cmake and wasi-meson build source\n \
             trees with the build systems that they have.\n",
            architecture.trim()
        ),
    )?;
    permissions(&root)?;
    let made = staging.path().join("made.deb");
    printed(
        Command::new("dpkg-deb")
            .args(["--build", "--root-owner-group", "-Zxz"])
            .args([&root, &made])
            .env("SOURCE_DATE_EPOCH", time.to_string()),
    )?;
    fs::rename(&made, file).with_context(|| format!("cannot write {}", file.display()))
}

/// By the variables that Debian's own tools read.
fn maintainer() -> String {
    let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let name = variable("DEBFULLNAME").unwrap_or_else(|| format!("{PACKAGE} maintainers"));
    let mail = variable("DEBEMAIL").unwrap_or_else(|| format!("maintainers@{PACKAGE}.invalid"));
    format!("{name} <{mail}>")
}

fn changelog(maintainer: &str, time: u64) -> Result<String> {
    let date = printed(
        Command::new("date")
            .args(["--utc", "--rfc-email", "--date"])
            .arg(format!("@{time}")),
    )?;
    Ok(format!(
        "{PACKAGE} ({VERSION}-{REVISION}) unstable; urgency=medium\n\n  \
         * Version {VERSION}; changelog.gz says what is new.\n\n \
         -- {maintainer}  {}\n",
        date.trim()
    ))
}

/// The notices of all parts but the crates, whose notices are installed beside them.
fn copyright(layout: &Layout, tree: &Tree) -> Result<String> {
    let licences = format!("{BELOW_PREFIX}/share/licenses");
    let mit =
        fs::read_to_string(layout.root().join("LICENSE-MIT")).context("cannot read LICENSE-MIT")?;
    Ok(format!(
        "{}\nThese names are below /usr/{licences}.\n\
         On Debian the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.\n\n\
         LICENSE-MIT:\n\n{mit}\nmusl/COPYRIGHT:\n\n{}",
        tree.read_text(&format!("{licences}/NOTICE"))?,
        tree.read_text(&format!("{licences}/musl/COPYRIGHT"))?
    ))
}

/// The packages that the programs' libraries are in.
fn libraries(scratch: &Path, root: &Path) -> Result<String> {
    // dpkg-shlibdeps reads a source package: one that says nothing.
    let source = scratch.join("source");
    fs::create_dir_all(source.join("debian"))?;
    let control = format!("Source: {PACKAGE}\n\nPackage: {PACKAGE}\nArchitecture: any\n");
    fs::write(source.join("debian/control"), control)?;
    let bin = root.join("usr").join(BELOW_PREFIX).join("bin");
    let said = printed(
        Command::new("dpkg-shlibdeps")
            .current_dir(&source)
            .arg("-O")
            .args(["wasi-cc", "wasi-run"].map(|name| bin.join(name))),
    )
    .context("the package dpkg-dev has dpkg-shlibdeps")?;
    let depends = said.trim().strip_prefix("shlibs:Depends=");
    Ok(depends
        .context("dpkg-shlibdeps names no packages")?
        .to_owned())
}

fn compress_man_pages(folder: &Path) -> Result<()> {
    for (page, _) in entries(folder)? {
        let mut compressed = page.clone().into_os_string();
        compressed.push(".gz");
        match fs::read_link(&page) {
            Ok(target) => {
                fs::remove_file(&page)?;
                symlink(format!("{}.gz", target.display()), compressed)?;
            }
            Err(_) => gzip(&page)?,
        }
    }
    Ok(())
}

fn gzip(file: &Path) -> Result<()> {
    printed(Command::new("gzip").args(["-9", "--no-name"]).arg(file)).map(drop)
}

/// As `md5sum --check` reads them.
fn md5sums(root: &Path) -> Result<String> {
    let files = entries(&root.join("usr"))?;
    let files = files.iter().filter(|(_, is_file)| *is_file);
    let mut command = Command::new("md5sum");
    command.current_dir(root);
    for (file, _) in files {
        command.arg(file.strip_prefix(root)?);
    }
    printed(&mut command)
}

/// In KiB, as Debian's policy counts: each file rounded up, 1 for all else.
fn installed_size(root: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in WalkDir::new(root) {
        let data = entry?.metadata()?;
        size += match data.is_file() {
            true => data.len().div_ceil(1024),
            false => 1,
        };
    }
    Ok(size)
}

/// Files and links below a directory, sorted, with whether each is a file.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            found.push((entry.path().to_owned(), entry.file_type().is_file()));
        }
    }
    Ok(found)
}

/// Whatever the umask is.
fn permissions(root: &Path) -> Result<()> {
    for entry in WalkDir::new(root) {
        let entry = entry?;
        if entry.path_is_symlink() {
            continue;
        }
        let mode = entry.metadata()?.permissions().mode();
        let mode = match mode & 0o100 {
            0 => 0o644,
            _ => 0o755,
        };
        fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// The output of a command.
fn printed(command: &mut Command) -> Result<String> {
    let name = command.get_program().display().to_string();
    let output = command
        .output()
        .with_context(|| format!("cannot run {name}"))?;
    ensure!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::Memo;

    #[test]
    fn the_same_tree_gives_the_same_package() {
        if file().is_err() {
            // No Debian system.
            return;
        }
        let layout = Layout::find();
        let folder = tempfile::tempdir().unwrap();
        let mut memo = Memo::load(&folder.path().join("memo"));
        let mut packages = Vec::new();
        for (place, mode) in [("one", 0o755), ("two", 0o711)] {
            let program = folder.path().join("program");
            fs::copy("/bin/true", &program).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(mode)).unwrap();
            let mut tree = Tree::default();
            let below = |path: &str| format!("{BELOW_PREFIX}/{path}");
            for name in ["bin/wasi-cc", "bin/wasi-run"] {
                tree.file(below(name), &program, &mut memo).unwrap();
            }
            tree.bytes(below("share/licenses/NOTICE"), "notice");
            tree.bytes(below("share/licenses/musl/COPYRIGHT"), "copyright");
            tree.bytes(below("share/wasi-cc/clang-version.txt"), "22.1.8\n");
            tree.bytes("share/doc/wasi-sysroot/CHANGELOG.md", "changes");
            tree.bytes("share/man/man1/wasi-cc.1", "page");
            tree.link("share/man/man1/wasi-gcc.1", "wasi-cc.1");
            tree.bytes("share/zsh/site-functions/_wasi-run", "completions");
            let out = folder.path().join(place);
            fs::create_dir(&out).unwrap();
            let deb = out.join("it.deb");
            write(&layout, &tree, &deb, 1_000_000_000).unwrap();
            packages.push(deb);
        }
        assert!(fs::read(&packages[0]).unwrap() == fs::read(&packages[1]).unwrap());
        let list = printed(Command::new("dpkg-deb").arg("--contents").arg(&packages[0])).unwrap();
        for name in [
            "usr/lib/wasi-sysroot/bin/wasi-run",
            "usr/share/man/man1/wasi-gcc.1.gz -> wasi-cc.1.gz",
            "usr/share/zsh/vendor-completions/_wasi-run",
            "usr/share/doc/wasi-sysroot/changelog.gz",
        ] {
            assert!(list.contains(&format!(" ./{name}\n")), "{name}: {list}");
        }
        let control = printed(Command::new("dpkg-deb").arg("--field").arg(&packages[0])).unwrap();
        assert!(control.contains("clang-22, lld-22, llvm-22\n"), "{control}");
    }
}
