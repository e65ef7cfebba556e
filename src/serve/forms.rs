//! What a form of the desk sends, if it is one of ours, sent by somebody at this machine.
//!
//! Any page in the same browser can send a form here, so a request has to come from a page of this
//! very address. Browsers say so in two headers that no page can change (Fetch, 3.2; Fetch Metadata, 2.4).
//! The desk asks for a word of its own besides, which no other page can read.

use axum::body::{self, Body};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};

/// What forms are sent to, behind `/_altavoz/`.
pub(super) const NAME: &str = "translate/save";
/// The same as a path.
pub(super) const PLACE: &str = "/_altavoz/translate/save";
/// No paragraph is as long as this.
const MOST: usize = 256 * 1024;
/// So much is read before it is refused: a browser that is cut off while it sends shows no answer.
const PATIENCE: usize = 2 * 1024 * 1024;

/// The form; else why it is not taken.
pub(super) async fn read(
    is_here: bool,
    headers: &HeaderMap,
    body: Body,
) -> Result<String, (StatusCode, &'static str)> {
    let bytes = body::to_bytes(body, PATIENCE).await;
    if !is_here {
        return Err((
            StatusCode::FORBIDDEN,
            "texts are changed on the computer that shows the preview, nowhere else\n",
        ));
    }
    if !is_own(headers) {
        return Err((
            StatusCode::FORBIDDEN,
            "this was not sent by a page of this preview, so nothing was changed\n",
        ));
    }
    if !is_form(headers) {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "only a form\n"));
    }
    let bytes = bytes.ok().filter(|bytes| bytes.len() <= MOST);
    let bytes = bytes.ok_or((StatusCode::PAYLOAD_TOO_LARGE, "this is too long, so nothing was changed\n"))?;
    String::from_utf8(bytes.to_vec()).map_err(|_| (StatusCode::BAD_REQUEST, "this form is not UTF-8\n"))
}

fn is_own(headers: &HeaderMap) -> bool {
    let value = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let own = value(header::HOST).map(|host| format!("http://{host}"));
    let site = value(HeaderName::from_static("sec-fetch-site"));
    own.as_deref().is_some_and(|own| value(header::ORIGIN) == Some(own))
        && site.is_none_or(|site| site == "same-origin")
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim() == "application/x-www-form-urlencoded")
}
