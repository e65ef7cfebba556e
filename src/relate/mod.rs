//! Documents → Site: everything that needs the *other* files.

pub mod petitions;
pub mod site;

pub use site::Site;
