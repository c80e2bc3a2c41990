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

/** What no code has in it. */
const between = "\0";

/** Collects what is used. */
export class ModuleImports {
  readonly #used = new Set<ImportedName>();
  readonly #names: ModuleNames;
  readonly #marks: readonly Mark[];
  readonly #expressions: string[] = [];
  readonly #types: string[] = [];

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
    this.#expressions.push(expression);
    if (stated !== "") this.#types.push(stated);
  }

  /** Looks for all names in one text: there are thousands of exports. */
  #findUsed(): void {
    const expressions = this.#expressions.join(between);
    const stated = between + this.#types.join(between);
    for (const mark of this.#marks) if (isUsed(mark, expressions, stated)) this.#used.add(mark.name);
  }

  /** Notes a name that no export mentions. */
  use(name: ImportedName): void {
    this.#used.add(name);
  }

  /** Lists the imports, types after values. */
  render(): readonly string[] {
    this.#findUsed();
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
function isUsed({ name, inside, start }: Mark, expressions: string, stated: string): boolean {
  if (expressions.includes(inside)) return true;
  if (start === undefined) return name === "c" && stated.includes(inside);
  return stated.includes(between + start) || stated.includes(inside);
}

function renderImport(name: string, local: string): string {
  return name === local ? name : `${name} as ${local}`;
}
