//! The threads of the process: what one can do to another.
//!
//! A program of the target without threads is one task, and each question here has a constant
//! answer.

#[cfg(not(target_feature = "atomics"))]
mod one;
#[cfg(target_feature = "atomics")]
mod several;

#[cfg(not(target_feature = "atomics"))]
pub use one::*;
#[cfg(target_feature = "atomics")]
pub use several::*;
