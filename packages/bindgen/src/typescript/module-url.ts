/** Files by their place from a module, as URLs. */

/** Renders the URL of a file as code. What is more than a name to URLs, as in `a#b.so`, is escaped. */
export function renderModuleUrl(path: string): string {
  const reference = path.replaceAll(/[%#?]/g, encodeURIComponent);
  return `new URL(${JSON.stringify(reference)}, import.meta.url)`;
}
