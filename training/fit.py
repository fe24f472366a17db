"""Training: fine-tuning a network on labelled windows, and on windows that a larger network has labelled."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from servanda.read.tagger.decode import OUTSIDE
from servanda.read.tagger.encode import Window
from servanda.read.tagger.network import OUTPUTS
from training.model import Tagger
from training.windows import IGNORED, Example

# How much each output weighs in the loss.
WEIGHTS = {"action": 1.0, "subject": 0.3, "operator": 0.3, "basis": 0.3, "limits": 0.3, "kind": 0.5, "polarity": 0.3}
_SMOOTHED = {"action": 0.03, "kind": 0.03}  # labels are not without error
_PIECES = 2400  # in one batch
_OF_ACTIONS = ("kind", "polarity")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to train; `taught` is the share of taught windows that each epoch sees."""

    epochs: int
    rate: float
    head_rate: float
    taught: float = 0.5
    seed: int = 1
    warm_up: float = 0.1


@dataclass(frozen=True, slots=True)
class Taught:
    """A window with the probabilities that a larger network gives for every piece and output."""

    window: Window
    scores: npt.NDArray[np.float16]


def fit(tagger: Tagger, examples: Sequence[Example], taught: Sequence[Taught], recipe: Recipe) -> Tagger:
    """`tagger`, trained on labelled and taught windows."""
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    tagger.train()
    groups = [{"params": tagger.encoder.parameters(), "lr": recipe.rate}, {"params": tagger.head.parameters(), "lr": recipe.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    share = int(len(taught) * recipe.taught)
    steps = (len(_batches(examples)) + len(_batches(taught[:share]))) * recipe.epochs
    warm = max(1, int(recipe.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps))
    for epoch in range(recipe.epochs):
        began, total = time.monotonic(), 0.0
        batches: list[list[Example] | list[Taught]] = [*_batches(examples), *_batches(random.sample(list(taught), share))]
        random.shuffle(batches)
        for batch in batches:
            loss = _loss(tagger, batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {recipe.epochs}: loss {total / len(batches):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return tagger.eval()


def teach(teacher: Tagger, windows: Sequence[Window]) -> list[Taught]:
    """The windows with what `teacher` says of them."""
    teacher.eval()
    taught = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in _grouped(sorted(windows, key=lambda w: len(w.ids))):
            ids, mask = _padded(batch)
            parts = teacher(ids, mask).float().split(list(OUTPUTS.values()), dim=-1)
            scores = torch.cat([part.log_softmax(-1) for part in parts], dim=-1).numpy().astype(np.float16)
            taught += [Taught(window, scores[row, : len(window.ids)]) for row, window in enumerate(batch)]
    return taught


def _batches(items: Sequence[Example] | Sequence[Taught]) -> list[list[Example]] | list[list[Taught]]:
    """Windows of about one length together, in random order."""
    order = sorted(items, key=lambda e: len(e.window.ids) + random.random() * 24)
    batches: list[list[Example]] = []
    for item in order:
        if batches and len(item.window.ids) * (len(batches[-1]) + 1) <= _PIECES:
            batches[-1].append(item)  # type: ignore[arg-type]
        else:
            batches.append([item])  # type: ignore[list-item]
    random.shuffle(batches)
    return batches


def _grouped(windows: Sequence[Window]) -> list[list[Window]]:
    groups: list[list[Window]] = []
    for window in windows:
        if groups and len(window.ids) * (len(groups[-1]) + 1) <= 2 * _PIECES:
            groups[-1].append(window)
        else:
            groups.append([window])
    return groups


def _padded(windows: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(w.ids) for w in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
        mask[row, : len(window.ids)] = 1
    return ids, mask


def _loss(tagger: Tagger, batch: Sequence[Example] | Sequence[Taught]) -> torch.Tensor:
    ids, mask = _padded([item.window for item in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = tagger(ids, mask)
    parts = dict(zip(OUTPUTS, scores.float().split(list(OUTPUTS.values()), dim=-1), strict=True))
    total = torch.zeros(())
    labelled = [(row, item) for row, item in enumerate(batch) if isinstance(item, Example)]
    if labelled:
        for name, part in parts.items():
            target = torch.full(part.shape[:2], IGNORED)
            for row, item in labelled:
                target[row, : len(item.window.ids)] = torch.from_numpy(item.targets[name])
            if (target != IGNORED).any():
                smoothing = _SMOOTHED.get(name, 0.0)
                flat = part.reshape(-1, OUTPUTS[name]), target.reshape(-1)
                total = total + WEIGHTS[name] * functional.cross_entropy(*flat, ignore_index=IGNORED, label_smoothing=smoothing)
        return total
    return total + _distance(parts, batch)  # type: ignore[arg-type]


def _distance(parts: dict[str, torch.Tensor], batch: Sequence[Taught]) -> torch.Tensor:
    """How far the scores are from what was taught (cross-entropy), over the windows' own words; kind and polarity as far as it is an action."""
    rows = [(row, piece) for row, item in enumerate(batch) for piece in range(item.window.body.start, item.window.body.stop)]
    where = torch.tensor(rows).T
    taught = torch.from_numpy(np.concatenate([item.scores[item.window.body] for item in batch]).astype(np.float32)).exp()
    given = dict(zip(OUTPUTS, taught.split(list(OUTPUTS.values()), dim=-1), strict=True))
    action = 1 - given["action"][:, OUTSIDE]
    total = torch.zeros(())
    for name, part in parts.items():
        distance = -(given[name] * part[where[0], where[1]].log_softmax(-1)).sum(-1)
        weighed = (distance * action).sum() / (action.sum() + 1) if name in _OF_ACTIONS else distance.mean()
        total = total + WEIGHTS[name] * weighed
    return total
