"""Templates: what pages share is made once, and shows nowhere that it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen.errors import TemplateError
from site_gen.render.article import article_view
from site_gen.render.pages import PageRenderer
from site_gen.render.templating import Templates
from tests.render.markup import article_page
from tests.render.test_pages import SITE, SOURCES, bilingual, translated

SHOWCASE = Path(__file__).parents[1] / "page" / "showcase.fa.md"

MACROS = "{% macro greet(name) %}{{ word }} {{ name }}{% endmacro %}"
PAGE = '{% from "macros.html" import greet with context %}{{ greet("a") }} {{ greet("<") }}'


@pytest.fixture(params=["known", "unknown"])
def jinja(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the version of Jinja is one that is known from inside; pages are the same."""
    if request.param == "unknown":
        monkeypatch.setattr(jinja2, "__version__", "3.2.0")
    return str(request.param)


def test_the_pinned_jinja_is_one_that_is_known() -> None:
    made = Templates({}, {}, frozenset())
    assert type(made._environment).__name__ == "QuickEnvironment"


def test_a_page_is_the_same_whatever_jinja_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    view = article_view(translated(bilingual(SHOWCASE.read_text())))
    made = article_page(PageRenderer(SOURCES, SITE), view)
    monkeypatch.setattr(jinja2, "__version__", "3.2.0")
    assert article_page(PageRenderer(SOURCES, SITE), view) == made


def templates(**sources: str) -> Templates:
    named = {f"{name}.html": source.encode() for name, source in sources.items()}
    return Templates(named, {}, frozenset({"word", "fragment"}))


def shown(made: Templates, values: Mapping[str, Any] | None = None, name: str = "page") -> str:
    return made.page(f"{name}.html", values or {}).decode().strip()


@pytest.mark.usefixtures("jinja")
def test_imported_macros_know_the_page_that_asks() -> None:
    made = templates(macros=MACROS, page=PAGE)
    words = ["one", "two", "one"]
    assert [shown(made, {"word": word}) for word in words] == [
        f"{word} a {word} &lt;" for word in words
    ]


@pytest.mark.parametrize(
    "macros",
    [
        '{% macro greet(name) %}{% include "own.html" %}{% endmacro %}',
        "{% macro greet(name) %}{% include other %}{% endmacro %}",
        "{% macro greet(name) %}{{ mine }}{% endmacro %}",
    ],
)
def test_macros_that_ask_for_something_of_the_page_are_not_shared(macros: str) -> None:
    made = templates(macros=macros, page=PAGE, own="{{ mine }}")
    values = {"word": "same", "other": "own.html"}
    for mine in ("first", "second"):
        assert shown(made, {**values, "mine": mine}) == f"{mine} {mine}"


@pytest.mark.parametrize("context", ["with", "without"])
@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("seen = []", "{% set _ = seen.append(1) %}{{ seen | length }}"),
        ("seen = [] or []", "{% set _ = seen.append(1) %}{{ seen | length }}"),
        ("seen = '' | list", "{% set _ = seen.append(1) %}{{ seen | length }}"),
        ("seen = ''.split()", "{% set _ = seen.append(1) %}{{ seen | length }}"),
        ("turn = namespace(n=0)", "{% set turn.n = turn.n + 1 %}{{ turn.n }}"),
        ("turn = cycler(1, 2, 3)", "{{ turn.next() }}"),
    ],
)
def test_what_macros_remember_ends_with_the_page(kept: str, told: str, context: str) -> None:
    macros = f"{{% set {kept} %}}{{% macro greet(name) %}}{told}{{% endmacro %}}"
    calls = "{{ greet('a') }} " * 3
    page = f'{{% from "macros.html" import greet {context} context %}}{calls}'
    made = templates(macros=macros, page=page)
    assert {shown(made) for _ in range(2)} == {"1 2 3"}


@pytest.mark.usefixtures("jinja")
def test_a_page_may_call_something_of_its_own_as_jinja_calls_its_own() -> None:
    macros = "{% macro greet(name) %}{{ cycler }} {{ range }}{% endmacro %}"
    made = templates(macros=macros, page=f"{{% set range = mine %}}{PAGE}")
    for mine in ("first", "second"):
        assert shown(made, {"cycler": "a", "mine": mine}) == f"a {mine} a {mine}"


@pytest.mark.parametrize("call", ["greet(*all)", "greet(**named)", "greet(*all, size=2)"])
@pytest.mark.usefixtures("jinja")
def test_arguments_may_be_spread(call: str) -> None:
    macro = "{% macro greet(name, size=1) %}{{ name }} {{ size }}{% endmacro %}"
    values = {"all": ("a",), "named": {"name": "a"}}
    assert shown(templates(page=f"{macro}{{{{ {call} }}}}"), values)[:1] == "a"


@pytest.mark.usefixtures("jinja")
def test_a_macro_says_what_it_is_not_to_be_given() -> None:
    calls = ("greet()", "greet(1, 2)", 'greet("a", size=3)', "greet(size=3)")
    for call in calls:
        made = templates(
            page=f"{{% macro greet(name) %}}{{{{ name }}}}{{% endmacro %}}\n{{{{ {call} }}}}"
        )
        with pytest.raises(TemplateError) as raised:
            shown(made)
        assert (raised.value.path, bool(raised.value.line)) == ("templates/page.html", True)


@pytest.mark.usefixtures("jinja")
def test_an_attribute_is_that_of_the_value_else_its_item() -> None:
    made = templates(
        page="{{ one.size }} {{ one.inner.size }} {{ one.items is callable }} {{ none.x }}"
    )
    with pytest.raises(TemplateError, match="has no attribute 'x'"):
        shown(made, {"one": {"size": 1, "inner": {"size": None}}, "none": {}})
    made = templates(page="{{ one.size }} {{ one.inner.size }} {{ one.items is callable }}")
    assert shown(made, {"one": {"size": 1, "inner": {"size": None}}}) == "1 None True"


@pytest.mark.usefixtures("jinja")
def test_what_a_template_lacks_is_told_with_its_line_however_much_stands_around_it() -> None:
    lines = [
        "{{ one }} is {{ two.name }}",
        "a {{ one }} b",
        "{{ two.age }}",
        "{{ one }} c {{ one }}",
    ]
    for number in range(len(lines)):
        some = [*lines[:number], "x {{ one }} {{ two.absent }} y", *lines[number:]]
        with pytest.raises(TemplateError) as raised:
            shown(templates(page="\n".join(some)), {"one": "<", "two": {"name": "n", "age": 3}})
        assert (raised.value.path, raised.value.line) == ("templates/page.html", number + 1)


def test_templates_are_compiled_again_where_what_is_kept_of_them_is_damaged(
    tmp_path: Path,
) -> None:
    for size in (0, 3, 20, 60, None):
        made = Templates({"page.html": b"{{ 1 + 1 }}"}, {}, frozenset(), tmp_path)
        assert shown(made) == "2"
        (kept,) = tmp_path.iterdir()
        whole = kept.read_bytes()
        kept.write_bytes(whole[:size] if size is not None else whole[:-9] + b"\0" + whole[-8:])


@pytest.mark.usefixtures("jinja")
def test_a_fragment_is_html_to_the_template_that_has_it() -> None:
    made = templates(
        part="\n\n<b>x</b>\n\n\n<i>y</i>\n\n", page="1\n\n{{ part }}\n\n2{{ part | length }}"
    )
    part = made.fragment("part.html", {})
    assert shown(made, {"part": part}) == f"1\n<b>x</b>\n<i>y</i>\n2{len(part)}"


PIECES = st.lists(
    st.sampled_from(["\n", " ", "\t", "\u2003", "a", "b\n\n", "<pre>\n\n</pre>"])
).map("".join)


@example([(False, "b\n\n"), (True, ""), (False, "\na")])
@given(st.lists(st.tuples(st.booleans(), PIECES), min_size=1))
def test_blank_lines_go_wherever_they_come_from_but_never_out_of_pre(
    parts: list[tuple[bool, str]],
) -> None:
    html = "".join(text for _, text in parts)
    made = templates(page="{% for part in parts %}{{ part }}{% endfor %}", raw="{{ html | safe }}")
    values = [
        made.fragment("raw.html", {"html": text}) if is_fragment else _Html(text)
        for is_fragment, text in parts
    ]
    expected = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL)
    expected[::2] = [re.sub(r"\n[ \t\n]*\n", "\n", part) for part in expected[::2]]
    assert shown(made, {"parts": values}) == "".join(expected).strip()


class _Html(str):
    def __html__(self) -> str:
        return self
