//! Asks the compiler about our headers: the value of a constant, the place of a field.
//! The answers are read from an object file, so nothing has to run.

use super::Setup;
use super::archive::{self, Symbol};
use super::headers;
use super::process;
use super::toolchain::Sysroot;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub enum Question {
    /// The value of a constant expression, as 64 bits.
    Value(String),
    /// The bits of this type that are set if this field alone is all ones.
    Bits { ty: String, field: String },
}

#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Value(u64),
    Bits(Vec<u8>),
    /// The compiler's message.
    Error(String),
}

/// Compiler messages by index of the line that they complain of.
pub type Complaints = BTreeMap<usize, String>;

const SOURCE: &str = "probe.c";
const FLAGS: &[&str] = &[
    "-std=gnu17",
    "-D_GNU_SOURCE",
    "-O0",
    "-w",
    "-ferror-limit=0",
    "-fno-caret-diagnostics",
    "-fno-color-diagnostics",
    "-fno-crash-diagnostics",
    "-c",
];

/// Answers all questions with every public header of the sysroot included.
pub fn ask(setup: &Setup, sysroot: &Sysroot, questions: &[Question]) -> Result<Vec<Answer>> {
    let folder = tempfile::tempdir()?;
    let object = folder.path().join("probe.o");
    let lines: Vec<String> = questions
        .iter()
        .enumerate()
        .map(|(index, question)| match question {
            Question::Value(expression) => {
                format!("const long long answer_{index} = (long long)({expression});")
            }
            Question::Bits { ty, field } => {
                format!("const {ty} answer_{index} = {{ .{field} = -1 }};")
            }
        })
        .collect();
    let headers = headers::public(sysroot)?;
    let mut complaints = compile(setup, sysroot, &headers, &lines, &object)?;

    let mut symbols = archive::read(&object)?;
    questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            if let Some(message) = complaints.remove(&index) {
                return Ok(Answer::Error(message));
            }
            let Some(Symbol::Data(bytes)) = symbols.remove(&format!("answer_{index}")) else {
                bail!("answer {index} is missing from the object");
            };
            Ok(match question {
                Question::Bits { .. } => Answer::Bits(bytes),
                Question::Value(_) => {
                    let bytes = bytes.try_into().ok().context("a value is not of 8 bytes")?;
                    Answer::Value(u64::from_le_bytes(bytes))
                }
            })
        })
        .collect()
}

/// Compiles the lines below the headers. Lines with errors are left out of the
/// object and returned with the compiler's message: each line must stand alone.
pub fn compile(
    setup: &Setup,
    sysroot: &Sysroot,
    headers: &[String],
    lines: &[String],
    object: &Path,
) -> Result<Complaints> {
    let folder = tempfile::tempdir()?;
    let cc = sysroot.cc();
    let run = |skipped: &Complaints| {
        let mut text = String::new();
        for header in headers {
            text += &format!("#include <{header}>\n");
        }
        for (index, line) in lines.iter().enumerate() {
            if !skipped.contains_key(&index) {
                text += line;
            }
            text.push('\n');
        }
        fs::write(folder.path().join(SOURCE), text)?;
        let mut command = cc.command();
        command
            .args(FLAGS)
            .arg("-o")
            .arg(object)
            .arg(SOURCE)
            .current_dir(folder.path());
        let finished = process::run(&mut command, "", setup.timeout)?;
        let messages = String::from_utf8_lossy(&finished.stderr).into_owned();
        anyhow::Ok((finished.status.success(), messages))
    };
    let (success, messages) = run(&Complaints::new())?;
    if success {
        return Ok(Complaints::new());
    }
    let complaints = complaints(&messages, headers.len() + 1)
        .with_context(|| format!("the headers do not compile:\n{messages}"))?;
    let (success, messages) = run(&complaints)?;
    ensure!(success, "the headers do not compile:\n{messages}");
    Ok(complaints)
}

/// The first error of each line; nothing if an error lies elsewhere.
fn complaints(messages: &str, first_line: usize) -> Option<Complaints> {
    let mut complaints = Complaints::new();
    for line in messages.lines() {
        let Some((place, message)) = line
            .split_once(": error: ")
            .or_else(|| line.split_once(": fatal error: "))
        else {
            continue;
        };
        let (file, numbers) = place.split_once(':')?;
        let number: usize = numbers.split(':').next()?.parse().ok()?;
        if file != SOURCE || number < first_line {
            return None;
        }
        complaints
            .entry(number - first_line)
            .or_insert_with(|| message.to_owned());
    }
    Some(complaints)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_belong_to_lines() {
        let text = "probe.c:12:9: error: no A\nprobe.c:12:10: error: no B\n2 errors generated.\n";
        let found = complaints(text, 10).unwrap();
        assert_eq!(found, Complaints::from([(2, "no A".to_owned())]));
        assert!(complaints(text, 13).is_none());
        assert!(complaints("/usr/include/x.h:12:9: error: no\n", 1).is_none());
    }
}
