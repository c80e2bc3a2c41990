/** Where the cache is. What is in it: bindings (`bind-cache.ts`), and what V8 made of the command (in `@koine/cli`). */
import { homedir } from "node:os";
import { join } from "node:path";

/** What the place of the cache depends on. */
export interface CacheEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** As Node's `process.platform`. */
  readonly platform: string;
  readonly home: string;
}

/** The machine of this process. */
export const processCacheEnvironment: CacheEnvironment = {
  variables: process.env,
  platform: process.platform,
  // What the system says itself is the same, and takes longer to ask.
  home: (process.platform === "win32" ? undefined : process.env["HOME"]) ?? homedir(),
};

/**
 * Tells where the cache is: `KOINE_CACHE_DIR`, or `koine` in the directory that the system has for caches.
 *
 * @see XDG Base Directory Specification 0.8, `XDG_CACHE_HOME`
 */
export function findCacheDirectory({ variables, platform, home }: CacheEnvironment = processCacheEnvironment): string {
  const stated = variables["KOINE_CACHE_DIR"] ?? "";
  if (stated !== "") return stated;
  if (platform === "darwin") return join(home, "Library", "Caches", "koine");
  if (platform === "win32") return join(variables["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "koine", "cache");
  const base = variables["XDG_CACHE_HOME"] ?? "";
  // Relative paths are to be ignored, says the specification.
  return join(base.startsWith("/") ? base : join(home, ".cache"), "koine");
}
