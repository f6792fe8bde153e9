//! Finds the locals that are needed after a call.

use super::read::{Block, Function, Kind};

/// A set of locals.
type Set = Vec<u64>;

/// By local: whether some call leaves it to be read later.
pub fn across_calls(function: &Function) -> Vec<bool> {
    let empty = vec![0; function.locals.len().div_ceil(64)];
    // The locals that a block needs from those before it.
    let mut needed = vec![empty.clone(); function.blocks.len()];
    let mut across = empty.clone();
    // Each round carries the information one loop further up.
    loop {
        let mut changed = false;
        for (at, block) in function.blocks.iter().enumerate().rev() {
            let before = needed_before(function, block, &needed, &mut across);
            if before != needed[at] {
                needed[at] = before;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    (0..function.locals.len())
        .map(|local| across[local / 64] >> (local % 64) & 1 == 1)
        .collect()
}

fn needed_before(function: &Function, block: &Block, needed: &[Set], across: &mut Set) -> Set {
    let mut live = vec![0; across.len()];
    for &next in &block.next {
        add(&mut live, &needed[next]);
    }
    for step in function.steps[block.steps.clone()].iter().rev() {
        match step.kind {
            Kind::Get(local) => live[local as usize / 64] |= 1 << (local % 64),
            Kind::Set(local) => live[local as usize / 64] &= !(1 << (local % 64)),
            Kind::Call => {
                for &handler in &block.handlers {
                    add(&mut live, &needed[handler]);
                }
                // The sets only grow from round to round.
                add(across, &live);
            }
            Kind::Exit => {}
        }
    }
    live
}

fn add(to: &mut Set, more: &Set) {
    for (to, more) in to.iter_mut().zip(more) {
        *to |= more;
    }
}
