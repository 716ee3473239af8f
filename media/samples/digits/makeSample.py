"""Makes the bundled sample: digits.onnx, train.npz, test.npz.

A small residual network trained on the UCI digits, with two flaws that arise in the training itself
(see README.md): dead units from a learning rate that is too large, and a pair of identical units from a
layer that was widened by copying a unit.

Run: python3 makeSample.py   (numpy, scikit-learn, torch, onnx; Debian: python3-sklearn, python3-torch, python3-onnx)
The same versions on the same kind of processor give the same bytes on every run; versions: README.md.
"""

import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.nn.functional import avg_pool2d, cross_entropy

FOLDER = Path(__file__).resolve().parent
SEED = 0
TEST_SAMPLES = 400
PIXEL_MAXIMUM = 16
BATCH = 64
EPOCHS_NARROW, EPOCHS_WIDENED = 6, 6
LEARNING_RATE, MOMENTUM = 0.1, 0.9
OPSET, IR_VERSION = 13, 7


class DigitsNet(nn.Module):
    """Conv, Conv with a residual sum, average pooling, three dense layers."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 8, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(8)
        self.dense1 = nn.Linear(128, 64)
        self.dense2 = nn.Linear(64, 31)
        self.scores = nn.Linear(31, 10)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        first = torch.relu(self.norm1(self.conv1(pixels)))
        second = torch.relu(self.norm2(self.conv2(first)) + first)
        hidden1 = torch.relu(self.dense1(avg_pool2d(second, 2).flatten(1)))
        return self.scores(torch.relu(self.dense2(hidden1)))


def split_digits() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Images (n × 8 × 8, uint8, 0…16) and labels of the stratified split, by set."""
    digits = load_digits()
    images, labels = digits.images.astype(np.uint8), digits.target.astype(np.uint8)
    rows = np.arange(len(labels))
    train, test = train_test_split(
        rows, test_size=TEST_SAMPLES, stratify=labels, random_state=SEED
    )
    return {"train": (images[train], labels[train]), "test": (images[test], labels[test])}


def to_inputs(images: np.ndarray) -> torch.Tensor:
    """n × 1 × 8 × 8, float32, in [0, 1]."""
    return torch.from_numpy(images[:, None].astype(np.float32) / PIXEL_MAXIMUM)


def train(net: DigitsNet, inputs: torch.Tensor, labels: torch.Tensor, epochs: int) -> None:
    optimizer = torch.optim.SGD(net.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM)
    net.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(labels)).split(BATCH):
            loss = cross_entropy(net(inputs[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def widen_dense2(net: DigitsNet) -> None:
    """Adds a unit to dense2 by copying its strongest one and sharing its outgoing weights equally.

    The function stays the same. So do the two units: their gradients are equal in every later step.
    """
    weight, bias, outgoing = net.dense2.weight.data, net.dense2.bias.data, net.scores.weight.data
    source = int(outgoing.norm(dim=0).argmax())
    outgoing = torch.cat([outgoing, outgoing[:, source : source + 1]], dim=1)
    outgoing[:, [source, -1]] /= 2
    net.dense2.weight = nn.Parameter(torch.cat([weight, weight[source : source + 1]]))
    net.dense2.bias = nn.Parameter(torch.cat([bias, bias[source : source + 1]]))
    net.scores.weight = nn.Parameter(outgoing)


def accuracy(net: DigitsNet, images: np.ndarray, labels: np.ndarray) -> float:
    net.eval()
    with torch.no_grad():
        return float(np.mean(net(to_inputs(images)).argmax(1).numpy() == labels))


def batch_norm(name: str, inputs: list[str], output: str, norm: nn.BatchNorm2d) -> onnx.NodeProto:
    parts = [f"{name}.{part}" for part in ("weight", "bias", "running_mean", "running_var")]
    return helper.make_node(
        "BatchNormalization", inputs + parts, [output], name=name, epsilon=norm.eps
    )


def dense(name: str, value: str, output: str) -> onnx.NodeProto:
    return helper.make_node(
        "Gemm", [value, f"{name}.weight", f"{name}.bias"], [output], name=name, transB=1
    )


def conv(name: str, value: str, output: str) -> onnx.NodeProto:
    return helper.make_node(
        "Conv", [value, f"{name}.weight"], [output], name=name, kernel_shape=[3, 3], pads=[1] * 4
    )


def to_onnx(net: DigitsNet) -> onnx.ModelProto:
    """The network as an ONNX graph whose nodes carry the names of the modules, batch axis free."""
    relu = lambda name, value, output: helper.make_node("Relu", [value], [output], name=name)
    nodes = [
        conv("conv1", "pixels", "conv1_out"),
        batch_norm("norm1", ["conv1_out"], "norm1_out", net.norm1),
        relu("relu1", "norm1_out", "relu1_out"),
        conv("conv2", "relu1_out", "conv2_out"),
        batch_norm("norm2", ["conv2_out"], "norm2_out", net.norm2),
        helper.make_node("Add", ["norm2_out", "relu1_out"], ["residual_out"], name="residual"),
        relu("relu2", "residual_out", "relu2_out"),
        helper.make_node(
            "AveragePool", ["relu2_out"], ["pool_out"], name="pool", kernel_shape=[2, 2], strides=[2, 2]
        ),
        helper.make_node("Flatten", ["pool_out"], ["flatten_out"], name="flatten", axis=1),
        dense("dense1", "flatten_out", "dense1_out"),
        relu("relu3", "dense1_out", "relu3_out"),
        dense("dense2", "relu3_out", "dense2_out"),
        relu("relu4", "dense2_out", "relu4_out"),
        dense("scores", "relu4_out", "logits"),
    ]
    # num_batches_tracked counts training steps; it is no part of the function.
    weights = [
        numpy_helper.from_array(value.numpy(), name)
        for name, value in net.state_dict().items()
        if not name.endswith("num_batches_tracked")
    ]
    value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    graph = helper.make_graph(
        nodes,
        "digits",
        [value("pixels", ["batch", 1, 8, 8])],
        [value("logits", ["batch", 10])],
        initializer=weights,
    )
    model = helper.make_model(
        graph, producer_name="makeSample.py", opset_imports=[helper.make_opsetid("", OPSET)]
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    return model


def save_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """As np.savez_compressed, but without the time of day in the archive."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as stream:
                np.lib.format.write_array(stream, array)


def main() -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    sets = split_digits()
    inputs, labels = to_inputs(sets["train"][0]), torch.from_numpy(sets["train"][1]).long()
    net = DigitsNet()
    train(net, inputs, labels, EPOCHS_NARROW)
    widen_dense2(net)
    train(net, inputs, labels, EPOCHS_WIDENED)
    net.eval()
    onnx.save(to_onnx(net), FOLDER / "digits.onnx")
    for name, (images, classes) in sets.items():
        save_npz(FOLDER / f"{name}.npz", {"images": images, "labels": classes})
        print(f"{name}: {len(classes)} samples, accuracy {accuracy(net, images, classes):.4f}")


if __name__ == "__main__":
    main()
