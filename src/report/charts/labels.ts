/** Longest axis label, in characters. */
const longestLabel = 24;

/** "/backbon…2/block1/conv1" for names of more than `longest` characters: both ends, most of the end, which tells layers apart best. */
export function shortLabel(name: string, longest = longestLabel): string {
  if (name.length <= longest) return name;
  const atStart = Math.floor(longest / 3);
  return `${name.slice(0, atStart)}…${name.slice(atStart + 1 - longest)}`;
}

/**
 * Labels for chart rows, one a name: of at most `longest` characters, never empty and never equal to each other, since a row is known by its label. Of long names
 * the folder that all of them share goes first: "…layer.3/…query/MatMul".
 */
export function rowLabels(names: readonly string[], longest = longestLabel): readonly string[] {
  const seen = new Map<string, number>();
  const shared = sharedFolder(names.filter(({ length }) => length > longest)).length;
  return names.map((name) => {
    const isCut = shared > 1 && name.length > longest;
    const label = shortLabel(isCut ? `…${name.slice(shared)}` : name, longest) || '(unnamed)';
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} #${times}`;
  });
}

/** What all names begin with, up to a "/" or "."; empty for a single name. */
function sharedFolder(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return '';
  let end = 0;
  while (end < first.length && others.every((name) => name[end] === first[end])) end++;
  const common = first.slice(0, end);
  return common.slice(0, Math.max(common.lastIndexOf('/'), common.lastIndexOf('.')) + 1);
}
