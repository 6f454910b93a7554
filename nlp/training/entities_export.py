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

from nlp.entities.features import CLS, SEP
from nlp.training.entities_bert import EPSILON, EXIT, HEADS, LAYERS, WIDTH

INPUTS = ("ids", "shapes", "at", "sentence")
NEAR = 1  # pieces on either side of a name that stay with it
POSITIONS = 160  # the longest sentence that was trained on


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="several are averaged")
    parser.add_argument("--base", type=Path, required=True, help="folder of MiniLM's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder for model.onnx and tokenizer.json")
    args = parser.parse_args()
    loaded = [torch.load(path) for path in args.checkpoint]
    weights = {name: sum(w[name].detach().float().numpy() for w in loaded) / len(loaded) for name in loaded[0]}
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        onnx.save(graph(weights), whole)
        quantize_dynamic(
            whole,
            args.out / "model.onnx",
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    (args.out / "tokenizer.json").write_bytes((args.base / "tokenizer.json").read_bytes())


def graph(w: dict[str, Any]) -> Any:
    """Return the encoder as a float graph (word embeddings in int8, one scale a row).

    Several sentences stand in one row: `at` is each piece's place in its sentence and `sentence` the sentence's number. No piece
    sees another sentence's.

    With the weights of an exit, only the pieces that pass it reach the upper layers: `places` says which, and `scores` are
    theirs; `wider` is added to what the exit says. Without one, `scores` are of all pieces and `states` is what the exit would see.
    """
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

    def apart(numbers: str) -> str:
        """Return what is added to attention: nothing within a sentence, and next to minus infinity between two."""
        one, other = (add("Unsqueeze", numbers, constant(f"axes{axis}", np.array([1, axis]))) for axis in (2, 3))
        return add(
            "Where", add("Equal", one, other), constant("same", np.float32(0)), constant("not_same", np.float32(-1e4))
        )

    def passed(x: str) -> tuple[str, str]:
        """Return the states of the pieces that pass the exit, and their places: what the exit takes for a name, its
        neighbours, and the two ends of the sentence."""
        name = add("Add", add("MatMul", x, constant("exit.w", w["exit.weight"].T)), constant("exit.b", w["exit.bias"]))
        name = add("Add", name, "wider")
        near = add("MaxPool", add("Transpose", name, perm=[0, 2, 1]), kernel_shape=[2 * NEAR + 1], pads=[NEAR, NEAR])
        stays = add(
            "Greater", add("Squeeze", near, constant("outer", np.array([0, 1]))), constant("nought", np.float32(0))
        )
        flat = add("Squeeze", "ids", constant("first", np.array([0])))
        for end in (CLS, SEP):
            stays = add("Or", stays, add("Equal", flat, constant(f"end{end}", np.int64(end))))
        places = add("Squeeze", add("NonZero", stays), "first")
        return add("Gather", x, places, axis=1), places

    table = w["embeddings.word_embeddings.weight"]
    scales = np.abs(table).max(axis=1, keepdims=True) / 127
    rows = constant("words", np.round(table / scales).astype(np.int8))
    x = add(
        "Mul",
        add("Cast", add("Gather", rows, "ids"), to=TensorProto.FLOAT),
        add("Gather", constant("scales", scales), "ids"),
    )
    x = add("Add", x, add("Gather", constant("shape_rows", w["shapes"]), "shapes"))
    positions = constant("positions", w["embeddings.position_embeddings.weight"][:POSITIONS])
    x = add("Add", x, add("Gather", positions, "at"))
    x = normed("embeddings.LayerNorm", x)
    split = constant("split", np.array([0, -1, HEADS, WIDTH // HEADS]))
    join = constant("join", np.array([0, -1, WIDTH]))
    scale = constant("scale", np.array((WIDTH // HEADS) ** -0.5, dtype=np.float32))
    mask = apart("sentence")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        if layer == EXIT and "exit.weight" in w:
            x, places = passed(x)
            mask = apart(add("Gather", "sentence", places, axis=1))
        elif layer == EXIT:
            states = x

        def part(kind: str, order: list[int], x: str = x, at: str = at) -> str:
            name = f"{at}attention.self.{kind}"
            flat = linear(name, x, w[f"{name}.weight"], w[f"{name}.bias"])
            return add("Transpose", add("Reshape", flat, split), perm=order)

        q, k, v = part("query", [0, 2, 1, 3]), part("key", [0, 2, 3, 1]), part("value", [0, 2, 1, 3])
        heed = add("Softmax", add("Add", add("Mul", add("MatMul", q, k), scale), mask), axis=-1)
        seen = add("Reshape", add("Transpose", add("MatMul", heed, v), perm=[0, 2, 1, 3]), join)
        name = f"{at}attention.output"
        seen = linear(f"{name}.dense", seen, w[f"{name}.dense.weight"], w[f"{name}.dense.bias"])
        x = normed(f"{name}.LayerNorm", add("Add", x, seen))
        name = f"{at}intermediate.dense"
        wide = add("Gelu", linear(name, x, w[f"{name}.weight"], w[f"{name}.bias"]))
        name = f"{at}output"
        narrow = linear(f"{name}.dense", wide, w[f"{name}.dense.weight"], w[f"{name}.dense.bias"])
        x = normed(f"{name}.LayerNorm", add("Add", x, narrow))
    nodes.append(helper.make_node("Identity", [linear("head", x, w["head.weight"], w["head.bias"])], ["scores"]))
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "kept", len(w["head.bias"])])]
    if "exit.weight" in w:
        nodes.append(helper.make_node("Identity", [places], ["places"]))
        outputs.append(helper.make_tensor_value_info("places", TensorProto.INT64, ["kept"]))
    else:
        nodes.append(helper.make_node("Identity", [states], ["states"]))
        outputs.append(helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "pieces", WIDTH]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in INPUTS]
    if "exit.weight" in w:
        inputs.append(helper.make_tensor_value_info("wider", TensorProto.FLOAT, [1]))
    made = helper.make_graph(nodes, "names", inputs, outputs, list(constants.values()))
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


if __name__ == "__main__":
    main()
