//! `altavoz serve`: the site in memory, in a browser, as it is after every save.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::base::Failure;
use crate::serve::{Changes, Live, Serving, Watch};
use crate::{collect, serve};

use super::Ended;
use super::arguments::Serve;
use super::beside::Beside;
use super::preview::Preview;
use super::print::Printer;
use super::surroundings::{SiteAt, open_browser};
use super::translate::side::Side;

/// The port that is tried first.
const PORT: u16 = 1111;
/// How many ports after it are tried where it is taken and none was asked for.
const TRIES: u16 = 20;
/// How often the clock is looked at: an item may come out of its embargo.
const CLOCK: Duration = Duration::from_secs(30);
/// After a folder came or went: files that were written before anybody watched it are found then.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// How long an empty file may be one that an editor has only begun to write.
const HALF_WRITTEN: Duration = Duration::from_millis(50);

/// Builds the site after every save and shows it until the program is stopped.
pub(super) fn run(arguments: &Serve, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let root =
        std::fs::canonicalize(&site.root).map_err(|cause| Failure::at("failure.read", &site.root, &cause))?;
    let site = SiteAt { root, ..site.clone() };
    let side = arguments.translate.as_deref().map(|lang| Side::of(&site, lang, arguments.by.as_deref()));
    let side = side.transpose()?.map(Arc::new);
    let live = Arc::new(Live::default());
    let mut watch = watch(&site, &live)?;
    let serving = serve::serve(listen(arguments)?, live.clone())?;
    let origin = format!("http://{}", SocketAddr::new(near(serving.address.ip()), serving.address.port()));
    let mut beside = if arguments.no_collector { None } else { Beside::open(&site, origin) };
    let mut preview = Preview::new(&site, arguments.public, side, beside.as_ref().map(Beside::url));
    let mut changes = Changes { everything: true, ..Changes::default() };
    let (mut is_first, mut seen) = (true, 0);
    loop {
        let asks = live.begin(seen);
        let rebuilt = preview.rebuild(&changes, &asks, printer);
        let (outcome, said) = rebuilt.unzip();
        let shown = outcome.as_ref().and_then(|outcome| outcome.shown.clone());
        live.end(&asks, outcome);
        if let Some(said) = said {
            preview.print(said, printer);
        }
        if std::mem::take(&mut is_first) {
            announce(&serving, &preview.base_path(), arguments, printer);
        }
        if let (Some(beside), Some(shown)) = (&mut beside, shown) {
            // The preview is of use without it.
            let given = beside.give(&shown, &preview.timezone(), printer);
            given.unwrap_or_else(|failure| printer.failure(&failure));
        }
        changes = next(&mut watch, &preview, &site)?;
        seen = seen.max(changes.last);
    }
}

fn watch(site: &SiteAt, live: &Arc<Live>) -> Result<Watch, Failure> {
    let (root, live) = (site.root.clone(), live.clone());
    let mut watch = Watch::of(&site.root, move |paths| {
        let counts = paths.is_empty() || paths.iter().any(|path| collect::may_matter(&root, path));
        counts.then(|| live.saved())
    })?;
    watch.cover(&collect::folders(&site.root))?;
    Ok(watch)
}

/// Waits for something to build for.
fn next(watch: &mut Watch, preview: &Preview, site: &SiteAt) -> Result<Changes, Failure> {
    let everything = Changes { everything: true, ..Changes::default() };
    let mut changes = if preview.wants_second_look() {
        watch.next(SECOND_LOOK).unwrap_or(everything)
    } else {
        until_anything(watch, preview)
    };
    if changes.paths.iter().any(|path| is_empty(path)) {
        changes = changes.and(watch.next(HALF_WRITTEN).unwrap_or_default());
    }
    if changes.everything || changes.paths.iter().any(|path| path.parent() == Some(&site.root)) {
        watch.cover(&collect::folders(&site.root))?;
    }
    Ok(changes)
}

/// Waits for a change of the files or of what time makes of them.
fn until_anything(watch: &Watch, preview: &Preview) -> Changes {
    loop {
        if let Some(changes) = watch.next(CLOCK) {
            return changes;
        }
        if preview.is_outdated() {
            return Changes::default();
        }
    }
}

fn is_empty(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|facts| facts.is_file() && facts.len() == 0)
}

fn announce(serving: &Serving, base_path: &str, arguments: &Serve, printer: &Printer) {
    let address = SocketAddr::new(reachable(serving.address.ip()), serving.address.port());
    let url = format!("http://{address}{base_path}/");
    printer.say("say.serving", &[("url", url.clone()), ("desk", format!("http://{address}/_altavoz/"))]);
    if let Some(lang) = &arguments.translate {
        // Other machines may look at the preview, and not change files by it.
        let own = SocketAddr::new(near(serving.address.ip()), serving.address.port());
        let said = [("lang", lang.clone()), ("url", format!("http://{own}/_altavoz/translate/"))];
        printer.say("say.translating", &said);
    }
    if !serving.address.ip().is_loopback() {
        printer.say("say.shared", &[("url", url.clone())]);
    }
    if arguments.open {
        open_browser(&url);
    }
}

/// An address of this machine that only it can type, if the program listens there.
fn near(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
        ip => ip,
    }
}

/// An address that others can type where the program listens on all of this machine's.
fn reachable(ip: IpAddr) -> IpAddr {
    if !ip.is_unspecified() {
        return ip;
    }
    // Nothing is sent: the system only says which of its addresses it would send from.
    let socket = std::net::UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0));
    let own = socket.and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    own.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |own| own.ip())
}

fn listen(arguments: &Serve) -> Result<std::net::TcpListener, Failure> {
    let host = arguments.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let address = |port| SocketAddr::from((host, port));
    if let Some(port) = arguments.port {
        return serve::listen(address(port));
    }
    serve::listen(address(PORT)).or_else(|failure| {
        let free = (PORT + 1..PORT + TRIES).find_map(|port| serve::listen(address(port)).ok());
        free.ok_or(failure)
    })
}
