/** The first line of every generated file. It names the document without its folder, so that all machines write the same. */
import { renderBanner } from "@koine/codegen";
import type { ApiPlan } from "../plan/plan-model.ts";
import { generatorVersion } from "../version.ts";

/** Renders the banner; `//` begins a comment unless told. */
export function renderDocumentBanner({ api }: Pick<ApiPlan, "api">, commentPrefix = "//"): string {
  const path = api.file.replaceAll("\\", "/");
  const source = path.slice(path.lastIndexOf("/") + 1);
  return renderBanner({ sources: [source], version: generatorVersion, commentPrefix });
}
