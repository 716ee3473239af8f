import type { TimelineFrame } from '../../src/report/comparison/timelineView.ts';
import { element } from '../dom.ts';

/** A slider over the steps of a timeline; `onChange` gets the step under it while it is dragged. */
export function scrubber(
  frames: readonly TimelineFrame[],
  step: number,
  onChange: (step: number) => void,
): HTMLElement {
  const said = element('output', { class: 'muted', text: nameOf(frames[step]!) });
  const slider = element('input', {
    attributes: {
      type: 'range',
      min: '0',
      max: String(frames.length - 1),
      step: '1',
      value: String(step),
      'aria-label': 'Step of the timeline',
      'aria-valuetext': nameOf(frames[step]!),
    },
  });
  slider.addEventListener('input', () => {
    const chosen = Number(slider.value);
    said.textContent = nameOf(frames[chosen]!);
    slider.setAttribute('aria-valuetext', nameOf(frames[chosen]!));
    onChange(chosen);
  });
  return element('div', { class: 'scrubber' }, slider, said);
}

function nameOf({ from, to }: TimelineFrame): string {
  return `${from} → ${to}`;
}
