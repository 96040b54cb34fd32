//! Delete an Alibaba Cloud ECS custom image from a browser or an edge runtime, safely.
//!
//! The core turns what to do into bytes to send, and bytes received into what happened. It reads no
//! clock, draws no random number, sends nothing, and runs anywhere:
//!
//! ```
//! use ecs_delete_image::credentials::Credentials;
//! use ecs_delete_image::endpoint::Endpoint;
//! use ecs_delete_image::operation::DeleteImage;
//! use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, hmac_sha1};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let deletion = DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001")?;
//! let request = hmac_sha1::sign(
//!     Method::Post,
//!     &Signing {
//!         endpoint: &Endpoint::for_region(&deletion.region_id),
//!         operation: &deletion.operation(),
//!         credentials: &Credentials::new("testid", "testsecret", None)?,
//!         timestamp: Timestamp::from_unix_seconds(1_769_850_307).ok_or("no such year")?,
//!         nonce: &Nonce::from_random_bytes([7; 16]),
//!     },
//! );
//! assert_eq!(request.url(), "https://ecs-cn-hangzhou.aliyuncs.com/");
//! # Ok(())
//! # }
//! ```
//!
//! In WebAssembly the module `js` adds the shell: a client that sends with the platform's `fetch`.

// A panic in WebAssembly poisons the instance for every later call, so nothing on the way of a call
// may panic.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::print_stderr
)]

pub mod call;
pub mod credentials;
pub mod encode;
pub mod endpoint;
pub mod error;
pub mod identifiers;
pub mod json;
pub mod operation;
pub mod parameters;
pub mod presigned;
mod redact;
pub mod request;
pub mod response;
pub mod retry;
pub mod sign;

#[cfg(all(feature = "js", target_arch = "wasm32", target_os = "unknown"))]
pub mod js;

/// The README's Rust is compiled and run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
