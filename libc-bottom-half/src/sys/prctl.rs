//! Settings of a process: prctl.

use crate::abi::prctl::{self as pr, Name};
use crate::abi::signal::SIGRTMAX;
use crate::errno::{Errno, Result};
use crate::process::{self, Remembered};
use crate::sys::identity;
use crate::user::{CStr, Out};

/// The second argument of `prctl`: its use depends on the option.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    pub value: usize,
    pub name: CStr<'a>,
    pub name_out: Out<'a, Name>,
    pub number_out: Out<'a, i32>,
}

/// The result of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Returned(i32),
    /// Stored where the second argument points.
    Told(i32),
}

/// `prctl(option, …)` — returns or changes settings of the process.
///
/// [Linux](https://man7.org/linux/man-pages/man2/prctl.2.html).
/// Differs: The name is empty at first. Settings that matter to a parent, to children, to
/// exec or to a kernel (`PR_SET_PDEATHSIG`, `PR_SET_DUMPABLE`, `PR_SET_KEEPCAPS`,
/// `PR_SET_CHILD_SUBREAPER`, `PR_SET_NO_NEW_PRIVS`, `PR_SET_THP_DISABLE`,
/// `PR_SET_TIMERSLACK`) are remembered and change nothing. There are no capabilities.
/// Options of other machines and of seccomp fail with `EINVAL`.
pub fn prctl(option: i32, argument: Argument<'_>, others: [usize; 3]) -> Result<i32> {
    match option {
        pr::PR_SET_NAME => {
            identity::set_name(argument.name.bytes()?);
            Ok(0)
        }
        pr::PR_GET_NAME => identity::get_name(argument.name_out).map(|()| 0),
        _ => match answer(option, argument.value, others)? {
            Answer::Returned(value) => Ok(value),
            Answer::Told(value) => argument.number_out.write(value).map(|()| 0),
        },
    }
}

/// All options but those of the name.
fn answer(option: i32, value: usize, others: [usize; 3]) -> Result<Answer> {
    let none = others == [0; 3];
    let returned = |what| Ok(Answer::Returned(process::remembered(what)));
    let told = |what| Ok(Answer::Told(process::remembered(what)));
    match option {
        pr::PR_GET_DUMPABLE => returned(Remembered::Dumpable),
        pr::PR_SET_DUMPABLE => remember(Remembered::Dumpable, value, 1),
        pr::PR_GET_KEEPCAPS => returned(Remembered::KeepCaps),
        pr::PR_SET_KEEPCAPS => remember(Remembered::KeepCaps, value, 1),
        pr::PR_GET_PDEATHSIG => told(Remembered::DeathSignal),
        pr::PR_SET_PDEATHSIG => remember(Remembered::DeathSignal, value, SIGRTMAX as usize),
        pr::PR_GET_CHILD_SUBREAPER => told(Remembered::Subreaper),
        pr::PR_SET_CHILD_SUBREAPER => remember(Remembered::Subreaper, value.min(1), 1),
        pr::PR_GET_THP_DISABLE if value == 0 && none => returned(Remembered::NoHugePages),
        pr::PR_SET_THP_DISABLE if none => remember(Remembered::NoHugePages, value.min(1), 1),
        pr::PR_GET_NO_NEW_PRIVS if value == 0 && none => returned(Remembered::NoNewPrivileges),
        pr::PR_SET_NO_NEW_PRIVS if value == 1 && none => {
            remember(Remembered::NoNewPrivileges, 1, 1)
        }
        pr::PR_GET_TIMERSLACK => returned(Remembered::TimerSlack),
        pr::PR_SET_TIMERSLACK => {
            // None, or a value that the result cannot express, is the initial value.
            let slack = i32::try_from(value).unwrap_or(0);
            let slack = if slack > 0 {
                slack
            } else {
                Remembered::TimerSlack.at_first()
            };
            process::remember(Remembered::TimerSlack, slack);
            Ok(Answer::Returned(0))
        }
        pr::PR_SET_TIMING => remember_nothing(value),
        pr::PR_GET_TIMING
        | pr::PR_GET_SECCOMP
        | pr::PR_GET_SECUREBITS
        | pr::PR_TASK_PERF_EVENTS_DISABLE
        | pr::PR_TASK_PERF_EVENTS_ENABLE => Ok(Answer::Returned(0)),
        pr::PR_MCE_KILL_GET if value == 0 && none => Ok(Answer::Returned(pr::PR_MCE_KILL_DEFAULT)),
        pr::PR_CAPBSET_READ if value <= pr::CAP_LAST => Ok(Answer::Returned(0)),
        pr::PR_CAPBSET_DROP if value <= pr::CAP_LAST => Err(Errno::PERM),
        pr::PR_SET_SECUREBITS => Err(Errno::PERM),
        _ => Err(Errno::INVAL),
    }
}

fn remember(what: Remembered, value: usize, most: usize) -> Result<Answer> {
    if value > most {
        return Err(Errno::INVAL);
    }
    process::remember(what, value as i32);
    Ok(Answer::Returned(0))
}

/// There is one way to keep time, 0.
fn remember_nothing(value: usize) -> Result<Answer> {
    match value {
        0 => Ok(Answer::Returned(0)),
        _ => Err(Errno::INVAL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake;

    #[test]
    fn what_is_set_is_told() {
        fake::set_up(|_| {});
        let call = |option, value| answer(option, value, [0; 3]);
        for (get, set, first, then, wrong) in [
            (pr::PR_GET_DUMPABLE, pr::PR_SET_DUMPABLE, 1, 0, 2),
            (pr::PR_GET_KEEPCAPS, pr::PR_SET_KEEPCAPS, 0, 1, 2),
            (pr::PR_GET_NO_NEW_PRIVS, pr::PR_SET_NO_NEW_PRIVS, 0, 1, 0),
        ] {
            assert_eq!(call(get, 0), Ok(Answer::Returned(first)));
            assert_eq!(call(set, then), Ok(Answer::Returned(0)));
            assert_eq!(call(get, 0), Ok(Answer::Returned(then as i32)));
            assert_eq!(call(set, wrong), Err(Errno::INVAL));
        }
        assert_eq!(call(pr::PR_GET_PDEATHSIG, 9), Ok(Answer::Told(0)));
        assert_eq!(call(pr::PR_SET_PDEATHSIG, 15), Ok(Answer::Returned(0)));
        assert_eq!(call(pr::PR_GET_PDEATHSIG, 9), Ok(Answer::Told(15)));
        assert_eq!(call(pr::PR_SET_PDEATHSIG, 65), Err(Errno::INVAL));
        assert_eq!(call(pr::PR_GET_TIMERSLACK, 0), Ok(Answer::Returned(50_000)));
        assert_eq!(call(pr::PR_SET_TIMERSLACK, 7), Ok(Answer::Returned(0)));
        assert_eq!(call(pr::PR_GET_TIMERSLACK, 0), Ok(Answer::Returned(7)));
        assert_eq!(call(pr::PR_SET_TIMERSLACK, 0), Ok(Answer::Returned(0)));
        assert_eq!(call(pr::PR_GET_TIMERSLACK, 0), Ok(Answer::Returned(50_000)));
        assert_eq!(
            answer(pr::PR_GET_NO_NEW_PRIVS, 0, [0, 1, 0]),
            Err(Errno::INVAL)
        );
        assert_eq!(call(9999, 0), Err(Errno::INVAL));
    }
}
