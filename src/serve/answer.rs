//! One request against what there is to see.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;

use crate::base::Fingerprint;
use crate::base::output::{File, Output};
use crate::base::url::Url;

use super::guests::Guests;
use super::live::{Live, Shown};
use super::{events, inject};

/// Everything of ours lies here, whatever path the site has.
pub(super) const OURS: &str = "/_altavoz/";

/// The answer to a request: a page, a file, or something of our own.
pub(super) async fn answer(live: &Live, guests: &Guests, request: &Parts) -> Response {
    if !is_expected(guests, &request.headers) {
        return plain(StatusCode::FORBIDDEN, "this preview answers on this machine's own names only\n");
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    }
    let Some(path) = decoded(request.uri.path()) else {
        return plain(StatusCode::BAD_REQUEST, "this address is not UTF-8\n");
    };
    match path.strip_prefix(OURS) {
        Some("events") => events::stream(live),
        Some("live.js") => ours("live.js", include_bytes!("live.js")),
        Some("live.css") => ours("live.css", include_bytes!("live.css")),
        Some(rest) => desk(live, rest, request.uri.query().unwrap_or_default()).await,
        None => site(live, &path).await,
    }
}

// A page on another site could otherwise read the preview by pointing its own name at this
// machine (DNS rebinding).
fn is_expected(guests: &Guests, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.is_some_and(|host| guests.may_call_us(host))
}

async fn desk(live: &Live, path: &str, query: &str) -> Response {
    live.settled().await;
    let found = live.desk().and_then(|desk| desk(path, query));
    found.map_or_else(
        || plain(StatusCode::NOT_FOUND, "not found\n"),
        |(name, bytes)| {
            let etag = format!("{:032x}", Fingerprint::of(&bytes).0);
            let bytes = inject::into(bytes, name, &format!("desk {etag}"));
            with_etag(found_bytes(StatusCode::OK, name, bytes), &etag)
        },
    )
}

async fn site(live: &Live, path: &str) -> Response {
    if let Some(response) = at_once(live, path).await {
        return response;
    }
    match live.settled().await {
        Some(shown) => look_up(&shown, path),
        None => found_bytes(StatusCode::SERVICE_UNAVAILABLE, "/", inject::into(NOTHING.into(), "/", "")),
    }
}

/// Before anything was built without errors, there is only the report of them.
const NOTHING: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Altavoz</title></head><body></body></html>";

/// A page of the build that goes on, or a file of the last one whose name changes with its bytes.
async fn at_once(live: &Live, path: &str) -> Option<Response> {
    let last = live.last()?;
    let inside = path.strip_prefix(&last.base_path[..])?;
    if inside.ends_with('/') || ending(inside) == "html" {
        let page = inside.strip_suffix("index.html").unwrap_or(inside);
        let file = live.early(&Url::new(page)).await?;
        return Some(found(StatusCode::OK, page, &file));
    }
    let file = last.output.files.get(inside).filter(|_| is_named_by_its_bytes(inside))?;
    Some(found(StatusCode::OK, inside, file))
}

/// Whether a digest stands in a file's name: `3f9c20d1a4b7e865-480.webp`, `style.3f9c20d1a4b7e865.css`.
pub fn is_named_by_its_bytes(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let is_digest = |part: &str| part.len() >= 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['.', '-']).any(is_digest)
}

/// What a web server would send.
fn look_up(shown: &Shown, path: &str) -> Response {
    let Shown { output, base_path } = shown;
    let Some(path) = path.strip_prefix(&base_path[..]) else { return not_found(output, path) };
    let folder = format!("{path}/");
    match output.files.get(path) {
        Some(file) => found(StatusCode::OK, path, file),
        None if path.is_empty() || output.files.contains_key(&folder[..]) => moved(base_path, &folder),
        None => match path.strip_suffix("index.html").and_then(|page| output.files.get(page)) {
            Some(file) => found(StatusCode::OK, "/", file),
            None => not_found(output, path),
        },
    }
}

fn found(status: StatusCode, path: &str, file: &File) -> Response {
    let etag = format!("{:032x}", file.fingerprint.0);
    let bytes = inject::into(file.bytes.to_vec(), path, &etag);
    with_etag(found_bytes(status, path, bytes), &etag)
}

fn with_etag(mut response: Response, etag: &str) -> Response {
    let etag = format!("\"{etag}\"").parse().expect("hexadecimal digits are a header");
    response.headers_mut().insert(header::ETAG, etag);
    response
}

fn ours(name: &str, bytes: &'static [u8]) -> Response {
    found_bytes(StatusCode::OK, name, bytes.to_vec())
}

fn found_bytes(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type(path))
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .body(Body::from(bytes));
    response.expect("the headers are plain text")
}

// The nearest 404 page above the address: `/es/404.html` for what is missing under `/es/`.
fn not_found(output: &Output, path: &str) -> Response {
    let ends = path.match_indices('/').map(|(end, _)| end).rev();
    let mut pages = ends.map(|end| format!("{}/404.html", &path[..end]));
    let page = pages.find_map(|page| output.files.get(&page[..])).or_else(|| output.files.get("/404.html"));
    match page {
        Some(file) => found(StatusCode::NOT_FOUND, "/404.html", file),
        None => plain(StatusCode::NOT_FOUND, "not found\n"),
    }
}

fn moved(base_path: &str, path: &str) -> Response {
    let target = format!("{base_path}{}", crate::base::url::encode_path(path));
    // Not for ever: another site may be looked at on this port tomorrow.
    let response =
        Response::builder().status(StatusCode::TEMPORARY_REDIRECT).header(header::LOCATION, target);
    response.body(Body::empty()).expect("an encoded path is a header")
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let response =
        Response::builder().status(status).header(header::CONTENT_TYPE, "text/plain; charset=utf-8");
    response.body(Body::from(text)).expect("the headers are plain text")
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', [high, low, tail @ ..]) = (first, tail) {
            let digit = |byte: &u8| char::from(*byte).to_digit(16);
            bytes.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
            rest = tail;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

pub(super) fn media_type(path: &str) -> &'static str {
    if path.ends_with('/') {
        return "text/html; charset=utf-8";
    }
    match ending(path) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    }
}
