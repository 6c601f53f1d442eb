"""The corpus as a site of other generators: one page an article, an index, pages of tags.

Each gets as little as it can do with: pairs side by side, inline Markdown, no theme. None of them
links sentences, checks anything or writes a memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.build_corpus import CorpusArticle, articles

_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<link rel="stylesheet" href="/style.css"><title>{title}</title></head><body>\n'
    '<header><a href="/">Home</a></header>\n'
)
_STYLE = ".row { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem }\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _front(item: CorpusArticle, tags: str, **more: str) -> str:
    """Front matter that holds the article whole; JSON is YAML."""
    values = {
        "title": item.title[1],
        "title_fa": item.title[0],
        "date": item.date,
        "slug": item.slug,
        tags: list(item.tags),
        "lead": item.lead[1],
        "lead_fa": item.lead[0],
        "rows": [{"fa": fa, "en": en} for fa, en in item.rows],
        **more,
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def write_hugo(folder: Path, count: int) -> None:
    _put(
        folder / "hugo.toml",
        'baseURL = "https://example.org/"\ntitle = "Reading"\n[taxonomies]\ntag = "tags"\n'
        "[services.rss]\nlimit = 20\n",
    )
    _put(folder / "static/style.css", _STYLE)
    head = _HEAD.format(title="{{ .Title }}")
    item = '<li><a href="{{ .RelPermalink }}">{{ .Title }} {{ .Params.title_fa }}</a></li>\n'
    listed = f"{head}<ul>{{{{ range %s }}}}{item}{{{{ end }}}}</ul></body></html>\n"
    layouts = folder / "layouts" / "_default"
    _put(folder / "layouts" / "index.html", listed % "first 50 .Site.RegularPages")
    _put(layouts / "list.html", listed % "first 50 .Pages")
    _put(
        layouts / "single.html",
        f"{head}<article><h1>{{{{ .Params.title_fa }}}}</h1><h1>{{{{ .Title }}}}</h1>\n"
        '<div class="row"><p lang="fa">{{ .Params.lead_fa }}</p>'
        '<p lang="en">{{ .Params.lead }}</p></div>\n'
        '{{ range $i, $r := .Params.rows }}<div class="row" id="p{{ $i }}">'
        '<div lang="fa"><p>{{ $r.fa | markdownify }}</p></div>'
        '<div lang="en"><p>{{ $r.en | markdownify }}</p></div></div>\n{{ end }}'
        "<ul>{{ range .Params.tags }}<li>{{ . }}</li>{{ end }}</ul></article></body></html>\n",
    )
    for one in articles(count):
        _put(folder / "content" / "articles" / f"{one.slug}.md", _front(one, "tags"))


def write_pelican(folder: Path, count: int) -> None:
    _put(
        folder / "pelicanconf.py",
        "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
        'import rows\nSITENAME = "Reading"\nSITEURL = "https://example.org"\nAUTHOR = "A"\n'
        'PATH = "content"\nTIMEZONE = "UTC"\nDEFAULT_LANG = "en"\nTHEME = "theme"\n'
        'PLUGINS = [rows]\nARTICLE_PATHS = ["articles"]\nSTATIC_PATHS = []\n'
        'DIRECT_TEMPLATES = ["index"]\nCATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""\n'
        'DEFAULT_PAGINATION = False\nFEED_ALL_ATOM = "feed.xml"\nFEED_MAX_ITEMS = 20\n'
        "CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n",
    )
    _put(
        folder / "rows.py",
        "import yaml\nfrom markdown import Markdown\nfrom pelican import signals\n"
        "from pelican.readers import BaseReader\n\nMARKDOWN = Markdown()\n\n\n"
        'class Rows(BaseReader):\n    enabled = True\n    file_extensions = ["md"]\n\n'
        "    def read(self, path):\n"
        '        head = open(path, encoding="utf-8").read().split("---\\n")[1]\n'
        "        values = yaml.load(head, yaml.CSafeLoader)\n"
        "        convert = lambda text: MARKDOWN.reset().convert(text)\n"
        '        rows = [{k: convert(r[k]) for k in r} for r in values.pop("rows")]\n'
        "        meta = {k: self.process_metadata(k, v if isinstance(v, list) else str(v))\n"
        "                for k, v in values.items()}\n"
        '        return "", meta | {"rows": rows}\n\n\n'
        "def register():\n    signals.readers_init.connect("
        "lambda readers: readers.reader_classes.update(md=Rows))\n",
    )
    _put(folder / "theme/static/style.css", _STYLE)
    templates = folder / "theme" / "templates"
    item = '<li><a href="/{{ a.url }}">{{ a.title|e }} {{ a.title_fa|e }}</a></li>\n'
    listed = f"<ul>{{% for a in articles[:50] %}}{item}{{% endfor %}}</ul></body></html>\n"
    for name in ("index", "tag"):
        _put(templates / f"{name}.html", _HEAD.format(title="{{ SITENAME }}") + listed)
    _put(
        templates / "article.html",
        _HEAD.format(title="{{ article.title|e }}")
        + "<article><h1>{{ article.title_fa|e }}</h1><h1>{{ article.title|e }}</h1>\n"
        '<div class="row"><p lang="fa">{{ article.lead_fa|e }}</p>'
        '<p lang="en">{{ article.lead|e }}</p></div>\n'
        '{% for r in article.rows %}<div class="row" id="p{{ loop.index0 }}">'
        '<div lang="fa">{{ r.fa }}</div><div lang="en">{{ r.en }}</div></div>\n{% endfor %}'
        "<ul>{% for t in article.tags %}<li>{{ t.name }}</li>{% endfor %}</ul></article></body>"
        "</html>\n",
    )
    for one in articles(count):
        _put(folder / "content" / "articles" / f"{one.slug}.md", _front(one, "tags"))


def write_mkdocs(folder: Path, count: int) -> None:
    _put(
        folder / "mkdocs.yml",
        "site_name: Reading\nsite_url: https://example.org/\nplugins: []\nhooks: [hooks.py]\n"
        "theme:\n  name: null\n  custom_dir: theme\n",
    )
    _put(
        folder / "hooks.py",
        "from markdown import Markdown\n\nMARKDOWN = Markdown()\n\n\n"
        "def on_env(env, config, files, **_):\n"
        '    env.filters["markdownify"] = lambda text: MARKDOWN.reset().convert(text)\n'
        "    return env\n",
    )
    _put(
        folder / "theme/main.html",
        _HEAD.format(title="{{ page.title }}")
        + '<ul>{% for p in nav.pages[-50:] %}<li><a href="{{ p.abs_url }}">{{ p.title }}</a></li>\n'
        "{% endfor %}</ul>{{ page.content }}</body></html>\n",
    )
    _put(
        folder / "theme/article.html",
        _HEAD.format(title="{{ page.meta.title|e }}")
        + "<article><h1>{{ page.meta.title_fa|e }}</h1><h1>{{ page.meta.title|e }}</h1>\n"
        '<div class="row"><p lang="fa">{{ page.meta.lead_fa|e }}</p>'
        '<p lang="en">{{ page.meta.lead|e }}</p></div>\n'
        '{% for r in page.meta.rows %}<div class="row" id="p{{ loop.index0 }}">'
        '<div lang="fa">{{ r.fa|markdownify }}</div><div lang="en">{{ r.en|markdownify }}</div>'
        "</div>\n{% endfor %}</article></body></html>\n",
    )
    _put(folder / "docs" / "index.md", "# Reading\n")
    for one in articles(count):
        text = _front(one, "topics", template="article.html")
        _put(folder / "docs" / "articles" / f"{one.slug}.md", text)


#: Name -> how its site is written, and the command that builds it in the site's folder.
PEERS: Mapping[str, tuple[Callable[[Path, int], None], tuple[str, ...]]] = {
    "Hugo": (write_hugo, ("hugo", "--quiet", "--destination", "out")),
    "Pelican": (write_pelican, ("pelican", "--quiet", "--output", "out")),
    "MkDocs": (write_mkdocs, ("mkdocs", "--quiet", "build", "--site-dir", "out")),
}
