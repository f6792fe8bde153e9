//! Arguments that clang would not understand, or that are meant for other targets.

use wasi_ld::rules::Becomes::These;
use wasi_ld::rules::Match::{Is, Machine, Number, Starts};
use wasi_ld::rules::{Rule, drop, keep};

/// For clang.
pub const COMPILE: &[Rule] = &[
    Rule {
        matches: Is("-pthread"),
        becomes: These(&["-D_REENTRANT"]),
        reason: "clang turns on atomics and shared memory, which wasm32-wasip1 does not have; \
                 the pthread functions of this libc need neither",
    },
    Rule {
        matches: Is("-pthreads"),
        becomes: These(&["-D_REENTRANT"]),
        reason: "another compiler's name for -pthread",
    },
    Rule {
        matches: Is("-mt"),
        becomes: These(&["-D_REENTRANT"]),
        reason: "another compiler's name for -pthread",
    },
    Rule {
        matches: Is("-mthreads"),
        becomes: These(&["-D_REENTRANT"]),
        reason: "another compiler's name for -pthread",
    },
    drop(
        Is("-rdynamic"),
        "no symbols are looked up at run time; clang would warn that it is unused",
    ),
    drop(
        Is("-ffat-lto-objects"),
        "machine code beside bitcode; only ELF objects can hold both",
    ),
    Rule {
        matches: Number("-flto="),
        becomes: These(&["-flto"]),
        reason: "gcc's number of processes",
    },
    Rule {
        matches: Is("-flto=jobserver"),
        becomes: These(&["-flto"]),
        reason: "gcc's number of processes",
    },
    drop(Starts("-flto-partition="), "gcc's way to divide the work"),
    drop(Is("-fuse-linker-plugin"), "gcc's way to read bitcode"),
    drop(Is("-fwhole-program"), "gcc's; a module is one piece"),
    Rule {
        matches: Is("-fwrapv"),
        becomes: These(&["-fwrapv", "-fwrapv-pointer"]),
        reason: "gcc applies it to pointers too. clang otherwise assumes that `p[-sizeof(int)]` \
                 never wraps, and WebAssembly adds an address and its offset in 33 bits",
    },
    Rule {
        matches: Is("-fno-wrapv"),
        becomes: These(&["-fno-wrapv", "-fno-wrapv-pointer"]),
        reason: "to undo it",
    },
    Rule {
        matches: Is("-fwasi-eh=legacy"),
        becomes: These(&["-mllvm", "-wasm-use-legacy-eh=true"]),
        reason: "setjmp in the encoding of engines older than the exception handling standard",
    },
    Rule {
        matches: Is("-fwasi-eh=standard"),
        becomes: These(&["-mllvm", "-wasm-use-legacy-eh=false"]),
        reason: "the default, to undo -fwasi-eh=legacy",
    },
    keep(Starts("-fuse-ld=/"), "somebody's own linker"),
    drop(Starts("-fuse-ld="), "the linker is always wasm-ld"),
    drop(Is("-pie"), PLACE),
    drop(Is("-no-pie"), PLACE),
    drop(Is("-nopie"), PLACE),
    drop(Is("-static-pie"), PLACE),
    drop(Is("-fno-plt"), PLACE),
    drop(Is("-fno-semantic-interposition"), PLACE),
    drop(Is("-static-libgcc"), RUNTIME),
    drop(Is("-static-libstdc++"), RUNTIME),
    drop(Is("-shared-libgcc"), RUNTIME),
    drop(Is("-fcf-protection"), HARDENED),
    drop(Starts("-fcf-protection="), HARDENED),
    drop(Is("-fstack-clash-protection"), HARDENED),
    drop(Is("-fno-stack-clash-protection"), HARDENED),
    drop(Starts("-fzero-call-used-regs="), HARDENED),
    drop(Starts("-mharden-sls="), HARDENED),
    drop(Starts("-mindirect-branch"), HARDENED),
    drop(Starts("-mfunction-return="), HARDENED),
    drop(Starts("-mbranch-protection="), HARDENED),
    drop(Is("-mretpoline"), HARDENED),
    drop(
        Is("-p"),
        "profiling for prof(1), which nothing writes; clang itself ignores -pg",
    ),
    drop(Starts("-Wa,-mx86"), "for the assembler of another machine"),
];

const PLACE: &str = "the address that ELF loads code at; a module is linked completely, at a fixed \
                     place";
const RUNTIME: &str = "the compiler's functions are always linked in";
const HARDENED: &str = "protects return addresses, jumps or registers, which WebAssembly does not \
                        have";

/// For clang, except for probes: these select other machines. A probe that asks whether
/// clang accepts one would next use that machine's instructions, so clang rejects it there.
pub const MACHINES: &[Rule] = &[
    drop(Starts("-march="), MACHINE),
    drop(Starts("-mtune="), MACHINE),
    keep(Is("-mcpu=mvp"), "one of WebAssembly's"),
    keep(Is("-mcpu=generic"), "one of WebAssembly's"),
    keep(Is("-mcpu=lime1"), "one of WebAssembly's"),
    keep(Is("-mcpu=bleeding-edge"), "one of WebAssembly's"),
    drop(Starts("-mcpu="), MACHINE),
    drop(Is("-m64"), MACHINE),
    drop(Is("-mx32"), MACHINE),
    drop(Is("-m32"), "it is one of 32 bits"),
    drop(
        Machine(&[
            "mmx",
            "3dnow",
            "sse",
            "ssse3",
            "avx",
            "aes",
            "vaes",
            "pclmul",
            "vpclmulqdq",
            "fma",
            "bmi",
            "abm",
            "popcnt",
            "lzcnt",
            "tbm",
            "f16c",
            "movbe",
            "cx16",
            "sahf",
            "rdrnd",
            "rdseed",
            "rdpid",
            "prfchw",
            "prefetchwt1",
            "adx",
            "sha",
            "gfni",
            "fsgsbase",
            "fxsr",
            "xsave",
            "clflushopt",
            "clwb",
            "rtm",
            "hle",
            "xop",
            "amx",
        ]),
        X86,
    ),
    drop(Starts("-mfpmath="), X86),
    drop(Starts("-mcmodel="), X86),
    drop(Starts("-mpreferred-stack-boundary="), X86),
    drop(Starts("-mincoming-stack-boundary="), X86),
    drop(Starts("-mregparm="), X86),
    drop(
        Machine(&[
            "red-zone",
            "accumulate-outgoing-args",
            "align-double",
            "stackrealign",
        ]),
        X86,
    ),
    drop(Is("-m128bit-long-double"), X86),
    drop(Is("-m96bit-long-double"), X86),
    drop(Is("-mlong-double-128"), "a long double has 128 bits"),
    drop(Is("-marm"), ARM),
    drop(Is("-mthumb"), ARM),
    drop(Starts("-mfpu="), ARM),
    drop(Starts("-mfloat-abi="), ARM),
    drop(Starts("-mabi="), ARM),
    drop(
        Machine(&[
            "unaligned-access",
            "outline-atomics",
            "fix-cortex",
            "altivec",
            "vsx",
        ]),
        ARM,
    ),
];

const MACHINE: &str = "another machine, or a member of its family";
const X86: &str = "about x86's instructions or calls";
const ARM: &str = "about ARM's and others' instructions or calls";

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::{OsStr, OsString};
    use wasi_ld::rules::apply;

    fn through(rules: &[Rule], line: &str) -> String {
        let args = line.split(' ').map(OsString::from).collect();
        let kept = apply(rules, args);
        kept.join(OsStr::new(" ")).into_string().expect("was text")
    }

    #[test]
    fn compile() {
        assert_eq!(through(COMPILE, "-O2 -pthread a.c"), "-O2 -D_REENTRANT a.c");
        assert_eq!(
            through(COMPILE, "-fwasi-eh=legacy -c a.c"),
            "-mllvm -wasm-use-legacy-eh=true -c a.c"
        );
        assert_eq!(
            through(COMPILE, "-fwasi-eh=standard"),
            "-mllvm -wasm-use-legacy-eh=false"
        );
        assert_eq!(through(COMPILE, "-rdynamic a.o"), "a.o");
        assert_eq!(through(COMPILE, "-flto -ffat-lto-objects a.c"), "-flto a.c");
        assert_eq!(through(COMPILE, "-pthreads -z"), "-D_REENTRANT -z");
        assert_eq!(through(COMPILE, "-flto=4 -flto=thin"), "-flto -flto=thin");
        assert_eq!(
            through(COMPILE, "-fuse-ld=gold -fuse-ld=/x/ld"),
            "-fuse-ld=/x/ld"
        );
        assert_eq!(through(COMPILE, "-fwrapv"), "-fwrapv -fwrapv-pointer");
        assert_eq!(through(COMPILE, "-pie -fcf-protection=full a.c"), "a.c");
    }

    #[test]
    fn options_of_other_machines_go_and_those_of_webassembly_stay() {
        let ours = "-msimd128 -mrelaxed-simd -mno-bulk-memory -mexec-model=reactor -mcpu=mvp \
                    -mllvm -msign-ext -mmultivalue -matomics -mtail-call -mfp16";
        assert_eq!(through(MACHINES, ours), ours);
        assert_eq!(
            through(
                MACHINES,
                "-march=native -mtune=generic -mcpu=i686 -m64 -msse2 -mno-avx512f -mfma \
                 -mfpmath=sse -mno-red-zone -mpclmul a.c"
            ),
            "a.c"
        );
    }
}
