"""What a preview adds to a page: the findings of the last build, and the reloading script."""

from __future__ import annotations

import re
from html import escape

from site_gen.model import ENGLISH, Finding, Severity
from site_gen.pipeline.records import Findings
from site_gen.preview.standing import Standing, count
from site_gen.render.bidi import isolate_text

POLICY = re.compile(
    r"""<meta\b[^>]*http-equiv\s*=\s*["']?Content-Security-Policy\b[^>]*>\s*""", re.IGNORECASE
)
HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)

#: `revert` puts the page's own rules out of the panel, so that no site can make it unreadable.
#: The default theme keeps what is `taken-below`, that is the folded panel, free.
STYLE = """
html { padding-block-end: 3rem; --taken-below: 38px; }
#dozaban-preview, #dozaban-preview * { all: revert; box-sizing: border-box; }
#dozaban-preview {
  --ink: #33270f; --paper: #fff8e6; --edge: #b98a1d;
  position: fixed; z-index: 2147483647; inset: auto 0 0 0; max-height: 60vh; overflow: auto;
  border-top: 3px solid var(--edge); background: var(--paper); color: var(--ink);
  color-scheme: light dark; direction: ltr; text-align: left;
  font: 15px/1.5 system-ui, sans-serif; box-shadow: 0 -2px 12px rgb(0 0 0 / 20%);
}
#dozaban-preview.error { --ink: #4a0d0d; --paper: #fff1f0; --edge: #c62828; }
#dozaban-preview summary { padding: 6px 16px; cursor: pointer; font-weight: 600; }
#dozaban-preview ol { margin: 0; padding: 0 16px 12px 40px; }
#dozaban-preview li { margin: 6px 0; }
#dozaban-preview code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
#dozaban-preview p { margin: 0; overflow-wrap: anywhere; }
#dozaban-preview .hint { white-space: pre-line; }
#dozaban-preview :focus-visible { outline: 3px solid var(--edge); outline-offset: -3px; }
@media (prefers-color-scheme: dark) {
  #dozaban-preview { --ink: #f6e7c1; --paper: #2b2310; --edge: #d9a93a; }
  #dozaban-preview.error { --ink: #ffdad6; --paper: #3a1212; --edge: #ff8a80; }
}
@media print { #dozaban-preview { display: none; } }
"""

BARE_PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Preview</title>
</head>
<body style="font: 1rem/1.6 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem">
<p>{text}</p>
</body>
</html>
"""


_MOST = 50  # findings in a page


def dress(html: str, standing: Standing, port: int, slug: str = "") -> str:
    """A built page as a preview shows it: no policy, the reloading script, and the findings, of
    which those of its own article (at `slug`) come first."""
    page = POLICY.sub("", html)
    page = _insert(page, HEAD_END, before=_script(standing.mark, port))
    return _insert(page, BODY, after=panel(standing.found, slug))


def bare_page(text: str) -> str:
    """A page of the preview's own, where the site has none."""
    return BARE_PAGE.format(text=escape(text))


def panel(findings: Findings, slug: str = "") -> str:
    """The findings, errors first and open, or warnings alone and folded; empty for none.

    Not all where they are many: a page with all of a large site's would be slow to show.
    """
    if not findings:
        return ""
    broken = findings.count(Severity.ERROR) > 0
    shown = findings.first(_MOST, slug)
    more = len(findings) - len(shown)
    attributes = 'class="error" role="alert"' if broken else 'class="warning"'
    items = "\n".join(_item(finding) for finding in shown)
    rest = f"<p>and {more:,} more; all of them: <code>python build.py check</code></p>"
    return f"""
<section id="dozaban-preview" {attributes} lang="en" dir="ltr" tabindex="0"
 aria-label="Findings of the last build"><style>{STYLE}</style>
<details{" open" if broken else ""}><summary>{count(findings)}</summary>
<ol>
{items}
</ol>{rest if more else ""}</details></section>
"""


def _item(finding: Finding) -> str:
    where = f"{finding.path}:{finding.line}" if finding.line else finding.path
    place = f"<p><code>{escape(where)}</code></p>" if where else ""
    name = f" <code>[{escape(finding.name)}]</code>" if finding.name else ""
    message = f"<p>{finding.severity}: {isolate_text(finding.message, ENGLISH)}{name}</p>"
    hint = f'<p class="hint">{isolate_text(finding.hint, ENGLISH)}</p>' if finding.hint else ""
    return f"<li>{place}{message}{hint}</li>"


#: What livereload calls a reload of the panel alone.
PANEL = "findings"

#: A plugin of livereload that takes the new panel out of the page as it is served now. Folded,
#: focused and scrolled it stays as it was; a panel that has become one of errors opens. An answer
#: that comes after a later one is not shown, nor is any in a page that is about to be loaded anew.
PLUGIN = """
window.LiveReloadPluginFindings = class {
  static identifier = "findings";
  static version = "1";
  reload(path) {
    if (path !== "findings") {
      this.leaving = true;
      return false;
    }
    if (this.leaving) return true;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    fetch(location.href, { cache: "no-store" })
      .then((answer) => answer.text())
      .then((text) => {
        if (turn !== this.turn || this.leaving) return;
        const find = (page) => page.getElementById("dozaban-preview");
        const old = find(document);
        const fresh = find(new DOMParser().parseFromString(text, "text/html"));
        if (!old) return fresh && document.body.prepend(fresh);
        const focused = old.contains(document.activeElement) && document.activeElement.localName;
        const top = old.scrollTop;
        if (fresh && fresh.className === old.className)
          fresh.querySelector("details").open = old.querySelector("details").open;
        old.replaceWith(...(fresh ? [fresh] : []));
        if (!fresh) return;
        fresh.scrollTop = top;
        if (focused) (fresh.querySelector(focused) || fresh).focus({ preventScroll: true });
      });
    return true;
  }
};
"""


def _script(mark: str, port: int) -> str:
    """livereload's script; it sends `snipver` back, by which a page that is behind is known.

    It looks for all behind its address's `?`. In a fragment, which is not asked for, what changes
    leaves the address as it is, so that the browser has the script at hand.
    """
    address = f"/livereload.js?#&amp;port={port}&amp;snipver={mark}"
    return f'<script>{PLUGIN}</script>\n<script defer src="{address}"></script>\n'


def _insert(page: str, tag: re.Pattern[str], *, before: str = "", after: str = "") -> str:
    """Put text around the first such tag, or in front of everything where there is none."""
    found = tag.search(page)
    if found is None:
        return before + after + page
    return page[: found.start()] + before + found[0] + after + page[found.end() :]
