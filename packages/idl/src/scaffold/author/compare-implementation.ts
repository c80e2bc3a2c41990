/** Tells how an author's files depart from what a document requires: what is missing, what changed, what is superfluous. */
import type { Diagnostic } from "@koine/diagnostics";
import { createDiagnostic } from "../../diagnostics/reporter.ts";
import type { TargetFile } from "../../languages/target.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import type { RequiredFunction, Scaffold } from "../scaffold.ts";
import { listDefinitions } from "./list-definitions.ts";
import type { Definition } from "./list-definitions.ts";
import { listAliases, readSignature } from "./read-signature.ts";
import type { TypeAliases } from "./read-signature.ts";
import { blankIgnored } from "./source-text.ts";

/** A definition with its file. */
interface Found extends Definition {
  readonly path: string;
}

/** What the author has written. */
interface Written {
  readonly scaffold: Scaffold;
  readonly plan: ApiPlan;
  /** The file that functions are added to. */
  readonly path: string;
  readonly found: readonly Found[];
  readonly aliases: TypeAliases;
  /** All files without comments and texts. */
  readonly text: string;
}

/**
 * Compares the files of an author with what a document requires.
 *
 * @param files The author's own, whatever they are called; those that are generated are not among them.
 */
export function compareImplementation(
  scaffold: Scaffold,
  plan: ApiPlan,
  files: readonly TargetFile[],
): readonly Diagnostic[] {
  const written = readFiles(scaffold, plan, files);
  const required = scaffold.listRequired(plan).map((one) => ({ one, found: findDefinition(one, written) }));
  const missing = required.flatMap(({ one, found }) =>
    found === undefined && !isMadeByMacro(one, written) ? [one] : [],
  );
  const used = new Set(required.flatMap(({ found }) => (found === undefined ? [] : [found])));
  const superfluous = written.found.filter((one) => !used.has(one) && isSuperfluous(one, written));
  return [
    ...missing.map((one) => tellMissing(one, written)),
    ...required.flatMap(({ one, found }) => (found === undefined ? [] : tellChanged(one, found, written))),
    ...superfluous.map((one) => tellSuperfluous(one, missing, written)),
  ];
}

/**
 * Finds packages of imported documents that the author's files do not name, which were written before there was the import.
 *
 * @param readFile Gives the text of a file below the output folder, or undefined.
 */
export function findMissingDependencies(
  scaffold: Scaffold,
  plan: ApiPlan,
  readFile: (path: string) => string | undefined,
): readonly Diagnostic[] {
  return (scaffold.listDependencies?.(plan) ?? []).flatMap(({ path, name, line }) => {
    const text = readFile(path);
    // As a key, in a table of its own (`[dependencies.name]`), or behind `require`.
    const words = text?.split(/[\s="'[\]]+/).map((word) => word.replace(/^dependencies\./, ""));
    if (words === undefined || words.includes(name)) return [];
    return [createDiagnostic("missing-implementation", { path, symbol: name, skeleton: line })];
  });
}

/** Whether files define something that a document requires, wherever they are. */
export function isImplementation(scaffold: Scaffold, plan: ApiPlan, files: readonly TargetFile[]): boolean {
  const written = readFiles(scaffold, plan, files);
  return scaffold.listRequired(plan).some((one) => findDefinition(one, written) !== undefined);
}

function readFiles(scaffold: Scaffold, plan: ApiPlan, files: readonly TargetFile[]): Written {
  const { name: language } = scaffold;
  const main = scaffold.renderImplementation(plan).path;
  const found = files.flatMap(({ path, text }) => {
    const outer = scaffold.placeOfFile?.(path) ?? "";
    return listDefinitions(text, language).map((one): Found => {
      return { ...one, path, place: [outer, one.place].filter((part) => part !== "").join("::") };
    });
  });
  const path = files.some((file) => file.path === main) ? main : (files[0]?.path ?? main);
  const aliases = listAliases(
    files.map(({ text }) => text),
    language,
  );
  return {
    scaffold,
    plan,
    path,
    found,
    aliases,
    text: files.map(({ text }) => blankIgnored(text, language)).join("\n"),
  };
}

function findDefinition({ name, place }: RequiredFunction, { scaffold, plan, found }: Written): Found | undefined {
  const named = found.filter((one) => one.name === name);
  const exact = named.find((one) => one.place === place || one.place.endsWith(`::${place}`));
  if (exact !== undefined || scaffold.name === "rust") return exact;
  if (scaffold.name === "c") return named.find((one) => one.place === "");
  if (scaffold.name === "cpp") return named.find((one) => one.place.endsWith("implementation"));
  // A type of the author's may have another name than that of the scaffold.
  const others = new Set(scaffold.listRequired(plan).map((one) => one.place));
  return place === "" ? undefined : named.find((one) => one.place !== "" && !others.has(one.place));
}

/** A macro that is given the name, outside of every function. */
function isMadeByMacro({ name }: RequiredFunction, { scaffold, text }: Written): boolean {
  if (scaffold.name !== "c" && scaffold.name !== "cpp" && scaffold.name !== "rust") return false;
  return new RegExp(String.raw`^\s*\w+ ?!? ?[({](?:[^;{}]*[\s,({])?${name}\s*[,)}]`, "m").test(text);
}

function isSuperfluous(found: Found, written: Written): boolean {
  const { scaffold, plan, text } = written;
  if (!scaffold.isOfDocument(found, plan)) return false;
  // What is called by the author's own code is a helper.
  const uses = text.match(new RegExp(String.raw`\b${found.name}\b`, "g"))?.length ?? 0;
  return scaffold.name === "rust" || uses <= 1;
}

function tellMissing({ declared, text }: RequiredFunction, { path }: Written): Diagnostic {
  const parameters = { path, symbol: declared.symbol, skeleton: text };
  return { ...createDiagnostic("missing-implementation", parameters), span: declared.owner?.span };
}

function tellChanged(required: RequiredFunction, found: Found, { scaffold, aliases }: Written): readonly Diagnostic[] {
  const expected = readSignature(required.text, scaffold.name);
  if (readSignature(found.head, scaffold.name, aliases) === expected) return [];
  const { declared, text } = required;
  const head = text
    .slice(0, text.indexOf("{"))
    .trim()
    .replaceAll(/\s*\n\s*/g, " ");
  const place = `${found.path}:${String(found.line)}`;
  const parameters = { place, symbol: declared.symbol, found: found.head, head };
  return [{ ...createDiagnostic("changed-implementation", parameters), span: declared.owner?.span }];
}

function tellSuperfluous(found: Found, missing: readonly RequiredFunction[], written: Written): Diagnostic {
  const { scaffold, aliases } = written;
  const own = readSignature(found.head, scaffold.name, aliases);
  const [same, ...others] = missing.filter(({ text }) => readSignature(text, scaffold.name) === own);
  const isRenamed = same !== undefined && others.length === 0;
  const advice = isRenamed ? `remove it, or rename it to \`${same.name}\`, which is missing` : "remove it";
  const place = `${found.path}:${String(found.line)}`;
  return createDiagnostic("superfluous-implementation", { place, name: found.name, advice });
}
