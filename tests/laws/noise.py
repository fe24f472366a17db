"""Weights that say anything at all, so that the laws do not rest on what the trained ones happen to say."""

from __future__ import annotations

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from servanda.model.labels import CONDUCTS
from servanda.read.tagger.conduct import BINS, Conducts
from servanda.read.tagger.encode import Encoder, Window
from servanda.read.tagger.network import OUTPUTS, Labelled, Network, log_softmax
from servanda.read.tagger.weights import Weights


class Noise(Network):
    """Scores drawn by chance from a window's place: the same window gets the same, any words may become anything."""

    def __init__(self) -> None:
        tokenizer = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = BertPreTokenizer()
        self.encoder = Encoder(tokenizer, None)

    def label(self, window: Window) -> Labelled:
        """Score the pieces of a window's body."""
        body = window.body
        chance = np.random.default_rng([len(window.ids), int(window.start[body].max(initial=0) + 1)])
        scores = {
            role: log_softmax(4 * chance.standard_normal((body.stop - body.start, size)).astype(np.float32))
            for role, size in OUTPUTS.items()
        }
        return Labelled(window.start[body], window.end[body], scores)


def noise() -> Weights:
    """A network and a model of conduct that say anything."""
    chance = np.random.default_rng(1648)
    weights = chance.standard_normal((BINS, len(CONDUCTS))).astype(np.float32)
    return Weights(Noise(), Conducts(weights, np.zeros(len(CONDUCTS), np.float32)))
