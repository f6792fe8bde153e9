//! The part of the network that a program may use: `--allow-net` and `--listen`.

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

use crate::message::say;

const OPTION: &str = "--allow-net";
const LISTEN: &str = "--listen";

const ALL_PORTS: RangeInclusive<u16> = 0..=u16::MAX;

/// The places that the options allow.
#[derive(Debug, Default)]
pub struct Network {
    /// Whether everything is allowed.
    all: bool,
    places: Vec<Place>,
    /// The addresses that it may listen on, or receive datagrams at.
    listen: Vec<SocketAddr>,
    has_said: AtomicBool,
}

/// Hosts and ports that the program may connect and send to.
#[derive(Debug)]
struct Place {
    hosts: Hosts,
    ports: RangeInclusive<u16>,
}

#[derive(Debug)]
enum Hosts {
    All,
    /// An address, and the number of its bits that count.
    Network(IpAddr, u32),
    /// A name, and the addresses that it had when the program started. A name server that tells
    /// other addresses later does not lead the program to them.
    Name(String, Vec<IpAddr>),
}

/// The purpose of an address: the program's own, or a peer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Connecting to a peer, or sending it a datagram.
    Send,
    /// Receiving a datagram from a peer.
    Receive,
    /// Taking a connection from a peer.
    Accept,
    /// Having an address.
    Bind,
    /// Listening for connections.
    Listen,
}

impl Network {
    /// Reads the options. Names are looked up now.
    pub fn new(allowed: Option<&[String]>, listen: &[String]) -> Result<Self> {
        let mut network = Self::default();
        match allowed {
            None => {}
            Some([]) => network.all = true,
            Some(places) => {
                for place in places {
                    let parsed = place.parse().with_context(|| format!("{OPTION}={place}"))?;
                    network.places.push(parsed);
                }
            }
        }
        for address in listen {
            let context = || format!("{LISTEN} {address}: cannot find the address");
            network
                .listen
                .extend(address.to_socket_addrs().with_context(context)?);
        }
        Ok(network)
    }

    /// Whether the program may use an address. Says once how to allow one that it may not.
    pub fn allows(&self, address: SocketAddr, what: Use) -> bool {
        let address = SocketAddr::new(address.ip().to_canonical(), address.port());
        let (verb, option) = match what {
            _ if self.all => return true,
            Use::Send if self.has_place(address) => return true,
            Use::Send => ("connect or send to", format!("{OPTION}={address}")),
            // Its datagrams arrive where it may listen, or at a socket that it sends from.
            Use::Receive => return self.has_place(address) || !self.listen.is_empty(),
            // It listens, so it may.
            Use::Accept => return true,
            // The system chooses a port for a client, whose peers are checked.
            Use::Bind if address.port() == 0 => return true,
            Use::Bind | Use::Listen if self.is_own(address) => return true,
            Use::Bind | Use::Listen => ("listen on", format!("{LISTEN} {address}")),
        };
        self.say(address, verb, &option);
        false
    }

    fn has_place(&self, address: SocketAddr) -> bool {
        let contains = |place: &Place| {
            place.ports.contains(&address.port()) && place.hosts.contain(address.ip())
        };
        self.places.iter().any(contains)
    }

    /// Whether it is an address to listen on. Port 0 stands for any.
    fn is_own(&self, address: SocketAddr) -> bool {
        self.listen.iter().any(|own| {
            let ip = own.ip().to_canonical();
            (own.port() == 0 || own.port() == address.port())
                && (ip.is_unspecified() || ip == address.ip())
        })
    }

    /// Whether the program may look up the addresses of a name. The name goes to a name server, so
    /// it could carry data.
    pub fn allows_name(&self, name: &str) -> bool {
        let is_allowed = self.all
            || name.parse::<IpAddr>().is_ok()
            || self.places.iter().any(|place| match &place.hosts {
                Hosts::All => true,
                Hosts::Network(..) => false,
                Hosts::Name(own, _) => own.eq_ignore_ascii_case(name.trim_end_matches('.')),
            });
        if !is_allowed {
            let shown: String = name.chars().flat_map(char::escape_default).collect();
            self.say(&shown, "look up", &format!("{OPTION}={shown}"));
        }
        is_allowed
    }

    fn say(&self, thing: impl Display, verb: &str, option: &str) {
        if !self.has_said.swap(true, Ordering::Relaxed) {
            say(&format!(
                "note: the program may not {verb} {thing}; {option} allows it"
            ));
        }
    }
}

impl Hosts {
    fn contain(&self, ip: IpAddr) -> bool {
        match self {
            Self::All => true,
            Self::Network(network, bits) => is_in(ip, *network, *bits),
            Self::Name(_, addresses) => addresses.contains(&ip),
        }
    }
}

/// Whether the first `bits` bits of two addresses are the same.
fn is_in(ip: IpAddr, network: IpAddr, bits: u32) -> bool {
    let differs = match (ip, network) {
        (IpAddr::V4(ip), IpAddr::V4(network)) => {
            u128::from(ip.to_bits() ^ network.to_bits()) << (128 - 32)
        }
        (IpAddr::V6(ip), IpAddr::V6(network)) => ip.to_bits() ^ network.to_bits(),
        _ => return false,
    };
    differs.leading_zeros() >= bits
}

impl FromStr for Place {
    type Err = anyhow::Error;

    /// `HOST`, `HOST:PORT` or `HOST:FIRST-LAST`. HOST is a name, an address, a network as
    /// `ADDRESS/BITS`, or `*`; an IPv6 address before a port is in brackets.
    fn from_str(text: &str) -> Result<Self> {
        let (host, ports) = match text.strip_prefix('[') {
            Some(rest) => {
                let (host, rest) = rest.split_once(']').context("the bracket has no end")?;
                match rest.strip_prefix(':') {
                    Some(ports) => (host, Some(ports)),
                    None if rest.is_empty() => (host, None),
                    None => bail!("after the bracket comes `:PORT`"),
                }
            }
            None if text.matches(':').count() > 1 => (text, None),
            None => match text.split_once(':') {
                Some((host, ports)) => (host, Some(ports)),
                None => (text, None),
            },
        };
        Ok(Self {
            hosts: hosts(host)?,
            ports: match ports {
                None | Some("*") => ALL_PORTS,
                Some(ports) => parse_ports(ports)?,
            },
        })
    }
}

fn parse_ports(text: &str) -> Result<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let port = |text: &str| match text.parse::<u16>() {
        Ok(port @ 1..) => Ok(port),
        _ => bail!("`{text}` is no port from 1 to 65535"),
    };
    let ports = port(first)?..=port(last)?;
    if ports.is_empty() {
        bail!("`{text}` contains no port");
    }
    Ok(ports)
}

fn hosts(text: &str) -> Result<Hosts> {
    if text == "*" {
        return Ok(Hosts::All);
    }
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    };
    if let Ok(ip) = address.parse::<IpAddr>() {
        let all = if ip.is_ipv4() { 32 } else { 128 };
        let bits = match bits.map(str::parse) {
            None => all,
            Some(Ok(bits)) if bits <= all => bits,
            Some(_) => bail!("an address of this kind has 0 to {all} bits"),
        };
        return Ok(Hosts::Network(ip, bits));
    }
    if bits.is_some() {
        bail!("`{address}` is no address");
    }
    if text.is_empty() {
        bail!("the host is missing; `*` stands for any");
    }
    let addresses = (text, 0)
        .to_socket_addrs()
        .with_context(|| format!("cannot find the addresses of {text}"))?;
    let name = text.trim_end_matches('.').to_owned();
    let mut addresses: Vec<_> = addresses
        .map(|address| address.ip().to_canonical())
        .collect();
    // The C library knows both by itself (RFC 6761), the host may have one.
    if name.eq_ignore_ascii_case("localhost") {
        addresses.extend([
            IpAddr::from(Ipv4Addr::LOCALHOST),
            Ipv6Addr::LOCALHOST.into(),
        ]);
    }
    Ok(Hosts::Name(name, addresses))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(allowed: &[&str], listen: &[&str]) -> Network {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.into()).collect::<Vec<_>>();
        Network::new(Some(&owned(allowed)), &owned(listen)).unwrap()
    }

    fn sends(network: &Network, address: &str) -> bool {
        network.allows(address.parse().unwrap(), Use::Send)
    }

    #[test]
    fn nothing_is_allowed_by_default() {
        let none = Network::new(None, &[]).unwrap();
        assert!(!sends(&none, "127.0.0.1:80") && !none.allows_name("example.org"));
        for what in [Use::Listen, Use::Receive] {
            assert!(!none.allows("0.0.0.0:0".parse().unwrap(), what));
        }
        let all = network(&[], &[]);
        assert!(sends(&all, "[2001:db8::1]:1") && all.allows_name("example.org"));
        assert!(all.allows("0.0.0.0:0".parse().unwrap(), Use::Listen));
    }

    #[test]
    fn places_are_addresses_networks_and_ports() {
        let some = network(
            &[
                "192.0.2.1:80",
                "10.0.0.0/8:8000-8010",
                "[2001:db8::/32]:443",
                "::1",
                "*:53",
            ],
            &[],
        );
        for address in [
            "192.0.2.1:80",
            "[::ffff:192.0.2.1]:80",
            "10.255.0.1:8010",
            "[2001:db8:ffff::1]:443",
            "[::1]:9",
            "203.0.113.9:53",
        ] {
            assert!(sends(&some, address), "{address}");
        }
        for address in [
            "192.0.2.1:81",
            "192.0.2.2:80",
            "11.0.0.1:8000",
            "10.0.0.1:8011",
            "[2001:db9::1]:443",
            "127.0.0.1:9",
        ] {
            assert!(!sends(&some, address), "{address}");
        }
        let all = network(&["0.0.0.0/0"], &[]);
        assert!(sends(&all, "1.2.3.4:5") && !sends(&all, "[::1]:5"));
    }

    #[test]
    fn a_name_allows_the_addresses_that_it_has_now() {
        let local = network(&["LocalHost:80"], &[]);
        assert!(sends(&local, "127.0.0.1:80") && !sends(&local, "127.0.0.2:80"));
        assert!(sends(&local, "[::1]:80") && !sends(&local, "[::2]:80"));
        assert!(local.allows_name("localhost") && local.allows_name("LOCALHOST."));
        assert!(!local.allows_name("secret.example.org"));
        assert!(local.allows_name("203.0.113.9"));
    }

    #[test]
    fn servers_listen_where_they_may() {
        let server = network(
            &["192.0.2.1"],
            &["127.0.0.1:8080", "0.0.0.0:9090", "[::1]:0"],
        );
        let allows = |address: &str, what| server.allows(address.parse().unwrap(), what);
        for what in [Use::Listen, Use::Bind] {
            assert!(allows("127.0.0.1:8080", what) && allows("127.0.0.2:9090", what));
            assert!(allows("[::1]:40000", what));
            assert!(!allows("0.0.0.0:8080", what) && !allows("192.0.2.1:1", what));
        }
        assert!(allows("0.0.0.0:0", Use::Bind) && !allows("127.0.0.1:0", Use::Listen));
        for what in [Use::Accept, Use::Receive] {
            assert!(allows("203.0.113.9:1", what));
        }
        // A client receives from its server alone.
        let client = network(&["192.0.2.1:53"], &[]);
        let receives = |address: &str| client.allows(address.parse().unwrap(), Use::Receive);
        assert!(receives("192.0.2.1:53") && !receives("192.0.2.2:53"));
    }

    #[test]
    fn wrong_places_are_errors() {
        for text in [
            "",
            ":80",
            "a:",
            "a:0",
            "a:65536",
            "a:9-8",
            "a:x",
            "[::1",
            "[::1]80",
            "1.2.3.4/33",
            "a/8",
        ] {
            let given = [text.to_owned()];
            let error = Network::new(Some(&given), &[]).unwrap_err();
            assert!(
                format!("{error:#}").starts_with("--allow-net="),
                "{error:#}"
            );
        }
    }
}
