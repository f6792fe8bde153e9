//! The pages of this module's memory: which of them are mapped, and which of the others contain
//! old data.
//!
//! New memory from the host is zero, and is not zeroed again; a released page is zeroed before
//! the program can use it again. Wasm memory cannot shrink: released pages are kept for later
//! maps. Other code that grows the memory, such as an allocator in other objects, keeps its
//! pages: pages of unknown origin count as mapped.

use core::cell::Cell;
use core::ops::Range;

use crate::errno::{Errno, Result};
use crate::machine;
use crate::state::system;
use crate::user::{BytesMut, Grown};

/// How many pages there can be.
#[cfg(target_arch = "wasm32")]
const PAGES: usize = 1 << 16;
#[cfg(not(target_arch = "wasm32"))]
const PAGES: usize = 1 << 10;

/// The number of usable pages: the last page is not usable, because the address after it does
/// not exist.
pub const MOST: usize = PAGES - 1;

const BITS: usize = u64::BITS as usize;

/// Runs of 1, 2, 4, … pages, up to all.
const SIZES: usize = PAGES.ilog2() as usize + 1;

/// How many words a set of pages has.
pub const WORDS: usize = PAGES / BITS;

/// One bit a page.
pub type Set = [Cell<u64>; WORDS];

/// `pages! { process: static NAME; }`: sets that it owns, without pages at first.
macro_rules! pages {
    ($owner:ident: $($(#[$doc:meta])* static $name:ident;)*) => {
        $crate::state::$owner! { $(
            $(#[$doc])*
            static $name: $crate::mm::Set = [const { core::cell::Cell::new(0) }; $crate::mm::WORDS];
        )* }
    };
}
pub(crate) use pages;

#[derive(Clone, Copy)]
struct Area {
    /// The pages that did not exist before the first map.
    grown: Grown,
    /// The page behind the last that is known here.
    end: usize,
    /// The start of the break and its current place, as addresses; both are 0 before the first
    /// call.
    brk: (usize, usize),
}

pages! { system:
    static MAPPED;
    /// Pages with old data: free, or only reserved.
    static DIRTY;
    /// Mapped, but not reachable by the program since: the page still has its old content.
    static UNTOUCHED;
}

system! {
    static AREA: Cell<Area> = Cell::new(Area { grown: Grown::NONE, end: 0, brk: (0, 0) });

    /// Before the n-th no run of 2^n free pages begins.
    static HINTS: [Cell<usize>; SIZES] = [const { Cell::new(0) }; SIZES];
}

/// The state of the memory, brought up to date.
fn area() -> Area {
    let mut area = AREA.with(Cell::get);
    if area.end == 0 {
        // All existing memory belongs to the program: its data and stack, and the memory that
        // its allocator took before the first map.
        area.grown = Grown::from_now();
        area.end = area.grown.first().min(PAGES);
        AREA.with(|slot| slot.set(area));
    }
    let end = machine::memory_size().min(PAGES);
    if end > area.end {
        MAPPED.with(|set| change(set, area.end..end, true));
        area.end = end;
        AREA.with(|slot| slot.set(area));
    }
    area
}

fn update(change: impl FnOnce(&mut Area)) {
    let mut changed = area();
    change(&mut changed);
    AREA.with(|slot| slot.set(changed));
}

/// The bits of a word that belong to pages of `range`, word by word.
fn masks(range: Range<usize>) -> impl Iterator<Item = (usize, u64)> {
    let last = range.end.div_ceil(BITS);
    (range.start / BITS..last).map(move |word| {
        let low = range.start.saturating_sub(word * BITS);
        let high = (range.end - word * BITS).min(BITS);
        let below = |n: usize| u64::MAX.checked_shr((BITS - n) as u32).unwrap_or(0);
        (word, below(high) & !below(low))
    })
}

fn word(set: &Set, index: usize) -> u64 {
    set.get(index).map_or(u64::MAX, Cell::get)
}

fn add(set: &Set, index: usize, bits: u64) {
    if let Some(word) = set.get(index) {
        word.set(word.get() | bits);
    }
}

/// Puts pages into a set, or takes them out.
pub fn change(set: &Set, range: Range<usize>, on: bool) {
    for (index, mask) in masks(range) {
        if let Some(word) = set.get(index) {
            word.set(if on {
                word.get() | mask
            } else {
                word.get() & !mask
            });
        }
    }
}

/// Whether a page is in the set, and how many from it on are like it, in one word.
#[inline]
fn run(set: &Set, page: usize) -> (bool, usize) {
    let word = word(set, page / BITS) >> (page % BITS);
    let rest = BITS - page % BITS;
    if word & 1 == 1 {
        (true, (word.trailing_ones() as usize).min(rest))
    } else {
        (false, (word.trailing_zeros() as usize).min(rest))
    }
}

/// Whether all pages are in the set.
pub fn is_in(set: &Set, pages: Range<usize>) -> bool {
    masks(pages).all(|(index, mask)| word(set, index) & mask == mask)
}

/// Whether none of the pages is in the set.
pub fn is_out(set: &Set, pages: Range<usize>) -> bool {
    masks(pages).all(|(index, mask)| word(set, index) & mask == 0)
}

/// Whether all pages are mapped. The program's data and stack are.
pub fn is_mapped(pages: Range<usize>) -> bool {
    let area = area();
    let start = pages.start.max(area.grown.first());
    pages.end <= area.end && MAPPED.with(|set| is_in(set, start..pages.end.max(start)))
}

/// How many pages are in use, the program's data and stack among them.
pub fn used() -> usize {
    let mapped: u32 = MAPPED.with(|set| set.iter().map(|word| word.get().count_ones()).sum());
    area().grown.first() + mapped as usize
}

/// Whether all pages are free, or can be had from the host.
fn is_free(pages: Range<usize>) -> bool {
    pages.start >= area().grown.first() && MAPPED.with(|set| is_out(set, pages))
}

/// The first free run of `count` pages, or what is free at the end.
fn find(count: usize, area: Area) -> Range<usize> {
    let from = HINTS.with(|hints| {
        hints
            .get(count.max(1).ilog2() as usize)
            .map_or(0, Cell::get)
    });
    MAPPED.with(|set| {
        let mut start = from.max(area.grown.first());
        let mut page = start;
        while page < area.end && page - start < count {
            let (used, n) = run(set, page);
            page += n;
            if used {
                start = page;
            }
        }
        start.min(area.end)..page.min(area.end)
    })
}

/// No run of `count` free pages begins before `page`.
fn none_before(page: usize, count: usize) {
    let size = count.next_power_of_two().ilog2() as usize;
    HINTS.with(|hints| {
        for hint in hints.iter().skip(size) {
            hint.set(hint.get().max(page));
        }
    });
}

/// Pages from this one on have become free.
fn free_from(page: usize) {
    HINTS.with(|hints| {
        for (size, hint) in hints.iter().enumerate() {
            // A run that became large enough only now begins not much earlier.
            hint.set(hint.get().min(page.saturating_sub((1 << size) - 1)));
        }
    });
}

/// Asks the host for pages until the memory ends at `end`.
fn grow_to(end: usize) -> Result {
    let known = area().end;
    if end > MOST {
        return Err(Errno::NOMEM);
    }
    let more = end.saturating_sub(known);
    if more > 0 {
        let first = machine::memory_grow(more).ok_or(Errno::NOMEM)?;
        // Another thread, in code that is not ours, was faster: these pages follow its own.
        if cfg!(target_feature = "atomics") && first != known {
            return Err(Errno::NOMEM);
        }
        // These pages are free: no other code got them.
        let mut area = AREA.with(Cell::get);
        area.end = end;
        AREA.with(|slot| slot.set(area));
    }
    Ok(())
}

/// Marks pages as mapped and makes them zero.
fn claim(pages: Range<usize>) {
    MAPPED.with(|set| change(set, pages.clone(), true));
    clean(pages, 0);
}

/// Zeroes pages with old data, except for the first bytes, which were written since.
pub fn clean(pages: Range<usize>, written: usize) {
    let written_end = machine::page_address(pages.start).saturating_add(written);
    DIRTY.with(|set| {
        let mut page = pages.start;
        while page < pages.end {
            let (dirty, n) = run(set, page);
            let next = pages.end.min(page + n);
            if dirty {
                let skip = written_end.saturating_sub(machine::page_address(page));
                bytes(page..next).from(skip).fill(0);
            }
            page = next;
        }
        change(set, pages, false);
    });
}

/// The program cannot reach these pages, which have just been reserved.
pub fn keep_untouched(pages: Range<usize>) {
    UNTOUCHED.with(|set| change(set, pages, true));
}

/// The program can reach these pages from now on.
pub fn touch(pages: Range<usize>) {
    UNTOUCHED.with(|set| {
        let mut page = pages.start;
        while page < pages.end {
            let (untouched, n) = run(set, page);
            let next = pages.end.min(page + n);
            if untouched {
                clean(page..next, 0);
            }
            page = next;
        }
        change(set, pages, false);
    });
}

/// The memory of some pages; empty when they are not this module's.
pub fn bytes(pages: Range<usize>) -> BytesMut<'static> {
    area().grown.bytes(pages)
}

/// The memory that a program sees at an address of a map; empty if there is none.
#[cfg(not(target_arch = "wasm32"))]
pub fn at(address: usize, len: usize) -> BytesMut<'static> {
    let first = machine::page_of(address);
    let end = machine::page_of(address + len.saturating_sub(1)) + 1;
    match address.checked_sub(machine::page_address(first)) {
        Some(offset) => bytes(first..end).from(offset).first(len),
        None => bytes(0..0),
    }
}

/// Maps `count` zero pages, wherever they are free; the first.
pub fn map(count: usize) -> Result<usize> {
    let first = reserve(count)?;
    clean(first..first + count, 0);
    Ok(first)
}

/// Maps `count` pages with their old content, and returns the first. The caller must [`clean`]
/// them, or keep them out of the program's reach.
pub fn reserve(count: usize) -> Result<usize> {
    if count > PAGES {
        return Err(Errno::NOMEM);
    }
    let first = find(count, area()).start;
    let pages = first..first + count;
    grow_to(pages.end)?;
    MAPPED.with(|set| change(set, pages.clone(), true));
    none_before(pages.end, count);
    Ok(first)
}

/// Makes sure that these pages could be mapped: they exist and are not the program's.
pub fn reach(pages: &Range<usize>) -> Result {
    if pages.start < area().grown.first() {
        return Err(Errno::NOMEM);
    }
    grow_to(pages.end)
}

/// Maps these very pages, zero; a previous map there is replaced, unless `keep`.
pub fn map_at(pages: Range<usize>, keep: bool) -> Result {
    reserve_at(pages.clone(), keep)?;
    clean(pages, 0);
    Ok(())
}

/// As [`reserve`], these very pages.
pub fn reserve_at(pages: Range<usize>, keep: bool) -> Result {
    if pages.start < area().grown.first() {
        return Err(Errno::NOMEM);
    }
    if keep && !is_free(pages.clone()) {
        return Err(Errno::EXIST);
    }
    grow_to(pages.end)?;
    unmap(pages.clone());
    MAPPED.with(|set| change(set, pages, true));
    Ok(())
}

/// Releases pages, mapped or not.
pub fn unmap(pages: Range<usize>) {
    let area = area();
    let pages = pages.start.max(area.grown.first())..pages.end.min(area.end);
    if pages.is_empty() {
        return;
    }
    for (index, mask) in masks(pages.clone()) {
        let touched = UNTOUCHED.with(|set| !word(set, index));
        let left = MAPPED.with(|set| word(set, index)) & mask & touched;
        DIRTY.with(|set| add(set, index, left));
    }
    for set in [&MAPPED, &UNTOUCHED] {
        set.with(|set| change(set, pages.clone(), false));
    }
    free_from(pages.start);
}

/// Makes a map longer in place.
pub fn extend(pages: Range<usize>, count: usize) -> Result {
    let more = pages.end..pages.start.saturating_add(count);
    if !is_free(more.start..more.end.min(PAGES)) {
        return Err(Errno::NOMEM);
    }
    grow_to(more.end)?;
    claim(more);
    Ok(())
}

/// Moves the break to the address `to`, if possible; returns its place.
pub fn brk(to: usize) -> usize {
    let mut here = area();
    if here.brk == (0, 0) {
        let start = find(1, here).start;
        here.brk = (machine::page_address(start), machine::page_address(start));
        update(|area| area.brk = here.brk);
    }
    let (start, now) = here.brk;
    // The page after everything that is below an address; the last page is beyond all
    // addresses.
    let page = |address: usize| machine::page_of(address.saturating_sub(1)) + 1;
    let moved = if to < start {
        Err(Errno::INVAL)
    } else if to < now {
        unmap(page(to)..page(now));
        // The rest of the break's last page must be zero when the break grows again.
        let last = machine::page_of(to);
        let rest = bytes(last..last + 1).from(to - machine::page_address(last));
        let end = machine::page_address(page(to)).min(now);
        rest.first(end.saturating_sub(to)).fill(0);
        Ok(())
    } else {
        let pages = page(now)..page(to);
        if is_free(pages.start..pages.end.min(PAGES)) {
            grow_to(pages.end).map(|()| claim(pages))
        } else {
            Err(Errno::NOMEM)
        }
    };
    if moved.is_err() {
        return now;
    }
    update(|area| area.brk = (start, to));
    to
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::PAGE_SIZE;
    use crate::wasi::fake;

    fn set_up(pages: usize, limit: usize) {
        fake::set_up(|host| host.memory(pages, limit));
    }

    fn contents(page: usize) -> Vec<u8> {
        let mut copy = vec![0xaa; PAGE_SIZE];
        bytes(page..page + 1)
            .as_bytes()
            .copy_to(BytesMut::of(&mut copy));
        copy
    }

    #[test]
    fn maps_do_not_overlap_and_are_zero() {
        set_up(2, 16);
        let a = map(3).unwrap();
        let b = map(2).unwrap();
        assert!(a + 3 <= b || b + 2 <= a);
        bytes(a..a + 3).fill(7);
        unmap(a..a + 3);
        let c = map(3).unwrap();
        assert_eq!(c, a, "released pages are used again");
        assert!((c..c + 3).all(|page| contents(page).iter().all(|&byte| byte == 0)));
    }

    #[test]
    fn reserved_pages_are_made_zero_when_they_can_be_reached() {
        set_up(2, 16);
        let is_dirty = |pages| DIRTY.with(|set| is_in(set, pages));
        let fresh = reserve(2).unwrap();
        keep_untouched(fresh..fresh + 2);
        unmap(fresh..fresh + 2);
        assert!(!is_dirty(fresh..fresh + 1), "nobody wrote there");
        let page = map(2).unwrap();
        bytes(page..page + 2).fill(7);
        unmap(page..page + 2);
        assert_eq!(reserve(2), Ok(page));
        keep_untouched(page..page + 2);
        assert!(is_dirty(page..page + 2), "it is left for later");
        touch(page..page + 1);
        assert!(contents(page).iter().all(|&byte| byte == 0));
        assert!(contents(page + 1).iter().all(|&byte| byte == 7));
        bytes(page..page + 1).fill(9);
        touch(page..page + 1);
        assert!(contents(page).iter().all(|&byte| byte == 9));
        unmap(page..page + 2);
        assert_eq!(map(2), Ok(page));
        assert!((page..page + 2).all(|page| contents(page).iter().all(|&byte| byte == 0)));
    }

    #[test]
    fn what_was_written_since_is_kept() {
        set_up(2, 16);
        let page = map(3).unwrap();
        bytes(page..page + 3).fill(7);
        unmap(page..page + 3);
        assert_eq!(reserve(3), Ok(page));
        bytes(page..page + 2).first(PAGE_SIZE + 10).fill(1);
        clean(page..page + 3, PAGE_SIZE + 10);
        assert!(contents(page).iter().all(|&byte| byte == 1));
        let second = contents(page + 1);
        assert!(second[..10].iter().all(|&byte| byte == 1));
        assert!(
            second[10..]
                .iter()
                .chain(&contents(page + 2))
                .all(|&byte| byte == 0)
        );
    }

    #[test]
    fn program_pages_are_never_given_away() {
        set_up(2, 16);
        let first = area().grown.first();
        assert!(first > 0);
        let page = map(1).unwrap();
        assert!(page >= first);
        unmap(0..page + 1);
        assert!(map(1).unwrap() >= first);
        assert_eq!(map_at(0..1, false), Err(Errno::NOMEM));
    }

    #[test]
    fn no_memory_is_an_error_and_loses_nothing() {
        set_up(1, 8);
        let first = area().grown.first();
        assert_eq!(map(9), Err(Errno::NOMEM));
        assert_eq!(map(usize::MAX), Err(Errno::NOMEM));
        let all = map(8 - first).unwrap();
        assert_eq!(map(1), Err(Errno::NOMEM));
        unmap(all + 1..all + 2);
        assert_eq!(map(1), Ok(all + 1));
    }

    #[test]
    fn a_hole_in_the_middle_is_found() {
        set_up(1, 256);
        let a = map(200).unwrap();
        unmap(a + 70..a + 140);
        assert_eq!(map(70), Ok(a + 70));
        assert_eq!(map(1), Ok(a + 200));
        assert!(is_mapped(a..a + 201));
        unmap(a + 63..a + 65);
        assert!(!is_mapped(a + 62..a + 64));
        assert!(is_mapped(a..a + 63));
    }

    #[test]
    fn extending_stops_at_the_next_map() {
        set_up(1, 32);
        let a = map(2).unwrap();
        assert_eq!(extend(a..a + 2, 4), Ok(()));
        let b = map(1).unwrap();
        assert_eq!(b, a + 4);
        assert_eq!(extend(a..a + 4, 5), Err(Errno::NOMEM));
        unmap(b..b + 1);
        assert_eq!(extend(a..a + 4, 5), Ok(()));
    }

    #[test]
    fn pages_that_somebody_else_got_are_left_alone() {
        set_up(1, 32);
        let a = map(1).unwrap();
        let theirs = machine::memory_grow(2).unwrap();
        let b = map(3).unwrap();
        assert_eq!(a + 1, theirs);
        assert!(b >= theirs + 2);
        unmap(b..b + 3);
        assert_eq!(map(3), Ok(b));
    }

    #[test]
    fn a_fixed_map_finds_the_end_that_somebody_else_moved() {
        set_up(1, 32);
        let a = map(1).unwrap();
        let theirs = machine::memory_grow(2).unwrap();
        assert_eq!(map_at(theirs + 1..theirs + 3, true), Err(Errno::EXIST));
        assert_eq!(map_at(theirs + 4..theirs + 6, true), Ok(()));
        machine::memory_grow(2).unwrap();
        assert_eq!(map_at(theirs + 9..theirs + 10, false), Ok(()));
        assert!(is_mapped(theirs..theirs + 2));
        assert_eq!(map(2), Ok(theirs + 2), "what lies between is free");
        assert_eq!(map_at(a..33, false), Err(Errno::NOMEM));
        assert_eq!(extend(theirs + 9..theirs + 10, 3), Ok(()));
        machine::memory_grow(1).unwrap();
        assert_eq!(extend(theirs + 9..theirs + 12, 4), Err(Errno::NOMEM));
    }

    #[test]
    fn fixed_maps_replace_or_refuse() {
        set_up(1, 32);
        let a = map(4).unwrap();
        bytes(a..a + 4).fill(9);
        assert_eq!(map_at(a + 1..a + 2, true), Err(Errno::EXIST));
        assert_eq!(map_at(a + 1..a + 2, false), Ok(()));
        assert!(contents(a + 1).iter().all(|&byte| byte == 0));
        assert!(contents(a + 2).iter().all(|&byte| byte == 9));
    }

    #[test]
    fn break_moves_both_ways() {
        set_up(1, 32);
        let start = brk(0);
        assert_eq!(brk(start + 100), start + 100);
        at(start, 100).fill(5);
        assert_eq!(brk(start + 10), start + 10);
        assert_eq!(brk(start + PAGE_SIZE + 1), start + PAGE_SIZE + 1);
        let mut copy = [1; 90];
        at(start + 10, 90)
            .as_bytes()
            .copy_to(BytesMut::of(&mut copy));
        assert_eq!(copy, [0; 90]);
        let block = map(1).unwrap();
        assert!(machine::page_address(block) >= start + PAGE_SIZE);
        let now = brk(0);
        assert_eq!(brk(now + 4 * PAGE_SIZE), now, "a map is in the way");
        assert_eq!(brk(start - 1), now);
        assert_eq!(brk(usize::MAX), now);
    }

    /// Any sequence of maps and unmaps agrees with a list of pages.
    #[test]
    fn random_sequences_agree_with_a_model() {
        set_up(1, 128);
        let mut model = [false; 128];
        let first = area().grown.first();
        model[..first].fill(true);
        let mut seed = 12345_u32;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
            (seed >> 8) as usize % below
        };
        for _ in 0..4000 {
            let count = 1 + random(9);
            if random(2) == 0 {
                match map(count) {
                    Ok(page) => {
                        let run = &mut model[page..page + count];
                        assert!(run.iter().all(|&used| !used));
                        run.fill(true);
                        assert!((page..page + count).all(|p| contents(p).iter().all(|&b| b == 0)));
                        bytes(page..page + count).fill(1);
                    }
                    Err(error) => {
                        assert_eq!(error, Errno::NOMEM);
                        let free = |run: &[bool]| run.iter().all(|&used| !used);
                        assert!(!model.windows(count).any(free), "{count} pages are free");
                    }
                }
            } else {
                let start = first + random(128 - first);
                let end = (start + count).min(128);
                unmap(start..end);
                model[start..end].fill(false);
            }
        }
    }
}
