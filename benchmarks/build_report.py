"""What `benchmarks.build` measured, as a table and as a plot."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator, Sequence
from math import log10
from pathlib import Path

from site_gen import __version__

Row = tuple[str, int, tuple[float, float, float]]  # who, articles, (wall, CPU, memory)

MODEL = "Hugo"  # what others are compared with
_COLOURS = ("#7a5195", "#bc5090", "#8a8a8a", "#0b6e4f", "#2a9d8f", "#e9a23b", "#d1495b", "#457b9d")


def table(rows: Sequence[Row], tools: Path) -> str:
    """Markdown: seconds, and beside them the ratio to Hugo's of the same size."""
    sizes = list(dict.fromkeys(size for _, size, _ in rows))
    names = list(dict.fromkeys(name for name, _, _ in rows))
    known = {(name, size): values for name, size, values in rows}
    head = "| wall s (ratio), CPU s, MiB (ratio) | " + " | ".join(f"{n:,} articles" for n in sizes)
    lines = [head + " |", "| --- |" + " --- |" * len(sizes)]
    for name in names:
        cells = (_cell(known.get((name, size)), known.get((MODEL, size))) for size in sizes)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", ", ".join(_versions(tools)) + "."])


def _cell(values: Sequence[float] | None, model: Sequence[float] | None) -> str:
    if values is None:
        return ""
    wall, cpu, memory = values
    if model is None:
        return f"{wall:.2f}, {cpu:.2f}, {memory:.0f}"
    ratios = wall / model[0], memory / max(model[2], 1)
    return f"{wall:.2f} ({ratios[0]:.2f}), {cpu:.2f}, {memory:.0f} ({ratios[1]:.2f})"


def _versions(tools: Path) -> Iterator[str]:
    yield f"Dozaban {__version__}"
    yield f"Python {platform.python_version()}"
    command = (str(tools / "bin" / "python"), "-m", "pip", "freeze")
    frozen = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for line in frozen.splitlines():
        name, _, number = line.partition("==")
        if name.lower() in ("hugo", "pelican", "mkdocs"):
            yield f"{name} {number}"


def plot(rows: Sequence[Row]) -> str:
    """Seconds against articles, both on a logarithmic scale, as SVG."""
    sizes = [size for _, size, _ in rows]
    times = [values[0] for _, _, values in rows]
    left, right = log10(min(sizes)), log10(max(sizes)) + 1e-9
    low, high = log10(min(times)), log10(max(times)) + 1e-9

    def place(size: float, seconds: float) -> tuple[float, float]:
        x = 60 + 400 * (log10(size) - left) / (right - left)
        y = 340 - 300 * (log10(seconds) - low) / (high - low)
        return round(x, 1), round(y, 1)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 380" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Seconds to build a site, by its articles; logarithmic</title>",
        '<rect width="720" height="380" fill="#fff"/>',
        '<path d="M60 40V340H470" fill="none" stroke="#444"/>',
    ]
    for size in sorted(set(sizes)):
        x = place(size, min(times))[0]
        parts.append(f'<text x="{x}" y="358" text-anchor="middle">{size:,}</text>')
    for power in range(-2, 4):
        if low <= power <= high:
            y = place(sizes[0], 10.0**power)[1]
            parts.append(f'<text x="54" y="{y + 4}" text-anchor="end">{10.0**power:g} s</text>')
            parts.append(f'<path d="M60 {y}H470" stroke="#ddd"/>')
    for number, name in enumerate(dict.fromkeys(name for name, _, _ in rows)):
        colour = _COLOURS[number % len(_COLOURS)]
        points = [place(size, values[0]) for who, size, values in rows if who == name]
        path = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = 50 + 20 * number
        parts.append(f'<rect x="490" y="{y - 9}" width="12" height="10" fill="{colour}"/>')
        parts.append(f'<text x="508" y="{y}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
