//! The C that is generated: from musl's type lists, and from the syscall table.

use crate::sysroot::errno::Errnos;
use crate::table::{Area, MOST_ARGUMENTS, Table, WasmType};
use anyhow::Result;

/// `bits/alltypes.h` from the machine's and musl's own type lists, in this order: the first
/// definition of a type counts. Equivalent to musl's `mkalltypes.sed`.
pub fn alltypes(lists: [&str; 2]) -> String {
    let mut header = String::new();
    for line in lists.iter().flat_map(|list| list.lines()) {
        let definition = line.strip_suffix(';').and_then(|line| {
            let (kind, rest) = line.split_once(' ')?;
            let rest = rest.trim_start();
            match kind {
                "TYPEDEF" => {
                    let (_, name) = rest.rsplit_once(' ')?;
                    Some((name.to_owned(), format!("typedef {rest};")))
                }
                "STRUCT" | "UNION" => {
                    let kind = kind.to_ascii_lowercase();
                    let (name, _) = rest.split_once(' ')?;
                    Some((format!("{kind}_{name}"), format!("{kind} {rest};")))
                }
                _ => None,
            }
        });
        match definition {
            Some((name, definition)) => {
                header += &format!(
                    "#if defined(__NEED_{name}) && !defined(__DEFINED_{name})\n\
                     {definition}\n#define __DEFINED_{name}\n#endif\n\n"
                );
            }
            None => {
                header.push_str(line);
                header.push('\n');
            }
        }
    }
    header
}

/// `bits/syscall.h`: the numbers, under both of their names.
pub fn syscall_numbers(table: &Table) -> String {
    let mut header = String::from("/* Generated from syscalls.toml. */\n");
    for prefix in ["__NR_", "SYS_"] {
        for syscall in &table.syscalls {
            header += &format!("#define {prefix}{} {}\n", syscall.name, syscall.number);
        }
    }
    header
}

/// `bits/syscall_linux.h`, for programs: Linux's other names, from `listed`, which is musl's
/// list for a machine with the same numbers. A name without 64-bit times or offsets stands for
/// the table's call with them, since both have 64 bits here. For the other numbers,
/// [syscall(2)](dispatch) fails with ENOSYS.
pub fn linux_numbers(table: &Table, listed: &str) -> String {
    let mut header = String::from("/* Generated from musl's list and syscalls.toml. */\n");
    let known = |name: &str| table.syscalls.iter().any(|syscall| syscall.name == name);
    let is_taken = |number: &str| {
        let mut numbers = table
            .syscalls
            .iter()
            .map(|syscall| syscall.number.to_string());
        numbers.any(|taken| taken == number)
    };
    for line in listed.lines() {
        let Some(rest) = line.strip_prefix("#define __NR_") else {
            continue;
        };
        let Some((name, number)) = rest.split_once(char::is_whitespace) else {
            continue;
        };
        let number = number.trim();
        if known(name) {
            continue;
        }
        let wide = [format!("{name}_time64"), format!("{name}64")];
        match wide.into_iter().find(|wide| known(wide)) {
            // It has one more argument.
            Some(_) if name.ends_with("statfs") => {}
            Some(wide) => {
                header +=
                    &format!("#define __NR_{name} __NR_{wide}\n#define SYS_{name} SYS_{wide}\n");
            }
            // The table's call has other arguments.
            None if is_taken(number) => {}
            None => {
                header += &format!("#define __NR_{name} {number}\n#define SYS_{name} {number}\n");
            }
        }
    }
    header
}

/// `syscall_dispatch.h`: from a number to the function of that syscall. The number is nearly
/// always a constant, so the switch becomes one call.
pub fn dispatch(table: &Table) -> String {
    let c_type = |wasm: &WasmType| match wasm {
        WasmType::I32 => "int",
        WasmType::I64 => "long long",
    };
    let letters: Vec<char> = ('a'..).take(MOST_ARGUMENTS).collect();
    let mut prototypes = String::new();
    let mut cases = String::new();
    let mut wide = String::new();
    for syscall in &table.syscalls {
        let params = syscall.params();
        let bits: u32 = (0..)
            .zip(&params)
            .map(|(i, param)| u32::from(*param == WasmType::I64) << i)
            .sum();
        if bits != 0 {
            wide += &format!("\tcase {}: return {bits:#x};\n", syscall.number);
        }
        let types: Vec<&str> = params.iter().map(c_type).collect();
        let types_text = if types.is_empty() {
            "void".into()
        } else {
            types.join(", ")
        };
        let symbol = syscall.symbol();
        prototypes += &format!("long {symbol}({types_text});\n");
        let values: Vec<String> = types
            .iter()
            .zip(&letters)
            .map(|(c, letter)| format!("({c}){letter}"))
            .collect();
        cases += &format!(
            "\tcase {}: return {symbol}({});\n",
            syscall.number,
            values.join(", ")
        );
    }
    format!(
        "/* Generated from syscalls.toml. */\n\n\
         {prototypes}\n\
         /* A constant number that the table lacks is an error of the link, by this name;\n \
         * only syscall(2), whose number is not constant, defines it to be -ENOSYS. */\n\
         #ifndef __syscall_unknown\n\
         long __syscall_number_is_not_in_syscalls_toml(long);\n\
         #define __syscall_unknown(n) __syscall_number_is_not_in_syscalls_toml(n)\n\
         #endif\n\n\
         static __inline __attribute__((__always_inline__)) long __syscall_dispatch(long n, {})\n\
         {{\n\tswitch (n) {{\n{cases}\tdefault: return __syscall_unknown(n);\n\t}}\n}}\n\n\
         /* A bit for each argument of 64 bits: syscall(2) reads its arguments by it. */\n\
         static __inline unsigned __syscall_wide(long n)\n\
         {{\n\tswitch (n) {{\n{wide}\t}}\n\treturn 0;\n}}\n",
        letters
            .iter()
            .map(|letter| format!("syscall_arg_t {letter}"))
            .collect::<Vec<_>>()
            .join(", ")
    )
}

/// The file that `wasi-cc` reads to explain a refused syscall in a link. A line has the
/// syscall's name, its error, whether a configure probe for it succeeds, the service with which it
/// works, and the advice.
pub fn refused_list(table: &Table) -> String {
    let mut list = String::from(
        "# Generated from syscalls.toml: syscall, errno, the answer to a configure probe, \
         the service of a host with which it works, what to use instead.\n",
    );
    for syscall in table.refused() {
        let word = |text: &Option<String>| text.clone().unwrap_or_default().replace('\n', " ");
        let (errno, instead) = (word(&syscall.errno), word(&syscall.instead));
        let probe = if syscall.probe.is_some() { "yes" } else { "no" };
        let service = match (syscall.service.is_some(), syscall.area) {
            (true, Area::Processes) => "processes",
            _ => "-",
        };
        list += format!("{} {errno} {probe} {service} {instead}", syscall.name).trim_end();
        list.push('\n');
    }
    list
}

/// Fails on the first refused row whose error number C does not know.
pub fn check_errnos(table: &Table, errnos: &Errnos) -> Result<()> {
    table
        .refused()
        .try_for_each(|syscall| errnos.of(syscall).map(|_| ()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_lists_become_guarded_definitions() {
        let found = alltypes([
            "#define _Addr int\nTYPEDEF long long time_t;\n",
            "STRUCT iovec { void *b; };\n",
        ]);
        assert_eq!(
            found,
            "#define _Addr int\n\
             #if defined(__NEED_time_t) && !defined(__DEFINED_time_t)\n\
             typedef long long time_t;\n#define __DEFINED_time_t\n#endif\n\n\
             #if defined(__NEED_struct_iovec) && !defined(__DEFINED_struct_iovec)\n\
             struct iovec { void *b; };\n#define __DEFINED_struct_iovec\n#endif\n\n"
        );
    }

    #[test]
    fn the_dispatch_casts_each_argument_to_its_type() {
        let table = Table::parse(
            "[[syscall]]\nname='pread64'\nnumber=67\narea='files'\nstatus='real'\n\
             args=['int fd', 'void *p', 'size_t n', 'off_t at']\n",
        )
        .unwrap();
        let text = dispatch(&table);
        assert!(
            text.contains("long __sys_pread64(int, int, int, long long);"),
            "{text}"
        );
        assert!(
            text.contains("case 67: return __sys_pread64((int)a, (int)b, (int)c, (long long)d);"),
            "{text}"
        );
        assert!(text.contains("case 67: return 0x8;"), "{text}");
    }

    #[test]
    fn names_that_the_table_does_not_have_mean_its_wide_calls_or_a_number() {
        let table = Table::parse(
            "[[syscall]]\nname='clock_gettime64'\nnumber=403\narea='files'\nstatus='real'\n\
             args=['int id', 'void *to']\n\
             [[syscall]]\nname='statfs64'\nnumber=43\narea='files'\nstatus='real'\n\
             args=['const char *path', 'size_t n', 'void *to']\n\
             [[syscall]]\nname='_llseek'\nnumber=62\narea='files'\nstatus='real'\nargs=['int fd']\n",
        )
        .unwrap();
        let listed = "#define __NR_clock_gettime 113\n#define __NR_statfs 43\n\
                      #define __NR_lseek 62\n#define __NR_bpf\t280\n";
        assert_eq!(
            linux_numbers(&table, listed),
            "/* Generated from musl's list and syscalls.toml. */\n\
             #define __NR_clock_gettime __NR_clock_gettime64\n\
             #define SYS_clock_gettime SYS_clock_gettime64\n\
             #define __NR_bpf 280\n#define SYS_bpf 280\n"
        );
    }
}
