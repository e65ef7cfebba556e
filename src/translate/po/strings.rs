//! Texts between quotation marks, as C has them.

/// Writes a text as it stands between quotation marks.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\t' => "\\t",
            b'\r' => "\\r",
            0x07 => "\\a",
            0x08 => "\\b",
            0x0b => "\\v",
            0x0c => "\\f",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Reads one or more texts between quotation marks on one line; the mistake's name if there is one.
pub(super) fn quoted(line: &str, out: &mut String) -> Result<(), &'static str> {
    let mut rest = line.trim();
    if rest.is_empty() {
        return Err("po-quote");
    }
    while !rest.is_empty() {
        let inside = rest.strip_prefix('"').ok_or("po-quote")?;
        rest = unescape(inside, out)?.trim_start();
    }
    Ok(())
}

/// Reads up to the closing quotation mark; what stands behind it.
fn unescape<'a>(text: &'a str, out: &mut String) -> Result<&'a str, &'static str> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let step = memchr::memchr2(b'"', b'\\', &bytes[from..]).ok_or("po-open-string")?;
        let at = from + step;
        out.push_str(&text[from..at]);
        if bytes[at] == b'"' {
            return Ok(&text[at + 1..]);
        }
        let sign = *bytes.get(at + 1).ok_or("po-open-string")?;
        from = at + 2;
        match sign {
            b'n' => out.push('\n'),
            b't' => out.push('\t'),
            b'r' => out.push('\r'),
            b'a' => out.push('\u{7}'),
            b'b' => out.push('\u{8}'),
            b'v' => out.push('\u{b}'),
            b'f' => out.push('\u{c}'),
            b'"' | b'\\' => out.push(char::from(sign)),
            b'0'..=b'7' | b'x' => from = numbers(text, at, out)?,
            _ => return Err("po-escape"),
        }
    }
}

/// Reads `\303\263` or `\xc3\xb3`, which together are letters of UTF-8; where they end.
fn numbers(text: &str, mut at: usize, out: &mut String) -> Result<usize, &'static str> {
    let bytes = text.as_bytes();
    let mut letters = Vec::new();
    while bytes.get(at) == Some(&b'\\') {
        let (start, base, longest) = match bytes.get(at + 1) {
            Some(b'x') => (at + 2, 16, 2),
            Some(b'0'..=b'7') => (at + 1, 8, 3),
            _ => break,
        };
        let is_digit = |byte: &&u8| char::from(**byte).is_digit(base);
        let end = start + bytes[start..].iter().take(longest).take_while(is_digit).count();
        let number = u8::from_str_radix(&text[start..end], base).map_err(|_| "po-escape")?;
        letters.push(number);
        at = end;
    }
    out.push_str(std::str::from_utf8(&letters).map_err(|_| "po-escape")?);
    Ok(at)
}
