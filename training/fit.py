"""Training: fine-tuning the network on labelled windows."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from servanda.read.tagger.network import OUTPUTS
from training.model import Tagger
from training.windows import IGNORED, Example

# How much each output weighs in the loss.
WEIGHTS = {"action": 1.0, "subject": 0.3, "operator": 0.3, "basis": 0.3, "limits": 0.3, "kind": 0.5, "polarity": 0.3}
_SMOOTHED = {"action": 0.03, "kind": 0.03}  # labels are not without error
_PIECES = 2400  # in one batch


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to train, and how many layers of the pretrained encoder are kept."""

    layers: int = 4
    epochs: int = 7
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    seed: int = 1
    warm_up: float = 0.1


def fit(tagger: Tagger, examples: Sequence[Example], recipe: Recipe) -> Tagger:
    """`tagger`, trained on labelled windows."""
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    tagger.train()
    groups = [{"params": tagger.encoder.parameters(), "lr": recipe.rate}, {"params": tagger.head.parameters(), "lr": recipe.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = len(_batches(examples)) * recipe.epochs
    warm = max(1, int(recipe.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps))
    for epoch in range(recipe.epochs):
        began, total = time.monotonic(), 0.0
        batches = _batches(examples)
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


def _batches(examples: Sequence[Example]) -> list[list[Example]]:
    """Windows of about one length together, in random order."""
    batches: list[list[Example]] = []
    for example in sorted(examples, key=lambda e: len(e.window.ids) + random.random() * 24):
        if batches and len(example.window.ids) * (len(batches[-1]) + 1) <= _PIECES:
            batches[-1].append(example)
        else:
            batches.append([example])
    random.shuffle(batches)
    return batches


def _loss(tagger: Tagger, batch: Sequence[Example]) -> torch.Tensor:
    longest = max(len(e.window.ids) for e in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    targets = {name: torch.full((len(batch), longest), IGNORED) for name in OUTPUTS}
    for row, example in enumerate(batch):
        size = len(example.window.ids)
        ids[row, :size] = torch.from_numpy(example.window.ids)
        mask[row, :size] = 1
        for name in OUTPUTS:
            targets[name][row, :size] = torch.from_numpy(example.targets[name])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = tagger(ids, mask)
    loss = torch.zeros(())
    for (name, size), part in zip(OUTPUTS.items(), scores.float().split(list(OUTPUTS.values()), dim=-1), strict=True):
        if (targets[name] != IGNORED).any():
            flat = part.reshape(-1, size), targets[name].reshape(-1)
            loss = loss + WEIGHTS[name] * functional.cross_entropy(*flat, ignore_index=IGNORED, label_smoothing=_SMOOTHED.get(name, 0.0))
    return loss
