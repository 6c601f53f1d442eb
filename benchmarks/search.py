"""How large the index of a large site is, and how soon a reader has an answer.

    make bench-search DATA=folder [ARTICLES=10000]

`folder` holds `zwnj/train.txt`, `ntrex/dev.jsonl`, `vuejs-docs/en` and `lemma/dev.tsv`. The
articles are made up of their sentences (see `search_corpus.py`). Chromium asks for each query
with an empty cache; what it loads is counted at the server, as it went over the wire. Text is
compressed, as GitHub Pages does it; shards are not. Beside the clock stands the time that the
page's own thread was at work, which other programs on the machine do not change much.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession

from benchmarks.search_corpus import Article, articles
from scripts.browser import launched
from scripts.serving import served
from site_gen.config import Settings
from site_gen.persian.folding import fold
from site_gen.persian.lemmas import lemma
from site_gen.pipeline.site import build
from site_gen.search.entries import search_entry
from site_gen.search.index import search_index

QUERIES = (
    *("ایران", "کتاب", "می خواهد", "نمیخواستند", "دانش آموز", "كتابهاي تازه", "جنگ جهانی دوم"),
    *("رئیس جمهور", "زندگی مردم", "دانشگاه تهران", "قیمت نفت", "۱۳۸۵", "پزشکی", "خورشید"),
    *("government", "running", "component state", "police officers", "water", "election results"),
)
_TYPES = {
    "html": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "json": "application/json",
}


def page_of(article: Article) -> bytes:
    """The article's page as the search reads it: rows of two cells."""
    rows = "".join(
        f'<div class="pair" id="p{one.number}">'
        f'<div class="cell" lang="fa" dir="rtl"><p>{escape(one.texts[0])}</p></div>'
        f'<div class="cell" lang="en" dir="ltr"><p>{escape(one.texts[1])}</p></div></div>'
        for one in article.paragraphs[1:]
    )
    return f"<!doctype html><title>{article.slug}</title><main>{rows}</main>".encode()


class Handler(BaseHTTPRequestHandler):
    """Files by path; compressed where a server would."""

    protocol_version = "HTTP/1.1"  # hosts keep a connection open
    disable_nagle_algorithm = True  # as hosts do: else a body waits 40 ms for a sign of its head
    sent: list[tuple[str, int]] = []  # noqa: RUF012  # one list for all requests: they are counted

    def __init__(
        self, files: Mapping[str, bytes], made: Mapping[str, Article], *rest: object
    ) -> None:
        self.files, self.made = files, made
        super().__init__(*rest)  # type: ignore[arg-type]  # the server's own arguments

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].strip("/")
        if path in self.made:
            data, kind = page_of(self.made[path]), "html"
        else:
            path = path if path in self.files else f"{path}/index.html".lstrip("/")
            data, kind = self.files.get(path, b""), path.rpartition(".")[2]
        compress = kind in _TYPES
        body = gzip.compress(data, 6) if compress else data
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", _TYPES.get(kind, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        if compress:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.sent.append((path, len(body)))
        with suppress(ConnectionError):  # the reader has left
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def frame() -> dict[str, bytes]:
    """The page of the search and the static files, as a build makes them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        article = root / "content/articles/one/article.fa.md"
        article.parent.mkdir(parents=True)
        article.write_text("# یک\n\nدو\n", "utf-8")
        build(root, Settings(), root / "_site")
        paths = [path for path in (root / "_site").rglob("*") if path.is_file()]
        return {path.relative_to(root / "_site").as_posix(): path.read_bytes() for path in paths}


class Asked(NamedTuple):
    """A query: bytes until the first paragraph is shown, ms until the list and until that
    paragraph, ms of work of the page's thread until then."""

    query: str
    loaded: int
    listed: float
    shown: float
    worked: float


def ask(browser: Browser, address: str, query: str) -> Asked:
    """Ask with an empty cache."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/search/")
        page.wait_for_load_state("networkidle")
        early = sum(size for path, size in Handler.sent if path == "search/index.json")
        Handler.sent.clear()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _worked(session)
        times: Mapping[str, float] = page.evaluate(_ASK, query)
        worked = _worked(session) - before
        loaded = early + sum(size for path, size in Handler.sent[: int(times["requests"])])
    return Asked(query, loaded, times["list"], times["row"], worked)


def _worked(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


_ASK = """async (query) => {
  const field = document.querySelector("#q");
  const hits = document.querySelector("[data-hits]");
  field.value = query;
  const start = performance.now();
  const until = (test) => new Promise((done) => {
    setTimeout(done, 30000, NaN);
    const look = () => test() && (observer.disconnect(), done(performance.now() - start));
    const observer = new MutationObserver(look);
    observer.observe(hits, { childList: true, subtree: true });
  });
  const list = until(() => hits.querySelector("li"));
  const row = until(() => hits.querySelector("li .pair"));
  field.form.requestSubmit();
  const answer = { list: await list, row: await row };
  const seen = performance.getEntriesByType("resource").filter((one) => one.startTime >= start);
  return { ...answer, requests: seen.length };
}"""


def lemmas(path: Path) -> None:
    """How often the lemma is the treebank's, by part of speech, both folded."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    for kind in ("NOUN", "VERB", "ADJ", "PROPN", "ADV"):
        pairs = [(_key(row[2]), _key(row[3])) for row in rows if row[4] == kind]
        right = sum(lemma(form) == gold for form, gold in pairs)
        print(f"lemma of {kind}: {right / len(pairs):.1%} of {len(pairs)}")


def _key(word: str) -> str:
    return fold(word).replace("\u200c", "").replace(" ", "")


def main(folder: Path, number: int) -> None:
    lemmas(folder / "lemma/dev.tsv")
    made = {article.slug: article for article in articles(folder, number)}
    start = time.process_time()
    entries = [search_entry(a.slug, "fa", a.titles, a.paragraphs) for a in made.values()]
    analysed = time.process_time()
    files = {artifact.path: artifact.data for artifact in search_index(entries)}
    merged = time.process_time()
    report(made, files, number)
    print(
        f"CPU: {(analysed - start) / number * 1000:.1f} ms an article, "
        f"{merged - analysed:.1f} s for all of them together"
    )
    with served(partial(Handler, frame() | files, made)) as address, launched() as browser:
        answers = [ask(browser, address, query) for query in QUERIES]
    told(answers)


def report(made: Mapping[str, Article], files: Mapping[str, bytes], number: int) -> None:
    paragraphs = [one for article in made.values() for one in article.paragraphs]
    text = sum(len(text.encode()) for one in paragraphs for text in one.texts)
    size = sum(map(len, files.values()))
    shards = [len(data) for path, data in files.items() if path.endswith(".bin")]
    print(
        f"{number} articles, {text / 1e6:.1f} MB of text; index {size / 1e6:.1f} MB, "
        f"{size / text:.1%} of it; {len(shards)} shards of {median(shards) / 1000:.1f} KB, "
        f"the largest {max(shards) / 1000:.1f} KB"
    )


def told(answers: Sequence[Asked]) -> None:
    for one in answers:
        print(
            f"{one.query}: {one.loaded / 1000:.1f} KB, {one.listed:.0f} ms the list, "
            f"{one.shown:.0f} ms the text, {one.worked:.0f} ms of work"
        )
    columns = {
        "KB before the first result": [one.loaded / 1000 for one in answers],
        "ms to the list": [one.listed for one in answers],
        "ms to the first paragraph": [one.shown for one in answers],
        "ms of work of the page": [one.worked for one in answers],
    }
    for name, values in columns.items():
        print(f"{name}: median {median(values):.0f}, most {max(values):.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
