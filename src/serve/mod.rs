//! Output → browser. Knows nothing of content: it gets closures.
