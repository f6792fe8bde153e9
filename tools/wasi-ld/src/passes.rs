//! What is done to a module that wasm-ld has made.

pub mod function_casts;
pub mod spill_pointers;
pub mod target_features;
