/** Makes docs/reference/errors.md from the table of error codes. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../process/repository-root.mjs";

const introduction = `# Errors

<!-- Made by scripts/docs.mjs from packages/diagnostics/src/error/error-codes.ts. Do not edit. -->

Everything that Koine throws on purpose is an \`FfiError\`. Its \`code\` is one of these, its message names the function and the
argument, \`hint\` says what to do, and \`details\` has the facts as data. How to work with them is in
[the guide](../guide/errors.md).
`;

/** @returns {Promise<string>} */
export async function renderErrorReference() {
  const built = join(repositoryRoot, "packages", "diagnostics", "dist", "index.js");
  const { errorCodes } = /** @type {typeof import("../../packages/diagnostics/src/index.ts")} */ (
    await import(pathToFileURL(built).href)
  );
  const entries = Object.entries(errorCodes).map(
    ([code, { summary, remedy }]) => `## ${code}\n\n${summary}\n\n*What to do:* ${remedy}\n`,
  );
  return [introduction, ...entries].join("\n");
}
