/**
 * Text for a notification, whose "[name](command:…)" VS Code makes a link that runs a command: a sentence may hold names out of a
 * stranger's file, so a space takes such links apart.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Text for an item to pick, where VS Code draws "$(name)" as an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll(/\$\([\w-]+(?:~\w+)?\)/g, '\\$&');
}

/** Text for Markdown: every character that could mean something stands for itself, on one line. */
export function markdownText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}
