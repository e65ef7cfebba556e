//! Answers as HTTP has them, with the headers that every one of ours carries.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Response, StatusCode, header};

/// A finished answer.
pub(super) type Answer = Response<Full<Bytes>>;

/// Pages run no script, load nothing but the style sheet and stand in no frame.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// An answer that nobody keeps.
pub(super) fn answer(status: u16, media_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = StatusCode::from_u16(status).expect("a status of ours");
    let fixed = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// A page.
pub(super) fn html(status: u16, page: String) -> Answer {
    answer(status, "text/html; charset=utf-8", page)
}

/// A value.
pub(super) fn json(status: u16, value: &serde_json::Value) -> Answer {
    answer(status, "application/json", value.to_string())
}

/// Another place to look at; always one of the collector's own.
pub(super) fn see(place: &str) -> Answer {
    with(answer(303, "text/plain; charset=utf-8", ""), header::LOCATION, place)
}

/// The same with one more header; without it if the value cannot stand in one.
pub(super) fn with(mut answer: Answer, name: HeaderName, value: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
    answer
}
