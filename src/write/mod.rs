//! Output → disk: whole files only, nothing removed that we did not write.
