//! The 46 functions of `wasi_snapshot_preview1`, as data.
//!
//! One line a function: its name, how the implementation behind it is called,
//! and the role of each wasm parameter. Signatures, dispatch and decoding all
//! come from here; nothing else in this program lists the functions.

/// The module name under which programs import the functions.
pub const MODULE: &str = "wasi_snapshot_preview1";

/// The most parameters that a function takes (`path_open`).
pub const MAX_PARAMS: usize = 9;

/// The type of a wasm parameter: preview 1 uses no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmType {
    I32,
    I64,
}

/// What a parameter means: decides its wasm type and how a trace shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Fd,
    Size,
    Filesize,
    Filedelta,
    Timestamp,
    Dircookie,
    Rights,
    Clockid,
    Advice,
    Fdflags,
    Fstflags,
    Lookupflags,
    Oflags,
    Riflags,
    Siflags,
    Sdflags,
    Whence,
    Signal,
    Exitcode,
    /// Address of a path or link target; its `Length` follows.
    Text,
    /// Address of an array of buffers to write from; its `Length` follows.
    Ciovecs,
    /// Address of an array of buffers to read into; its `Length` follows.
    Iovecs,
    /// Address of the subscriptions of `poll_oneoff`.
    Subscriptions,
    /// The length of the `Text` or vector before it.
    Length,
    /// Address of a buffer that the host fills.
    Buffer,
    /// The size of the `Buffer` before it, which then holds a text that long.
    BufferText,
    OutFd,
    OutSize,
    OutFilesize,
    OutTimestamp,
    OutFdstat,
    OutFilestat,
    OutPrestat,
    OutRoflags,
    /// Where the count of bytes that were read into the `Iovecs` goes.
    OutRead,
    /// Where the length of the text in the `Buffer` goes.
    OutText,
    /// Where the count of events goes, which lie in the `Buffer`.
    OutEvents,
}

impl Kind {
    pub fn wasm_type(self) -> WasmType {
        match self {
            Kind::Filesize | Kind::Filedelta | Kind::Timestamp | Kind::Dircookie | Kind::Rights => {
                WasmType::I64
            }
            _ => WasmType::I32,
        }
    }
}

/// A function of preview 1.
#[derive(Debug)]
pub struct Function {
    pub id: Id,
    pub name: &'static str,
    pub params: &'static [Kind],
}

impl Function {
    pub fn find(name: &str) -> Option<&'static Function> {
        FUNCTIONS.iter().find(|function| function.name == name)
    }

    /// `proc_exit` alone returns nothing.
    pub fn returns_errno(&self) -> bool {
        self.id != Id::proc_exit
    }
}

/// Hands the table to the macro `$then`.
///
/// `own` functions are answered by [`super::Host`] itself; `now` are plain and
/// `soon` asynchronous functions of wasmtime-wasi, of which `soon` ones are
/// done at the first poll unless they read a descriptor that is not ready.
macro_rules! with_functions {
    ($then:ident) => {
        $then! {
            own args_get(Buffer, Buffer);
            own args_sizes_get(OutSize, OutSize);
            own environ_get(Buffer, Buffer);
            own environ_sizes_get(OutSize, OutSize);
            now clock_res_get(Clockid, OutTimestamp);
            now clock_time_get(Clockid, Timestamp, OutTimestamp);
            soon fd_advise(Fd, Filesize, Filesize, Advice);
            now fd_allocate(Fd, Filesize, Filesize);
            soon fd_close(Fd);
            soon fd_datasync(Fd);
            soon fd_fdstat_get(Fd, OutFdstat);
            now fd_fdstat_set_flags(Fd, Fdflags);
            now fd_fdstat_set_rights(Fd, Rights, Rights);
            soon fd_filestat_get(Fd, OutFilestat);
            soon fd_filestat_set_size(Fd, Filesize);
            soon fd_filestat_set_times(Fd, Timestamp, Timestamp, Fstflags);
            soon fd_pread(Fd, Iovecs, Length, Filesize, OutRead);
            now fd_prestat_get(Fd, OutPrestat);
            now fd_prestat_dir_name(Fd, Buffer, BufferText);
            soon fd_pwrite(Fd, Ciovecs, Length, Filesize, OutSize);
            soon fd_read(Fd, Iovecs, Length, OutRead);
            soon fd_readdir(Fd, Buffer, Size, Dircookie, OutSize);
            soon fd_renumber(Fd, Fd);
            soon fd_seek(Fd, Filedelta, Whence, OutFilesize);
            soon fd_sync(Fd);
            now fd_tell(Fd, OutFilesize);
            soon fd_write(Fd, Ciovecs, Length, OutSize);
            soon path_create_directory(Fd, Text, Length);
            soon path_filestat_get(Fd, Lookupflags, Text, Length, OutFilestat);
            soon path_filestat_set_times(
                Fd, Lookupflags, Text, Length, Timestamp, Timestamp, Fstflags
            );
            soon path_link(Fd, Lookupflags, Text, Length, Fd, Text, Length);
            soon path_open(
                Fd, Lookupflags, Text, Length, Oflags, Rights, Rights, Fdflags, OutFd
            );
            soon path_readlink(Fd, Text, Length, Buffer, Size, OutText);
            soon path_remove_directory(Fd, Text, Length);
            soon path_rename(Fd, Text, Length, Fd, Text, Length);
            soon path_symlink(Text, Length, Fd, Text, Length);
            soon path_unlink_file(Fd, Text, Length);
            own poll_oneoff(Subscriptions, Buffer, Length, OutEvents);
            own proc_exit(Exitcode);
            now proc_raise(Signal);
            now sched_yield();
            now random_get(Buffer, Size);
            now sock_accept(Fd, Fdflags, OutFd);
            now sock_recv(Fd, Iovecs, Length, Riflags, OutRead, OutRoflags);
            now sock_send(Fd, Ciovecs, Length, Siflags, OutSize);
            now sock_shutdown(Fd, Sdflags);
        }
    };
}
pub(crate) use with_functions;

macro_rules! define {
    ($($mode:ident $name:ident($($kind:ident),*);)*) => {
        /// Identifies a function; the names are WASI's.
        #[expect(non_camel_case_types, reason = "the names are WASI's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Id { $($name),* }

        /// Every function, sorted by area as in the specification.
        pub static FUNCTIONS: &[Function] = &[
            $(Function {
                id: Id::$name,
                name: stringify!($name),
                params: &[$(Kind::$kind),*],
            }),*
        ];
    };
}
with_functions!(define);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_all_functions_in_the_order_of_their_ids() {
        assert_eq!(FUNCTIONS.len(), 46);
        for (index, function) in FUNCTIONS.iter().enumerate() {
            assert_eq!(function.id as usize, index, "{}", function.name);
        }
    }

    #[test]
    fn no_function_has_more_parameters_than_there_is_room_for() {
        let most = FUNCTIONS.iter().map(|function| function.params.len()).max();
        assert_eq!(most, Some(MAX_PARAMS));
    }

    #[test]
    fn a_length_follows_what_it_is_the_length_of() {
        for function in FUNCTIONS {
            for pair in function.params.windows(2) {
                let vector = matches!(pair[0], Kind::Text | Kind::Ciovecs | Kind::Iovecs);
                // The subscriptions' count stands behind the events' address.
                let length = pair[1] == Kind::Length && function.id != Id::poll_oneoff;
                assert_eq!(vector, length, "{}", function.name);
            }
        }
    }
}
