/** What a module imports from `koine`: what its exports turn out to use. */
import type { ExportedValue } from "./exported-value.ts";
import type { ModuleNames } from "./module-names.ts";

type ImportedName = (typeof values)[number] | (typeof types)[number];

const values = [
  "c",
  "declareAlias",
  "declareByTarget",
  "declareEnum",
  "declareFlags",
  "declareLibrary",
  "declareMacro",
  "declareStruct",
  "declareUnion",
  "Pointer",
] as const;
const types = ["CType", "ReadonlyVariable", "Variable"] as const;

/** Collects what is used. */
export class ModuleImports {
  readonly used: Set<ImportedName> = new Set();

  /** Notes what an export uses. Literals use nothing. */
  note({ expression, stated, isCall }: ExportedValue, names: ModuleNames): void {
    if (stated === undefined && !isCall) return;
    for (const name of values) {
      if (!this.used.has(name) && expression.includes(`${names[name]}${callMarks[name] ?? "("}`)) this.used.add(name);
    }
    for (const name of types) {
      if (!this.used.has(name) && mentions(`${stated ?? ""} ${expression}`, names[name])) this.used.add(name);
    }
    if (!this.used.has("c") && (stated ?? "").includes(`${names.c}.`)) this.used.add("c");
  }

  /** Lists the imports, types after values. */
  render(names: ModuleNames): readonly string[] {
    return [
      ...values.flatMap((name) => (this.used.has(name) ? [renderImport(name, names[name])] : [])),
      ...types.flatMap((name) => (this.used.has(name) ? [`type ${renderImport(name, names[name])}`] : [])),
    ];
  }
}

/** What follows the names of values that are not called. */
const callMarks: Readonly<Record<string, string>> = { c: ".", Pointer: ".from(" };

function mentions(text: string, name: string): boolean {
  return text.startsWith(`${name}<`) || text.includes(`: ${name}`);
}

function renderImport(name: string, local: string): string {
  return name === local ? name : `${name} as ${local}`;
}
