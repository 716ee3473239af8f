import type { ViewPoint } from './viewport.ts';

/** What a reader does on the drawing; points in shares of it. */
export interface StageEvents {
  /** Drags by shares of the view. */
  onMove(by: ViewPoint): void;
  /** `factor` < 1 shows less, larger. */
  onZoom(factor: number, at: ViewPoint): void;
  onReset(): void;
  /** A click, or Enter at the keyboard's cursor: `null`. */
  onPick(at: ViewPoint | null): void;
  /** `null` when the pointer leaves. */
  onPoint(at: ViewPoint | null): void;
  /** The keyboard's cursor goes by shares of the view; `null` puts it away. */
  onCursor(by: ViewPoint | null): void;
}

const wheelZoom = 1.0015;
const stepZoom = 1.5;
const keyMove = 0.1;
const cursorStep = 0.02;
/** Moves less than this share of the view are a click. */
const clickReach = 0.005;
const centre: ViewPoint = { x: 0.5, y: 0.5 };

const arrows: Readonly<Record<string, ViewPoint>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Turns pointer, wheel and keys on `stage` into events. */
export function listenToStage(stage: HTMLElement, events: StageEvents): void {
  listenToPointer(stage, events);
  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      events.onZoom(wheelZoom ** event.deltaY, pointOf(stage, event));
    },
    { passive: false },
  );
  stage.addEventListener('dblclick', (event) => events.onZoom(1 / 2, pointOf(stage, event)));
  stage.addEventListener('keydown', (event) => {
    if (onKey(event, events)) event.preventDefault();
  });
}

/** Drags when a button is down, picks where it is let go without a drag, points otherwise. */
function listenToPointer(stage: HTMLElement, events: StageEvents): void {
  let last: ViewPoint | null = null;
  let down: ViewPoint | null = null;
  stage.addEventListener('pointerdown', (event) => {
    last = pointOf(stage, event);
    down = last;
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    const at = pointOf(stage, event);
    if (last === null) return events.onPoint(at);
    if (down && Math.hypot(at.x - down.x, at.y - down.y) < clickReach) return;
    down = null;
    events.onMove({ x: at.x - last.x, y: at.y - last.y });
    last = at;
  });
  stage.addEventListener('pointerup', (event) => {
    if (down) events.onPick(pointOf(stage, event));
  });
  for (const type of ['pointerup', 'pointercancel'] as const) {
    stage.addEventListener(type, () => (last = null));
  }
  stage.addEventListener('pointerleave', () => events.onPoint(null));
}

/** Whether the key means something here. */
function onKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, events: StageEvents): boolean {
  if (ctrlKey || metaKey) return false;
  const arrow = arrows[key];
  if (arrow && shiftKey) events.onCursor({ x: arrow.x * cursorStep, y: arrow.y * cursorStep });
  // The view goes where the arrow points, so the drawing goes the other way.
  else if (arrow) events.onMove({ x: -arrow.x * keyMove, y: -arrow.y * keyMove });
  else if (key === '+' || key === '=') events.onZoom(1 / stepZoom, centre);
  else if (key === '-') events.onZoom(stepZoom, centre);
  else if (key === '0') events.onReset();
  else if (key === 'Enter') events.onPick(null);
  else if (key === 'Escape') events.onCursor(null);
  else return false;
  return true;
}

function pointOf(stage: HTMLElement, { clientX, clientY }: MouseEvent): ViewPoint {
  const { left, top, width, height } = stage.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}
