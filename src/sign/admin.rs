//! The addresses under `/admin`: for programs of those who run petitions, each with a token of its own.
//!
//! A token is a header and never a cookie, so a page of another site can do nothing in its owner's name.
//! What takes long runs on a connection of its own, so that signatures do not wait.

use std::io;

use hyper::body::{Bytes, Incoming};
use hyper::{Method, header};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::answer::{self, Answer, with};
use super::api::Asked;
use super::board::Board;
use super::export::{self, Format};
use super::form::Form;
use super::invalid::{self, Flood, Found};
use super::keys::same;
use super::pages::Refusal;
use super::retention::{self, Forgotten, Ran};
use super::store::{self, Opens, Sql, Trouble, Unavailable, Which};
use super::{disk, instant};
use crate::sign::text;

/// A site's file of petitions is not longer.
const LONGEST: usize = 8 * 1024 * 1024;
const LONGEST_FORM: usize = 16 * 1024;
/// Parts of an export that may wait for a slow reader.
const AHEAD: usize = 4;
/// The states of signatures that can be asked for.
const STATES: [&str; 6] = ["pending", "held", "confirmed", "withdrawn", "invalid", "anonymised"];

/// Answers a request to an address under `/admin`.
pub(super) async fn answer(
    asked: &Asked<'_>,
    method: &Method,
    (what, query): (&[&str], Option<&str>),
    body: Incoming,
) -> Answer {
    let scope = match (method, what) {
        (&Method::GET, ["export"]) => "export",
        (&Method::POST, ["invalidate"]) => "invalidate",
        (&Method::POST, ["petitions"]) => "petitions",
        (&Method::POST, ["retention", "run"]) => "retention",
        _ => return asked.refuse(&Refusal::NotFound, None),
    };
    // Before anything else is looked at, so that nobody learns more than that a token is needed.
    let operator = match admitted(asked).await {
        Ok(Some(operator)) => operator,
        Ok(None) => {
            let refused = answer::json(401, &json!({ "error": "token" }));
            return with(refused, header::WWW_AUTHENTICATE, "Bearer");
        }
        Err(cause) => return asked.busy("", None, cause),
    };
    if scope == "export" {
        return match Form::from_urlencoded(query.unwrap_or_default().as_bytes()) {
            Some(form) => export(asked, &operator, &form),
            None => wrong("query"),
        };
    }
    let longest = if scope == "petitions" { LONGEST } else { LONGEST_FORM };
    let bytes = match asked.body(body, longest).await {
        Ok(bytes) => bytes,
        Err(refusal) => return answer::json(refusal.status(), &json!({ "error": refusal.code() })),
    };
    if scope == "petitions" {
        return if operator.may("petitions", None) {
            publish(asked, &operator, bytes).await
        } else {
            forbidden()
        };
    }
    let form = if asked.is_json() { Form::from_json(&bytes) } else { Form::from_urlencoded(&bytes) };
    match form {
        None => wrong("body"),
        Some(form) if scope == "invalidate" => invalidate(asked, &operator, &form).await,
        Some(_) if !operator.may("retention", None) => forbidden(),
        Some(form) => retain(asked, &operator, is_dry(asked, &form)).await,
    }
}

/// Somebody with a token that is good.
struct Admitted {
    actor: String,
    scopes: String,
}

impl Admitted {
    /// Whether the token is good for something, for one petition or for all.
    fn may(&self, what: &str, petition: Option<&str>) -> bool {
        self.scopes.split(',').any(|scope| match scope.split_once(':') {
            None => scope == what,
            Some((own, only)) => own == what && petition == Some(only),
        })
    }
}

async fn admitted(asked: &Asked<'_>) -> Result<Option<Admitted>, Unavailable> {
    let given = asked.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = given.and_then(|given| given.strip_prefix("Bearer ")).unwrap_or_default();
    let hash = asked.collector.keys.operator(token.trim());
    let operators = asked.collector.store.read(store::operators).await?;
    // All are compared, whichever it is.
    let known = operators.into_iter().fold(None, |known, operator| {
        let is_known = same(&operator.hash, &hash);
        if is_known && operator.revoked_at.is_none() { Some(operator) } else { known }
    });
    Ok(known
        .map(|operator| Admitted { actor: format!("operator {}", operator.name), scopes: operator.scopes }))
}

fn forbidden() -> Answer {
    answer::json(403, &json!({ "error": "scope" }))
}

fn wrong(field: &str) -> Answer {
    answer::json(422, &json!({ "error": "invalid", "field": field }))
}

/// Does something on a connection of its own.
async fn work<T: Send + 'static>(
    asked: &Asked<'_>,
    work: impl FnOnce(&mut Sql) -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Answer> {
    let (database, mark) = (asked.collector.database.clone(), asked.collector.keys.mark());
    let task = tokio::task::spawn_blocking(move || {
        let opened = store::open(&database, Opens::ToWork, Some(&mark));
        let mut sql = opened.map_err(|_| Unavailable("the database cannot be opened".to_owned()))?;
        work(&mut sql).map_err(Unavailable::from)
    });
    let done = task.await.unwrap_or_else(|_| Err(Unavailable("the work broke off".to_owned())));
    done.map_err(|cause| asked.busy("", None, cause))
}

fn export(asked: &Asked<'_>, operator: &Admitted, form: &Form) -> Answer {
    let given = |name: &str| Some(form.get(name).to_owned()).filter(|value| !value.is_empty());
    let (petition, state) = (given("petition"), given("state").unwrap_or_else(|| "confirmed".to_owned()));
    if !operator.may("export", petition.as_deref()) {
        return forbidden();
    }
    let format = match form.get("format") {
        "" | "csv" => Format::Csv { bom: form.get("bom") == "1" },
        "jsonl" => Format::Jsonl,
        _ => return wrong("format"),
    };
    if state != "all" && !STATES.contains(&state.as_str()) {
        return wrong("state");
    }
    let since = match given("since").map(|since| instant(&since)) {
        Some(None) => return wrong("since"),
        since => since.flatten(),
    };
    let state = Some(state).filter(|state| state != "all");
    let which = Which { petition, state, since, until: None };
    let (keys, actor, now) = (asked.collector.keys.clone(), operator.actor.clone(), asked.now);
    let (database, tell) = (asked.collector.database.clone(), asked.collector.tell.clone());
    let (sender, parts) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut write = |part: Vec<u8>| sender.blocking_send(Ok(Bytes::from(part))).is_ok();
        let opened =
            store::open(&database, Opens::ToWork, Some(&keys.mark())).map_err(|_| Trouble::Unexpected);
        let done = opened
            .and_then(|mut sql| export::export(&mut sql, (&keys, &actor, now), (&which, format), &mut write));
        if let Err(trouble) = done {
            tell(super::Event::Unavailable(trouble.to_string()));
            // So that nobody takes half of it for all.
            drop(sender.blocking_send(Err(io::Error::other("broken off"))));
        }
    });
    let (media_type, name) = match format {
        Format::Csv { .. } => ("text/csv; charset=utf-8", "signatures.csv"),
        Format::Jsonl => ("application/jsonl; charset=utf-8", "signatures.jsonl"),
    };
    let answer = answer::parts(media_type, parts);
    with(answer, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""))
}

/// Whether only to say what would be done: unless it is said that it shall be.
fn is_dry(asked: &Asked<'_>, form: &Form) -> bool {
    let is_meant = match form.get("dry_run") {
        "0" | "false" => true,
        // JSON's `false`.
        "" => asked.is_json() && form.has("dry_run"),
        _ => false,
    };
    !is_meant
}

async fn invalidate(asked: &Asked<'_>, operator: &Admitted, form: &Form) -> Answer {
    let given = |name: &str| Some(form.get(name).to_owned()).filter(|value| !value.is_empty());
    let petition = given("petition");
    if !operator.may("invalidate", petition.as_deref()) {
        return forbidden();
    }
    let mut flood =
        Flood { petition, domain: given("domain").map(|it| it.to_lowercase()), ..Flood::default() };
    for (field, place) in [("since", &mut flood.since), ("until", &mut flood.until)] {
        match given(field).map(|text| instant(&text)) {
            Some(None) => return wrong(field),
            found => *place = found.flatten(),
        }
    }
    match given("network").map(|text| text.parse()) {
        Some(Err(_)) => return wrong("network"),
        network => flood.network = network.and_then(Result::ok),
    }
    if flood.is_everybody() {
        return wrong("petition");
    }
    let (keys, actor, now, dry) =
        (asked.collector.keys.clone(), operator.actor.clone(), asked.now, is_dry(asked, form));
    let done = work(asked, move |sql| {
        if dry {
            return Ok(invalid::look(sql, &keys, &flood)?.0);
        }
        invalid::invalidate(sql, (&keys, &actor, now), &flood)
    });
    match done.await {
        Ok(found) => {
            asked.recount().await;
            answer::json(200, &json!({ "dry_run": dry, "signatures": told(&found) }))
        }
        Err(answer) => answer,
    }
}

fn told(found: &Found) -> Vec<Value> {
    let told = found
        .iter()
        .map(|((petition, state), count)| json!({ "petition": petition, "state": state, "count": count }));
    told.collect()
}

async fn retain(asked: &Asked<'_>, operator: &Admitted, dry: bool) -> Answer {
    let (actor, now) = (operator.actor.clone(), asked.now);
    let done = work(asked, move |sql| {
        if dry {
            return retention::look(sql, now).map(Ran::Forgot);
        }
        retention::run(sql, (&actor, now), false)
    });
    match done.await {
        Ok(Ran::Ahead(_)) => answer::json(409, &json!({ "error": "clock" })),
        Ok(Ran::Forgot(forgotten)) => {
            answer::json(200, &json!({ "dry_run": dry, "signatures": of(&forgotten) }))
        }
        Err(answer) => answer,
    }
}

fn of(forgotten: &Forgotten) -> Vec<Value> {
    let told = forgotten.iter().map(|(petition, count)| {
        let what = if petition.is_some() { "anonymise" } else { "forget-unconfirmed" };
        json!({ "what": what, "petition": petition, "count": count })
    });
    told.collect()
}

/// Puts a site's new file of petitions in the place of the old one; it is noticed as if a build had written it.
async fn publish(asked: &Asked<'_>, operator: &Admitted, bytes: Vec<u8>) -> Answer {
    let Some(board) = Board::read(&bytes) else { return wrong("body") };
    let (actor, now, count) = (operator.actor.clone(), asked.now, board.file.petitions.len());
    let path = &asked.collector.petitions;
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return wrong("body");
    };
    let detail = text::hex(&super::keys::sha256(&bytes)[..8]);
    let written = asked
        .collector
        .store
        .write(move |sql| store::audit(sql, (&actor, "petitions", &format!("{count} {detail}")), now));
    if let Err(cause) = written.await {
        return asked.busy("", None, cause);
    }
    match disk::put(folder, name, &bytes) {
        Ok(()) => answer::json(202, &json!({ "petitions": count })),
        Err(cause) => asked.busy("", None, Unavailable(cause.kind().to_string())),
    }
}
