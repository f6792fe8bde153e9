//! Pages: their owners, and their content.

use libc_bottom_half::abi::mman::{
    MADV_DONTNEED, MAP_ANONYMOUS, MAP_FIXED, MAP_FIXED_NOREPLACE, MAP_PRIVATE, MREMAP_FIXED,
    MREMAP_MAYMOVE, PROT_READ, PROT_WRITE,
};
use libc_bottom_half::entry::{mm, table};
use libc_bottom_half::errno::{Errno, Result};
use libc_bottom_half::machine::{PAGE_SIZE, page_address, page_of};
use libc_bottom_half::mm::at as memory;
use libc_bottom_half::user::BytesMut;
use libc_bottom_half::wasi::fake;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::kernel::result;

/// The pages of the program, and of all the memory that the host would give.
const PROGRAM: usize = 2;
const LIMIT: usize = 24;

#[derive(Clone, Debug)]
enum Call {
    Map(usize),
    MapAt(usize, usize, bool),
    Unmap(usize, usize),
    Remap(usize, usize, usize, bool),
    RemapTo(usize, usize, usize, usize),
    DontNeed(usize, usize),
    Fill(usize, u8),
    Break(i32),
}

fn call() -> impl Strategy<Value = Call> {
    let page = || 0..LIMIT + 2;
    let count = || 1..7_usize;
    prop_oneof![
        6 => (1..9_usize).prop_map(Call::Map),
        3 => (page(), count(), any::<bool>()).prop_map(|(at, n, keep)| Call::MapAt(at, n, keep)),
        5 => (page(), count()).prop_map(|(at, n)| Call::Unmap(at, n)),
        4 => (page(), count(), count(), any::<bool>())
            .prop_map(|(at, n, to, may)| Call::Remap(at, n, to, may)),
        2 => (page(), count(), count(), page())
            .prop_map(|(at, n, to, place)| Call::RemapTo(at, n, to, place)),
        2 => (page(), count()).prop_map(|(at, n)| Call::DontNeed(at, n)),
        6 => (page(), 1..=255_u8).prop_map(|(at, with)| Call::Fill(at, with)),
        3 => (-200_000..200_000_i32).prop_map(Call::Break),
    ]
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Page {
    Free,
    /// All of its bytes are the same.
    Mapped(u8),
    /// The program's from the start, or below the break.
    Taken,
}

struct Model {
    pages: [Page; LIMIT],
    /// Where the break started and is; both are 0 before it was asked for.
    start: usize,
    end: usize,
}

fn map(address: usize, length: usize, flags: u32) -> Result<usize> {
    let (prot, flags) = (PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags);
    // SAFETY: only the model's own pages are replaced.
    let address = result(unsafe { table::mmap(address, length, prot, flags, -1, 0) })?;
    assert!(address.is_multiple_of(PAGE_SIZE));
    Ok(page_of(address))
}

fn remap(at: usize, n: usize, to: usize, flags: u32, new: usize) -> Result<usize> {
    let (old, new) = (page_address(at), page_address(new));
    let (n, to) = (n * PAGE_SIZE, to * PAGE_SIZE - 5);
    // SAFETY: as above.
    result(unsafe { mm::mremap::mremap(old, n, to, flags, new) }).map(page_of)
}

fn brk(end: usize) -> usize {
    // SAFETY: only the model's own pages are released.
    result(unsafe { mm::brk::brk(end) }).expect("brk tells where the break is")
}

fn bytes(start: usize, len: usize) -> Vec<u8> {
    let mut copy = vec![0xee; len];
    assert_eq!(
        memory(start, len)
            .as_bytes()
            .copy_to(BytesMut::of(&mut copy)),
        len
    );
    copy
}

impl Model {
    fn all(&self, at: usize, n: usize, is: impl Fn(Page) -> bool) -> bool {
        let pages = self.pages.get(at..at + n);
        pages.is_some_and(|pages| pages.iter().all(|&page| is(page)))
    }

    fn are_free(&self, at: usize, n: usize) -> bool {
        self.all(at, n, |page| page == Page::Free)
    }

    fn are_mapped(&self, at: usize, n: usize) -> bool {
        self.all(at, n, |page| matches!(page, Page::Mapped(_)))
    }

    /// Whether some page is not the model's own.
    fn touches_taken(&self, at: usize, n: usize) -> bool {
        let pages = self.pages.iter().skip(at).take(n);
        pages.into_iter().any(|&page| page == Page::Taken)
    }

    fn set(&mut self, at: usize, n: usize, to: Page) {
        self.pages
            .iter_mut()
            .skip(at)
            .take(n)
            .for_each(|page| *page = to);
    }

    fn step(&mut self, call: &Call) -> std::result::Result<(), TestCaseError> {
        match *call {
            Call::Map(n) => match map(0, n * PAGE_SIZE - 1, 0) {
                Ok(at) => {
                    prop_assert!(self.are_free(at, n), "{} pages at {} are not free", n, at);
                    self.set(at, n, Page::Mapped(0));
                }
                Err(error) => {
                    prop_assert_eq!(error, Errno::NOMEM);
                    let free = (0..LIMIT).find(|&at| self.are_free(at, n));
                    prop_assert_eq!(free, None, "there is room for {}", n);
                }
            },
            Call::MapAt(at, n, _) | Call::Unmap(at, n) | Call::DontNeed(at, n)
                if self.touches_taken(at, n) => {}
            Call::MapAt(at, n, keep) => {
                let flag = if keep { MAP_FIXED_NOREPLACE } else { MAP_FIXED };
                let done = map(page_address(at), n * PAGE_SIZE, flag);
                let overlaps = (at..at + n).any(|at| self.are_mapped(at, 1));
                if keep && overlaps {
                    prop_assert_eq!(done, Err(Errno::EXIST));
                } else if at + n > LIMIT {
                    prop_assert_eq!(done, Err(Errno::NOMEM));
                } else {
                    prop_assert_eq!(done, Ok(at));
                    self.set(at, n, Page::Mapped(0));
                }
            }
            Call::Unmap(at, n) => {
                // SAFETY: only the model's own pages.
                let done = unsafe { mm::munmap::munmap(page_address(at), n * PAGE_SIZE) };
                prop_assert_eq!(result(done), Ok(0));
                self.set(at, n, Page::Free);
            }
            Call::Remap(at, n, to, may_move) => {
                if self.touches_taken(at, n) {
                    return Ok(());
                }
                let flags = if may_move { MREMAP_MAYMOVE } else { 0 };
                let done = remap(at, n, to, flags, 0);
                if !self.are_mapped(at, n) {
                    prop_assert_eq!(done, Err(Errno::FAULT));
                    return Ok(());
                }
                let old: Vec<Page> = self.pages[at..at + n].to_vec();
                let more = to.saturating_sub(n);
                if to <= n || self.are_free(at + n, more) {
                    prop_assert_eq!(done, Ok(at), "in place");
                    self.set(at + to.min(n), n.saturating_sub(to), Page::Free);
                    self.set(at + n, more, Page::Mapped(0));
                } else if let Ok(new) = done {
                    prop_assert!(may_move && self.are_free(new, to), "moved to {}", new);
                    self.set(at, n, Page::Free);
                    self.set(new, to, Page::Mapped(0));
                    self.pages[new..new + n].copy_from_slice(&old);
                } else {
                    prop_assert_eq!(done, Err(Errno::NOMEM));
                    let free = (0..LIMIT).find(|&at| self.are_free(at, to));
                    prop_assert!(!may_move || free.is_none(), "there is room for {}", to);
                }
            }
            Call::RemapTo(at, n, to, new) => {
                if self.touches_taken(at, n) || self.touches_taken(new, to) {
                    return Ok(());
                }
                let done = remap(at, n, to, MREMAP_MAYMOVE | MREMAP_FIXED, new);
                if new < at + n && at < new + to {
                    prop_assert_eq!(done, Err(Errno::INVAL), "overlaps");
                } else if !self.are_mapped(at, n) {
                    prop_assert_eq!(done, Err(Errno::FAULT));
                } else if new + to > LIMIT {
                    prop_assert_eq!(done, Err(Errno::NOMEM));
                } else {
                    prop_assert_eq!(done, Ok(new));
                    let mut old = self.pages[at..at + n].to_vec();
                    old.resize(to, Page::Mapped(0));
                    self.set(at, n, Page::Free);
                    self.pages[new..new + to].copy_from_slice(&old);
                }
            }
            Call::DontNeed(at, n) => {
                let (address, length) = (page_address(at), n * PAGE_SIZE);
                // SAFETY: only the model's own pages.
                let done = unsafe { mm::madvise::madvise(address, length, MADV_DONTNEED) };
                if self.are_mapped(at, n) {
                    prop_assert_eq!(result(done), Ok(0));
                    self.set(at, n, Page::Mapped(0));
                } else {
                    prop_assert_eq!(result(done), Err(Errno::NOMEM));
                }
            }
            Call::Fill(at, with) => {
                if self.are_mapped(at, 1) {
                    memory(page_address(at), PAGE_SIZE).fill(with);
                    self.set(at, 1, Page::Mapped(with));
                }
            }
            Call::Break(by) => self.move_break(by)?,
        }
        Ok(())
    }

    fn move_break(&mut self, by: i32) -> std::result::Result<(), TestCaseError> {
        let now = brk(0);
        if self.start == 0 {
            (self.start, self.end) = (now, now);
        }
        prop_assert_eq!(now, self.end);
        let to = now.saturating_add_signed(by as isize);
        let done = brk(to);
        let page = |address: usize| page_of(address + PAGE_SIZE - 1);
        let (old, new) = (page(now), page(to));
        if to < self.start {
            prop_assert_eq!(done, now, "below its start");
        } else if to <= now {
            prop_assert_eq!(done, to);
            self.set(new, old - new, Page::Free);
            self.end = to;
        } else if self.are_free(old, new - old) {
            prop_assert_eq!(done, to);
            self.set(old, new - old, Page::Taken);
            self.end = to;
            let fresh = bytes(now, to - now);
            prop_assert!(fresh == vec![0; fresh.len()], "new data is zero");
            memory(now, to - now).fill(0x99);
        } else {
            prop_assert_eq!(done, now, "a map is in the way");
        }
        Ok(())
    }

    /// Mapped pages still have their content.
    fn compare(&self) -> std::result::Result<(), TestCaseError> {
        for (at, page) in self.pages.iter().enumerate() {
            if let Page::Mapped(byte) = *page {
                let content = bytes(page_address(at), PAGE_SIZE);
                prop_assert!(content == [byte; PAGE_SIZE], "page {}", at);
            }
        }
        let data = bytes(self.start, self.end - self.start);
        prop_assert!(
            data.iter().all(|&byte| byte == 0x99),
            "data below the break"
        );
        Ok(())
    }
}

proptest! {
    #![proptest_config(crate::config(2))]

    #[test]
    fn pages_are_as_the_model_has_them(calls in vec(call(), 1..60)) {
        fake::set_up(|host| host.memory(PROGRAM, LIMIT));
        let mut model = Model { pages: [Page::Free; LIMIT], start: 0, end: 0 };
        model.set(0, PROGRAM, Page::Taken);
        for call in &calls {
            model.step(call)?;
            model.compare()?;
        }
    }
}
