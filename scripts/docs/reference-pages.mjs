/** The reference pages that are made from code: which there are, and what makes each. */
import { renderCapabilityReference } from "./capability-reference.mjs";
import { renderJsonSchema } from "@koine/idl";
import { renderDocumentDiagnostics } from "./document-diagnostics.mjs";
import { renderErrorReference } from "./error-reference.mjs";

/**
 * Renders every page. A page whose sources cannot be asked on this machine is left out.
 *
 * @returns {ReadonlyMap<string, string>} Texts by path in the repository.
 */
export function renderReferencePages() {
  const pages = new Map([
    ["docs/reference/errors.md", renderErrorReference()],
    ["docs/diagnostics/idl.md", renderDocumentDiagnostics()],
    ["docs/reference/koine.schema.json", renderJsonSchema()],
  ]);
  const capabilities = renderCapabilityReference();
  if (capabilities !== undefined) pages.set("docs/reference/capabilities.md", capabilities);
  return pages;
}
