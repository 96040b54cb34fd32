//! Key material is wiped before its memory is given back: an allocator looks into every block that
//! is freed, and finds neither the secret nor any way in which it is written down on the way.

#![cfg(not(target_arch = "wasm32"))]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::operation::DeleteImage;
use ecs_delete_image::presigned::Presigned;
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::response::Answer;
use ecs_delete_image::retry::{Attempts, Effect};
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, acs3, hmac_sha1};

/// What every form of the secret has in it.
const MARK: &[u8] = b"zQ7sEcReTmArKwV9";
/// The same of the token, which is as secret while it lives.
const TOKEN_MARK: &[u8] = b"jY5tOkEnMaRkHd8L";

const SECRET: &str = "a+/zQ7sEcReTmArKwV9=&b";
const TOKEN: &str = "CAIS+/jY5tOkEnMaRkHd8L==c";

/// Looks into what is freed, and into what is left behind when a block moves.
struct Looking;

static SECRETS: AtomicUsize = AtomicUsize::new(0);
static TOKENS: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Looking = Looking;

// `realloc` is not passed on: its default allocates, copies and frees, so that a block which grows
// always leaves the old one behind, as the worst of allocators would.
unsafe impl GlobalAlloc for Looking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that nothing is found twice.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
        look(bytes, MARK, &SECRETS);
        look(bytes, TOKEN_MARK, &TOKENS);
        unsafe { System.dealloc(block, layout) }
    }
}

fn look(bytes: &[u8], mark: &[u8], count: &AtomicUsize) {
    if bytes.windows(mark.len()).any(|window| window == mark) {
        count.fetch_add(1, Ordering::SeqCst);
    }
}

/// What doing something leaves in freed memory: of the secret, and of the token.
fn left_by(action: impl FnOnce()) -> (usize, usize) {
    SECRETS.store(0, Ordering::SeqCst);
    TOKENS.store(0, Ordering::SeqCst);
    action();
    (
        SECRETS.load(Ordering::SeqCst),
        TOKENS.load(Ordering::SeqCst),
    )
}

fn credentials() -> Credentials {
    Credentials::new("testid", SECRET, Some(TOKEN.to_owned())).unwrap()
}

type Sign = fn(Method, &Signing<'_>) -> SignedRequest;

const SIGNATURES: [Sign; 2] = [hmac_sha1::sign, acs3::sign];

fn signed(
    deletion: &DeleteImage,
    credentials: &Credentials,
    sign: Sign,
    method: Method,
) -> SignedRequest {
    let signing = Signing {
        endpoint: &Endpoint::for_region(&deletion.region_id),
        operation: &deletion.operation(),
        credentials,
        timestamp: Timestamp::from_unix_seconds(1_769_850_307).unwrap(),
        nonce: &Nonce::from_random_bytes([7; 16]),
    };
    sign(method, &signing)
}

/// A single test, because all threads share the allocator.
#[test]
fn freed_memory_holds_no_key() {
    let found = left_by(|| drop(SECRET.to_owned() + TOKEN));
    assert!(found.0 > 0 && found.1 > 0, "the allocator finds nothing");

    assert_eq!(left_by(|| drop(credentials())), (0, 0), "a key");
    assert_eq!(left_by(|| drop(credentials().clone())), (0, 0), "a copy");
    let refused = left_by(|| {
        assert!(Credentials::new("testid", [SECRET, "\n"].concat(), None).is_err());
        assert!(Credentials::new("", SECRET, Some(TOKEN.to_owned())).is_err());
    });
    assert_eq!(refused, (0, 0), "a key that is refused");

    let deletion = DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001").unwrap();
    let key = credentials();
    let wiped = left_by(|| {
        drop(hmac_sha1::signature(SECRET, "POST&%2F&"));
        drop(acs3::signature(SECRET, "ACS3-HMAC-SHA256\n00"));
    });
    assert_eq!(wiped, (0, 0), "a signature");
    for sign in SIGNATURES {
        for method in [Method::Get, Method::Post] {
            let wiped = left_by(|| drop(signed(&deletion, &key, sign, method)));
            assert_eq!(wiped, (0, 0), "a request, {method:?}");
        }
        check_answers(&deletion, signed(&deletion, &key, sign, Method::Post));
    }

    let request = signed(&deletion, &key, hmac_sha1::sign, Method::Get);
    let wiped = left_by(|| drop(Presigned::read("GET", request.url(), None).unwrap()));
    assert_eq!(wiped, (0, 0), "a presigned request");
    let twice = [request.url(), "&ImageId=m-1"].concat();
    let wiped = left_by(|| drop(Presigned::read("GET", &twice, None).unwrap_err()));
    assert_eq!(wiped, (0, 0), "a presigned request that is refused");
}

fn check_answers(deletion: &DeleteImage, request: SignedRequest) {
    for message in [
        "no",
        "server string to sign is:POST&%2F&",
        "server StringToSign is [00] server CanonicalRequest is [POST]",
        request.string_to_sign(),
        request.canonical_request().unwrap_or_default(),
    ] {
        let body = format!(r#"{{"RequestId":"A","Code":"B","Message":"{message}"}}"#);
        let answer = Answer {
            status: 400,
            content_type: None,
            body: body.as_bytes(),
        };
        let (secrets, _) = left_by(|| {
            let read = deletion.read(&request, &answer, &Attempts::new(Effect::Deletion));
            assert!(read.is_err());
        });
        // What an answer quotes of the token has come over the network, and is not kept.
        assert_eq!(secrets, 0, "an answer");
    }
    assert_eq!(left_by(|| drop(request)), (0, 0), "the request itself");
}
