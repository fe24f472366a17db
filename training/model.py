"""The network that is trained: a pretrained encoder with one linear layer that labels every piece; and its plain form for export."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel

from servanda.read.tagger.network import OUTPUTS

_DROPOUT = 0.1
_STRIP = 1 << 24


class Dropout(nn.Module):
    """Dropout with masks cut from one long random strip: drawing each anew took a third of the training time on two cores."""

    strip: torch.Tensor | None = None

    def __init__(self, p: float = _DROPOUT) -> None:
        super().__init__()
        self.p = p  # some encoders read it; only 0 and the usual share are used

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Drop some of `values` while training."""
        if not self.training or not self.p:
            return values
        if Dropout.strip is None:
            Dropout.strip = (torch.rand(_STRIP) >= _DROPOUT).to(torch.bfloat16) / (1 - _DROPOUT)
        at = random.randrange(_STRIP - values.numel())
        return values * Dropout.strip[at : at + values.numel()].view(values.shape).to(values.dtype)


def _swap_dropout(module: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Dropout(child.p))
        else:
            _swap_dropout(child)


class Tagger(nn.Module):
    """Scores of every piece for every output, from the first `layers` layers of the pretrained BERT in the folder `base`."""

    def __init__(self, base: Path, layers: int) -> None:
        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(
            str(base), add_pooling_layer=False, attention_probs_dropout_prob=0.0, num_hidden_layers=layers
        )
        self.encoder.set_attn_implementation("eager")
        _swap_dropout(self.encoder)
        self.dropout = Dropout()
        self.head = nn.Linear(self.encoder.config.hidden_size, sum(OUTPUTS.values()))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Scores of shape (windows, pieces, outputs)."""
        scores: torch.Tensor = self.head(self.dropout(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state))
        return scores


class Plain(nn.Module):
    """A BERT tagger for one window without padding: a graph that runs twice as fast once quantised."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.embeddings = tagger.encoder.embeddings
        self.layers = tagger.encoder.encoder.layer
        self.heads: int = tagger.encoder.config.num_attention_heads
        self.head = tagger.head
        self.joined = nn.ModuleList(self._join(layer.attention.self) for layer in self.layers)

    def _join(self, attention: Any) -> nn.Linear:
        """Query (scaled), key and value as one layer."""
        size = attention.query.weight.shape[0]
        scale = 1 / math.sqrt(size // self.heads)
        joined = nn.Linear(size, 3 * size)
        with torch.no_grad():
            joined.weight.copy_(torch.cat([attention.query.weight * scale, attention.key.weight, attention.value.weight]))
            joined.bias.copy_(torch.cat([attention.query.bias * scale, attention.key.bias, attention.value.bias]))
        return joined

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Scores of shape (pieces, outputs)."""
        e = self.embeddings
        hidden = e.word_embeddings(ids) + e.position_embeddings(torch.arange(ids.shape[0])) + e.token_type_embeddings.weight[0]
        hidden = e.LayerNorm(hidden)
        size = hidden.shape[-1]
        for layer, joined in zip(self.layers, self.joined, strict=True):
            query, key, value = joined(hidden).reshape(-1, 3, self.heads, size // self.heads).permute(1, 2, 0, 3)
            seen = torch.softmax(query @ key.transpose(-1, -2), -1) @ value
            output = layer.attention.output
            hidden = output.LayerNorm(output.dense(seen.permute(1, 0, 2).reshape(-1, size)) + hidden)
            wide = nn.functional.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(wide) + hidden)
        scores: torch.Tensor = self.head(hidden)
        return scores
