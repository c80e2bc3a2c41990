/**
 * The source beside the header: the runtime, what an implementation in C is given, and the contract. It is compiled into the
 * library that implements the API, and needs C99 or C++11 and a compiler that knows atomic operations.
 */
import { code, CodeWriter } from "@koine/codegen";
import type { Abi } from "../../abi/abi-model.ts";
import { spellPrototype } from "./types.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderDocumentBanner } from "../document-banner.ts";
import { createCNames } from "./names.ts";
import type { CNames } from "./names.ts";
import { spellText } from "./values.ts";

/** Renders `{prefix}.c`. */
export function renderSource(plan: ApiPlan): string {
  const { abi } = plan;
  const names = createCNames(abi.prefix);
  const writer = new CodeWriter();
  writer.line(renderDocumentBanner(plan)).line(renderPreamble(names)).blank();
  writer.line(renderMemory(abi, names)).blank();
  writer.line(renderCancelToken(abi, names)).blank();
  return writer.line(renderContract(plan)).toString();
}

function renderPreamble({ producer, header, allocate, free }: CNames): string {
  return code`
    #ifndef ${producer}
    #define ${producer}
    #endif
    #include "${header}"

    #include <stdlib.h>
    #include <string.h>

    /* Define both to take the memory of results from elsewhere. */
    #ifndef ${allocate}
    #define ${allocate} malloc
    #endif
    #ifndef ${free}
    #define ${free} free
    #endif
  `;
}

function renderMemory({ runtime }: Abi, names: CNames): string {
  const { freeString, freeBytes } = runtime;
  const { allocate, free, copyString, copyBytes, copyValue, copyArray, allocateArray } = names;
  return code`
    void* ${allocateArray}(size_t count, size_t item_size) {
        void* items;
        if (item_size != 0 && count > SIZE_MAX / item_size) return NULL;
        /* A result of no bytes is not NULL, which would be an absent one. */
        items = ${allocate}(count == 0 || item_size == 0 ? 1 : count * item_size);
        if (items != NULL && count != 0 && item_size != 0) memset(items, 0, count * item_size);
        return items;
    }

    void* ${copyArray}(const void* items, size_t count, size_t item_size) {
        void* copy;
        if (items == NULL) return NULL;
        copy = ${allocateArray}(count, item_size);
        if (copy != NULL && count != 0) memcpy(copy, items, count * item_size);
        return copy;
    }

    void* ${copyValue}(const void* value, size_t size) {
        return ${copyArray}(value, 1, size);
    }

    uint8_t* ${copyBytes}(const void* data, size_t len) {
        return (uint8_t*)${copyArray}(data, len, 1);
    }

    char* ${copyString}(const char* text) {
        return text == NULL ? NULL : (char*)${copyArray}(text, strlen(text) + 1, 1);
    }

    ${spellPrototype(freeString)} {
        ${free}((void*)ptr);
    }

    ${spellPrototype(freeBytes)} {
        (void)len;
        ${free}(ptr);
    }

    ${renderErrors(runtime, names)}
  `;
}

function renderErrors({ error, errorClear }: Abi["runtime"], { free, errorSet, copyString }: CNames): string {
  return code`
    /* What an error says for whose own message memory did not suffice. */
    static const char exhausted[] = "memory is exhausted";

    ${spellPrototype(errorClear)} {
        if (err == NULL) return;
        if (err->message != exhausted) ${free}((void*)err->message);
        err->message = NULL;
        err->code = 0;
    }

    void ${errorSet}(${error.symbol}* err, int32_t code, const char* message) {
        if (err == NULL) return;
        ${errorClear.symbol}(err);
        err->code = code;
        err->message = ${copyString}(message);
        if (err->message == NULL && message != NULL) err->message = exhausted;
    }
  `;
}

function renderCancelToken({ runtime }: Abi, { allocate, free }: CNames): string {
  const { cancelToken, cancelTokenCreate, cancelTokenCancel, cancelTokenIsCancelled, cancelTokenDestroy } = runtime;
  const { symbol } = cancelToken;
  return code`
    /* Cancelled on one thread, asked on others. */
    struct ${symbol} {
        volatile long is_cancelled;
    };

    #if defined(_MSC_VER) && !defined(__clang__)
    #include <intrin.h>
    #define LOAD_FLAG(flag) _InterlockedCompareExchange((volatile long*)(flag), 0, 0)
    #define RAISE_FLAG(flag) _InterlockedExchange((flag), 1)
    #else
    #define LOAD_FLAG(flag) __atomic_load_n((flag), __ATOMIC_ACQUIRE)
    #define RAISE_FLAG(flag) __atomic_store_n((flag), 1, __ATOMIC_RELEASE)
    #endif

    ${spellPrototype(cancelTokenCreate)} {
        ${symbol}* token = (${symbol}*)${allocate}(sizeof(${symbol}));
        if (token != NULL) token->is_cancelled = 0;
        return token;
    }

    ${spellPrototype(cancelTokenCancel)} {
        if (token != NULL) RAISE_FLAG(&token->is_cancelled);
    }

    ${spellPrototype(cancelTokenIsCancelled)} {
        return token != NULL && LOAD_FLAG(&token->is_cancelled) != 0;
    }

    ${spellPrototype(cancelTokenDestroy)} {
        ${free}(token);
    }
  `;
}

function renderContract({ abi, contract }: ApiPlan): string {
  const { contractEntry, contract: declared } = abi.runtime;
  if (contract.length === 0) {
    return code`
      ${spellPrototype(declared)} {
          *out_len = 0;
          return NULL;
      }
    `;
  }
  const entries = contract.map(({ id, hash, path }) => `{${toHex(id)}, ${toHex(hash)}, ${spellText(path)}}`);
  return code`
    static const ${contractEntry.symbol} contract_entries[] = {
        ${entries.join(",\n")}
    };

    ${spellPrototype(declared)} {
        *out_len = sizeof contract_entries / sizeof contract_entries[0];
        return contract_entries;
    }
  `;
}

function toHex(value: bigint): string {
  return `UINT64_C(0x${value.toString(16).padStart(16, "0")})`;
}
