import type { ChartView } from '../reportView.ts';

/** Outline of each mark of a legend in a square of 16 × 16. */
export const legendShapes: Readonly<Record<ChartView['legend'][number]['shape'], string>> = {
  circle: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z',
  diamond: 'M8 2 12 8 8 14 4 8Z',
  square: 'M3 3H13V13H3Z',
  'triangle-up': 'M8 3 13.5 12.5H2.5Z',
  bar: 'M0 1H16V15H0Z',
  'slim-bar': 'M0 4H16V12H0Z',
  'thin-bar': 'M0 6H16V10H0Z',
  line: 'M0 7H16V9H0Z',
  dashes: 'M0 7H6V9H0ZM10 7H16V9H10Z',
  dots: 'M0 7H3V9H0ZM6.5 7H9.5V9H6.5ZM13 7H16V9H13Z',
};
