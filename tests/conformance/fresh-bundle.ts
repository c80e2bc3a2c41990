/**
 * Refuses to test an old `koine`: `tsc -b` only compiles, and what `import "koine"` loads is made of that by `npm run build`.
 */

/** The part of `scripts/setup/bundles.mjs` that is used. */
interface Bundles {
  readonly findStaleBundle: () => string | undefined;
}

const script = new URL("../../../scripts/setup/bundles.mjs", import.meta.url).href;
const { findStaleBundle } = (await import(script)) as Bundles;
const stale = findStaleBundle();
if (stale !== undefined) throw new Error(`the bundle of ${stale} is older than its modules: run \`npm run build\``);
