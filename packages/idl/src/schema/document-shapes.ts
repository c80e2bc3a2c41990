/** Every map that a document may hold, with its keys. */
import type {
  ApiDocument,
  DocumentAlias,
  DocumentCallback,
  DocumentConstant,
  DocumentEnum,
  DocumentErrorCode,
  DocumentErrors,
  DocumentField,
  DocumentFlag,
  DocumentFlags,
  DocumentFunction,
  DocumentImport,
  DocumentInterface,
  DocumentListener,
  DocumentModule,
  DocumentPackage,
  DocumentParameter,
  DocumentStruct,
  DocumentVariant,
} from "../model/document.ts";
import { choiceOf, mapOf, mapsOf, rules } from "./shape.ts";
import type { TypedShape } from "./shape.ts";

const { text, texts, integer, boolean, textOrBoolean, type, value, table } = rules;

const name = { value: text, help: "the name: letters, digits and _", isRequired: true } as const;
const doc = { value: text, help: "what it is, for the reader of the generated code" } as const;
const marks = {
  deprecated: { value: text, help: "why it should not be used any more, and what instead", since: "1.0.0" },
  since: { value: text, help: "the version of the package that brought it", since: "1.0.0" },
} as const;
const described = { name, doc, ...marks } as const;
/** For maps that mostly stand in one line. */
const remarks = { doc, ...marks } as const;

const parameterShape: TypedShape<DocumentParameter> = {
  title: "a parameter",
  keys: {
    name,
    type: { value: type, help: "its type", isRequired: true },
    mutable: { value: boolean, help: "whether the producer may write through it" },
    default: { value, help: "the value when the caller leaves it out", since: "1.0.0" },
    ...remarks,
  },
};

const functionShape: TypedShape<DocumentFunction> = {
  title: "a function",
  keys: {
    ...described,
    deprecated: { value: text, help: marks.deprecated.help },
    since: { value: text, help: marks.since.help },
    params: { value: mapsOf(() => parameterShape), help: "its parameters in order" },
    return: { value: type, help: "the type of its result; without it there is none" },
    throws: {
      value: textOrBoolean,
      help: "true for the errors of the module, or the name of an error domain",
      since: "0.5.0",
    },
    async: { value: boolean, help: "whether the result comes later, by a callback" },
    cancellable: { value: boolean, help: "whether an async function takes a cancel token" },
  },
};

const fieldShape: TypedShape<DocumentField> = {
  title: "a field",
  keys: {
    name,
    type: { value: type, help: "its type", isRequired: true },
    default: { value, help: "the value when the creator leaves it out" },
    ...remarks,
  },
};

const structShape: TypedShape<DocumentStruct> = {
  title: "a struct",
  keys: {
    ...described,
    fields: { value: mapsOf(() => fieldShape), help: "its fields in order", isRequired: true },
    builder: { value: boolean, help: "whether a builder is generated" },
    layout: {
      value: choiceOf("opaque", "c"),
      help: "`c` for a C struct by value; otherwise it is opaque and read through getters",
      since: "1.0.0",
    },
    c_compatible: { value: boolean, help: "the same as `layout: c`", since: "1.0.0" },
  },
};

const variantShape: TypedShape<DocumentVariant> = {
  title: "a variant",
  keys: {
    name,
    value: { value: integer, help: "its number, 32-bit signed", isRequired: true },
    fields: { value: mapsOf(() => fieldShape), help: "what values of the variant hold", since: "0.4.0" },
    ...remarks,
  },
};

const enumShape: TypedShape<DocumentEnum> = {
  title: "an enum",
  keys: {
    ...described,
    variants: { value: mapsOf(() => variantShape), help: "its variants in order", isRequired: true },
  },
};

const flagShape: TypedShape<DocumentFlag> = {
  title: "a flag",
  keys: {
    name,
    value: { value, help: "its number, or a list of flags that it combines", isRequired: true },
    ...remarks,
  },
};

const flagsShape: TypedShape<DocumentFlags> = {
  title: "a set of flags",
  keys: {
    ...described,
    type: { value: choiceOf("u8", "u16", "u32", "u64"), help: "the integer that holds them; u32 when absent" },
    members: { value: mapsOf(() => flagShape), help: "the flags in order", isRequired: true },
  },
};

const interfaceShape: TypedShape<DocumentInterface> = {
  title: "an interface",
  keys: {
    ...described,
    constructors: { value: mapsOf(() => functionShape), help: "functions that make one; `new` is the canonical one" },
    methods: { value: mapsOf(() => functionShape), help: "functions that take one" },
    statics: { value: mapsOf(() => functionShape), help: "functions that belong to it without taking one" },
  },
};

const callbackShape: TypedShape<DocumentCallback> = {
  title: "a callback",
  keys: {
    ...described,
    params: { value: mapsOf(() => parameterShape), help: "what it is called with" },
    return: { value: type, help: "what it gives back", since: "1.0.0" },
  },
};

const listenerShape: TypedShape<DocumentListener> = {
  title: "a listener",
  keys: {
    name,
    event_callback: { value: text, help: "the callback of the module that each event calls", isRequired: true },
    ...remarks,
  },
};

const errorCodeShape: TypedShape<DocumentErrorCode> = {
  title: "an error code",
  keys: {
    name,
    code: { value: integer, help: "its number, 32-bit signed; not 0, -1 or -2", isRequired: true },
    message: { value: text, help: "what happened, for people" },
    ...remarks,
  },
};

const errorsShape: TypedShape<DocumentErrors> = {
  title: "an error domain",
  keys: {
    ...described,
    codes: { value: mapsOf(() => errorCodeShape), help: "its errors", isRequired: true },
  },
};

const aliasShape: TypedShape<DocumentAlias> = {
  title: "an alias",
  keys: { name, type: { value: type, help: "what it stands for", isRequired: true }, ...remarks },
};

const constantShape: TypedShape<DocumentConstant> = {
  title: "a constant",
  keys: {
    name,
    type: { value: type, help: "a scalar, string, enum or flags", isRequired: true },
    value: { value, help: "its value", isRequired: true },
    ...remarks,
  },
};

const moduleShape: TypedShape<DocumentModule> = {
  title: "a module",
  keys: {
    ...described,
    aliases: { value: mapsOf(() => aliasShape), help: "other names for types", since: "1.0.0" },
    constants: { value: mapsOf(() => constantShape), help: "values that never change", since: "1.0.0" },
    enums: { value: mapsOf(() => enumShape), help: "enums" },
    flags: { value: mapsOf(() => flagsShape), help: "sets of bits", since: "1.0.0" },
    structs: { value: mapsOf(() => structShape), help: "records" },
    interfaces: { value: mapsOf(() => interfaceShape), help: "objects with methods", since: "0.5.0" },
    callbacks: { value: mapsOf(() => callbackShape), help: "types of functions that the consumer writes" },
    listeners: { value: mapsOf(() => listenerShape), help: "events that consumers subscribe to" },
    errors: { value: mapOf(() => errorsShape), help: "the errors of the module" },
    functions: { value: mapsOf(() => functionShape), help: "functions" },
    modules: { value: mapsOf(() => moduleShape), help: "modules inside of this one" },
  },
};

const packageShape: TypedShape<DocumentPackage> = {
  title: "a package",
  keys: {
    name: { value: text, help: "the name in manifests", isRequired: true },
    version: { value: text, help: "the version in manifests", isRequired: true },
    description: { value: text, help: "one sentence" },
    license: { value: text, help: "an SPDX expression" },
    authors: { value: texts, help: "names, each maybe with an address" },
    homepage: { value: text, help: "an address" },
    repository: { value: text, help: "an address" },
  },
};

const importShape: TypedShape<DocumentImport> = {
  title: "an import",
  keys: {
    name: { value: text, help: "what references to its types begin with", isRequired: true },
    file: { value: text, help: "the other document, relative to this one", isRequired: true },
  },
};

/** The whole document. */
export const documentShape: TypedShape<ApiDocument> = {
  title: "a document",
  keys: {
    version: { value: text, help: 'the schema version, "1.0.0"', isRequired: true },
    doc: { value: text, help: "what the whole package is", since: "1.0.0" },
    package: { value: mapOf(() => packageShape), help: "what manifests say" },
    c_prefix: { value: text, help: "what every C name begins with; koine when absent" },
    imports: { value: mapsOf(() => importShape), help: "documents whose types this one uses", since: "1.0.0" },
    modules: { value: mapsOf(() => moduleShape), help: "the modules", isRequired: true },
    generators: { value: table, help: "options of the targets, by target" },
  },
};
