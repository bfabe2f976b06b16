"""Line charts as SVG: no library, and the same bytes for the same figures."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

_COLOURS = ("#1b5e8c", "#b3541e", "#3d7a3a", "#6b4c9a")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
_WIDE, _HIGH, _LEFT, _TOP, _RIGHT, _BOTTOM = 430, 320, 62, 44, 20, 48
Line = Sequence[tuple[float, float]]


def draw_charts(path: Path, charts: Sequence[tuple[str, str, str, Mapping[str, Line]]]) -> None:
    """Draw charts side by side.

    Parameters
    ----------
    path
        SVG file to write.
    charts
        Of each its title, what lies along and what upwards, and its lines by name. Both axes
        begin at nought. Lines differ in dashes as well as in colour.
    """
    names = list(dict.fromkeys(name for _, _, _, lines in charts for name in lines))
    width, height = _WIDE * len(charts), _HIGH + 22 * len(names) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="13" fill="#222">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for at, (title, along, up, lines) in enumerate(charts):
        parts.append(f'<g transform="translate({at * _WIDE} 0)">')
        parts += _chart(title, along, up, lines, names)
        parts.append("</g>")
    for at, name in enumerate(names):
        y = _HIGH + 12 + 22 * at
        parts.append(f'<path d="M{_LEFT} {y}h34" {_stroke(at)}/>')
        parts.append(f'<text x="{_LEFT + 44}" y="{y + 4}">{escape(name)}</text>')
    parts.append("</svg>")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _chart(
    title: str, along: str, up: str, lines: Mapping[str, Line], names: Sequence[str]
) -> list[str]:
    points = [point for line in lines.values() for point in line]
    x_step, x_top = _ticks(max(x for x, _ in points))
    y_step, y_top = _ticks(max(y for _, y in points))
    wide, high = _WIDE - _LEFT - _RIGHT, _HIGH - _TOP - _BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        return _LEFT + wide * x / x_top, _TOP + high * (1 - y / y_top)

    parts = [f'<text x="{_LEFT}" y="24" font-weight="bold">{escape(title)}</text>']
    for tick in range(round(y_top / y_step) + 1):
        _, y = place(0, tick * y_step)
        parts.append(f'<path d="M{_LEFT} {y:.1f}h{wide}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick * y_step:g}</text>'
        )
    for tick in range(round(x_top / x_step) + 1):
        x, y = place(tick * x_step, 0)
        parts.append(
            f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{tick * x_step:g}</text>'
        )
    parts.append(
        f'<text x="{_LEFT + wide / 2}" y="{_HIGH - 10}" text-anchor="middle">{escape(along)}</text>'
    )
    parts.append(
        f'<text transform="translate(16 {_TOP + high / 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(up)}</text>"
    )
    for name, line in lines.items():
        at = names.index(name)
        placed = [place(*point) for point in line]
        drawn = "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)
        parts.append(f'<path d="M{drawn}" {_stroke(at)}/>')
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_COLOURS[at]}"/>' for x, y in placed
        ]
    return parts


def _stroke(at: int) -> str:
    return f'fill="none" stroke="{_COLOURS[at]}" stroke-width="2" stroke-dasharray="{_DASHES[at]}"'


def _ticks(most: float) -> tuple[float, float]:
    """Return a round step and the end of an axis that holds a value."""
    power = 10.0 ** (len(str(int(most))) - 1) if most >= 1 else 0.1
    step = next(
        s * power for s in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10) if most / (s * power) <= 6
    )
    steps = -(-most // step)
    return step, step * steps
