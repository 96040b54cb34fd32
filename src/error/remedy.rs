//! The next step after a refusal: a call of the service, ready to be made for the image at hand.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::identifiers::{ImageId, RegionId};

/// A call that helps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// The operation to call.
    pub action: &'static str,
    /// Its parameters.
    pub parameters: BTreeMap<&'static str, ParameterValue>,
    /// Parameters that the caller must add, because the refusal does not say them.
    pub requires: &'static [&'static str],
    /// What the call does, and where to find what is missing.
    pub description: &'static str,
}

/// The value of a remedy's parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ParameterValue {
    /// A text.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
}

/// A remedy as the table has it, for any image.
#[derive(Clone, Copy, Debug)]
pub struct RemedyTemplate {
    /// The operation to call.
    pub action: &'static str,
    /// Its parameters.
    pub parameters: &'static [(&'static str, TemplateValue)],
    /// Parameters that the caller must add.
    pub requires: &'static [&'static str],
    /// What the call does.
    pub description: &'static str,
}

/// The value of a parameter in the table.
#[derive(Clone, Copy, Debug)]
pub enum TemplateValue {
    /// The region of the image at hand.
    ThisRegion,
    /// The image at hand.
    ThisImage,
    /// Always the same text.
    Text(&'static str),
    /// Always the same truth value.
    Flag(bool),
}

impl RemedyTemplate {
    /// The remedy for one image.
    pub(super) fn fill(&self, region_id: &RegionId, image_id: &ImageId) -> Remedy {
        let value = |template: TemplateValue| match template {
            TemplateValue::ThisRegion => ParameterValue::Text(region_id.as_str().to_owned()),
            TemplateValue::ThisImage => ParameterValue::Text(image_id.as_str().to_owned()),
            TemplateValue::Text(text) => ParameterValue::Text(text.to_owned()),
            TemplateValue::Flag(flag) => ParameterValue::Flag(flag),
        };
        Remedy {
            action: self.action,
            parameters: self
                .parameters
                .iter()
                .map(|(name, template)| (*name, value(*template)))
                .collect(),
            requires: self.requires,
            description: self.description,
        }
    }
}
