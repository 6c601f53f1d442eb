"""Recordings: the cues of a WebVTT file, which say when something is spoken.

The format is W3C's (WebVTT: The Web Video Text Tracks Format); its parser is webvtt-py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_gen.errors import ContentError
from site_gen.model import Cue, Document, Finding, Severity, Source
from site_gen.sources.opening import decode

_HERE = "Put the file into the article's folder, or mend its name; case matters."


def read_recording(
    document: Document, source: Source
) -> tuple[tuple[Cue, ...], tuple[Finding, ...]]:
    """The cues of an article's recording, and what is wrong with its files."""
    audio, name = document.metadata.audio, document.metadata.captions
    findings = [
        _finding(document.path, f"there is no recording “{file}”", _HERE)
        for file in (audio, name)
        if file and file not in source.assets
    ]
    if name and not audio:
        findings.append(_finding(document.path, "there are captions but no `audio`", "Name it."))
    captions = dict(source.captions)
    if not audio or name not in captions:
        return (), tuple(findings)
    path = f"{document.path.rpartition('/')[0]}/{name}"
    try:
        return tuple(read_captions(decode(captions[name], path), path)), tuple(findings)
    except ContentError as error:
        return (), (*findings, error.as_finding())


def read_captions(text: str, path: str) -> Iterator[Cue]:
    """The cues of WebVTT, in order. Raises ContentError for what is not WebVTT."""
    import webvtt  # here, because few articles bring a recording
    from webvtt.errors import MalformedFileError

    try:
        found = webvtt.from_string(text)
    except MalformedFileError as error:
        raise ContentError(
            "this is not WebVTT", path=path, line=1, hint="Its first line is: WEBVTT"
        ) from error
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "-->" in line]
    for line, cue in zip(lines, found.captions, strict=False):  # a line out of place is no cue
        start, end = _seconds(cue.start_time), _seconds(cue.end_time)
        yield Cue((cue.identifier or "").strip(), start, end, cue.text, line)


def _seconds(time: Any) -> float:
    return float(time.hours * 3600 + time.minutes * 60 + time.seconds + time.milliseconds / 1000)


def _finding(path: str, message: str, hint: str) -> Finding:
    return Finding(Severity.ERROR, path, 0, message, hint, "recording")
