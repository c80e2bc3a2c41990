/** A document to a resolved API: every name looked up, every value checked. Rules on the whole are in `validate/`. */
import { basename, extname } from "node:path";
import type { Report } from "../diagnostics/reporter.ts";
import type { Api, ApiImport, ApiModule, PackageMetadata } from "../model/api.ts";
import type { ApiDocument, DocumentModule } from "../model/document.ts";
import { toPlainValue } from "../parse/source-node.ts";
import { isOlderSchema } from "../schema/schema-version.ts";
import { indexDeclarations } from "./declaration-index.ts";
import { placed, resolveDeclaration } from "./module-context.ts";
import type { ModuleContext } from "./module-context.ts";
import { createPlaces } from "./resolve-context.ts";
import type { Places, ResolveContext } from "./resolve-context.ts";
import {
  resolveAlias,
  resolveConstant,
  resolveEnum,
  resolveErrors,
  resolveInterface,
  resolveRecord,
  resolveRichEnum,
} from "./resolve-declarations.ts";
import { indexMembers, resolveFlags } from "./resolve-flags.ts";
import { resolveCallback, resolveFunction, resolveListener } from "./resolve-function.ts";
import type { ValueMembers } from "./resolve-value.ts";

/** What is needed besides the document. */
export interface ResolveOptions {
  /** The file as the user named it. */
  readonly file: string;
  readonly imports: readonly ApiImport[];
  readonly report: Report;
}

/** A resolved document and where its parts are written. */
export interface ResolvedDocument {
  readonly document: ApiDocument;
  readonly api: Api;
  readonly places: Places;
}

/** Prefix of C names when the document gives none. */
const defaultPrefix = "koine";

/** Resolves a document. What is wrong is reported, and left out of the result or replaced by a stand-in. */
export function resolveApi(document: ApiDocument, { file, imports, report }: ResolveOptions): ResolvedDocument {
  const importedApis = new Map(imports.map(({ name, api }) => [name, api]));
  const places = createPlaces();
  const index = indexDeclarations(document, importedApis);
  const context = { index, report, places, isOlder: isOlderSchema(document.version.value) };
  const members = indexMembers(document, importedApis);
  const outer = { ...context, members, parentPath: [], errorDomain: undefined };
  const api: Api = {
    schema: document.version.value,
    file,
    package: resolvePackage(document, file),
    prefix: resolvePrefix(document),
    modules: document.modules.map((module) => resolveModule(outer, module)),
    generators: resolveGenerators(document),
    imports,
  };
  return { document, api, places };
}

interface OuterContext extends ResolveContext {
  readonly members: ValueMembers;
  readonly parentPath: readonly string[];
  readonly errorDomain: string | undefined;
}

function resolveModule(outer: OuterContext, node: DocumentModule): ApiModule {
  const path = [...outer.parentPath, node.name.value];
  const module = path.join(".");
  const errorDomain = node.errors === undefined ? outer.errorDomain : `${module}.${node.errors.name.value}`;
  const context: ModuleContext = { ...outer, module, errorDomain };
  const isRich = ({ variants }: DocumentModule["enums"][number]): boolean =>
    variants.some(({ fields }) => fields.length > 0);
  const result: ApiModule = {
    ...resolveDeclaration(node, outer.parentPath.join(".")),
    path,
    aliases: node.aliases.map((alias) => resolveAlias(context, alias)),
    constants: node.constants.flatMap((constant) => resolveConstant(context, constant)),
    enums: node.enums.filter((one) => !isRich(one)).map((one) => resolveEnum(context, one)),
    flags: node.flags.map((flags) => resolveFlags(context, flags)),
    richEnums: node.enums.filter(isRich).map((one) => resolveRichEnum(context, one)),
    records: node.structs.map((struct) => resolveRecord(context, struct)),
    interfaces: node.interfaces.map((one) => resolveInterface(context, one)),
    callbacks: node.callbacks.map((callback) => resolveCallback(context, callback)),
    listeners: node.listeners.map((listener) => resolveListener(context, listener, node)),
    ...(node.errors === undefined ? {} : { errorDomain: resolveErrors(context, node.errors) }),
    functions: node.functions.map((one) => resolveFunction(context, one, module)),
    modules: node.modules.map((inner) => resolveModule({ ...outer, parentPath: path, errorDomain }, inner)),
  };
  return placed(context, result, node);
}

function resolvePackage({ package: node }: ApiDocument, file: string): PackageMetadata {
  const stem = basename(file, extname(file));
  if (node === undefined) return { name: stem === "" ? defaultPrefix : stem, version: "0.1.0", authors: [] };
  const { name, version, authors, description, license, homepage, repository } = node;
  return {
    name: name.value,
    version: version.value,
    ...(description === undefined ? {} : { description: description.value }),
    ...(license === undefined ? {} : { license: license.value }),
    authors: authors.map(({ value }) => value),
    ...(homepage === undefined ? {} : { homepage: homepage.value }),
    ...(repository === undefined ? {} : { repository: repository.value }),
  };
}

/** Old documents give the prefix as an option of a generator. */
function resolvePrefix(document: ApiDocument): string {
  if (document.c_prefix !== undefined) return document.c_prefix.value;
  const { c, weaveffi } = resolveGenerators(document);
  const prefix = c?.["prefix"] ?? c?.["c_prefix"] ?? weaveffi?.["c_prefix"];
  return typeof prefix === "string" ? prefix : defaultPrefix;
}

function resolveGenerators({ generators }: ApiDocument): Api["generators"] {
  const entries = generators?.entries.flatMap(({ key, value }) =>
    value.kind === "mapping" ? [[key, toPlainValue(value) as Record<string, unknown>] as const] : [],
  );
  return Object.fromEntries(entries ?? []);
}
