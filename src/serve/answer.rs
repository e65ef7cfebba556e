//! One request against an [`Output`].

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;

use crate::base::output::{File, Output};

/// The file that a request asks for, as a web server would send it; `base_path` is the path that
/// the site lies under (empty, or `/campaign`).
pub fn answer(output: &Output, base_path: &str, request: &Request) -> Response {
    if !is_local(request.headers()) {
        return plain(StatusCode::FORBIDDEN, "this preview answers on this machine's own names only\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    }
    let path = decoded(request.uri().path());
    let Some(path) = path.as_deref().and_then(|path| path.strip_prefix(base_path)) else {
        return not_found(output, base_path);
    };
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

// A page on another site could otherwise read the preview by pointing its own name at this
// machine (DNS rebinding).
fn is_local(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

fn found(status: StatusCode, path: &str, file: &File) -> Response {
    let etag = format!("\"{:032x}\"", file.fingerprint.0);
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type(path))
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::ETAG, etag)
        .body(Body::from(file.bytes.to_vec()));
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
    let response =
        Response::builder().status(StatusCode::PERMANENT_REDIRECT).header(header::LOCATION, target);
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

fn media_type(path: &str) -> &'static str {
    if path.ends_with('/') {
        return "text/html; charset=utf-8";
    }
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
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
