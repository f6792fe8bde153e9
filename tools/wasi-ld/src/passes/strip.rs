//! `-s`: removes the custom sections. wasm-ld could do that itself, but the earlier passes
//! read the names. Descriptions of interfaces stay: a component is made of them afterwards.

use super::Pass;
use crate::component;
use crate::line::Line;
use crate::module::{CUSTOM, Change, Module};
use anyhow::Result;

pub struct Strip;

impl Pass for Strip {
    fn name(&self) -> &'static str {
        "-s"
    }

    fn applies(&self, line: &Line) -> bool {
        line.strip
    }

    fn run(&self, module: &mut Module, _: &Line) -> Result<()> {
        module.change(|section| {
            Ok(match section.id {
                CUSTOM if !component::is_types(section) => Change::Goes,
                _ => Change::Stays,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::changed;

    #[test]
    fn names_go_and_what_runs_stays() {
        let module = b"\0asm\x01\0\0\0\0\x02\x01a\x01\x04\x01\x60\0\0\0\x03\x02bc";
        let stripped = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0";
        assert_eq!(
            changed(&Strip, module).unwrap().as_deref(),
            Some(&stripped[..])
        );
        assert_eq!(changed(&Strip, stripped).unwrap(), None);
    }
}
