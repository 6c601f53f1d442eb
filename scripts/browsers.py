"""Since when each browser knows what the pages use: `make browsers` writes docs/browsers.md.

Properties and at-rules are read out of the style sheets, the rest is named below; versions are
those of MDN's browser-compat-data.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import tinycss2

from scripts import npm

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "browsers.md"
BROWSERS = {"chrome": "Chrome", "firefox": "Firefox", "safari": "Safari"}
#: What every browser has known for so long is not listed.
_YEARS = 5

#: Besides properties: the feature's path in the data, and what a page does without it.
USED = {
    "css.selectors.is": "",
    "css.selectors.focus-visible": "",
    "css.selectors.details-content": "print leaves folded what is folded on the screen",
    "css.types.color.light-dark": "light colours, and dark ones by choice only",
    "css.types.color.color-mix": "softer inks are full inks",
    "css.at-rules.page.at_bottom-center": "print has no page numbers",
    "css.at-rules.font-face.size-adjust": "stand-in fonts keep their own widths",
    "css.at-rules.font-face.ascent-override": "stand-in fonts keep their own heights",
    "css.at-rules.font-face.font-display": "",
    "css.properties.text-wrap.pretty": "lines break as they always did",
    "css.properties.text-wrap.balance": "titles break as they always did",
    "css.properties.float.inline-start": "a list's mark stands above its line",
    "css.properties.orphans": "a paragraph may leave a single line on a sheet of paper",
    "css.properties.widows": "a paragraph may leave a single line on a sheet of paper",
    "css.properties.text-size-adjust": "prefixed there, or not needed",
    "css.properties.box-decoration-break": "prefixed there",
    "css.properties.forced-color-adjust": "no colours are forced there",
    "css.properties.content-visibility": "long pages are laid out whole",
    "css.properties.contain-intrinsic-block-size": "long pages are laid out whole",
    "css.properties.overflow-anchor": "long pages are laid out whole",
    "api.Window.requestIdleCallback": "a short timer does its work",
    "css.properties.accent-color": "controls have the browser's colour",
    "css.properties.text-wrap": "lines break as they always did",
    "html.global_attributes.popover": "settings, help and the menu are dialogs",
    "html.elements.details": "",
    "html.elements.img.loading": "pictures load at once",
    "api.Clipboard.write": "copies are plain text",
    "api.ClipboardItem": "copies are plain text",
    "api.SpeechSynthesis": "nothing is read aloud; its button is absent",
    "api.HTMLElement.showPopover": "settings, help and the menu are dialogs",
    "api.HTMLDialogElement.showModal": "",
    "api.Element.replaceChildren": "",
}


class Row(NamedTuple):
    """A feature, the version and day from which each browser has it, and what goes on without."""

    name: str
    versions: Sequence[tuple[str, str]]
    without: str

    @property
    def newest(self) -> str:
        """The day from which all have it; the greatest of all where one has it not."""
        return max(day for _, day in self.versions)


def main() -> int:
    """Write the page; fail where a browser lacks something and nothing is said of it."""
    package = npm.fetch("@mdn/browser-compat-data")
    data = json.loads((package / "data.json").read_text(encoding="utf-8"))
    rows = sorted(_rows(data), key=lambda row: (row.newest, row.name), reverse=True)
    since = f"{date.today().year - _YEARS}-01-01"
    shown = [row for row in rows if row.newest >= since]
    version = npm.PINS["@mdn/browser-compat-data"].version
    PAGE.write_text(_page(shown, len(rows), version), encoding="utf-8")
    lacking = [row.name for row in shown if row.newest == _NEVER and not row.without]
    for name in lacking:
        print(f"{name}: not in every browser; say in USED what goes on without it")
    return int(bool(lacking))


_NEVER = "never"


def _rows(data: Mapping[str, Any]) -> Iterator[Row]:
    features = dict.fromkeys(f"css.properties.{name}" for name in _properties()) | USED
    for path, without in features.items():
        support = _support(data, path)
        versions = [_since(data, browser, support[browser]) for browser in BROWSERS]
        yield Row(path.partition(".")[2].removeprefix("properties."), versions, without or "")


def _properties() -> Iterator[str]:
    """Every property of the sheets that is no custom one and no vendor's."""
    for sheet in sorted((ROOT / "static").rglob("*.css")):
        rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True)
        yield from _declared(rules)


def _declared(rules: Sequence[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "declaration" and not rule.lower_name.startswith("-"):
            yield rule.lower_name
        elif getattr(rule, "content", None) and rule.type in ("qualified-rule", "at-rule"):
            inner = tinycss2.parse_blocks_contents(rule.content)
            if getattr(rule, "lower_at_keyword", "") not in ("font-face", "page"):
                yield from _declared(inner)


def _support(data: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    """The data of a feature. Raises KeyError for one that MDN does not know."""
    for part in path.split("."):
        data = data[part]
    support: Mapping[str, Any] = data["__compat"]["support"]
    return support


def _since(data: Mapping[str, Any], browser: str, support: Any) -> tuple[str, str]:
    statements = support if isinstance(support, list) else [support]
    for one in statements:
        version = one.get("version_added")
        if version and version != "preview" and not one.get("flags") and not one.get("prefix"):
            release = data["browsers"][browser]["releases"].get(version.lstrip("≤"), {})
            return version, release.get("release_date", "")
    return "–", _NEVER


def _page(rows: Sequence[Row], count: int, version: str) -> str:
    head = " | ".join(BROWSERS.values())
    lines = [
        "# Browsers",
        "",
        "Text, direction and links need neither scripts nor new style: a page reads in any",
        "browser. What pages use beyond that, and since when each browser has it, `make browsers`",
        f"looks up in MDN's browser-compat-data {version}: all properties of the style sheets,",
        f"and what is named in `scripts/browsers.py`. Of {count} features, those are listed which",
        f"all browsers have had for less than {_YEARS} years. The tests drive Chromium; Firefox",
        "and WebKit were not run.",
        "",
        f"| feature | {head} | without it |",
        "| --- " * (len(BROWSERS) + 2) + "|",
        *(
            f"| `{row.name}` | {' | '.join(number for number, _ in row.versions)} | {row.without} |"
            for row in rows
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
