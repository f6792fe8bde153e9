//! `xtask port` as a command, on a checkout with small ports of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

struct Checkout {
    folder: TempDir,
}

impl Checkout {
    /// With ports that fail when something else builds where they do.
    fn new(ports: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path();
        let downloads = root.join("target/wasi/downloads");
        fs::create_dir_all(&downloads).unwrap();
        fs::create_dir_all(root.join("src/it")).unwrap();
        fs::write(root.join("src/it/README"), "x").unwrap();
        let tarball = downloads.join("it.tar.gz");
        let tar = Command::new("tar")
            .current_dir(root.join("src"))
            .args(["-czf"])
            .arg(&tarball)
            .arg("it")
            .status();
        assert!(tar.unwrap().success());
        for (name, with) in ports {
            let port = format!(
                "about = 'x'\n\
                 [source]\nname = 'it'\nversion = '1'\nfile = 'it.tar.gz'\nsha256 = '{}'\n\
                 [build]\nwith = [{with}]\nprograms = ['it']\n\
                 run = '''\n\
                 mkdir \"$BUILD/../busy\"\n\
                 sleep 0.5\n\
                 rmdir \"$BUILD/../busy\"\n\
                 printf '#!/bin/sh\\necho done\\n' >it\n\
                 chmod +x it\n\
                 '''\n\
                 [[smoke]]\nname = 'runs'\nrun = 'test \"$(it)\" = done'\n",
                sha256(&tarball)
            );
            let place = root.join("ports").join(name);
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join("port.toml"), port).unwrap();
        }
        Self { folder }
    }

    fn start(&self, port: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .env("CARGO_MANIFEST_DIR", self.folder.path().join("xtask"))
            .args(["port", "--native", port])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn place(&self, port: &str) -> PathBuf {
        self.folder.path().join("target/wasi/ports").join(port)
    }
}

fn sha256(file: &Path) -> String {
    let output = Command::new("sha256sum").arg(file).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().next().unwrap().to_owned()
}

fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn two_builds_of_a_port_take_turns() {
    let checkout = Checkout::new(&[("it", "")]);
    let both = [checkout.start("it"), checkout.start("it")];
    let said = both.map(|child| said(&child.wait_with_output().unwrap()));
    let waits = |said: &String| said.contains("another build of it runs in");
    assert_eq!(
        said.iter().filter(|said| waits(said)).count(),
        1,
        "{said:?}"
    );
    let builds = |said: &String| said.contains("building");
    assert_eq!(
        said.iter().filter(|said| builds(said)).count(),
        1,
        "{said:?}"
    );
    assert!(checkout.place("it/native/stamp").is_file());
}

#[test]
fn ports_that_are_made_with_the_same_one_build_it_once() {
    let checkout = Checkout::new(&[
        ("base", ""),
        ("middle", "'base'"),
        // Both ways to the same one.
        ("top", "'base', 'middle'"),
        ("other", "'base'"),
    ]);
    let both = [checkout.start("top"), checkout.start("other")];
    let said = both.map(|child| said(&child.wait_with_output().unwrap()));
    let builds = said.concat().matches("base 1: building").count();
    assert_eq!(builds, 1, "{said:?}");
}
