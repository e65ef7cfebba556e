//! A theme's mistakes are found before a page is rendered, where they stand in the template.

use insta::assert_snapshot;

use super::said::{in_words, sources};

/// What a build says of a site whose theme has these files before the built-in ones.
fn said(files: &str) -> String {
    let config = "--- config.toml\ntitle = \"T\"\nbase_url = \"https://example.org\"\ntheme = \"own\"\n[languages.en]\n";
    let sources = sources(&format!("{config}{files}\n--- content/_index.md\n# T"));
    let (_, said) = altavoz::build(&sources, &super::render::inputs(), &mut altavoz::Memo::default());
    in_words(&said, &sources)
}

#[test]
fn a_theme_of_one_file_is_whole_with_the_built_in_ones() {
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n<p>{{ page.url }}</p>"), @"nothing");
}

#[test]
fn a_theme_that_is_not_there_is_named() {
    assert_snapshot!(said("--- themes/other/templates/x.html\n"), @r#"
    theme/unknown at config.toml:1:1: there is no theme `own`: no folder `themes/own`
      put the theme's folder under `themes/`, or set `theme = "plaza"`
    "#);
}

#[test]
fn a_template_that_cannot_be_read_is_shown_where_it_breaks() {
    assert_snapshot!(said("--- themes/own/templates/page.html\n<p>\n{% if page.title }</p>"), @"template/syntax at themes/own/templates/page.html:2:18: this template cannot be read: found `}` but expected %}");
}

#[test]
fn every_template_that_cannot_be_read_is_named() {
    let files =
        "--- themes/own/templates/news.html\n{{ page.title\n--- themes/own/templates/page.html\n{% endif %}";
    assert_snapshot!(said(files), @r"
    template/syntax at themes/own/templates/news.html:1:9: this template cannot be read: unexpected end of input
    template/syntax at themes/own/templates/page.html:1:4: this template cannot be read: unknown tag
    ");
}

#[test]
fn a_misspelt_field_is_found_where_tera_would_say_nothing() {
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{% if page.titel %}x{% endif %}"), @r"
    template/unknown-field at themes/own/templates/redirect.html:1:12: `page` has no field `titel`
      did you mean `title`?
    ");
}

#[test]
fn a_misspelt_variable_and_a_misspelt_setting_are_found() {
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{{ pgae.title }}{{ site.titel }}"), @r"
    template/unknown-field at themes/own/templates/redirect.html:1:4: there is no `pgae` here
      did you mean `page`?
    template/unknown-field at themes/own/templates/redirect.html:1:25: `site` has no field `titel`
      did you mean `title`?
    ");
}

#[test]
fn a_misspelt_phrase_of_the_strings_is_found() {
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{{ s.share.titel }}"), @r"
    template/unknown-field at themes/own/templates/redirect.html:1:12: `s.share` has no field `titel`
      did you mean `title`?
    ");
}

#[test]
fn a_misspelt_field_is_found_in_a_loop_and_in_a_component() {
    let file = "{% component row(card: map) %}{{ card.titel }}{% endcomponent row %}\
                {% for card in page.terms %}{{ card.labels }}{{ <row card={card} /> }}{% endfor %}";
    assert_snapshot!(said(&format!("--- themes/own/templates/terms.html\n{file}")), @r"
    template/unknown-field at themes/own/templates/terms.html:1:39: `card` has no field `titel`
      the guide `docs/themes.md` lists what every template gets
    template/unknown-field at themes/own/templates/terms.html:1:105: `card` has no field `labels`
      did you mean `label`?
    ");
}

#[test]
fn a_field_of_another_kind_must_be_asked_for_first() {
    assert_snapshot!(said("--- themes/own/templates/page.html\n{{ page.petition.ask }}"), @r"
    template/failed at themes/own/templates/page.html:1:18: this template cannot be rendered: field `ask` is not defined
      what not every page has must be asked for first: put it inside an `if`
    ");
    assert_snapshot!(
        said("--- themes/own/templates/page.html\n{% if page.petition %}{{ page.petition.ask }}{% endif %}"),
        @"nothing"
    );
}

#[test]
fn whatever_a_site_keeps_in_extra_may_be_asked_for() {
    assert_snapshot!(said("--- themes/own/templates/page.html\n{% if page.extra.mood %}{{ page.extra.mood.now }}{% endif %}"), @"nothing");
}

#[test]
fn a_theme_may_not_print_text_as_markup() {
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{{ page.title | safe }}"), @r"
    template/forbidden at themes/own/templates/redirect.html:1:17: themes may not use `safe`
      what is markup comes as markup already; `safe` would let a title with `<` in it break the page
    ");
}

#[test]
fn unknown_filters_components_blocks_and_parents_are_named() {
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{{ page.title | shout }}"), @"template/unknown-name at themes/own/templates/redirect.html:1:17: unknown filter `shout`");
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{{ <nobody /> }}{{ now() }}"), @r"
    template/unknown-name at themes/own/templates/redirect.html:1:4: unknown component `nobody`
    template/unknown-name at themes/own/templates/redirect.html:1:20: unknown function `now`
    ");
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{% extends \"bse.html\" %}"), @"template/unknown-name at themes/own/templates/redirect.html:1:12: there is no template `bse.html`");
    assert_snapshot!(said("--- themes/own/templates/redirect.html\n{% extends \"redirect.html\" %}"), @"template/circular at themes/own/templates/redirect.html:1:1: this template extends or includes itself");
    assert_snapshot!(
        said("--- themes/own/templates/page.html\n{% extends \"base.html\" %}{% block mian %}{% endblock %}"),
        @"template/unknown-name at themes/own/templates/page.html:1:35: block `mian` is not defined in any parent template"
    );
}

#[test]
fn a_directive_without_its_component_or_an_argument_is_named() {
    let file = "themes/own/templates/directives/quote.html";
    assert_snapshot!(said(&format!("--- {file}\n{{# nothing here #}}")), @"template/missing-component at themes/plaza/templates/base.html:1:1: the theme has no component `quote`, which shows the directive `quote`");
    let quote = "{% component quote(by: string, size: string, ...rest) %}{% endcomponent quote %}";
    assert_snapshot!(said(&format!("--- {file}\n{quote}")), @r#"
    template/component-wants at themes/own/templates/directives/quote.html:1:14: the component `quote` wants `size`, which the directive `quote` does not have
      take it away, or give it a default: `size = ""`
    "#);
    let quote = "{% component quote(by: string) %}{{ by }}{% endcomponent quote %}";
    assert_snapshot!(said(&format!("--- {file}\n{quote}")), @r#"
    template/component-argument at themes/own/templates/directives/quote.html:1:14: the component `quote` does not take `dir`, so what authors write there would be lost
      add `dir: string = ""` to its arguments, or a rest parameter `...rest`
    template/component-argument at themes/own/templates/directives/quote.html:1:14: the component `quote` does not take `lang`, so what authors write there would be lost
      add `lang: string = ""` to its arguments, or a rest parameter `...rest`
    template/component-argument at themes/own/templates/directives/quote.html:1:14: the component `quote` does not take `org`, so what authors write there would be lost
      add `org: string = ""` to its arguments, or a rest parameter `...rest`
    template/component-argument at themes/own/templates/directives/quote.html:1:14: the component `quote` does not take `original`, so what authors write there would be lost
      add `original: string = ""` to its arguments, or a rest parameter `...rest`
    template/component-argument at themes/own/templates/directives/quote.html:1:14: the component `quote` does not take `role`, so what authors write there would be lost
      add `role: string = ""` to its arguments, or a rest parameter `...rest`
    template/component-argument at themes/own/templates/directives/quote.html:1:14: the component `quote` does not take `source`, so what authors write there would be lost
      add `source: string = ""` to its arguments, or a rest parameter `...rest`
    template/component-argument at themes/own/templates/directives/quote.html:1:14: the component `quote` does not take `source_url`, so what authors write there would be lost
      add `source_url: string = ""` to its arguments, or a rest parameter `...rest`
    "#);
}
