"""The page that says how far the translation of each article has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from site_gen.model import Artifact, Locale, UnitState, other
from site_gen.render.messages import in_both
from site_gen.render.metadata import Head
from site_gen.render.packing import unpack
from site_gen.render.pages import PageRenderer
from site_gen.render.sheets import Sheet
from site_gen.render.views import Pair, SiteView, Teaser, Translated

FOLDER = "status"
_ROWS = 100  # on one page: each edit makes the first again, and its article's own


class StatusRow(Struct, frozen=True):
    """One article. `counts` says how many of its units are in each state that is not empty."""

    slug: str
    title: Pair
    source: Locale
    target: Locale
    counts: Mapping[str, int]


class StatusPage(Struct, frozen=True):
    """One page of the table; `number` counts from 1 to `last`. `states` are those of its articles.

    `totals` are of all articles, on the first page only: an edit then changes no other but its own.
    """

    number: int
    last: int
    slugs: tuple[str, ...]
    states: tuple[tuple[int, ...], ...]
    totals: Mapping[str, int]

    @property
    def path(self) -> str:
        """Its folder, from the top of the site."""
        return f"{FOLDER}/" if self.number == 1 else f"{FOLDER}/page/{self.number}/"


def plan_status(_: SiteView, articles: Sequence[Translated]) -> Iterator[Sheet]:
    """A sheet for each page of the table."""
    for page in status_pages(articles):
        yield Sheet(page.path, page, page.slugs)


def make_status(
    renderer: PageRenderer, sheet: Sheet, teasers: Mapping[str, bytes]
) -> Iterator[Artifact]:
    """`/status/`"""
    locale = renderer.site.source
    page: StatusPage = sheet.values
    rows = [
        _row(unpack(teasers[slug], Teaser), states)
        for slug, states in zip(page.slugs, page.states, strict=True)
    ]
    head = Head(in_both("Translations", locale))
    yield renderer.page("status.html", page.path, head, locale, {}, page=page, rows=rows)


def status_pages(articles: Sequence[Translated]) -> Iterator[StatusPage]:
    """The pages of the table, its rows in the order of the articles."""
    totals = _named([sum(counts) for counts in zip(*(one.states for one in articles), strict=True)])
    last = max(1, -(-len(articles) // _ROWS))
    for number in range(1, last + 1):
        shown = articles[(number - 1) * _ROWS : number * _ROWS]
        slugs, states = tuple(one.slug for one in shown), tuple(one.states for one in shown)
        yield StatusPage(number, last, slugs, states, totals if number == 1 else {})


def _row(teaser: Teaser, states: Sequence[int]) -> StatusRow:
    return StatusRow(teaser.slug, teaser.title, teaser.locale, other(teaser.locale), _named(states))


def _named(counts: Sequence[int]) -> dict[str, int]:
    return {state.value: n for state, n in zip(UnitState, counts, strict=False) if n}
