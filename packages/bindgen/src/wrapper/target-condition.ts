/** How C tells the targets of a spec apart: conditions on what their compilers predefine. */
import { findTarget } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";

const architectures: Readonly<Record<Target["architecture"], string>> = {
  x64: "(defined(__x86_64__) || defined(_M_X64))",
  arm64: "(defined(__aarch64__) || defined(_M_ARM64))",
  ia32: "(defined(__i386__) || defined(_M_IX86))",
  arm: "(defined(__arm__) || defined(_M_ARM))",
  riscv64: "(defined(__riscv) && __riscv_xlen == 64)",
  wasm32: "defined(__wasm32__)",
};

const platforms: Readonly<Record<Target["platform"], string>> = {
  linux: "defined(__linux__)",
  darwin: "defined(__APPLE__)",
  win32: "defined(_WIN32)",
  emscripten: "defined(__EMSCRIPTEN__)",
};

/** What a triple ends in. The C library's macro is there after any of its headers. */
const environments: Readonly<Record<string, string>> = {
  gnu: "!defined(_MSC_VER)",
  msvc: "defined(_MSC_VER)",
  musl: "!defined(__GLIBC__)",
  glibc: "defined(__GLIBC__)",
};

/** Conditions for some of the targets of a spec: each says no more than what is needed to tell them from the others. */
export class TargetConditions {
  readonly #parts: ReadonlyMap<string, readonly string[]>;

  /** @param triples All targets of the spec. */
  constructor(triples: readonly string[]) {
    const parts = triples.map((triple) => [triple, partsOf(triple)] as const);
    const isCommon = (place: number): boolean => new Set(parts.map(([, own]) => own[place])).size === 1;
    this.#parts = new Map(parts.map(([triple, own]) => [triple, own.filter((_part, place) => !isCommon(place))]));
  }

  /** Gives the condition of `#if` that holds for these targets and for no others of the spec. */
  render(triples: readonly string[]): string {
    const chosen = triples.map((triple) => this.#parts.get(triple) ?? []);
    const width = chosen[0]?.length ?? 0;
    // One part may be enough: on Windows, whatever the architecture.
    for (let place = 0; place < width; place++) {
      const words = new Set(chosen.map((own) => own[place]));
      const others = [...this.#parts].filter(([triple]) => !triples.includes(triple));
      if (others.every(([, own]) => !words.has(own[place]))) return [...words].join(" || ");
    }
    return chosen.map((own) => (chosen.length > 1 ? `(${own.join(" && ")})` : own.join(" && "))).join(" || ");
  }
}

function partsOf(triple: string): readonly string[] {
  const target = findTarget(triple);
  if (target === undefined) return [];
  const last = triple.slice(triple.lastIndexOf("-") + 1).replace(/eabihf$/, "");
  const isGlibc = last === "gnu" && target.platform === "linux";
  return [
    platforms[target.platform],
    architectures[target.architecture],
    environments[isGlibc ? "glibc" : last] ?? "1",
  ];
}
