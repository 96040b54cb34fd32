//! Where a request goes: an explicit endpoint, else the official map, else the rule. Sends nothing.

mod authority;
mod map;

use std::fmt;

use authority::Authority;

use crate::error::ArgumentError;
use crate::identifiers::RegionId;

/// Scheme, host and port of the service. Always https, loopback hosts aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    scheme: Scheme,
    authority: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

impl Scheme {
    fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl Endpoint {
    /// Reads an endpoint that the caller chose: `https://host`, `https://host:port`, or a bare
    /// `host`, which means https. `http://` is taken for loopback hosts only.
    ///
    /// # Errors
    /// When there is a path, a query, a fragment or a user name in it, when the host is not a
    /// plain DNS name or IP address, or when it is http to another machine.
    pub fn parse(text: &str) -> Result<Self, ArgumentError> {
        let (scheme, rest) = split_scheme(text)?;
        let text = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let Some(authority) = Authority::parse(&text) else {
            return Err(wrong(
                "must be https://host or https://host:port, with no user name, path or query",
            ));
        };
        if scheme == Scheme::Http && !authority.is_loopback() {
            return Err(wrong(
                "must be https; http is taken for loopback hosts only",
            ));
        }
        let authority = authority.without_port(scheme.default_port()).to_string();
        Ok(Self { scheme, authority })
    }

    /// The service's centre, for operations on no region in particular.
    #[must_use]
    pub fn central() -> Self {
        Self {
            scheme: Scheme::Https,
            authority: "ecs.aliyuncs.com".to_owned(),
        }
    }

    /// The endpoint of a region, as the official SDK resolves it: the map, then the rule.
    #[must_use]
    pub fn for_region(region: &RegionId) -> Self {
        let authority = match map::host_of(region.as_str()) {
            Some(host) => host.to_owned(),
            None => format!("ecs.{}.aliyuncs.com", region.as_str()),
        };
        Self {
            scheme: Scheme::Https,
            authority,
        }
    }

    /// Host and port, as every platform writes them in a `Host` header.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }
}

/// `https://host[:port]`, with nothing behind it.
impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.scheme {
            Scheme::Http => "http://",
            Scheme::Https => "https://",
        })?;
        formatter.write_str(&self.authority)
    }
}

fn split_scheme(text: &str) -> Result<(Scheme, &str), ArgumentError> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Ok((Scheme::Https, text));
    };
    if scheme.eq_ignore_ascii_case("https") {
        Ok((Scheme::Https, rest))
    } else if scheme.eq_ignore_ascii_case("http") {
        Ok((Scheme::Http, rest))
    } else {
        Err(wrong("must begin with https://"))
    }
}

fn wrong(expected: &str) -> ArgumentError {
    ArgumentError::new("endpoint", expected)
}
