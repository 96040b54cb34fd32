//! What the service quotes of its own reckoning when a signature is wrong. It contains the access key
//! id and the security token, so it never gets further than here; what it tells does.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::request::SignedRequest;

/// What precedes the string to sign of signature 1.0, in both dialects; all markers in lower case.
const FORM_MARKER: &str = "string to sign is:";
/// What precedes the string to sign of signature V3, and what precedes the text that it hashes.
const HEADERS_MARKER: &str = "stringtosign is";
const REQUEST_MARKER: &str = "canonicalrequest is";

/// Splits at a marker, however its letters are written.
fn split_at<'a>(text: &'a str, marker: &str) -> Option<(&'a str, &'a str)> {
    let start = text.to_ascii_lowercase().find(marker)?;
    let (before, rest) = text.split_at_checked(start)?;
    Some((before, rest.get(marker.len()..)?))
}

fn without_server(text: &str) -> &str {
    let text = text.trim_end();
    let cut = text.len().saturating_sub("server".len());
    match text.split_at_checked(cut) {
        Some((before, word)) if word.eq_ignore_ascii_case("server") => before.trim_end(),
        _ => text,
    }
}

/// The service's message without what it quotes, and what comparing that with ours has shown.
pub(super) fn explain(message: &str, request: &SignedRequest) -> String {
    let (before, comparison) = if let Some((before, quoted)) = split_at(message, FORM_MARKER) {
        (before, of_form(quoted.trim(), request.string_to_sign()))
    } else if let Some((before, quoted)) = split_at(message, HEADERS_MARKER) {
        (before, of_headers(quoted, request))
    } else {
        return message.to_owned();
    };
    let before = without_server(before);
    [before, " ", &comparison.finding(request)].concat()
}

/// What comparing the service's string with ours has shown.
enum Comparison {
    Same,
    /// And where they differ.
    Another(String),
    /// What the service quotes is none.
    Unreadable,
}

const WRONG_SECRET: &str = "The service signed the same string, so the access key secret is wrong";
const WRONG_HERE_OR_THERE: &str = "The service signed the string that was sent, so the request was \
    changed after it was signed, or the access key secret that signed it is wrong";
const CHANGED: &str = "The service signed another string, so the request was changed on its way: ";

impl Comparison {
    fn finding(self, request: &SignedRequest) -> String {
        match self {
            Self::Same if request.is_signed_here() => WRONG_SECRET.to_owned(),
            Self::Same => WRONG_HERE_OR_THERE.to_owned(),
            Self::Another(difference) => [CHANGED, &difference].concat(),
            Self::Unreadable => [CHANGED, "what it quotes is no string to sign"].concat(),
        }
    }
}

fn of_form(theirs: &str, ours: &str) -> Comparison {
    if theirs == ours {
        return Comparison::Same;
    }
    match (split_form(theirs), split_form(ours)) {
        (Some((their_method, _)), Some((our_method, _))) if their_method != our_method => {
            Comparison::Another("the HTTP method differs".to_owned())
        }
        (Some((_, theirs)), Some((_, ours))) => {
            Comparison::Another(query_difference(&theirs, &ours))
        }
        _ => Comparison::Unreadable,
    }
}

fn of_headers(quoted: &str, request: &SignedRequest) -> Comparison {
    let quoted = with_line_feeds(quoted);
    let (string_to_sign, their_request) =
        split_at(&quoted, REQUEST_MARKER).unwrap_or((&quoted, ""));
    let string_to_sign = bracketed(without_server(string_to_sign));
    if string_to_sign == request.string_to_sign() {
        return Comparison::Same;
    }
    let ours = request.canonical_request().unwrap_or_default();
    let theirs = bracketed(their_request);
    if ours.is_empty() || theirs.is_empty() {
        return Comparison::Unreadable;
    }
    line_difference(theirs, ours).map_or(Comparison::Unreadable, Comparison::Another)
}

/// Some escape the line feeds once more than the format of the answer does.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        text.into()
    } else {
        text.replace("\\n", "\n").into()
    }
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
fn query_difference(theirs: &str, ours: &str) -> String {
    let mut their_pairs = pairs(theirs);
    for (name, value) in pairs(ours) {
        match their_pairs.next() {
            None => return format!("it ends before {name}"),
            Some((their_name, _)) if their_name != name => {
                return format!("where {name} was sent, it has another parameter");
            }
            Some((_, their_value)) if their_value != value => return format!("{name} differs"),
            Some(_) => {}
        }
    }
    match their_pairs.next() {
        Some(_) => "it has more parameters than were sent".to_owned(),
        None => "only its encoding differs".to_owned(),
    }
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Where canonical requests part: method, path, query, headers, their names, the hash of the body.
fn line_difference(theirs: &str, ours: &str) -> Option<String> {
    let mut their_lines = theirs.lines();
    let mut our_lines = ours.lines().enumerate().peekable();
    while let Some((index, line)) = our_lines.next() {
        let Some(their_line) = their_lines.next() else {
            return Some("it ends early".to_owned());
        };
        if their_line == line {
            continue;
        }
        let is_last = our_lines.peek().is_none();
        return Some(match (index, line.split_once(':')) {
            (0, _) => "the HTTP method differs".to_owned(),
            (1, _) => "the path differs".to_owned(),
            (2, _) => query_difference(their_line, line),
            (_, Some((name, _))) if name_of(their_line) == Some(name) => {
                format!("the header {name} differs")
            }
            (_, Some((name, _))) => format!("where the header {name} was sent, it has another"),
            (_, None) if is_last => "the body differs".to_owned(),
            (_, None) => "it has more headers than were sent".to_owned(),
        });
    }
    their_lines
        .next()
        .map(|_| "it goes on where the request ends".to_owned())
}

fn name_of(header: &str) -> Option<&str> {
    header.split_once(':').map(|(name, _)| name)
}
