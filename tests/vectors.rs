//! Every step of signing and resolving, against the data in `tests/vectors/`, each with its source.

use std::collections::BTreeMap;

use ecs_delete_image::encode::percent_encode;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::identifiers::RegionId;
use ecs_delete_image::parameters::Parameters;
use ecs_delete_image::sign::{Method, hmac_sha1};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct File<Case> {
    cases: Vec<Case>,
}

/// The cases of one file; fails when there are fewer than there were.
fn cases<Case: DeserializeOwned>(text: &str, at_least: usize) -> Vec<Case> {
    let file: File<Case> = serde_json::from_str(text).expect("a vector file is JSON");
    assert!(file.cases.len() >= at_least, "vectors are missing");
    file.cases
}

#[derive(Deserialize)]
struct Encoding {
    name: String,
    plain: String,
    encoded: String,
}

#[test]
fn percent_encoding() {
    for case in cases::<Encoding>(include_str!("vectors/percent-encoding.json"), 14) {
        assert_eq!(percent_encode(&case.plain), case.encoded, "{}", case.name);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Signature {
    name: String,
    method: String,
    access_key_secret: String,
    parameters: BTreeMap<String, String>,
    canonicalized_query: String,
    string_to_sign: String,
    signature: String,
}

impl Signature {
    fn all() -> Vec<Self> {
        cases(include_str!("vectors/signature-hmac-sha1.json"), 7)
    }

    fn method(&self) -> Method {
        match self.method.as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            other => panic!("{}: no such method: {other}", self.name),
        }
    }
}

#[test]
fn canonicalized_query() {
    for case in Signature::all() {
        let mut parameters = Parameters::new();
        // Backwards, so that the order is the set's own doing.
        for (name, value) in case.parameters.iter().rev() {
            parameters.set(name, value);
        }
        assert_eq!(
            *parameters.canonicalized_query(),
            case.canonicalized_query,
            "{}",
            case.name
        );
    }
}

#[test]
fn string_to_sign() {
    for case in Signature::all() {
        let string = hmac_sha1::string_to_sign(case.method(), &case.canonicalized_query);
        assert_eq!(*string, case.string_to_sign, "{}", case.name);
    }
}

#[test]
fn signature() {
    for case in Signature::all() {
        let signature = hmac_sha1::signature(&case.access_key_secret, &case.string_to_sign);
        assert_eq!(signature, case.signature, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct RegionEndpoint {
    region: String,
    host: String,
}

#[test]
fn region_to_endpoint() {
    for case in cases::<RegionEndpoint>(include_str!("vectors/endpoints.json"), 70) {
        let region = RegionId::parse(&case.region).expect("a region of the vectors is one");
        let endpoint = Endpoint::for_region(&region);
        assert_eq!(endpoint.authority(), case.host, "{}", case.region);
        assert_eq!(endpoint.to_string(), format!("https://{}", case.host));
    }
}
