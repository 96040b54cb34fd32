//! What must hold of everything that is taken for a presigned deletion: it goes where it says, over
//! https or to this machine, it deletes an image, and what is refused is not quoted.

use ecs_delete_image::error::ArgumentError;
use ecs_delete_image::presigned::Presigned;
use ecs_delete_image::sign::Method;
use url::{Host, Url};

/// Reads a request and checks what comes out.
pub(crate) fn check(
    method: &str,
    url: &str,
    body: Option<&str>,
) -> Result<Presigned, ArgumentError> {
    let result = Presigned::read(method, url, body);
    match &result {
        Ok(presigned) => check_read(presigned, url, body),
        Err(error) => check_refused(error, url, body),
    }
    result
}

fn check_read(presigned: &Presigned, url: &str, body: Option<&str>) {
    let request = &presigned.request;
    // What is an address and cannot be parsed, the platform refuses to send to.
    if let Ok(parsed) = Url::parse(request.url()) {
        check_address(&parsed);
        if url.contains("://") {
            assert_eq!(Url::parse(url).as_ref(), Ok(&parsed), "{url:?}");
        }
    }
    assert_eq!(request.body(), body);
    assert_eq!(request.method() == Method::Get, body.is_none());
    assert!(!request.needs_preflight());
    let operation = presigned.call.operation();
    assert_eq!(operation.action, "DeleteImage");
    let form = body.unwrap_or_else(|| url.split_once('?').expect("a query").1);
    for (name, value) in url::form_urlencoded::parse(form.as_bytes()) {
        if ["RegionId", "ImageId", "Force"].contains(&name.as_ref()) {
            assert_eq!(operation.parameters.get(&name), Some(value.as_ref()));
        }
    }
}

fn check_address(url: &Url) {
    let is_loopback = match url.host().expect("a host") {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_loopback;
    assert!(is_safe, "{url}");
    assert_eq!(url.path(), "/", "{url}");
    assert_eq!(url.fragment(), None, "{url}");
    assert_eq!((url.username(), url.password()), ("", None), "{url}");
}

/// Longer than any word of an error that could stand in a request, too.
const LONGEST_WORD: usize = 40;

fn check_refused(error: &ArgumentError, url: &str, body: Option<&str>) {
    assert!(error.argument.starts_with("request"), "{error}");
    let shown = error.to_string();
    for given in [url, body.unwrap_or_default()] {
        let pieces = given.as_bytes().windows(LONGEST_WORD);
        for piece in pieces.filter_map(|piece| str::from_utf8(piece).ok()) {
            assert!(!shown.contains(piece), "{shown} quotes {piece}");
        }
    }
}
