/**
 * A document without the parts that have errors, so that what is left can be lowered, and the names that it gets in C can be
 * compared although other things are wrong.
 */
import type { Diagnostic, Span } from "@koine/diagnostics";
import type {
  Api,
  ApiDeclaration,
  ApiField,
  ApiFunction,
  ApiInterface,
  ApiModule,
  ApiRecord,
  ApiRichEnum,
} from "../model/api.ts";
import type { Places } from "../resolve/resolve-context.ts";

/** Drops the innermost declarations that an error points into. */
export function withoutFaults(api: Api, places: Places, diagnostics: readonly Diagnostic[]): Api {
  const faults = diagnostics.flatMap(({ severity, span }) =>
    severity === "error" && span?.file === api.file ? [span.start] : [],
  );
  if (faults.length === 0) return api;
  const pruner = createPruner(places, new Set(faults));
  return { ...api, modules: pruner.keep(api.modules, pruner.module) };
}

interface Pruner {
  /** Keeps what has no faults of its own, each pruned inside. */
  readonly keep: <T extends ApiDeclaration>(all: readonly T[], prune?: (one: T) => T) => readonly T[];
  readonly module: (module: ApiModule) => ApiModule;
}

function createPruner(places: Places, faults: Set<number>): Pruner {
  /** Takes the faults of a declaration; tells whether there were any. */
  const takeFaults = (declaration: ApiDeclaration): boolean => {
    const span = places.declarations.get(declaration)?.span;
    const own = span === undefined ? [] : [...faults].filter((start) => isInside(start, span));
    for (const start of own) faults.delete(start);
    return own.length > 0;
  };
  const keep: Pruner["keep"] = (all, prune = (one) => one) =>
    all.flatMap((one) => {
      // Faults of what is inside are taken first; what is left is the declaration's own.
      const pruned = prune(one);
      return takeFaults(one) ? [] : [pruned];
    });
  const fields = (all: readonly ApiField[]): readonly ApiField[] => keep(all);
  const callable = (one: ApiFunction): ApiFunction => ({ ...one, parameters: keep(one.parameters) });
  const record = (one: ApiRecord): ApiRecord => ({ ...one, fields: fields(one.fields) });
  const richEnum = (one: ApiRichEnum): ApiRichEnum => ({
    ...one,
    variants: keep(one.variants, (variant) => ({ ...variant, fields: fields(variant.fields) })),
  });
  const object = (one: ApiInterface): ApiInterface => ({
    ...one,
    constructors: keep(one.constructors, callable),
    methods: keep(one.methods, callable),
    statics: keep(one.statics, callable),
  });
  const module = (one: ApiModule): ApiModule => {
    const { errorDomain, ...rest } = one;
    const domains = keep(errorDomain === undefined ? [] : [errorDomain]);
    return {
      ...rest,
      aliases: keep(one.aliases),
      constants: keep(one.constants),
      enums: keep(one.enums, (declared) => ({ ...declared, variants: keep(declared.variants) })),
      flags: keep(one.flags, (declared) => ({ ...declared, members: keep(declared.members) })),
      richEnums: keep(one.richEnums, richEnum),
      records: keep(one.records, record),
      interfaces: keep(one.interfaces, object),
      callbacks: keep(one.callbacks, (callback) => ({ ...callback, parameters: keep(callback.parameters) })),
      listeners: keep(one.listeners),
      ...(domains[0] === undefined ? {} : { errorDomain: domains[0] }),
      functions: keep(one.functions, callable),
      modules: keep(one.modules, module),
    };
  };
  return { keep, module };
}

function isInside(start: number, span: Span): boolean {
  return start >= span.start && start < Math.max(span.end, span.start + 1);
}
