import { formatShare } from '../../src/report/format.ts';
import type { UnitTableView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';
import { smallTable } from '../explorer/smallTable.ts';
import { pictureBytes } from '../pictures/picturePixels.ts';
import { pictureCanvas } from '../pictures/pictureCanvas.ts';

type Picture = NonNullable<UnitTableView['rateMaps']>[number];

/** Side of the picture, pixels. */
const side = 112;

/** Where on the layer's positions a unit is active: a picture, and the same numbers as a table that is made when it is opened. */
export function rateMap(
  { rateMaps: pictures = [], layer }: UnitTableView,
  unit: number,
): HTMLElement[] {
  const picture = pictures[unit];
  if (!picture) return [];
  const description = `Activation rate of unit ${unit} of ${layer} by position`;
  const table = element(
    'details',
    { class: 'fold' },
    element('summary', { text: 'Rates as a table' }),
  );
  table.addEventListener('toggle', () => {
    if (table.open && table.children.length === 1) table.append(rateTable(picture, description));
  });
  return [
    element(
      'figure',
      {},
      pictureCanvas({ picture, description }, side),
      element('figcaption', {
        class: 'muted small',
        text: 'Activation rate by position: black = never, white = always',
      }),
      table,
    ),
  ];
}

function rateTable(picture: Picture, caption: string): HTMLElement {
  const { height, width } = picture;
  const bytes = pictureBytes(picture);
  if (bytes.length < height * width) return element('p', { text: 'The picture is damaged.' });
  const lines = Array.from({ length: height }, (_, y) => [
    String(y),
    ...Array.from({ length: width }, (_, x) => formatShare(bytes[y * width + x]! / 255)),
  ]);
  const columns = ['Line', ...Array.from({ length: width }, (_, x) => String(x))];
  return smallTable(
    `${caption}, within 0.2%`,
    columns.map((label) => ({ label, numeric: true })),
    lines,
  );
}
