import type { Theme } from './fillTheme.ts';

/**
 * Charts for paper: black on white, in colours that stay apart for colour-blind readers and in grey print (Okabe and Ito's blue,
 * vermilion and reddish purple).
 */
export const publicationTheme: Theme = {
  text: '#000000',
  muted: '#4d4d4d',
  series1: '#0072b2',
  series2: '#d55e00',
  series3: '#8a3b73',
  font: 'Helvetica, Arial, sans-serif',
};
