//! Operations of the ECS API 2014-05-26 as data: what the service is to do, before it is signed.

mod delete_image;

pub use delete_image::{DeleteImage, Deletion};

use std::borrow::Cow;

use crate::parameters::Parameters;

/// The version of the API that all operations belong to.
pub const VERSION: &str = "2014-05-26";

/// An action and its own parameters.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The action's name, such as `DeleteImage`.
    pub action: Cow<'static, str>,
    /// The API version.
    pub version: &'static str,
    /// The action's own parameters; the common ones are added when it is signed.
    pub parameters: Parameters,
}

impl Operation {
    /// An operation of the ECS API.
    #[must_use]
    pub fn new(action: impl Into<Cow<'static, str>>, parameters: Parameters) -> Self {
        Self {
            action: action.into(),
            version: VERSION,
            parameters,
        }
    }
}
