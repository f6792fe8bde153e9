//! The features that a linked module says it uses.
//!
//! clang marks every object that it compiles with setjmp's lowering switched on as one
//! that uses exceptions, and wasm-ld adds the marks up. A module without a tag cannot
//! throw or catch anything: its mark is taken off, so that no tool asks for an engine
//! that knows exceptions.

use crate::module::{self, MAGIC, Section};
use anyhow::Result;

const SECTION: &[u8] = b"target_features";
const EXCEPTIONS: &[u8] = b"exception-handling";

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const TAG: u8 = 13;

/// The module without the mark, if it means nothing; `None` if it is to stay as it is.
pub fn settle(linked: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(without_exceptions(linked))
}

fn without_exceptions(linked: &[u8]) -> Option<Vec<u8>> {
    let mut settled = MAGIC.to_vec();
    let mut changed = false;
    for section in module::sections(linked)? {
        let Section { id, content, whole } = section?;
        match id {
            TAG => return None,
            // A tag can be imported too. Among the names of an import section the byte
            // proves nothing, but its absence does.
            IMPORT if content.windows(2).any(|kind| kind == [4, 0]) => return None,
            CUSTOM => {
                let mut rest = content;
                if module::sized(&mut rest)? == SECTION
                    && let Some(features) = features_without(rest, EXCEPTIONS)
                {
                    changed = true;
                    let mut content = Vec::new();
                    module::push_sized(&mut content, SECTION)?;
                    content.extend_from_slice(&features);
                    settled.push(CUSTOM);
                    module::push_sized(&mut settled, &content)?;
                    continue;
                }
            }
            _ => {}
        }
        settled.extend_from_slice(whole);
    }
    changed.then_some(settled)
}

/// The list of features without one; `None` if it is not in there.
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
    module::push_number(&mut all, kept_count);
    all.extend_from_slice(&kept);
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_has_no_mark_or_is_no_module_is_left_alone() {
        assert_eq!(without_exceptions(&module(&[KEPT])), None);
        assert_eq!(without_exceptions(b"#!/bin/sh\n"), None);
        let linked = module(&[FEATURES]);
        for end in 0..linked.len() {
            assert_eq!(without_exceptions(&linked[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn long_numbers() {
        let mut bytes = Vec::new();
        module::push_number(&mut bytes, 624_485);
        assert_eq!(bytes, [0xe5, 0x8e, 0x26]);
    }
}
