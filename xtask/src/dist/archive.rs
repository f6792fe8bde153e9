//! An archive that unpacks into one directory of its own name.

use crate::tree::Tree;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Writes `file`, a `.tar.gz`, with all times set to `time`.
pub fn write(tree: &Tree, file: &Path, time: u64) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".tar.gz").context("not .tar.gz")?;
    let staging = tempfile::Builder::new()
        .prefix(".dist-")
        .tempdir_in(folder)?;
    tree.write(&staging.path().join(name))?;
    let partial = staging.path().join("partial");
    let mut tar = Command::new("tar")
        .args(["--create", "--format=ustar", "--sort=name", "--owner=0"])
        .args(["--group=0", "--numeric-owner", "--mode=go=rX,u+rw"])
        .arg(format!("--mtime=@{time}"))
        .arg("--directory")
        .arg(staging.path())
        .arg(name)
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run tar")?;
    let packed = Command::new("gzip")
        .args(["--no-name", "-9"])
        .stdin(tar.stdout.take().context("tar has no output")?)
        .stdout(fs::File::create(&partial)?)
        .status()
        .context("cannot run gzip")?;
    let tarred = tar.wait()?;
    ensure!(
        tarred.success() && packed.success(),
        "cannot pack {name}: tar {tarred}, gzip {packed}"
    );
    fs::rename(&partial, file).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_same_tree_gives_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let mut memo = crate::hash::Memo::load(&folder.path().join("memo"));
        let program = folder.path().join("program");
        let mut archives = Vec::new();
        for (place, mode) in [("one", 0o755), ("two", 0o700)] {
            fs::write(&program, "program").unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(mode)).unwrap();
            let mut tree = Tree::default();
            tree.file("bin/program", &program, &mut memo).unwrap();
            tree.bytes("share/text", "text");
            tree.link("bin/link", "program");
            let out = folder.path().join(place);
            fs::create_dir(&out).unwrap();
            let file = out.join("it-1.tar.gz");
            write(&tree, &file, 1_000_000_000).unwrap();
            assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
            archives.push(fs::read(file).unwrap());
        }
        assert!(archives[0] == archives[1]);
    }
}
