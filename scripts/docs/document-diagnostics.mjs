/** Makes docs/diagnostics/idl.md from the catalogue of diagnostics, with the report of each that its test expects. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "@koine/idl";
import { repositoryRoot } from "../process/repository-root.mjs";

const introduction = `# Diagnostics of API documents

<!-- Made by scripts/docs.mjs from packages/idl/src/diagnostics. Do not edit. -->

What \`koine validate\`, \`koine generate\` and \`koine lint\` report about API documents. All mistakes of a document are reported at once, each
at its place. Errors end the command with exit code 1. Under each code stands the report of a document that has the mistake; the document
itself is in \`tests/languages/diagnostics\`.
`;

/** @returns {string} */
export function renderDocumentDiagnostics() {
  const names = Object.keys(catalogue).sort();
  return [introduction, ...names.map(renderEntry)].join("\n");
}

/** @param {string} name */
function renderEntry(name) {
  const entry = catalogue[/** @type {keyof typeof catalogue} */ (name)];
  const older =
    entry.olderSeverity === undefined
      ? ""
      : ` In documents of schemas before 1.0.0 it is only a ${entry.olderSeverity}.`;
  const counterparts =
    entry.counterparts === undefined
      ? ""
      : `\n\nWeaveFFI calls it ${entry.counterparts.map((one) => `\`${one}\``).join(", ")}.`;
  return `## ${name}\n\n${entry.summary}${older}${counterparts}\n\n\`\`\`\n${readReport(name)}\n\`\`\`\n`;
}

/**
 * The first diagnostic of that name in the report; changes have one, too.
 *
 * @param {string} name
 */
function readReport(name) {
  const file = join(repositoryRoot, "tests", "languages", "diagnostics", name, "expected.txt");
  const reports = readFileSync(file, "utf8").trimEnd().split("\n\n");
  return (reports.find((report) => report.includes(`[idl/${name}]`)) ?? "").trimEnd();
}
