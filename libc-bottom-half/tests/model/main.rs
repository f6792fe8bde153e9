//! Random sequences of syscalls, compared call by call with models of what POSIX says.
//!
//! The calls are the exported symbols, with the second versions of programs that have a
//! descriptor table where there are such; the host is the one in memory. As many cases as
//! the environment variable `PROPTEST_CASES` says, 256 unless given; a failing one is
//! shrunk, printed, and belongs into the unit or conformance tests.

mod descriptors;
mod faults;
mod kernel;
mod memory;
mod paths;
mod signals;

use proptest::test_runner::Config;

/// As many cases as asked for, divided: not all models are equally quick.
fn config(divisor: u32) -> Config {
    let config = Config {
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    Config {
        cases: (config.cases / divisor).max(1),
        ..config
    }
}
