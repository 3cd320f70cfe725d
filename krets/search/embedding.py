"""A host's own embedding model, if it names one: texts become vectors of length 1. Krets brings and needs none.

KRETS_EMBEDDING is a folder with `model.onnx` and `tokenizer.json` (needs onnxruntime and tokenizers), a folder of
sentence-transformers, or the address of a server on the host's own network that answers as OpenAI's `/embeddings`
does (`http://10.0.0.5:8080/v1`); KRETS_EMBEDDING_MODEL is the name that such a server is asked for.
"""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol
from urllib.request import ProxyHandler, Request, build_opener

from django.conf import settings

LONGEST = 2000  # characters of a text that a model is given
PATIENCE = 5  # seconds a server may take

Vector = tuple[float, ...]
DIRECT = build_opener(ProxyHandler({}))  # texts go to the host's server itself, past any proxy


class Unreachable(Exception):
    """The model can't be asked: a server that does not answer, a folder or library that is missing."""


class Model(Protocol):
    def vectors(self, texts: Sequence[str]) -> list[Vector]: ...


def name() -> str:
    """Which model is named; '' where none is. Vectors of two names never meet."""
    return f"{settings.EMBEDDING} {settings.EMBEDDING_MODEL}".strip() if settings.EMBEDDING else ""


def vectors(texts: Sequence[str]) -> list[Vector]:
    """Raises `Unreachable`."""
    try:
        found = _model(settings.EMBEDDING, settings.EMBEDDING_MODEL).vectors([text[:LONGEST] for text in texts])
    except Exception as fault:  # a library of the host's choice raises what it likes
        raise Unreachable(f"{settings.EMBEDDING}: {fault}") from fault
    return [_of_length_one(vector) for vector in found]


@lru_cache(maxsize=1)
def _model(place: str, model: str) -> Model:
    if place.startswith(("http://", "https://")):
        return _Server(place.rstrip("/"), model)
    folder = Path(place)
    onnx = next((path for path in (folder / "model.onnx", folder / "onnx" / "model.onnx") if path.exists()), None)
    return _Onnx(folder, onnx) if onnx else _SentenceTransformers(folder)


class _Server:
    def __init__(self, address: str, model: str) -> None:
        self.address, self.model = address, model

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        asked = json.dumps({"model": self.model, "input": list(texts)}).encode()
        request = Request(f"{self.address}/embeddings", asked, {"Content-Type": "application/json"})  # noqa: S310
        with DIRECT.open(request, timeout=PATIENCE) as answer:
            rows = json.load(answer)["data"]
        return [tuple(map(float, row["embedding"])) for row in sorted(rows, key=lambda row: int(row["index"]))]


class _Onnx:
    """The mean of the last layer over a text's tokens."""

    def __init__(self, folder: Path, model: Path) -> None:
        self._numpy: Any = import_module("numpy")
        self._session: Any = import_module("onnxruntime").InferenceSession(str(model))
        self._tokens: Any = import_module("tokenizers").Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.enable_padding()
        self._tokens.enable_truncation(512)
        self._takes = {one.name for one in self._session.get_inputs()}

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        numpy, cut = self._numpy, self._tokens.encode_batch(list(texts))
        mask = numpy.array([one.attention_mask for one in cut], dtype=numpy.int64)
        given = {
            "input_ids": numpy.array([one.ids for one in cut], dtype=numpy.int64),
            "attention_mask": mask,
            "token_type_ids": numpy.zeros_like(mask),
        }
        layer = self._session.run(None, {key: value for key, value in given.items() if key in self._takes})[0]
        if layer.ndim == 3:
            weights = mask[:, :, None]
            layer = (layer * weights).sum(axis=1) / weights.sum(axis=1)
        return [tuple(map(float, row)) for row in layer]


class _SentenceTransformers:
    """From the folder alone: the library would look for what is no folder among models on the Internet."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise FileNotFoundError("there is no such folder")
        library = import_module("sentence_transformers")
        self._model: Any = library.SentenceTransformer(str(folder), local_files_only=True, device="cpu")

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        return [tuple(map(float, row)) for row in self._model.encode(list(texts))]


def _of_length_one(vector: Vector) -> Vector:
    length = math.sqrt(sum(one * one for one in vector))
    return tuple(one / length for one in vector) if length else vector
