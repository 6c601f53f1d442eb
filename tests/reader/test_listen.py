"""Listening: the browser's voice where there is one, and recordings whose cues name sentences."""

from __future__ import annotations

import io
import wave

import pytest
from playwright.sync_api import Page, expect

from site_gen import config
from site_gen.pipeline.site import BuildReport, build
from tests.conftest import ServeFolder, SiteFolder, until
from tests.reader.conftest import show

#: A browser with these voices, which speaks each sentence for as long as the test lets it.
SPEECH = """
(() => {
  const said = window.said = [];
  const speech = {
    getVoices: () => VOICES.map((lang) => ({lang, name: lang})),
    addEventListener() {},
    cancel() { said.push("cancel"); },
    speak(utterance) {
      said.push([utterance.lang, utterance.text]);
      window.finish = () => utterance.onend();
      utterance.onstart();
    },
  };
  Object.defineProperty(window, "speechSynthesis", {value: speech});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})();
"""


def with_voices(page: Page, *voices: str) -> None:
    page.add_init_script(SPEECH.replace("VOICES", str(list(voices))))


def lit(page: Page) -> list[str]:
    return page.locator(".s.on").all_inner_texts()


def test_without_a_voice_there_is_no_button(page: Page, address: str) -> None:
    with_voices(page, "de-DE")
    show(page, f"{address}?ui=en")
    expect(page.locator("#listen")).to_be_hidden()
    page.locator("#p1 > .n").click()
    expect(page.locator("[data-listen]:visible")).to_have_count(0)


def test_a_button_for_each_language_that_has_a_voice(page: Page, address: str) -> None:
    with_voices(page, "en_GB")
    show(page, f"{address}?ui=en")
    page.locator("#p2 > .n").click()
    expect(page.locator("[data-listen]:visible")).to_have_count(1)
    page.get_by_role("button", name="Listen to the English").click()
    assert page.evaluate("said.at(-1)") == ["en_GB", "It turns cold."]
    assert "It turns cold." in lit(page)
    page.evaluate("finish()")
    assert page.evaluate("said.at(-1)[1]").startswith("Snow came")
    page.evaluate("finish()")  # the paragraph is over
    assert lit(page) == []


@pytest.mark.parametrize("layout", ["side", "stacked", "interlinear", "fa", "reveal"])
def test_the_article_is_read_from_where_one_is(page: Page, address: str, layout: str) -> None:
    with_voices(page, "fa-IR", "en-US")
    show(page, f"{address}?layout={layout}")
    button = page.locator("#listen")
    for key in ("j", "J", "p"):
        page.keyboard.press(key)
    assert page.evaluate("said.at(-1)[0]") == "fa-IR"
    assert page.locator("#p2 .s.on").count() > 0
    expect(button).to_have_attribute("aria-pressed", "true")
    for _ in range(3):
        page.evaluate("finish()")
    assert page.locator("#p3 .s.on").count() > 0
    page.keyboard.press("p")
    assert page.evaluate("said.at(-1)") == "cancel"
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_number_of_a_note_is_not_spoken(
    page: Page, site: SiteFolder, serve_folder: ServeFolder
) -> None:
    site.write("content/articles/a/article.fa.md", "# عنوان\n\nهوا[^1] سرد است.\n\n[^1]: نه.\n")
    build(site.root, config.load(site.root), site.root / "_site")
    with_voices(page, "fa-IR")
    show(page, f"{serve_folder(site.root / '_site')}/a/")
    page.keyboard.press("j")
    page.keyboard.press("p")
    assert page.evaluate("said.at(-1)[1]") == "هوا سرد است."


CAPTIONS = """WEBVTT

p1.1
00:00.000 --> 00:01.500
هوا سرد است.

2
00:01.500 --> 00:03.000
در سال ۱۴۰۱، برف آمد

00:03.000 --> 00:04.000
کودکان بازی کردند.
"""


def recorded(site: SiteFolder, captions: str = CAPTIONS, head: str = "") -> BuildReport:
    head = head or "audio: a.wav\ncaptions: a.vtt\n"
    text = "هوا سرد است. در سال ۱۴۰۱ برف آمد. کودکان **بازی** کردند."
    site.write("content/articles/a/article.fa.md", f"---\n{head}---\n# عنوان\n\n{text}\n")
    site.write("content/articles/a/a.vtt", captions)
    with io.BytesIO() as data, wave.open(data, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes([128]) * 8000 * 5)
        sound.close()
        site.write("content/articles/a/a.wav", data.getvalue())
    return build(site.root, config.load(site.root), site.root / "_site")


def test_sentences_light_up_as_they_are_spoken(
    page: Page, site: SiteFolder, serve_folder: ServeFolder
) -> None:
    assert not recorded(site).findings
    show(page, f"{serve_folder(site.root / '_site')}/a/")
    cues = page.locator("audio").get_attribute("data-cues")
    assert cues == "p1.1,0,1.5 p1.2,1.5,3 p1.3,3,4"
    page.locator("#listen").click()
    until(page, "document.querySelector('.s.on')?.id === 'p1.1'")
    page.locator("[id='p1.3']").click()
    page.mouse.move(0, 0)
    until(page, "document.querySelector('audio').currentTime >= 3")
    until(page, "document.querySelector('.s.on')?.id === 'p1.3'")
    page.locator("#listen").click()
    until(page, "document.querySelector('audio').paused")
    page.emulate_media(media="print")
    expect(page.locator("audio")).to_be_hidden()


@pytest.mark.parametrize(
    ("captions", "head", "path", "line", "message"),
    [
        (CAPTIONS.replace("p1.1", "p1.9"), "", "a.vtt", 4, "the text has no sentence “p1.9”"),
        (
            CAPTIONS.replace("کودکان", "پیران"),
            "",
            "a.vtt",
            11,
            "the text has no sentence with the words “پیران بازی کردند.”",
        ),
        ("p1.1\n", "", "a.vtt", 1, "this is not WebVTT"),
        (CAPTIONS, "audio: b.mp3\n", "article.fa.md", 0, "there is no recording “b.mp3”"),
        (CAPTIONS, "captions: a.vtt\n", "article.fa.md", 0, "there are captions but no `audio`"),
    ],
)
def test_what_is_wrong_with_a_recording_is_told(
    site: SiteFolder, captions: str, head: str, path: str, line: int, message: str
) -> None:
    (finding,) = recorded(site, captions, head).findings
    assert (finding.path, finding.line) == (f"content/articles/a/{path}", line)
    assert finding.message == message


def test_captions_that_change_are_read_again(site: SiteFolder) -> None:
    recorded(site)
    recorded(site, CAPTIONS.replace("00:04.000", "00:04.500"))
    assert "p1.3,3,4.5" in site.read("_site/a/index.html")
