//! Finds fields that do not exist: every path in a template is followed through the shape of what
//! the template gets.
//!
//! Tera itself says nothing of `{% if page.titel %}`, it is just never true. So the tags are walked
//! with a scope: loops bind a list's element, components their callers' arguments, includes and
//! parents see what the template sees. What cannot be known (a filter's result, `extra`) is let be.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::scan::{Tag, Token, TokenKind};
use crate::base::record::nearest;

/// A template or component whose fields are followed.
pub(super) type Tags<'a> = BTreeMap<&'a str, Vec<Tag<'a>>>;

/// A path that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnknownField {
    /// The template's name.
    pub(super) template: String,
    /// Where the field stands, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The field.
    pub(super) field: String,
    /// What it is looked for in: `page.frame`; empty for a variable.
    pub(super) inside: String,
    /// What may have been meant.
    pub(super) nearest: Option<String>,
}

/// Follows every path that `template` reaches when it is rendered with these variables.
pub(super) fn unknown(
    tags: &Tags<'_>,
    template: &str,
    globals: &BTreeMap<String, Value>,
    found: &mut BTreeSet<UnknownField>,
) {
    let components = components(tags);
    let mut walk = Walk { tags, components, found, seen: BTreeSet::new() };
    let scope = Scope { globals, locals: Vec::new(), component: false, sure: true };
    walk.template(template, scope, 0);
}

/// Follows every path of a component that is called with these arguments.
pub(super) fn unknown_in_component(
    tags: &Tags<'_>,
    component: &str,
    arguments: &[(String, Value)],
    globals: &BTreeMap<String, Value>,
    found: &mut BTreeSet<UnknownField>,
) {
    let components = components(tags);
    let mut walk = Walk { tags, components, found, seen: BTreeSet::new() };
    let known = arguments.iter().map(|(name, value)| (name.clone(), Shape::Known(value))).collect();
    walk.component(component, known, globals, 0);
}

/// What is known of a value.
#[derive(Clone, Copy, Debug)]
enum Shape<'v> {
    Known(&'v Value),
    Unknown,
}

#[derive(Clone)]
struct Scope<'v> {
    globals: &'v BTreeMap<String, Value>,
    locals: Vec<(String, Shape<'v>)>,
    /// A component sees of the globals only what it names as its own.
    component: bool,
    /// Whether every variable is known; not in a block, which its parent may have wrapped in a loop.
    sure: bool,
}

impl<'v> Scope<'v> {
    fn get(&self, name: &str) -> Option<Shape<'v>> {
        let local = self.locals.iter().rev().find(|(local, _)| local == name).map(|(_, shape)| *shape);
        let global = self.globals.get(name).filter(|_| !self.component);
        local.or_else(|| global.map(Shape::Known))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let globals = self.globals.keys().filter(|_| !self.component);
        self.locals.iter().map(|(name, _)| name.as_str()).chain(globals.map(String::as_str))
    }
}

/// Where a component's body stands: template, first tag, and the tag behind its last.
#[derive(Clone, Debug)]
struct Component<'a> {
    template: &'a str,
    first: usize,
    end: usize,
    parameters: Vec<&'a str>,
}

struct Walk<'a, 't, 'f> {
    tags: &'t Tags<'a>,
    components: BTreeMap<String, Component<'a>>,
    found: &'f mut BTreeSet<UnknownField>,
    seen: BTreeSet<(String, Vec<usize>)>,
}

// Tera refuses circular includes and parents, and components that call themselves deeper than this.
const DEEPEST: usize = 20;

fn components<'a>(tags: &Tags<'a>) -> BTreeMap<String, Component<'a>> {
    let mut components = BTreeMap::new();
    for (template, tags) in tags {
        let mut open: Option<(String, Component<'a>)> = None;
        for (place, tag) in tags.iter().enumerate() {
            match tag.tokens.as_slice() {
                [word, rest @ ..] if !tag.prints && word.is_word("component") => {
                    let (name, length) = dotted(rest);
                    let parameters = parameters(&rest[length..]);
                    open = Some((name, Component { template, first: place + 1, end: place, parameters }));
                }
                [word, ..] if !tag.prints && word.is_word("endcomponent") => {
                    if let Some((name, component)) = open.take() {
                        components.insert(name, Component { end: place, ..component });
                    }
                }
                _ => {}
            }
        }
    }
    components
}

/// A component's name, `card` or `ui.card`, and how many tokens it takes.
pub(super) fn dotted(tokens: &[Token<'_>]) -> (String, usize) {
    let Some(first) = tokens.first().filter(|token| token.kind == TokenKind::Word) else {
        return (String::new(), 0);
    };
    let (mut name, mut length) = (first.text.to_owned(), 1);
    while let [dot, part, ..] = &tokens[length..] {
        if !dot.is(".") {
            break;
        }
        name.push('.');
        name.push_str(part.text);
        length += 2;
    }
    (name, length)
}

/// The names in `(item: map, level: string = "h2", @s, ...rest)`.
fn parameters<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let opens = |token: &Token<'_>| token.is("(") || token.is(",") || token.is("@") || token.is("...");
    let pairs = tokens.windows(2).filter(|pair| opens(&pair[0]) && pair[1].kind == TokenKind::Word);
    pairs.map(|pair| pair[1].text).collect()
}

impl<'a> Walk<'a, '_, '_> {
    fn template(&mut self, name: &str, scope: Scope<'_>, depth: usize) {
        let tags = self.tags;
        let Some((name, tags)) = tags.get_key_value(name).filter(|_| depth < DEEPEST) else { return };
        self.run(name, tags, scope, depth);
    }

    fn component(
        &mut self,
        name: &str,
        arguments: Vec<(String, Shape<'_>)>,
        globals: &BTreeMap<String, Value>,
        depth: usize,
    ) {
        let Some(component) = self.components.get(name).filter(|_| depth < DEEPEST).cloned() else { return };
        let address = |shape: &Shape<'_>| match shape {
            Shape::Known(value) => std::ptr::from_ref(*value) as usize,
            Shape::Unknown => 0,
        };
        let call = (name.to_owned(), arguments.iter().map(|(_, shape)| address(shape)).collect());
        if !self.seen.insert(call) {
            return;
        }
        let inherited = |name: &&str| globals.get(*name).map_or(Shape::Unknown, Shape::Known);
        let mut locals: Vec<_> =
            component.parameters.iter().map(|name| ((*name).to_owned(), inherited(name))).collect();
        locals.push(("body".to_owned(), Shape::Unknown));
        locals.extend(arguments);
        let tags = self.tags;
        let Some(tags) = tags.get(component.template) else { return };
        let scope = Scope { globals, locals, component: true, sure: true };
        self.run(component.template, &tags[component.first..component.end], scope, depth);
    }

    fn run<'v>(&mut self, template: &str, tags: &[Tag<'a>], mut scope: Scope<'v>, depth: usize) {
        let mut loops: Vec<usize> = Vec::new();
        let mut inside_component = false;
        for tag in tags {
            let keyword = tag.tokens.first().filter(|_| !tag.prints).map_or("", |token| token.text);
            match keyword {
                "component" => inside_component = true,
                "endcomponent" => inside_component = false,
                _ if inside_component => {}
                "block" | "endblock" | "else" | "endif" | "raw" | "endraw" | "endset" | "filter"
                | "endfilter" | "break" | "continue" => {}
                "extends" | "include" => {
                    scope.sure &= keyword != "extends";
                    if let Some(name) = tag.tokens.get(1).filter(|token| token.kind == TokenKind::Text) {
                        self.template(name.text, Scope { sure: true, ..scope.clone() }, depth + 1);
                    }
                }
                "for" => {
                    loops.push(scope.locals.len());
                    self.bind_loop(template, tag, &mut scope);
                }
                "endfor" => scope.locals.truncate(loops.pop().unwrap_or(0)),
                "set" | "set_global" => self.bind_set(template, tag, &mut scope),
                _ => self.expression(template, &tag.tokens, &scope, depth),
            }
        }
    }

    /// `for item in page.cards`, `for key, value in page.extra`.
    fn bind_loop<'v>(&mut self, template: &str, tag: &Tag<'_>, scope: &mut Scope<'v>) {
        let Some(place) = tag.tokens.iter().position(|token| token.is_word("in")) else { return };
        let (names, list) = tag.tokens.split_at(place);
        let list = &list[1..];
        self.expression(template, list, scope, 0);
        let names: Vec<_> = names[1..].iter().filter(|token| token.kind == TokenKind::Word).collect();
        let element = match (names.len(), shape(list, scope)) {
            (1, Shape::Known(value)) => element(value),
            _ => Shape::Unknown,
        };
        scope.locals.push(("loop".to_owned(), Shape::Unknown));
        scope.locals.extend(names.iter().map(|name| (name.text.to_owned(), element)));
    }

    /// `set name = page.title`.
    fn bind_set<'v>(&mut self, template: &str, tag: &Tag<'_>, scope: &mut Scope<'v>) {
        let [_, name, rest @ ..] = tag.tokens.as_slice() else { return };
        let value = rest.split_first().filter(|(sign, _)| sign.is("=")).map_or(&[][..], |(_, value)| value);
        self.expression(template, value, scope, 0);
        scope.locals.push((name.text.to_owned(), shape(value, scope)));
    }

    /// Every path of an expression, and the components that it calls.
    fn expression(&mut self, template: &str, tokens: &[Token<'_>], scope: &Scope<'_>, depth: usize) {
        let mut scope = scope.clone();
        bind_comprehension(tokens, &mut scope);
        let mut calls = Vec::new();
        let mut place = 0;
        while place < tokens.len() {
            if let Some((call, length)) = call(tokens, place) {
                calls.push(call);
                place += 1 + length;
                continue;
            }
            let path = path(tokens, place);
            if path.is_empty() {
                place += 1;
                continue;
            }
            place += 2 * path.len() - 1;
            self.follow(template, &path, &scope);
        }
        for (name, arguments) in calls {
            let arguments =
                arguments.into_iter().map(|(name, value)| (name.to_owned(), shape(value, &scope))).collect();
            self.component(&name, arguments, scope.globals, depth + 1);
        }
    }

    fn follow(&mut self, template: &str, path: &[&Token<'_>], scope: &Scope<'_>) {
        let Some((root, fields)) = path.split_first() else { return };
        let mut shape = match scope.get(root.text) {
            Some(shape) => shape,
            None if scope.sure => return self.miss(template, root, "", scope.names()),
            None => return,
        };
        let mut inside = root.text.to_owned();
        for field in fields {
            let Shape::Known(value) = shape else { return };
            let Some(map) = value.as_map().filter(|_| field.kind == TokenKind::Word) else { return };
            if inside.ends_with("extra") {
                return;
            }
            match inner(value, field.text) {
                Some(value) if value.is_none() => return,
                Some(value) => shape = Shape::Known(value),
                None => {
                    return self.miss(template, field, &inside, map.keys().filter_map(|key| key.as_str()));
                }
            }
            inside = format!("{inside}.{}", field.text);
        }
    }

    fn miss<'n>(
        &mut self,
        template: &str,
        field: &Token<'_>,
        inside: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let mut known: Vec<_> = known.collect();
        known.sort_unstable();
        self.found.insert(UnknownField {
            template: template.to_owned(),
            start: field.range.start,
            end: field.range.end,
            field: field.text.to_owned(),
            inside: inside.to_owned(),
            nearest: nearest(field.text, known).map(str::to_owned),
        });
    }
}

/// `[card.title for card in page.cards]` binds `card` in the whole expression.
fn bind_comprehension(tokens: &[Token<'_>], scope: &mut Scope<'_>) {
    let Some(start) = tokens.iter().position(|token| token.is_word("for")) else { return };
    let names = tokens[start + 1..].iter().take_while(|token| !token.is_word("in"));
    let names = names.filter(|token| token.kind == TokenKind::Word);
    scope.locals.extend(names.map(|name| (name.text.to_owned(), Shape::Unknown)));
}

const KEYWORDS: [&str; 14] =
    ["and", "or", "not", "in", "is", "if", "elif", "else", "for", "true", "false", "True", "False", "none"];

/// The path that begins at `place`: its words; empty if none begins there.
fn path<'t, 'a>(tokens: &'t [Token<'a>], place: usize) -> Vec<&'t Token<'a>> {
    let root = &tokens[place];
    let before = place.checked_sub(1).map(|place| &tokens[place]);
    let behind = tokens.get(place + 1);
    let named = behind.is_some_and(|token| token.is("=") || token.is("("));
    let applied = before.is_some_and(|token| {
        token.is("|") || token.is(".") || token.is("?.") || token.is("</") || token.is_word("is")
    });
    let negated =
        before.is_some_and(|token| token.is_word("not")) && place >= 2 && tokens[place - 2].is_word("is");
    let keyword = KEYWORDS.contains(&root.text);
    if root.kind != TokenKind::Word || named || applied || negated || keyword {
        return Vec::new();
    }
    let mut path = vec![root];
    let mut rest = &tokens[place + 1..];
    while let [dot, field, behind @ ..] = rest {
        if !(dot.is(".") || dot.is("?.")) {
            break;
        }
        path.push(field);
        rest = behind;
    }
    path
}

/// What an expression is, where it is a mere path, perhaps with the filters that keep a list's kind.
fn shape<'v>(tokens: &[Token<'_>], scope: &Scope<'v>) -> Shape<'v> {
    let path = if tokens.is_empty() { Vec::new() } else { path(tokens, 0) };
    let Some((root, fields)) = path.split_first() else { return Shape::Unknown };
    let behind = &tokens[(2 * path.len() - 1).min(tokens.len())..];
    let keeps = match behind {
        [] => true,
        [bar, filter, ..] => bar.is("|") && matches!(filter.text, "reverse" | "sort" | "unique"),
        [_] => false,
    };
    let Some(mut shape) = scope.get(root.text).filter(|_| keeps) else { return Shape::Unknown };
    for field in fields {
        let Shape::Known(value) = shape else { return Shape::Unknown };
        shape = match inner(value, field.text) {
            Some(value) if !value.is_none() => Shape::Known(value),
            _ => Shape::Unknown,
        };
    }
    shape
}

fn inner<'v>(value: &'v Value, field: &str) -> Option<&'v Value> {
    value.as_map()?.iter().find(|(key, _)| key.as_str() == Some(field)).map(|(_, value)| value)
}

fn element(value: &Value) -> Shape<'_> {
    value.as_array().and_then(<[Value]>::first).map_or(Shape::Unknown, Shape::Known)
}

type Call<'t, 'a> = (String, Vec<(&'a str, &'t [Token<'a>])>);

/// The component call that begins at `place`, `<name key={value} {shorthand} other="text" …`, and
/// how many tokens its name takes.
fn call<'t, 'a>(tokens: &'t [Token<'a>], place: usize) -> Option<(Call<'t, 'a>, usize)> {
    let first = place == 0 || tokens[place - 1].is("=") || tokens[place - 1].is("{");
    let (name, length) = dotted(&tokens[place + 1..]);
    if !(tokens[place].is("<") && first && length > 0) {
        return None;
    }
    let rest = &tokens[place + 1 + length..];
    let mut arguments = Vec::new();
    let mut at = 0;
    while at < rest.len() && !rest[at].is(">") && !rest[at].is("/") {
        if rest[at].is("{") {
            let length = rest[at..].iter().position(|token| token.is("}")).unwrap_or(rest.len() - at);
            let value = &rest[at + 1..(at + length).min(rest.len())];
            let named = at >= 2 && rest[at - 1].is("=");
            let key = if named { Some(rest[at - 2].text) } else { value.first().map(|token| token.text) };
            arguments.extend(key.map(|key| (key, value)));
            at += length;
        }
        at += 1;
    }
    Some(((name, arguments), length))
}
