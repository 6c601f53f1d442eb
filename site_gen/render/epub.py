"""Books to take away: EPUB 3 of an article or of several, in both languages or in one.

Written to EPUB 3.3 (W3C) with nothing that EPUB 3.2's checkers refuse. The same articles give the
same bytes: files in the zip have no time of their own, and the book's date is its newest article's.
Pictures that lie beside an article are inside; what is elsewhere is named by its description.
Recordings are left out: a page plays them, and they weigh more than the rest of the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

from site_gen.model import LOCALES, Artifact, Locale
from site_gen.render.addresses import term_slug
from site_gen.render.book_pictures import BookPicture, Gallery
from site_gen.render.cards import COVER, picture
from site_gen.render.fonts import FONTS, licences, web_font
from site_gen.render.pages import PageRenderer
from site_gen.render.texts import plain
from site_gen.render.views import ArticleView

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""


class Title(Struct, frozen=True):
    """A title in one language."""

    locale: Locale
    text: str


class Side(Struct, frozen=True):
    """One language of a chapter."""

    locale: Locale
    is_source: bool


class Chapter(Struct, frozen=True):
    """An article in a book. `notes` gives a footnote's number by its mark, `pictures` a picture's
    name in the book by its address in the article."""

    article: ArticleView
    sides: tuple[Side, ...]
    titles: tuple[Title, ...]
    notes: Mapping[str, int]
    pictures: Mapping[str, str]


class Book(Struct, frozen=True):
    """All that a book shows. `locales` are its languages, that which leads first."""

    identifier: str
    titles: tuple[Title, ...]
    locales: tuple[Locale, ...]
    authors: tuple[str, ...]
    date: str
    publisher: str
    rights: str
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, BookPicture]
    fonts: tuple[str, ...] = tuple(FONTS.values())


def article_books(
    renderer: PageRenderer, article: ArticleView, files: Mapping[str, bytes]
) -> Iterator[Artifact]:
    """`/<slug>/<slug>.epub` in both languages, and one in each: `<slug>.fa.epub`.

    `files` has, by slug and path, the pictures beside the article.
    """
    slug = article.teaser.slug
    titles = _titles(article, (article.source, article.target))
    yield from books(renderer, f"{slug}/{slug}", titles, (article,), files)


def collection_books(
    renderer: PageRenderer,
    name: str,
    articles: Sequence[ArticleView],
    files: Mapping[str, bytes],
) -> Iterator[Artifact]:
    """`/books/<name>.epub`: named as the site, or as a tag that the articles have."""
    titles = [(locale, renderer.site.title[locale.code]) for locale in LOCALES.values()]
    if name != "all":
        article = articles[0]
        tag = next(tag for tag in article.tags if plain(tag.source) == name)
        titles = [(article.source, name), (article.target, plain(tag.target))]
    shown = tuple(Title(locale, text) for locale, text in titles if text)
    yield from books(renderer, f"books/{term_slug(name)}", shown, articles, files)


def books(
    renderer: PageRenderer,
    path: str,
    titles: Sequence[Title],
    articles: Sequence[ArticleView],
    files: Mapping[str, bytes],
) -> Iterator[Artifact]:
    """A book in both languages of its articles, and in each that the titles are in."""
    first = articles[0]
    gallery = Gallery.of(files, articles)
    both = (first.source, first.target)
    editions = [both, *((locale,) for locale in both if any(t.locale == locale for t in titles))]
    for locales in editions:
        name = path if len(locales) > 1 else f"{path}.{locales[0].code}"
        chosen = tuple(title for title in titles if title.locale in locales)
        book = _book(renderer, name, chosen, locales, articles, gallery)
        yield Artifact(f"{name}.epub", _packed(renderer, book))


def _book(
    renderer: PageRenderer,
    name: str,
    titles: tuple[Title, ...],
    locales: tuple[Locale, ...],
    articles: Sequence[ArticleView],
    gallery: Gallery,
) -> Book:
    site = renderer.site
    authors = (
        plain(author.source if article.source in locales else author.target or author.source)
        for article in articles
        for author in article.authors
    )
    return Book(
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, f'{site.address or site.title}{name}')}",
        titles=titles,
        locales=locales,
        authors=tuple(dict.fromkeys(authors)),
        date=max((a.teaser.date.iso for a in articles if a.teaser.date), default=""),
        publisher=site.title[locales[0].code] or next(iter(site.title.values())),
        rights=", ".join(dict.fromkeys(a.licence for a in articles if a.licence)),
        chapters=tuple(_chapter(article, locales, gallery) for article in articles),
        pictures=gallery.pictures,
    )


def _chapter(article: ArticleView, locales: Sequence[Locale], gallery: Gallery) -> Chapter:
    sides = tuple(Side(locale, locale == article.source) for locale in locales)
    titles = _titles(article, locales) or _titles(article, (article.source,))
    notes = {note.label: note.number for note in article.notes}
    return Chapter(article, sides, titles, notes, gallery.names[article.teaser.slug])


def _titles(article: ArticleView, locales: Sequence[Locale]) -> tuple[Title, ...]:
    texts = dict(zip((article.source, article.target), article.teaser.plain_title, strict=True))
    return tuple(Title(locale, texts[locale]) for locale in locales if texts[locale])


def _packed(renderer: PageRenderer, book: Book) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", ZIP_STORED)
        for name, content in _files(renderer, book):
            _add(archive, name, content, ZIP_DEFLATED)
    return data.getvalue()


def _add(archive: ZipFile, name: str, content: bytes, method: int) -> None:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o644 << 16
    info.create_system = 3
    archive.writestr(info, content, method, 9)


def _files(renderer: PageRenderer, book: Book) -> Iterator[tuple[str, bytes]]:
    yield "META-INF/container.xml", _CONTAINER.encode()
    yield "book/package.opf", renderer.html("epub/package.html", book=book).encode()
    yield "book/nav.xhtml", renderer.html("epub/nav.html", book=book).encode()
    yield "book/cover.xhtml", renderer.html("epub/cover.html", book=book).encode()
    titles = [(title.locale, title.text) for title in book.titles]
    yield "book/cover.png", picture(titles, book.publisher, COVER)
    yield "book/style.css", renderer.html("epub/style.css", book=book).encode()
    yield "book/fonts.txt", licences()
    for font in book.fonts:
        yield f"book/{font}.woff2", web_font(font)
    for name, one in book.pictures.items():
        yield f"book/{name}", one.data
    for number, chapter in enumerate(book.chapters, 1):
        page = renderer.html("epub/chapter.html", book=book, chapter=chapter).encode()
        yield f"book/c{number}.xhtml", page
