// Draws media/icon.svg and media/icon.png: a square cut by hyperplanes, each cell coloured by the number of
// lines whose positive side it lies on. Neighbouring cells differ in exactly one side, so their colours always differ.
// Run: node scripts/drawIcon.mjs   (CHROMIUM names the browser if Playwright has none of its own)
import { writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const size = 128;
const inset = 6;
const cornerRadius = 20;
/** Lines ⟨normal, p⟩ = offset in icon units, origin at the centre, y downwards. */
const lines = [
  { angle: 275, offset: -35 },
  { angle: 245, offset: 22 },
  { angle: 30, offset: -4 },
  { angle: 315, offset: -8 },
];
/** Colour by number of positive sides, 0 … lines.length. */
const colours = ['#2b2d6e', '#3b5fb0', '#2f9aa8', '#7cc36e', '#f4d35e'];

const half = size / 2 - inset;
const square = [
  [-half, -half],
  [half, -half],
  [half, half],
  [-half, half],
];

/** Both parts of a convex polygon, [negative side, positive side]; a part may be empty. */
function cut(polygon, { angle, offset }) {
  const radians = (angle * Math.PI) / 180;
  const side = ([x, y]) => x * Math.cos(radians) + y * Math.sin(radians) - offset;
  const parts = [[], []];
  polygon.forEach((point, index) => {
    const next = polygon[(index + 1) % polygon.length];
    const [here, there] = [side(point), side(next)];
    parts[here > 0 ? 1 : 0].push(point);
    if (here > 0 !== there > 0) {
      const t = here / (here - there);
      const crossing = [point[0] + t * (next[0] - point[0]), point[1] + t * (next[1] - point[1])];
      parts[0].push(crossing);
      parts[1].push(crossing);
    }
  });
  return parts;
}

function splitCells(cells, line) {
  return cells.flatMap(({ polygon, positive }) =>
    cut(polygon, line)
      .map((part, side) => ({ polygon: part, positive: positive + side }))
      .filter((cell) => cell.polygon.length > 2),
  );
}

function drawCell({ polygon, positive }) {
  const points = polygon.map((point) => point.map((value) => value.toFixed(2)).join(',')).join(' ');
  return `    <polygon points="${points}" fill="${colours[positive]}" />`;
}

function drawIcon() {
  const cells = lines.reduce(splitCells, [{ polygon: square, positive: 0 }]);
  const frame = `x="${-half}" y="${-half}" width="${2 * half}" height="${2 * half}" rx="${cornerRadius}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${-size / 2} ${-size / 2} ${size} ${size}">`,
    `  <clipPath id="frame"><rect ${frame} /></clipPath>`,
    '  <g clip-path="url(#frame)" stroke="#ffffff" stroke-width="2.5" stroke-linejoin="round">',
    ...cells.map(drawCell),
    '  </g>',
    '</svg>',
    '',
  ].join('\n');
}

async function renderPng(svg) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<body style="margin:0;background:transparent">${svg}</body>`);
    return await page.screenshot({ omitBackground: true });
  } finally {
    await browser.close();
  }
}

const media = new URL('../media/', import.meta.url);
const svg = drawIcon();
await writeFile(new URL('icon.svg', media), svg);
await writeFile(new URL('icon.png', media), await renderPng(svg));
