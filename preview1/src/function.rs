//! The 46 functions of preview1: one line for each, with the meaning of each parameter.

/// The most parameters that a function takes (`path_open`).
pub const MAX_PARAMS: usize = 9;

/// The type of a wasm parameter: preview 1 uses no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmType {
    I32,
    I64,
}

/// The meaning of a parameter, which determines its wasm type.
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

/// Hands the functions to the macro `$then`, each as `name(Kind, …);`, in the order of
/// [`Id`].
#[macro_export]
macro_rules! functions {
    ($then:ident) => {
        $then! {
            args_get(Buffer, Buffer);
            args_sizes_get(OutSize, OutSize);
            environ_get(Buffer, Buffer);
            environ_sizes_get(OutSize, OutSize);
            clock_res_get(Clockid, OutTimestamp);
            clock_time_get(Clockid, Timestamp, OutTimestamp);
            fd_advise(Fd, Filesize, Filesize, Advice);
            fd_allocate(Fd, Filesize, Filesize);
            fd_close(Fd);
            fd_datasync(Fd);
            fd_fdstat_get(Fd, OutFdstat);
            fd_fdstat_set_flags(Fd, Fdflags);
            fd_fdstat_set_rights(Fd, Rights, Rights);
            fd_filestat_get(Fd, OutFilestat);
            fd_filestat_set_size(Fd, Filesize);
            fd_filestat_set_times(Fd, Timestamp, Timestamp, Fstflags);
            fd_pread(Fd, Iovecs, Length, Filesize, OutRead);
            fd_prestat_get(Fd, OutPrestat);
            fd_prestat_dir_name(Fd, Buffer, BufferText);
            fd_pwrite(Fd, Ciovecs, Length, Filesize, OutSize);
            fd_read(Fd, Iovecs, Length, OutRead);
            fd_readdir(Fd, Buffer, Size, Dircookie, OutSize);
            fd_renumber(Fd, Fd);
            fd_seek(Fd, Filedelta, Whence, OutFilesize);
            fd_sync(Fd);
            fd_tell(Fd, OutFilesize);
            fd_write(Fd, Ciovecs, Length, OutSize);
            path_create_directory(Fd, Text, Length);
            path_filestat_get(Fd, Lookupflags, Text, Length, OutFilestat);
            path_filestat_set_times(
                Fd, Lookupflags, Text, Length, Timestamp, Timestamp, Fstflags
            );
            path_link(Fd, Lookupflags, Text, Length, Fd, Text, Length);
            path_open(
                Fd, Lookupflags, Text, Length, Oflags, Rights, Rights, Fdflags, OutFd
            );
            path_readlink(Fd, Text, Length, Buffer, Size, OutText);
            path_remove_directory(Fd, Text, Length);
            path_rename(Fd, Text, Length, Fd, Text, Length);
            path_symlink(Text, Length, Fd, Text, Length);
            path_unlink_file(Fd, Text, Length);
            poll_oneoff(Subscriptions, Buffer, Length, OutEvents);
            proc_exit(Exitcode);
            proc_raise(Signal);
            sched_yield();
            random_get(Buffer, Size);
            sock_accept(Fd, Fdflags, OutFd);
            sock_recv(Fd, Iovecs, Length, Riflags, OutRead, OutRoflags);
            sock_send(Fd, Ciovecs, Length, Siflags, OutSize);
            sock_shutdown(Fd, Sdflags);
        }
    };
}

macro_rules! define {
    ($($name:ident($($kind:ident),*);)*) => {
        /// Identifies a function; the names are WASI's.
        #[expect(non_camel_case_types, reason = "the names are WASI's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Id { $($name),* }

        /// Every function, in the order of the witx description: [`Id`] is the index.
        pub static FUNCTIONS: &[Function] = &[
            $(Function {
                id: Id::$name,
                name: stringify!($name),
                params: &[$(Kind::$kind),*],
            }),*
        ];
    };
}
functions!(define);

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
