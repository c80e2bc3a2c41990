/**
 * Bindings of the language tests that are not made by the producer itself: one target of a document, for the library under its
 * test name, and for a document that was changed. What is built once for all is in `producer.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadApi, renderTargets } from "@koine/idl";
import { languagesRoot } from "./producer.ts";

/** What is rendered, and where to. */
export interface Binding {
  readonly feature: string;
  readonly target: string;
  /** The folder that gets the files. */
  readonly folder: string;
  /** Options of the target, besides the library's name. */
  readonly options?: Readonly<Record<string, string>>;
  /** Changes the text of the document before it is rendered. */
  readonly edit?: (document: string) => string;
}

/** Renders a binding of a feature's document, which looks for `lib{prefix}.so`. Gives the folder of the target. */
export function renderBinding({ feature, target, folder, options = {}, edit = (text) => text }: Binding): string {
  const file = join(folder, `${feature}.yml`);
  writeFileSync(file, edit(readFileSync(join(languagesRoot, "documents", `${feature}.yml`), "utf8")));
  const { api, diagnostics } = loadApi(file);
  if (api === undefined) throw new Error(JSON.stringify(diagnostics));
  const rendered = renderTargets({ ...api, generators: { [target]: { library: api.prefix, ...options } } }, [target]);
  const errors = rendered.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  for (const { path, text } of rendered.files) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return join(folder, target);
}
