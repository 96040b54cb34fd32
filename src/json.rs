//! JSON as the service writes it: a tree that keeps every number as it was written, since account ids
//! have more digits than a float holds. Small, because it is in the module that browsers load.

mod read;
mod write;

use std::collections::BTreeMap;
use std::fmt;

pub(crate) use read::MAX_DEPTH;
pub use read::Problem;

/// The fields of an object, by name.
pub type Fields = BTreeMap<String, Value>;

/// What the service said, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// An object.
    Object(Fields),
}

impl Value {
    /// Reads a text that is one value, with white space around it at the most.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        read::value(text)
    }

    /// A field of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// The fields, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Fields> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

/// As JSON, without white space.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write::value(self, &mut text);
        formatter.write_str(&text)
    }
}
