/**
 * How the glue in C copies and frees lists of texts and lists of its own objects; other lists are copied as they stand. A list
 * of which one item could not be copied is not copied at all.
 */
import { code } from "@koine/codegen";
import { createCNames } from "../../languages/c/names.ts";
import { copyName } from "./stored-field.ts";

/** What a call fails with whose memory does not suffice. */
export const exhausted = "memory is exhausted";

/** Renders what tells a copy that memory did not suffice for from one of nothing. */
export function renderIsCopied(): string {
  return code`
    static bool is_copied(const void* from, const void* copy) {
        return from == NULL || copy != NULL;
    }
  `;
}

/** Renders the copying and the freeing of lists of texts. */
export function renderTextLists(prefix: string): string {
  const { allocateArray, copyString } = createCNames(prefix);
  return code`
    ${renderFreeTexts(prefix)}

    static char** copy_texts(char* const* texts, size_t count) {
        char** copy;
        if (texts == NULL) return NULL;
        copy = (char**)${allocateArray}(count, sizeof *copy);
        for (size_t index = 0; copy != NULL && index < count; index++) {
            copy[index] = ${copyString}(texts[index]);
            if (is_copied(texts[index], copy[index])) continue;
            free_texts(copy, count);
            return NULL;
        }
        return copy;
    }
  `;
}

/** Renders the freeing alone. */
export function renderFreeTexts(prefix: string): string {
  return code`
    static void free_texts(char** texts, size_t count) {
        if (texts == NULL) return;
        for (size_t index = 0; index < count; index++) ${prefix}_free_string(texts[index]);
        ${prefix}_free_bytes((uint8_t*)texts, count * sizeof *texts);
    }
  `;
}

/** Renders the same of lists of objects that the glue can copy. */
export function renderObjectLists(prefix: string, symbol: string): string {
  return code`
    static void ${symbol}_free_list(${symbol}** items, size_t count) {
        if (items == NULL) return;
        for (size_t index = 0; index < count; index++) ${symbol}_destroy(items[index]);
        ${prefix}_free_bytes((uint8_t*)items, count * sizeof *items);
    }

    static ${symbol}** ${symbol}_copy_list(${symbol}* const* items, size_t count) {
        ${symbol}** copy;
        if (items == NULL) return NULL;
        copy = (${symbol}**)${createCNames(prefix).allocateArray}(count, sizeof *copy);
        for (size_t index = 0; copy != NULL && index < count; index++) {
            copy[index] = ${copyName(symbol)}(items[index]);
            if (is_copied(items[index], copy[index])) continue;
            ${symbol}_free_list(copy, count);
            return NULL;
        }
        return copy;
    }
  `;
}
