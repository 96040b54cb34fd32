//! Signs parameter sets from standard input, one JSON object a line, and prints one signature a line;
//! for signature V3 the whole `Authorization` header. A way to try the signers from a shell, and to
//! compare them with others:
//!
//! ```sh
//! echo '{"method":"POST","accessKeySecret":"testsecret","parameters":{"Action":"DeleteImage"}}' |
//!   cargo run --example sign
//!
//! echo '{"method":"POST","host":"ecs-cn-hangzhou.aliyuncs.com","action":"DeleteImage",
//!   "timestamp":1769850307,"nonce":"3156853299f313e23d1673dc12e1703d","accessKeyId":"testid",
//!   "accessKeySecret":"testsecret","parameters":{"RegionId":"cn-hangzhou"}}' | tr -d '\n' |
//!   cargo run --example sign
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::operation::Operation;
use ecs_delete_image::parameters::Parameters;
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, acs3, hmac_sha1};
use serde::Deserialize;

/// What there is of it decides with which signature it is signed.
#[derive(Deserialize)]
#[serde(untagged)]
enum Request {
    V3(Headers),
    V1(Form),
}

/// Signature 1.0 of all parameters, the common ones included.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Form {
    method: String,
    access_key_secret: String,
    parameters: BTreeMap<String, String>,
}

/// Signature V3 of an operation's own parameters, and of what goes into headers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Headers {
    method: String,
    host: String,
    action: String,
    /// In seconds since 1970.
    timestamp: u64,
    nonce: String,
    access_key_id: String,
    access_key_secret: String,
    security_token: Option<String>,
    parameters: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = stdout().lock();
    for line in stdin().lock().lines() {
        let signature = match serde_json::from_str(&line?)? {
            Request::V1(form) => form.sign()?,
            Request::V3(headers) => headers.sign()?,
        };
        writeln!(output, "{signature}")?;
    }
    Ok(())
}

impl Form {
    fn sign(&self) -> Result<String, Box<dyn Error>> {
        let query = set_of(&self.parameters).canonicalized_query();
        let string_to_sign = hmac_sha1::string_to_sign(method_of(&self.method)?, &query);
        Ok(hmac_sha1::signature(
            &self.access_key_secret,
            &string_to_sign,
        ))
    }
}

impl Headers {
    fn sign(self) -> Result<String, Box<dyn Error>> {
        let credentials = Credentials::new(
            self.access_key_id,
            self.access_key_secret,
            self.security_token,
        )?;
        let signing = Signing {
            endpoint: &Endpoint::parse(&self.host)?,
            operation: &Operation::new(self.action, set_of(&self.parameters)),
            credentials: &credentials,
            timestamp: Timestamp::from_unix_seconds(self.timestamp).ok_or("no such year")?,
            nonce: &Nonce::from_text(self.nonce),
        };
        let request = acs3::sign(method_of(&self.method)?, &signing);
        let mut headers = request.headers().iter();
        let authorization = headers.find(|header| header.name() == "authorization");
        Ok(authorization.ok_or("no signature")?.value().to_owned())
    }
}

fn set_of(parameters: &BTreeMap<String, String>) -> Parameters {
    let pairs = parameters.iter();
    pairs.fold(Parameters::new(), |set, (name, value)| {
        set.with(name, value)
    })
}

fn method_of(text: &str) -> Result<Method, String> {
    match text {
        "GET" => Ok(Method::Get),
        "POST" => Ok(Method::Post),
        other => Err(format!("method must be GET or POST; got {other}")),
    }
}
