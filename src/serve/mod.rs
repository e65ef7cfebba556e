//! Output → browser, again on every change. Knows nothing of content: it is given finished builds.

mod answer;
mod events;
mod forms;
mod guests;
mod inject;
mod live;
mod watch;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;

use crate::base::Failure;

pub use answer::is_named_by_its_bytes;
pub use guests::Guests;
pub use live::{Asked, Desk, Live, Outcome, Reply, Shown};
pub use watch::{Changes, Watch};

/// Opens the port.
pub fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let open = || {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    };
    open().map_err(|cause: std::io::Error| taken(address, &cause))
}

/// Answers requests on threads of its own until what it gives is dropped.
pub fn serve(listener: TcpListener, live: Arc<Live>) -> Result<Serving, Failure> {
    let address = listener.local_addr().map_err(|cause| Failure::new("failure.serve").because(&cause))?;
    let broken = |cause: std::io::Error| taken(address, &cause);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(broken)?;
    let guests = Guests::of(address);
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener).map_err(broken)?
    };
    let meeting = Arc::new((live, guests));
    let app = Router::new().fallback(respond).with_state(meeting);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    runtime.spawn(async move { axum::serve(listener, app).await });
    Ok(Serving { address, _runtime: runtime })
}

async fn respond(
    State(meeting): State<Arc<(Arc<Live>, Guests)>>,
    ConnectInfo(browser): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (live, guests) = &*meeting;
    answer::answer(live, guests, browser.ip(), request).await
}

/// A preview that answers.
#[derive(Debug)]
pub struct Serving {
    /// Where.
    pub address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

fn taken(address: SocketAddr, cause: &std::io::Error) -> Failure {
    Failure::new("failure.port").arg("address", address).because(cause)
}
