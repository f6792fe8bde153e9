//! Finds the encoding of exceptions that a module needs, if any.

use super::expect::Exceptions;
use anyhow::{Context, Result, ensure};
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// The feature name of both encodings in a module.
const FEATURE: &str = "exception-handling";

pub fn check(module: &[u8], wanted: Exceptions) -> Result<()> {
    let known = match wanted {
        Exceptions::None => WasmFeatures::empty(),
        Exceptions::Standard => WasmFeatures::EXCEPTIONS,
        Exceptions::Legacy => WasmFeatures::EXCEPTIONS | WasmFeatures::LEGACY_EXCEPTIONS,
    };
    let both = WasmFeatures::EXCEPTIONS | WasmFeatures::LEGACY_EXCEPTIONS;
    let valid = |features| Validator::new_with_features(features).validate_all(module);
    let others = WasmFeatures::default().difference(both);
    valid(others.union(known)).context("an engine that knows no more cannot run the module")?;
    match wanted {
        Exceptions::None => {
            let traces = traces(module)?;
            ensure!(traces.is_empty(), "the module has {}", traces.join(", "));
        }
        Exceptions::Standard => {
            ensure!(valid(others).is_err(), "the module does not use exceptions")
        }
        Exceptions::Legacy => ensure!(
            valid(others.union(WasmFeatures::EXCEPTIONS)).is_err(),
            "the module does not use the old encoding"
        ),
    }
    Ok(())
}

/// Whether an engine without exceptions cannot run a module.
pub fn are_needed(module: &[u8]) -> bool {
    let both = WasmFeatures::EXCEPTIONS | WasmFeatures::LEGACY_EXCEPTIONS;
    let others = WasmFeatures::default().difference(both);
    let valid = |features| Validator::new_with_features(features).validate_all(module);
    valid(others).is_err() && valid(others.union(both)).is_ok()
}

/// The use of exceptions in a module, even if it does not need them.
fn traces(module: &[u8]) -> Result<Vec<&'static str>> {
    let mut traces = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::TagSection(_) => traces.push("tags"),
            Payload::CustomSection(section) if section.name() == "target_features" => {
                let names = section.data();
                let named = names
                    .windows(FEATURE.len())
                    .any(|window| window == FEATURE.as_bytes());
                if named {
                    traces.push("the feature exception-handling");
                }
            }
            _ => {}
        }
    }
    Ok(traces)
}
