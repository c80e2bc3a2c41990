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

/** How a text shows that it uses a name. */
interface Mark {
  readonly name: ImportedName;
  /** What a value or its type has in it. */
  readonly inside: string;
  /** What the type of a value begins with. */
  readonly start: string | undefined;
}

/** Collects what is used. */
export class ModuleImports {
  readonly #used = new Set<ImportedName>();
  readonly #names: ModuleNames;
  /** Of the names that were not seen yet. */
  #marks: readonly Mark[];

  constructor(names: ModuleNames) {
    this.#names = names;
    this.#marks = [
      ...values.map((name) => ({ name, inside: `${names[name]}${callMarks[name] ?? "("}`, start: undefined })),
      ...types.map((name) => ({ name, inside: `: ${names[name]}`, start: `${names[name]}<` })),
    ];
  }

  /** Notes what an export uses. Literals use nothing. */
  note({ expression, stated = "", isCall }: ExportedValue): void {
    if (stated === "" && !isCall) return;
    for (const mark of this.#marks) {
      if (isUsed(mark, expression, stated)) this.use(mark.name);
    }
  }

  /** Notes a name that no export mentions. */
  use(name: ImportedName): void {
    this.#used.add(name);
    this.#marks = this.#marks.filter((mark) => mark.name !== name);
  }

  /** Lists the imports, types after values. */
  render(): readonly string[] {
    const names = this.#names;
    return [
      ...values.flatMap((name) => (this.#used.has(name) ? [renderImport(name, names[name])] : [])),
      ...types.flatMap((name) => (this.#used.has(name) ? [`type ${renderImport(name, names[name])}`] : [])),
    ];
  }
}

/** What follows the names of values that are not called. */
const callMarks: Readonly<Record<string, string>> = { c: ".", Pointer: ".from(" };

/** Values mention values; types mention types, and `c`, from which their own come. */
function isUsed({ name, inside, start }: Mark, expression: string, stated: string): boolean {
  if (expression.includes(inside)) return true;
  if (start === undefined) return name === "c" && stated.includes(inside);
  return stated.startsWith(start) || stated.includes(inside);
}

function renderImport(name: string, local: string): string {
  return name === local ? name : `${name} as ${local}`;
}
