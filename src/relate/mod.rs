//! Documents → Site: everything that needs the *other* files.

pub mod site;

pub use site::Site;
