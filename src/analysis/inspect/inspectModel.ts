import { structureOrLayers } from '../../onnx/analyseStructure.ts';
import { dataInputs } from '../../onnx/dataInputs.ts';
import { nodeName } from '../../onnx/graph/linkGraph.ts';
import type { Model, ValueInfo } from '../../onnx/model.ts';
import { dataFlow } from '../../onnx/network/dataFlow.ts';
import { openModel } from '../../onnx/openModel.ts';
import { operatorOf } from '../../onnx/operators.ts';
import { inferShapes } from '../../onnx/shapes/inferShapes.ts';
import type { NetworkStructure } from '../../onnx/structure.ts';
import type {
  InspectedLayer,
  InspectedNode,
  InspectModelRequest,
  ModelInspection,
} from '../../protocol/inspect.ts';
import type { ValueSection } from '../../report/report.ts';

/**
 * What the graph of a model says; its weights are not read. A graph that cannot be analysed is still listed, with a limit
 * that says why. Throws UserError as {@link openModel}.
 */
export async function inspectModel(request: InspectModelRequest): Promise<ModelInspection> {
  const model = await openModel(request.model);
  try {
    const { input } = request;
    const structure = await structureOrLayers(model, input === undefined ? {} : { input });
    return {
      path: model.path,
      bytes: model.bytes,
      externalFiles: model.externalFiles,
      producer: model.producer,
      irVersion: model.irVersion,
      opset: model.opset,
      parameters: model.parameters,
      inputs: model.graph.inputs.map(valueSection),
      outputs: model.graph.outputs.map(valueSection),
      nodes: await inspectedNodes(model, input),
      layers: structure.layers.map(inspectedLayer),
      piecewiseLinear: structure.piecewiseLinear,
      limits: structure.limits,
    };
  } finally {
    await model.close();
  }
}

function valueSection({ name, type, shape }: ValueInfo): ValueSection {
  return { name, type, shape: shape ?? [] };
}

async function inspectedNodes(model: Model, input: string | undefined): Promise<InspectedNode[]> {
  const shapes = await inferShapes(model);
  const sources = dataInputs(model).map(({ name }) => name);
  const flow = dataFlow(model, input === undefined ? sources : [input]);
  const dependent = new Set(flow.nodes);
  return model.graph.nodes.map((node) => ({
    name: nodeName(node),
    op: node.op,
    domain: node.domain,
    class: operatorOf(node.domain, node.op)?.class ?? 'unknown',
    inputs: node.inputs,
    outputs: node.outputs,
    shape: shapes.of(node.outputs[0] ?? '') ?? null,
    dependsOnData: dependent.has(node),
  }));
}

function inspectedLayer({
  name,
  op,
  node,
  units,
  fanIn,
  site,
}: NetworkStructure['layers'][number]): InspectedLayer {
  return { layer: name, op, node: node.index, units, fanIn, nonlinearity: site?.op ?? null };
}
