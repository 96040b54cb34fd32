//! The string to sign that the service quotes when a signature is wrong. It contains the access key
//! id and the security token, so it never gets further than here; what it tells does.

/// What precedes the quoted string, in both dialects of signature 1.0 and in that of V3.
const MARKERS: &[&str] = &["string to sign is:", "StringToSign is"];

/// The service's message without the quoted string, and what comparing it with ours has shown.
pub(super) fn explain(message: &str, our_string_to_sign: &str) -> String {
    let Some((before, quoted)) = MARKERS.iter().find_map(|marker| message.split_once(marker))
    else {
        return message.to_owned();
    };
    let before = before.trim_end().trim_end_matches("server").trim_end();
    let finding = if quoted.trim() == our_string_to_sign {
        "The service signed the same string, so the access key secret is wrong"
    } else {
        "The service signed another string, so the request was changed on its way"
    };
    [before, " ", finding].concat()
}
