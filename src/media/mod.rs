//! Pictures: bytes in, facts and clean bytes out. Knows nothing of pages.
