//! Runs a program: two engines behind one description of a run.

pub mod component;
mod interrupted;
#[cfg(feature = "wasmi")]
pub mod wasmi;
pub mod wasmtime;

use crate::host::{Guest, Looked, Settings};
use crate::program::Program;
use crate::watchdog::Watchdog;

/// The stack for wasm code, which both engines limit.
pub const WASM_STACK: usize = 8 << 20;

pub struct Run {
    pub program: Program,
    pub settings: Settings,
    /// The most instructions that it may run.
    pub fuel: Option<u64>,
    /// Whether to count instructions even without a limit.
    pub measure: bool,
    /// Whether to count the instructions of each function, which wasmtime can.
    pub count_functions: bool,
    /// Ends the run when its time is over, if it is limited.
    pub watchdog: Option<Watchdog>,
    /// Whether the host offers signals.
    pub signals: bool,
    /// Whether compiled code may be kept.
    pub cache: bool,
    /// Whether to compile it quickly rather than well.
    pub quick: bool,
}

impl Run {
    /// The initial fuel, if the engine counts it.
    fn tank(&self) -> Option<u64> {
        self.fuel.or(self.measure.then_some(u64::MAX))
    }
}

pub struct Outcome {
    pub end: End,
    /// The number of the thread that ended the program, 0 for the main one.
    pub thread: u32,
    /// How often each function was called, if requested.
    pub calls: Option<Vec<(String, u64)>>,
    /// Whether it looked for files.
    pub looked: Looked,
    /// How much fuel was used, if it was counted.
    pub fuel: Option<u64>,
    /// The instructions of each function that ran, most first, if requested.
    pub functions: Vec<(String, u64)>,
}

/// How a program ended.
pub enum End {
    Exit(u32),
    Trap { message: String, backtrace: String },
    Timeout { backtrace: String },
}

/// The message for a trap of any engine's stack guard.
const STACK_OVERFLOW: &str = "stack overflow: too many nested calls";

/// The message for a C program whose stack, which lies at the bottom of memory, grew
/// below address 0.
const C_STACK_OVERFLOW: &str =
    "stack overflow: the stack is full; link with -Wl,-z,stack-size=BYTES for a larger one";

/// The message for a call through a pointer that stands for a function of another type.
const OTHER_TYPE: &str = "indirect call type mismatch: the function and the pointer have different \
                          types; link with -fwasi-function-casts to allow the call";

/// The message for a longjmp whose setjmp belongs to a call that is over.
const DEAD_FRAME: &str = "longjmp to a dead frame: the function that called setjmp has returned";

/// The message for a module that no engine here can compile.
const LEGACY_EXCEPTIONS: &str = "its exceptions (setjmp, longjmp, C++) are in the legacy encoding \
                                 (-fwasi-eh=legacy), and this runtime supports only the standard \
                                 one: compile and link without that option";

/// Functions of the C library that trap on purpose, by their names in a module, and the
/// cause.
const ON_PURPOSE: [(&[&str], &str); 4] = [
    (
        &["__host_args", "__wasilibc_initialize_environ"],
        "cannot read the arguments or the environment, or they do not fit into memory",
    ),
    (&["abort"], "the program called abort"),
    (
        &["__libc_free", "__libc_realloc", "malloc_usable_size"],
        "free or realloc of an address that malloc did not return, or that was already freed",
    ),
    (
        &[
            "take_out",
            "__libc_malloc",
            "__heap_allocate",
            "__heap_release",
            "__heap_extend",
            "__heap_join",
        ],
        "broken heap: the program wrote outside a block of malloc, or after free",
    ),
];

/// The reason for a trap in a function of this name.
fn on_purpose(function: &str) -> Option<&'static str> {
    let mut all = ON_PURPOSE.iter();
    all.find_map(|(names, why)| names.contains(&function).then_some(*why))
}

/// The place of a thrown pointer in its jmp_buf, if a longjmp threw it: it points at the
/// address of that jmp_buf. (C++ throws pointers too, to its objects.)
fn is_longjmp(memory: &Guest<'_>, thrown: u32) -> bool {
    const OFFSET: u32 = 8;
    let jump = memory.u32_at(thrown);
    jump.is_some_and(|jump| jump.checked_add(OFFSET) == Some(thrown))
}

/// The message for a program that used up what `--fuel` gave it.
fn out_of_fuel(fuel: Option<u64>) -> String {
    match fuel {
        Some(fuel) => format!("out of fuel: --fuel {fuel} is used up"),
        None => "out of fuel".to_owned(),
    }
}
