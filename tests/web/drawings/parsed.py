"""A drawing comes in, and its elements, points and text boxes, to be held against each other, go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

NAMESPACE = "{http://www.w3.org/2000/svg}"
#: A letter of the fonts that drawings are seen in is this wide at the median; the code assumes more.
_LETTER = 0.52


class TextBox(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def meets(self, other: TextBox) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def parse(svg: str) -> Any:
    """The drawing, read as strict XML, once it is seen to hold nothing that a strict policy forbids."""
    root = etree.fromstring(svg.encode())
    for node in root.iter():
        assert node.tag not in (f"{NAMESPACE}style", f"{NAMESPACE}script", f"{NAMESPACE}foreignObject")
        assert not [name for name in node.attrib if name == "style" or name.startswith("on")]
    assert root.find(f"{NAMESPACE}title").text
    assert root.find(f"{NAMESPACE}desc").text
    assert root.get("role") == ("group" if find(root, "a") else "img")
    return root


def find(root: Any, tag: str, class_: str = "") -> list[Any]:
    wanted = class_.split()
    return [
        node
        for node in root.iter(f"{NAMESPACE}{tag}")
        if set(wanted) <= set((node.get("class") or "").split())
    ]


def title_of(node: Any) -> str:
    return str(node.find(f"{NAMESPACE}title").text)


def size_of(root: Any) -> tuple[float, float]:
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (left, top) == (0, 0)
    return width, height


def points(root: Any) -> Iterator[tuple[float, float]]:
    """Every point that the drawing names, corners of rectangles and ends of circles among them."""
    for node in root.iter():
        at = {name: float(node.get(name)) for name in _NUMBERS if node.get(name) is not None}
        match node.tag.removeprefix(NAMESPACE):
            case "circle":
                yield from (
                    (at["cx"] - at["r"], at["cy"] - at["r"]),
                    (at["cx"] + at["r"], at["cy"] + at["r"]),
                )
            case "line":
                yield from ((at["x1"], at["y1"]), (at["x2"], at["y2"]))
            case "rect":
                assert at["width"] >= 0
                assert at["height"] >= 0
                yield from ((at["x"], at["y"]), (at["x"] + at["width"], at["y"] + at["height"]))
            case "text":
                yield at["x"], at["y"]
            case "path":
                yield from path_points(node.get("d"))


_NUMBERS = ("cx", "cy", "r", "x", "y", "x1", "y1", "x2", "y2", "width", "height")
_TOKEN = re.compile(r"[A-Za-z]|-?[0-9.]+(?:e-?\d+)?")


def path_points(data: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    tokens = _TOKEN.findall(data)
    assert "".join(tokens) == re.sub(r"[\s,]", "", data), data
    command, place = "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
            continue
        one = float(tokens[place])
        place += 1
        if command in "HhVv":
            x = one if command == "H" else x + one if command == "h" else x
            y = one if command == "V" else y + one if command == "v" else y
        else:
            other = float(tokens[place])
            place += 1
            x, y = (one, other) if command in "ML" else (x + one, y + other)
        yield x, y


def text_boxes(root: Any) -> list[TextBox]:
    boxes = []
    for node in find(root, "text"):
        text = "".join(node.itertext())
        size = float(node.get("font-size") or 12)
        wide, x, y = len(text) * size * _LETTER, float(node.get("x")), float(node.get("y"))
        left = x - wide * {"end": 1.0, "middle": 0.5}.get(node.get("text-anchor"), 0.0)
        boxes.append(TextBox(left, y - size * 0.75, left + wide, y + size * 0.2, text))
    return boxes


def overlaps(boxes: list[TextBox]) -> list[tuple[str, str]]:
    return [(a.text, b.text) for n, a in enumerate(boxes) for b in boxes[:n] if a.meets(b)]


def are_inside(root: Any, *, slack: float = 0.06) -> bool:
    width, height = size_of(root)
    return all(-slack <= x <= width + slack and -slack <= y <= height + slack for x, y in points(root))
