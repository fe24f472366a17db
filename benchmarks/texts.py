"""What is measured on: the corpora beside the checkout, or the bundled examples many times over."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_COPIES = 40  # of the examples, when there is nothing else
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A text file, its words by white space and its paragraphs."""

    path: Path
    words: int
    paragraphs: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Text:
        """The text of a UTF-8 file."""
        text = path.read_text("utf-8")
        return cls(path, len(text.split()), tuple(part for part in _PARAGRAPH.split(text) if part.strip()))


def corpora(shared: Path, spare: Path) -> tuple[list[Path], list[Path], bool]:
    """The files of `corpus/` and `news/`, and whether they are the real ones; otherwise copies of the examples, made in `spare`."""
    official, news = sorted((shared / "corpus" / "texts").glob("*.txt")), sorted((shared / "news").glob("*.txt"))
    if official and news:
        return official, news, True
    return _copies("communique", spare), _copies("press", spare), False


def _copies(prefix: str, folder: Path) -> list[Path]:
    made = []
    for example in sorted((ROOT / "examples").glob(f"{prefix}-*.txt")):
        for number in range(_COPIES):
            path = folder / f"{example.stem}-{number:03}.txt"
            path.write_bytes(example.read_bytes())
            made.append(path)
    return sorted(made)


def sample(paths: Sequence[Path], words: int) -> list[Text]:
    """Texts drawn by a fixed shuffle until they hold `words` words, in order of their names."""
    drawn, total = [], 0
    for path in random.Random(2017).sample(list(paths), len(paths)):
        if total >= words:
            break
        drawn.append(Text.load(path))
        total += drawn[-1].words
    return sorted(drawn, key=lambda text: text.path)


def of_length(paths: Sequence[Path], words: int, count: int, folder: Path) -> list[Path]:
    """`count` texts of `words` words, cut from the beginnings of longer ones (joined ones where there are none), written to `folder`."""
    long = [text for text in paths if len(text.read_text("utf-8").split()) >= words][: count * 7 : 7]
    bodies = [path.read_text("utf-8") for path in long] or ["\n\n".join(path.read_text("utf-8") for path in paths)]
    made = []
    for number in range(count):
        body = bodies[number % len(bodies)]
        end = [found.end() for found in re.finditer(r"\S+", body)][:words][-1]
        path = folder / f"text-{number:02}.txt"
        path.write_text(body[:end], "utf-8")
        made.append(path)
    return made
