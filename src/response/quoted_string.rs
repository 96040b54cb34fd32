//! The string to sign that the service quotes when a signature is wrong. It contains the access key
//! id and the security token, so it never gets further than here; what it tells does.

use percent_encoding::percent_decode_str;

/// What precedes the quoted string, in both dialects of signature 1.0 and in that of V3.
const MARKERS: &[&str] = &["string to sign is:", "StringToSign is"];

/// The service's message without the quoted string, and what comparing it with ours has shown.
pub(super) fn explain(message: &str, ours: &str) -> String {
    let Some((before, quoted)) = MARKERS.iter().find_map(|marker| message.split_once(marker))
    else {
        return message.to_owned();
    };
    let before = before.trim_end().trim_end_matches("server").trim_end();
    [before, " ", &finding(quoted.trim(), ours)].concat()
}

fn finding(theirs: &str, ours: &str) -> String {
    if theirs == ours {
        return "The service signed the same string, so the access key secret is wrong".to_owned();
    }
    let difference = difference(theirs, ours);
    format!(
        "The service signed another string, so the request was changed on its way: {difference}"
    )
}

/// Where the strings part, by the name of the parameter; never a value, which can be a secret.
fn difference(theirs: &str, ours: &str) -> String {
    let (Some(theirs), Some(ours)) = (Parts::of(theirs), Parts::of(ours)) else {
        return "what it quotes is no string to sign".to_owned();
    };
    if theirs.method != ours.method {
        return "the HTTP method differs".to_owned();
    }
    let mut their_pairs = theirs.pairs();
    for (name, value) in ours.pairs() {
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

/// A string to sign: the method, and the canonicalized query decoded once.
struct Parts<'a> {
    method: &'a str,
    query: String,
}

impl<'a> Parts<'a> {
    fn of(string_to_sign: &'a str) -> Option<Self> {
        let (method, query) = string_to_sign.split_once("&%2F&")?;
        let query = percent_decode_str(query).decode_utf8().ok()?.into_owned();
        Some(Self { method, query })
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }
}
