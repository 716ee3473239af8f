import { clone, create } from '@bufbuild/protobuf';
import { type Model } from '../model.ts';
import {
  type FunctionProto,
  type GraphProto,
  type ModelProto,
  NodeProtoSchema,
  type NodeProto,
  OperatorSetIdProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { MalformedError } from '../wire/malformed.ts';
import { bindAttributes } from './functionAttributes.ts';
import { renamedNode } from './renameValues.ts';

/** Calls inside calls beyond this depth are a function that calls itself. */
const maxDepth = 32;

/** Far above any exported model; sixty functions that each call the next one twice would make 2^60. */
const mostNodes = 100_000;

/**
 * The model with calls of its local functions replaced by their bodies, as often as they are nested. Left alone are calls
 * of functions written for another version of the standard operators than the model, and of functions that never end.
 * Throws UserError when the bodies together have more than 100 000 nodes.
 */
export function inlineFunctions(model: Model): Model {
  const isCalled = model.graph.nodes.some(({ domain, op }) =>
    model.functions.has(`${domain}:${op}`),
  );
  return isCalled ? model.edited((proto) => new Inliner(proto).run()) : model;
}

class Inliner {
  readonly #proto: ModelProto;
  readonly #functions = new Map<string, FunctionProto>();
  #calls = 0;
  #nodes = 0;

  constructor(proto: ModelProto) {
    this.#proto = proto;
    for (const each of proto.functions) {
      if (isCompatible(each, proto)) this.#functions.set(callee(each.domain, each.name), each);
    }
  }

  run(): void {
    this.#inline(this.#proto.graph!, 0);
    const known = new Set(this.#proto.opsetImport.map(({ domain }) => standardName(domain)));
    for (const { domain, version } of this.#proto.functions.flatMap((each) => each.opsetImport)) {
      if (known.has(standardName(domain))) continue;
      known.add(standardName(domain));
      this.#proto.opsetImport.push(create(OperatorSetIdProtoSchema, { domain, version }));
    }
  }

  #inline(graph: GraphProto, depth: number): void {
    graph.node = graph.node.flatMap((node) => this.#expanded(node, depth));
  }

  #expanded(node: NodeProto, depth: number): NodeProto[] {
    for (const graph of subgraphs(node)) this.#inline(graph, depth);
    const body = this.#functions.get(callee(node.domain, node.opType));
    if (!body || depth === maxDepth) return [node];
    this.#nodes += body.node.length;
    if (this.#nodes > mostNodes) {
      throw new MalformedError(`its functions call each other for more than ${mostNodes} nodes`);
    }
    const rename = renaming(body, node, `${label(node)}#${String(this.#calls++)}/`);
    return body.node.flatMap((inner) => {
      const copy = renamedNode(clone(NodeProtoSchema, inner), rename);
      bindAttributes(copy, node.attribute, body);
      return this.#expanded(copy, depth + 1);
    });
  }
}

/** Formal inputs and outputs take the names of the call's; every other value gets a name of its own. */
function renaming(body: FunctionProto, call: NodeProto, prefix: string): (name: string) => string {
  const names = new Map<string, string>();
  body.input.forEach((formal, i) => names.set(formal, call.input[i] ?? ''));
  body.output.forEach((formal, i) => {
    const actual = call.output[i] ?? '';
    if (actual !== '') names.set(formal, actual);
  });
  return (name) => (name === '' ? '' : (names.get(name) ?? prefix + name));
}

/** Whether the body's operators mean in the model what they mean in the function. */
function isCompatible(body: FunctionProto, { opsetImport }: ModelProto): boolean {
  return body.opsetImport.every(({ domain, version }) => {
    const own = opsetImport.find((each) => standardName(each.domain) === standardName(domain));
    return own === undefined || own.version === version;
  });
}

function subgraphs(node: NodeProto): GraphProto[] {
  return node.attribute.flatMap(({ g, graphs }) => (g ? [g, ...graphs] : graphs));
}

function callee(domain: string, name: string): string {
  return `${standardName(domain)}:${name}`;
}

function standardName(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function label({ name, opType }: NodeProto): string {
  return name === '' ? opType : name;
}
