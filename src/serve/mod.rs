//! Output → browser. Knows nothing of content: it gets a closure that answers requests.

mod answer;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;

use crate::base::Failure;

pub use answer::answer;

/// Opens the port.
pub fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let open = || {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    };
    open().map_err(|cause: std::io::Error| taken(address, &cause))
}

/// Answers requests with what `respond` says until the program is stopped; `ready` is told the address.
pub fn serve(
    listener: TcpListener,
    ready: impl FnOnce(SocketAddr),
    respond: impl Fn(&Request) -> Response + Send + Sync + 'static,
) -> Result<(), Failure> {
    let address = listener.local_addr().map_err(|cause| Failure::new("failure.serve").because(&cause))?;
    let broken = |cause: std::io::Error| taken(address, &cause);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().build().map_err(broken)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(broken)?;
        let respond = Arc::new(respond);
        let app = Router::new().fallback(async move |request: Request| respond(&request));
        ready(address);
        axum::serve(listener, app).await.map_err(broken)
    })
}

fn taken(address: SocketAddr, cause: &std::io::Error) -> Failure {
    Failure::new("failure.port").arg("address", address).because(cause)
}
