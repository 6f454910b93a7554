"""Writes a trained checkpoint as an int8 ONNX graph that needs neither torch nor transformers to run."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx  # type: ignore[import-not-found,unused-ignore]
import torch  # type: ignore[import-not-found,unused-ignore]
from onnx import TensorProto, helper, numpy_helper  # type: ignore[import-not-found,unused-ignore]
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped,unused-ignore]

from nlp.training.entities_bert import EPSILON, HEADS, LAYERS, WIDTH

POSITIONS = 160  # the longest sentence that was trained on


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="several are averaged")
    parser.add_argument("--base", type=Path, required=True, help="folder of MiniLM's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder for model.onnx and tokenizer.json")
    args = parser.parse_args()
    loaded = [torch.load(path) for path in args.checkpoint]
    weights = {name: sum(w[name].float().numpy() for w in loaded) / len(loaded) for name in loaded[0]}
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        onnx.save(graph(weights), whole)
        quantize_dynamic(
            whole,
            args.out / "model.onnx",
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    (args.out / "tokenizer.json").write_bytes((args.base / "tokenizer.json").read_bytes())


def graph(w: dict[str, Any]) -> Any:
    """Return the encoder as a float graph (word embeddings in int8, one scale a row): ids, shapes, mask -> scores."""
    nodes: list[Any] = []
    constants: dict[str, Any] = {}

    def constant(name: str, value: Any) -> str:
        constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(op: str, *inputs: str, **attributes: Any) -> str:
        name = f"n{len(nodes)}"
        nodes.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name

    def linear(name: str, x: str, weight: Any, bias: Any) -> str:
        return add("Add", add("MatMul", x, constant(f"{name}.w", weight.T)), constant(f"{name}.b", bias))

    def normed(name: str, x: str) -> str:
        scale, bias = constant(f"{name}.w", w[f"{name}.weight"]), constant(f"{name}.b", w[f"{name}.bias"])
        return add("LayerNormalization", x, scale, bias, epsilon=EPSILON)

    table = w["embeddings.word_embeddings.weight"]
    scales = np.abs(table).max(axis=1, keepdims=True) / 127
    rows = constant("words", np.round(table / scales).astype(np.int8))
    x = add(
        "Mul",
        add("Cast", add("Gather", rows, "ids"), to=TensorProto.FLOAT),
        add("Gather", constant("scales", scales), "ids"),
    )
    x = add("Add", x, add("Gather", constant("shape_rows", w["shapes"]), "shapes"))
    length = add("Slice", add("Shape", "ids"), constant("one", np.array([1])), constant("two", np.array([2])))
    positions = constant("positions", w["embeddings.position_embeddings.weight"][:POSITIONS])
    x = add("Add", x, add("Slice", positions, constant("zero", np.array([0])), length))
    x = normed("embeddings.LayerNorm", x)
    split = constant("split", np.array([0, 0, HEADS, WIDTH // HEADS]))
    join = constant("join", np.array([0, 0, WIDTH]))
    scale = constant("scale", np.array((WIDTH // HEADS) ** -0.5, dtype=np.float32))
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."

        def part(kind: str, order: list[int], x: str = x, at: str = at) -> str:
            name = f"{at}attention.self.{kind}"
            flat = linear(name, x, w[f"{name}.weight"], w[f"{name}.bias"])
            return add("Transpose", add("Reshape", flat, split), perm=order)

        q, k, v = part("query", [0, 2, 1, 3]), part("key", [0, 2, 3, 1]), part("value", [0, 2, 1, 3])
        heed = add("Softmax", add("Add", add("Mul", add("MatMul", q, k), scale), "mask"), axis=-1)
        seen = add("Reshape", add("Transpose", add("MatMul", heed, v), perm=[0, 2, 1, 3]), join)
        name = f"{at}attention.output"
        seen = linear(f"{name}.dense", seen, w[f"{name}.dense.weight"], w[f"{name}.dense.bias"])
        x = normed(f"{name}.LayerNorm", add("Add", x, seen))
        name = f"{at}intermediate.dense"
        wide = add("Gelu", linear(name, x, w[f"{name}.weight"], w[f"{name}.bias"]))
        name = f"{at}output"
        narrow = linear(f"{name}.dense", wide, w[f"{name}.dense.weight"], w[f"{name}.dense.bias"])
        x = normed(f"{name}.LayerNorm", add("Add", x, narrow))
    scores = linear("head", x, w["head.weight"], w["head.bias"])
    nodes.append(helper.make_node("Identity", [scores], ["scores"]))
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["rows", "pieces"]),
        helper.make_tensor_value_info("shapes", TensorProto.INT64, ["rows", "pieces"]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["rows", 1, 1, "pieces"]),
    ]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", "pieces", len(w["head.bias"])])
    made = helper.make_graph(nodes, "names", inputs, [output], list(constants.values()))
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


if __name__ == "__main__":
    main()
