import { allOperators, type Operator, type OperatorClass } from '../src/onnx/operators.ts';

const meanings: Readonly<Record<OperatorClass, string>> = {
  'affine-fold': 'affine; exact',
  'affine-routing': 'moves values; exact',
  'affine-two-input': 'affine in all its inputs; exact',
  'cpwl-elementwise': 'one switch a unit; exact',
  'cpwl-multi-input': 'a winner among several; exact',
  discontinuous: 'jumps; patterns hold, distances are heuristic behind it',
  'piecewise-quadratic': 'curved between its corners; heuristic behind it',
  smooth: 'heuristic behind it',
  'shape-only': 'depends on shapes alone; exact',
  'control-flow': 'named as a limit',
  unsupported: 'named as a limit',
};

/** The README's table of operators: one row a class and switch code, operators in alphabetical order. */
export function operatorTable(): string {
  const rows = new Map<string, string[]>();
  for (const { domain, op, operator } of allOperators()) {
    const key = `| ${operator.class} | ${switchText(operator)} | ${meanings[operator.class]} |`;
    const name = domain === '' ? op : `${domain}.${op}`;
    rows.set(key, [...(rows.get(key) ?? []), name]);
  }
  const lines = [...rows].map(([key, names]) => `${key} ${names.sort().join(' ')} |`);
  return ['| class | switch | what is said | operators |', '| - | - | - | - |', ...lines].join(
    '\n',
  );
}

function switchText({ code, softBand }: Operator): string {
  if (!code) return '–';
  return softBand ? `${code}, soft in ${softBand.join(' … ')}` : code;
}
