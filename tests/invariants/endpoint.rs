//! What must hold of every endpoint that is taken: the `url` crate, which reads addresses as
//! browsers do, sees the same scheme, host and port, and nothing else.

use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::identifiers::RegionId;
use url::{Host, ParseError, Url};

/// The endpoint, if `text` is taken for one.
pub(crate) fn check(text: &str) -> Option<Endpoint> {
    let endpoint = Endpoint::parse(text).ok()?;
    check_sound(&endpoint);
    // What the caller wrote means the same; a bare host is no address yet.
    if text.contains("://") {
        assert_eq!(
            Url::parse(text),
            Url::parse(&endpoint.to_string()),
            "{text:?}"
        );
    }
    Some(endpoint)
}

/// The endpoint of a region, if `text` is taken for one.
pub(crate) fn check_region(text: &str) -> Option<Endpoint> {
    let region = RegionId::parse(text).ok()?;
    assert_eq!(region.as_str(), text);
    let endpoint = Endpoint::for_region(&region);
    check_sound(&endpoint);
    let host = endpoint.authority();
    assert!(host.ends_with(".aliyuncs.com"), "{host}");
    assert!(host.split('.').all(is_safe_label), "{host}");
    assert_eq!(endpoint.to_string(), format!("https://{host}"));
    Some(endpoint)
}

fn is_safe_label(label: &str) -> bool {
    let is_safe = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(is_safe)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn check_sound(endpoint: &Endpoint) {
    let shown = endpoint.to_string();
    assert_eq!(
        Endpoint::parse(&shown).ok().as_ref(),
        Some(endpoint),
        "{shown}"
    );
    let authority = endpoint.authority();
    let is_plain = |c: char| c.is_ascii_graphic() && !"@/?#\\%".contains(c);
    assert!(authority.chars().all(is_plain), "{authority:?}");
    match Url::parse(&shown) {
        Ok(url) => check_same(authority, &url),
        // Whether a label in punycode stands for anything is left to the platform: it refuses to
        // send to one that does not.
        Err(ParseError::IdnaError) => assert!(authority.contains("xn--"), "{authority}"),
        Err(problem) => panic!("{shown} is no address: {problem}"),
    }
}

fn check_same(authority: &str, url: &Url) {
    assert_eq!(url.authority(), authority);
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => panic!("{url} has no host"),
    };
    assert!(
        url.scheme() == "https" || url.scheme() == "http" && is_loopback,
        "{url}"
    );
    let rest = (url.path(), url.query(), url.fragment());
    assert_eq!(rest, ("/", None, None), "{url}");
}
