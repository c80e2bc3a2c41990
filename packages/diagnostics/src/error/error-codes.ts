/**
 * The one table of run-time error codes. The union type, the reference page and the test that every code is thrown by
 * at least one test are made from it. What a thrown error looks like is in `ffi-error.ts`.
 */

/** Describes one run-time error code. */
export interface ErrorCodeEntry {
  /** One sentence that says what went wrong, for the reference page. */
  readonly summary: string;
  /** One sentence that says what to do about it. */
  readonly remedy: string;
}

/** Every code that an error may have, with what it means and what to do about it. */
export const errorCodes = {
  FFI_LIBRARY_NOT_FOUND: {
    summary: "No file matched the library name, or the loader refused every candidate.",
    remedy:
      "Install the library, pass its path, or list alternatives; the error lists each candidate and why it failed.",
  },
  FFI_LIBRARY_CLOSED: {
    summary: "A function, pointer or symbol of a library was used after the library was closed.",
    remedy: "Close the library after its last use, or do not close it at all.",
  },
  FFI_SYMBOL_NOT_FOUND: {
    summary: "The library does not export the symbol.",
    remedy: "Check the spelling against the suggestions in the error, or the version of the library.",
  },
  FFI_ARGUMENT_COUNT: {
    summary: "A native function was called with the wrong number of arguments.",
    remedy: "Pass exactly the declared parameters.",
  },
  FFI_ARGUMENT_TYPE: {
    summary: "A value has a JavaScript type that the C type does not accept.",
    remedy: "Pass one of the accepted types that the error names.",
  },
  FFI_ARGUMENT_RANGE: {
    summary: "A number is outside the range of the C type, or not an integer where one is needed.",
    remedy: "Pass a value inside the range that the error names.",
  },
  FFI_RESULT_TYPE: {
    summary: "A callback returned a value that its declared C result type does not accept.",
    remedy: "Return a value of the declared type.",
  },
  FFI_UNSAFE_INTEGER: {
    summary: "A 64-bit integer does not fit a JavaScript number without losing bits.",
    remedy: "Use the type without `.number`, which gives a bigint.",
  },
  FFI_DECLARATION_SYNTAX: {
    summary: "A C declaration cannot be parsed.",
    remedy: "Correct the declaration at the token that the error points at.",
  },
  FFI_DECLARATION_TYPE: {
    summary: "A declaration names an unknown type, or uses a type where C does not allow it.",
    remedy: "Declare the type, or use one that is allowed at that place.",
  },
  FFI_STALE_BINDING: {
    summary: "A binding was generated from another API document than the library was built from.",
    remedy: "Generate the binding again, or install the library that fits it; the error names every difference.",
  },
  FFI_USE_AFTER_FREE: {
    summary: "Memory, an arena or a handle was used after it was released.",
    remedy: "Keep the owner alive for as long as what it handed out is used.",
  },
  FFI_OUT_OF_BOUNDS: {
    summary: "A read or write lies outside memory of known size.",
    remedy: "Stay inside the bounds that the error names.",
  },
  FFI_NULL_POINTER: {
    summary: "A null pointer was read or written through.",
    remedy: "Check for null first.",
  },
  FFI_READ_ONLY: {
    summary: "A variable that is declared as read-only was written.",
    remedy: "Declare it without const, or leave it as it is.",
  },
  FFI_OUT_OF_MEMORY: {
    summary: "Native memory could not be allocated.",
    remedy: "Ask for less, or free what is no longer needed.",
  },
  FFI_STACK_OVERFLOW: {
    summary: "A native function that calls back used up the stack that it ran on, and was given up.",
    remedy: "Give it a larger stack, or end its recursion. Do not use again what it was working on.",
  },
  FFI_BUFFER_DETACHED: {
    summary: "A buffer was passed after its memory had been transferred elsewhere.",
    remedy: "Pass the buffer before transferring it, or pass a copy.",
  },
  FFI_STRING_CONTENT: {
    summary: "A string cannot be represented as the C string that was declared.",
    remedy: "Remove embedded NUL characters, or pass bytes with a length.",
  },
  FFI_ERRNO: {
    summary: "A C function failed and set errno.",
    remedy: "Handle the failure that the error names, such as ENOENT; it is in `errno` and `errnoName` of the error.",
  },
  FFI_LAST_ERROR: {
    summary: "A function of Windows failed and set the last error of its thread.",
    remedy: "Handle the failure that the error names; it is in `lastError` and `lastErrorName` of the error.",
  },
  FFI_CALLBACK_RELEASED: {
    summary: "A callback was used after it was released, or after the call that it was passed to.",
    remedy: "Release a callback only when native code can no longer call it, and declare its lifetime.",
  },
  FFI_CALLBACK_THREW: {
    summary: "A callback threw where nobody can receive the error.",
    remedy: "Catch the error inside the callback.",
  },
  FFI_PERMISSION_DENIED: {
    summary: "The runtime was started with permissions that do not allow native code.",
    remedy: "Start Node with --allow-addons where --permission is used, and Deno with --allow-ffi.",
  },
  FFI_CALLBACK_THREAD: {
    summary: "Native code called a callback on a thread that may not run JavaScript.",
    remedy: 'Declare the callback with `threads: "any"`.',
  },
  FFI_UNSUPPORTED: {
    summary: "This runtime, platform or version cannot do what was asked.",
    remedy: "Use a backend that can; the error names the missing capability and what has it.",
  },
} as const;

errorCodes satisfies Record<string, ErrorCodeEntry>;

/** The code of a run-time error. */
export type FfiErrorCode = keyof typeof errorCodes;
