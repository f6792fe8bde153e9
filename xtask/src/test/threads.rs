//! Finds out whether a module starts threads.

use anyhow::Result;
use wasmparser::{Parser, Payload};

/// Whether a module asks its host for threads, as wasi-threads says.
pub fn are_started(module: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                let import = import?;
                if (import.module, import.name) == ("wasi", "thread-spawn") {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}
