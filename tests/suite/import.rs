//! `altavoz import`: small sites of three programs come along whole, and what does not is said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use altavoz::base::date::When;
use altavoz::base::{Lang, Source, SourcePath, Sources};
use altavoz::import::{Generator, New, Trial};
use assert_cmd::Command;
use insta::assert_snapshot;
use proptest::prelude::*;
use tempfile::TempDir;

const CONFIG: &str = "title = \"New\"\nbase_url = \"https://example.org\"\ndefault_language = \"en\"\n\
                      [languages.en]\n[languages.es]\n";

/// An old site beside a new one.
struct Move {
    folder: TempDir,
}

/// What the program said.
struct Ran {
    code: i32,
    stdout: String,
}

impl Move {
    /// Files of the old site, each behind a line `--- path`.
    fn of(files: &str) -> Move {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let all = Move { folder };
        put(&all.old(), files);
        put(&all.root(), &format!("--- config.toml\n{CONFIG}"));
        all
    }

    fn old(&self) -> PathBuf {
        self.folder.path().join("old")
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("new")
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_altavoz"));
        command.env("NO_COLOR", "1").args(arguments).arg("--root").arg(self.root());
        let output = command.args(["--today", "2026-11-22"]).output().expect("the program runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!stderr.contains("panicked"), "{stderr}");
        Ran {
            code: output.status.code().expect("not killed"),
            stdout: format!("{}{stderr}", String::from_utf8_lossy(&output.stdout)),
        }
    }

    fn import(&self) -> Ran {
        self.run(&["import", self.old().to_str().expect("UTF-8"), "--format", "json"])
    }

    /// What the import says, a line each: `code file:line value`.
    fn said(&self) -> String {
        let lines = objects(&self.import().stdout);
        let said = lines.iter().filter(|object| object.get("code").is_some()).map(|object| {
            let text = |key: &str| object[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}:{}: {}", text("code"), text("file"), object["line"], text("message"))
        });
        said.collect::<Vec<_>>().join("\n")
    }

    /// The codes of a build's errors.
    fn errors(&self) -> Vec<String> {
        let ran = self.run(&["build", "--format", "json"]);
        let objects = objects(&ran.stdout);
        let errors = objects.iter().filter(|object| object["severity"] == "error");
        errors.map(|object| format!("{} {}:{}", object["code"], object["file"], object["line"])).collect()
    }

    /// A file of the new site.
    fn file(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path))
            .unwrap_or_else(|cause| panic!("{path}: {cause}\n{}", self.tree()))
    }

    /// Every file of the new site's folders.
    fn tree(&self) -> String {
        tree(&self.root(), &["content", "assets"])
    }

    /// Whether a server answers at an address.
    fn answers(&self, address: &str) -> bool {
        answers(&self.root().join("public"), address)
    }
}

/// How tags, links and signs begin and end.
const ENDS: [(&str, &str); 20] = [
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{{</*", "*/>}}"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("{%-", "-%}"),
    ("{{ figure(", ") }}"),
    ("{{< figure ", ">}}"),
    ("{% include figure.html ", "%}"),
    ("{% highlight", "%}á{% endhighlight %}"),
    ("[[", "]]"),
    ("[", "](a.md)"),
    ("![á](", ")"),
    ("[a]: ", "\n"),
    ("{:", "}"),
    ("<!--", "-->"),
    ("```", "\n```\n"),
    ("\n\n", ""),
    ("\n* ", "\n"),
    ("", ""),
];

/// What their readers look for inside them.
const INSIDE: &str = concat!(
    r#"(/\*|\*/|/|-|=|,|:|\\|\||"|'|`|#|ref|link|include |"#,
    r#"figure|figure\.html|youtube|gist|tweet|quote|src=|alt="|caption='|id=|by=|user=|end|"#,
    r#"raw|comment|highlight|site\.baseurl|relative_url|post_url|toc|more|"#,
    r#"a\.md|b|/b/|@/|\.\./|%2|https://x\.org|\n|\r\n|\t| |  |á|🦤|\u{301}|\u{a0}|\u{3000}|\(|\)|<|>|\[|\]|\{|\}){0,8}"#
);

/// Tags, links and signs, whole or cut short anywhere.
fn text() -> impl Strategy<Value = String> {
    let ends = proptest::sample::select(&ENDS);
    let part = (ends, INSIDE, 0..40_usize).prop_map(|((open, close), inside, cut)| {
        let whole = format!("{open}{inside}{close}");
        // Most stay whole, since what is cut short is seldom a tag.
        if cut < 8 { whole.chars().take(cut).collect() } else { whole }
    });
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_stumble_and_every_note_stands_in_its_file(
        body in text(),
        generator in prop_oneof![Just(Generator::Hugo), Just(Generator::Jekyll), Just(Generator::Zola)],
    ) {
        let page = |body: &str| format!("---\ntitle: \"A\"\npermalink: /x/\n---\n{body}\n");
        let old = [("content/a.md", page(&body)), ("content/b.md", page("[a](a.md)"))];
        let source = |(path, text): &(&str, String)| Source::new(SourcePath::new(path), text.as_bytes());
        let old: Sources = old.iter().map(source).collect();
        let own: Sources = [Source::new(SourcePath::new("config.toml"), CONFIG.as_bytes())].into_iter().chain(altavoz::collect::builtin()).collect();
        let now = When::parse("2026-11-22").expect("a day");
        let trial = |files: &[Source], missing: &[Lang]| altavoz::trial(&own, files, missing, now);
        let new = new_site("news", &trial);
        let (carried, said) = altavoz::import::import(&old, generator, &new);
        prop_assert_eq!(carried.pages, 2);
        for found in &said {
            let text = old.by_id(found.span.source).expect("an old file").text().expect("UTF-8");
            prop_assert!(text.get(found.span.start as usize..found.span.end as usize).is_some(), "{:?}", found);
        }
    }
}

fn new_site<'a>(into: &str, trial: &'a (dyn Fn(&[Source], &[Lang]) -> Trial + Sync)) -> New<'a> {
    New {
        langs: vec![Lang::new("en"), Lang::new("es")],
        into: into.to_owned(),
        region: Some("global".to_owned()),
        base_path: String::new(),
        reason: "it was public before".to_owned(),
        now: When::parse("2026-11-22").expect("a day").instant(&jiff::tz::TimeZone::UTC),
        zone: jiff::tz::TimeZone::UTC,
        has: &|_| false,
        trial,
    }
}

const HOSTILE: &str = "(\\.\\.|\\.|/|\\\\|\u{0}|a|b|_index|index|posts|es|%2e|2021-01-02-){1,6}";

proptest! {
    #[test]
    fn no_name_language_address_or_section_leads_out_of_the_site(
        (name, folder, key) in (HOSTILE, HOSTILE, HOSTILE),
        (slug, url, section) in (HOSTILE, HOSTILE, HOSTILE),
        generator in prop_oneof![Just(Generator::Hugo), Just(Generator::Jekyll), Just(Generator::Zola)],
    ) {
        let quoted = |text: &str| serde_json::to_string(text).expect("a text");
        let (lang, page_lang) = (quoted(&key), quoted(&folder));
        let page = format!(
            "---\ntitle: A\nslug: {}\nurl: {}\npermalink: {}\nlang: {page_lang}\ntranslationKey: k\n---\nText.\n",
            quoted(&slug), quoted(&url), quoted(&url),
        );
        let settings = format!(
            "default_language = {page_lang}\ndefaultContentLanguage = {page_lang}\nlanguages = {{ {lang} = {{ contentDir = \"other\" }} }}\n"
        );
        let old: Sources = [
            ("hugo.toml".to_owned(), settings.clone()),
            ("config.toml".to_owned(), settings),
            ("_config.yml".to_owned(), format!("lang: {page_lang}\nlanguages: [{lang}]\n")),
            (format!("content/{folder}/{name}.md"), page.clone()),
            (format!("content/{name}.{key}.md"), page.clone()),
            (format!("{key}/{name}.md"), page.clone()),
            (format!("_posts/{name}.md"), page.clone()),
            ("other/a.md".to_owned(), page),
            (format!("content/{folder}/{name}.pdf"), String::new()),
            (format!("static/{name}"), String::new()),
        ].into_iter().map(|(path, text)| Source::new(SourcePath::new(path), text.into_bytes())).collect();
        let trial = |_: &[Source], _: &[Lang]| Trial::default();
        let (carried, _) = altavoz::import::import(&old, generator, &new_site(&section, &trial));
        for file in &carried.files {
            let path = file.path.as_str();
            prop_assert!(path.starts_with("content/") || path.starts_with("assets/"), "{path:?}");
            let is_plain = |part: &str| !["", ".", ".."].contains(&part) && !part.contains(['\\', '\0']);
            prop_assert!(path.split('/').all(is_plain), "{path:?}");
        }
    }
}

fn objects(text: &str) -> Vec<serde_json::Value> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn tree(root: &Path, folders: &[&str]) -> String {
    let files = folders.iter().flat_map(|folder| {
        walkdir::WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().flatten()
    });
    let files = files.filter(|entry| entry.file_type().is_file());
    let names =
        files.map(|entry| entry.path().strip_prefix(root).expect("inside").to_string_lossy().into_owned());
    names.collect::<Vec<_>>().join("\n")
}

/// As nginx does it: the file, the folder's index, or the page without its ending.
fn answers(public: &Path, address: &str) -> bool {
    let path = address.trim_start_matches('/');
    let file = public.join(path);
    let bare = path.trim_end_matches('/');
    file.is_file()
        || public.join(bare).join("index.html").is_file()
        || public.join(format!("{bare}.html")).is_file()
}

fn put(root: &Path, files: &str) {
    for file in format!("\n{files}").split("\n--- ").skip(1) {
        let (path, text) = file.split_once('\n').unwrap_or((file, ""));
        let place = root.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a disk");
        fs::write(place, format!("{text}\n")).expect("a disk");
    }
}

const HUGO: &str = r#"--- hugo.toml
baseURL = "https://old.example.org/"
defaultContentLanguage = "en"
[languages.en]
[languages.es]
[permalinks]
essays = "/:year/:month/:slug/"
--- content/_index.md
---
title: Home
---
Welcome. See [the hearing](/posts/hearing/) and [the report](/docs/report.pdf).
--- content/posts/_index.md
---
title: Posts
---
--- content/posts/hearing/index.md
+++
title = "The hearing"
date = 2021-06-12T10:00:00-04:00
lastmod = 2021-06-13
tags = ["courts", "children"]
categories = ["news"]
author = "Ana Pérez"
aliases = ["/2021/hearing/", "old-name"]
mood = "hopeful"
description = "What was said"
images = ["photo.svg"]
+++
{{< figure src="photo.svg" alt="A room" caption="The \"room\"" >}}

Watch: {{< youtube dQw4w9WgXcQ >}}

Read [the vote]({{< ref "/posts/vote.md" >}}) and [again]({{< relref "vote#how" >}}), ![pic](photo.svg), [gone](/nowhere/).

{{< highlight python "linenos=table" >}}
print("{{ braces }}")
{{< /highlight >}}

{{< fancy box="1" >}}inside{{< /fancy >}}

Shown: {{</* figure src="x" */>}} and `{{< code >}}`.

<!--more-->

The end: [home](https://old.example.org/), [here](#nothing).
--- content/posts/hearing/index.es.md
---
title: "La audiencia: qué se dijo"
date: 2021-06-12T10:00:00-04:00
tags: [tribunales]
slug: audiencia
---
[El voto]({{< ref "vote.md" >}})
--- content/posts/hearing/photo.svg
<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>
--- content/posts/vote.md
---
title: The vote
date: 2021-06-20
draft: true
url: /special/vote.html
---
## How
Text.
--- content/posts/2022-01-02-dated.md
{
  "title": "Dated in JSON",
  "tags": ["a"]
}

Text.
--- content/essays/Long Read.md
---
title: Long read
date: 2020-03-04
menu: main
weight: 5
---
Text.
--- content/about.md
---
title: About
menu:
  footer:
    weight: 10
publishDate: 2020-01-01
cover: {src: /img/us.svg, alt: Us}
---
Text.
--- content/petitions/free.md
---
title: A petition page
---
--- content/future.md
---
title: Future
date: 2030-01-01
---
--- static/docs/report.pdf
%PDF
--- static/img/us.svg
<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>
--- static/robots.txt
User-agent: *
--- public/index.html
built
"#;

#[test]
fn a_hugo_site_comes_along() {
    let all = Move::of(HUGO);
    assert_snapshot!(all.said(), @r#"
    import/region content/posts/2022-01-02-dated.md:1: nothing says which countries this is about, so its region is `global` (items like this: 3)
    import/translation-field content/posts/hearing/index.es.md:4: `tags` of a translation comes from its original, which says something else; it was kept under `[extra]`
    import/link content/posts/hearing/index.es.md:7: `../vote.md` leads to a page that is not published (draft): its words stay, without a link
    import/picture-without-alt content/posts/hearing/index.md:11: the picture `photo.svg` has no words for those who do not see it; it was kept under `[extra]`
    import/link content/posts/hearing/index.md:17: `../vote.md` leads to a page that is not published (draft): its words stay, without a link
    import/link content/posts/hearing/index.md:17: `../vote.md#how` leads to a page that is not published (draft): its words stay, without a link
    import/link content/posts/hearing/index.md:17: `/nowhere/` leads nowhere: its words stay, without a link
    import/template-tag content/posts/hearing/index.md:23: `{{< fancy box="1" >}}` means something to a template only; it stayed in the text as it is
    import/template-tag content/posts/hearing/index.md:23: `{{< /fancy >}}` means something to a template only; it stayed in the text as it is
    import/link content/posts/hearing/index.md:29: `#nothing` leads nowhere: its words stay, without a link
    import/made-anyway static/robots.txt:1: a build makes `robots.txt` by itself, so this one was left behind
    "#);
    assert_snapshot!(all.tree(), @"
    content/_index.md
    content/about.md
    content/essays/Long Read.md
    content/future.md
    content/news/2022-01-02-dated.md
    content/news/_index.md
    content/news/hearing/index.es.md
    content/news/hearing/index.md
    content/news/hearing/photo.svg
    content/news/vote.md
    content/petitions-pages/free.md
    assets/docs/report.pdf
    assets/img/us.svg
    ");
    assert_snapshot!(all.file("content/news/hearing/index.md"), @r#"
    +++
    title = "The hearing"
    summary = "What was said"
    date = 2021-06-12
    updated = 2021-06-13
    authors = [{ name = "Ana Pérez" }]
    regions = ["global"]
    topics = ["news", "courts", "children"]
    aliases = ["/2021/hearing/", "/posts/old-name"]

    [extra]
    mood = "hopeful"
    images = ["photo.svg"]
    +++

    :::figure{src="photo.svg" alt="A room" caption="The ”room”"} :::

    Watch: 

    :::video{src="https://www.youtube.com/watch?v=dQw4w9WgXcQ" host="www.youtube.com"} :::

    Read the vote and again, ![pic](photo.svg), gone.

    ```python
    print("{{ braces }}")
    ```

    {{< fancy box="1" >}}inside{{< /fancy >}}

    Shown: {{< figure src="x" >}} and `{{< code >}}`.

    The end: [home](../../_index.md), here.
    "#);
    assert_snapshot!(all.file("content/news/hearing/index.es.md"), @r#"
    +++
    title = "La audiencia: qué se dijo"
    slug = "audiencia"
    aliases = ["/es/posts/audiencia/"]

    [extra]
    tags = ["tribunales"]
    +++

    El voto
    "#);
    assert_snapshot!(all.file("content/essays/Long Read.md"), @r#"
    +++
    title = "Long read"
    date = 2020-03-04
    menu = "main"
    weight = 5
    aliases = ["/2020/03/long-read/"]
    +++

    Text.
    "#);
    assert_snapshot!(all.file("content/about.md"), @r#"
    +++
    title = "About"
    publish = 2020-01-01
    menu = "footer"
    image = { src = "/img/us.svg", alt = "Us" }
    +++

    Text.
    "#);
    assert_snapshot!(all.file("content/future.md"), @r#"
    +++
    title = "Future"
    date = 2030-01-01
    publish = 2030-01-01
    +++
    "#);
}

#[test]
fn every_address_of_a_hugo_site_answers() {
    let all = Move::of(HUGO);
    assert_eq!(all.import().code, 0);
    assert_eq!(all.errors(), [""; 0]);
    // All that Hugo 0.168 publishes of it.
    let old = [
        "/",
        "/en/",
        "/posts/",
        "/posts/hearing/",
        "/2021/hearing/",
        "/posts/old-name/",
        "/es/posts/audiencia/",
        "/posts/2022-01-02-dated/",
        "/2020/03/long-read/",
        "/about/",
        "/petitions/free/",
        "/docs/report.pdf",
        "/img/us.svg",
    ];
    let silent: Vec<_> = old.into_iter().filter(|address| !all.answers(address)).collect();
    assert_eq!(silent, [""; 0]);
    assert!(!all.answers("/special/vote.html"), "a draft is nowhere");
    assert!(
        !all.answers("/posts/hearing/photo.svg"),
        "a picture has a new name, since its old one may be a person's"
    );
}

#[test]
fn an_argument_without_a_value_is_no_argument() {
    for (config, page, tag) in [
        ("hugo.toml", "content/a.md", "{{<*/figure src=>}}"),
        ("hugo.toml", "content/a.md", "{{< figure src= >}}"),
        ("hugo.toml", "content/a.md", "{{< figure src=, alt=\"A room\" >}}"),
        ("_config.yml", "a.md", "{% include figure.html alt=\"A room\" src= %}"),
        ("config.toml\nbase_url = \"/\"", "content/a.md", "{{ figure(alt=\"A room\", src=) }}"),
    ] {
        let all = Move::of(&format!("--- {config}\n--- {page}\n---\ntitle: A\n---\n{tag}"));
        let said = all.said();
        assert!(said.contains(&format!("import/template-tag {page}:4")), "{tag}: {said}");
        assert!(all.file("content/a.md").contains(tag), "{tag}");
    }
}

const JEKYLL: &str = r#"--- _config.yml
url: https://old.example.org
baseurl: /campaign
permalink: /:categories/:year/:month/:day/:title/
collections:
  stories:
    output: true
defaults:
  - scope: {path: "es"}
    values: {lang: es}
--- _layouts/default.html
<html>
--- _posts/2021-06-12-the-hearing.md
---
layout: post
title: The hearing
categories: [courts]
tags: open letters
excerpt: "In short"
---
* TOC
{:toc}

See {% link _stories/ana.md %} and [the vote]({% post_url 2021-06-20-vote %}#how){:target="_blank"}.
{: .lead}

{% highlight ruby %}
puts 1
{% endhighlight %}

{% include figure.html src="/images/a.svg" alt="A chart" caption="Chart" %}
{% include youtube.html id="abc123" %}
{% include signup.html list=3 %}

![photo]({{ site.baseurl }}/images/a.svg) {{ '/about/' | relative_url }} {{ site.time }}

{% raw %}{{ shown }}{% endraw %}
{% comment %}secret{% endcomment %}
--- _posts/2021-06-20-vote.markdown
---
title: "Vote"
published: true
---
## How
[Wiki [[the-hearing]]] and [[about|About us]] and [[nobody]].
--- _drafts/soon.md
---
title: Soon
---
Not yet.
--- _stories/ana.md
---
title: Ana
redirect_from: [/ana/, /stories/ana-old.html]
---
Her words.
--- about.md
---
title: About
permalink: /about/us
ref: about
---
[Home](/campaign/) [vote](/campaign/2021/06/20/vote/)
--- es/acerca.md
---
title: Acerca
ref: about
---
Hola.
--- moved.md
---
redirect_to: /campaign/about/us
permalink: /team/
---
--- index.md
---
title: Home
---
Hello.
--- page.html
---
layout: default
---
<p>
--- images/a.svg
<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>
--- css/main.scss
---
---
--- README.md
# Read me
"#;

#[test]
fn a_jekyll_site_comes_along() {
    let all = Move::of(JEKYLL);
    assert_snapshot!(all.said(), @r#"
    import/base-path _drafts/soon.md:1: the old site lay under `/campaign`: its pages are found there still, its pictures and files are not
    import/no-date _drafts/soon.md:1: nothing says of which day this is, so it became a page and no news
    import/templates _layouts/default.html:1: what lies in `_layouts` makes pages and is none; it was left behind
    import/region _posts/2021-06-12-the-hearing.md:1: nothing says which countries this is about, so its region is `global` (items like this: 2)
    import/attributes _posts/2021-06-12-the-hearing.md:11: `{:target="_blank"}` was taken out: looks belong to the theme here
    import/attributes _posts/2021-06-12-the-hearing.md:12: `{: .lead}` was taken out: looks belong to the theme here
    import/template-tag _posts/2021-06-12-the-hearing.md:20: `{% include signup.html list=3 %}` means something to a template only; it stayed in the text as it is
    import/template-tag _posts/2021-06-12-the-hearing.md:22: `{{ site.time }}` means something to a template only; it stayed in the text as it is
    import/comment _posts/2021-06-12-the-hearing.md:25: this comment was left behind, since readers would see it
    import/wiki-link _posts/2021-06-20-vote.markdown:6: no page has the name of `[[nobody]]`; it stayed in the text as it is
    import/template page.html:1: this page is made by a template and was left behind
    "#);
    assert_snapshot!(all.tree(), @"
    content/_index.md
    content/about.es.md
    content/about.md
    content/news/2021-06-12-the-hearing.md
    content/news/2021-06-20-vote.md
    content/posts/soon.md
    content/stories/ana.md
    assets/images/a.svg
    ");
    assert_snapshot!(all.file("content/news/2021-06-12-the-hearing.md"), @r#"
    +++
    title = "The hearing"
    summary = "In short"
    regions = ["global"]
    topics = ["courts", "open", "letters"]
    toc = true
    aliases = ["/campaign/courts/2021/06/12/the-hearing/"]

    [extra]
    layout = "post"
    +++

    See ../stories/ana.md and [the vote](2021-06-20-vote.md#how).

    ```ruby
    puts 1
    ```

    :::figure{src="/images/a.svg" alt="A chart" caption="Chart"} :::
    :::video{src="https://www.youtube.com/watch?v=abc123" host="www.youtube.com"} :::
    {% include signup.html list=3 %}

    ![photo](/images/a.svg) /about/ {{ site.time }}

    {{ shown }}
    "#);
    assert_snapshot!(all.file("content/news/2021-06-20-vote.md"), @r#"
    +++
    title = "Vote"
    regions = ["global"]
    aliases = ["/campaign/2021/06/20/vote/"]
    +++

    ## How
    [Wiki [the-hearing](2021-06-12-the-hearing.md)] and [About us](../about.md) and [[nobody]].
    "#);
    assert_snapshot!(all.file("content/about.md"), @r#"
    +++
    title = "About"
    slug = "us"
    aliases = ["/campaign/about/us", "/campaign/team/"]

    [extra]
    ref = "about"
    +++

    [Home](_index.md) [vote](news/2021-06-20-vote.md)
    "#);
    assert_snapshot!(all.file("content/about.es.md"), @r#"
    +++
    title = "Acerca"
    slug = "acerca"
    aliases = ["/campaign/es/acerca/"]

    [extra]
    ref = "about"
    +++

    Hola.
    "#);
    assert_snapshot!(all.file("content/stories/ana.md"), @r#"
    +++
    title = "Ana"
    aliases = ["/campaign/stories/ana.html", "/campaign/ana/", "/campaign/stories/ana-old.html"]
    +++

    Her words.
    "#);
    assert_eq!(all.errors(), [""; 0]);
    let old = [
        "/campaign/courts/2021/06/12/the-hearing/",
        "/campaign/2021/06/20/vote/",
        "/campaign/stories/ana.html",
        "/campaign/ana/",
        "/campaign/stories/ana-old.html",
        "/campaign/about/us",
        "/campaign/team/",
        "/images/a.svg",
    ];
    let silent: Vec<_> = old.into_iter().filter(|address| !all.answers(address)).collect();
    assert_eq!(silent, [""; 0]);
}

const ZOLA: &str = r#"--- config.toml
base_url = "https://old.example.org"
default_language = "en"
[languages.es]
--- content/_index.md
+++
title = "Home"
sort_by = "date"
+++
--- content/blog/_index.md
+++
title = "Blog"
+++
--- content/blog/2021-06-12-hearing.md
+++
title = "The hearing"
[taxonomies]
tags = ["courts"]
people = ["Ana"]
[extra]
mood = "hopeful"
+++
{{ youtube(id="abc123", autoplay=true) }}

{% quote(author="Ana \"A\" Pérez") %}
We *stay*.
{% end %}

See [about](@/about.md#us) and [es](@/about.es.md), {{ year() }}.

<!-- more -->

`{{ code }}` and {{/* shown() */}}
--- content/about.md
+++
title = "About"
path = "who/we-are"
aliases = ["us.html", "old/us"]
date = 2021-01-01
weight = 3
+++
## Us
--- content/about.es.md
+++
title = "Acerca"
date = 2021-01-01
+++
--- content/hidden.md
+++
title = "Hidden"
render = false
+++
--- static/logo.svg
<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>
"#;

#[test]
fn a_zola_site_comes_along() {
    let all = Move::of(ZOLA);
    assert_snapshot!(all.said(), @"
    import/region content/blog/2021-06-12-hearing.md:1: nothing says which countries this is about, so its region is `global` (items like this: 1)
    import/template-tag content/blog/2021-06-12-hearing.md:15: `{{ year() }}` means something to a template only; it stayed in the text as it is
    ");
    assert_snapshot!(all.tree(), @"
    content/_index.md
    content/about.es.md
    content/about.md
    content/hidden.md
    content/news/2021-06-12-hearing.md
    content/news/_index.md
    assets/logo.svg
    ");
    assert_snapshot!(all.file("content/news/2021-06-12-hearing.md"), @r#"
    +++
    title = "The hearing"
    regions = ["global"]
    topics = ["courts"]

    [extra]
    mood = "hopeful"
    people = ["Ana"]
    +++

    :::video{src="https://www.youtube.com/watch?v=abc123" host="www.youtube.com"} :::

    :::quote{by="Ana ”A” Pérez"}
    We *stay*.
    :::

    See [about](../about.md#us) and [es](../about.es.md), {{ year() }}.

    `{{ code }}` and {{ shown() }}
    "#);
    assert_snapshot!(all.file("content/about.md"), @r#"
    +++
    title = "About"
    slug = "we-are"
    date = 2021-01-01
    weight = 3
    aliases = ["/who/we-are/", "/us.html", "/old/us"]
    +++

    ## Us
    "#);
    assert_snapshot!(all.file("content/about.es.md"), @r#"
    +++
    title = "Acerca"
    +++
    "#);
    assert_eq!(all.errors(), [""; 0]);
    let old =
        ["/", "/blog/", "/blog/hearing/", "/who/we-are/", "/us.html", "/old/us/", "/es/about/", "/logo.svg"];
    let silent: Vec<_> = old.into_iter().filter(|address| !all.answers(address)).collect();
    assert_eq!(silent, [""; 0]);
}

#[test]
fn a_second_run_finds_everything_there_and_overwrites_nothing() {
    let all = Move::of(
        "--- content/a.md\n---\ntitle: A\nlayout: x\n---\nText.\n--- content/b.md\n---\ntitle: B\n---\n",
    );
    assert_eq!(all.import().code, 0);
    let before = tree(&all.old(), &["."]);
    assert_eq!(all.import().code, 0);
    put(&all.root(), "--- content/a.md\nMine.");
    let ran = all.import();
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("import/exists"), "{}", ran.stdout);
    assert_eq!(all.file("content/a.md"), "Mine.\n");
    assert_eq!(tree(&all.old(), &["."]), before, "nothing old is changed");
}

#[test]
fn languages_that_the_new_site_lacks_are_named_with_the_lines_to_add() {
    let all = Move::of("--- content/a.md\n---\ntitle: A\n---\n--- content/a.fr.md\n---\ntitle: À\n---\n");
    let ran = all.run(&["import", all.old().to_str().expect("UTF-8")]);
    assert!(ran.stdout.contains("[languages.fr]"), "{}", ran.stdout);
    assert_eq!(all.errors().len(), 1);
    put(&all.root(), &format!("--- config.toml\n{CONFIG}[languages.fr]\n"));
    assert_eq!(all.errors(), [""; 0]);
}

#[test]
fn a_language_that_the_new_site_lacks_is_said_once() {
    let all = Move::of(
        "--- hugo.toml\n[languages.en]\n[languages.pt-br]\n[languages.pt-BR]\ncontentDir = \"pt\"\n\
         --- content/a.pt-br.md\n---\ntitle: A\n---\n--- content/b.pt-br.md\n---\ntitle: B\n---\n\
         --- pt/c.md\n---\ntitle: C\n---\n--- content/a.md\n---\ntitle: A\n---\n",
    );
    let said = all.said();
    assert_eq!(said.matches("import/language ").count(), 1, "{said}");
    assert!(said.contains("`pt-BR`"), "{said}");
    assert!(all.tree().contains("content/a.pt-BR.md"), "{}", all.tree());
    put(&all.root(), &format!("--- config.toml\n{CONFIG}[languages.pt-BR]\n"));
    assert_eq!(all.errors(), [""; 0]);
}

#[test]
fn a_language_that_is_a_path_writes_nothing_outside_the_site() {
    let all = Move::of(
        "--- hugo.toml\n[languages.en]\n[languages.\"x/../../../pwned\"]\ncontentDir = \"other\"\n\
         --- content/a.md\n---\ntitle: A\n---\n--- other/a.md\n---\ntitle: B\n---\n",
    );
    assert_snapshot!(all.said(), @"import/language-tag hugo.toml:2: the old site's settings name `x/../../../pwned` as a language, which is no language tag; it was passed over");
    assert_eq!(all.tree(), "content/a.md");
    assert_eq!(fs::read_dir(all.folder.path()).expect("a disk").count(), 2, "the old site and the new one");
}

#[test]
fn posts_go_into_a_folder_of_the_site_only() {
    let all = Move::of("--- content/posts/a.md\n---\ntitle: A\ndate: 2021-01-02\n---\nText.\n");
    let into = |section: &str| all.run(&["import", all.old().to_str().expect("UTF-8"), "--into", section]);
    for section in ["../../../outt", "..", "/", "", "a/../b", "./a", "A b", "a\\b"] {
        let ran = into(section);
        assert_eq!(ran.code, 2, "{section}: {}", ran.stdout);
        assert!(ran.stdout.contains("cannot be the section"), "{section}: {}", ran.stdout);
    }
    assert_eq!(all.tree(), "");
    assert_eq!(fs::read_dir(all.folder.path()).expect("a disk").count(), 2, "the old site and the new one");
    assert_eq!(into("statements").code, 0);
    assert!(all.tree().contains("content/statements/a.md"), "{}", all.tree());
}

#[test]
fn a_telephone_number_that_was_public_comes_along_accepted_and_is_said() {
    let all = Move::of(
        "--- content/help.md\n---\ntitle: Help\nimage: /a.png\n---\nText.\n\
         --- content/help.es.md\n---\ntitle: Ayuda\n---\n<!--more-->\nVea [esto](/nada).\n\nLlame al +52 55 1234 5678.\n",
    );
    assert_snapshot!(all.said(), @"
    import/link content/help.es.md:5: `/nada` leads nowhere: its words stay, without a link
    import/allowed content/help.es.md:7: the telephone number `+52 55 1234 5678` came along as it was published, and the new page accepts it with `allow`
    import/picture-without-alt content/help.md:3: the picture `/a.png` has no words for those who do not see it; it was kept under `[extra]`
    ");
    assert_snapshot!(all.file("content/help.md"), @r#"
    +++
    title = "Help"
    allow = [{ rule = "privacy/phone-in-body", reason = "it was published like this before the move to this site" }]

    [extra]
    image = "/a.png"
    +++

    Text.
    "#);
    assert!(!all.file("content/help.es.md").contains("allow"));
    assert_eq!(all.import().code, 0, "a second run finds the same");
    assert_eq!(all.errors(), [""; 0]);
}

#[test]
fn what_is_no_site_is_said_and_the_site_itself_is_no_source() {
    let all = Move::of("--- a.txt\nnothing\n");
    let ran = all.import();
    assert_eq!(ran.code, 2);
    let ran = all.run(&["import", all.root().to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 2);
    let ran = all.run(&["import", all.folder.path().join("nowhere").to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 2);
}

/// Every `permalink:` and `redirect_from:` of the real pages, read by a reader of its own.
fn addresses(pages: &Path) -> BTreeSet<String> {
    use yaml_rust2::{Yaml, YamlLoader};
    let entries = walkdir::WalkDir::new(pages).into_iter().flatten();
    let mut addresses = BTreeSet::new();
    for entry in entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(entry.path()).expect("UTF-8");
        let Some((front, _)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
            continue;
        };
        match YamlLoader::load_from_str(front).ok().and_then(|all| all.into_iter().next()) {
            Some(yaml) => {
                addresses.extend(yaml["permalink"].as_str().map(str::to_owned));
                let from = yaml["redirect_from"].as_vec().into_iter().flatten();
                addresses.extend(from.filter_map(Yaml::as_str).map(str::to_owned));
            }
            None => addresses
                .extend(front.lines().filter_map(|line| line.strip_prefix("permalink: ").map(str::to_owned))),
        }
    }
    addresses
}

#[test]
fn real_pages_come_along_build_and_answer_at_every_old_address() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/login-gov");
    let corpus = [corpus, PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/login-gov")];
    let Some(corpus) = corpus.iter().find(|corpus| corpus.is_dir()) else {
        eprintln!("skipped: the pages of login.gov do not lie beside this checkout");
        return;
    };
    let all = Move::of("--- a.txt\n");
    put(&all.root(), &format!("--- config.toml\n{CONFIG}[languages.fr]\n[languages.zh]\n"));
    let ran = all.run(&["import", corpus.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert!(ran.stdout.contains("import/allowed"), "helplines are said");
    let built = all.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stdout);
    let again = all.run(&["import", corpus.to_str().expect("UTF-8")]);
    assert_eq!(again.code, 0, "{}", again.stdout);
    assert_eq!(all.errors(), [""; 0]);
    let addresses = addresses(&corpus.join("content"));
    assert!(addresses.len() > 290, "{}", addresses.len());
    let silent: Vec<_> = addresses.iter().filter(|address| !all.answers(address)).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
