/**
 * Names of the Python target: snake_case for what is called and given, PascalCase for types, and for each declaration the
 * module and the identifier under which other modules find it.
 */
import { NameScope } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiPlan, ModulePlan } from "../../plan/plan-model.ts";
import { ModuleNames } from "../module-names.ts";
import { toSnakeCase } from "../name-cases.ts";

const reservedWords: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield match case type
  self cls bool bytes dict float int list str tuple ctypes dataclass enum annotations Exception
  property staticmethod classmethod object super memoryview`.split(/\s+/),
);

/** Names that the generated code gives its own locals and imports. */
const ownNames = [
  "_native",
  "_support",
  "_error",
  "_result",
  "_length",
  "_keys",
  "_values",
  "_scope",
  "_items",
  "_value",
  "_from",
  "_callback",
  "_token",
];

/** The policy of generated modules. */
export const pythonNames: NamePolicy = Object.freeze({
  reservedWords,
  spell: (name: string, kind: NameKind): string => {
    if (kind === "constant") return name;
    return kind === "type" ? toPascalCase(name) : toSnakeCase(name);
  },
  isIdentifier: (text: string): boolean => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(text),
  localPrefix: "_",
  conflictSuffix: "_",
});

/** Makes the names of a document. */
export function createNames(plan: ApiPlan): ModuleNames {
  return new ModuleNames(plan, { policy: pythonNames, ownNames: () => ownNames, fileOf: moduleName });
}

/** The Python module of a module: its path joined with `_`. */
export function moduleName(plan: ModulePlan): string {
  const name = plan.declaration.path.map(toSnakeCase).join("_");
  return reservedWords.has(name) || name.startsWith("_") ? `${name}_` : name;
}

/** Names that do not meet: of each other, and of what every object has. */
export function claimMembers(names: readonly string[], taken: readonly string[] = []): readonly string[] {
  const scope = new NameScope(pythonNames, { taken: ["close", ...taken] });
  return names.map((name) => scope.claim(name, "member"));
}
