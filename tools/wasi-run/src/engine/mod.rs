//! What runs a program: two engines behind one description of a run.

pub mod wasmi;
pub mod wasmtime;

use std::time::Duration;

use crate::host::Host;
use crate::program::Program;

/// The stack for wasm code, which both engines bound.
pub const WASM_STACK: usize = 8 << 20;

pub struct Run {
    pub program: Program,
    pub host: Host,
    /// How many instructions it may take.
    pub fuel: Option<u64>,
    /// Whether to count instructions without a bound too.
    pub measure: bool,
    pub timeout: Option<Duration>,
    /// Whether compiled code may be kept.
    pub cache: bool,
}

impl Run {
    /// The fuel to start with, if the engine shall count it.
    fn tank(&self) -> Option<u64> {
        self.fuel.or(self.measure.then_some(u64::MAX))
    }
}

pub struct Outcome {
    pub end: End,
    /// How often each function was called, if that was asked for.
    pub calls: Option<Vec<(&'static str, u64)>>,
    /// How much fuel was used, if it was counted.
    pub fuel: Option<u64>,
}

/// How a program ended.
pub enum End {
    Exit(u32),
    Trap { message: String, backtrace: String },
    Timeout { backtrace: String },
}

/// The message for a trap of any engine's stack guard.
const STACK_OVERFLOW: &str = "stack overflow: too many nested calls";

/// The message for a program that used up what `--fuel` gave it.
fn out_of_fuel(fuel: Option<u64>) -> String {
    match fuel {
        Some(fuel) => format!("out of fuel: --fuel {fuel} is used up"),
        None => "out of fuel".to_owned(),
    }
}
