"""Fingerprints of sentences in one pass. Rasa takes one of every value inside, and one of those,
anew after each component of the pipeline: ten seconds of a training."""

from __future__ import annotations

import json
from hashlib import md5
from typing import Any

from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix


def install() -> None:
    Message.fingerprint = of_message  # type: ignore[method-assign]
    Features.fingerprint = of_features  # type: ignore[method-assign]


def of_message(self: Message) -> str:
    """Another one whenever its data or its features differ."""
    if self._cached_fingerprint is None:
        features = [of_features(one) for one in self.features]
        self._cached_fingerprint = _digest([self.data, features])
    return self._cached_fingerprint


def of_features(self: Features) -> str:
    if self._cached_fingerprint is None:
        numbers = self.features
        if isinstance(numbers, csr_matrix):
            parts = [numbers.data, numbers.indices, numbers.indptr]
        else:
            parts = [numbers.toarray() if hasattr(numbers, "toarray") else numbers]
        digest = md5(usedforsecurity=False)
        for part in parts:
            digest.update(part.tobytes())
        about = [self.type, self.origin, self.attribute, list(numbers.shape), digest.hexdigest()]
        self._cached_fingerprint = _digest(about)
    return self._cached_fingerprint


def _digest(value: Any) -> str:
    text = json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False)
    return md5(text.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Token):
        return [value.text, value.start, value.end, value.lemma, value.data]
    return value.fingerprint() if hasattr(value, "fingerprint") else str(value)
