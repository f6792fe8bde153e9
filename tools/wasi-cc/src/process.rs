//! Becoming another program, and ending as one has ended.

use anyhow::{Context, Result};
use std::process::{Command, ExitCode, ExitStatus};
use wasi_ld::exit;

#[cfg(unix)]
pub fn become_program(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(error).with_context(|| command.get_program().display().to_string())
}

#[cfg(not(unix))]
pub fn become_program(mut command: Command) -> Result<ExitCode> {
    let status = command
        .status()
        .with_context(|| command.get_program().display().to_string())?;
    Ok(exit::code(status))
}

/// Ends as a child has ended: of the same signal too.
pub fn end_as(status: ExitStatus) -> Result<ExitCode> {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        let mut command = Command::new("sh");
        command.args(["-c", "kill -s \"$0\" $$", &signal.to_string()]);
        return become_program(command);
    }
    Ok(exit::code(status))
}
