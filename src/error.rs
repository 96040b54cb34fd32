//! Every way in which a call can fail, as data. One type, one table of the service's codes.

mod argument;
mod remedy;
mod response;
mod service;
pub mod table;

pub use argument::ArgumentError;
pub use remedy::{ParameterValue, Remedy, RemedyTemplate, TemplateValue};
pub use response::{ResponseError, ResponseProblem};
pub use service::{AccessDenied, ServiceError};

use std::error::Error;
use std::fmt;

use serde::Serialize;

/// Why a call failed.
#[derive(Clone, Debug)]
pub enum EcsError {
    /// The service refused.
    Service(Box<ServiceError>),
    /// No answer arrived.
    Network(NetworkError),
    /// No complete answer arrived in time.
    Timeout(TimeoutError),
    /// An answer arrived that is not the service's.
    Response(Box<ResponseError>),
    /// The caller's input is wrong; nothing more was sent.
    Argument(ArgumentError),
    /// There are no credentials to sign with; nothing more was sent.
    Credentials(CredentialsError),
}

/// Whether something may have changed although the call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureOutcome {
    /// Everything is as it was.
    NotApplied,
    /// The request may have been carried out.
    Unknown,
}

impl EcsError {
    /// The family of the error, as JavaScript's `kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Service(_) => "service",
            Self::Network(_) => "network",
            Self::Timeout(_) => "timeout",
            Self::Response(_) => "response",
            Self::Argument(_) => "argument",
            Self::Credentials(_) => "credentials",
        }
    }

    /// The service's code, or one of this crate's own for errors that are not the service's.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Service(error) => &error.code,
            Self::Network(_) => "NoAnswer",
            Self::Timeout(_) => "AnswerTimedOut",
            Self::Response(error) => error.problem.code(),
            Self::Argument(_) => "InvalidArgument",
            Self::Credentials(_) => "NoCredentials",
        }
    }

    /// What happened, in words, with nothing secret in them.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Service(error) => error.to_message(),
            Self::Network(error) => error.message.clone(),
            Self::Timeout(error) => format!("no complete answer within {} ms", error.timeout),
            Self::Response(error) => error.to_message(),
            Self::Argument(error) => error.to_message(),
            Self::Credentials(error) => error.message.clone(),
        }
    }

    /// Whether a repeat soon makes sense. What lasts longer, such as a copy under way, is not meant.
    #[must_use]
    pub fn retryable(&self) -> bool {
        match self {
            Self::Service(error) => error.retryable,
            Self::Network(_) | Self::Timeout(_) => true,
            Self::Response(error) => error.http_status >= 500 || error.problem.is_loss(),
            Self::Argument(_) | Self::Credentials(_) => false,
        }
    }

    /// Whether something may have changed. Only a refusal, or nothing having been sent, says that it is
    /// not: a server error can follow what was carried out.
    #[must_use]
    pub fn outcome(&self) -> FailureOutcome {
        match self {
            Self::Service(error) if error.is_refusal() => FailureOutcome::NotApplied,
            Self::Argument(_) | Self::Credentials(_) => FailureOutcome::NotApplied,
            Self::Service(_) | Self::Network(_) | Self::Timeout(_) | Self::Response(_) => {
                FailureOutcome::Unknown
            }
        }
    }
}

/// No answer: the reason is the platform's, and often hidden from a page.
#[derive(Clone, Debug)]
pub struct NetworkError {
    /// What is known about it.
    pub message: String,
}

/// No complete answer in time.
#[derive(Clone, Copy, Debug)]
pub struct TimeoutError {
    /// The limit that was exceeded, in milliseconds.
    pub timeout: u32,
}

/// There are no credentials to sign with.
#[derive(Clone, Debug)]
pub struct CredentialsError {
    /// What is wrong, with nothing secret in it.
    pub message: String,
}

impl From<ArgumentError> for EcsError {
    fn from(error: ArgumentError) -> Self {
        Self::Argument(error)
    }
}

impl From<ServiceError> for EcsError {
    fn from(error: ServiceError) -> Self {
        Self::Service(Box::new(error))
    }
}

impl From<CredentialsError> for EcsError {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials(error)
    }
}

impl fmt::Display for EcsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl Error for EcsError {}
