//! The parameters of a request, in the order in which they are signed. Knows nothing of what they mean.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

use crate::encode::percent_encode;

/// Parameters by name, each once, sorted as the service sorts them.
#[derive(Clone, Default)]
pub struct Parameters(BTreeMap<Name, Zeroizing<String>>);

impl Parameters {
    /// No parameters yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one parameter; a name set twice keeps the last value.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0
            .insert(Name(name.into()), Zeroizing::new(value.into()));
    }

    /// The same, for building a set in one expression.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// The value of a parameter, if it is set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(&Name(name.to_owned()))
            .map(|value| value.as_str())
    }

    /// Adds all of `others`.
    pub fn extend(&mut self, others: &Self) {
        for (name, value) in &others.0 {
            self.0.insert(name.clone(), value.clone());
        }
    }

    /// Names and values in the order in which they are signed.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.0.as_str(), value.as_str()))
    }

    /// `name=value` pairs, encoded, sorted and joined with `&`. An empty value keeps its `=`.
    ///
    /// It is both what is signed and, as the same encoding is valid there, what stands in a query
    /// or in a form body.
    #[must_use]
    pub fn canonicalized_query(&self) -> Zeroizing<String> {
        // Room for everything at once: a string that grows leaves unwiped copies of itself behind.
        let mut query = Zeroizing::new(String::with_capacity(self.longest_query()));
        for (name, value) in self.iter() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&percent_encode(name));
            query.push('=');
            query.push_str(&Zeroizing::new(percent_encode(value)));
        }
        query
    }
}

impl Parameters {
    /// Each byte can become three, and each pair has two separators.
    fn longest_query(&self) -> usize {
        self.iter().fold(0, |sum: usize, (name, value)| {
            let bytes = name.len().saturating_add(value.len());
            sum.saturating_add(bytes.saturating_mul(3))
                .saturating_add(2)
        })
    }
}

/// Shows the names only: a value can be a security token.
impl fmt::Debug for Parameters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

/// A parameter name, ordered by UTF-16 code units: the order of the service and of its JavaScript
/// and Java SDKs. For ASCII, which is all that the service uses, that is byte order.
#[derive(Clone, PartialEq, Eq)]
struct Name(String);

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.encode_utf16().cmp(other.0.encode_utf16())
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
