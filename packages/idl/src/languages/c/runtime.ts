/** The parts of a header that no document changes but for its prefix: macros, the runtime, what producers are given. */
import { code } from "@koine/codegen";
import type { Abi } from "../../abi/abi-model.ts";
import { runtimeFunctions } from "../../abi/lower-runtime.ts";
import type { CNames } from "./names.ts";
import { spellPrototype } from "./types.ts";

/** Renders the macros: visibility, deprecation, static assertions. */
export function renderMacros(names: CNames, hasStructs: boolean): string {
  const { api, producer, static: linkedStatically, deprecated } = names;
  return code`
    /* Define ${producer} where the API is implemented; define ${linkedStatically} where a static library is used. */
    #if defined(_WIN32) && defined(${linkedStatically})
    #define ${api}
    #elif defined(_WIN32) && defined(${producer})
    #define ${api} __declspec(dllexport)
    #elif defined(_WIN32)
    #define ${api} __declspec(dllimport)
    #elif defined(__GNUC__)
    #define ${api} __attribute__((visibility("default")))
    #else
    #define ${api}
    #endif

    #if defined(_MSC_VER)
    #define ${deprecated}(message) __declspec(deprecated(message))
    #elif defined(__GNUC__)
    #define ${deprecated}(message) __attribute__((deprecated(message)))
    #else
    #define ${deprecated}(message)
    #endif
    ${hasStructs ? ["", ...renderStaticAssert(names)] : []}
  `;
}

/** Before C11 there is no assertion; a function that takes an array of negative length cannot be declared. */
function renderStaticAssert({ staticAssert, staticAssertion }: CNames): readonly string[] {
  return [
    "#if defined(__cplusplus)",
    `#define ${staticAssert}(condition, message) static_assert(condition, message)`,
    "#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L",
    `#define ${staticAssert}(condition, message) _Static_assert(condition, message)`,
    "#else",
    `#define ${staticAssert}(condition, message) extern void ${staticAssertion}(int[(condition) ? 1 : -1])`,
    "#endif",
  ];
}

/** Renders the types and functions that every library of the prefix has. */
export function renderRuntime({ runtime }: Abi, { api }: CNames): string {
  const prototype = (declared: Parameters<typeof spellPrototype>[0]): string =>
    `${spellPrototype(declared, `${api} `)};`;
  const [errorClear, freeString, freeBytes, create, cancel, isCancelled, destroy, contract] =
    runtimeFunctions(runtime).map(prototype);
  const { error, handle, cancelToken, contractEntry } = runtime;
  return code`
    /* A number that only the library understands. */
    typedef uint64_t ${handle.symbol};

    /* What a call failed with. Begin with {0, NULL}; a code of 0 is success. */
    typedef struct ${error.symbol} {
        int32_t code;
        const char* message;
    } ${error.symbol};

    /* Asks a running call to end early; it must outlive the call that was given it. */
    typedef struct ${cancelToken.symbol} ${cancelToken.symbol};

    /* What a declaration was when the library was built; bindings compare it with their own. */
    typedef struct ${contractEntry.symbol} {
        uint64_t id;
        uint64_t hash;
        const char* path;
    } ${contractEntry.symbol};

    /* Frees the message and sets the code to 0; may be called again. */
    ${errorClear ?? ""}
    /* Frees text that a function returned. */
    ${freeString ?? ""}
    /* Frees bytes, arrays and boxed values that a function returned; the length is in bytes. */
    ${freeBytes ?? ""}
    ${create ?? ""}
    ${cancel ?? ""}
    ${isCancelled ?? ""}
    ${destroy ?? ""}
    /* Gives the declarations that the library was built with, sorted by id. */
    ${contract ?? ""}
  `;
}

/** Explains what the signatures cannot say. */
export function renderConventions({ runtime }: Abi): string {
  return code`
    /*
     * Parameters are borrowed for the call. What is returned belongs to the caller: text to ${runtime.freeString.symbol}, arrays and
     * boxed values to ${runtime.freeBytes.symbol} (their items first), objects to their _destroy. NULL stands for an absent
     * optional value. A list is a pointer and a length; a map is parallel arrays of keys and values with one length.
     * Callbacks are lent what they are given, except objects in the completion of an async call, which they own.
     */
  `;
}

/** Renders what an implementation in C is given; all of it is in the generated source. */
export function renderProducerSection({ runtime }: Abi, names: CNames): string {
  const { producer, local, errorSet, copyString, copyBytes, copyValue, copyArray, allocateArray } = names;
  return code`
    #if defined(${producer})
    /* For the implementation; results made with these are freed by the caller with the functions above. */
    #if defined(__GNUC__) && !defined(_WIN32)
    #define ${local} __attribute__((visibility("hidden")))
    #else
    #define ${local}
    #endif

    /* Sets an error with a copy of the message; does nothing when err is NULL. */
    ${local} void ${errorSet}(${runtime.error.symbol}* err, int32_t code, const char* message);
    /* Each copy is NULL only for NULL, or when memory is exhausted. */
    ${local} char* ${copyString}(const char* text);
    ${local} uint8_t* ${copyBytes}(const void* data, size_t len);
    ${local} void* ${copyValue}(const void* value, size_t size);
    ${local} void* ${copyArray}(const void* items, size_t count, size_t item_size);
    /* Gives zeroed memory for an array that is returned, for an empty one, too. */
    ${local} void* ${allocateArray}(size_t count, size_t item_size);
    #endif
  `;
}
