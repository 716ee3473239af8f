import type { Locator, Page } from 'playwright-core';
import { untilPainted } from './untilPainted.ts';

/** What a walk through a page by the Tab key alone came to; a control is named by its tag, class and text. */
export interface KeyboardWalk {
  /** Controls that a person can see and Tab never stopped at. */
  readonly missed: readonly string[];
  /** Stops at which nothing shows that the keyboard is there. */
  readonly unmarked: readonly string[];
  /** Stops that lie outside the window, or below the bar at its top. */
  readonly hidden: readonly string[];
  /** Whether the last Tab led out of the page. */
  readonly left: boolean;
}

/** What the page keeps while the keys are pressed. */
interface Walk {
  readonly controls: readonly HTMLElement[];
  readonly stops: Set<Element>;
  readonly unmarked: Element[];
  readonly hidden: Element[];
  left: boolean;
}

declare const walk: Walk;

/** Presses Tab from the first control of the page that holds `root` until the focus leaves it, or there were more stops than controls. */
export async function keyboardWalk(page: Page, root: Locator): Promise<KeyboardWalk> {
  // Tables that were just unfolded draw their rows, which are controls, once more.
  await root.evaluate(untilPainted);
  const controls = await root.evaluate(startWalk);
  for (let presses = 0; presses < controls + 10; presses += 10) {
    for (let i = 0; i < 10; i++) await page.keyboard.press('Tab');
    if (await root.evaluate(() => walk.left)) break;
  }
  return root.evaluate(endWalk);
}

/** Runs in the page: notes every stop from now on, and goes to the first control. Returns how many controls there are. */
function startWalk(): number {
  const plain = 'a[href], button, input, select, textarea, summary, [tabindex]';
  // A control of the toolkit hands the focus to what is inside it.
  const toolkit = 'tk-button, tk-checkbox, tk-dropdown, tk-text-field';
  const controls = [...document.querySelectorAll<HTMLElement>(`${plain}, ${toolkit}`)].filter(
    (node) =>
      (node.tabIndex >= 0 || node.matches(toolkit)) &&
      node.checkVisibility() &&
      !node.matches('[disabled]'),
  );
  const started: Walk = { controls, stops: new Set(), unmarked: [], hidden: [], left: false };
  Object.assign(globalThis, { walk: started });
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = 'var(--vscode-focusBorder)';
  const mark = getComputedStyle(probe).color;
  probe.remove();
  controls[0]?.focus();
  started.stops.add(controls[0]!);
  document.addEventListener('focusin', ({ target }) => {
    const node = target as Element;
    started.stops.add(node);
    const styles = [node, ...(node.shadowRoot?.querySelectorAll('*') ?? [])].map((part) =>
      getComputedStyle(part),
    );
    const isMarked = styles.some(
      ({ outlineStyle, outlineWidth, boxShadow, borderColor }) =>
        (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) ||
        boxShadow.includes(mark) ||
        borderColor.includes(mark),
    );
    if (!isMarked) started.unmarked.push(node);
    const { top, bottom } = node.getBoundingClientRect();
    const bar = node.closest('nav') ? null : document.querySelector('nav');
    const free = bar?.getBoundingClientRect().bottom ?? 0;
    if (bottom <= free || top >= innerHeight) started.hidden.push(node);
  });
  window.addEventListener('blur', () => (started.left = true));
  return controls.length;
}

/** Runs in the page. */
function endWalk(): KeyboardWalk {
  const { controls, stops, unmarked, hidden, left } = walk;
  const missed = controls.filter((node) => !stops.has(node));
  const [a, b, c] = [missed, unmarked, hidden].map((nodes) =>
    nodes.map((node) => {
      const text = node.getAttribute('aria-label') ?? node.textContent;
      return `${node.localName}.${node.className} ${text.trim().slice(0, 40)}`;
    }),
  );
  return { missed: a!, unmarked: b!, hidden: c!, left };
}
