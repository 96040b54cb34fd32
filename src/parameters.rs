//! The parameters of a request, in the order in which they are signed. Knows nothing of what they mean.

use std::cmp::Ordering;
use std::fmt;
use std::mem::swap;

use zeroize::Zeroizing;

use crate::encode::percent_encode;

/// Parameters by name, each once, sorted as the service sorts them. A list, and no map: a request has a
/// dozen, and is made in one go.
#[derive(Clone, Default)]
pub struct Parameters(Vec<Parameter>);

type Parameter = (Name, Zeroizing<String>);

impl Parameters {
    /// No parameters yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one parameter; a name set twice keeps the last value.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let parameter = (Name(name.into()), Zeroizing::new(value.into()));
        match self.find(&parameter.0) {
            Ok(place) => {
                if let Some(same) = self.0.get_mut(place) {
                    *same = parameter;
                }
            }
            Err(place) => self.0.insert(place, parameter),
        }
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
        let place = self.find(&Name(name.to_owned())).ok()?;
        self.0.get(place).map(|(_, value)| value.as_str())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
    /// Where the parameter is, or belongs.
    fn find(&self, name: &Name) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(name))
    }

    /// Each byte can become three, and each pair has two separators.
    fn longest_query(&self) -> usize {
        self.iter().fold(0, |sum: usize, (name, value)| {
            let bytes = name.len().saturating_add(value.len());
            sum.saturating_add(bytes.saturating_mul(3))
                .saturating_add(2)
        })
    }
}

/// Sorts once, however many there are. A name that comes twice keeps the last value.
impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Parameters {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        let mut all: Vec<Parameter> = pairs
            .map(|(name, value)| (Name(name.into()), Zeroizing::new(value.into())))
            .collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                swap(&mut later.1, &mut earlier.1);
            }
            is_same
        });
        Self(all)
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
        // Of ASCII, byte order is the same and found in a fraction of the time.
        if self.0.is_ascii() && other.0.is_ascii() {
            return self.0.cmp(&other.0);
        }
        self.0.encode_utf16().cmp(other.0.encode_utf16())
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
