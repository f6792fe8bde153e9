//! The features that a linked module says it uses.
//!
//! With setjmp support on, clang marks every object as one that uses exceptions, and wasm-ld
//! merges the marks. A module without a tag cannot throw or catch anything. The pass removes
//! its mark, so that no tool requires an engine with exceptions.

use super::Pass;
use crate::line::Line;
use crate::module::{self, Change, IMPORT, Module, TAG};
use anyhow::Result;

const SECTION: &str = "target_features";
const EXCEPTIONS: &[u8] = b"exception-handling";

pub struct TargetFeatures;

impl Pass for TargetFeatures {
    fn name(&self) -> &'static str {
        "target features"
    }

    fn applies(&self, _: &Line) -> bool {
        true
    }

    fn run(&self, module: &mut Module, _: &Line) -> Result<()> {
        if has_tags(module) {
            return Ok(());
        }
        module.change(|section| {
            let features = section.custom(SECTION);
            let kept = features.and_then(|list| features_without(list, EXCEPTIONS));
            Ok(match kept {
                Some(features) => Change::Content(features),
                None => Change::Stays,
            })
        })
    }
}

fn has_tags(module: &Module) -> bool {
    // A tag can be imported too. In an import section the byte may be part of a name, so only
    // its absence proves something.
    let mut imports = module.content(IMPORT).windows(2);
    imports.any(|kind| kind == [4, 0]) || module.sections().any(|section| section.id == TAG)
}

/// The content of a section without one feature in its list; `None` if the feature is not in
/// it.
fn features_without(mut list: &[u8], feature: &[u8]) -> Option<Vec<u8>> {
    let count = module::number(&mut list)?;
    let mut kept = Vec::new();
    let mut kept_count = 0;
    for _ in 0..count {
        let prefix = module::byte(&mut list)?;
        let name = module::sized(&mut list)?;
        if name != feature {
            kept.push(prefix);
            module::push_sized(&mut kept, name)?;
            kept_count += 1;
        }
    }
    if kept_count == count {
        return None;
    }
    let mut all = Vec::new();
    module::push_sized(&mut all, SECTION.as_bytes())?;
    module::push_number(&mut all, kept_count);
    all.extend_from_slice(&kept);
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::module::MAGIC;

    fn without_exceptions(linked: &[u8]) -> Option<Vec<u8>> {
        crate::passes::changed(&TargetFeatures, linked).expect("a module")
    }

    const FEATURES: &[u8] =
        b"\0\x35\x0ftarget_features\x02+\x12exception-handling+\x0ebulk-memoryopt";
    const KEPT: &[u8] = b"\0\x21\x0ftarget_features\x01+\x0ebulk-memoryopt";

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [&[MAGIC], sections].concat().concat()
    }

    #[test]
    fn the_mark_goes_where_there_is_no_tag() {
        let types = b"\x01\x04\x01\x60\0\0";
        let linked = module(&[types, FEATURES, b"\0\x02\x01x"]);
        assert_eq!(
            without_exceptions(&linked),
            Some(module(&[types, KEPT, b"\0\x02\x01x"]))
        );
    }

    #[test]
    fn it_stays_where_there_is_one() {
        assert_eq!(
            without_exceptions(&module(&[b"\x0d\x03\x01\0\0", FEATURES])),
            None
        );
        let import = b"\x02\x08\x01\x01a\x01b\x04\0\0";
        assert_eq!(without_exceptions(&module(&[import, FEATURES])), None);
    }

    #[test]
    fn what_has_no_mark_is_left_alone() {
        assert_eq!(without_exceptions(&module(&[KEPT])), None);
        assert_eq!(
            without_exceptions(&module(&[b"\0\x10\x0ftarget_features"])),
            None
        );
    }

    #[test]
    fn long_numbers() {
        let mut bytes = Vec::new();
        module::push_number(&mut bytes, 624_485);
        assert_eq!(bytes, [0xe5, 0x8e, 0x26]);
    }
}
