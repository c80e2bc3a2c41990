/**
 * What a person knows of a header that the header does not say: which pointers are results, who frees what, what means
 * failure. Plain data: it is written in `koine.config.ts`, kept in the spec, and spelled by `typescript/`.
 */

/** What a value is in JavaScript, where a C type leaves the choice. */
export type ValueForm = "string" | "bytes" | "pointer" | "boolean" | "number" | "bigint";

/** Which results mean failure, where it is not -1 or `NULL`. */
export type FailureRule = "negative" | "zero" | "nonzero";

/** How one value crosses. */
export interface ValueAnnotation {
  /**
   * `string` copies text, `bytes` is a buffer that is never `NULL`, `pointer` keeps the address of a `const char *`, `boolean` is for
   * integers, `number` and `bigint` for integers of 64 bits.
   */
  readonly as?: ValueForm;
  /** Of a string; UTF-8 or what C uses for the type when absent. */
  readonly encoding?: string;
  /** Whether it may be `NULL`; it may when absent, except for handles as parameters. */
  readonly nullable?: boolean;
}

/** A value that C hands over. */
export interface GivenAnnotation extends ValueAnnotation {
  /** The caller owns it: `true` for a handle, otherwise the function of the same library that frees it. */
  readonly owned?: true | string;
  /** It belongs to C. That is so when nothing is said; saying it is for readers, and for patterns that say otherwise. */
  readonly borrowed?: true;
  /** Name of the parameter that it points into and ends with. */
  readonly borrowedFrom?: string;
}

/** How JavaScript supplies a function that C calls. */
export interface CallbackAnnotation {
  /** How long C keeps it; for the length of the call when absent. */
  readonly lifetime?: "call" | "once" | "until" | "static";
  /** Which threads call it; only the one of JavaScript when absent. */
  readonly threads?: "caller" | "any";
  /** What C gets when the function throws or is gone. */
  readonly onThrow?: number | boolean | null;
  /** Runs on the caller's stack. */
  readonly stack?: "caller";
  /** By position, from 1. */
  readonly parameters?: Readonly<Record<string, CallbackParameterAnnotation>>;
  /** What the function gives. */
  readonly result?: CallbackResultAnnotation;
}

/** How what C passes to a callback crosses. */
export interface CallbackParameterAnnotation extends ValueAnnotation {
  /** Position of the parameter that has its number of elements, from 1, as text. */
  readonly sizedBy?: string;
  /** Its elements end with a zero: the function gets an array. */
  readonly nullTerminated?: true;
}

/** How what a callback returns crosses. */
export interface CallbackResultAnnotation {
  /** `boolean` is for integers, `number` and `bigint` for integers of 64 bits. */
  readonly as?: "boolean" | "number" | "bigint";
}

/** How a parameter crosses. */
export interface ParameterAnnotation extends GivenAnnotation {
  /** What it is called, where the header gives no name. */
  readonly name?: string;
  /** C writes through it: it comes back as a result, and is passed as well if it is `inout`. */
  readonly direction?: "out" | "inout";
  /** Name of the parameter that has its number of elements, which is then filled in. */
  readonly sizedBy?: string;
  /** Its elements end with a zero. */
  readonly nullTerminated?: true;
  /** C takes it over or frees it: after the call it is not to be used. */
  readonly transferred?: true;
  readonly callback?: CallbackAnnotation;
}

/** How a function is called. */
export interface FunctionAnnotation {
  /** What the module calls it. */
  readonly name?: string;
  /** By name, or by position from 1 where the header gives none. */
  readonly parameters?: Readonly<Record<string, ParameterAnnotation>>;
  readonly result?: GivenAnnotation;
  /** `true`: calls give `{ value, errno }`. `"throw"`: calls that fail throw it. */
  readonly errno?: true | "throw";
  /** Which results mean failure, for `errno: "throw"`. */
  readonly failure?: FailureRule;
  /** On which stack it runs when it calls back: the caller's, or one of so many bytes. */
  readonly stack?: "caller" | number;
}

/** How a member of a struct or union is read and written. */
export interface MemberAnnotation extends ValueAnnotation {
  /** Name of the member that has its number of elements. */
  readonly sizedBy?: string;
  readonly nullTerminated?: true;
}

/** What a type is. */
export interface TypeAnnotation {
  /** What the module calls it. */
  readonly name?: string;
  /** Its members are nobody's business. */
  readonly opaque?: true;
  /** Pointers to it are resources, which this function of the same library ends. */
  readonly handle?: string;
  /** Whether an enum has only the values that are named, any value, or sets of them. */
  readonly enum?: "closed" | "open" | "flags";
  /** Of the name of a type of functions, or of pointers to functions. */
  readonly callback?: CallbackAnnotation;
  readonly members?: Readonly<Record<string, MemberAnnotation>>;
}

/** What a spec says of one declaration; which part applies depends on its kind. */
export interface SpecAnnotation extends FunctionAnnotation, TypeAnnotation {}

/**
 * Annotations by name: exact, with `*` and `?`, or a regular expression between slashes. The more exact pattern decides, and
 * of two alike both, if they do not contradict each other.
 */
export interface Annotations {
  readonly functions?: Readonly<Record<string, FunctionAnnotation>>;
  readonly types?: Readonly<Record<string, TypeAnnotation>>;
}

/** What a renaming is told about a declaration. */
export interface NamedDeclaration {
  readonly kind: "function" | "type" | "constant" | "variable";
  readonly name: string;
  /** The header that declares it, relative to its include directory. */
  readonly file: string;
}

/**
 * New names: by name or pattern, where `*` in the new name stands for what `*` matched; or a function, which gives `undefined` for
 * what keeps its name.
 */
export type Renaming = Readonly<Record<string, string>> | ((declaration: NamedDeclaration) => string | undefined);
