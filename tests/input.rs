//! What callers pass in: what is taken, what is refused, and that the refusal says why.

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::error::ArgumentError;
use ecs_delete_image::identifiers::{ImageId, RegionId};

fn refused<T: std::fmt::Debug>(result: Result<T, ArgumentError>) -> ArgumentError {
    result.expect_err("this must be refused")
}

#[test]
fn regions_are_safe_dns_labels() {
    for sound in [
        "cn-hangzhou",
        "us-west-1",
        "cn-north-2-gov-1",
        "rus-west-1-pop",
    ] {
        assert_eq!(RegionId::parse(sound).expect(sound).as_str(), sound);
    }
    let too_long = format!("cn-{}", "a".repeat(61));
    for unsound in [
        "",
        "cn",
        "cn-",
        "-hangzhou",
        "cn--hangzhou",
        "c-hangzhou",
        "china-hangzhou",
        "CN-hangzhou",
        "c1-hangzhou",
        "cn-hangzhou-",
        "cn-hangzhou.evil.com",
        "cn-hangzhou/",
        "cn-hangzhou:80",
        "cn-hangzhou@evil.com",
        "cn-hangzhou#",
        "cn-hangzhou?x",
        "cn hangzhou",
        "cn-hangzhou\n",
        "cn-h\u{e4}ngzhou",
        "cn-hangzhou%2e",
        "cn_hangzhou",
        &too_long,
    ] {
        assert_eq!(
            refused(RegionId::parse(unsound)).argument,
            "regionId",
            "{unsound:?}"
        );
    }
}

#[test]
fn image_ids_are_of_a_plain_alphabet() {
    let longest = "a".repeat(128);
    for sound in [
        "m-bp67acfmxazb4p0001",
        "m-63DFD5FB2",
        "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        &longest,
    ] {
        assert_eq!(ImageId::parse(sound).expect(sound).as_str(), sound);
    }
    let too_long = "a".repeat(129);
    for unsound in [
        "",
        " ",
        "m-1 ",
        "m-1\n",
        "m-1\0",
        "m-bp67acfmxazb4p****",
        "m-\u{ff21}",
        "m/1",
        "m-1&Force=true",
        &too_long,
    ] {
        assert_eq!(
            refused(ImageId::parse(unsound)).argument,
            "imageId",
            "{unsound:?}"
        );
    }
}

#[test]
fn a_wrong_character_is_named_with_its_position() {
    let error = refused(ImageId::parse("m-1\u{200b}"));
    assert!(
        error.expected.ends_with("got U+200B at position 4"),
        "{}",
        error.expected
    );
    assert!(
        error.expected.contains("m-bp67acfmxazb4p0001"),
        "{}",
        error.expected
    );
}

#[test]
fn endpoints_are_https_hosts() {
    for (text, url) in [
        (
            "ecs.cn-hangzhou.aliyuncs.com",
            "https://ecs.cn-hangzhou.aliyuncs.com",
        ),
        (
            "https://ECS.cn-hangzhou.aliyuncs.com/",
            "https://ecs.cn-hangzhou.aliyuncs.com",
        ),
        (
            "HTTPS://proxy.example.com:8443",
            "https://proxy.example.com:8443",
        ),
        ("https://10.0.0.1", "https://10.0.0.1"),
        ("https://[2001:DB8:0::1]:443/", "https://[2001:db8::1]"),
        ("http://127.0.0.1:080", "http://127.0.0.1"),
        ("https://a.example:080", "https://a.example:80"),
    ] {
        assert_eq!(Endpoint::parse(text).expect(text).to_string(), url);
    }
}

#[test]
fn http_is_for_loopback_only() {
    for sound in [
        "http://localhost:4510",
        "http://127.0.0.1:1",
        "http://127.255.255.254/",
        "http://[::1]:65535",
    ] {
        assert!(Endpoint::parse(sound).is_ok(), "{sound}");
    }
    for unsound in [
        "http://ecs.aliyuncs.com",
        "http://127.0.0.1.evil.com",
        "http://localhost.evil.com",
        "http://ecs.localhost",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://[::ffff:10.0.0.1]",
    ] {
        let error = refused(Endpoint::parse(unsound));
        assert!(
            error.expected.contains("https"),
            "{unsound}: {}",
            error.expected
        );
    }
}

#[test]
fn endpoints_are_nothing_but_scheme_host_and_port() {
    for unsound in [
        "",
        "https://",
        "https:///",
        "ftp://ecs.aliyuncs.com",
        "javascript://x",
        "https://user@host",
        "https://user:secret@host",
        "https://host/path",
        "https://host?x",
        "https://host#x",
        "https://host:0",
        "https://host:65536",
        "https://host:",
        "https://host:+1",
        "https://host:8x",
        "https://ho st",
        "https://host\n",
        "https://-host",
        "https://host-",
        "https://a..b",
        "https://host.",
        "https://h\u{f6}st",
        "https://127.1",
        "https://0x7f.1",
        "https://1.2.3",
        "https://256.1.1.1",
        "https://[::1",
        "https://::1",
        "https://[::1]x",
        "https://[evil.com]",
        "https://[::1%25eth0]",
        "https://host\\@evil.com",
        "//host",
        "https:host",
        "http:/host",
    ] {
        assert_eq!(
            refused(Endpoint::parse(unsound)).argument,
            "endpoint",
            "{unsound:?}"
        );
    }
}

#[test]
fn credentials_with_white_space_are_refused_without_being_quoted() {
    for (id, secret, token, argument) in [
        ("", "secret", None, "credentials.accessKeyId"),
        ("id ", "secret", None, "credentials.accessKeyId"),
        ("id", "", None, "credentials.accessKeySecret"),
        ("id", "marked\n", None, "credentials.accessKeySecret"),
        ("id", "secret", Some(""), "credentials.securityToken"),
        (
            "id",
            "secret",
            Some("marked\u{7f}"),
            "credentials.securityToken",
        ),
    ] {
        let error = refused(Credentials::new(id, secret, token.map(str::to_owned)));
        assert_eq!(error.argument, argument);
        assert!(!error.expected.contains("marked"), "{}", error.expected);
    }
}
