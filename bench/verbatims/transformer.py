"""A transformer of four layers of 256 with untrained weights, as the product reads models: python3 transformer.py FOLDER

For speed only: its answers mean nothing. It takes the tokenizer and the topics of the French model, and no letter groups.
"""
import json
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).parents[2] / "models"
sys.path.insert(0, str(ROOT / "training"))

import torch

from network import Transformer
from train import SEED, export, sha256

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
shutil.copy(ROOT / "verbatims-fr" / "tokenizer.model", folder)
description = json.loads((ROOT / "verbatims-fr" / "model.json").read_text(encoding="utf-8"))
torch.manual_seed(SEED)
export(Transformer(8000, len(description["topics"]), width=256, layers=4, heads=4), folder / "fast.onnx")
del description["letters"]
description |= {"name": "transformer-4x256", "version": "untrained"}
description["networks"][0]["sha256"] = sha256(folder / "fast.onnx")
(folder / "model.json").write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
