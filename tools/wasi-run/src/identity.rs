//! The identity of a file's content: what the kernel changes with each change of the content.

use std::fs::File;
use std::time::{Duration, SystemTime};

use rustix::fs::{FileType, fstat};

/// A file on this machine, at one time. If two of a file are equal, its content was not
/// changed in between: each write sets the time of change (`ctime`), which no call can set
/// to a time of its choice. Writes within a tick of the clock get the same time; see
/// [`Identity::is_settled`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, u64),
    changed: (i64, u64),
}

impl Identity {
    pub const LENGTH: usize = 7 * 8;

    /// `None` for anything but a regular file.
    pub fn of(file: &File) -> Option<Self> {
        let stat = fstat(file).ok()?;
        let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        is_file.then_some(Self {
            device: stat.st_dev,
            inode: stat.st_ino,
            size: stat.st_size.cast_unsigned(),
            modified: (stat.st_mtime, stat.st_mtime_nsec),
            changed: (stat.st_ctime, stat.st_ctime_nsec),
        })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether a later change of the content will have another time. The clock of a file
    /// system ticks every few milliseconds, or, on some, every two seconds.
    pub fn is_settled(&self) -> bool {
        const TICK: Duration = Duration::from_secs(2);
        self.is_older_than(self.changed, TICK)
    }

    /// Whether the content, or the time of its change, is from another day.
    pub fn is_of_another_day(&self) -> bool {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        self.is_older_than(self.modified, DAY)
    }

    fn is_older_than(&self, (seconds, nanoseconds): (i64, u64), age: Duration) -> bool {
        let Ok(now) = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) else {
            return false;
        };
        let time = Duration::new(
            seconds.try_into().unwrap_or_default(),
            nanoseconds.try_into().unwrap_or_default(),
        );
        time.checked_add(age).is_some_and(|end| end < now)
    }

    pub fn to_bytes(self) -> [u8; Self::LENGTH] {
        let words = [
            self.device,
            self.inode,
            self.size,
            self.modified.0.cast_unsigned(),
            self.modified.1,
            self.changed.0.cast_unsigned(),
            self.changed.1,
        ];
        let mut bytes = [0; Self::LENGTH];
        for (place, word) in bytes.chunks_exact_mut(8).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_change_of_the_content_is_a_change_of_the_identity() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"a").unwrap();
        let before = Identity::of(&file).unwrap();
        assert_eq!(Identity::of(&file), Some(before));
        // A new file may change within the same tick.
        assert!(!before.is_settled());

        std::thread::sleep(Duration::from_millis(50));
        let mut again = file.try_clone().unwrap();
        std::io::Seek::rewind(&mut again).unwrap();
        again.write_all(b"b").unwrap();
        // Even if the time of modification is set back.
        let modified = SystemTime::UNIX_EPOCH + Duration::new(before.modified.0 as u64, 0);
        file.set_modified(modified).unwrap();
        let after = Identity::of(&file).unwrap();
        assert_eq!(after.size, before.size);
        assert_ne!(after, before);
        assert_ne!(after.to_bytes(), before.to_bytes());
    }

    #[test]
    fn only_old_files_are_settled() {
        let identity = Identity {
            device: 1,
            inode: 2,
            size: 3,
            modified: (4, 5),
            changed: (6, 7),
        };
        assert!(identity.is_settled() && identity.is_of_another_day());
        let future = Identity {
            modified: (i64::MAX, 0),
            changed: (i64::MAX, 0),
            ..identity
        };
        assert!(!future.is_settled() && !future.is_of_another_day());
    }

    #[test]
    fn what_is_no_file_has_none() {
        assert_eq!(Identity::of(&File::open("/dev/null").unwrap()), None);
        assert_eq!(Identity::of(&File::open("/").unwrap()), None);
    }
}
