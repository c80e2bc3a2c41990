/**
 * Bindings of the language tests that are not made by the producer itself: one target of a document, for the library under its
 * test name, and for a document that was changed. What is built once for all is in `producer.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { loadApi, renderTargets } from "@koine/idl";
import type { Api } from "@koine/idl";
import { languagesRoot } from "./producer.ts";

/** What is rendered, and where to. */
export interface Binding {
  readonly feature: string;
  readonly target: string;
  /** The folder that gets the files. */
  readonly folder: string;
  /** Options of the target for a document, besides the library's name. */
  readonly options?: (feature: string) => Readonly<Record<string, string>>;
  /** Changes the text of the document before it is rendered. */
  readonly edit?: (document: string) => string;
}

/**
 * Renders a binding of a feature's document, which looks for `lib{prefix}.so`; those of imported documents are in folders of
 * their own below it, see {@link importedBinding}. Gives the folder of the target.
 */
export function renderBinding(binding: Binding): string {
  const { feature, folder, edit = (text) => text } = binding;
  const original = join(languagesRoot, "documents", `${feature}.yml`);
  // What a document imports is beside it.
  const text = edit(readFileSync(original, "utf8")).replaceAll("file: ", `file: ${dirname(original)}/`);
  const file = join(folder, `${feature}.yml`);
  writeFileSync(file, text);
  const { api, diagnostics } = loadApi(file);
  if (api === undefined) throw new Error(JSON.stringify(diagnostics));
  return write(withOptions(api, binding), binding.target, folder);
}

/** The folder of the target of an imported document. */
export function importedBinding(folder: string, feature: string, target: string): string {
  return join(folder, feature, target);
}

function withOptions(api: Api, binding: Binding): Api {
  const { target, options = () => ({}) } = binding;
  return {
    ...api,
    generators: { [target]: { library: api.prefix, ...options(basename(api.file, ".yml")) } },
    imports: api.imports.map((one) => ({ ...one, api: withOptions(one.api, binding) })),
  };
}

function write(api: Api, target: string, folder: string): string {
  for (const { api: imported } of api.imports) write(imported, target, join(folder, basename(imported.file, ".yml")));
  const rendered = renderTargets(api, [target]);
  const errors = rendered.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  for (const { path, text } of rendered.files) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return join(folder, target);
}
