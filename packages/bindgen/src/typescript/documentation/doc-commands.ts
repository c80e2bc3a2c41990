/** What the commands of Doxygen, gtk-doc and FreeType's documentation mean, as far as TSDoc has it. */

/** What a command at the start of a line does. */
export type DocCommand =
  /** Starts a block of TSDoc. */
  | { readonly kind: "block"; readonly tag: "param" | "returns" | "see" | "deprecated" | "since" | "throws" }
  /** A value that may be returned: an item of what is returned. */
  | { readonly kind: "value" }
  /** Is text itself. */
  | { readonly kind: "text" }
  /** A paragraph with a title; without one, what follows is the title. */
  | { readonly kind: "titled"; readonly title: string | undefined }
  /** An item of a list. */
  | { readonly kind: "item" }
  /** The line says where something stands, and nothing about it. */
  | { readonly kind: "nothing" };

const blocks: Readonly<Record<string, Extract<DocCommand, { readonly kind: "block" }>["tag"]>> = {
  param: "param",
  return: "returns",
  returns: "returns",
  result: "returns",
  sa: "see",
  see: "see",
  deprecated: "deprecated",
  since: "since",
  throw: "throws",
  throws: "throws",
  exception: "throws",
};

const titles: Readonly<Record<string, string>> = {
  note: "Note",
  remark: "Remark",
  remarks: "Remarks",
  attention: "Attention",
  warning: "Warning",
  pre: "Precondition",
  post: "Postcondition",
  invariant: "Invariant",
  todo: "To do",
  bug: "Bug",
  version: "Version",
  author: "Author",
  authors: "Authors",
  date: "Date",
  copyright: "Copyright",
  threadsafety: "Thread safety",
  thread_safety: "Thread safety",
};

const texts: readonly string[] = "brief short details internal".split(" ");
const silent: readonly string[] = (
  "ingroup addtogroup defgroup weakgroup file fn def typedef enum struct union var class name anchor page section subsection " +
  "headerfile private public protected hideinitializer showinitializer callgraph callergraph cond endcond endif example " +
  "private_section public_section"
).split(" ");

const commands: ReadonlyMap<string, DocCommand> = new Map<string, DocCommand>([
  ...Object.entries(blocks).map(([word, tag]) => [word, { kind: "block", tag }] as const),
  ...Object.entries(titles).map(([word, title]) => [word, { kind: "titled", title }] as const),
  ...texts.map((word) => [word, { kind: "text" }] as const),
  ...silent.map((word) => [word, { kind: "nothing" }] as const),
  ["retval", { kind: "value" }],
  ["li", { kind: "item" }],
  ["arg", { kind: "item" }],
  ["par", { kind: "titled", title: undefined }],
]);

/** Tells what a command of Doxygen is that starts a line; `undefined` for what is none, or means the same in TSDoc. */
export function findCommand(word: string): DocCommand | undefined {
  return commands.get(word);
}

/** What a section of FreeType's comments has: text, parameters that are named by `name ::`, or what is returned. */
export type DocSection = "text" | "entries" | "returns" | "nothing" | "note" | "since";

const sections: Readonly<Record<string, DocSection>> = {
  function: "nothing",
  functype: "nothing",
  macro: "nothing",
  type: "nothing",
  struct: "nothing",
  enum: "nothing",
  description: "text",
  input: "entries",
  inout: "entries",
  output: "entries",
  fields: "entries",
  values: "entries",
  return: "returns",
  note: "note",
  since: "since",
};

/** Tells what a section of FreeType's comments is, by the word between `@` and `:`. */
export function findSection(word: string): DocSection | undefined {
  return Object.hasOwn(sections, word) ? sections[word] : undefined;
}
