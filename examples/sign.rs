//! Signs parameter sets from standard input, one JSON object a line, with signature 1.0, and prints
//! one signature a line. A way to try the signer from a shell, and to compare it with others:
//!
//! ```sh
//! echo '{"method":"POST","accessKeySecret":"testsecret","parameters":{"Action":"DeleteImage"}}' |
//!   cargo run --example sign
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use ecs_delete_image::parameters::Parameters;
use ecs_delete_image::sign::{Method, hmac_sha1};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Request {
    method: String,
    access_key_secret: String,
    parameters: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = stdout().lock();
    for line in stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        writeln!(output, "{}", sign(&request)?)?;
    }
    Ok(())
}

fn sign(request: &Request) -> Result<String, String> {
    let method = match request.method.as_str() {
        "GET" => Method::Get,
        "POST" => Method::Post,
        other => return Err(format!("method must be GET or POST; got {other}")),
    };
    let mut parameters = Parameters::new();
    for (name, value) in &request.parameters {
        parameters.set(name, value);
    }
    let string_to_sign = hmac_sha1::string_to_sign(method, &parameters.canonicalized_query());
    Ok(hmac_sha1::signature(
        &request.access_key_secret,
        &string_to_sign,
    ))
}
