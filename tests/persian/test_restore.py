"""Whole documents: the first real article, authored Markdown, English, findings and their lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from site_gen.model import (
    ENGLISH,
    PERSIAN,
    Block,
    BlockKind,
    Document,
    Locale,
    Markup,
    Metadata,
    Severity,
    Source,
)
from site_gen.persian.restore import restore, restore_text
from site_gen.sources.text import import_text

Z = "\u200c"
ARTICLE = Path(__file__).parents[2] / "content/articles/white-house-drones/article.fa.txt"


def plain(text: str, locale: Locale = PERSIAN) -> Document:
    return import_text(Source("a", locale, "content/articles/a/article.txt", text.encode()))


def authored(*texts: str, raw: bool = False) -> Document:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, line) for line, text in enumerate(texts, 3))
    title = Block(BlockKind.TITLE, "عنوان", 1)
    return Document("a", PERSIAN, "a.md", Metadata(), title, (), blocks, raw=raw)


@pytest.fixture(scope="module")
def article() -> Document:
    return restore(plain(ARTICLE.read_text("utf-8")))


def test_the_article_has_one_lead_and_ten_whole_paragraphs(article: Document) -> None:
    kinds = [block.kind for block in article.blocks]
    assert kinds == [BlockKind.LEAD, *[BlockKind.PARAGRAPH] * 10]
    assert all(block.text.endswith(".") for block in article.blocks)
    assert not any("\n" in block.text or "<" in block.text for block in article.blocks)
    lead = article.blocks[0].text
    assert lead.startswith("یک مقام کاخ سفید")
    assert lead.endswith("خریداری کند.")
    assert article.title.text.startswith("ادعای کاخ سفید؛")


def test_the_article_is_spelled_right(article: Document) -> None:
    text = " ".join(block.text for block in article.blocks)
    spelled = (
        *("گفتZوگو", "نمیZخواهد", "نشانهZای", "کمکZهای", "کردهZاند", "فناوریZهای", "سلاحZهای"),
        *("سالZهاست", "بهZصورت", "بازمیZگردد", "صهیونیستZها", "سرزمینZهای", "همکاریZها", "قطعاً"),
    )
    for word in spelled:
        assert word.replace("Z", Z) in text.split() or f" {word} ".replace("Z", Z) in text


def test_no_letter_of_the_article_is_lost(article: Document) -> None:
    source = ARTICLE.read_text("utf-8").replace("<;br&#47>", "")
    restored = "".join(block.text for block in (article.title, *article.blocks))
    ours, theirs = (sorted(filter(str.isalnum, text)) for text in (restored, source))
    assert ours == theirs


def test_the_slip_of_the_author_is_the_one_finding(article: Document) -> None:
    (finding,) = article.doubts
    line = ARTICLE.read_text("utf-8").split("\n")[finding.line - 1]
    assert "برای برای" in line
    assert (finding.name, finding.severity) == ("doubled-word", Severity.WARNING)
    assert "برای برای" in " ".join(block.text for block in article.blocks)


def test_blocks_keep_the_line_where_they_begin(article: Document) -> None:
    lines = ARTICLE.read_text("utf-8").split("\n")
    for block in article.blocks[1:]:
        assert lines[block.line - 1].split()[0].replace(Z, "") == block.text.split()[0]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("عنوان\n\nاو گفت که که رفت.", "doubled-word", 3),
        ("عنوان\n\nسطر نخست\nو «سطر دوم.", "unbalanced", 4),
        ("عنوان\n\nیک) سطر) دوم.", "unbalanced", 3),
        ("عنوان\n\n" + "بند" * 20, "long-word", 3),
        ("عنوان\n\nیک.\n\nThis paragraph is in the wrong file, it seems to me.", "not-persian", 5),
        ("عنوان\n\nsalam dustan man emruz be khane raftam va nan kharidam", "not-persian", 3),
        ("عنوان\n\nالحمد لله رب العالمین الرحمن الرحیم مالک یوم الدین", "not-persian", 3),
    ],
)
def test_findings(text: str, name: str, line: int) -> None:
    document = restore(plain(text))
    assert [(finding.name, finding.line) for finding in document.doubts] == [(name, line)]
    assert restore(plain(text), skip=frozenset({name})).doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a-rather-long/address/of-a-page",
        "`a_function_of_many_words(with, arguments, that, are, long)`",
        "an.identifier.that_goes_on.and_on",
    ],
)
def test_addresses_and_code_are_no_foreign_paragraph(text: str) -> None:
    assert restore(authored(text)).doubts == ()


def test_adverbs_of_two_words_are_no_slip() -> None:
    assert restore(plain("عنوان\n\nاو آرام آرام و کم کم رفت.")).doubts == ()


def test_skipped_rules_and_kept_words() -> None:
    text = "عنوان\n\nكتابها را ميخواهد."
    document = restore(plain(text), skip=frozenset({"lost-zwnj"}), keep=frozenset({"كتابها"}))
    assert document.blocks[0].text == "كتابها را میخواهد."


def test_keep_marks_do_not_reach_the_page() -> None:
    document = restore(plain("عنوان\n\n<!-- keep -->كتابها<!-- /keep --> خوب است."))
    assert document.blocks[0].text == "كتابها خوب است."


def test_title_and_fields_are_restored_too() -> None:
    field = Block(BlockKind.FIELD, "كتابها", 2, id="summary")
    document = restore(replace(plain("نميخواهد\n\nمتن."), fields=(field,)))
    assert document.title.text == f"نمی{Z}خواهد"
    assert document.fields[0].text == f"کتاب{Z}ها"


def test_authored_text_has_only_its_code_points_mended() -> None:
    document = restore(authored("كتاب `كد` [پيوند](http://a.ir/ي) <b>ي</b> می خواهد ...", "خوب."))
    assert document.blocks[0].text == "کتاب `كد` [پیوند](http://a.ir/ي) <b>ی</b> می خواهد ..."
    told = {(finding.name, finding.line) for finding in document.doubts}
    assert told == {("ellipsis", 3), ("wrong-spaces", 3)}
    assert any("می خواهد” → “می" in finding.message for finding in document.doubts)


def test_one_finding_a_block_and_rule() -> None:
    document = restore(authored("می خواهد و می رود و می آید."))
    (finding,) = document.doubts
    assert "and 2 more" in finding.message


def test_raw_markup_is_restored_leaf_by_leaf() -> None:
    document = restore(authored("كتابها `كتابها` ميخواهد", "خوب...", raw=True))
    assert [block.text for block in document.blocks] == [
        f"کتاب{Z}ها `كتابها` می{Z}خواهد",
        "خوب…",
    ]
    assert document.markup is Markup.MARKDOWN


def test_code_is_never_touched() -> None:
    code = Block(BlockKind.CODE, "x = 'كتابها'", 9)
    document = replace(authored("خوب."), blocks=(code,), raw=True)
    assert restore(document).blocks == (code,)


def test_an_english_text_has_its_damage_mended() -> None:
    text = "Title\n\nThe &quot;lead&quot;<br/>\n\nA word... and 'straight' \"quotes\" stay 12."
    document = restore(plain(text, ENGLISH))
    assert [block.text for block in document.blocks] == [
        'The "lead"',
        "A word... and 'straight' \"quotes\" stay 12.",
    ]
    assert document.doubts == ()


def test_authored_english_is_left_alone() -> None:
    document = replace(authored("a  b&nbsp;c"), locale=ENGLISH)
    assert restore(document) is document


def test_the_text_form_gives_the_same_paragraphs(article: Document) -> None:
    restored = restore_text(ARTICLE.read_text("utf-8"))
    assert [len(text.split(".")) for text in restored.paragraphs] == [
        len(block.text.split(".")) for block in (article.title, *article.blocks)
    ]
