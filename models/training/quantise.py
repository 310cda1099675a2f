"""Writes a model with its networks in one byte a weight, to be measured beside the original.

usage: quantise.py FOLDER OUTPUT

FOLDER and OUTPUT are models as the product reads them (contract verbatims-model/1). Convolutions and products by a constant matrix are
computed in integers: what comes in is quantised for each batch by its own range, weights by one scale for the matrix. Tables of
embeddings are kept as bytes and widened where a row is read. The calibration and its thresholds stay those of FOLDER.
"""
import argparse
import json
import pathlib
import shutil

import numpy as np
import onnx
from onnx import helper, numpy_helper

from train import sha256

ZERO = 128
SMALLEST_TABLE = 10_000


def in_bytes(weights):
    """(uint8 weights around 128, their scale)."""
    scale = np.float32(max(1e-12, abs(weights).max()) / 127)
    return (np.round(weights / scale) + ZERO).astype(np.uint8), scale


class Rewriter:
    def __init__(self, graph):
        self.graph, self.nodes = graph, []
        self.weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.added, self.unused = [], set()

    def constant(self, name, value):
        self.added.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def add(self, kind, inputs, *outputs, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, list(outputs), **attributes))
        return outputs[0]

    def product(self, node):
        """A Conv or MatMul by a constant, computed in integers; the bias of a Conv is added after."""
        data, name, out = node.input[0], node.input[1], node.output[0]
        packed, scale = in_bytes(self.weights[name])
        self.unused.add(name)
        self.add("DynamicQuantizeLinear", [data], f"{out}_q", f"{out}_s", f"{out}_z")
        inputs = [f"{out}_q", self.constant(f"{out}_w", packed), f"{out}_z", self.constant(f"{out}_wz", np.uint8(ZERO))]
        kept = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        whole = self.add("ConvInteger" if node.op_type == "Conv" else "MatMulInteger", inputs, f"{out}_i", **kept)
        wide = self.add("Cast", [whole], f"{out}_f", to=onnx.TensorProto.FLOAT)
        unit = self.add("Mul", [f"{out}_s", self.constant(f"{out}_ws", scale)], f"{out}_u")
        biased = len(node.input) > 2
        self.add("Mul", [wide, unit], f"{out}_p" if biased else out)
        if biased:
            bias = self.weights[node.input[2]].reshape(1, -1, 1)
            self.unused.add(node.input[2])
            self.add("Add", [f"{out}_p", self.constant(f"{out}_b", bias)], out)

    def table(self, node):
        """A table of embeddings as bytes; the rows that are read are widened."""
        name, out = node.input[0], node.output[0]
        packed, scale = in_bytes(self.weights[name])
        self.unused.add(name)
        rows = self.add("Gather", [self.constant(f"{out}_t", packed), node.input[1]], f"{out}_r", axis=0)
        wide = self.add("Cast", [rows], f"{out}_f", to=onnx.TensorProto.FLOAT)
        centred = self.add("Sub", [wide, self.constant(f"{out}_z", np.float32(ZERO))], f"{out}_c")
        self.add("Mul", [centred, self.constant(f"{out}_s", scale)], out)

    def run(self):
        for node in self.graph.node:
            known = self.weights.get(node.input[1]) if len(node.input) > 1 else None
            if node.op_type in ("Conv", "MatMul") and known is not None and known.dtype == np.float32:
                self.product(node)
            elif node.op_type == "Gather" and (table := self.weights.get(node.input[0])) is not None \
                    and table.dtype == np.float32 and table.ndim == 2 and table.size >= SMALLEST_TABLE:
                self.table(node)
            else:
                self.nodes.append(node)
        kept = [one for one in self.graph.initializer if one.name not in self.unused]
        del self.graph.node[:], self.graph.initializer[:]
        self.graph.node.extend(self.nodes)
        self.graph.initializer.extend(kept + self.added)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("output", type=pathlib.Path)
    options = arguments.parse_args()
    shutil.copytree(options.folder, options.output)
    description = json.loads((options.folder / "model.json").read_text(encoding="utf-8"))
    for network in description["networks"]:
        file = options.output / network["file"]
        model = onnx.load(file)
        Rewriter(model.graph).run()
        onnx.checker.check_model(model)
        onnx.save(model, file)
        network["sha256"] = sha256(file)
        print(f"{network['file']}: {(options.folder / network['file']).stat().st_size} bytes, then {file.stat().st_size}")
    description["version"] += "-int8"
    (options.output / "model.json").write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sums = "".join(f"{sha256(options.output / name)}  {name}\n" for name in ("fast.onnx", "model.json", "tokenizer.model"))
    (options.output / "SHA256SUMS").write_text(sums, encoding="ascii")


if __name__ == "__main__":
    main()
