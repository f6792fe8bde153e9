//! Components of WASI 0.2: a module, beside the adapter that turns preview1 into WASI 0.2.

use anyhow::{Context, Result};
use wasi_preview1_component_adapter_provider as adapters;
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// The imports of the bottom half beside preview1.
const NETWORK: &str = include_str!("component/network.wit");
const WORLD: &str = "network";

/// The function of a module that a host calls once, if it is a library.
const INITIALIZE: &str = "_initialize";

/// The component of a module. It imports what the module and the adapter use.
///
/// A module may carry more interfaces, in sections that a generator of bindings made.
pub fn of(module: &[u8]) -> Result<Vec<u8>> {
    let adapter = match exports(module, INITIALIZE)? {
        true => adapters::WASI_SNAPSHOT_PREVIEW1_REACTOR_ADAPTER,
        false => adapters::WASI_SNAPSHOT_PREVIEW1_COMMAND_ADAPTER,
    };
    let mut described = module.to_vec();
    let mut resolve = Resolve::default();
    let package = resolve.push_str("network.wit", NETWORK)?;
    let world = resolve.select_world(&[package], Some(WORLD))?;
    embed_component_metadata(&mut described, &resolve, world, StringEncoding::UTF8)?;
    let component = ComponentEncoder::default()
        .module(&described)
        .and_then(|encoder| encoder.adapter(adapters::WASI_SNAPSHOT_PREVIEW1_ADAPTER_NAME, adapter))
        .and_then(|mut encoder| encoder.encode());
    component.context("it cannot be a component, which imports and exports interfaces alone")
}

fn exports(module: &[u8], name: &str) -> Result<bool> {
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        if let wasmparser::Payload::ExportSection(exports) = payload? {
            for export in exports {
                if export?.name == name {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interfaces_are_well_formed() {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("network.wit", NETWORK).unwrap();
        assert!(resolve.select_world(&[package], Some(WORLD)).is_ok());
    }
}
