//! Scripts for shells.

use crate::program::Done;
use std::process::Command;

fn completions(shell: &str) -> Done {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasi-run"));
    Done::from(command.args(["--completions", shell]).output().unwrap())
}

#[test]
fn shells_complete_options() {
    for (shell, registers) in [
        ("bash", "-o default wasi-run"),
        ("zsh", "#compdef wasi-run"),
        ("fish", "complete -c wasi-run"),
    ] {
        let done = completions(shell);
        assert_eq!(done.code, Some(0), "{done:?}");
        assert!(done.out.contains(registers), "{shell}");
        assert!(done.out.contains("count-calls"), "{shell}");
    }
    assert_eq!(completions("tcsh").code, Some(125));
}
