"""The pages of `listings.py`, and the one for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from site_gen.model import LOCALES, Artifact, Locale, other
from site_gen.render.addresses import base_path, to_top
from site_gen.render.editions import site_title
from site_gen.render.laying import joined_rows
from site_gen.render.listings import Calendar, Kind, ListPage, Overview, Term
from site_gen.render.messages import in_both, msgid, said
from site_gen.render.metadata import Head, list_head
from site_gen.render.pages import PageRenderer
from site_gen.render.views import Rows

#: What an overview is called.
HEADINGS: Mapping[Kind, str] = {
    "tags": msgid("Tags"),
    "authors": msgid("Authors"),
    "archive": msgid("Archive"),
}
_TITLES: Mapping[tuple[Kind, Calendar], str] = {
    ("tags", ""): msgid("Tag: %(name)s"),
    ("authors", ""): msgid("Articles by %(name)s"),
    ("archive", "jalali"): msgid("Articles of the year %(name)s, Solar Hijri"),
    ("archive", "gregorian"): msgid("Articles of the year %(name)s"),
}
_CALENDARS: Mapping[Calendar, str] = {
    "": "",
    "jalali": msgid("Solar Hijri years"),
    "gregorian": msgid("Gregorian years"),
}


def list_page(renderer: PageRenderer, page: ListPage, rows: Sequence[Rows]) -> Artifact:
    """One page of a list, `rows` those of its articles; the first of all is the site's own."""
    site, locale = renderer.site, _main_locale(renderer, page.locale)
    titles = _titles(page.kind, page.term) if page.term else {}
    is_bilingual_index = not page.term and not page.locale
    kind = ("brief" if page.term else "full") + (page.locale.code if page.locale else "")
    return renderer.page(
        "index.html" if is_bilingual_index else "listing.html",
        page.path,
        list_head(
            site,
            _numbered(_joined(titles, page.locale, locale) or site_title(site, page.locale), page),
            locale,
            page.path,
            page.editions,
            "" if page.term else site.description[locale.code],
            {code for one in rows for code in one.feeds},
        ),
        locale,
        page.editions,
        page.locale,
        list=page,
        rows=joined_rows(rows, kind, to_top(page.path)),
        titles=titles,
        overviews=page.overviews,
        headings=HEADINGS,
    )


def overview_page(renderer: PageRenderer, overview: Overview) -> Artifact:
    """All tags, authors or years."""
    locale = _main_locale(renderer, overview.locale)
    names = {code: said(HEADINGS[overview.kind], LOCALES[code]) for code in LOCALES}
    title = _joined({code: Markup(name) for code, name in names.items()}, overview.locale, locale)
    return renderer.page(
        "overview.html",
        overview.path,
        list_head(renderer.site, title, locale, overview.path, overview.editions),
        locale,
        overview.editions,
        overview.locale,
        overview=overview,
        groups=tuple(_by_calendar(overview.terms)),
        headings=HEADINGS,
    )


def not_found_page(renderer: PageRenderer) -> Artifact:
    """`404.html`: a server shows it at any depth, so that its addresses begin at the host."""
    site = renderer.site
    title = in_both(msgid("There is no page here"), site.source)
    return renderer.page(
        "404.html",
        "404.html",
        Head(title),
        site.source,
        {},
        root=base_path(site.address),
    )


def _main_locale(renderer: PageRenderer, edition: Locale | None) -> Locale:
    return edition or renderer.site.source


def _titles(kind: Kind, term: Term) -> Mapping[str, Markup]:
    """What a list is called in each language, as HTML."""
    text = _TITLES[kind, term.calendar]
    return {
        code: Markup.escape(said(text, locale)) % {"name": _name(term, code)}
        for code, locale in LOCALES.items()
    }


def _name(term: Term, code: str) -> Markup:
    """A term's name in a language; until it is translated, the other one, marked as such."""
    if code in term.names:
        return term.names[code]
    ((own, name),) = term.names.items()
    marked = Markup('<span lang="{}" dir="{}">{}</span>')
    return marked.format(own, LOCALES[own].direction, name)


def _joined(titles: Mapping[str, Markup], edition: Locale | None, locale: Locale) -> str:
    """Titles as plain text: that of an edition, or both with the page's main language first."""
    codes = (edition.code,) if edition else (locale.code, other(locale).code)
    return " — ".join(titles[code].striptags() for code in codes if code in titles)


def _numbered(title: str, page: ListPage) -> str:
    return f"{title} ({page.number})" if page.number > 1 else title


def _by_calendar(
    terms: Sequence[tuple[Term, int]],
) -> Iterator[tuple[str, tuple[tuple[Term, int], ...]]]:
    for calendar, heading in _CALENDARS.items():
        if some := tuple((term, count) for term, count in terms if term.calendar == calendar):
            yield heading, some
