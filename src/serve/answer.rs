//! One request against what there is to see.

use std::net::IpAddr;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use crate::base::Fingerprint;
use crate::base::output::{File, Output};
use crate::base::url::{Url, decode_path};

use super::guests::Guests;
use super::live::{Asked, Live, Reply, Shown};
use super::{events, forms, inject};

/// Everything of ours lies here, whatever path the site has.
pub(super) const OURS: &str = "/_altavoz/";

/// The answer to a request: a page, a file, or something of our own.
pub(super) async fn answer(live: &Live, guests: &Guests, browser: IpAddr, request: Request) -> Response {
    let (request, body) = request.into_parts();
    let is_here = browser.to_canonical().is_loopback();
    if !is_expected(guests, &request.headers) {
        return plain(StatusCode::FORBIDDEN, "this preview answers on this machine's own names only\n");
    }
    if request.method == Method::POST && request.uri.path() == forms::PLACE {
        return match forms::read(is_here, &request.headers, body).await {
            Ok(form) => {
                desk(
                    live,
                    Asked { path: forms::NAME.to_owned(), form: Some(form), is_here, ..Asked::default() },
                )
                .await
            }
            Err((status, why)) => plain(status, why),
        };
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    }
    let Some(path) = decode_path(request.uri.path()) else {
        return plain(StatusCode::BAD_REQUEST, "this address is not UTF-8\n");
    };
    match path.strip_prefix(OURS) {
        Some("events") => events::stream(live),
        Some("live.js") => ours("live.js", include_bytes!("live.js")),
        Some("live.css") => ours("live.css", include_bytes!("live.css")),
        Some(rest) => {
            let query = request.uri.query().unwrap_or_default().to_owned();
            desk(live, Asked { path: rest.to_owned(), query, form: None, is_here }).await
        }
        None => site(live, &path).await,
    }
}

// A page on another site could otherwise read the preview by pointing its own name at this
// machine (DNS rebinding).
fn is_expected(guests: &Guests, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.is_some_and(|host| guests.may_call_us(host))
}

async fn desk(live: &Live, asked: Asked) -> Response {
    // What somebody wrote is taken at once; what is shown comes from the newest build.
    if asked.form.is_none() {
        live.settled().await;
    }
    let Some(desk) = live.desk() else { return plain(StatusCode::NOT_FOUND, "not found\n") };
    // It may read and write files.
    let reply = tokio::task::spawn_blocking(move || desk(&asked)).await;
    match reply.expect("the desk does not panic") {
        None => plain(StatusCode::NOT_FOUND, "not found\n"),
        Some(Reply::File(name, bytes)) => desk_file(StatusCode::OK, name, bytes),
        Some(Reply::NotTaken(page)) => desk_file(StatusCode::UNPROCESSABLE_ENTITY, "/", page),
        Some(Reply::Taken(target)) => {
            let response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, target);
            response.body(Body::empty()).expect("an encoded address is a header")
        }
        Some(Reply::Forbidden(why)) => plain(StatusCode::FORBIDDEN, why),
    }
}

fn desk_file(status: StatusCode, name: &str, bytes: Vec<u8>) -> Response {
    let etag = format!("{:032x}", Fingerprint::of(&bytes).0);
    let bytes = inject::into(bytes, name, &format!("desk {etag}"));
    let mut response = with_etag(found_bytes(status, name, bytes), &etag);
    // With `no-referrer`, browsers send forms as if they came from nowhere (Fetch, 3.2).
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

async fn site(live: &Live, path: &str) -> Response {
    if let Some(response) = at_once(live, path).await {
        return response;
    }
    match live.settled().await {
        Some(shown) if shown.is_later(path) => {
            // A search index may be made for this, by all threads of a build.
            let path = path.to_owned();
            let answer = tokio::task::spawn_blocking(move || look_up(&shown, &path)).await;
            answer.expect("what is made is made without panicking")
        }
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
    match output.file(path) {
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
    let bytes = inject::into(file.bytes.read().into_owned(), path, &etag);
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
        // Only our own side-by-side page may show a page inside it: another site could have its buttons pressed.
        .header(header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'")
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
