"""From labelled texts to windows with a target for every word piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from servanda.model.labels import CONDUCTS, POLARITIES
from servanda.model.segments import segments
from servanda.read.tagger.decode import BEGIN, INSIDE, OUTSIDE
from servanda.read.tagger.encode import Encoder, Window
from servanda.read.tagger.network import OUTPUTS, ROLES
from training.texts import Bounds, Label, Text

IGNORED = -100  # a piece that is not judged (torch's usual mark)
Targets = dict[str, npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Example:
    """A window and what the network should say of each of its pieces."""

    text: str
    window: Window
    targets: Targets


def examples(texts: Iterable[Text], encoder: Encoder) -> Iterator[Example]:
    """The windows of each text that the encoder lets through."""
    for text in texts:
        for window in encoder.windows(text.text, segments(text.text)):
            yield Example(text.name, window, targets(window, text.labels))


def targets(window: Window, labels: Iterable[Label]) -> Targets:
    """What each piece of a window is; pieces outside its body are ignored, kind and polarity are given for actions only."""
    found = {name: np.full(len(window.ids), IGNORED, np.int64) for name in OUTPUTS}
    for role in ROLES:
        found[role][window.body] = OUTSIDE
    for label in labels:
        for role in ROLES:
            for bounds in label.words[role]:
                inside = _mark(found[role], window, bounds)
                if role == "action":
                    found["kind"][inside] = CONDUCTS.index(label.kind)  # type: ignore[arg-type]
                    found["polarity"][inside] = POLARITIES.index(label.polarity)  # type: ignore[arg-type]
    return found


def _mark(target: npt.NDArray[np.int64], window: Window, bounds: Bounds) -> npt.NDArray[np.int64]:
    """Label the pieces that stand in `bounds`, line breaks between them too; returns the pieces that are words."""
    pieces = np.arange(len(window.ids))
    body = (pieces >= window.body.start) & (pieces < window.body.stop)
    words = np.flatnonzero(body & (window.start >= 0) & (window.start < bounds[1]) & (window.end > bounds[0]))
    if len(words):
        target[words[0] : words[-1] + 1] = INSIDE
        if window.start[words[0]] <= bounds[0] + 1:
            target[words[0]] = BEGIN  # else the window begins inside
    return words
