/** Finds and loads the native addon. Works in Node, Bun and Deno, all of which load Node-API addons. */
import { FfiError } from "@koine/diagnostics";
import { addonFile, addonSpecifier } from "@koine/native";
import type { Addon } from "@koine/native";
import { requireModule, requireRuntime } from "./require-module.ts";

/**
 * Loads the addon that was built for this platform.
 *
 * @throws {FfiError} `FFI_PERMISSION_DENIED` when the runtime may not load it, `FFI_UNSUPPORTED` when there is none.
 */
export function loadAddon(): Addon {
  try {
    return loadQuickly() ?? (requireModule(addonSpecifier) as Addon);
  } catch (error) {
    throw isRefusal(error) ? refused(error) : missing(error);
  }
}

/**
 * Looks for the file where Node would, in a fifth of the time that Node's own resolver takes. Whatever is in the way, `require` tries
 * once more, and says what it is.
 */
function loadQuickly(): Addon | undefined {
  if (process.versions["bun"] !== undefined || process.versions["deno"] !== undefined) return undefined;
  try {
    const file = findAddonFile();
    if (file === undefined) return undefined;
    const loaded = { exports: {} };
    process.dlopen(loaded, file);
    return loaded.exports as Addon;
  } catch {
    return undefined;
  }
}

/** Goes up from this file to the first folder of packages that has the addon. */
export function findAddonFile(): string | undefined {
  const { existsSync } = requireRuntime("node:fs");
  const { dirname, join } = requireRuntime("node:path");
  const start = requireRuntime("node:url").fileURLToPath(import.meta.url);
  for (let below = start, folder = dirname(start); folder !== below; below = folder, folder = dirname(folder)) {
    const file = join(folder, "node_modules", addonFile);
    if (existsSync(file)) return file;
  }
  return undefined;
}

/** How runtimes say that they may not load native code: Node with `--permission` or `--no-addons`, and Deno. */
function isRefusal(error: unknown): boolean {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return code === "ERR_DLOPEN_DISABLED" || code === "ERR_ACCESS_DENIED" || name === "NotCapable";
}

function refused(cause: unknown): FfiError {
  const isDeno = (cause as Error).name === "NotCapable";
  return new FfiError("FFI_PERMISSION_DENIED", "the runtime is not permitted to load native code", {
    hint: isDeno
      ? "run it with --allow-ffi, and with --allow-read to find libraries"
      : "run it with --allow-addons and --allow-fs-read where there is --permission, and without --no-addons",
    details: { platform: process.platform, architecture: process.arch },
    cause,
  });
}

function missing(cause: unknown): FfiError {
  return new FfiError(
    "FFI_UNSUPPORTED",
    `Koine's native addon cannot be loaded on ${process.platform}-${process.arch}`,
    {
      hint: "build it with `npx node-gyp rebuild` in the package @koine/native",
      details: { platform: process.platform, architecture: process.arch },
      cause,
    },
  );
}
