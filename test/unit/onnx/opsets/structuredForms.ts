import { type NodeProto } from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import {
  asFloat,
  row,
  scalar,
  truth,
  withBody,
  withStrings,
  FormTable,
  type Body,
  type Written,
} from './operatorForm.ts';

const table = new FormTable();

const fromSequence = (nodes: readonly NodeProto[]): Written => ({
  nodes: [...nodes, node('SequenceAt', ['q', 'zero'], ['y'])],
  constants: [initializer('zero', 'int64', [], BigInt64Array.of(0n))],
});
table.addEach('SequenceConstruct:11', row, (op) => fromSequence([node(op, ['x', 'x'], ['q'])]));
table.addEach('SequenceAt:11', row, () => fromSequence([node('SequenceConstruct', ['x'], ['q'])]));
table.addEach('SequenceEmpty:11 SequenceInsert:11', row, () =>
  fromSequence([node('SequenceEmpty', [], ['e']), node('SequenceInsert', ['e', 'x'], ['q'])]),
);
table.addEach('SequenceErase:11', row, (op) =>
  fromSequence([node('SequenceConstruct', ['x', 'x'], ['s']), node(op, ['s'], ['q'])]),
);
table.addEach('SequenceLength:11', row, (op) => ({
  nodes: [
    node('SequenceConstruct', ['x', 'x'], ['q']),
    node(op, ['q'], ['n']),
    node('Cast', ['n'], ['f'], { to: 1 }),
    node('Add', ['x', 'f'], ['y']),
  ],
}));
table.addEach('SplitToSequence:11', row, (op) =>
  fromSequence([node(op, ['x'], ['q'], { axis: 1 })]),
);
table.addEach('ConcatFromSequence:11', row, (op) => ({
  nodes: [node('SequenceConstruct', ['x', 'x'], ['q']), node(op, ['q'], ['y'], { axis: 1 })],
}));
table.addEach('Optional:15 OptionalGetElement:15', row, () => ({
  nodes: [node('Optional', ['x'], ['o']), node('OptionalGetElement', ['o'], ['y'])],
}));
table.addEach('OptionalHasElement:15', row, (op) => ({
  nodes: [
    node('Optional', ['x'], ['o']),
    node(op, ['o'], ['b']),
    node('Cast', ['b'], ['f'], { to: 1 }),
    node('Add', ['x', 'f'], ['y']),
  ],
}));
const text = node('Cast', ['x'], ['text'], { to: 8 });
table.addEach('StringNormalizer:10', [1, 4], (op) => ({
  nodes: [text, node(op, ['text'], ['y'], { case_change_action: 'UPPER' })],
}));
table.addEach('StringConcat:20', row, (op) => ({
  nodes: [text, node(op, ['text', 'text'], ['y'])],
}));
table.addEach('StringSplit:20', row, (op) => ({
  nodes: [text, node(op, ['text'], ['parts', 'n']), asFloat('n')],
}));
table.addEach('RegexFullMatch:20', row, (op) => ({
  nodes: [text, node(op, ['text'], ['b'], { pattern: '[0-9.]+' }), asFloat('b')],
}));
table.addEach('TfIdfVectorizer:9', row, (op) => {
  const count = withStrings(
    node(op, ['text'], ['y'], {
      mode: 'TF',
      min_gram_length: 1,
      max_gram_length: 1,
      max_skip_count: 0,
      ngram_counts: [0],
      ngram_indexes: [0, 1],
    }),
    'pool_strings',
    ['0', '1'],
  );
  return { nodes: [text, count] };
});

// Control flow.
const inside = (name: string) => value(name, 'float32', [1, 4]);
table.addEach('If', row, (op) => {
  const branch = (made: NodeProto, output: string): Body => ({
    nodes: [made],
    output: [inside(output)],
  });
  const choice = node(op, ['b'], ['y']);
  withBody(choice, 'then_branch', branch(node('Relu', ['x'], ['t']), 't'));
  withBody(choice, 'else_branch', branch(node('Neg', ['x'], ['e']), 'e'));
  return {
    nodes: [
      node('ReduceSum', ['x'], ['s'], { keepdims: 0 }),
      node('Greater', ['s', 'zero'], ['b']),
      choice,
    ],
    constants: [scalar('zero', 0)],
  };
});
table.addEach('Loop', row, (op) => {
  const flag = value('more', 'bool', []);
  const body: Body = {
    nodes: [node('Identity', ['more'], ['again']), node('Relu', ['v'], ['next'])],
    input: [value('i', 'int64', []), flag, inside('v')],
    output: [value('again', 'bool', []), inside('next')],
  };
  return {
    nodes: [withBody(node(op, ['n', 'go', 'x'], ['y']), 'body', body)],
    constants: [initializer('n', 'int64', [], BigInt64Array.of(2n)), truth('go', [], [1])],
  };
});
table.addEach('Scan:9', [1, 3, 2], (op) => {
  const body: Body = {
    nodes: [node('Relu', ['step'], ['out'])],
    input: [value('step', 'float32', [3, 2])],
    output: [value('out', 'float32', [3, 2])],
  };
  return { nodes: [withBody(node(op, ['x'], ['y'], { num_scan_inputs: 1 }), 'body', body)] };
});
table.addEach('SequenceMap:17', row, (op) => {
  const body: Body = {
    nodes: [node('Relu', ['v'], ['w'])],
    input: [inside('v')],
    output: [inside('w')],
  };
  return fromSequence([
    node('SequenceConstruct', ['x'], ['s']),
    withBody(node(op, ['s'], ['q']), 'body', body),
  ]);
});

/** Sequences, optional values, text and control flow. */
export const structuredForms = table.forms;
