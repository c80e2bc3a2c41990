/** Where the native library is looked for. */

/** The environment of Node, Bun and Deno, where it may be read. */
interface HasProcess {
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> };
}

/**
 * Gives the names to open, in order: the file that the environment variable names, else what the system's loader finds.
 *
 * @param variable Such as `CONTACTS_LIBRARY`.
 */
export function locateLibrary(name: string, variable: string): string {
  return (globalThis as HasProcess).process?.env[variable] ?? name;
}
