//! The shell: the only part that touches JavaScript. A client that signs with the core and sends
//! with the platform's `fetch`, and the functions that the npm package calls.

mod attempt;
pub mod bindings;
mod cause;
mod client;
mod credentials;
mod deadline;
mod failure;
mod fetch;
mod key;
mod object;
mod observer;
mod platform;
mod presigned;
mod promise;
mod record;
mod settings;
mod state;

pub use client::{Client, DeleteImageResult};
pub use failure::Failure;
pub use observer::Observer;
pub use record::Record;
pub use settings::{CallSettings, ClientSettings, CredentialsSource};
