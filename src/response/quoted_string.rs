//! What the service quotes of its own reckoning when a signature is wrong. It contains the access key
//! id and the security token, so it never gets further than here; what it tells does.

use percent_encoding::percent_decode_str;

use crate::request::SignedRequest;

/// What precedes the string to sign of signature 1.0, in both dialects.
const FORM_MARKER: &str = "string to sign is:";
/// What precedes the string to sign of signature V3, and what precedes the text that it hashes.
const HEADERS_MARKER: &str = "StringToSign is";
const REQUEST_MARKER: &str = "CanonicalRequest is";

/// The service's message without what it quotes, and what comparing that with ours has shown.
pub(super) fn explain(message: &str, request: &SignedRequest) -> String {
    let (before, finding) = if let Some((before, quoted)) = message.split_once(FORM_MARKER) {
        (before, of_form(quoted.trim(), request.string_to_sign()))
    } else if let Some((before, quoted)) = message.split_once(HEADERS_MARKER) {
        (before, of_headers(quoted, request))
    } else {
        return message.to_owned();
    };
    let before = before.trim_end().trim_end_matches("server").trim_end();
    [before, " ", &finding].concat()
}

fn of_form(theirs: &str, ours: &str) -> String {
    if theirs == ours {
        return SAME.to_owned();
    }
    let difference = match (split_form(theirs), split_form(ours)) {
        (Some((their_method, _)), Some((our_method, _))) if their_method != our_method => {
            Some("the HTTP method differs".to_owned())
        }
        (Some((_, theirs)), Some((_, ours))) => Some(
            query_difference(&theirs, &ours)
                .unwrap_or_else(|| "only its encoding differs".to_owned()),
        ),
        _ => None,
    };
    changed(difference)
}

fn of_headers(quoted: &str, request: &SignedRequest) -> String {
    let (string_to_sign, their_request) = quoted.split_once(REQUEST_MARKER).unwrap_or((quoted, ""));
    let string_to_sign = bracketed(string_to_sign.trim_end().trim_end_matches("server"));
    if string_to_sign == request.string_to_sign() {
        return SAME.to_owned();
    }
    let ours = request.canonical_request().unwrap_or_default();
    let theirs = bracketed(their_request);
    changed(if ours.is_empty() || theirs.is_empty() {
        None
    } else {
        line_difference(theirs, ours)
    })
}

const SAME: &str = "The service signed the same string, so the access key secret is wrong";

fn changed(difference: Option<String>) -> String {
    let difference = difference.unwrap_or_else(|| "what it quotes is no string to sign".to_owned());
    format!(
        "The service signed another string, so the request was changed on its way: {difference}"
    )
}

/// What stands in square brackets.
fn bracketed(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix('[').unwrap_or(text);
    text.strip_suffix(']').unwrap_or(text)
}

/// The method, and the canonicalized query decoded once.
fn split_form(string_to_sign: &str) -> Option<(&str, String)> {
    let (method, query) = string_to_sign.split_once("&%2F&")?;
    let query = percent_decode_str(query).decode_utf8().ok()?.into_owned();
    Some((method, query))
}

/// Where queries part, by the name of the parameter; never a value, which can be a secret.
fn query_difference(theirs: &str, ours: &str) -> Option<String> {
    let mut their_pairs = pairs(theirs);
    for (name, value) in pairs(ours) {
        match their_pairs.next() {
            None => return Some(format!("it ends before {name}")),
            Some((their_name, _)) if their_name != name => {
                return Some(format!("where {name} was sent, it has another parameter"));
            }
            Some((_, their_value)) if their_value != value => {
                return Some(format!("{name} differs"));
            }
            Some(_) => {}
        }
    }
    their_pairs
        .next()
        .map(|_| "it has more parameters than were sent".to_owned())
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Where canonical requests part: method, path, query, headers, their names, the hash of the body.
fn line_difference(theirs: &str, ours: &str) -> Option<String> {
    let mut their_lines = theirs.lines();
    for (index, line) in ours.lines().enumerate() {
        let Some(their_line) = their_lines.next() else {
            return Some("it ends early".to_owned());
        };
        if their_line == line {
            continue;
        }
        return match (index, line.split_once(':')) {
            (0, _) => Some("the HTTP method differs".to_owned()),
            (1, _) => Some("the path differs".to_owned()),
            (2, _) => query_difference(their_line, line),
            (_, Some((name, _))) => Some(format!("the header {name} differs")),
            (_, None) => Some("the headers or the body differ".to_owned()),
        };
    }
    None
}
