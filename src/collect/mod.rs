//! Disk → Sources: the only reader of the site's files. Does not know what the bytes mean.
