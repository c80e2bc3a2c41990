/** The rules on what must not stand in a file. The shape of files is `shape-rule.ts`. */
import { isOwnSource } from "./source-file.ts";
import type { SourceFile, Violation } from "./source-file.ts";
import { lineAt, scanSource } from "./source-scanner.ts";

/** Default exports that a tool demands. */
const demandedDefaults = new Set(["scripts/testing/quiet-reporter.mjs", "examples/libraries/koine.config.ts"]);

/** Checks that nothing is exported as default. */
export function checkDefaultExports(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => /\.(ts|mjs)$/.test(file.path) && isOwnSource(file) && !demandedDefaults.has(file.path))
    .flatMap((file) => {
      const { code } = scanSource(file.text);
      const uses = [...code.matchAll(/\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/g)];
      return uses.map((use) => `${file.path}:${String(lineAt(code, use.index))}: exports a default`);
    });
}

/** Checks that every note for later names its issue, as in `TODO(#12)`. */
export function checkNotesForLater(files: readonly SourceFile[]): Violation[] {
  return files.filter(isOwnSource).flatMap((file) =>
    scanSource(file.text).comments.flatMap((comment) => {
      const notes = [...comment.text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))/g)];
      return notes.map(
        (note) =>
          `${file.path}:${String(lineAt(file.text, comment.offset + note.index))}: ${note[0]} without an issue number`,
      );
    }),
  );
}

// In pieces, so that this file does not break its own rule.
const machineFolders = ["home", "root", "work", "Users"].join("|");
const machinePath = new RegExp(`(?<![\\w.@/-])/(?:${machineFolders})/[\\w.-]+`, "g");

/** Checks that no path of a developer's machine stands in the repository. */
export function checkMachinePaths(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => file.path !== "package-lock.json")
    .flatMap((file) =>
      [...file.text.matchAll(machinePath)].map(
        (match) => `${file.path}:${String(lineAt(file.text, match.index))}: "${match[0]}" is a path of one machine`,
      ),
    );
}

/** Checks that tests are neither narrowed to one nor left in a debugger. */
export function checkLeftovers(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => /\.(ts|mjs)$/.test(file.path) && isOwnSource(file))
    .flatMap((file) => {
      const { code } = scanSource(file.text);
      const uses = [...code.matchAll(/\b(?:test|it|describe)\.only\(|\bdebugger;/g)];
      return uses.map((use) => `${file.path}:${String(lineAt(code, use.index))}: "${use[0]}" was left in`);
    });
}

/** Checks that the changelog has a place for what is not released. */
export function checkChangelog(files: readonly SourceFile[]): Violation[] {
  const changelog = files.find((file) => file.path === "CHANGELOG.md");
  if (changelog === undefined) return ["CHANGELOG.md: is missing"];
  return /^## \[?Unreleased\]?\s*$/m.test(changelog.text) ? [] : ["CHANGELOG.md: has no section `## [Unreleased]`"];
}
