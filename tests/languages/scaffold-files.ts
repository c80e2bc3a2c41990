/** Lays the files of scaffolds for the tests that compile them as they are. */
import assert from "node:assert/strict";
import { renderTargets, scaffolds } from "@koine/idl";
import type { Scaffold } from "@koine/idl";
import { loadDocument, withImports, writeFiles } from "./producer.ts";

/** Finds a scaffold that must be there. */
export function requireScaffold(name: string): Scaffold {
  const scaffold = scaffolds.find((one) => one.name === name);
  assert.ok(scaffold !== undefined);
  return scaffold;
}

/** Writes the C of a document with a scaffold's files, and gives their paths. */
export function layScaffold(directory: string, feature: string, language: string): readonly string[] {
  const scaffold = requireScaffold(language);
  const { plan, files } = renderTargets(loadDocument(feature), ["c"]);
  const glue = [...scaffold.renderGlue(plan), ...(scaffold.renderOthers?.(plan) ?? [])];
  return writeFiles(directory, [...files, ...glue, scaffold.renderImplementation(plan)]);
}

/** The same for the documents that it imports, too, which are implemented beside it. */
export function layScaffolds(directory: string, feature: string, language: string): readonly string[] {
  return withImports(feature).flatMap((name) => layScaffold(directory, name, language));
}
