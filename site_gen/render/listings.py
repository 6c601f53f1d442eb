"""Lists of articles: the index, tags, authors and years, in both languages and in each one.

A list of an edition holds the articles that can be read in it. Paths are those of
`render/addresses.py`: `tags/پل/`, and in the Persian edition, second page, `fa/tags/پل/page/2/`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, TypeVar

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from site_gen.model import LOCALES, Locale
from site_gen.persian.calendar import persian_digits, to_jalali
from site_gen.render.addresses import page_path, term_slug
from site_gen.render.views import Both, Listed

#: What a list is of. `articles` is the index; the others have an overview at `<kind>/`.
Kind = Literal["articles", "tags", "authors", "archive"]
Calendar = Literal["", "jalali", "gregorian"]

T = TypeVar("T")


class Term(Struct, frozen=True):
    """A tag, an author or a year. `names` has a name by each locale's code that knows one.

    `calendar` is that of a year, empty for the others.
    """

    slug: str
    names: Mapping[str, Markup]
    calendar: Calendar = ""


class ListPage(Struct, frozen=True):
    """One page of a list; `number` counts from 1 to `count`.

    `locale` is that of the edition, None for the bilingual one. `term` is what all its articles
    share, None for the index; `slugs` are theirs. `editions` has the path of the first page of
    the same list by the code of each edition that has it, the bilingual one under "".
    `overviews` are the kinds that the index leads to.
    """

    kind: Kind
    term: Term | None
    locale: Locale | None
    number: int
    count: int
    slugs: tuple[str, ...]
    editions: Mapping[str, str]
    overviews: tuple[Kind, ...] = ()

    @property
    def path(self) -> str:
        return self._page(self.number)

    @property
    def newer(self) -> str:
        """The path of the page before this one, empty on the first."""
        return self._page(self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        """The path of the page after this one, empty on the last."""
        return self._page(self.number + 1) if self.number < self.count else ""

    def _page(self, number: int) -> str:
        first = self.editions[self.locale.code if self.locale else ""]
        return first if number == 1 else f"{first}page/{number}/"


class Overview(Struct, frozen=True):
    """All tags, authors or years, each with how many articles it has."""

    kind: Kind
    locale: Locale | None
    terms: tuple[tuple[Term, int], ...]
    editions: Mapping[str, str]

    @property
    def path(self) -> str:
        return self.editions[self.locale.code if self.locale else ""]


def paginated(items: Sequence[T], size: int) -> tuple[tuple[T, ...], ...]:
    """The items in pages of `size`; one empty page where there is nothing."""
    starts = range(0, max(len(items), 1), size)
    return tuple(tuple(items[start : start + size]) for start in starts)


def lists(
    articles: Sequence[Listed],
    size: int,
    addresses: Mapping[str, str] = MappingProxyType({}),
    *,
    editions: bool = True,
) -> Iterator[ListPage | Overview]:
    """Every page of every list, of articles that stand in the order of the index.

    `size` is how many articles a page has, `addresses` as in `SiteView`; without `editions` there
    are bilingual lists only.
    """
    codes = ("", *LOCALES) if editions else ("",)
    groups = {kind: _grouped(articles, terms_of, addresses) for kind, terms_of in _TERMS.items()}
    overviews = [one for kind in groups for one in _overviews(kind, groups[kind], codes)]
    for page in _list("articles", None, articles, codes, size):
        kinds = tuple(one.kind for one in overviews if one.locale == page.locale)
        yield replace(page, overviews=kinds)
    yield from overviews
    for kind in groups:
        for term, some in groups[kind]:
            yield from _list(kind, term, some, codes, size)


Group = tuple[Term, Sequence[Listed]]


def _list(
    kind: Kind, term: Term | None, articles: Sequence[Listed], codes: Iterable[str], size: int
) -> Iterator[ListPage]:
    folder = f"{kind}/{term.slug}" if term else ""
    readable = {code: _readable(articles, code) for code in codes}
    readable = {code: some for code, some in readable.items() if some or not code}
    paths = {code: page_path(folder, LOCALES.get(code)) for code in readable}
    for code, some in readable.items():
        pages = paginated([one.slug for one in some], size)
        for number, slugs in enumerate(pages, 1):
            yield ListPage(kind, term, LOCALES.get(code), number, len(pages), slugs, paths)


def _overviews(kind: Kind, groups: Sequence[Group], codes: Iterable[str]) -> Iterator[Overview]:
    counted = {
        code: tuple((term, count) for term, some in groups if (count := len(_readable(some, code))))
        for code in codes
    }
    paths = {code: page_path(kind, LOCALES.get(code)) for code, terms in counted.items() if terms}
    for code in paths:
        yield Overview(kind, LOCALES.get(code), counted[code], paths)


def _readable(articles: Sequence[Listed], code: str) -> Sequence[Listed]:
    return [one for one in articles if code in one.editions] if code else articles


def _grouped(
    articles: Iterable[Listed],
    terms_of: Callable[[Listed], Iterable[Term]],
    addresses: Mapping[str, str],
) -> tuple[Group, ...]:
    """Articles by what they share, largest group first; years count down."""
    found: dict[str, tuple[list[Term], list[Listed]]] = {}
    for article in articles:
        terms = {_address(term, addresses): term for term in terms_of(article)}
        for slug, term in terms.items():
            if slug not in found:
                found[slug] = [], []
            named, some = found[slug]
            named.append(term)
            some.append(article)
    groups = [(_agreed(slug, named), some) for slug, (named, some) in found.items()]
    return tuple(sorted(groups, key=_group_rank))


def _group_rank(group: Group) -> tuple[object, ...]:
    term, articles = group
    return (term.calendar, -int(term.slug)) if term.calendar else (-len(articles), term.slug)


def _address(term: Term, addresses: Mapping[str, str]) -> str:
    return term.slug if term.calendar else addresses.get(term.slug, term.slug)


def _agreed(slug: str, terms: Sequence[Term]) -> Term:
    """One term of many articles: in each language the name that most of them give it."""
    different = {id(term): term for term in terms}  # few, and `_term` gives the same again
    times = Counter(map(id, terms))
    counts: dict[str, Counter[Markup]] = {code: Counter() for code in LOCALES}
    for which, term in different.items():
        for code, name in term.names.items():
            counts[code][name] += times[which]
    names = {
        code: min(count, key=lambda name: (-count[name], name))
        for code, count in counts.items()
        if count
    }
    return Term(slug, names, terms[0].calendar)


def _named(names: Iterable[Both], locale: str) -> Iterator[Term]:
    """Tags or authors of an article in `locale`; what has an address has it from the source."""
    return (_term(source, target, locale) for source, target in names)


@lru_cache(maxsize=10_000)
def _term(source: str, target: str, code: str) -> Term:
    (other,) = LOCALES.keys() - {code}
    own = Markup(source)
    names = {code: own, other: Markup(target)} if target else {code: own}
    return Term(term_slug(own.striptags()), names)


def _years(article: Listed) -> Sequence[Term]:
    return _years_of(article.day) if article.day else ()


@lru_cache(maxsize=10_000)
def _years_of(iso: str) -> tuple[Term, Term]:
    day = date.fromisoformat(iso)
    return _year(to_jalali(day).year, "jalali"), _year(day.year, "gregorian")


@cache
def _year(year: int, calendar: Calendar) -> Term:
    names = {"fa": Markup(persian_digits(str(year))), "en": Markup(year)}
    return Term(str(year), names, calendar)


#: What articles are gathered by, and where an article has it.
_TERMS: Mapping[Kind, Callable[[Listed], Iterable[Term]]] = {
    "tags": lambda article: _named(article.tags, article.locale),
    "authors": lambda article: _named(article.authors, article.locale),
    "archive": _years,
}
