import type { RasterLegend, SliceRaster } from '../../../protocol/slice.ts';

/** Slot of a pixel outside the window. */
const outsideSlot = 255;
/** Last slot of a scale. */
const topSlot = 254;
/** Categories that get a slot of their own; the rest share the next one. */
const namedSlots = 20;

type Drawn = Pick<SliceRaster, 'slots' | 'legend'>;
type Exactness = RasterLegend['exactness'];

/** Slots of whole-numbered categories; what is no number from 0 on lies outside. With many categories those that cover most are named. */
export function categorySlots(
  pixels: ArrayLike<number>,
  labelOf: (category: number) => string,
  about: { readonly title: string; readonly exactness: Exactness },
): Drawn {
  const counts = new Map<number, number>();
  for (let i = 0; i < pixels.length; i++) {
    if (pixels[i]! >= 0) counts.set(pixels[i]!, (counts.get(pixels[i]!) ?? 0) + 1);
  }
  const slotOf = slotsByCategory(counts);
  const slots = new Uint8Array(pixels.length);
  const covered = new Float64Array(namedSlots + 1);
  for (let i = 0; i < pixels.length; i++) {
    slots[i] = pixels[i]! >= 0 ? slotOf.get(pixels[i]!)! : outsideSlot;
    if (slots[i] !== outsideSlot) covered[slots[i]!]!++;
  }
  const named = [...slotOf].filter(([, slot]) => slot < namedSlots);
  const entries = named
    .map(([category, slot]) => ({
      slot,
      label: labelOf(category),
      share: covered[slot]! / pixels.length,
    }))
    .sort((a, b) => a.slot - b.slot);
  if (covered[namedSlots]! > 0) {
    const others = counts.size - named.length;
    const share = covered[namedSlots]! / pixels.length;
    entries.push({ slot: namedSlots, label: `${String(others)} others`, share });
  }
  return { slots, legend: { kind: 'slots', ...about, entries } };
}

/** Small categories keep their number as slot, so that a colour means the same in every view. */
function slotsByCategory(counts: ReadonlyMap<number, number>): Map<number, number> {
  const categories = [...counts.keys()].sort((a, b) => a - b);
  if ((categories.at(-1) ?? 0) < namedSlots) return new Map(categories.map((c) => [c, c]));
  const bySize = [...counts].sort(([, a], [, b]) => b - a).map(([category]) => category);
  return new Map(bySize.map((category, rank) => [category, Math.min(rank, namedSlots)]));
}

/** Slots of numbers between two ends, NaN = outside; values beyond an end are drawn like it. */
export function scaleSlots(
  pixels: Float64Array,
  scale: Omit<Extract<RasterLegend, { kind: 'scale' }>, 'kind'>,
): Drawn {
  const { low, high, log } = scale;
  const place = log ? Math.log : (value: number) => value;
  const [start, span] = [place(low), place(high) - place(low)];
  const factor = span > 0 ? topSlot / span : 0;
  const slots = Uint8Array.from(pixels, (value) => {
    if (Number.isNaN(value)) return outsideSlot;
    return Math.min(topSlot, Math.max(0, Math.round((place(value) - start) * factor)));
  });
  return { slots, legend: { kind: 'scale', ...scale } };
}
