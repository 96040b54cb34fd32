//! Any text as a presigned deletion. The first line is the method, the second the URL, so that an
//! input can be read and written by hand; the rest, if there is any, is the body.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/invariants/presigned.rs"]
mod invariants;

fuzz_target!(|text: &str| {
    let mut parts = text.splitn(3, '\n');
    let method = parts.next().unwrap_or_default();
    let url = parts.next().unwrap_or_default();
    let _ = invariants::check(method, url, parts.next());
});
