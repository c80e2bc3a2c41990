/**
 * Bindings that were made before. For each key there is a list of variants, one for each state of the headers that was seen:
 * what it depends on, and the name of its result. How files are kept is in `cache-directory.ts`, how dependencies are compared
 * in `dependencies.ts`.
 */
import { createHash } from "node:crypto";
import type { BindingTexts, BindOutput, BindReport } from "../bind-result.ts";
import type { CacheDirectory } from "./cache-directory.ts";
import { checkDependencies } from "./dependencies.ts";
import type { Dependencies } from "./dependencies.ts";
import type { KeptFileIdentity } from "./kept-file.ts";
import { renderTexts } from "./wanted-texts.ts";
import type { OutputText } from "./wanted-texts.ts";

/** Of older states only so many are remembered, such as those of other branches. */
const maximumVariants = 4;

interface Variant {
  readonly result: string;
  readonly dependencies: Dependencies;
}

/** What a result file says before the texts. */
interface OutputFacts extends Omit<BindReport, "sources"> {
  readonly headers: readonly string[];
  readonly sources: readonly (readonly [string, string])[];
  /** Of module, spec, wrapper and parts, in UTF-16 code units; `null` for what there is not, or what nobody reads. */
  readonly lengths: readonly (number | null)[];
  /** Names of the parts. */
  readonly partNames: readonly string[];
}

/** A binding that gave something, and what is read of it. */
export interface KeptBinding {
  readonly output: BindReport & BindingTexts;
  readonly texts: readonly OutputText[];
}

/** Finds and keeps bindings. */
export class BindCache {
  readonly #directory: CacheDirectory;

  constructor(directory: CacheDirectory) {
    this.#directory = directory;
  }

  /** Finds the binding that was made from what is there now. */
  find(key: string): BindOutput | undefined {
    const variants = this.#readVariants(key);
    for (const [index, variant] of variants.entries()) {
      const dependencies = checkDependencies(variant.dependencies, Date.now());
      if (dependencies === null) continue;
      const text = this.#directory.read(identifyResult(variant.result));
      if (text === undefined) continue;
      if (dependencies !== variant.dependencies || index > 0) {
        const others = variants.filter((other) => other !== variant);
        this.#writeVariants(key, [{ ...variant, dependencies }, ...others]);
      }
      this.#directory.touch(identifyResult(variant.result));
      return parseOutput(text);
    }
    return undefined;
  }

  /** Keeps what is read of a binding; the key says what that is. */
  store(key: string, { output, texts }: KeptBinding, dependencies: Dependencies): void {
    const contents = JSON.stringify([key, dependencies.files.map(([path, hash]) => [path, hash])]);
    const result = createHash("sha256").update(contents).digest("hex").slice(0, 32);
    if (!this.#directory.write(identifyResult(result), renderOutput(output, texts))) return;
    const others = this.#readVariants(key).filter((variant) => variant.result !== result);
    this.#writeVariants(key, [{ result, dependencies }, ...others].slice(0, maximumVariants));
  }

  #readVariants(key: string): readonly Variant[] {
    const text = this.#directory.read(identifyManifest(key));
    // The file is whole, so that we wrote it, and the key says that this very version did.
    return text === undefined ? [] : (JSON.parse(text) as readonly Variant[]);
  }

  #writeVariants(key: string, variants: readonly Variant[]): void {
    this.#directory.write(identifyManifest(key), JSON.stringify(variants));
  }
}

function identifyManifest(key: string): KeptFileIdentity {
  return { kind: "manifest", subject: key };
}

function identifyResult(result: string): KeptFileIdentity {
  return { kind: "result", subject: result };
}

/** One line of JSON, then the texts as they are: parsing megabytes of JSON strings would take longer than all the rest. */
function renderOutput(output: KeptBinding["output"], read: readonly OutputText[]): string {
  const { diagnostics, omissions, counts, sources, headers, wrapper } = output;
  const { module, specText, parts } = renderTexts(output, read);
  const texts = [module, specText, wrapper, ...parts.map((part) => part.text)];
  const partNames = parts.map(({ name }) => name);
  const lengths = texts.map((text) => text?.length ?? null);
  const facts: OutputFacts = { diagnostics, omissions, counts, sources: [...sources], headers, lengths, partNames };
  return `${JSON.stringify(facts)}\n${texts.join("")}`;
}

function parseOutput(text: string): BindOutput {
  let position = text.indexOf("\n") + 1;
  const { lengths, sources, partNames, ...facts } = JSON.parse(text.slice(0, position)) as OutputFacts;
  const [module = null, specText = null, wrapper = null, ...partTexts] = lengths.map((length) => {
    position += length ?? 0;
    return length === null ? null : text.slice(position - length, position);
  });
  // Only bindings that gave something are kept, and what is `null` is not read: `wanted-texts.ts` sees to it.
  const parts = partNames.map((name, place) => ({ name, text: partTexts[place] ?? "" }));
  return { ...facts, isBound: true, sources: new Map(sources), module, specText, wrapper, parts } as BindOutput;
}
