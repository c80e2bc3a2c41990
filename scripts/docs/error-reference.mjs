/** Makes docs/reference/errors.md from the table of error codes. */
import { errorCodes } from "@koine/diagnostics";

const introduction = `# Errors

<!-- Made by scripts/docs.mjs from packages/diagnostics/src/error/error-codes.ts. Do not edit. -->

Everything that Koine throws on purpose is an \`FfiError\`. Its \`code\` is one of these, its message names the function and the
argument, \`hint\` says what to do, and \`details\` has the facts as data. How to work with them is in
[the guide](../guide/errors.md).
`;

/** @returns {string} */
export function renderErrorReference() {
  const entries = Object.entries(errorCodes).map(
    ([code, { summary, remedy }]) => `## ${code}\n\n${summary}\n\n*What to do:* ${remedy}\n`,
  );
  return [introduction, ...entries].join("\n");
}
