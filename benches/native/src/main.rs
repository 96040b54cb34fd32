//! Prints how many microseconds one signature takes natively, with its arguments checked and its nonce
//! and time stamp taken: one JSON object, with a list of rounds for each signature.
//! Usage: `cargo run --release -- ROUNDS SIGNATURES-PER-ROUND`

use std::env::args;
use std::error::Error;
use std::hint::black_box;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::operation::DeleteImage;
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, acs3, hmac_sha1};

type Sign = fn(Method, &Signing<'_>) -> SignedRequest;
type Outcome<T> = Result<T, Box<dyn Error>>;

const SIGNATURES: [(&str, Sign); 2] = [
    ("HMAC-SHA1", hmac_sha1::sign),
    ("ACS3-HMAC-SHA256", acs3::sign),
];

fn main() -> Outcome<()> {
    let mut numbers = args().skip(1).map(|text| text.parse::<u32>());
    let rounds = numbers.next().ok_or("how many rounds?")??;
    let count = numbers.next().ok_or("how many signatures?")??;
    let mut fields = Vec::new();
    for (name, sign) in SIGNATURES {
        let times = (0..rounds).map(|_| microseconds(sign, count));
        let times = times.collect::<Outcome<Vec<_>>>()?;
        fields.push(format!("\"{name}\":{times:?}"));
    }
    println!("{{{}}}", fields.join(","));
    Ok(())
}

fn microseconds(sign: Sign, count: u32) -> Outcome<f64> {
    let credentials = Credentials::new("testid", "testsecret", None)?;
    let start = Instant::now();
    for _ in 0..count {
        black_box(signed(sign, &credentials)?);
    }
    Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(count))
}

fn signed(sign: Sign, credentials: &Credentials) -> Outcome<SignedRequest> {
    let deletion = DeleteImage::new(black_box("cn-hangzhou"), black_box("m-bp67acfmxazb4p0001"))?;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let signing = Signing {
        endpoint: &Endpoint::for_region(&deletion.region_id),
        operation: &deletion.operation(),
        credentials,
        timestamp: Timestamp::from_unix_seconds(seconds).ok_or("no such year")?,
        nonce: &Nonce::from_random_bytes(random),
    };
    Ok(sign(Method::Post, &signing))
}
