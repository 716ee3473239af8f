import type { FrameLocator } from 'playwright-core';

/** Chooses the sample of the slot whose button begins with `slot` by its number. */
export async function pickSample(frame: FrameLocator, slot: string, index: number): Promise<void> {
  await frame.getByRole('button', { name: new RegExp(`^${slot}`) }).click();
  await frame.locator('.picker input').fill(`#${index}`);
  // The page of samples that was asked for begins with it; the one before may hold it too, but is about to go.
  const first = frame.locator('.picker-grid button:first-child', {
    hasText: new RegExp(`#${index}(?!\\d)`),
  });
  await first.click();
}
