/** PyTorch code that answers a finding, ready to be pasted. */
export interface TorchSnippet {
  /** What it does, for a menu. */
  readonly title: string;
  readonly code: string;
}

/** The snippet for a finding of `rule` about `layer` with `units`; `undefined` where code of ours would not be honest help. */
export function torchSnippet(
  rule: string,
  layer: string,
  units: readonly number[],
): TorchSnippet | undefined {
  switch (rule) {
    case 'dead-units':
      return { title: 'Copy PyTorch code that revives the units', code: revival(layer, units) };
    case 'near-parallel-hyperplanes':
    case 'duplicate-hyperplanes':
    case 'collapsed-layer':
      return { title: 'Copy PyTorch orthogonality penalty', code: orthogonality(layer) };
    default:
      return undefined;
  }
}

/** Names come from a model and go into code: nothing of them may end the string or the line. */
function pythonString(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

const findModule = (layer: string): string => `# The ONNX layer is ${pythonString(layer)}.
# Exporters turn module paths into names, so "/fc1/Gemm" is usually model.fc1: check before use.
def module_of(model, onnx_name):
    path = [part for part in onnx_name.strip("/").replace("/", ".").split(".") if part]
    modules = dict(model.named_modules())
    for end in range(len(path), 0, -1):
        if hasattr(modules.get(".".join(path[:end])), "weight"):
            return modules[".".join(path[:end])]
    raise KeyError(f"no module with weights belongs to {onnx_name}")
`;

function orthogonality(layer: string): string {
  return `import torch
import torch.nn.functional as F

${findModule(layer)}

def orthogonality_penalty(layer):
    """|| W W^T - I ||_F^2 with rows of unit length: 0 when the units' hyperplanes are orthogonal."""
    rows = F.normalize(layer.weight.flatten(1), dim=1)
    gram = rows @ rows.T
    return (gram - torch.eye(len(gram), device=gram.device, dtype=gram.dtype)).square().sum()


# In the training step; a layer of more units than inputs cannot reach 0.
layer = module_of(model, ${pythonString(layer)})
loss = loss + 1e-4 * orthogonality_penalty(layer)
`;
}

function revival(layer: string, units: readonly number[]): string {
  return `import torch

${findModule(layer)}

# Units that were active on no sample of the report, 0-based.
dead_units = ${JSON.stringify(units)}


@torch.no_grad()
def revive(layer, units):
    """Draws new incoming weights for the units; train on with a smaller learning rate afterwards."""
    fresh = torch.empty_like(layer.weight)
    torch.nn.init.kaiming_normal_(fresh, nonlinearity="relu")
    layer.weight[units] = fresh[units]
    if layer.bias is not None:
        layer.bias[units] = 0


revive(module_of(model, ${pythonString(layer)}), dead_units)
`;
}
