//! `<sys/utsname.h>`.

structure! {
    /// `struct utsname`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[repr(C)]
    pub struct Utsname {
        pub sysname: [u8; 65],
        pub nodename: [u8; 65],
        pub release: [u8; 65],
        pub version: [u8; 65],
        pub machine: [u8; 65],
        pub domainname: [u8; 65],
    }
}

impl Utsname {
    /// Six names in the order of the fields, cut after 64 bytes.
    pub fn new(names: [&[u8]; 6]) -> Self {
        let field = |name: &[u8]| {
            let mut field = [0; 65];
            for (to, from) in field.iter_mut().take(64).zip(name) {
                *to = *from;
            }
            field
        };
        let [sysname, nodename, release, version, machine, domainname] = names;
        Self {
            sysname: field(sysname),
            nodename: field(nodename),
            release: field(release),
            version: field(version),
            machine: field(machine),
            domainname: field(domainname),
        }
    }
}

const _: () = assert!(size_of::<Utsname>() == 390);
