/**
 * The plan of a document: for each declaration, what a consumer offers and which C functions it calls for that, with every
 * transfer, failure and release decided. Languages spell a plan; `plan-api.ts` makes it.
 */
import type {
  Abi,
  AbiEnumType,
  AbiFlagsType,
  AbiFunction,
  AbiFunctionPointerType,
  AbiStructType,
} from "../abi/abi-model.ts";
import type { CNamedType } from "../abi/c-type.ts";
import type {
  Api,
  ApiAlias,
  ApiCallback,
  ApiConstant,
  ApiDeclaration,
  ApiEnum,
  ApiErrorDomain,
  ApiField,
  ApiFlags,
  ApiInterface,
  ApiListener,
  ApiModule,
  ApiParameter,
  ApiRecord,
  ApiRichEnum,
  ApiRichVariant,
  ApiType,
  ConstantValue,
  DeclarationId,
} from "../model/index.ts";
import type { ContractEntry } from "./contract-entry.ts";
import type { Slots, TransferIn, TransferOut } from "./transfer.ts";

/** A whole document, ready to be spelled. */
export interface ApiPlan {
  readonly api: Api;
  readonly abi: Abi;
  /** Top-level modules; each holds its own. */
  readonly modules: readonly ModulePlan[];
  /** What a binding checks when it loads a library, sorted by id. */
  readonly contract: readonly ContractEntry[];
  /** The plans of imported documents: packages of their own, which this one uses. */
  readonly imports: readonly ImportPlan[];
}

/** Another document whose types this one uses. */
export interface ImportPlan {
  /** The name that identities of its declarations begin with, seen from this document. */
  readonly name: string;
  readonly plan: ApiPlan;
}

/** What one module offers, in the order of the document. */
export interface ModulePlan {
  readonly declaration: ApiModule;
  readonly aliases: readonly ApiAlias[];
  readonly constants: readonly ApiConstant[];
  readonly enums: readonly EnumPlan[];
  readonly flags: readonly FlagsPlan[];
  readonly errorDomain?: ErrorDomainPlan;
  readonly structs: readonly StructPlan[];
  readonly records: readonly RecordPlan[];
  readonly richEnums: readonly RichEnumPlan[];
  readonly interfaces: readonly InterfacePlan[];
  readonly callbacks: readonly CallbackPlan[];
  readonly listeners: readonly ListenerPlan[];
  readonly functions: readonly CallPlan[];
  readonly modules: readonly ModulePlan[];
}

/** An enum of numbers. */
export interface EnumPlan {
  readonly declaration: ApiEnum;
  readonly native: AbiEnumType;
}

/** A set of bits. */
export interface FlagsPlan {
  readonly declaration: ApiFlags;
  readonly native: AbiFlagsType;
}

/** Errors that functions of the module throw. */
export interface ErrorDomainPlan {
  readonly declaration: ApiErrorDomain;
  readonly native: AbiEnumType;
}

/** A struct by value. */
export interface StructPlan {
  readonly declaration: ApiRecord;
  readonly native: AbiStructType;
}

/** An opaque record. */
export interface RecordPlan {
  readonly declaration: ApiRecord;
  readonly native: CNamedType;
  readonly create: CallPlan;
  readonly getters: readonly GetterPlan[];
  readonly builder?: BuilderPlan;
  readonly destroy: AbiFunction;
}

/** A function that reads one field of an object; it cannot fail. Its slots are the object, then the out-slots. */
export interface GetterPlan {
  readonly field: ApiField;
  readonly symbol: AbiFunction;
  readonly result: TransferOut;
}

/** The builder of a record. */
export interface BuilderPlan {
  readonly native: CNamedType;
  readonly create: AbiFunction;
  readonly setters: readonly { readonly symbol: AbiFunction; readonly parameter: ParameterPlan }[];
  /** Gives the record; its receiver is the builder, which lives on. */
  readonly build: CallPlan;
  readonly destroy: AbiFunction;
}

/** An enum whose variants have fields. */
export interface RichEnumPlan {
  readonly declaration: ApiRichEnum;
  readonly native: CNamedType;
  readonly tagType: AbiEnumType;
  /** `int32_t tag(const E* self)`. */
  readonly tag: AbiFunction;
  readonly variants: readonly RichVariantPlan[];
  readonly destroy: AbiFunction;
}

/** A variant with what makes and reads it. */
export interface RichVariantPlan {
  readonly declaration: ApiRichVariant;
  readonly create: CallPlan;
  readonly getters: readonly GetterPlan[];
}

/** An object with methods. */
export interface InterfacePlan {
  readonly declaration: ApiInterface;
  readonly native: CNamedType;
  /** The first one named `new`, if any, is the canonical one. */
  readonly constructors: readonly CallPlan[];
  readonly methods: readonly CallPlan[];
  readonly statics: readonly CallPlan[];
  readonly destroy: AbiFunction;
}

/** A function of the consumer that the producer calls. */
export interface CallbackPlan {
  readonly declaration: ApiCallback;
  readonly native: AbiFunctionPointerType;
  /** What arrives; everything is lent until the callback returns. */
  readonly parameters: readonly CallbackParameterPlan[];
  /** By value, or void. What a callback that throws gives is zero. */
  readonly result: TransferOut;
}

/** A parameter of a callback. */
export interface CallbackParameterPlan {
  readonly declaration: ApiParameter;
  readonly transfer: TransferOut;
  readonly slots: Slots;
}

/** An event: registered with a callback, unregistered with the number that registering gave. */
export interface ListenerPlan {
  readonly declaration: ApiListener;
  readonly callback: CallbackPlan;
  readonly register: AbiFunction;
  readonly unregister: AbiFunction;
}

/** How the result of a call comes. */
export type Completion = "sync" | "async" | "iterator" | "stream";

/**
 * What can go wrong in a call.
 * - `domain`: `out_err` carries a code of the domain (or a generic code), thrown as a typed error;
 * - `generic`: `out_err` carries a code that no domain names: thrown as the library's base error;
 * - `none`: the C function has no `out_err`.
 */
export type Failure =
  | { readonly kind: "domain"; readonly domain: DeclarationId }
  | { readonly kind: "generic" }
  | { readonly kind: "none" };

/** One thing that a consumer can call. */
export interface CallPlan {
  /** The function of the document, or the record or variant that is made. */
  readonly declaration: ApiDeclaration;
  readonly completion: Completion;
  /** The C function that is called first: for async the launcher, for iterators what gives the iterator. */
  readonly symbol: AbiFunction;
  /** Whether the first slot is the object. */
  readonly hasReceiver: boolean;
  readonly parameters: readonly ParameterPlan[];
  /** What the call gives; for async what the promise gives, `void` for iterators and streams (see {@link CallPlan.items}). */
  readonly result: TransferOut;
  /** The document's type of the result; absent for none. */
  readonly resultType?: ApiType;
  readonly failure: Failure;
  /** Whether the launcher (or the next function of a stream) takes a cancel token. */
  readonly isCancellable: boolean;
  /** Only for `async`. */
  readonly async?: AsyncPlan;
  /** Only for `iterator` and `stream`. */
  readonly items?: ItemsPlan;
}

/** A parameter that the consumer gives. */
export interface ParameterPlan {
  readonly declaration: ApiParameter | ApiField;
  readonly transfer: TransferIn;
  readonly slots: Slots;
  /** Used when the consumer leaves it out. */
  readonly default?: ConstantValue;
}

/**
 * The completion of an async call. The callback comes exactly once, from any thread: context, error (NULL or code 0 for
 * none), then the result's slots. Strings, bytes and arrays in it are lent, objects are adopted.
 */
export interface AsyncPlan {
  readonly callback: AbiFunctionPointerType;
  readonly resultSlots: Slots;
}

/** The items of an iterator or a stream. */
export interface ItemsPlan {
  /** The iterator or stream itself; the consumer owns it. */
  readonly native: CNamedType;
  readonly item: TransferOut;
  /** The item's document type. */
  readonly itemType: ApiType;
  /** Iterator: `int32_t next(iterator, out_item…, out_err)`, 1 for an item and 0 at the end. Stream: the async launcher. */
  readonly next: AbiFunction;
  readonly nextSlots: Slots;
  /** Only for a stream: `(context, error, bool has_item, item…)`. */
  readonly nextCallback?: AbiFunctionPointerType;
  readonly destroy: AbiFunction;
}
