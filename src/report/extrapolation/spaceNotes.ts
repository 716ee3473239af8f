import type { ExtrapolationSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import { tableView, textColumn } from '../tableView.ts';

/** A sentence on what was left out, or on what to mind in what is there, and the spaces it is about. */
export interface SpaceNote {
  readonly note: string;
  readonly spaces: readonly string[];
}

/** The notes of all spaces, each once; those about the fewest spaces first, since what is true of all is said of any report like this. */
export function spaceNotes({ spaces }: Pick<ExtrapolationSection, 'spaces'>): SpaceNote[] {
  const about = new Map<string, string[]>();
  for (const { space, notes = [] } of spaces) {
    for (const note of notes) {
      const named = about.get(note);
      if (named) named.push(space);
      else about.set(note, [space]);
    }
  }
  return [...about]
    .map(([note, named]) => ({ note, spaces: named }))
    .sort((a, b) => a.spaces.length - b.spaces.length);
}

/** The table of {@link spaceNotes}; none where there are no notes. */
export function spaceNotesTable(section: ExtrapolationSection): TableView[] {
  const rows = spaceNotes(section);
  if (rows.length === 0) return [];
  return [
    tableView(
      'extrapolation-notes',
      'What was left out, and what to mind',
      [
        textColumn<SpaceNote>('Spaces', ({ spaces }) => spaces.join(', ')),
        textColumn<SpaceNote>('Note', ({ note }) => note),
      ],
      rows,
    ),
  ];
}
