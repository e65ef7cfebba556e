//! The mail that asks for a confirmation, as bytes on the wire (RFC 5322, 2045, 2047, 8058).
//!
//! It holds nothing that the sender of the form typed but the address: a name could be an insult or
//! an advertisement that we would deliver.

use jiff::Timestamp;

use super::board::Board;
use super::text::{base64, hex};
use crate::base::petitions::Petition;

/// What a mail is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter<'a> {
    /// What it is known by.
    pub id: &'a [u8; 16],
    /// The petition.
    pub petition: &'a Petition,
    /// The language of the signer.
    pub lang: &'a str,
    /// The signer's address.
    pub to: &'a str,
    /// The sender's address.
    pub from: &'a str,
    /// What it brings.
    pub links: &'a Links,
    /// When it is written, in milliseconds since 1970.
    pub at: i64,
}

/// What a mail brings.
#[derive(Clone, Debug)]
pub(super) enum Links {
    /// The link that confirms, and the one that withdraws.
    Confirm(String, String),
    /// The link that shows somebody's data.
    Data(String),
}

/// The whole mail. Lines end in CRLF.
pub(super) fn compose(letter: &Letter<'_>, board: &Board) -> Vec<u8> {
    let Letter { petition, lang, .. } = *letter;
    let text = board.text(petition, lang);
    let say = |key: &str, arguments: &[(&str, &str)]| board.say(lang, key, arguments);
    let title = [("title", text.title.as_str())];
    let date = Timestamp::from_millisecond(letter.at).unwrap_or(Timestamp::UNIX_EPOCH);
    let domain = letter.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let subject = match letter.links {
        Links::Confirm(..) => say("mail_subject", &title),
        Links::Data(_) => say("mail_data_subject", &[]),
    };
    let mut headers = vec![
        ("From", format!("{} <{}>", words(&board.language(lang).title), letter.from)),
        ("To", format!("<{}>", letter.to)),
        ("Subject", words(&subject)),
        ("Date", date.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()),
        ("Message-ID", format!("<{}@{domain}>", hex(letter.id))),
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("Content-Language", lang.to_owned()),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=utf-8".to_owned()),
        ("Content-Transfer-Encoding", "quoted-printable".to_owned()),
    ];
    let who = [("controller", petition.controller.as_str()), ("contact", petition.contact.as_str())];
    let mut body = match letter.links {
        Links::Confirm(confirm, withdraw) => {
            headers.push(("List-Unsubscribe", format!("<{withdraw}>")));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
            vec![
                say("mail_what", &title),
                format!("{}\n{confirm}", say("mail_confirm", &[])),
                say("mail_not_you", &[]),
                format!("{}\n{withdraw}", say("mail_withdraw", &[])),
            ]
        }
        Links::Data(link) => vec![
            say("mail_data_what", &[]),
            format!("{}\n{link}", say("mail_data_link", &[])),
            say("mail_data_not_you", &[]),
        ],
    };
    body.push(format!("-- \n{}\n{}\n{}", board.language(lang).title, text.url, say("mail_who", &who)));
    let mut mail = String::new();
    for (name, value) in headers {
        // No header is ever made of two lines, whatever a title or a setting holds.
        let value: String =
            value.chars().map(|c| if c.is_control() && c != '\r' && c != '\n' { ' ' } else { c }).collect();
        mail.push_str(name);
        mail.push_str(": ");
        mail.push_str(&value);
        mail.push_str("\r\n");
    }
    mail.push_str("\r\n");
    mail.push_str(&quoted_printable(&body.join("\n\n")));
    mail.into_bytes()
}

/// A text as a header holds it: as it is where that is plain ASCII, else in encoded words of at most
/// 75 characters, one a line (RFC 2047, 2).
fn words(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let is_plain = text.len() <= 60 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ');
    if is_plain && !text.trim().is_empty() {
        return text;
    }
    let mut parts = vec![String::new()];
    for letter in text.chars() {
        let part = parts.last_mut().expect("there is one from the start");
        if part.len() + letter.len_utf8() > 42 {
            parts.push(letter.into());
        } else {
            part.push(letter);
        }
    }
    let encoded: Vec<String> =
        parts.iter().map(|part| format!("=?utf-8?B?{}?=", base64(part.as_bytes()))).collect();
    encoded.join("\r\n ")
}

/// A text whose lines are short and plain (RFC 2045, 6.7).
fn quoted_printable(text: &str) -> String {
    let mut quoted = String::new();
    for line in text.split('\n') {
        let mut length = 0;
        let bytes = line.as_bytes();
        for (place, byte) in bytes.iter().enumerate() {
            let is_last = place + 1 == bytes.len();
            let is_plain =
                matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (matches!(byte, b' ' | b'\t') && !is_last);
            let letter = if is_plain { char::from(*byte).to_string() } else { format!("={byte:02X}") };
            if length + letter.len() > 75 {
                quoted.push_str("=\r\n");
                length = 0;
            }
            length += letter.len();
            quoted.push_str(&letter);
        }
        quoted.push_str("\r\n");
    }
    quoted
}
