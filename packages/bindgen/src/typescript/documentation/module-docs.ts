/** The documentation of a module: what the spec has, as TSDoc. */
import { referencePrefixes } from "../../spec/render-type.ts";
import type { ModuleNames } from "../module-names.ts";
import { toTsdoc } from "./to-tsdoc.ts";

/** Gives documentation by the key of a declaration, a member or an enumerator. */
export class ModuleDocs {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #linkOf: (name: string) => string | undefined;

  constructor(texts: ReadonlyMap<string, string>, { exports: identifiers, enumerators }: ModuleNames) {
    this.#texts = texts;
    const { struct, union, enum: enumeration } = referencePrefixes;
    this.#linkOf = (name) =>
      identifiers.get(name) ??
      identifiers.get(struct + name) ??
      enumerators.get(name) ??
      identifiers.get(union + name) ??
      identifiers.get(enumeration + name);
  }

  /**
   * Gives the text for a key; `undefined` when there is none.
   *
   * @param hasMembers Whether it is a struct, a union or an enum.
   */
  get(key: string, hasMembers = false): string | undefined {
    const text = this.#texts.get(key);
    if (text === undefined) return undefined;
    const name = key.slice(Math.max(key.lastIndexOf("."), key.indexOf(":")) + 1);
    return toTsdoc(text, { name, hasMembers, linkOf: this.#linkOf });
  }
}

/** Adds a paragraph to a text, in front of its blocks. */
export function addToDescription(documentation: string, paragraph: string): string {
  const start = documentation.search(/^@[a-z]+ /m);
  if (start < 0) return `${documentation}\n\n${paragraph}`;
  return `${documentation.slice(0, start)}${paragraph}\n\n${documentation.slice(start)}`;
}
