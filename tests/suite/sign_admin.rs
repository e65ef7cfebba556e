//! What those who run a collector do with its signatures, and what people do with their own.

use std::fs;

use super::collector::{Collector, FORM, form, send};
use super::place::{Place, on_both};

on_both!(
    a_flood_is_shown_first_and_then_taken_out_of_the_count,
    a_new_file_of_petitions_is_taken_from_who_may_send_one,
    a_token_opens_what_it_is_good_for_until_it_is_revoked,
    an_export_has_what_was_asked_for_and_runs_in_no_spreadsheet,
    a_petition_that_the_site_has_no_more_is_still_asked_after,
    an_export_that_nobody_reads_to_its_end_breaks_nothing,
    people_see_and_erase_what_is_kept_of_them,
    what_is_due_is_shown_before_it_is_forgotten_also_of_petitions_that_are_gone,
);

fn token(collector: &Collector, name: &str, scopes: &[&str]) -> String {
    let scopes = scopes.iter().flat_map(|scope| ["--scope", scope]);
    let arguments: Vec<&str> = ["token", "add", name].into_iter().chain(scopes).collect();
    let (code, said, complaints) = collector.office(&arguments);
    assert_eq!(code, Some(0), "{complaints}");
    said.trim().to_owned()
}

fn bearer(token: &str) -> String {
    format!("Authorization: Bearer {token}\r\n")
}

/// Signs and confirms with these addresses.
pub(crate) fn confirmed(collector: &Collector, addresses: &[&str]) {
    let before = fs::read_dir(collector.place(".altavoz/mail")).map_or(0, Iterator::count);
    for address in addresses {
        assert_eq!(collector.sign("free", &[("email", address)]).status, 303, "{address}");
    }
    for mail in collector.mails(before + addresses.len()) {
        collector.post(&mail.link("confirm"));
    }
}

fn an_export_has_what_was_asked_for_and_runs_in_no_spreadsheet(place: &Place) {
    let collector = place.collector();
    confirmed(&collector, &["a@example.org", "=b@example.org"]);
    collector.sign("other", &[("email", "c@example.org"), ("last_name", "Pérez, \"Pepa\"")]);
    let (code, table, complaints) = collector.office(&["export", "--petition", "free", "--format", "csv"]);
    assert_eq!((code, table.lines().count()), (Some(0), 3), "{complaints}");
    assert!(
        table.starts_with("id,petition,state,first_name,") && table.contains(",Ana,Pérez,a@example.org,")
    );
    assert!(table.contains(",\"'=b@example.org\","), "{table}");
    let (_, all, _) = collector.office(&["export", "--state", "all", "--format", "jsonl"]);
    let objects: Vec<serde_json::Value> =
        all.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(objects.len(), 3);
    assert_eq!(
        (&objects[2]["last_name"], &objects[2]["state"]),
        (&"Pérez, \"Pepa\"".into(), &"pending".into())
    );
    let (_, quoted, _) = collector.office(&["export", "--state", "pending", "--bom"]);
    assert!(quoted.starts_with("\u{feff}id,") && quoted.contains("\"Pérez, \"\"Pepa\"\"\""), "{quoted}");
    assert_eq!(collector.office(&["export", "--since", "2999-01-01"]).1.lines().count(), 1);
    assert_eq!(collector.office(&["export", "--since", "yesterday"]).0, Some(2));
    for trick in ["free' OR 1=1 --", "%", "_", "../free", "free\0x"].iter().filter(|it| !it.contains('\0')) {
        assert_eq!(collector.office(&["export", "--petition", trick]).1.lines().count(), 1, "{trick}");
    }
    let (code, said, complaints) = collector.office(&["export", "--output", "list.csv"]);
    assert_eq!((code, said.as_str()), (Some(0), ""), "{complaints}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(collector.place("list.csv")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only its owner reads it");
    }
    assert!(collector.number("SELECT count(*) FROM audit WHERE action = 'export'") >= 5);
    assert_eq!(
        collector.number("SELECT count(*) FROM audit WHERE detail LIKE '%example.org%'"),
        0,
        "the audit holds no address"
    );
}

fn a_token_opens_what_it_is_good_for_until_it_is_revoked(place: &Place) {
    let collector = place.collector();
    confirmed(&collector, &["a@example.org"]);
    let place = "/admin/export?petition=free&format=jsonl";
    let get = |head: &str| collector.send("GET", place, head, b"");
    let none = get("");
    assert_eq!(none.status, 401);
    assert!(none.head.contains("www-authenticate: bearer"), "{}", none.head);
    for wrong in [&"A".repeat(43), "", "a b"] {
        assert_eq!(get(&bearer(wrong)).body, none.body, "one answer for all that is wrong");
    }
    let narrow = token(&collector, "Ana", &["export:free"]);
    let answer = get(&bearer(&narrow));
    assert_eq!(answer.status, 200);
    assert!(answer.head.contains("content-disposition: attachment") && answer.body.contains("a@example.org"));
    assert!(!answer.head.contains("access-control"), "no page reads it");
    for beyond in ["/admin/export?format=jsonl", "/admin/export?petition=other"] {
        assert_eq!(collector.send("GET", beyond, &bearer(&narrow), b"").status, 403, "{beyond}");
    }
    let wide = token(&collector, "Luz", &["export", "retention"]);
    let everything = collector.send("GET", "/admin/export?state=all&bom=1", &bearer(&wide), b"");
    assert!(everything.status == 200 && everything.body.contains('\u{feff}'));
    for wrong in ["state=x", "format=xml", "since=never"] {
        let answer = collector.send("GET", &format!("/admin/export?{wrong}"), &bearer(&wide), b"");
        assert_eq!(answer.status, 422, "{wrong}");
    }
    let post = |path: &str, head: &str, body: &str| {
        let head = format!("Content-Type: application/json\r\n{head}");
        collector.send("POST", path, &head, body.as_bytes())
    };
    assert_eq!(post("/admin/invalidate", &bearer(&wide), "{\"petition\":\"free\"}").status, 403);
    assert_eq!(post("/admin/retention/run", &bearer(&wide), "{}").status, 200);
    assert_eq!(post("/admin/retention/run", "Cookie: token=a\r\n", "{}").status, 401, "never by a cookie");
    assert_eq!(collector.send("GET", "/admin/petitions", &bearer(&wide), b"").status, 404);

    assert_eq!(
        collector.office(&["token", "add", "Ana", "--scope", "export"]).0,
        Some(2),
        "the name is taken"
    );
    assert_eq!(collector.office(&["token", "add", "Eva", "--scope", "everything"]).0, Some(2));
    assert_eq!(collector.office(&["token", "revoke", "Ana"]).0, Some(0));
    assert_eq!(get(&bearer(&narrow)).status, 401);
    let (_, list, _) = collector.office(&["token", "list"]);
    assert_eq!(list, "Ana\texport:free\trevoked\nLuz\texport,retention\tgood\n");
    let stored = [fs::read(collector.place("signatures.db")), fs::read(collector.place("signatures.db-wal"))];
    let stored: Vec<u8> = stored.into_iter().flatten().flatten().collect();
    for secret in [&narrow, &wide] {
        assert!(
            !stored.windows(secret.len()).any(|part| part == secret.as_bytes()),
            "only its digest is kept"
        );
        assert!(!collector.said().contains(secret.as_str()));
    }
    assert_eq!(
        collector.number("SELECT count(*) FROM audit WHERE actor = 'operator Ana' AND action = 'export'"),
        1
    );
}

fn a_flood_is_shown_first_and_then_taken_out_of_the_count(place: &Place) {
    let collector = place.collector();
    confirmed(&collector, &["a@flood.example", "b@mx.flood.example", "c@notflood.example"]);
    collector.sign("free", &[("email", "d@flood.example")]);
    // Before it is taken out, since then its mail is not sent any more.
    let mails = collector.mails(4);
    let flood = ["invalidate", "--domain", "flood.example"];
    let (code, said, complaints) = collector.office(&flood);
    assert!(code == Some(0) && said.contains("free\tconfirmed\t2\nfree\tpending\t1\n"), "{said}{complaints}");
    assert!(said.contains("--yes") && collector.confirmed() == 3, "nothing was changed");
    assert_eq!(collector.office(&[&flood[..], &["--yes"]].concat()).0, Some(0));
    collector.until(|| (collector.confirmed() == 1).then_some(()));
    assert_eq!(collector.post(&mails[3].link("confirm")).status, 410, "what is out stays out");
    collector.sign("free", &[("email", "a@flood.example")]);
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE state = 'invalid'"), 3);
    assert_eq!(collector.post(&mails[0].link("withdraw")).status, 303, "and can be erased");
    assert_eq!(collector.office(&["invalidate", "--yes"]).0, Some(2), "never everybody at once");

    let key = token(&collector, "Ana", &["invalidate:free"]);
    let post = |body: &str| {
        let head = format!("Content-Type: application/json\r\n{}", bearer(&key));
        collector.send("POST", "/admin/invalidate", &head, body.as_bytes())
    };
    assert_eq!(post("{\"network\":\"127.0.0.1\"}").status, 403, "only of its own petition");
    let body = "{\"petition\":\"free\",\"network\":\"127.0.0.77\"";
    let dry = post(&format!("{body}}}"));
    assert!(dry.body.contains("\"dry_run\":true") && dry.body.contains("\"count\":1"), "{}", dry.body);
    assert_eq!(collector.confirmed(), 1);
    assert!(
        post("{\"petition\":\"free\",\"network\":\"198.51.100.1\",\"dry_run\":false}").body.contains("[]")
    );
    assert!(post(&format!("{body},\"dry_run\":false}}")).body.contains("\"dry_run\":false"));
    assert_eq!(collector.confirmed(), 0);
    assert_eq!(collector.number("SELECT count(*) FROM audit WHERE detail LIKE '%127.0.0%'"), 0);
    let drift = "SELECT (SELECT count(*) FROM signatures WHERE state = 'confirmed')
                 - (SELECT CAST(sum(confirmed) AS BIGINT) FROM counters)";
    assert_eq!(collector.number(drift), 0);
}

fn a_new_file_of_petitions_is_taken_from_who_may_send_one(place: &Place) {
    let collector = place.collector();
    let key = token(&collector, "Site", &["petitions"]);
    let text = String::from_utf8(super::collector::petitions()).expect("JSON");
    let text = text.replace("\"paused\":{\"state\":\"paused\"", "\"paused\":{\"state\":\"open\"");
    let put = |body: &str| collector.send("POST", "/admin/petitions", &bearer(&key), body.as_bytes()).status;
    assert_eq!(put("{}"), 422);
    assert_eq!(put(&format!("{text} ")), 202);
    collector.until(|| (collector.sign("paused", &[]).status == 303).then_some(()));
}

fn people_see_and_erase_what_is_kept_of_them(place: &Place) {
    let collector = place.collector();
    confirmed(&collector, &["ana@gmail.com"]);
    collector.sign("other", &[("email", "ana@gmail.com"), ("lang", "es")]);
    collector.mails(2);
    let ask = |address: &str| {
        let body = form(&[("email", address), ("lang", "es")]);
        collector.send("POST", "/v1/erasure", FORM, body.as_bytes())
    };
    assert!(collector.get("/v1/erasure").body.contains("action=\"/v1/erasure\""));
    let known = ask("A.N.A+x@googlemail.com");
    assert_eq!((known.status, &known), (202, &ask("nobody@example.org")));
    assert_eq!(known, ask("nonsense"));
    assert!(known.body.contains("<html lang=\"es\"") && known.body.contains("un correo con un enlace"));
    let mails = collector.mails(3);
    let mail = mails.iter().find(|mail| mail.body.contains("/v1/data/")).expect("a mail");
    assert!(
        mail.head.contains("Content-Language: es") && !mail.head.contains("List-Unsubscribe"),
        "{}",
        mail.head
    );
    let link = mail.link("data");
    let page = collector.get(&link);
    for said in ["Libertad para todas", "ana@gmail.com", "confirmada: cuenta", "sin confirmar", "Pérez"] {
        assert!(page.body.contains(said), "{said} in {}", page.body);
    }
    assert!(page.head.contains("no-store") && page.head.contains("referrer-policy: no-referrer"));
    collector.send("HEAD", &link, "", b"");
    assert_eq!(collector.confirmed(), 1, "looking erases nothing");
    assert!(collector.post(&link).head.contains("location: /v1/erased/es"));
    assert!(collector.get("/v1/erased/es").body.contains("Sus datos están borrados"));
    assert_eq!(collector.confirmed(), 0);
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE email_hmac IS NOT NULL"), 0);
    assert_eq!(collector.number("SELECT count(*) FROM tombstones"), 2);
    assert!(collector.get(&link).body.contains("No hay nada"));
    assert_eq!(collector.post(&link).status, 303, "once more does no harm");
    assert_eq!(collector.get(&format!("/v1/data/{}", "A".repeat(43))).status, 404);
    let confirm =
        mails.iter().find(|mail| mail.body.contains("/v1/confirm/")).expect("a mail").link("confirm");
    let crossed = confirm.replace("/confirm/", "/data/");
    assert_eq!(collector.get(&crossed).status, 404, "a link is good for one thing");

    // Nobody's mailbox is filled by asking, and nobody's confirmation is used up.
    for _ in 0..5 {
        collector.sign("free", &[("email", "b@example.org")]);
        ask("b@example.org");
    }
    assert_eq!(collector.number("SELECT count(*) FROM outbox WHERE kind = 'data'"), 4);
}

/// The site is published without this petition.
fn unpublished(collector: &Collector, petition: &str) {
    let text = fs::read_to_string(collector.place("petitions.json")).expect("a file");
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    file["petitions"].as_object_mut().expect("petitions").remove(petition);
    fs::write(collector.place("petitions.json"), file.to_string()).expect("a disk");
}

fn a_petition_that_the_site_has_no_more_is_still_asked_after(place: &Place) {
    let mut collector = place.collector();
    confirmed(&collector, &["ana@example.org"]);
    collector.kill();
    unpublished(&collector, "free");
    let collector = collector.restarted(&["--dev"]);
    let body = form(&[("email", "ana@example.org")]);
    assert_eq!(collector.send("POST", "/v1/erasure", FORM, body.as_bytes()).status, 202);
    let link = collector.mails(2).remove(1).link("data");
    assert!(collector.get(&link).body.contains("ana@example.org"));
    assert_eq!(collector.post(&link).status, 303);
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE email_hmac IS NOT NULL"), 0);
}

fn what_is_due_is_shown_before_it_is_forgotten_also_of_petitions_that_are_gone(place: &Place) {
    let mut collector = place.collector();
    confirmed(&collector, &["ana@example.org"]);
    collector.sign("free", &[("email", "luz@example.org")]);
    assert!(collector.office(&["retention"]).1.contains("nothing to do"));
    collector.kill();
    // The site has the petition no more, and half a year passes.
    unpublished(&collector, "free");
    let mut collector = collector.restarted(&["--dev"]);
    assert_eq!(
        collector.number("SELECT count(*) FROM petitions WHERE id = 'free' AND ended_at IS NOT NULL"),
        1
    );
    collector.kill();
    let passed = 200 * 86_400_000_i64;
    collector.change(&format!(
        "UPDATE petitions SET ended_at = ended_at - {passed}; UPDATE signatures SET created_at = created_at - {passed};"
    ));
    let (_, said, _) = collector.office(&["retention"]);
    assert!(said.contains("deleted: 1") && said.contains("`free`") && said.contains("--yes"), "{said}");
    assert_eq!(collector.number("SELECT count(*) FROM signatures WHERE email_hmac IS NOT NULL"), 2);
    assert!(collector.office(&["retention", "--yes"]).1.contains("done"));
    let (_, stats, _) = collector.office(&["stats"]);
    assert_eq!(stats, "free\tanonymised\t1\nfree\tcounted\t1\n");
}

fn an_export_that_nobody_reads_to_its_end_breaks_nothing(place: &Place) {
    let collector = place.with(&["--dev", "--hold-mail"]);
    collector.sign("free", &[]);
    let key = token(&collector, "Ana", &["export"]);
    {
        use std::io::Write;
        let mut stream = std::net::TcpStream::connect(&collector.address).expect("it listens");
        let ask = format!("GET /admin/export?state=all HTTP/1.1\r\nHost: a\r\n{}\r\n", bearer(&key));
        stream.write_all(ask.as_bytes()).expect("it reads");
    }
    let whole = send(&collector.address, "GET", "/admin/export?state=all", &bearer(&key), b"");
    assert!(whole.expect("an answer").body.contains("ana@example.org"));
}
