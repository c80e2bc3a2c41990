/** The targets that can be bound for: by their triples, and by what compilers, package systems and other languages call them. */
import { targets } from "@koine/ctypes/targets";

/** Triples of all targets that Koine knows. */
export const knownTargets: readonly string[] = Object.freeze(targets.map((target) => target.triple));

/**
 * Gives the triple of a target that is called by another name of it: `x86_64-linux-gnu` (Debian, Zig), `x86_64-pc-windows-gnu` (Rust),
 * `x86_64-w64-mingw32` (GNU's tools), `arm64-apple-macosx14.0` (Clang).
 *
 * @returns `undefined` for what is none.
 */
export function toKnownTarget(name: string): string | undefined {
  if (knownTargets.includes(name)) return name;
  const [, architecture = "", system = ""] =
    /^(\w+?)-(?:(?:unknown|pc|w64|apple|alpine|redhat|suse)-)?([\w.-]+)$/.exec(name) ?? [];
  return joinTarget(architecture, system);
}

/** Gives the triple that a name may be meant to be, which has its words in another order: `linux-x64`, `win32-arm64`. */
export function guessTarget(name: string): string | undefined {
  const words = name.toLowerCase().split("-");
  const architecture = words.find((word) => architectureOf(word) !== undefined);
  if (architecture === undefined) return undefined;
  const system = words.find((word) => /^(?:linux|darwin|macos|win32|windows|mingw\w*)/.test(word)) ?? "";
  const environment = ["musl", "gnu"].find((word) => words.includes(word));
  const candidates =
    system === "linux"
      ? [`linux-${environment ?? "gnu"}`, "linux-gnueabihf"]
      : [system, ...(system.startsWith("win") ? ["windows-msvc"] : [])];
  return candidates.map((full) => joinTarget(architecture, full)).find((triple) => triple !== undefined);
}

const architectures: readonly (readonly [name: string, others: RegExp])[] = [
  ["x86_64", /^(?:x86_64|amd64|x64)$/],
  ["aarch64", /^(?:aarch64|arm64)$/],
  ["i686", /^(?:i[3456]86|x86|ia32)$/],
  ["riscv64", /^riscv64(?:gc)?$/],
  ["armv7", /^arm(?:v7[al]?|hf)?$/],
  ["wasm32", /^wasm32$/],
];

/** The ends of triples, with what else they are called behind the architecture; Clang writes versions behind them. */
const systems: readonly (readonly [end: string, others: RegExp])[] = [
  ["unknown-linux-gnu", /^linux-gnu$/],
  ["unknown-linux-musl", /^linux-musl$/],
  ["unknown-linux-gnueabihf", /^linux-gnueabihf$/],
  ["apple-darwin", /^(?:darwin|macosx?)[\d.]*(?:-none)?$/],
  ["pc-windows-msvc", /^windows-msvc[\d.]*$/],
  ["w64-windows-gnu", /^(?:windows-gnu|mingw32|mingw64)$/],
  ["unknown-emscripten", /^emscripten$/],
];

function architectureOf(word: string): string | undefined {
  return architectures.find(([, others]) => others.test(word))?.[0];
}

function joinTarget(architecture: string, system: string): string | undefined {
  const end = systems.find(([, others]) => others.test(system))?.[0];
  const triple = `${architectureOf(architecture) ?? ""}-${end ?? ""}`;
  return knownTargets.find((known) => known === triple);
}
