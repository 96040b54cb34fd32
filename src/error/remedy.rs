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
    /// Parameters that the caller must add, because they are not known.
    pub requires: Vec<&'static str>,
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
    /// The remedy for one image. What is not known of it stays to be added.
    pub(super) fn fill(&self, region_id: Option<&RegionId>, image_id: Option<&ImageId>) -> Remedy {
        let text = |text: &str| ParameterValue::Text(text.to_owned());
        let value = |template: TemplateValue| match template {
            TemplateValue::ThisRegion => region_id.map(|id| text(id.as_str())),
            TemplateValue::ThisImage => image_id.map(|id| text(id.as_str())),
            TemplateValue::Text(fixed) => Some(text(fixed)),
            TemplateValue::Flag(flag) => Some(ParameterValue::Flag(flag)),
        };
        let mut requires = self.requires.to_vec();
        let mut parameters = BTreeMap::new();
        for (name, template) in self.parameters {
            match value(*template) {
                Some(value) => drop(parameters.insert(*name, value)),
                None => requires.push(name),
            }
        }
        Remedy {
            action: self.action,
            parameters,
            requires,
            description: self.description,
        }
    }
}
