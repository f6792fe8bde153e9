//! Random sequences of syscalls, compared call by call with models of POSIX.
//!
//! The calls are the exported symbols, with the second versions of programs that have a
//! descriptor table where there are such; the host is the one in memory. The environment
//! variable `PROPTEST_CASES` sets the number of cases, 256 by default. A failing case is
//! shrunk and printed; add it to the unit or conformance tests.

mod descriptors;
mod faults;
mod kernel;
mod memory;
mod paths;
mod signals;

use proptest::test_runner::Config;

/// A fraction of the requested cases: not all models are equally fast.
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
