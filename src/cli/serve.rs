//! `altavoz serve`: the site in memory, in a browser.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use crate::base::Failure;
use crate::{Memo, collect, serve};

use super::Ended;
use super::arguments::Serve;
use super::build::{Counts, inputs, workshop};
use super::print::Printer;
use super::surroundings::SiteAt;

/// The port that is tried first.
const PORT: u16 = 1111;
/// How many ports after it are tried where it is taken and none was asked for.
const TRIES: u16 = 20;

/// Builds the site and shows it until the program is stopped.
pub(super) fn run(arguments: &Serve, site: &SiteAt, printer: &Printer) -> Result<Ended, Failure> {
    let (sources, mut diagnostics) = collect::collect(&site.root)?;
    let inputs = inputs(arguments.unpublished, site);
    let progress = printer.progress("say.building");
    let mut memo = Memo::with_pictures(workshop(site, &progress));
    let (built, found) = crate::build(&sources, &inputs, &mut memo);
    progress.done();
    diagnostics.extend(found);
    printer.diagnostics(&diagnostics, &sources);
    if Counts::of(&diagnostics).errors > 0 {
        return Ok(Ended::WithErrors);
    }
    let base_path = built.site.config.base_path.clone();
    let output = Arc::new(built.output);
    let listener = listen(arguments)?;
    serve::serve(
        listener,
        |address| printer.say("say.serving", &[("url", format!("http://{address}{base_path}/"))]),
        {
            let base_path = base_path.clone();
            move |request| serve::answer(&output, &base_path, request)
        },
    )?;
    Ok(Ended::Well)
}

fn listen(arguments: &Serve) -> Result<std::net::TcpListener, Failure> {
    let address = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = arguments.port {
        return serve::listen(address(port));
    }
    serve::listen(address(PORT)).or_else(|failure| {
        let free = (PORT + 1..PORT + TRIES).find_map(|port| serve::listen(address(port)).ok());
        free.ok_or(failure)
    })
}
