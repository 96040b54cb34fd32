//! Percent-encoding: what comes out, and that it can be taken back.

use ecs_delete_image::encode::percent_encode;
use proptest::prelude::*;

use crate::times;

/// Takes percent-encoding back, strictly: anything but upper-case hexadecimal digits is refused.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            16 * digit(rest.next()?)? + digit(rest.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

fn is_unreserved(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.~".contains(c)
}

proptest! {
    #![proptest_config(times(1000))]

    #[test]
    fn decoding_gives_the_text_back(text in any::<String>()) {
        prop_assert_eq!(decode(&percent_encode(&text)), Some(text));
    }

    #[test]
    fn only_unreserved_characters_and_percent_signs_come_out(text in any::<String>()) {
        let encoded = percent_encode(&text);
        prop_assert!(encoded.chars().all(|c| is_unreserved(c) || c == '%'), "{}", encoded);
    }

    #[test]
    fn every_byte_of_a_reserved_character_becomes_three(text in any::<String>()) {
        let reserved = text.chars().filter(|c| !is_unreserved(*c)).map(char::len_utf8).sum::<usize>();
        prop_assert_eq!(percent_encode(&text).len(), text.len() + 2 * reserved);
    }

    #[test]
    fn unreserved_text_stays_however_often_it_is_encoded(text in "[-_.~A-Za-z0-9]{0,40}") {
        prop_assert_eq!(percent_encode(&text), text);
    }

    #[test]
    fn encoding_twice_only_encodes_the_percent_signs(text in any::<String>()) {
        let once = percent_encode(&text);
        prop_assert_eq!(percent_encode(&once), once.replace('%', "%25"));
    }

    #[test]
    fn a_whole_is_encoded_as_its_parts_are(first in any::<String>(), second in any::<String>()) {
        let parts = percent_encode(&first) + &percent_encode(&second);
        prop_assert_eq!(percent_encode(&(first + &second)), parts);
    }
}
