# SPDX-License-Identifier: Apache-2.0
"""plot.py - a row of small line charts over one common x, as an SVG file.

    save("x.svg", "connections", [1, 10, 100], [
        Panel("requests/s", {"direct": [1, 2, 3], "ktape": [1, 2, 2]}), ...])

x is on a logarithmic scale, y begins at 0."""
import html
import math
from typing import NamedTuple

WIDTH, HEIGHT = 300, 200           # of a panel's frame
LEFT, TOP, BOTTOM, GAP = 62, 46, 44, 30
COLORS = ["#777777", "#1f6fb4", "#c7402d", "#2d8a4e"]


class Panel(NamedTuple):
    title: str
    lines: dict  # name: [y, ...], None where there is none


def nice(most):
    """The next round number."""
    if most <= 0:
        return 1
    power = 10 ** math.floor(math.log10(most))
    return next(n * power for n in (1, 1.5, 2, 3, 4, 5, 8, 10)
                if n * power >= most)


def short(value):
    for limit, unit in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{value / limit:g}{unit}"
    return f"{value:.3g}"


def text(x, y, words, anchor="middle", size=11, color="#333333"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
            f'font-size="{size}" fill="{color}">{html.escape(words)}</text>')


def panel_svg(panel, left, xs, x_title):
    low, high = math.log(xs[0]), math.log(xs[-1])
    top = nice(max(y for ys in panel.lines.values() for y in ys
                   if y is not None))

    def at(x, y):
        return (left + (math.log(x) - low) / (high - low) * WIDTH,
                TOP + HEIGHT - y / top * HEIGHT)
    yield text(left, TOP - 28, panel.title, "start", 13)
    for part in range(5):
        y = top * part / 4
        x0, y0 = at(xs[0], y)
        yield (f'<path d="M{x0:.1f} {y0:.1f}h{WIDTH}" stroke="#dddddd" '
               f'stroke-width="1"/>')
        yield text(left - 6, y0 + 4, short(y), "end")
    for x in xs:
        yield text(at(x, 0)[0], TOP + HEIGHT + 16, short(x))
    yield text(left + WIDTH / 2, TOP + HEIGHT + 34, x_title)
    legend = left
    for (name, ys), color in zip(panel.lines.items(), COLORS):
        points = [at(x, y) for x, y in zip(xs, ys) if y is not None]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        yield (f'<path d="M{path}" fill="none" stroke="{color}" '
               f'stroke-width="2"/>')
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>'
                    for x, y in points)
        yield text(legend, TOP - 10, name, "start", 11, color)
        legend += 8 * len(name) + 14


def save(path, x_title, xs, panels):
    width = len(panels) * (WIDTH + LEFT + GAP)
    height = TOP + HEIGHT + BOTTOM
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
             f'height="{height}" viewBox="0 0 {width} {height}" '
             f'font-family="sans-serif">',
             f'<rect width="{width}" height="{height}" fill="white"/>']
    for n, panel in enumerate(panels):
        parts += panel_svg(panel, LEFT + n * (WIDTH + LEFT + GAP), xs, x_title)
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join([*parts, "</svg>\n"]))
