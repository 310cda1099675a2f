"""Writes the embedding model of the tests: a real network of a few words, whose meanings are given by hand.

usage: tiny_embedding.py FOLDER
Words of one line mean the same, in French and in English; the network looks their vectors up, as the first layer of any
such model does. It keeps the contract « embedding-model/1 ».
"""
import hashlib
import json
import pathlib
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
MEANINGS = [
    ["télésurveillance", "telemonitoring", "monitoring"],
    ["insuffisance", "failure"],
    ["cardiaque", "heart", "cardiac"],
    ["rétinopathie", "retinopathy"],
    ["dépistage", "screening"],
    ["asthme", "asthma"],
    ["enfants", "children"],
]


def table(words):
    """A vector per word: one dimension per meaning, and a last one for what has none."""
    vectors = numpy.zeros((len(words), len(MEANINGS) + 1), dtype=numpy.float32)
    for row, word in enumerate(words):
        meaning = next((place for place, line in enumerate(MEANINGS) if word in line), len(MEANINGS))
        vectors[row, meaning] = 1.0 if meaning < len(MEANINGS) else 0.05
    return vectors


def network(vectors):
    shape = ["texts", "pieces"]
    nodes = [
        helper.make_node("Mod", ["input_ids", "count"], ["known"]),
        helper.make_node("Gather", ["table", "known"], ["states"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
        helper.make_node("Mul", ["states", "wide"], ["last_hidden_state"]),
    ]
    graph = helper.make_graph(
        nodes, "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, vectors.shape[1]])],
        [
            numpy_helper.from_array(vectors, "table"),
            numpy_helper.from_array(numpy.array(vectors.shape[0], dtype=numpy.int64), "count"),
            numpy_helper.from_array(numpy.array([2], dtype=numpy.int64), "last"),
        ])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="tiny_embedding.py")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model.SerializeToString()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    words = MARKS + [word for line in MEANINGS for word in line]
    vectors = table(words)
    (folder / "model.onnx").write_bytes(network(vectors))
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    digest = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "vocab.txt")}
    description = {
        "format": "embedding-model/1", "name": "minuscule", "version": "1", "dimensions": vectors.shape[1], "max_tokens": 64,
        "pooling": "mean", "network": {"file": "model.onnx", "sha256": digest["model.onnx"]},
        "tokenizer": {
            "file": "vocab.txt", "sha256": digest["vocab.txt"], "type": "wordpiece", "begin_id": 2, "end_id": 3, "pad_id": 0,
            "unknown_id": 1, "lower_case": False,
        },
    }
    (folder / "model.json").write_text(json.dumps(description, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
