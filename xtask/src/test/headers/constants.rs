//! Each constant that a header defines for a call is accepted by that call, or refused as
//! `tests/headers/constants.toml` says. Otherwise it should not be defined.

use super::macros;
use crate::test::Setup;
use crate::test::process;
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    #[serde(default)]
    refused: Vec<Refusal>,
}

/// A constant, or all that begin so if it ends in `*`, that fails with this error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    name: String,
    errno: String,
    reason: String,
}

/// The constants of a call: the prefix of their names, the exceptions, and an expression
/// that is true if the call fails, with `$` for the constant.
struct Family {
    begin: &'static str,
    but: &'static [&'static str],
    fails: &'static str,
}

const fn family(begin: &'static str, but: &'static [&'static str], fails: &'static str) -> Family {
    Family { begin, but, fails }
}

const FAMILIES: &[Family] = &[
    family(
        "CLOCK_",
        &[],
        "clock_gettime($, &ts) || clock_getres($, &ts)",
    ),
    family("_SC_", &[], "sysconf($) == -1 && errno"),
    family("_PC_", &[], "pathconf(\".\", $) == -1 && errno"),
    family("_CS_", &[], "!confstr($, 0, 0)"),
    family("MADV_", &[], "madvise(page, size, $)"),
    family("POSIX_MADV_", &[], "(errno = posix_madvise(page, size, $))"),
    family("POSIX_FADV_", &[], "(errno = posix_fadvise(file, 0, 0, $))"),
    family("RLIMIT_", &["RLIMIT_NLIMITS"], "getrlimit($, &limit)"),
    family("RUSAGE_", &[], "getrusage($, &usage)"),
    family("ITIMER_", &[], "getitimer($, &timer)"),
    family(
        "PRIO_",
        &["PRIO_MIN", "PRIO_MAX"],
        "getpriority($, 0) == -1",
    ),
    family(
        "SCHED_",
        &["SCHED_RESET_ON_FORK"],
        "sched_get_priority_max($) == -1",
    ),
    family(
        "LC_",
        &["LC_GLOBAL_LOCALE", "*_MASK"],
        "!setlocale($, \"C\")",
    ),
    family(
        "SIG",
        &["SIG_*", "SIGEV_*", "SIGSTKSZ"],
        "sigaction($, 0, &action)",
    ),
    family("PR_GET_", &[], PRCTL),
    family("PR_SET_", &["PR_SET_MM_*", "PR_SET_PTRACER_ANY"], PRCTL),
    family("F_GET", &[], FCNTL),
    family("F_SET", &[], FCNTL),
    family("F_DUP", &[], FCNTL),
    family("F_OFD_", &[], FCNTL),
    family("F_ADD_", &[], FCNTL),
    family("F_NOTIFY", &[], FCNTL),
    family("F_CANCELLK", &[], FCNTL),
    family(
        "SO_",
        &[],
        "getsockopt(pair[0], SOL_SOCKET, $, page, &length)",
    ),
    family(
        "AF_",
        &["AF_MAX"],
        "socket($, SOCK_STREAM, 0) == -1 && socket($, SOCK_DGRAM, 0) == -1",
    ),
    family(
        "MAP_",
        &[
            "MAP_FAILED",
            "MAP_SHARED*",
            "MAP_FIXED*",
            "MAP_HUGE_*",
            "MAP_TYPE",
        ],
        "mmap(0, size, 3, MAP_PRIVATE | MAP_ANONYMOUS | $, -1, 0) == MAP_FAILED",
    ),
    family("MCL_", &["MCL_ONFAULT"], "mlockall($)"),
    family("GRND_", &[], "getrandom(page, 1, $) == -1"),
    family("SEEK_", &["SEEK_6", "SEEK_10"], "lseek(file, 0, $) == -1"),
    family(
        "RENAME_",
        &[],
        "renameat2(AT_FDCWD, \"f\", AT_FDCWD, \"g\", $)",
    ),
    family("RWF_", &[], "pwritev2(file, &vector, 1, 0, $) == -1"),
];

const PRCTL: &str = "prctl($, 0, 0, 0, 0) == -1 && prctl($, page, 0, 0, 0) == -1 \
                     && prctl($, 1, 0, 0, 0) == -1";
const FCNTL: &str = "fcntl(file, $, &lock) == -1 && fcntl(file, $, 0) == -1 \
                     && fcntl(memory, $, 0) == -1 && fcntl(pipes[0], $, 4096) == -1";

const START: &str = r#"
static const struct { int number; const char *name; } errors[] = {
	{ EPERM, "EPERM" }, { EINVAL, "EINVAL" }, { EOPNOTSUPP, "EOPNOTSUPP" },
	{ ENOPROTOOPT, "ENOPROTOOPT" }, { EAFNOSUPPORT, "EAFNOSUPPORT" }, { EBADF, "EBADF" },
	{ EFAULT, "EFAULT" }, { ENOSYS, "ENOSYS" }, { ENXIO, "ENXIO" }, { EACCES, "EACCES" },
	{ EAGAIN, "EAGAIN" }, { EPROTOTYPE, "EPROTOTYPE" },
};
static void tell(const char *name, int failed, int error)
{
	const char *why = failed ? "another" : "0";
	for (unsigned i = 0; failed && i < sizeof errors / sizeof *errors; i++)
		if (errors[i].number == error) why = errors[i].name;
	printf("%s %s\n", name, why);
}
int main(void)
{
	struct timespec ts;
	struct rlimit limit;
	struct rusage usage;
	struct itimerval timer;
	struct sigaction action;
	struct flock lock = { .l_type = F_RDLCK };
	size_t size = 65536;
	char *page = mmap(0, size, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), byte = 0;
	struct iovec vector = { &byte, 1 };
	int pipes[2], pair[2], what = 0;
	int file = open("f", O_RDWR | O_CREAT | O_TRUNC, 0666), memory = memfd_create("m", 0);
	socklen_t length;
	pipe(pipes);
	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	write(file, "text", 4);
"#;

pub fn complaints(setup: &Setup, sysroot: &Sysroot, headers: &[String]) -> Result<String> {
    let list = setup.layout.tests().join("headers/constants.toml");
    let context = || list.display().to_string();
    let refused: Refused =
        toml::from_str(&fs::read_to_string(&list).with_context(context)?).with_context(context)?;
    let names = macros::names(setup, sysroot, headers)?;
    let told = ask(setup, sysroot, headers, &names)?;
    ensure!(told.len() > 200, "the headers define no constants");
    Ok(judge(&refused.refused, &told))
}

/// The results of the calls with the constants.
fn ask(
    setup: &Setup,
    sysroot: &Sysroot,
    headers: &[String],
    names: &[String],
) -> Result<BTreeMap<String, String>> {
    let mut text: String = headers
        .iter()
        .map(|header| format!("#include <{header}>\n"))
        .collect();
    text += START;
    for (name, family) in names.iter().filter_map(|name| Some((name, of(name)?))) {
        let fails = family.fails.replace('$', name);
        text += &format!(
            "\tlength = 65536;\n\terrno = 0;\n\twhat = {fails};\n\ttell(\"{name}\", what, errno);\n"
        );
        if family.begin == "RENAME_" {
            text += "\trename(\"g\", \"f\");\n";
        }
    }
    text += "}\n";
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("constants.c");
    let module = folder.path().join("constants.wasm");
    fs::write(&source, &text)?;
    let mut command = sysroot.cc().command();
    command
        .args(["-std=gnu17", "-D_GNU_SOURCE", "-w", "-o"])
        .arg(&module)
        .arg(&source);
    let finished = process::run(&mut command, "", setup.timeout)?;
    if !finished.status.success() {
        bail!("{}", String::from_utf8_lossy(&finished.stderr));
    }
    let mut command = sysroot.wasi_run();
    command
        .arg("--dir")
        .arg(format!("{}::/", folder.path().display()))
        .arg(&module);
    let finished = process::run(&mut command, "", setup.timeout)?;
    if !finished.status.success() {
        bail!("{}", String::from_utf8_lossy(&finished.stderr));
    }
    let told = String::from_utf8_lossy(&finished.stdout);
    let told = told.lines().filter_map(|line| line.split_once(' '));
    Ok(told
        .map(|(name, why)| (name.to_owned(), why.to_owned()))
        .collect())
}

/// The call that a constant is for.
fn of(name: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| {
        name.starts_with(family.begin) && !family.but.iter().any(|but| matches(but, name))
    })
}

fn matches(pattern: &str, name: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => name.ends_with(end),
        (_, Some(start)) => name.starts_with(start),
        _ => name == pattern,
    }
}

fn judge(refused: &[Refusal], told: &BTreeMap<String, String>) -> String {
    let mut complaints = String::new();
    for (name, errno) in told.iter().filter(|(_, errno)| *errno != "0") {
        let known = refused.iter().any(|each| {
            matches(&each.name, name) && each.errno == *errno && !each.reason.trim().is_empty()
        });
        if !known {
            complaints += &format!("{name} is defined, and its call fails with {errno}\n");
        }
    }
    for each in refused {
        let mut all = told.iter();
        if !all.any(|(name, errno)| matches(&each.name, name) && *errno == each.errno) {
            complaints += &format!("{}: no call refuses it with {}\n", each.name, each.errno);
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_must_be_said() {
        let told = [("A_ONE", "0"), ("A_TWO", "EINVAL"), ("B_ONE", "EPERM")];
        let told = told.map(|(name, why)| (name.to_owned(), why.to_owned()));
        let refusal = |name: &str, errno: &str| Refusal {
            name: name.into(),
            errno: errno.into(),
            reason: "a test".into(),
        };
        let all = [refusal("A_TWO", "EINVAL"), refusal("B_*", "EPERM")];
        assert_eq!(judge(&all, &told.clone().into()), "");
        let wrong = [refusal("A_*", "EPERM"), refusal("B_*", "EPERM")];
        assert_eq!(
            judge(&wrong, &told.into()),
            "A_TWO is defined, and its call fails with EINVAL\n\
             A_*: no call refuses it with EPERM\n"
        );
    }

    #[test]
    fn constants_belong_to_calls() {
        assert_eq!(of("LC_ALL").unwrap().begin, "LC_");
        assert!(of("LC_ALL_MASK").is_none());
        assert!(of("SIG_DFL").is_none());
        assert!(of("BUFSIZ").is_none());
    }
}
