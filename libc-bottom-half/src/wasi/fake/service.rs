//! The directory of host services.

use preview1::service::{NAME, Operation, Services, VERSION};

use super::{Host, Open, What};
use crate::errno::{Errno, Result};
use crate::wasi::{Fdflags, Rights};

/// Answers the requests of the groups.
type Answer = fn(&[u8]) -> Result<Vec<u8>>;

#[derive(Clone, Copy, Debug)]
pub struct Service {
    pub version: u32,
    pub offers: Services,
    pub answer: Answer,
}

impl Service {
    pub fn new(offers: Services, answer: Answer) -> Self {
        Self {
            version: VERSION,
            offers,
            answer,
        }
    }

    pub(super) fn answer(&self, request: &[u8]) -> Result<Vec<u8>> {
        let operation = request.first_chunk().ok_or(Errno::INVAL)?;
        match Operation(u32::from_le_bytes(*operation)) {
            Operation::OFFERS if request.len() == 8 => {
                Ok([self.version, self.offers.0].map(u32::to_le_bytes).concat())
            }
            Operation::OFFERS => Err(Errno::INVAL),
            operation if self.offers.has(operation.group()) => (self.answer)(request),
            _ => Err(Errno::NOSYS),
        }
    }
}

impl Host {
    /// Gives the program a directory of services.
    pub fn offer(&mut self, service: Service) {
        self.service = Some(service);
        self.insert(Open {
            what: What::Service,
            position: 0,
            flags: Fdflags::NONE,
            rights: Rights::NONE,
            preopen: Some(NAME.into()),
        });
    }
}
