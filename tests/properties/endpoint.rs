//! Endpoints: what is taken is what a URL parser makes of it; the checks are those of the fuzz target.

use proptest::prelude::*;

use crate::invariants::endpoint::{check, check_region};
use crate::times;

/// Host and port as somebody might write them, sound and otherwise.
fn authority() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        4 => "[a-z0-9]{1,5}(-[a-z0-9]{1,3})?(\\.[a-zA-Z][a-z0-9]{1,5}){0,3}",
        2 => "[0-9]{1,3}(\\.[0-9]{1,3}){0,4}",
        1 => "127\\.[0-9]{1,2}\\.0\\.[0-9]",
        1 => any::<[u16; 8]>().prop_map(|parts| format!("[{}]", std::net::Ipv6Addr::from(parts))),
        1 => "\\[[0-9a-f:.]{0,12}\\]",
        1 => Just("[::1]".to_owned()),
        1 => "([a-z]{1,4}\\.)?localhost",
        1 => "xn--[a-z0-9-]{1,8}(\\.com)?",
        1 => "0x[0-9a-f]{1,4}(\\.[0-9]{1,2})?",
    ];
    let port = prop_oneof![4 => Just(String::new()), 3 => ":[0-9]{1,5}", 1 => ":[0-9+-]{0,6}"];
    (host, port).prop_map(|(host, port)| host + &port)
}

/// A whole address, now and then with something put into it anywhere.
fn address() -> impl Strategy<Value = String> {
    let scheme = prop_oneof![
        4 => Just("https://"), 3 => Just("http://"), 3 => Just(""),
        1 => Just("HTTPS://"), 1 => Just("//"), 1 => Just("https:"), 1 => Just("ftp://"),
    ];
    let intruder = prop_oneof![4 => Just(String::new()), 1 => "[@/?#\\\\: \t\n\r%.\u{0}\u{3002}\u{ff0e}\u{ad}ſK:-]{1,2}"];
    let slash = prop_oneof![Just(""), Just("/")];
    (
        scheme,
        authority(),
        slash,
        intruder,
        any::<prop::sample::Index>(),
    )
        .prop_map(|(scheme, authority, slash, intruder, place)| {
            let mut text: Vec<char> = format!("{scheme}{authority}{slash}").chars().collect();
            let place = place.index(text.len() + 1);
            text.splice(place..place, intruder.chars());
            text.into_iter().collect()
        })
}

proptest! {
    #![proptest_config(times(2000))]

    #[test]
    fn what_is_taken_is_what_a_url_parser_sees(text in address()) {
        let _ = check(&text);
    }

    #[test]
    fn any_text_is_taken_or_refused(text in any::<String>()) {
        let _ = check(&text);
        let _ = check_region(&text);
    }

    #[test]
    fn plain_hosts_are_taken(text in "https://[a-z]{1,9}(\\.[a-z]{2,9}){1,3}(:[1-9][0-9]{0,3})?/?") {
        prop_assert!(check(&text).is_some());
    }

    #[test]
    fn a_region_leads_to_the_service_and_nowhere_else(text in "[a-z]{2,4}(-[a-z0-9]{1,7}){1,5}") {
        prop_assert!(check_region(&text).is_some());
    }
}

#[test]
fn the_checks_take_neither_all_nor_nothing() {
    assert!(check("http://127.0.0.1:8080/").is_some());
    assert!(check("http://127.1").is_none());
    assert!(check_region("cn-hangzhou").is_some());
    assert!(check_region("cn-hangzhou.evil.example").is_none());
}
