//! The caller's input is wrong: which argument, and what was expected of it.

use std::error::Error;
use std::fmt;

/// The caller's input is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgumentError {
    /// The argument or option, as a path: `imageId`, `options.timeout`.
    pub argument: String,
    /// What was expected, and what is wrong.
    pub expected: String,
}

impl ArgumentError {
    /// Names the argument, and says what was expected of it.
    #[must_use]
    pub fn new(argument: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            argument: argument.into(),
            expected: expected.into(),
        }
    }

    /// The same error, of something that stands in `outer`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.argument = [outer, ".", &self.argument].concat();
        self
    }

    pub(super) fn to_message(&self) -> String {
        [self.argument.as_str(), " ", &self.expected].concat()
    }
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_message())
    }
}

impl Error for ArgumentError {}
