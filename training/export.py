"""Writing a trained network as the reader loads it: ONNX, 8-bit weights, and the tokenizer and gate beside it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from servanda.read.tagger.encode import Gate
from training.gate import save_gate
from training.model import Plain, Tagger


def export(tagger: Tagger, gate: Gate, base: Path, folder: Path) -> None:
    """Write `tagger.onnx`, `gate.npz` and `tokenizer.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = Plain(tagger).eval()
    with tempfile.TemporaryDirectory() as aside:
        full = str(Path(aside) / "full.onnx")
        axes = {"ids": {0: "pieces"}, "scores": {0: "pieces"}}
        names = {"input_names": ["ids"], "output_names": ["scores"], "dynamic_axes": axes}
        torch.onnx.export(plain, (torch.ones(60, dtype=torch.long),), full, **names, opset_version=17, dynamo=False)
        # Seven bits of eight: processors without 8-bit dot products overflow on full ones and would find other words.
        options = {"DefaultTensorType": 1}
        quantize_dynamic(
            full, folder / "tagger.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, extra_options=options
        )
    save_gate(gate, str(folder / "gate.npz"))
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
