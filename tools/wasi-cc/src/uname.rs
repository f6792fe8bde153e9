//! `uname`, as makefiles call it: it reports the target machine. The system stays the
//! same, because makefiles know Linux, and the sysroot is like it.

use crate::Args;
use crate::native;
use crate::process::become_program;
use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};
use wasi_ld::sysroot::Sysroot;

/// The machine's name to report, if it is not the real one.
pub const MACHINE: &str = "WASI_MACHINE";

/// The fields, in the order of the output, and whether `-a` prints them.
const FIELDS: &[(char, &str)] = &[
    ('s', "--kernel-name"),
    ('n', "--nodename"),
    ('r', "--kernel-release"),
    ('v', "--kernel-version"),
    ('m', "--machine"),
    ('p', "--processor"),
    ('i', "--hardware-platform"),
    ('o', "--operating-system"),
];

/// The fields that name the machine.
const OF_THE_MACHINE: [char; 3] = ['m', 'p', 'i'];

/// The fields that `-a` leaves out when uname does not know them.
const NOT_IN_ALL: [char; 2] = ['p', 'i'];

pub fn uname(args: Args) -> Result<ExitCode> {
    let Some(native) = native::find(&["uname"], &Sysroot::find()?) else {
        bail!("there is no uname on PATH");
    };
    let machine = env::var(MACHINE).unwrap_or_default();
    let asked = match machine.is_empty() {
        true => None,
        false => asked(&args),
    };
    let Some(asked) = asked else {
        let mut command = Command::new(native);
        command.args(args);
        return become_program(command);
    };
    let mut answers = Vec::new();
    for field in asked {
        if OF_THE_MACHINE.contains(&field) {
            answers.push(machine.clone());
            continue;
        }
        let output = Command::new(&native)
            .arg(format!("-{field}"))
            .output()
            .with_context(|| native.display().to_string())?;
        ensure!(output.status.success(), "`uname -{field}` fails");
        let answer = String::from_utf8_lossy(&output.stdout);
        answers.push(answer.trim_end().to_owned());
    }
    println!("{}", answers.join(" "));
    Ok(ExitCode::SUCCESS)
}

/// The fields that a command line asks for; `None` if it asks for anything else, which the
/// machine's own uname answers.
fn asked(args: &[OsString]) -> Option<Vec<char>> {
    let mut asked = Vec::new();
    let all = FIELDS.iter().map(|(field, _)| *field);
    let all: Vec<char> = all.filter(|field| !NOT_IN_ALL.contains(field)).collect();
    for arg in args {
        let arg = arg.to_str()?;
        if arg == "--all" {
            asked.extend(&all);
        } else if let Some((field, _)) = FIELDS.iter().find(|(_, long)| *long == arg) {
            asked.push(*field);
        } else {
            for letter in arg
                .strip_prefix('-')
                .filter(|rest| !rest.is_empty())?
                .chars()
            {
                match letter {
                    'a' => asked.extend(&all),
                    _ => asked.push(FIELDS.iter().find(|(field, _)| *field == letter)?.0),
                }
            }
        }
    }
    if asked.is_empty() {
        asked.push('s');
    }
    let in_order = FIELDS.iter().map(|(field, _)| *field);
    Some(in_order.filter(|field| asked.contains(field)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_in_order_and_once() {
        let asked = |line: &str| {
            let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
            asked(&args).map(|fields| fields.into_iter().collect::<String>())
        };
        assert_eq!(asked(""), Some("s".into()));
        assert_eq!(asked("-m"), Some("m".into()));
        assert_eq!(asked("-ms -s"), Some("sm".into()));
        assert_eq!(asked("--machine --kernel-name"), Some("sm".into()));
        assert_eq!(asked("-a"), Some("snrvmo".into()));
        assert_eq!(asked("--version"), None);
        assert_eq!(asked("-x"), None);
        assert_eq!(asked("extra"), None);
    }
}
