/**
 * Names of the TypeScript target: camelCase for what is called and given, PascalCase for types, and for each declaration the
 * file and the identifier under which other files find it.
 */
import { typescriptNames } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiPlan, ModulePlan } from "../../plan/plan-model.ts";
import { ModuleNames } from "../module-names.ts";

/** `list_entries` → `listEntries`; what is camelCase already stays. */
export function toCamelCase(name: string): string {
  const pascal = toPascalCase(name);
  const capitals = /^[A-Z0-9_]+$/.test(name) ? pascal.length : 1;
  return name.includes("_") || capitals === 1
    ? pascal.slice(0, 1).toLowerCase() + pascal.slice(1)
    : pascal.toLowerCase();
}

/** The policy of generated modules. */
export const apiNames: NamePolicy = Object.freeze({
  ...typescriptNames,
  spell: (name: string, kind: NameKind): string => {
    if (kind === "constant") return name;
    return kind === "type" ? toPascalCase(name) : toCamelCase(name);
  },
  localPrefix: "$",
});

/** What the files of a module import, so that no declaration may be called so. */
const importedNames = [
  "symbols",
  "errors",
  "freeBytes",
  "freeString",
  "cancelTokens",
  "native",
  "adopt",
  "adoptOrNull",
  "lendOrNull",
  "toMap",
  "requireTexts",
  "throwReceived",
  "ToError",
  "CancelOptions",
  "NativeStream",
  "lend",
  "enterCallback",
  "leaveCallback",
  "pack",
  "checkOne",
  "addressable",
  "requireLength",
  "requireBytes",
  "requirePointer",
  "requireList",
  "requireMap",
  "requireObject",
  "requireObjectOrNull",
  "requireFunction",
  "CallbackFailure",
  "toApiError",
  "takeBytes",
  "takeBoxed",
  "takeItems",
  "takeText",
  "copyBytes",
  "startAsync",
  "NativeObject",
  "NativeState",
  "NativeIterator",
  "ItemIterator",
  "ItemStream",
  "NativeStream",
  "Subscription",
  "ApiError",
  "readError",
  "c",
  "module",
  "process",
];

/** Makes the names of a document. */
export function createNames(plan: ApiPlan): ModuleNames {
  return new ModuleNames(plan, {
    policy: apiNames,
    ownNames: ({ imports }) => [...importedNames, ...imports.map(({ name }) => name)],
    fileOf: moduleFile,
  });
}

/** The file of a module: its path joined with dashes. */
export function moduleFile(module: ModulePlan): string {
  return module.declaration.path.join("-").replaceAll("_", "-");
}
