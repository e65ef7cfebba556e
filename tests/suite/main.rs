//! The tests that run the real program and its stages on real files; one file a subject.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests put files on the disk and talk"
)]

mod anchors;
mod arabic;
mod archive;
mod attachments;
mod beside;
mod body;
mod campaign;
mod check;
mod cli;
mod collector;
mod commonmark;
mod config;
mod consent;
mod copies;
mod corpus;
mod data_files;
mod desk;
mod directive;
mod docs;
mod embargo;
mod exchange;
mod exchange_csv;
mod exchange_po;
mod exchange_xliff;
mod external;
mod facts;
mod format;
mod front_matter;
mod highlight;
mod import;
mod incremental;
mod killed;
mod ledger;
mod login_gov;
mod mail_server;
mod markdown;
mod marks;
mod menu;
mod messages;
mod new;
mod pack;
mod passing_on;
mod petition;
mod petition_page;
mod petitions_pull;
mod pictures;
#[cfg(unix)]
mod place;
mod planted;
#[cfg(unix)]
mod postgres;
mod practice;
mod practice_page;
mod practices;
mod practices_export;
mod practices_map;
mod preview;
mod pseudo;
mod qa;
mod readers;
mod relate;
mod render;
mod safety;
mod said;
mod schema;
mod search;
mod segments;
mod serve;
mod share_pictures;
mod sign;
mod sign_abuse;
#[cfg(unix)]
mod sign_admin;
mod sign_again;
mod sign_attacks;
mod sign_confirm;
mod sign_connections;
#[cfg(unix)]
mod sign_copies;
mod sign_data;
#[cfg(unix)]
mod sign_durable;
mod sign_forget;
mod sign_mail;
#[cfg(unix)]
mod sign_model;
#[cfg(unix)]
mod sign_postgres;
mod signable;
#[cfg(unix)]
#[path = "../../src/sign/store/signers.rs"]
mod signers;
mod slug;
mod theme;
mod tidy;
mod translate;
mod translate_commands;
mod translate_kept;
mod translate_new;
mod translate_serve;
mod typography;
mod vocabulary;
mod write;
mod yaml;
