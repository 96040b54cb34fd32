//! A strict grammar for `host[:port]`: what it does not know for certain, it refuses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The host in a lower-case `host[:port]`, if both are sound. An IPv6 host keeps its brackets.
pub(super) fn host(authority: &str) -> Option<&str> {
    let (host, port) = split_port(authority)?;
    let port_is_sound = port.is_none_or(is_port);
    (port_is_sound && is_host(host)).then_some(host)
}

/// Whether `host` can only be this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    if let Some(address) = bracketed(host) {
        return address.is_loopback();
    }
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return address.is_loopback();
    }
    // Not what ends with it: outside of browsers such a name goes to DNS.
    host == "localhost"
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

fn is_port(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_host(host: &str) -> bool {
    if host.starts_with('[') {
        return bracketed(host).is_some();
    }
    // A name whose last label is a number is an IPv4 address to a URL parser, in one of many
    // spellings (`127.1`, `0x7f.1`): only the plain one is taken.
    let last = host.rsplit('.').next().unwrap_or_default();
    if last.starts_with(|c: char| c.is_ascii_digit()) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= 253 && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn bracketed(host: &str) -> Option<Ipv6Addr> {
    host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}
