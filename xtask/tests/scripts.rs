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
    for script in ["engines", "quickstart", "setup", "test"] {
        for path in [format!(":{rest}"), format!(".:{rest}")] {
            let output = Command::new("/bin/sh")
                .arg(scripts.join(script))
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
