/**
 * Every C name that a declaration gets, in one place. The patterns are those of WeaveFFI's C target; what koine's own schema
 * adds follows them.
 */
import type { ApiModule } from "../model/index.ts";

/** Makes the C names of one document. */
export interface SymbolNames {
  /** A name of the runtime: `koine_error`, `koine_free_string`. */
  readonly runtime: (name: string) => string;
  /** What stands directly in a module: functions, types, typedefs. */
  readonly inModule: (module: ModulePath, name: string) => string;
  /** A part of a type: `Contact_create`, `Contact_get_name`, `Store_open`, `Color_Red`. */
  readonly inType: (module: ModulePath, type: string, part: string) => string;
}

/** The part of a module that names need. */
export type ModulePath = Pick<ApiModule, "path">;

/** Makes the C names of a document with this prefix. */
export function createSymbolNames(prefix: string): SymbolNames {
  const inModule = (module: ModulePath, name: string) => [prefix, ...module.path, name].join("_");
  return {
    runtime: (name) => `${prefix}_${name}`,
    inModule,
    inType: (module, type, part) => `${inModule(module, type)}_${part}`,
  };
}

/** Parts of the names of a record. */
export const recordParts = {
  create: "create",
  destroy: "destroy",
  getter: (field: string): string => `get_${field}`,
  builder: (record: string): string => `${record}Builder`,
  builderNew: "Builder_new",
  builderSetter: (field: string): string => `Builder_set_${field}`,
  builderBuild: "Builder_build",
  builderDestroy: "Builder_destroy",
} as const;

/** Parts of the names of a rich enum. */
export const richEnumParts = {
  tagType: "Tag",
  tag: "tag",
  destroy: "destroy",
  variantNew: (variant: string): string => `${variant}_new`,
  variantGetter: (variant: string, field: string): string => `${variant}_get_${field}`,
} as const;

/** Names that hang on a function or a member of an interface; `base` is its own name, with the interface before it. */
export const functionParts = {
  async: (base: string): string => `${base}_async`,
  callback: (base: string): string => `${base}_callback`,
  /** `list_entries` → `ListEntriesIterator`; a member of `Store` gets `Store_ListEntriesIterator`. */
  iterator: (name: string): string => `${toPascalCase(name)}Iterator`,
  stream: (name: string): string => `${toPascalCase(name)}Stream`,
  next: "next",
  nextAsync: "next_async",
  nextCallback: "next_callback",
  destroy: "destroy",
} as const;

/** Names of callbacks and listeners. */
export const eventParts = {
  callback: (name: string): string => `${name}_fn`,
  register: (listener: string): string => `register_${listener}`,
  unregister: (listener: string): string => `unregister_${listener}`,
} as const;

/** `list_entries` → `ListEntries`; capitals that stand already are kept. */
export function toPascalCase(name: string): string {
  return name
    .split("_")
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
