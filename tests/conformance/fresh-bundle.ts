/**
 * Refuses to test an old `koine`: `tsc -b` only compiles, and what `import "koine"` loads is made of that by `npm run build`. It does
 * not wait: Node 22 and later crash when a worker is stopped whose modules have a top-level `await`.
 */
import { isMainThread } from "node:worker_threads";

/** The part of `scripts/setup/bundles.mjs` that is used. */
interface Bundles {
  readonly findStaleBundle: () => string | undefined;
}

const script = new URL("../../../scripts/setup/bundles.mjs", import.meta.url).href;

async function refuseStaleBundle(): Promise<void> {
  const { findStaleBundle } = (await import(script)) as Bundles;
  const stale = findStaleBundle();
  if (stale !== undefined) throw new Error(`the bundle of ${stale} is older than its modules: run \`npm run build\``);
}

// A rejection that nobody handles fails the file.
if (isMainThread) void refuseStaleBundle();
