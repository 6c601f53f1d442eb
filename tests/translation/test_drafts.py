"""Machine drafts: what is asked for, what is saved, and what happens when it is cut short."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_gen.errors import AnswerError, ProviderError
from site_gen.model import ENGLISH, PERSIAN, TranslationUnit, UnitState
from site_gen.translation.asking import Cost, Draft, Request
from site_gen.translation.chain import Chain
from site_gen.translation.drafts import Drafted, translate_document
from site_gen.translation.memory import Memory, load, save
from site_gen.translation.providers import ProviderSettings, open_provider
from site_gen.translation.reconcile import unite, update
from site_gen.translation.services import PROVIDERS
from tests.translation.articles import document, translated
from tests.translation.service import KEYS, FakeService, Reply
from tests.translation.service import translated as said_in_english

TEXTS = [f"پاراگراف {name} است." for name in ("یک", "دو", "سه", "چهار", "پنج", "شش")]


@dataclass
class Shouting:
    """A provider without a network, which gives up at the text that it is told."""

    stops_at: str = ""
    stumbles_at: str = ""
    asked: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    name: str = "shouting"
    in_flight: int = 1

    def translate(self, request: Request) -> Draft | None:
        self.asked.append(request.text)
        self.requests.append(request)
        if request.text == self.stops_at:
            raise ProviderError("shouting is hoarse")
        if request.text == self.stumbles_at:
            raise AnswerError("shouting stumbled")
        return Draft(request.text + "!", self.name)

    def cost(self, request: Request) -> Cost | None:
        return Cost(len(request.text), 1)


def drafted(
    memory: Memory | None, *texts: str, provider: Shouting | None = None
) -> tuple[Memory, list[TranslationUnit]]:
    told: list[Drafted] = []
    bilingual = unite(document(*texts), memory, ENGLISH)
    provider = provider or Shouting()
    done = translate_document(bilingual, memory, provider, lambda _memory: None, told.append)
    return done, [drafted.unit for drafted in told]


def test_what_is_missing_is_drafted_and_signed() -> None:
    memory, told = drafted(None, *TEXTS)
    assert [entry.target for entry in memory.entries[1:]] == [text + "!" for text in TEXTS]
    assert {entry.state for entry in memory.entries} == {UnitState.MACHINE}
    assert {entry.origin for entry in memory.entries} == {"shouting"}
    assert tuple(told) == unite(document(*TEXTS), memory, ENGLISH).units


def test_nothing_that_stands_is_touched_or_asked_for() -> None:
    memory = translated(update(None, unite(document(*TEXTS[:3]), None, ENGLISH)))
    outdated = TEXTS[1].replace("است", "بود")
    provider = Shouting()
    after, told = drafted(memory, TEXTS[0], outdated, TEXTS[2], TEXTS[3], provider=provider)
    assert provider.asked == [TEXTS[3]]
    assert [unit.id for unit in told] == ["p4"]
    states = [entry.state for entry in after.entries]
    assert states == [UnitState.TRANSLATED] * 2 + [
        UnitState.OUTDATED,
        UnitState.TRANSLATED,
        UnitState.MACHINE,
    ]
    assert [e.target for e in after.entries[:4]] == [e.target for e in memory.entries]


def test_words_that_a_person_wrote_meanwhile_count() -> None:
    old = unite(document(*TEXTS), None, ENGLISH)
    newer = translated(update(None, old))
    provider = Shouting()
    saved: list[Memory] = []
    translate_document(old, newer, provider, saved.append, lambda _: None)
    assert (provider.asked, saved) == ([], [newer])


def test_a_draft_is_not_asked_for_again() -> None:
    memory, _ = drafted(None, *TEXTS)
    provider = Shouting()
    again, told = drafted(memory, *TEXTS, provider=provider)
    assert (again, told, provider.asked) == (memory, [], [])


def test_equal_paragraphs_are_asked_for_once_also_after_an_interruption() -> None:
    provider = Shouting()
    memory, told = drafted(None, TEXTS[0], TEXTS[1], TEXTS[0], provider=provider)
    assert Counter(provider.asked)[TEXTS[0]] == 1
    assert len(told) == 4
    provider = Shouting()
    drafted(memory, TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[0], provider=provider)
    assert provider.asked == []


def test_an_error_leaves_on_disk_what_was_done(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    bilingual = unite(document(*TEXTS), None, ENGLISH)
    provider = Shouting(stops_at=TEXTS[2])
    with pytest.raises(ProviderError, match="hoarse"):
        translate_document(bilingual, None, provider, lambda m: save(m, path), lambda _: None)
    memory = load(path, "en.po")
    assert memory is not None
    targets = [entry.target for entry in memory.entries]
    assert targets == ["عنوان!", TEXTS[0] + "!", TEXTS[1] + "!", "", "", "", ""]


def test_each_draft_is_on_disk_before_the_next_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    seen: list[int] = []

    @dataclass
    class Watching(Shouting):
        def translate(self, request: Request) -> Draft | None:
            memory = load(path, "en.po")
            assert memory is not None
            seen.append(sum(bool(entry.target) for entry in memory.entries))
            return super().translate(request)

    bilingual = unite(document(*TEXTS), None, ENGLISH)
    translate_document(bilingual, None, Watching(), lambda m: save(m, path), lambda _: None)
    assert seen == list(range(len(TEXTS) + 1))


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_an_article_from_nothing_to_done_over_http(service: FakeService, name: str) -> None:
    settings = ProviderSettings(name, service.address, delay=0, backoff=0)
    service.faults.extend([Reply("", 500), Reply("", 429)])
    provider = open_provider(settings, PERSIAN, ENGLISH, environment=KEYS)
    bilingual = unite(document(*TEXTS), None, ENGLISH)
    memory = translate_document(bilingual, None, provider, lambda _: None, lambda _: None)
    assert [e.target for e in memory.entries] == [said_in_english(e.source) for e in memory.entries]
    assert {entry.origin for entry in memory.entries} == {name}


def test_a_text_that_fails_stops_no_other() -> None:
    told: list[Drafted] = []
    bilingual = unite(document(*TEXTS), None, ENGLISH)
    provider = Shouting(stumbles_at=TEXTS[1])
    memory = translate_document(bilingual, None, provider, lambda _: None, told.append)
    assert [entry.id for entry in memory.entries if not entry.target] == ["p2"]
    failed = [(drafted.unit.id, str(drafted.error)) for drafted in told if drafted.error]
    assert failed == [("p2", "shouting stumbled")]


def test_what_stands_before_a_text_goes_along() -> None:
    provider = Shouting()
    drafted(None, *TEXTS[:2], provider=provider)
    around = [(request.title, request.previous) for request in provider.requests]
    assert around == [("", ""), ("عنوان", ""), ("عنوان", TEXTS[0])]


@dataclass
class Known(Shouting):
    """Gives drafts that are more, or less, than a machine's."""

    sure: bool = False
    lost: tuple[str, ...] = ()

    def translate(self, request: Request) -> Draft | None:
        if request.text == self.stops_at:
            return None
        return Draft("said", "memory 100%", sure=self.sure, lost=self.lost)


def test_a_sure_draft_is_a_translation() -> None:
    memory, told = drafted(None, TEXTS[0], provider=Known(sure=True))
    assert {entry.state for entry in memory.entries} == {UnitState.TRANSLATED}
    assert {entry.comments for entry in memory.entries} == {()}
    assert tuple(told) == unite(document(TEXTS[0]), memory, ENGLISH).units


def test_what_a_draft_has_lost_stands_beside_it_until_a_person_has_seen_to_it() -> None:
    memory, _ = drafted(None, TEXTS[0], provider=Known(lost=("[^1]", "**")))
    assert memory.entries[1].comments == ("origin: memory 100%", "look at: [^1] · **")
    seen = replace(memory, entries=tuple(replace(e, fuzzy=False) for e in memory.entries))
    after = update(seen, unite(document(TEXTS[0]), seen, ENGLISH))
    assert after.entries[1].comments == ()


def test_what_a_draft_has_lost_is_told_of_each_paragraph_that_says_the_same() -> None:
    memory, _ = drafted(None, TEXTS[0], provider=Known(lost=("[^1]", "**")))
    again, _ = drafted(memory, TEXTS[0], TEXTS[0])
    assert {entry.comments for entry in again.entries[1:]} == {
        ("origin: memory 100%", "look at: [^1] · **")
    }


def test_what_nobody_knows_stays_untranslated() -> None:
    memory, told = drafted(None, TEXTS[0], provider=Known(stops_at=TEXTS[0]))
    assert (memory.entries[1].target, told[1].state) == ("", UnitState.UNTRANSLATED)


# --- several at a time --------------------------------------------------------------------------


def test_no_more_are_asked_for_at_a_time_than_a_service_takes(service: FakeService) -> None:
    service.pause = 0.05
    settings = ProviderSettings("deepl", service.address, delay=0, in_flight=3)
    provider = open_provider(settings, PERSIAN, ENGLISH, environment=KEYS)
    saved: list[list[str]] = []
    translate_document(
        unite(document(*TEXTS), None, ENGLISH),
        None,
        provider,
        lambda memory: saved.append([entry.id for entry in memory.entries if entry.target]),
        lambda _: None,
    )
    ids = ["title", *(f"p{number}" for number in range(1, len(TEXTS) + 1))]
    assert service.most_at_once == 3
    assert saved == [ids[:count] for count in range(len(ids) + 1)]


def test_a_fallback_is_asked_for_no_more_at_a_time_than_it_takes(service: FakeService) -> None:
    service.pause = 0.02
    providers = [
        open_provider(
            ProviderSettings(name, service.address, delay=0),
            PERSIAN,
            ENGLISH,
            environment={**KEYS, "DEEPL_API_KEY": "wrong"},
        )
        for name in ("deepl", "google")
    ]
    bilingual = unite(document(*TEXTS), None, ENGLISH)
    service.most_at_once = 0
    memory = translate_document(bilingual, None, Chain(providers), lambda _: None, lambda _: None)
    assert {entry.origin for entry in memory.entries} == {"google"}
    assert service.most_at_once <= 5  # four that DeepL refuses, and one


def test_what_is_under_way_when_one_fails_is_saved(service: FakeService) -> None:
    service.faults.append(Reply("no", 403))
    settings = ProviderSettings("deepl", service.address, delay=0, in_flight=3)
    provider = open_provider(settings, PERSIAN, ENGLISH, environment=KEYS)
    saved: list[Memory] = []
    bilingual = unite(document(*TEXTS), None, ENGLISH)
    with pytest.raises(ProviderError, match="403"):
        translate_document(bilingual, None, provider, saved.append, lambda _: None)
    answered = len(service.asked) - 1
    assert len([entry for entry in saved[-1].entries if entry.target]) == answered
    assert 2 <= answered <= 4


# --- kill -9 ------------------------------------------------------------------------------------

RUN = """\
import sys
from pathlib import Path
from site_gen.model import ENGLISH, PERSIAN
from site_gen.translation.chain import Chain
from site_gen.translation.drafts import translate_document
from site_gen.translation.memory import load, save
from site_gen.translation.providers import ProviderSettings, open_provider
from site_gen.translation.reconcile import unite
from tests.translation.articles import document

path, address, *texts = sys.argv[1:]
memory = load(Path(path), path)
provider = open_provider(ProviderSettings("google", address, delay=0), PERSIAN, ENGLISH)
bilingual = unite(document(*texts), memory, ENGLISH)
translate_document(bilingual, memory, provider, lambda m: save(m, Path(path)), lambda unit: None)
"""


def run(service: FakeService, path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", RUN, str(path), service.address, *TEXTS]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_paragraph_it_goes_on_there(service: FakeService, tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    answered = 3
    service.silent_at = answered + 1
    with run(service, path) as process:
        service.wait_for(answered + 1)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    memory = load(path, "en.po")
    assert memory is not None
    assert sum(bool(entry.target) for entry in memory.entries) == answered

    with run(service, path) as process:
        assert process.wait(60) == 0
    memory = load(path, "en.po")
    assert memory is not None
    assert [e.target for e in memory.entries] == [said_in_english(e.source) for e in memory.entries]
    twice = [text for text, count in Counter(service.texts).items() if count > 1]
    assert twice == [TEXTS[answered - 1]]
    assert len(service.texts) == len(TEXTS) + 2


@pytest.mark.usefixtures("gettext")
def test_drafts_pass_msgfmt(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    memory, _ = drafted(None, "خط یک\nخط دو", 'با "نقل" و \\', "\u200cنیم\u200cفاصله")
    unfuzzy = [replace(entry, fuzzy=False) for entry in memory.entries]
    save(replace(memory, entries=tuple(unfuzzy)), path)
    command = ["msgfmt", "--check", "-o", os.devnull, str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
