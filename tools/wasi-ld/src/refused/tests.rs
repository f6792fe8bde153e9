use super::report::{Library, Program, Report};
use super::table::Table;
use super::{Finding, merged};

const REFUSED: &str = "\
# generated
clone ENOSYS no - Use one process.
socket ENOTSUP no -
tkill ENOSYS yes - Nothing.
execve ENOSYS no processes Link it in.
waitid ECHILD yes processes No child.
";
const QUIET: &str = "# why\nabort  raises, then traps\n";
const OUTCOMES: &str = "# why\npthread_create EAGAIN  as POSIX has it\n";

/// The symbols that objects of the program mention, in addition to the report.
const MENTIONED: &[[&str; 2]] = &[["other.o", "mount"], ["main.o", "umount"]];

fn found(rows: &[[&str; 3]], members: &[(&str, &[&str], &[&str])]) -> Vec<String> {
    let findings = findings(rows, members);
    findings.iter().map(Finding::to_string).collect()
}

/// A report, and what each member of the library defines and mentions.
fn findings(rows: &[[&str; 3]], members: &[(&str, &[&str], &[&str])]) -> Vec<Finding> {
    let name = |object: &str| match object.strip_prefix(':') {
        Some(member) => format!("/s/libc.a({member}.o)"),
        None => object.to_owned(),
    };
    let mut text = "reference\textracted\tsymbol\n".to_owned();
    for [reference, member, symbol] in rows {
        text += &format!("{}\t{}\t{symbol}\n", name(reference), name(member));
    }
    let mut library = Library::default();
    for (member, defines, mentions) in members {
        defines
            .iter()
            .for_each(|symbol| library.define(&name(member), symbol));
        mentions
            .iter()
            .for_each(|symbol| library.mention(&name(member), symbol));
    }
    let table = Table::parse(REFUSED, QUIET, OUTCOMES).expect("a table");
    let report = Report::parse(&text);
    let reached = report.reached(&table);
    let mut program = Program::default();
    for [object, symbol] in MENTIONED {
        program.mention(object, (*symbol).to_owned());
    }
    let uses = report.uses(&table, &reached, &library, &program);
    merged(&table, uses.into_iter())
}

const CLONE: [&str; 3] = [":spawn", ":clone", "__sys_clone"];
const TKILL: [&str; 3] = [":abort", ":tkill", "__sys_tkill"];

#[test]
fn every_function_that_the_program_calls_and_that_comes_to_a_call_is_named() {
    let rows = [
        ["main.o", ":popen", "popen"],
        ["main.o", ":puts", "puts"],
        ["other.o", ":system", "system"],
        [":popen", ":spawn", "posix_spawn"],
        CLONE,
        TKILL,
    ];
    let members: &[(&str, &[&str], &[&str])] = &[
        (":popen", &["popen"], &["posix_spawn"]),
        (":system", &["system"], &["posix_spawn", "__sys_tkill"]),
        (":spawn", &["posix_spawn"], &["__sys_clone"]),
        (":puts", &["puts"], &["write"]),
    ];
    let mut found = found(&rows, members);
    found.sort();
    assert_eq!(
        found,
        [
            "`popen`, used by main.o, fails with ENOSYS where it needs the system call clone: Use one process.",
            "`system`, used by other.o, fails with ENOSYS where it needs the system call tkill and 1 more: Nothing.",
        ]
    );
}

#[test]
fn a_probe_fails_for_one_call_that_the_table_has_it_told_of() {
    let row = |function| ["main.o", ":f", function];
    let tkill: &[(&str, &[&str], &[&str])] = &[(":f", &["f"], &["__sys_tkill"])];
    assert!(!findings(&[row("f"), TKILL], tkill)[0].fails_probes());
    let both: &[(&str, &[&str], &[&str])] = &[(":f", &["f"], &["__sys_tkill", "__sys_clone"])];
    assert!(findings(&[row("f"), TKILL, CLONE], both)[0].fails_probes());
}

#[test]
fn a_function_named_as_its_call_is_said_shortly() {
    let rows = [
        ["net.o", ":socket", "socket"],
        [":socket", ":sys", "__sys_socket"],
    ];
    let members: &[(&str, &[&str], &[&str])] = &[(":socket", &["socket"], &["__sys_socket"])];
    assert_eq!(
        found(&rows, members),
        ["`socket`, used by net.o, fails with ENOTSUP"]
    );
    // For a wrong prototype, wasm-ld names the caller as the extracted member.
    let probe = [
        ["net.o", "net.o", "socket"],
        [":socket", ":sys", "__sys_socket"],
    ];
    assert_eq!(found(&probe, members), found(&rows, members));
}

#[test]
fn every_function_of_a_member_is_named_with_its_own_call() {
    let rows = [
        ["main.o", ":mount", "umount"],
        [":mount", ":sys_mount", "__sys_tkill"],
        [":mount", ":sys_umount", "__sys_clone"],
    ];
    let members: &[(&str, &[&str], &[&str])] = &[(
        ":mount",
        &["mount", "umount", "tkill"],
        &["__sys_tkill", "__sys_clone"],
    )];
    let mut all = found(&rows, members);
    all.sort();
    assert_eq!(
        all,
        [
            "`mount`, used by other.o, fails with ENOSYS where it needs the system call tkill and 1 more: Nothing.",
            "`umount`, used by main.o, fails with ENOSYS where it needs the system call tkill and 1 more: Nothing.",
        ]
    );
    let own = [["main.o", ":mount", "tkill"], rows[1], rows[2]];
    assert!(
        found(&own, members)
            .contains(&"`tkill`, used by main.o, fails with ENOSYS: Nothing.".to_owned())
    );
}

#[test]
fn quiet_functions_the_startup_object_and_other_calls_say_nothing() {
    let quiet = [["main.o", ":abort", "abort"], TKILL];
    let members: &[(&str, &[&str], &[&str])] = &[(":abort", &["abort"], &["__sys_tkill"])];
    assert_eq!(found(&quiet, members), [""; 0]);

    let startup = [
        ["/s/crt1-command.o", ":exit", "exit"],
        [":exit", ":tkill", "__sys_tkill"],
    ];
    let members: &[(&str, &[&str], &[&str])] = &[(":exit", &["exit"], &["__sys_tkill"])];
    assert_eq!(found(&startup, members), [""; 0]);

    assert_eq!(found(&[["main.o", ":read", "__sys_read"]], &[]), [""; 0]);
}

#[test]
fn what_works_with_processes_is_said_of_functions_that_need_nothing_else() {
    let members: &[(&str, &[&str], &[&str])] = &[
        (":system", &["system"], &["__sys_execve", "__sys_waitid"]),
        (":thread", &["pthread_create"], &["__sys_execve"]),
        (":timer", &["timer_create"], &["pthread_create"]),
        (":mixed", &["mixed"], &["__sys_execve", "__sys_tkill"]),
    ];
    let rows = [
        ["main.o", ":system", "system"],
        ["main.o", ":thread", "pthread_create"],
        ["main.o", ":timer", "timer_create"],
        ["main.o", ":mixed", "mixed"],
        [":system", ":execve", "__sys_execve"],
        [":system", ":waitid", "__sys_waitid"],
        [":mixed", ":tkill", "__sys_tkill"],
    ];
    let mut found = found(&rows, members);
    found.sort();
    assert_eq!(
        found,
        [
            "`mixed`, used by main.o, fails with ENOSYS where it needs the system call execve and 1 more: Link it in.",
            "`pthread_create`, used by main.o, fails with EAGAIN where it needs the system call execve: Link it in.",
            "`system`, used by main.o, fails with ECHILD: No child. It works under wasi-run --processes; -fwasi-processes is for programs that need that.",
            "`timer_create`, used by main.o, fails with ENOSYS where it needs the system call execve: Link it in.",
        ]
    );
}

#[test]
fn members_that_need_each_other_are_no_endless_way() {
    let rows = [
        ["main.o", ":a", "a"],
        [":a", ":b", "b"],
        [":b", ":clone", "__sys_clone"],
    ];
    let members: &[(&str, &[&str], &[&str])] = &[
        (":a", &["a"], &["b"]),
        (":b", &["b"], &["a", "__sys_clone"]),
    ];
    assert_eq!(
        found(&rows, members),
        [
            "`a`, used by main.o, fails with ENOSYS where it needs the system call clone: Use one process."
        ]
    );
}

#[test]
fn a_line_of_the_table_that_is_cut_off_is_an_error() {
    assert!(Table::parse("clone", "", "").is_err());
    assert!(Table::parse("clone ENOSYS Use one process.", "", "").is_err());
    assert!(Table::parse("clone ENOSYS no Use one process.", "", "").is_err());
    assert!(Table::parse("clone ENOSYS no", "", "").is_err());
}
