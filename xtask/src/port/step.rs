//! One script, with its log and its time limit.

use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The part of a failed script's log that is shown.
const TAIL: usize = 25;

pub struct Step<'a> {
    /// Its name in messages.
    pub label: &'a str,
    pub script: &'a str,
    /// The directory to run in.
    pub place: &'a Path,
    pub log: &'a Path,
    /// `None` unsets a variable.
    pub environment: Vec<(&'static str, Option<OsString>)>,
    pub seconds: u32,
    /// Say nothing about a failure.
    pub quiet: bool,
}

impl Step<'_> {
    /// True if the script ends with status 0. Its output is in the log.
    pub fn run(&self) -> Result<bool> {
        let log = File::create(self.log)
            .with_context(|| format!("cannot write {}", self.log.display()))?;
        // timeout(1) puts the script into a process group of its own and ends all of it;
        // setpriv(1) ends it when this process is interrupted. They are started by their
        // paths, because the port's own programs come first on PATH.
        let mut command = Command::new(found("setpriv")?);
        command
            .args(["--pdeathsig", "TERM"])
            .arg(found("timeout")?)
            .args(["--kill-after=10", &self.seconds.to_string()])
            .arg(found("sh")?)
            .args(["-eux", "-c", self.script])
            .current_dir(self.place)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let status = command
            .status()
            .context("cannot run setpriv(1), of util-linux")?;
        if !status.success() && !self.quiet {
            let how = match status.code() {
                Some(124 | 137) => format!("did not end within {} seconds", self.seconds),
                Some(code) => format!("ended with status {code}"),
                None => status.to_string(),
            };
            eprintln!("{}: {how}; the end of {}:", self.label, self.log.display());
            eprintln!("{}", self.tail()?);
        }
        Ok(status.success())
    }

    /// The last line of a script, `<n> of <m> passed`: the tests inside it. The shell's
    /// own lines about commands do not count.
    pub fn counted(&self) -> Result<Option<[usize; 2]>> {
        let bytes =
            fs::read(self.log).with_context(|| format!("cannot read {}", self.log.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.lines().filter(|line| !line.starts_with("+ "));
        let line = lines.next_back().unwrap_or_default();
        Ok((|| {
            let (passed, of) = line.strip_suffix(" passed")?.split_once(" of ")?;
            Some([passed.parse().ok()?, of.parse().ok()?])
        })())
    }

    fn tail(&self) -> Result<String> {
        let bytes = fs::read(self.log)?;
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().collect();
        let last = &lines[lines.len().saturating_sub(TAIL)..];
        Ok(last
            .iter()
            .map(|line| format!("  | {line}"))
            .collect::<Vec<_>>()
            .join("\n"))
    }
}

/// A program of this machine.
fn found(name: &str) -> Result<PathBuf> {
    llvm::path::find(name).with_context(|| format!("cannot find {name}(1)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(script: &str, seconds: u32) -> (bool, String) {
        let (passed, log, _) = counted(script, seconds);
        (passed, log)
    }

    fn counted(script: &str, seconds: u32) -> (bool, String, Option<[usize; 2]>) {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let step = Step {
            label: "test",
            script,
            place: folder.path(),
            log: &log,
            environment: vec![("PORT_X", Some("here".into())), ("HOME", None)],
            seconds,
            quiet: true,
        };
        let passed = step.run().unwrap();
        let counted = step.counted().unwrap();
        (passed, fs::read_to_string(&log).unwrap(), counted)
    }

    #[test]
    fn a_script_sees_its_environment_and_leaves_a_log() {
        let (passed, log) = run("echo $PORT_X ${HOME-none}", 10);
        assert!(passed);
        assert!(log.ends_with("here none\n"), "{log}");
    }

    #[test]
    fn the_last_line_may_count() {
        assert_eq!(counted("echo 3 of 4 passed", 10).2, Some([3, 4]));
        assert_eq!(counted("echo 3 of 4 passed; exit 1", 10).2, Some([3, 4]));
        assert_eq!(counted("echo 3 of 4 passed; echo done", 10).2, None);
        assert_eq!(counted("echo all of 4 passed", 10).2, None);
        assert_eq!(counted(":", 10).2, None);
    }

    #[test]
    fn a_port_may_have_a_timeout_or_a_shell_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["setpriv", "timeout", "sh"] {
            std::os::unix::fs::symlink("/bin/false", folder.path().join(name)).unwrap();
        }
        let step = Step {
            label: "test",
            script: "true",
            place: folder.path(),
            log: &folder.path().join("log"),
            environment: vec![("PATH", Some(folder.path().into()))],
            seconds: 10,
            quiet: true,
        };
        assert!(step.run().unwrap());
    }

    #[test]
    fn any_failing_command_fails_the_script() {
        assert!(!run("false; true", 10).0);
        assert!(!run("echo $PORT_UNSET_VARIABLE", 10).0);
    }

    #[test]
    fn a_script_that_hangs_is_ended_with_its_children() {
        assert!(!run("sleep 60 | sleep 60", 1).0);
    }
}
