//! Region and image ids: what is taken is exactly the grammar that is documented.

use ecs_delete_image::identifiers::{ImageId, RegionId};
use proptest::prelude::*;

use crate::times;

/// `[a-z]{2,4}(-[a-z0-9]+)+`, at most 63 characters, read off the documentation letter by letter.
fn is_region(text: &str) -> bool {
    let lower = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    let Some((area, rest)) = text.split_once('-') else {
        return false;
    };
    let is_part = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(plain)
    };
    text.len() <= 63 && matches!(area.len(), 2..=4) && lower(area) && rest.split('-').all(is_part)
}

/// `[A-Za-z0-9._-]{1,128}`.
fn is_image(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    matches!(text.len(), 1..=128) && text.bytes().all(plain)
}

/// Sound ones, nearly sound ones, and any.
fn candidate() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z]{2,4}(-[a-z0-9]{1,9}){1,6}",
        2 => "[a-z]{1,5}[-a-z0-9]{0,9}",
        2 => "[-a-zA-Z0-9._]{0,140}",
        2 => "[a-z]{2}-[a-z]{3}[-a-z0-9.\\PC\n\r\t\0 /:@?#%]{0,3}[a-z]{0,3}",
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(times(2000))]

    #[test]
    fn regions_are_taken_exactly_by_their_grammar(text in candidate()) {
        match RegionId::parse(&text) {
            Ok(region) => {
                prop_assert!(is_region(&text), "{:?} was taken", text);
                prop_assert_eq!(region.as_str(), text);
            }
            Err(error) => {
                prop_assert!(!is_region(&text), "{:?} was refused", text);
                prop_assert_eq!(error.argument, "regionId");
            }
        }
    }

    #[test]
    fn image_ids_are_taken_exactly_by_their_grammar(text in candidate()) {
        match ImageId::parse(&text) {
            Ok(image) => {
                prop_assert!(is_image(&text), "{:?} was taken", text);
                prop_assert_eq!(image.as_str(), text);
            }
            Err(error) => {
                prop_assert!(!is_image(&text), "{:?} was refused", text);
                prop_assert_eq!(error.argument, "imageId");
            }
        }
    }

    #[test]
    fn a_refusal_is_plain_text_whatever_it_refuses(text in any::<String>()) {
        let refusals = [RegionId::parse(&text).err(), ImageId::parse(&text).err()];
        for error in refusals.into_iter().flatten() {
            prop_assert!(error.to_string().chars().all(|c| c == ' ' || c.is_ascii_graphic()), "{}", error);
        }
    }
}
