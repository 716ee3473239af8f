import { formatBytes, formatCount, formatShape } from '../../report/format.ts';
import { fileName, limitSentence } from '../../report/headline.ts';
import { counted } from '../../report/phrases.ts';
import type { ValueSection } from '../../report/report.ts';
import { countColumn, tableView, textColumn, type Column } from '../../report/tableView.ts';
import type { InspectedNode, ModelInspection } from '../../protocol/inspect.ts';
import type { ModelStructureView } from '../../protocol/modelEditor.ts';

/** The structure of a model as the model page draws it. */
export function structureView(model: ModelInspection): ModelStructureView {
  const kind = model.piecewiseLinear ? 'piecewise linear' : 'not piecewise linear';
  return {
    title: fileName(model.path),
    subtitle: `${counted(model.parameters, 'parameter')} · ${formatBytes(model.bytes)} · ${kind}`,
    facts: factsOf(model),
    values: valueTable(model),
    nodes: tableView('nodes', 'Nodes', nodeColumns, [...model.nodes.entries()]),
    limits: model.limits.map(limitSentence),
  };
}

function factsOf(model: ModelInspection): ModelStructureView['facts'] {
  const opsets = Object.entries(model.opset).map(([domain, version]) =>
    domain === '' ? String(version) : `${domain} ${version}`,
  );
  return [
    { label: 'Producer', value: model.producer || 'unknown' },
    { label: 'Opset', value: opsets.join(', ') },
    { label: 'IR version', value: formatCount(model.irVersion) },
    { label: 'Nodes', value: formatCount(model.nodes.length) },
    { label: 'Affine layers', value: formatCount(model.layers.length) },
    ...(model.externalFiles.length > 0
      ? [{ label: 'External data', value: model.externalFiles.join(', ') }]
      : []),
  ];
}

interface Value extends ValueSection {
  readonly role: string;
}

const valueColumns: readonly Column<Value>[] = [
  textColumn('Role', ({ role }) => role),
  textColumn('Name', ({ name }) => name),
  textColumn('Type', ({ type }) => type),
  textColumn('Shape', ({ shape }) => formatShape(shape)),
];

function valueTable({ inputs, outputs }: ModelInspection) {
  return tableView('values', 'Inputs and outputs', valueColumns, [
    ...inputs.map((value) => ({ role: 'input', ...value })),
    ...outputs.map((value) => ({ role: 'output', ...value })),
  ]);
}

type NumberedNode = readonly [number, InspectedNode];

const nodeColumns: readonly Column<NumberedNode>[] = [
  countColumn('#', ([position]) => position, 'Place in graph order'),
  textColumn('Node', ([, { name }]) => name),
  textColumn('Op', ([, { op, domain }]) => (domain === '' ? op : `${domain}.${op}`)),
  textColumn(
    'Class',
    ([, node]) => node.class,
    'How the operator acts on the geometry, from the table of operators',
  ),
  textColumn(
    'Output shape',
    ([, { shape }]) => (shape ? formatShape(shape) : '–'),
    'As inferred from the graph',
  ),
  textColumn(
    'Of the data',
    ([, { dependsOnData }]) => (dependsOnData ? 'yes' : 'no'),
    'Whether it depends on the analysed input',
  ),
];
