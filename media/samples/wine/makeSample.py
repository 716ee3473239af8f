"""Makes the tabular sample: wine.onnx, train.csv, test.csv.

A scikit-learn MLP on 13 measurements of wines, written as ONNX with MatMul + Add pairs, the standardisation inside
the graph and a Softmax at the end: everything the digits sample does differently.

Run: python3 makeSample.py   (numpy, scikit-learn, onnx; Debian: python3-sklearn, python3-onnx)
The same versions on the same kind of processor give the same bytes on every run; versions: README.md.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

FOLDER = Path(__file__).resolve().parent
SEED = 0
TEST_SAMPLES = 50
HIDDEN = (24, 12)
OPSET, IR_VERSION = 15, 8


def save_csv(path: Path, columns: list[str], rows: np.ndarray, classes: np.ndarray) -> None:
    """A header, then one wine a line; the shortest digits that give the number back."""
    lines = [",".join([*columns, "class"])]
    lines += [",".join([*(f"{value:.12g}" for value in row), str(c)]) for row, c in zip(rows, classes)]
    path.write_text("\n".join(lines) + "\n")


def to_onnx(mlp: MLPClassifier, mean: np.ndarray, std: np.ndarray) -> onnx.ModelProto:
    """measurements (wines × 13) → probabilities (wines × 3); the batch axis is free."""
    constants = {"mean": mean, "std": std}
    nodes = [
        helper.make_node("Sub", ["measurements", "mean"], ["centred"], name="centre"),
        helper.make_node("Div", ["centred", "std"], ["standardised"], name="scale"),
    ]
    value = "standardised"
    for index, (weights, bias) in enumerate(zip(mlp.coefs_, mlp.intercepts_), start=1):
        name = "scores" if index == len(mlp.coefs_) else f"hidden{index}"
        constants |= {f"{name}.weight": weights, f"{name}.bias": bias}
        nodes.append(helper.make_node("MatMul", [value, f"{name}.weight"], [f"{name}_product"], name=name))
        nodes.append(helper.make_node("Add", [f"{name}_product", f"{name}.bias"], [f"{name}_sum"], name=f"{name}_bias"))
        value = f"{name}_sum"
        if name != "scores":
            nodes.append(helper.make_node("Relu", [value], [f"{name}_out"], name=f"relu{index}"))
            value = f"{name}_out"
    nodes.append(helper.make_node("Softmax", [value], ["probabilities"], name="softmax", axis=1))
    shaped = lambda name, width: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", width])
    graph = helper.make_graph(
        nodes,
        "wine",
        [shaped("measurements", len(mean))],
        [shaped("probabilities", len(mlp.classes_))],
        initializer=[
            numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()
        ],
    )
    model = helper.make_model(
        graph, producer_name="makeSample.py", opset_imports=[helper.make_opsetid("", OPSET)]
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    return model


def main() -> None:
    wine = load_wine()
    sets = train_test_split(
        wine.data, wine.target, test_size=TEST_SAMPLES, stratify=wine.target, random_state=SEED
    )
    train, test, train_classes, test_classes = sets
    mean, std = train.mean(axis=0), train.std(axis=0)
    mlp = MLPClassifier(HIDDEN, learning_rate_init=0.02, max_iter=60, random_state=SEED, n_iter_no_change=60)
    mlp.fit((train - mean) / std, train_classes)
    onnx.save(to_onnx(mlp, mean, std), FOLDER / "wine.onnx")
    for name, rows, classes in (("train", train, train_classes), ("test", test, test_classes)):
        save_csv(FOLDER / f"{name}.csv", wine.feature_names, rows, classes)
        accuracy = mlp.score((rows - mean) / std, classes)
        print(f"{name}: {len(rows)} wines, accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
