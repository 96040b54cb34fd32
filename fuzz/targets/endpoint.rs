//! Any text as an endpoint and as a region: what is taken leads to where it says, and nowhere else.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/invariants/endpoint.rs"]
mod invariants;

fuzz_target!(|text: &str| {
    let _ = invariants::check(text);
    let _ = invariants::check_region(text);
});
