/** Which texts of a binding somebody reads: the others are neither rendered nor kept. */
import type { BindingTexts, BindOutput } from "../bind-result.ts";

/** The module as one file, the module in parts where it is large and as one file otherwise, or the spec. */
export type OutputText = "module" | "parts" | "spec";

/** What somebody may read who does not say what. */
export const allTexts: readonly OutputText[] = ["module", "parts", "spec"];

/** The texts of a binding as they are kept; `null` and no parts for those that nobody reads. */
export interface KeptTexts {
  readonly module: string | null;
  readonly specText: string | null;
  readonly parts: BindingTexts["parts"];
}

/** Renders what is read of a binding. */
export function renderTexts(output: BindingTexts, texts: readonly OutputText[]): KeptTexts {
  return {
    module: isModuleRead(output, texts) ? output.module : null,
    specText: texts.includes("spec") ? output.specText : null,
    parts: texts.includes("parts") ? output.parts : [],
  };
}

/** Gives a binding of which nothing else can be read, so that one that was just made does not depart from one that was kept. */
export function limitTexts(output: BindOutput, texts: readonly OutputText[]): BindOutput {
  if (!output.isBound || allTexts.every((text) => texts.includes(text))) return output;
  const { diagnostics, omissions, counts, sources, headers, isBound, wrapper } = output;
  return {
    diagnostics,
    omissions,
    counts,
    sources,
    headers,
    isBound,
    wrapper,
    get module() {
      return isModuleRead(output, texts) ? output.module : refuse("module", texts);
    },
    get specText() {
      return texts.includes("spec") ? output.specText : refuse("specText", texts);
    },
    get parts() {
      return texts.includes("parts") ? output.parts : refuse("parts", texts);
    },
  };
}

function isModuleRead(output: BindingTexts, texts: readonly OutputText[]): boolean {
  return texts.includes("module") || (texts.includes("parts") && output.parts.length === 0);
}

function refuse(name: keyof KeptTexts, texts: readonly OutputText[]): never {
  throw new Error(`${name} is not among the texts that the binding was made for: ${texts.join(", ")}`);
}
