"""Edits of the source, of the memory and of what CAT tools were sent, in any order: what a person
has written is there after, unless a person has written over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.cli import main
from site_gen.translation.memory import load, save
from tests.conftest import NewSite, SiteFolder

PO = "content/articles/a/en.po"
SOURCE = "content/articles/a/article.fa.md"
TEXT = "\n\n".join(
    (
        "# عنوان نوشته",
        "بند نخست از سه جمله است و در سال ۱۴۰۱ نوشته شد. باران می\u200cآمد. کسی نبود.",
        "بند دوم دربارهٔ شهر تهران و خیابان\u200cهای آن است که بلندند.",
        "بند سوم کوتاه است.",
        "بند چهارم می\u200cگوید که کتاب را کسی نخوانده است و شاید نخواهد خواند.",
    )
)
KINDS = ("edit", "write", "write", "write", "translate", "send", "return", "return", "return")
WORD = re.compile(r"Word\d+x")


def run(site: SiteFolder, *arguments: str) -> int:
    return main(["--root", str(site.root), *arguments])


def edit(site: SiteFolder, random: Random) -> None:
    """One edit of the source: a word, a half, split, merged, moved, taken away, all taken back."""
    parts = site.read(SOURCE).split("\n\n")
    at = random.randrange(1, len(parts)) if len(parts) > 2 else 0
    words = parts[at].split(" ")
    half = len(words) // 2
    edits = {
        "a word": [" ".join([*words[:half], "دگرگون", *words[half + 1 :]])],
        "a half": [" ".join(words[:half]) + " و چیزی دیگر نوشته شد."],
        "split": [" ".join(words[:half]) + ".", " ".join(words[half:])],
        "gone": [],
    }
    kind = random.choice([*edits, "merged", "moved", "back"])
    if kind == "back" or not at:
        parts = TEXT.split("\n\n")
    elif kind == "merged":
        parts[at : at + 2] = [" ".join(parts[at : at + 2])]
    elif kind == "moved":
        parts.insert(random.randrange(1, len(parts)), parts.pop(at))
    else:
        parts[at : at + 1] = edits[kind]
    site.write(SOURCE, "\n\n".join(parts))


def written(site: SiteFolder, random: Random, words: Iterator[str], needed: set[str]) -> None:
    """A person corrects an entry."""
    memory = load(site.root / PO, PO)
    assert memory
    live = [index for index, entry in enumerate(memory.entries) if not entry.obsolete]
    at, entries = random.choice(live), list(memory.entries)
    needed.difference_update(WORD.findall(entries[at].target))
    word = next(words)
    needed.add(word)
    kept = [line for line in entries[at].comments if line != "state: reviewed"]
    state = random.choice(([], ["state: reviewed"]))
    text = f"Someone wrote {word} here."
    entries[at] = replace(
        entries[at], target=text, fuzzy=False, previous_source="", comments=(*kept, *state)
    )
    save(replace(memory, entries=tuple(entries)), site.root / PO)


def returned(
    site: SiteFolder, file: Path, random: Random, words: Iterator[str], needed: set[str]
) -> set[str]:
    """A tool gives back an export in which somebody wrote; the words that `import` has to tell."""
    text = file.read_text("utf-8")
    changes = {old: next(words) for old in WORD.findall(text) if random.random() < 0.8}
    back = file.with_name(f"back-{file.name}")
    back.write_text(WORD.sub(lambda found: changes.get(found[0], found[0]), text), "utf-8")
    run(site, "import", str(back))
    after = site.read(PO)
    for old, new in changes.items():
        if new in after:
            needed.add(new)
            needed.difference_update({old} - set(WORD.findall(after)))
    return {new for new in changes.values() if new not in after}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), steps=st.integers(8, 16))
def test_no_history_loses_what_a_person_wrote(
    tmp_path_factory: pytest.TempPathFactory,
    new_site: NewSite,
    capsys: pytest.CaptureFixture[str],
    seed: int,
    steps: int,
) -> None:
    random = Random(seed)
    site = new_site(tmp_path_factory.mktemp("history") / "site")
    site.write(SOURCE, TEXT)
    assert run(site, "translate", "--provider", "memory", "a") == 0
    words, needed = (f"Word{number}x" for number in count()), set[str]()
    sent: list[Path] = []
    for step in range(steps):
        kind = random.choice(KINDS)
        if kind == "edit":
            edit(site, random)
        elif kind == "write":
            written(site, random, words, needed)
        elif kind == "translate":
            assert run(site, "translate", "--provider", "memory", "a") == 0
        elif kind == "send":
            form = random.choice(("po", "xliff"))
            file = site.root / f"sent-{step}.{'xlf' if form == 'xliff' else form}"
            assert run(site, "export", form, "a", "--output", str(file)) == 0
            sent.append(file)
        elif sent:
            capsys.readouterr()
            told = returned(site, random.choice(sent), random, words, needed)
            out = capsys.readouterr().out
            assert all(re.search(rf"not imported:\n.*{word}", out) for word in told)
        assert needed <= set(WORD.findall(site.read(PO)))
    assert run(site, "translate", "--provider", "memory", "a") == 0
    assert needed <= set(WORD.findall(site.read(PO)))
