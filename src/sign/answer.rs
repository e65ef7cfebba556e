//! Answers as HTTP has them, with the headers that every one of ours carries.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Response, StatusCode, header};
use tokio::sync::mpsc::Receiver;

/// A finished answer.
pub(super) type Answer = Response<Said>;

/// What an answer says.
#[derive(Debug)]
pub(super) enum Said {
    /// All of it; nothing once it is sent.
    Whole(Option<Bytes>),
    /// Part by part. What breaks off is no whole answer for whoever reads it.
    Parts(Receiver<io::Result<Bytes>>),
}

impl Body for Said {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut *self {
            Said::Whole(whole) => Poll::Ready(whole.take().map(|bytes| Ok(Frame::data(bytes)))),
            Said::Parts(parts) => parts.poll_recv(context).map(|part| part.map(|part| part.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Said::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Said::Whole(whole) => SizeHint::with_exact(whole.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Said::Parts(_) => SizeHint::default(),
        }
    }
}

/// Pages run no script, load nothing but the style sheet and stand in no frame.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// An answer that nobody keeps.
pub(super) fn answer(status: u16, media_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let body = Some(body.into()).filter(|body: &Bytes| !body.is_empty());
    finished(status, media_type, Said::Whole(body))
}

/// An answer that comes part by part.
pub(super) fn parts(media_type: &'static str, parts: Receiver<io::Result<Bytes>>) -> Answer {
    finished(200, media_type, Said::Parts(parts))
}

fn finished(status: u16, media_type: &'static str, said: Said) -> Answer {
    let mut answer = Response::new(said);
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
