//! Style inside a drawing: nothing in it may lead out of the drawing.

/// Functions whose strings are addresses (CSS Images 4, CSS Values 5).
const LOADING: [&str; 6] = ["image-set(", "image(", "src(", "cross-fade(", "element(", "expression("];

/// A style sheet without imports and outside addresses; empty if it hides its meaning.
pub(super) fn sheet(sheet: &str) -> String {
    let sheet = without_comments(sheet);
    if hides_something(&sheet) {
        return String::new();
    }
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = &sheet[..];
    while let Some(at) = position(rest, "@import") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].split_once(';').map_or("", |(_, rest)| rest);
    }
    kept.push_str(rest);
    let kept = without_outside(&kept);
    if kept.contains("://") || position(&kept, "@import").is_some() { String::new() } else { kept }
}

/// The declarations of a `style` attribute that stay inside.
pub(super) fn declarations(style: &str) -> String {
    let style = without_comments(style);
    if hides_something(&style) {
        return String::new();
    }
    let kept = style.split(';').filter(|declaration| is_inside(declaration));
    kept.map(str::trim).filter(|declaration| !declaration.is_empty()).collect::<Vec<_>>().join(";")
}

/// Whether a value names nothing but places in the drawing.
pub(super) fn is_inside(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let targets = lower.split("url(").skip(1);
    let mut inside = targets.map(|target| target.trim_start_matches([' ', '"', '\'']).starts_with('#'));
    inside.all(|inside| inside) && !lower.contains("javascript:") && !hides_something(value)
}

// An escape spells any word in another way.
fn hides_something(css: &str) -> bool {
    let lower = css.to_ascii_lowercase();
    lower.contains('\\') || LOADING.iter().any(|function| lower.contains(function))
}

fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        // Two words that a comment divides stay two words.
        kept.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
    }
    kept.push_str(rest);
    kept
}

fn without_outside(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = position(rest, "url(") {
        let end = rest[at..].find(')').map_or(rest.len(), |end| at + end + 1);
        kept.push_str(&rest[..at]);
        kept.push_str(if is_inside(&rest[at..end]) { &rest[at..end] } else { "none" });
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

fn position(css: &str, word: &str) -> Option<usize> {
    css.to_ascii_lowercase().find(word)
}
