//! What Pagefind names of the package `lol_html`, without a parser behind it.
//!
//! The search index is made from records that the build has anyway, never from HTML, so that Pagefind's
//! reader of HTML is compiled and not run. The real package would bring a dozen others for it, three of them
//! under a licence with copyleft, which the program keeps out of what it gives to campaigns (`deny.toml`).
//! Whoever calls it nevertheless is told so by an error.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// Errors.
pub mod errors {
    use std::fmt;

    /// That nothing is read here.
    #[derive(Debug)]
    pub struct RewritingError;

    impl fmt::Display for RewritingError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("this program indexes records, not HTML")
        }
    }

    impl std::error::Error for RewritingError {}
}

/// What handlers would be given.
pub mod html_content {
    use std::marker::PhantomData;

    /// What a handler answers.
    pub type HandlerResult = Result<(), Box<dyn std::error::Error + Send + Sync + 'static>>;

    /// What is called where an element ends.
    pub type EndTagHandler<'h> = Box<dyn FnOnce(&mut EndTag<'_>) -> HandlerResult + 'h>;

    /// An element; there is never one.
    #[derive(Debug)]
    pub struct Element<'r, 't>(PhantomData<(&'r (), &'t ())>);

    impl Element<'_, '_> {
        /// Nothing.
        pub fn get_attribute(&self, _name: &str) -> Option<String> {
            None
        }

        /// Nothing.
        pub fn has_attribute(&self, _name: &str) -> bool {
            false
        }

        /// Nothing.
        pub fn tag_name(&self) -> String {
            String::new()
        }

        /// Nothing.
        pub fn end_tag_handlers(&mut self) -> Option<&mut Vec<EndTagHandler<'static>>> {
            None
        }
    }

    /// The end of an element; there is never one.
    #[derive(Debug)]
    pub struct EndTag<'i>(PhantomData<&'i ()>);

    impl EndTag<'_> {
        /// Nothing.
        pub fn name(&self) -> String {
            String::new()
        }
    }

    /// A run of text; there is never one.
    #[derive(Debug)]
    pub struct TextChunk<'i>(PhantomData<&'i ()>);

    impl TextChunk<'_> {
        /// Nothing.
        pub fn as_str(&self) -> &str {
            ""
        }
    }
}

/// Where rewritten markup would go.
pub trait OutputSink {
    /// Takes a part.
    fn handle_chunk(&mut self, chunk: &[u8]);
}

/// A selector; every text is one.
#[derive(Debug)]
pub struct Selector;

impl FromStr for Selector {
    type Err = Unreadable;

    fn from_str(_: &str) -> Result<Selector, Unreadable> {
        Ok(Selector)
    }
}

/// Why a text is no selector.
#[derive(Debug)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no selector")
    }
}

/// What would be called, and for what; it is forgotten.
#[derive(Debug)]
pub struct Handler<'h>(PhantomData<&'h ()>);

impl<'h> Handler<'h> {
    /// Forgets a handler of elements.
    pub fn of_element<H>(_selector: impl AsRef<str>, _handler: H) -> Handler<'h>
    where
        H: FnMut(&mut html_content::Element<'_, '_>) -> html_content::HandlerResult + 'h,
    {
        Handler(PhantomData)
    }

    /// Forgets a handler of texts.
    pub fn of_text<H>(_selector: impl AsRef<str>, _handler: H) -> Handler<'h>
    where
        H: FnMut(&mut html_content::TextChunk<'_>) -> html_content::HandlerResult + 'h,
    {
        Handler(PhantomData)
    }
}

/// Names a handler of elements.
#[macro_export]
macro_rules! element {
    ($selector:expr, $handler:expr) => {
        $crate::Handler::of_element($selector, $handler)
    };
}

/// Names a handler of texts.
#[macro_export]
macro_rules! text {
    ($selector:expr, $handler:expr) => {
        $crate::Handler::of_text($selector, $handler)
    };
}

/// How to read.
#[derive(Debug, Default)]
pub struct Settings<'h>(PhantomData<&'h ()>);

impl<'h> Settings<'h> {
    /// Default ones.
    pub fn new() -> Settings<'h> {
        Settings::default()
    }

    /// The same.
    #[must_use]
    pub fn with_strict(self, _strict: bool) -> Settings<'h> {
        self
    }

    /// The same.
    #[must_use]
    pub fn append_element_content_handler(self, _handler: Handler<'h>) -> Settings<'h> {
        self
    }
}

/// What would read; it answers everything with an error.
#[derive(Debug)]
pub struct HtmlRewriter<'h, O>(PhantomData<(&'h (), O)>);

impl<'h, O: OutputSink> HtmlRewriter<'h, O> {
    /// One that reads nothing.
    pub fn new(_settings: Settings<'h>, _sink: O) -> HtmlRewriter<'h, O> {
        HtmlRewriter(PhantomData)
    }

    /// Says that nothing is read here.
    pub fn write(&mut self, _data: &[u8]) -> Result<(), errors::RewritingError> {
        Err(errors::RewritingError)
    }
}
