"""The encoder in PyTorch: its layers learn, its word vectors stay as the wheel has them."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from bot.components.e5.package import Package

Ids = Sequence[int]
PAD = 1
DROPPED = 0.1
_PARTS = ("q", "k", "v")


class Layer(nn.Module):
    """A layer of a transformer with its norms behind (post-LN), as in BERT."""

    def __init__(self, package: Package, number: int) -> None:
        super().__init__()
        width, inner = package.shape.width, package.shape.inner
        self.heads = package.shape.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out, self.up = nn.Linear(width, width), nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.first, self.second = _norm(package), _norm(package)
        prefix = f"l{number}."

        def full(name: str, *shape: int) -> Tensor:
            return torch.from_numpy(package.floats(prefix + name, *shape))

        def weights(name: str, *shape: int) -> Tensor:
            return torch.from_numpy(package.weights(prefix + name, *shape))

        self.qkv.weight.data = torch.cat([weights(f"{one}.w", width, width) for one in _PARTS])
        self.qkv.bias.data = torch.cat([full(f"{one}.b", width) for one in _PARTS])
        for module, name, shape in (
            (self.out, "ao", (width, width)),
            (self.up, "fi", (inner, width)),
            (self.down, "fo", (width, inner)),
        ):
            module.weight.data = weights(f"{name}.w", *shape)
            module.bias.data = full(f"{name}.b", shape[0])
        for norm, name in ((self.first, "aln"), (self.second, "oln")):
            norm.weight.data, norm.bias.data = full(f"{name}.w", width), full(f"{name}.b", width)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        size, length, width = x.shape
        split = self.qkv(x).view(size, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(size, length, width))
        x = self.first(x + F.dropout(seen, DROPPED, self.training))
        thought = self.down(F.gelu(self.up(x)))
        after: Tensor = self.second(x + F.dropout(thought, DROPPED, self.training))
        return after


def _norm(package: Package) -> nn.LayerNorm:
    return nn.LayerNorm(package.shape.width, eps=package.shape.epsilon)


class Encoder(nn.Module):
    """Vectors of pieces, and a unit vector of the whole: their mean, less what all sentences share.

    Without the latter E5's vectors of any two sentences have a cosine of 0.75.
    """

    def __init__(self, package: Package) -> None:
        super().__init__()
        shape = package.shape
        self.package = package
        self.register_buffer("positions", torch.from_numpy(positions(package)), persistent=False)
        self.norm = _norm(package)
        self.norm.weight.data = torch.from_numpy(package.floats("emb.ln.w", shape.width))
        self.norm.bias.data = torch.from_numpy(package.floats("emb.ln.b", shape.width))
        self.layers = nn.ModuleList([Layer(package, number) for number in range(shape.layers)])
        self.shared = nn.Parameter(torch.zeros(shape.width))

    def embedded(self, ids: Tensor) -> Tensor:
        """Word vectors plus those of positions."""
        rows = torch.from_numpy(self.package.word_vectors(ids.numpy().reshape(-1)))
        positions: Tensor = self.positions
        return rows.view(*ids.shape, -1) + positions[: ids.shape[1]]

    def forward(self, embedded: Tensor, there: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`embedded`: sentences × pieces × width; `there`: which pieces are no padding."""
        mask = None if there is None else there[:, None, None, :]
        x = self.norm(embedded)
        for layer in self.layers:
            x = layer(x, mask)
        x = x.float()
        if there is None:
            mean = x.mean(1)
        else:
            mean = (x * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        return x, F.normalize(mean - self.shared, dim=-1)


def positions(package: Package) -> torch.Tensor | object:
    """What is added to the word vectors at each place."""
    shape = package.shape
    return package.floats("emb.pos", shape.positions, shape.width) + package.floats(
        "emb.type", shape.width
    )


def padded(sentences: Sequence[Ids]) -> tuple[Tensor, Tensor]:
    """Ids in a rectangle, and which of them are no padding."""
    longest = max(map(len, sentences))
    ids = torch.full((len(sentences), longest), PAD)
    there = torch.zeros((len(sentences), longest), dtype=torch.bool)
    for row, sentence in enumerate(sentences):
        ids[row, : len(sentence)] = torch.tensor(list(sentence))
        there[row, : len(sentence)] = True
    return ids, there
