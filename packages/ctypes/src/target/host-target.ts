/**
 * Which of the known targets a process runs on. The caller names its platform, because this package names no runtime's
 * API; the targets themselves are in `targets.ts`.
 */
import { FfiError } from "@koine/diagnostics";
import type { Target } from "./target.ts";
import { findTarget, requireTarget } from "./targets.ts";

const triples: ReadonlyMap<string, string> = new Map([
  ["linux-x64", "x86_64-unknown-linux-gnu"],
  ["linux-arm64", "aarch64-unknown-linux-gnu"],
  ["linux-riscv64", "riscv64-unknown-linux-gnu"],
  ["linux-ia32", "i686-unknown-linux-gnu"],
  ["linux-arm", "armv7-unknown-linux-gnueabihf"],
  ["darwin-x64", "x86_64-apple-darwin"],
  ["darwin-arm64", "aarch64-apple-darwin"],
  ["win32-x64", "x86_64-pc-windows-msvc"],
  ["win32-arm64", "aarch64-pc-windows-msvc"],
  ["emscripten-wasm32", "wasm32-unknown-emscripten"],
]);

/** What of a process decides about its target beside platform and architecture. */
export interface HostTraits {
  /** Whether its C library is musl. The layout rules are glibc's; what headers declare with them is not. */
  readonly isMusl?: boolean | undefined;
}

/**
 * Picks the target of a process.
 *
 * @param platform As Node's `process.platform`: `linux`, `darwin`, `win32`.
 * @param architecture As Node's `process.arch`: `x64`, `arm64`, `ia32`, `arm`, `riscv64`. LLVM's `x86_64` and `aarch64`
 * mean the same.
 * @throws {FfiError} `FFI_UNSUPPORTED` for every other pair.
 */
export function hostTarget(platform: string, architecture: string, { isMusl = false }: HostTraits = {}): Target {
  const triple = triples.get(`${platform}-${toNodeArchitecture(architecture)}`);
  const musl = isMusl ? findTarget(triple?.replace(/-gnu$/, "-musl") ?? "") : undefined;
  if (triple !== undefined) return musl ?? requireTarget(triple);
  throw new FfiError("FFI_UNSUPPORTED", `unsupported platform ${platform}-${architecture}`, {
    hint: `Koine knows ${[...triples.keys()].join(", ")}`,
    details: { platform, architecture },
  });
}

function toNodeArchitecture(architecture: string): string {
  if (architecture === "x86_64") return "x64";
  return architecture === "aarch64" ? "arm64" : architecture;
}
