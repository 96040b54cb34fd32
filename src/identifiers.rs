//! Region and image ids, checked once where they come in: what holds one of these types is safe to use.

use crate::error::ArgumentError;

/// The longest label that DNS allows.
const MAX_REGION_LENGTH: usize = 63;
/// Published ids have about 22 characters; public images' names have up to 60.
const MAX_IMAGE_LENGTH: usize = 128;

/// A region id such as `cn-hangzhou`: always a safe DNS label, so a host name can be made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionId(String);

impl RegionId {
    /// Takes two to four letters, then one or more parts of lower-case letters and digits, each
    /// after a hyphen. No list of regions is kept: new ones work at once.
    ///
    /// # Errors
    /// When `text` is anything else.
    pub fn parse(text: &str) -> Result<Self, ArgumentError> {
        let expected = "must be a region id such as cn-hangzhou \
                        (lower-case letters, digits and single hyphens)";
        check_characters("regionId", text, MAX_REGION_LENGTH, expected, |c| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
        })?;
        let mut parts = text.split('-');
        let area = parts.next().unwrap_or_default();
        let area_is_sound =
            (2..=4).contains(&area.len()) && area.chars().all(|c| c.is_ascii_lowercase());
        let mut rest = parts.peekable();
        if area_is_sound && rest.peek().is_some() && rest.all(|part| !part.is_empty()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ArgumentError::new("regionId", expected))
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An image id such as `m-bp67acfmxazb4p0001`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageId(String);

impl ImageId {
    /// Takes 1 to 128 ASCII letters, digits, dots, underscores and hyphens. The service publishes
    /// no grammar; old custom images have upper-case ids, and public ones look like file names.
    ///
    /// # Errors
    /// When `text` is anything else.
    pub fn parse(text: &str) -> Result<Self, ArgumentError> {
        let expected = "must be an image id such as m-bp67acfmxazb4p0001 \
                        (1 to 128 letters, digits, dots, underscores and hyphens)";
        check_characters("imageId", text, MAX_IMAGE_LENGTH, expected, |c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
        })?;
        Ok(Self(text.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says which character is wrong and where, by its code, so that an invisible one is seen.
fn check_characters(
    argument: &str,
    text: &str,
    longest: usize,
    expected: &str,
    allowed: fn(char) -> bool,
) -> Result<(), ArgumentError> {
    if text.is_empty() {
        return Err(ArgumentError::new(
            argument,
            format!("{expected}; got an empty string"),
        ));
    }
    if let Some((index, wrong)) = text.chars().enumerate().find(|(_, c)| !allowed(*c)) {
        let position = index.saturating_add(1);
        let code = u32::from(wrong);
        return Err(ArgumentError::new(
            argument,
            format!("{expected}; got U+{code:04X} at position {position}"),
        ));
    }
    if text.len() > longest {
        let length = text.len();
        return Err(ArgumentError::new(
            argument,
            format!("{expected}; got {length} characters"),
        ));
    }
    Ok(())
}
