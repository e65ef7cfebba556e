//! What is being written: HTML and the holes in it, in reading order.

use std::sync::Arc;

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::content::body::Chunk;

/// HTML up to the last hole, and the finished pieces before it.
#[derive(Debug, Default)]
pub(super) struct Out {
    html: String,
    chunks: Vec<Chunk>,
}

impl Out {
    /// Writes markup as it is.
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Writes text between tags.
    pub(super) fn text(&mut self, text: &str) {
        escape_html_body_text(&mut self.html, text).expect("a string takes everything");
    }

    /// Writes text inside a quoted attribute.
    pub(super) fn attribute(&mut self, text: &str) {
        escape_html(&mut self.html, text).expect("a string takes everything");
    }

    /// Writes an address inside a quoted attribute, percent-encoded where it must be.
    pub(super) fn href(&mut self, address: &str) {
        escape_href(&mut self.html, address).expect("a string takes everything");
    }

    /// Leaves a hole.
    pub(super) fn hole(&mut self, chunk: Chunk) {
        self.cut();
        self.chunks.push(chunk);
    }

    /// Adds what was written elsewhere.
    pub(super) fn append(&mut self, chunks: Vec<Chunk>) {
        self.cut();
        self.chunks.extend(chunks);
    }

    /// Takes back the last thing written, if it is this.
    pub(super) fn take_back(&mut self, html: &str) -> bool {
        let is_last = self.html.ends_with(html);
        if is_last {
            self.html.truncate(self.html.len() - html.len());
        }
        is_last
    }

    /// Everything that was written.
    pub(super) fn finish(mut self) -> Vec<Chunk> {
        self.cut();
        self.chunks
    }

    fn cut(&mut self) {
        if !self.html.is_empty() {
            self.chunks.push(Chunk::Html(Arc::from(self.html.as_str())));
            self.html.clear();
        }
    }
}
