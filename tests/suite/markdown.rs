//! Tests of: markdown.

use insta::assert_snapshot;

use crate::body::shown;

#[test]
fn a_paragraph_is_finished_html() {
    assert_snapshot!(shown("Hello *world* & `co<de>`."), @"<p>Hello <em>world</em> &amp; <code>co&lt;de&gt;</code>.</p>");
}
