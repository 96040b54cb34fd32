//! Every step of signing and resolving, against the data in `tests/vectors/`, each with its source.

use std::collections::BTreeMap;

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::encode::percent_encode;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::identifiers::RegionId;
use ecs_delete_image::operation::Operation;
use ecs_delete_image::parameters::Parameters;
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, acs3, hmac_sha1};
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
#[serde(rename_all = "camelCase")]
struct Acs3Request {
    name: String,
    host: String,
    action: String,
    timestamp: String,
    unix_seconds: u64,
    nonce: String,
    access_key_id: String,
    access_key_secret: String,
    security_token: Option<String>,
    parameters: BTreeMap<String, String>,
    canonicalized_query: String,
    signed_headers: String,
    canonical_request_hash: String,
    signature: String,
}

#[test]
fn signature_v3_step_by_step() {
    let all = cases::<Acs3Request>(include_str!("vectors/signature-acs3.json"), 3);
    for case in &all {
        let name = &case.name;
        let parameters = case.parameters.iter();
        let parameters = parameters.fold(Parameters::new(), |all, (name, value)| {
            all.with(name, value)
        });
        let timestamp = Timestamp::from_unix_seconds(case.unix_seconds).expect("a time");
        assert_eq!(timestamp.to_iso8601(), case.timestamp, "{name}");
        let (id, secret) = (&case.access_key_id, &case.access_key_secret);
        let signing = Signing {
            endpoint: &Endpoint::parse(&case.host).expect("a host"),
            operation: &Operation::new(case.action.clone(), parameters),
            credentials: &Credentials::new(id, secret, case.security_token.clone())
                .expect("sound credentials"),
            timestamp,
            nonce: &Nonce::from_text(case.nonce.clone()),
        };
        let query = signing.operation.parameters.canonicalized_query();
        assert_eq!(*query, case.canonicalized_query, "{name}");
        let headers = acs3::signed_headers(&signing);
        assert_eq!(acs3::names_of(&headers), case.signed_headers, "{name}");
        let canonical_request = acs3::canonical_request(Method::Post, &query, &headers);
        let string_to_sign = acs3::string_to_sign(&canonical_request);
        let expected = format!("ACS3-HMAC-SHA256\n{}", case.canonical_request_hash);
        assert_eq!(string_to_sign, expected, "{name}");
        assert_eq!(
            acs3::signature(secret, &string_to_sign),
            case.signature,
            "{name}"
        );
        let request = acs3::sign(Method::Post, &signing);
        let header = |wanted| {
            let found = request
                .headers()
                .iter()
                .find(|header| header.name() == wanted);
            found.map(|header| header.value().to_owned())
        };
        let authorization = format!(
            "ACS3-HMAC-SHA256 Credential={id},SignedHeaders={},Signature={}",
            case.signed_headers, case.signature
        );
        assert_eq!(header("authorization"), Some(authorization), "{name}");
        assert_eq!(header("host"), None, "{name}: whoever sends adds it");
        assert_eq!(
            header("x-acs-security-token"),
            case.security_token,
            "{name}"
        );
        let url = format!("https://{}/?{}", case.host, case.canonicalized_query);
        assert_eq!(
            (request.url(), request.body()),
            (url.as_str(), None),
            "{name}"
        );
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
