import type { ExtrapolationSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import { tableView, textColumn } from '../tableView.ts';

/** A sentence on what was left out or holds less than was asked for, and the spaces it is about. */
export interface SpaceNote {
  readonly note: string;
  readonly spaces: readonly string[];
}

/** The notes of all spaces, each once, in the order in which they first occur. */
export function leftOut({ spaces }: Pick<ExtrapolationSection, 'spaces'>): SpaceNote[] {
  const about = new Map<string, string[]>();
  for (const { space, notes = [] } of spaces) {
    for (const note of notes) {
      const named = about.get(note);
      if (named) named.push(space);
      else about.set(note, [space]);
    }
  }
  return [...about].map(([note, named]) => ({ note, spaces: named }));
}

/** The table of {@link leftOut}; none where nothing was left out. */
export function leftOutTable(section: ExtrapolationSection): TableView[] {
  const rows = leftOut(section);
  if (rows.length === 0) return [];
  return [
    tableView(
      'extrapolation-left-out',
      'What was left out, and why',
      [
        textColumn<SpaceNote>('Spaces', ({ spaces }) => spaces.join(', ')),
        textColumn<SpaceNote>('Note', ({ note }) => note),
      ],
      rows,
    ),
  ];
}
