//! Data that was sent to a socket and not received yet: records in a ring of bytes.

use crate::abi::socket::LONGEST;
use crate::errno::Result;
use crate::machine::PAGE_SIZE;
use crate::mm;
use crate::user::{Bytes, BytesMut};

/// The most descriptors that one message carries.
pub const RIGHTS: usize = 253;

/// The header of a record. Between it and the bytes are the sender's address and the sent
/// descriptions, two bytes each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub len: usize,
    pub from: usize,
    pub rights: usize,
}

impl Record {
    pub const HEADER: usize = 8;

    /// The size of the parts before the bytes.
    const fn before(self) -> usize {
        Self::HEADER + self.from + 2 * self.rights
    }
}

/// Allocates memory for its first record, as much as it needs, and keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    page: usize,
    pages: usize,
    /// The place of the oldest byte, and the number of bytes.
    start: usize,
    len: usize,
}

impl Queue {
    pub const EMPTY: Self = Self {
        page: 0,
        pages: 0,
        start: 0,
        len: 0,
    };

    pub const fn len(&self) -> usize {
        self.len
    }

    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn memory(&self) -> BytesMut<'static> {
        mm::bytes(self.page..self.page + self.pages)
    }

    const fn size(&self) -> usize {
        self.pages * PAGE_SIZE
    }

    /// The bytes from `at` on in one piece: up to the end of the memory at most.
    fn run(&self, at: usize, len: usize) -> BytesMut<'static> {
        let at = self.start + at;
        let at = if at < self.size() {
            at
        } else {
            at - self.size()
        };
        self.memory().from(at).first(len)
    }

    /// Copies from the queue; returns the number of bytes.
    pub fn copy(&self, at: usize, to: BytesMut<'_>) -> usize {
        let to = to.first(self.len.saturating_sub(at));
        let mut done = 0;
        while done < to.len() {
            let run = self.run(at + done, to.len() - done);
            if run.is_empty() {
                break;
            }
            done += run.as_bytes().copy_to(to.from(done));
        }
        done
    }

    fn append(&mut self, from: Bytes<'_>) {
        let mut done = 0;
        while done < from.len() && self.len < self.size() {
            let run = self.run(self.len, self.size() - self.len);
            let n = from.from(done).copy_to(run);
            self.len += n;
            done += n;
        }
    }

    fn skip(&mut self, n: usize) {
        self.start += n;
        if self.start >= self.size() {
            self.start -= self.size();
        }
        self.len = self.len.saturating_sub(n);
        if self.len == 0 {
            // The first pages are in use already.
            self.start = 0;
        }
    }

    /// Makes room for so many bytes more.
    fn reserve(&mut self, more: usize) -> Result {
        if self.len + more <= self.size() {
            return Ok(());
        }
        let needed = (self.len + more).div_ceil(PAGE_SIZE);
        let pages = needed.max(2 * self.pages);
        let page = mm::map(pages)?;
        self.copy(0, mm::bytes(page..page + pages));
        mm::unmap(self.page..self.page + self.pages);
        *self = Self {
            page,
            pages,
            start: 0,
            ..*self
        };
        Ok(())
    }

    /// Appends a record of the first `len` bytes of `data`.
    pub fn push(&mut self, from: &[u8], rights: &[u16], data: &[Bytes<'_>], len: usize) -> Result {
        let record = Record {
            len,
            from: from.len(),
            rights: rights.len(),
        };
        self.reserve(record.before() + len)?;
        self.append(Bytes::of(&header(record)));
        self.append(Bytes::of(from));
        for right in rights {
            self.append(Bytes::of(&right.to_ne_bytes()));
        }
        let mut left = len;
        for data in data {
            self.append(data.first(left));
            left -= data.len().min(left);
        }
        Ok(())
    }

    /// The record that begins at `at`, if there is one.
    pub fn record(&self, at: usize) -> Option<Record> {
        let mut header = [0; Record::HEADER];
        if self.copy(at, BytesMut::of(&mut header)) < Record::HEADER {
            return None;
        }
        let [a, b, c, d, from, _, e, f] = header;
        Some(Record {
            len: u32::from_ne_bytes([a, b, c, d]) as usize,
            from: from as usize,
            rights: u16::from_ne_bytes([e, f]) as usize,
        })
    }

    /// Where the record behind the one at `at` begins.
    pub const fn behind(at: usize, record: Record) -> usize {
        at + record.before() + record.len
    }

    /// The address in the record at `at`.
    pub fn from(&self, at: usize, record: Record, to: &mut [u8; LONGEST]) -> usize {
        self.copy(at + Record::HEADER, BytesMut::of(to).first(record.from))
    }

    /// One of the descriptions in the record at `at`.
    pub fn right(&self, at: usize, record: Record, index: usize) -> u16 {
        let mut right = [0; 2];
        let place = at + Record::HEADER + record.from + 2 * index;
        self.copy(place, BytesMut::of(&mut right));
        u16::from_ne_bytes(right)
    }

    /// Copies the record at `at` to the buffers, of which `skip` bytes are full.
    pub fn scatter(
        &self,
        at: usize,
        record: Record,
        to: &[BytesMut<'_>],
        mut skip: usize,
    ) -> usize {
        let mut done = 0;
        for buffer in to {
            let buffer = {
                let rest = buffer.from(skip);
                skip -= skip.min(buffer.len());
                rest.first(record.len - done)
            };
            done += self.copy(at + record.before() + done, buffer);
        }
        done
    }

    /// Drops the first record.
    pub fn pop(&mut self) {
        if let Some(record) = self.record(0) {
            self.skip(record.before() + record.len);
        }
    }

    /// Drops the first `n` bytes of the first record, and the descriptions that came with
    /// them.
    pub fn consume(&mut self, n: usize) {
        let Some(record) = self.record(0) else { return };
        if n >= record.len {
            return self.pop();
        }
        // The header of the rest replaces the dropped bytes.
        self.skip(record.before() + n - Record::HEADER);
        let left = Record {
            len: record.len - n,
            ..Record::default()
        };
        let header = header(left);
        let mut done = 0;
        while done < Record::HEADER {
            let run = self.run(done, Record::HEADER - done);
            if run.is_empty() {
                break;
            }
            done += Bytes::of(&header).from(done).copy_to(run);
        }
    }

    /// How many bytes there are to receive: in all records, or in the first.
    pub fn readable(&self, all: bool) -> usize {
        let (mut at, mut n) = (0, 0);
        while let Some(record) = self.record(at) {
            n += record.len;
            if !all {
                break;
            }
            at = Self::behind(at, record);
        }
        n
    }

    /// Gives the memory back.
    pub fn end(&mut self) {
        mm::unmap(self.page..self.page + self.pages);
        *self = Self::EMPTY;
    }
}

/// Addresses are shorter than 256 bytes, and there are fewer than 65,536 rights.
fn header(record: Record) -> [u8; Record::HEADER] {
    let [a, b, c, d] = (record.len as u32).to_ne_bytes();
    let [e, f] = (record.rights as u16).to_ne_bytes();
    [a, b, c, d, record.from as u8, 0, e, f]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasi::fake;
    use std::collections::VecDeque;

    /// Records go in and come out, whole or in pieces, wherever the ring begins.
    #[test]
    fn records_come_out_as_they_went_in() {
        fake::set_up(|host| host.memory(2, 64));
        let mut queue = Queue::EMPTY;
        let mut model: VecDeque<(Vec<u8>, Vec<u16>, Vec<u8>)> = VecDeque::new();
        let mut random = 12345_u32;
        let mut next = |below: u32| {
            random = random.wrapping_mul(1_103_515_245).wrapping_add(12345);
            (random >> 8) % below
        };
        for round in 0..3000_u32 {
            if next(2) == 0 && model.len() < 40 {
                let data: Vec<u8> = (0..next(9000)).map(|n| (n * 7 + round) as u8).collect();
                let from: Vec<u8> = (0..next(112)).map(|n| n as u8).collect();
                let rights: Vec<u16> = (0..next(4)).map(|n| n as u16 + 300).collect();
                let cut = data.len() / 3;
                let parts = [Bytes::of(&data[..cut]), Bytes::of(&data[cut..])];
                let len = data.len() - next(data.len() as u32 / 2 + 1) as usize;
                queue.push(&from, &rights, &parts, len).unwrap();
                model.push_back((from, rights, data[..len].to_vec()));
                continue;
            }
            let all: usize = model.iter().map(|(_, _, data)| data.len()).sum();
            assert_eq!(queue.readable(true), all);
            let Some((from, rights, mut data)) = model.pop_front() else {
                assert!(queue.is_empty() && queue.record(0).is_none());
                continue;
            };
            let record = queue.record(0).unwrap();
            assert_eq!(queue.readable(false), data.len());
            let mut address = [0; LONGEST];
            let n = queue.from(0, record, &mut address);
            assert_eq!(address[..n], from);
            for (index, &right) in rights.iter().enumerate() {
                assert_eq!(queue.right(0, record, index), right);
            }
            let mut buffers = [vec![0; next(3000) as usize], vec![0; next(9000) as usize]];
            let [one, two] = &mut buffers;
            let n = queue.scatter(0, record, &[BytesMut::of(one), BytesMut::of(two)], 0);
            let got: Vec<u8> = buffers.concat().into_iter().collect();
            let room = got.len();
            assert_eq!(n, room.min(data.len()));
            assert_eq!(got[..n], data[..n]);
            if next(2) == 0 {
                queue.pop();
            } else {
                queue.consume(n);
                data.drain(..n);
                if !data.is_empty() {
                    model.push_front((Vec::new(), Vec::new(), data));
                }
            }
        }
        queue.end();
        assert_eq!(queue, Queue::EMPTY);
    }

    #[test]
    fn no_memory() {
        fake::set_up(|host| host.memory(2, 3));
        let mut queue = Queue::EMPTY;
        let data = vec![1; 3 * PAGE_SIZE];
        assert!(
            queue
                .push(&[], &[], &[Bytes::of(&data)], data.len())
                .is_err()
        );
        assert!(queue.is_empty());
        assert_eq!(queue.push(&[], &[], &[Bytes::of(&data)], 100), Ok(()));
    }
}
