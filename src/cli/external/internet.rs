//! The real web: one question, no cookies, no referrer, no redirects of its own.

use std::sync::Arc;
use std::time::Duration;

use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, config::Config};

use super::address::is_public;
use super::asking::{Answer, Method, Web};

/// Who asks.
const NAME: &str = concat!("Altavoz/", env!("CARGO_PKG_VERSION"), " (link check)");
/// Nobody waits longer for a page.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Asks servers on the internet.
#[derive(Debug)]
pub struct Internet {
    agent: Agent,
    inside: bool,
}

impl Internet {
    /// `inside` lets it ask servers in the own network and on the own machine, without pauses: for tests.
    pub fn new(inside: bool) -> Internet {
        let found = rustls_native_certs::load_native_certs().certs;
        let roots: Vec<_> = found.iter().map(|found| Certificate::from_der(found).to_owned()).collect();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(roots)))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Config::builder()
            .tls_config(tls)
            .user_agent(NAME)
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections(0)
            // What a proxy reaches cannot be looked at first.
            .proxy(None);
        let resolver = Doors { inside, resolver: DefaultResolver::default() };
        Internet { agent: Agent::with_parts(config.build(), DefaultConnector::default(), resolver), inside }
    }
}

/// More than that no answer of a program may have, in bytes.
const LONGEST: u64 = 64 * 1024;

impl Internet {
    /// What lies at an address, asked once; the key of the reason (`detail.<this>`) if that is not to be had.
    pub fn get(&self, url: &str) -> Result<Vec<u8>, &'static str> {
        let url = crate::relate::links::encode_uri(url);
        let mut response = match self.agent.get(&url).call() {
            Ok(response) => response,
            Err(error) => match silence(&error) {
                Answer::Nothing(reason) => return Err(reason),
                _ => return Err("link-inside"),
            },
        };
        if response.status().as_u16() != 200 {
            return Err("pull-status");
        }
        response.body_mut().with_config().limit(LONGEST).read_to_vec().map_err(|_| "link-no-answer")
    }
}

impl Web for Internet {
    fn ask(&self, method: Method, url: &str) -> Answer {
        let url = crate::relate::links::encode_uri(url);
        let answer = match method {
            Method::Head => self.agent.head(&url).call(),
            Method::Get => self.agent.get(&url).call(),
        };
        match answer {
            Ok(response) => {
                let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
                let location = header("location").map(str::to_owned);
                let after = header("retry-after").and_then(|after| after.trim().parse().ok());
                Answer::Status(response.status().as_u16(), location, after)
            }
            Err(error) => silence(&error),
        }
    }

    fn wait(&self, time: Duration) {
        if !self.inside {
            std::thread::sleep(time);
        }
    }
}

fn silence(error: &Error) -> Answer {
    match error {
        Error::Io(cause) if cause.kind() == std::io::ErrorKind::PermissionDenied => Answer::Inside,
        Error::HostNotFound => Answer::Nothing("link-no-host"),
        Error::Timeout(_) => Answer::Nothing("link-slow"),
        Error::BadUri(_) | Error::Http(_) => Answer::Nothing("link-shape"),
        Error::Tls(_) | Error::Rustls(_) => Answer::Nothing("link-certificate"),
        _ => Answer::Nothing("link-no-answer"),
    }
}

/// Looks where a name leads before anybody goes there, at every step of a redirect.
#[derive(Debug)]
struct Doors {
    inside: bool,
    resolver: DefaultResolver,
}

impl Resolver for Doors {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        if self.inside || found.iter().all(|address| is_public(address.ip())) {
            return Ok(found);
        }
        Err(Error::Io(std::io::ErrorKind::PermissionDenied.into()))
    }
}
