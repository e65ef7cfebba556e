//! Opinions about a finished Site and Output, as diagnostics. Does not know how pages are made.
