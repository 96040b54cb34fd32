//! A strict grammar for `host[:port]`: what it does not know for certain, it refuses.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A host, and a port if one is named.
pub(super) struct Authority {
    host: Host,
    port: Option<u16>,
}

enum Host {
    Name(String),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl Authority {
    /// Reads a lower-case `host[:port]`, if both are sound.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (host, port) = split_port(text)?;
        Some(Self {
            host: Host::parse(host)?,
            port: match port {
                Some(port) => Some(parse_port(port)?),
                None => None,
            },
        })
    }

    /// Whether it can only be this machine. A name that merely ends in `.localhost` can go to DNS.
    pub(super) fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Name(name) => name == "localhost",
            Host::V4(address) => address.is_loopback(),
            Host::V6(address) => address.is_loopback(),
        }
    }

    /// The same, with the port left out where it is this one.
    pub(super) fn without_port(mut self, default: u16) -> Self {
        self.port = self.port.filter(|port| *port != default);
        self
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::Name(name) => formatter.write_str(name)?,
            Host::V4(address) => write!(formatter, "{address}")?,
            Host::V6(address) => write!(formatter, "[{address}]")?,
        }
        match self.port {
            Some(port) => write!(formatter, ":{port}"),
            None => Ok(()),
        }
    }
}

impl Host {
    fn parse(text: &str) -> Option<Self> {
        if let Some(bracketed) = text.strip_prefix('[') {
            let address: Ipv6Addr = bracketed.strip_suffix(']')?.parse().ok()?;
            // Of an IPv4 address in IPv6's clothes there are two spellings, and nobody needs it.
            return address
                .to_ipv4_mapped()
                .is_none()
                .then_some(Self::V6(address));
        }
        // A name whose last label is a number is an IPv4 address to a URL parser, in one of many
        // spellings (`127.1`, `0x7f.1`): only the plain one is taken.
        let last = text.rsplit('.').next().unwrap_or_default();
        if last.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Self::V4(text.parse().ok()?));
        }
        let is_name = text.len() <= 253 && text.split('.').all(is_label);
        is_name.then(|| Self::Name(text.to_owned()))
    }
}

fn split_port(authority: &str) -> Option<(&str, Option<&str>)> {
    if authority.starts_with('[') {
        let (address, rest) = authority.split_at_checked(authority.find(']')?.checked_add(1)?)?;
        return match rest.strip_prefix(':') {
            Some(port) => Some((address, Some(port))),
            None => rest.is_empty().then_some((address, None)),
        };
    }
    Some(match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    })
}

fn parse_port(text: &str) -> Option<u16> {
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|port| is_number && *port > 0)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
