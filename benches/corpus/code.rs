//! Code blocks of some twenty lines in four languages, no two alike: what a highlighter cannot remember.
//!
//! A language of the page gives a block of its own, so a memory by content does not help with translations either.
//! JSON stands where TOML might: the syntaxes that syntect brings know no TOML, and both programs shall really highlight.

use crate::random::Random;

const LINES: usize = 18;

struct Language {
    name: &'static str,
    first: &'static str,
    lines: &'static [&'static str],
    last: &'static str,
}

/// `@a` and `@b` are names, `@n` and `@m` numbers, `@s` words in quotes.
const LANGUAGES: [Language; 4] = [
    Language {
        name: "rust",
        first: "/// Counts @a by @b.\npub fn @a_@n(input: &[Record]) -> Result<u64, Error> {",
        lines: &[
            "    let @a = input.iter().filter(|record| record.@b > @n).count();",
            "    let mut @b: Vec<String> = Vec::with_capacity(@m);",
            "    if @a.is_empty() && @b != @n { return Err(Error::new(@s)); }",
            "    for (@a, @b) in input.iter().enumerate().skip(@m) { total += @b.@a; }",
            "    // @s was agreed on in @n",
            "    let @a = match @b { 0 => None, @m..=@n => Some(@s), _ => None };",
            "    println!(\"{} {:>8.2}\", @a, @b as f64 / @n.0);",
            "    total += u64::from(@a.@b()?) * @n;",
            "    assert!(@a < 0x@n, @s);",
        ],
        last: "    Ok(total)\n}",
    },
    Language {
        name: "python",
        first: "from datetime import date\n\ndef @a_@n(rows, @b=None):\n    \"\"\"Sum of @a by @b.\"\"\"",
        lines: &[
            "    @a = [row[@s] for row in rows if row.get(@s, 0) > @n]",
            "    @b = {key: value * @m for key, value in sorted(@a.items())}",
            "    if not @a or @b is None: raise ValueError(f\"@b {len(@a)} of @n\")",
            "    # @s was agreed on in @n",
            "    for index, @a in enumerate(@b, start=@m): total += index % @n",
            "    @a = lambda x: x ** 2 + @n if x else @s",
            "    with open(@s, encoding=\"utf-8\") as @b: @a = @b.read().split(@s)",
            "    @a, *@b = map(int, @s.join(rows[@m:@n]))",
            "    print(f\"{@a:>10} {@b!r}\", date(2024, 5, 3), end=@s)",
        ],
        last: "    return total",
    },
    Language {
        name: "json",
        first: "{\n  \"@a-@n\": {\n    \"@b\": null,",
        lines: &[
            "    \"@a_@n\": @s,",
            "    \"@b_@m\": [@n, @m, -@n.@m, @ne3],",
            "    \"@a_@m\": { \"@b\": true, \"count\": @n, \"label\": @s },",
            "    \"@b_@n\": [@s, @s, null, false],",
            "    \"@a\\u00e9_@n\": { \"since\": \"2024-05-03\", \"rows\": [[@n, @m], [@m, @n]] },",
        ],
        last: "    \"end\": @n\n  }\n}",
    },
    Language {
        name: "js",
        first: "import { @a } from \"./@b-@n.js\";\n\nexport async function load(rows, @b = @n) {",
        lines: &[
            "  const @a = rows.filter((row) => row.@b > @n).map(({ @b }) => @b * @m);",
            "  let @b = `${@a.length} of ${@n + @m} @a`;",
            "  if (!@a?.@b || @a === @s) throw new Error(@s);",
            "  // @s was agreed on in @n",
            "  for (const [key, @a] of Object.entries(@b ?? {})) total += @a % @n;",
            "  const @b = await fetch(new URL(@s, import.meta.url)).then((answer) => answer.json());",
            "  @a.addEventListener(@s, function () { this.@b -= @m; });",
            "  const @a = /^@b-(\\d{1,3})$/iu.exec(@s)?.[1] ?? null;",
            "  switch (@a) { case @n: return @s; default: @b = @m; }",
        ],
        last: "  return total;\n}",
    },
];

const NAMES: &[&str] = &[
    "visits",
    "places",
    "shelters",
    "cases",
    "answers",
    "letters",
    "months",
    "people",
    "signatures",
    "regions",
    "reports",
    "hearings",
    "guardians",
    "schools",
    "budgets",
    "requests",
    "steps",
    "records",
    "families",
    "members",
];

const WORDS: [&[&str]; 2] = [
    &[
        "open door",
        "first visit",
        "public register",
        "care plan",
        "joint letter",
        "spring term",
        "field notes",
        "case file",
    ],
    &[
        "puerta abierta",
        "primera visita",
        "registro público",
        "plan de cuidado",
        "carta conjunta",
        "curso de primavera",
        "notas de campo",
        "expediente",
    ],
];

/// The block of an item in a language (0 English, 1 Spanish), with its fences.
pub(crate) fn block(index: usize, language: usize) -> String {
    let random = &mut Random::new(index, 2 + language as u64);
    let syntax = &LANGUAGES[(index / 10) % LANGUAGES.len()];
    let mut lines = vec![fill(random, syntax.first, language)];
    lines.extend((0..LINES).map(|_| {
        let line = *random.of(syntax.lines);
        fill(random, line, language)
    }));
    lines.push(fill(random, syntax.last, language));
    format!("```{}\n{}\n```", syntax.name, lines.join("\n"))
}

/// Fills the holes of a line, each with another choice.
fn fill(random: &mut Random, line: &str, language: usize) -> String {
    let mut text = line.to_owned();
    for hole in ["@a", "@b", "@n", "@m", "@s"] {
        while text.contains(hole) {
            let filling = filling(random, hole, language);
            // A name stays the same within a line, words and numbers change.
            let times = if matches!(hole, "@a" | "@b") { usize::MAX } else { 1 };
            text = text.replacen(hole, &filling, times);
        }
    }
    text
}

fn filling(random: &mut Random, hole: &str, language: usize) -> String {
    match hole {
        "@n" => random.between(10, 9999).to_string(),
        "@m" => random.between(1, 99).to_string(),
        "@s" => format!("\"{} {}\"", random.of(WORDS[language]), random.between(1, 999)),
        _ => (*random.of(NAMES)).to_owned(),
    }
}
