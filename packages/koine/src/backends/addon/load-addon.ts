/** Finds and loads the native addon. Works in Node, Bun and Deno, all of which load Node-API addons. */
import { createRequire } from "node:module";
import { FfiError } from "@koine/diagnostics";
import { addonSpecifier } from "@koine/native";
import type { Addon } from "@koine/native";

/**
 * Loads the addon that was built for this platform.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when there is none, or the runtime refuses to load it.
 */
export function loadAddon(): Addon {
  const require = createRequire(import.meta.url);
  try {
    return require(addonSpecifier) as Addon;
  } catch (error) {
    throw new FfiError(
      "FFI_UNSUPPORTED",
      `Koine's native addon cannot be loaded on ${process.platform}-${process.arch}`,
      {
        hint: "build it with `npx node-gyp rebuild` in the package @koine/native, or check that the runtime allows addons",
        details: { platform: process.platform, architecture: process.arch },
        cause: error,
      },
    );
  }
}
