//! The scripts, as far as they can run without installing anything.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

#[test]
fn no_script_runs_what_lies_in_the_current_directory() {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts");
    let folder = tempfile::tempdir().unwrap();
    for name in ["dirname", "sed", "rustc", "cargo", "mktemp", "cat"] {
        let path = folder.path().join(name);
        fs::write(&path, "#!/bin/sh\n: >\"${0%/*}/intruder\"\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let rest = std::env::var("PATH").unwrap();
    for script in [
        "clean-debian",
        "engines",
        "install",
        "quickstart",
        "setup",
        "test",
    ] {
        for path in [format!(":{rest}"), format!(".:{rest}")] {
            let output = Command::new(scripts.join(script))
                .arg("--help")
                .current_dir(folder.path())
                .env("PATH", &path)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(said.contains("usage: scripts/"), "{script}: {said}");
            assert!(!folder.path().join("intruder").exists(), "{script}");
        }
    }
}

#[test]
fn install_takes_relative_prefixes_and_blanks() {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts");
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().canonicalize().unwrap();
    let bin = here.join("bin");
    fs::create_dir(&bin).unwrap();
    let cargo = bin.join("cargo");
    fs::write(&cargo, "#!/bin/sh\nprintf '[%s]' \"$@\"\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let run = |args: &[&str]| {
        let output = Command::new(scripts.join("install"))
            .args(args)
            .current_dir(&here)
            .env("PATH", format!("{}:/usr/bin:/bin", bin.display()))
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let here = here.display();
    for (args, said) in [
        (&[][..], "[--quiet][xtask][install]".to_owned()),
        (
            &["--prefix", "a b/c", "--no-html"],
            format!("[--quiet][xtask][install][--prefix][{here}/a b/c][--no-html]"),
        ),
        (
            &["--uninstall", "--prefix=/a  b"],
            "[--quiet][xtask][uninstall][--prefix][/a  b]".to_owned(),
        ),
    ] {
        assert_eq!(run(args), (Some(0), said), "{args:?}");
    }
    for args in [&["--prefix"][..], &["--other"], &["here"]] {
        assert_eq!(run(args).0, Some(2), "{args:?}");
    }
}
