"""Charts as SVG, for the docs: bars with a line for the target, and how sure against how right."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_WIDTH, _ROW, _LEFT, _TOP = 640, 26, 130, 44
_DASHED = 'stroke="#888888" stroke-dasharray="4 3"'
_GOOD, _POOR, _LINE, _TEXT = "#2f7d4f", "#b4552d", "#888888", "#222222"


def bars(title: str, values: Mapping[str, float], target: float) -> str:
    """A bar for each value in percent; those under the target stand out."""
    scale = (_WIDTH - _LEFT - 70) / 100
    rows = []
    for number, (name, value) in enumerate(values.items()):
        y = _TOP + number * _ROW
        colour = _GOOD if value >= target else _POOR
        rows.append(
            f'<text x="{_LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{_LEFT}" y="{y + 3}" width="{value * scale:.0f}" height="{_ROW - 8}" '
            f'fill="{colour}"/>'
            f'<text x="{_LEFT + value * scale + 6:.0f}" y="{y + 15}">{value:.0f}</text>'
        )
    height = _TOP + len(values) * _ROW + 14
    x = _LEFT + target * scale
    line = f'<line x1="{x:.0f}" y1="{_TOP - 6}" x2="{x:.0f}" y2="{height - 12}" {_DASHED}/>'
    spoken = ", ".join(f"{name} {value:.0f}" for name, value in values.items())
    return _svg(title, spoken, height, "".join([*rows, line]))


def reliability(title: str, points: Sequence[tuple[float, float, int]]) -> str:
    """Dots on a square: on the diagonal it is as right as it is sure. Their size is how many."""
    side, left = 260, 80
    dots = [f'<line x1="{left}" y1="{_TOP + side}" x2="{left + side}" y2="{_TOP}" {_DASHED}/>']
    for sure, right, count in points:
        x, y = left + sure * side, _TOP + side - right * side
        dots.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{4 + count**0.5 / 2:.1f}" '
            f'fill="{_GOOD}" fill-opacity="0.7"/>'
        )
        dots.append(f'<text x="{x + 14:.0f}" y="{y + 14:.0f}">{count}</text>')
    axes = (
        f'<rect x="{left}" y="{_TOP}" width="{side}" height="{side}" fill="none" stroke="{_LINE}"/>'
        f'<text x="{left + side / 2}" y="{_TOP + side + 18}" text-anchor="middle">how sure (0 to 1)</text>'
        f'<text x="{left - 8}" y="{_TOP + 12}" text-anchor="end">right</text>'
    )
    spoken = ", ".join(f"sure {sure:.2f} right {right:.2f} of {count}" for sure, right, count in points)
    return _svg(title, spoken, _TOP + side + 30, axes + "".join(dots))


def _svg(title: str, spoken: str, height: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="13" fill="{_TEXT}">'
        f"<title>{escape(title)}: {escape(spoken)}</title>"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>'
        f'<text x="12" y="24" font-size="15" font-weight="bold">{escape(title)}</text>{inside}</svg>\n'
    )
