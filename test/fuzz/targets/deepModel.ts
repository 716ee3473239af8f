import { create, toBinary } from '@bufbuild/protobuf';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import {
  type FunctionProto,
  FunctionProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  OperatorSetIdProtoSchema,
} from '../../../src/onnx/schema/onnx_pb.generated.ts';
import { node, value } from '../../../src/onnx/schema/writeModel.ts';
import { pick } from '../fuzzTarget.ts';

/** Models that are too much of something: depth, breadth, repetition, text. */
export function deepModel(rng: RandomGenerator): Uint8Array {
  return pick(rng, [nestedGraphs, recursiveFunctions, doublingFunctions, manyNodes, longNames])(
    rng,
  );
}

const length = (rng: RandomGenerator, most: number): number =>
  Math.round(2 * (most / 2) ** rng.uniform());

/** A graph in an If of a graph in an If …: written from the inside, since an encoder would run out of stack. */
function nestedGraphs(rng: RandomGenerator): Uint8Array {
  let graph = field(1, toBinaryNode(node('Relu', ['x'], ['y'])));
  for (let depth = length(rng, 3000); depth > 0; depth--) {
    const attribute = Buffer.concat([
      field(1, Buffer.from('then_branch')),
      field(6, graph),
      Buffer.of(0xa0, 1, 5),
    ]);
    graph = field(1, Buffer.concat([toBinaryNode(node('If', ['x'], ['y'])), field(5, attribute)]));
  }
  return Buffer.concat([functionModel([], []), field(7, graph)]);
}

function recursiveFunctions(rng: RandomGenerator): Uint8Array {
  const count = length(rng, 50);
  const functions = Array.from({ length: count }, (_, i) =>
    functionOf(`f${i}`, [call(`f${(i + 1) % count}`, 'a', 'b')]),
  );
  return functionModel([call('f0', 'x', 'y')], functions);
}

function doublingFunctions(rng: RandomGenerator): Uint8Array {
  const { nodes, functions } = doubling(length(rng, 60));
  return functionModel(nodes, functions);
}

/** Each function calls the next one twice: 2^depth nodes when written out. */
export function doubling(depth: number): { nodes: NodeProto[]; functions: FunctionProto[] } {
  const functions = Array.from({ length: depth }, (_, i) =>
    functionOf(
      `f${i}`,
      i === depth - 1
        ? [node('Relu', ['a'], ['b'])]
        : [call(`f${i + 1}`, 'a', 'm'), call(`f${i + 1}`, 'm', 'b')],
    ),
  );
  return { nodes: [call('f0', 'x', 'y')], functions };
}

function manyNodes(rng: RandomGenerator): Uint8Array {
  const count = length(rng, 20_000);
  const op = pick(rng, ['Relu', 'Identity', 'Constant', 'Add', 'If', 'Dropout']);
  const names = Array.from({ length: count }, (_, i) => (i === 0 ? 'x' : `v${i}`)).concat('y');
  return functionModel(
    names
      .slice(1)
      .map((to, i) => node(op, op === 'Add' ? [names[i], names[i >> 1]] : [names[i]], [to])),
    [],
  );
}

function longNames(rng: RandomGenerator): Uint8Array {
  const name = pick(rng, [
    'n'.repeat(length(rng, 5e6)),
    'line\nbreak',
    '\u001b]0;title\u0007',
    '‮gnp',
  ]);
  const nodes = [node('Relu', ['x'], [name]), node(pick(rng, ['Relu', name]), [name], ['y'])];
  return functionModel(nodes, []);
}

/** Bytes of a model from x to y, of three numbers each, with functions of the domain "local". */
export function functionModel(
  nodes: readonly NodeProto[],
  functions: readonly FunctionProto[],
): Uint8Array {
  const opsets = ['', 'local'].map((domain) =>
    create(OperatorSetIdProtoSchema, { domain, version: domain === '' ? 17n : 1n }),
  );
  const graph = create(GraphProtoSchema, {
    node: [...nodes],
    input: [value('x', 'float32', ['N', 3])],
    output: [value('y', 'float32', ['N', 3])],
  });
  const model = create(ModelProtoSchema, { irVersion: 8n, opsetImport: opsets, graph });
  model.functions = [...functions];
  return toBinary(ModelProtoSchema, model);
}

function functionOf(name: string, nodes: NodeProto[]): FunctionProto {
  return create(FunctionProtoSchema, {
    name,
    domain: 'local',
    input: ['a'],
    output: ['b'],
    node: nodes,
    opsetImport: [
      create(OperatorSetIdProtoSchema, { domain: '', version: 17n }),
      create(OperatorSetIdProtoSchema, { domain: 'local', version: 1n }),
    ],
  });
}

function call(name: string, from: string, to: string): NodeProto {
  const made = node(name, [from], [to]);
  made.domain = 'local';
  return made;
}

/** The fields of a node, without a tag around them. */
function toBinaryNode(made: NodeProto): Buffer {
  return Buffer.concat([
    ...made.input.map((name) => field(1, Buffer.from(name))),
    ...made.output.map((name) => field(2, Buffer.from(name))),
    field(4, Buffer.from(made.opType)),
  ]);
}

/** A length-delimited field. */
function field(number: number, bytes: Uint8Array): Buffer {
  const head: number[] = [(number << 3) | 2];
  let left = bytes.length;
  for (; left > 127; left >>>= 7) head.push((left & 127) | 128);
  head.push(left);
  return Buffer.concat([Buffer.from(head), bytes]);
}
