//! Deletes an image from native Rust: this crate signs and reads, and any HTTP client sends, here the
//! blocking `ureq`. With attempts, as the client for JavaScript makes them.
//!
//! ```sh
//! ALIBABA_CLOUD_ACCESS_KEY_ID=… ALIBABA_CLOUD_ACCESS_KEY_SECRET=… \
//!   cargo run --example delete -- cn-hangzhou m-bp67acfmxazb4p0001 [ENDPOINT]
//! ```

use std::env;
use std::error::Error;
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ecs_delete_image::call::Call;
use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::error::{EcsError, NetworkError};
use ecs_delete_image::operation::{DeleteImage, Deletion};
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::response::Answer;
use ecs_delete_image::retry::Attempts;
use ecs_delete_image::sign::{Algorithm, Nonce, Signing, Timestamp};

const MAX_ATTEMPTS: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(region_id), Some(image_id)) = (arguments.next(), arguments.next()) else {
        return Err("usage: delete REGION IMAGE [ENDPOINT]".into());
    };
    let deletion = DeleteImage::new(&region_id, &image_id)?;
    let endpoint = match arguments.next() {
        Some(endpoint) => Endpoint::parse(&endpoint)?,
        None => Endpoint::for_region(&deletion.region_id),
    };
    let credentials = Credentials::new(
        env::var("ALIBABA_CLOUD_ACCESS_KEY_ID")?,
        env::var("ALIBABA_CLOUD_ACCESS_KEY_SECRET")?,
        env::var("ALIBABA_CLOUD_SECURITY_TOKEN").ok(),
    )?;
    let deleted = delete(&deletion.call(), &endpoint, &credentials)?;
    println!("{:?}, request {}", deleted.outcome, deleted.request_id);
    Ok(())
}

fn delete(
    call: &Call,
    endpoint: &Endpoint,
    credentials: &Credentials,
) -> Result<Deletion, Box<dyn Error>> {
    let mut attempts = Attempts::new(call.effect());
    loop {
        // Every attempt is new: its own time stamp, nonce and signature.
        let request = Algorithm::Acs3.sign(&Signing {
            endpoint,
            operation: call.operation(),
            credentials,
            timestamp: now()?,
            nonce: &nonce()?,
        });
        attempts.send();
        let error = match send(&request).and_then(|(status, content_type, body)| {
            let answer = Answer {
                status,
                content_type: content_type.as_deref(),
                body: &body,
            };
            call.read(&request, &answer, &attempts)
        }) {
            Ok(reply) => return Ok(reply.into()),
            Err(error) => error,
        };
        attempts.failed(&error);
        match attempts.pause(&error, MAX_ATTEMPTS, None, getrandom::u32()?) {
            Some(pause) => sleep(Duration::from_millis(pause.into())),
            None => {
                let outcome = attempts.outcome(&error);
                return Err(format!("{error} ({outcome:?})").into());
            }
        }
    }
}

/// The whole of what an HTTP client has to do: no redirects, every status an answer.
fn send(request: &SignedRequest) -> Result<(u16, Option<String>, Vec<u8>), EcsError> {
    let lost = |error: ureq::Error| {
        EcsError::Network(NetworkError {
            message: error.to_string(),
        })
    };
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into();
    let mut prepared = agent.post(request.url());
    for header in request.headers() {
        prepared = prepared.header(header.name(), header.value());
    }
    let mut response = prepared
        .send(request.body().unwrap_or_default())
        .map_err(lost)?;
    let status = response.status().as_u16();
    let content_type = response.headers().get("content-type");
    let content_type = content_type.and_then(|value| Some(value.to_str().ok()?.to_owned()));
    let body = response.body_mut().read_to_vec().map_err(lost)?;
    Ok((status, content_type, body))
}

fn now() -> Result<Timestamp, Box<dyn Error>> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(Timestamp::from_unix_seconds(seconds).ok_or("the clock is in a year beyond 9999")?)
}

fn nonce() -> Result<Nonce, Box<dyn Error>> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(Nonce::from_random_bytes(bytes))
}
