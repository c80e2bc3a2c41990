/* Items that are pulled one by one. */
#include "iterators.h"
#include "probe.h"

#include <stdio.h>
#include <string.h>

typedef iterators_sequence_Entry Entry;
typedef iterators_sequence_Table Table;

struct iterators_sequence_Entry {
    char* key;
    int64_t value;
};

Entry* iterators_sequence_Entry_create(const char* key, int64_t value, iterators_error* out_err) {
    Entry* entry = probe_allocate(sizeof *entry);
    (void)out_err;
    *entry = (Entry){probe_text(key), value};
    return entry;
}

void iterators_sequence_Entry_destroy(Entry* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->key);
    probe_free(ptr);
}

const char* iterators_sequence_Entry_get_key(const Entry* ptr) {
    return iterators_copy_string(ptr->key);
}

int64_t iterators_sequence_Entry_get_value(const Entry* ptr) {
    return ptr->value;
}

static Entry* make_entry(uint32_t index, iterators_error* out_err) {
    char key[32];
    snprintf(key, sizeof key, "key %u", index);
    return iterators_sequence_Entry_create(key, (int64_t)index * 10, out_err);
}

struct iterators_sequence_Table {
    uint32_t size;
};

Table* iterators_sequence_Table_new(uint32_t size, iterators_error* out_err) {
    (void)out_err;
    return probe_copy(&(Table){size}, sizeof(Table));
}

void iterators_sequence_Table_destroy(Table* self) {
    probe_free(self);
}

struct iterators_sequence_Table_EntriesIterator {
    uint32_t next;
    uint32_t limit;
};

iterators_sequence_Table_EntriesIterator* iterators_sequence_Table_entries(
    const Table* self,
    iterators_error* out_err) {
    (void)out_err;
    return probe_copy(&(iterators_sequence_Table_EntriesIterator){0, self->size}, 2 * sizeof(uint32_t));
}

int32_t iterators_sequence_Table_EntriesIterator_next(
    iterators_sequence_Table_EntriesIterator* iter,
    Entry** out_item,
    iterators_error* out_err) {
    if (iter->next == iter->limit) return 0;
    *out_item = make_entry(iter->next++, out_err);
    return 1;
}

void iterators_sequence_Table_EntriesIterator_destroy(iterators_sequence_Table_EntriesIterator* iter) {
    probe_free(iter);
}

struct iterators_sequence_CountIterator {
    int32_t next;
    int32_t limit;
};

iterators_sequence_CountIterator* iterators_sequence_count(int32_t limit, iterators_error* out_err) {
    (void)out_err;
    return probe_copy(&(iterators_sequence_CountIterator){0, limit}, sizeof(iterators_sequence_CountIterator));
}

int32_t iterators_sequence_CountIterator_next(
    iterators_sequence_CountIterator* iter,
    int32_t* out_item,
    iterators_error* out_err) {
    (void)out_err;
    if (iter->next >= iter->limit) return 0;
    *out_item = iter->next++;
    return 1;
}

void iterators_sequence_CountIterator_destroy(iterators_sequence_CountIterator* iter) {
    probe_free(iter);
}

struct iterators_sequence_WordsIterator {
    char* text;
    size_t position;
};

iterators_sequence_WordsIterator* iterators_sequence_words(const char* text, iterators_error* out_err) {
    (void)out_err;
    return probe_copy(
        &(iterators_sequence_WordsIterator){probe_text(text), 0}, sizeof(iterators_sequence_WordsIterator));
}

int32_t iterators_sequence_WordsIterator_next(
    iterators_sequence_WordsIterator* iter,
    const char** out_item,
    iterators_error* out_err) {
    const char* start = iter->text + iter->position + strspn(iter->text + iter->position, " ");
    const size_t length = strcspn(start, " ");
    char* word;
    (void)out_err;
    if (length == 0) return 0;
    word = iterators_allocate_array(length + 1, 1);
    memcpy(word, start, length);
    iter->position = (size_t)(start - iter->text) + length;
    *out_item = word;
    return 1;
}

void iterators_sequence_WordsIterator_destroy(iterators_sequence_WordsIterator* iter) {
    if (iter == NULL) return;
    probe_free(iter->text);
    probe_free(iter);
}

struct iterators_sequence_EntriesIterator {
    uint32_t next;
    uint32_t limit;
};

iterators_sequence_EntriesIterator* iterators_sequence_entries(uint32_t count, iterators_error* out_err) {
    (void)out_err;
    return probe_copy(&(iterators_sequence_EntriesIterator){0, count}, sizeof(iterators_sequence_EntriesIterator));
}

int32_t iterators_sequence_EntriesIterator_next(
    iterators_sequence_EntriesIterator* iter,
    Entry** out_item,
    iterators_error* out_err) {
    if (iter->next == iter->limit) return 0;
    *out_item = make_entry(iter->next++, out_err);
    return 1;
}

void iterators_sequence_EntriesIterator_destroy(iterators_sequence_EntriesIterator* iter) {
    probe_free(iter);
}

struct iterators_sequence_BreakingIterator {
    uint32_t next;
    uint32_t after;
};

iterators_sequence_BreakingIterator* iterators_sequence_breaking(uint32_t after, iterators_error* out_err) {
    (void)out_err;
    return probe_copy(&(iterators_sequence_BreakingIterator){0, after}, sizeof(iterators_sequence_BreakingIterator));
}

int32_t iterators_sequence_BreakingIterator_next(
    iterators_sequence_BreakingIterator* iter,
    int32_t* out_item,
    iterators_error* out_err) {
    if (iter->next == iter->after) {
        iterators_error_set(out_err, iterators_sequence_SequenceError_Broken, "the sequence broke");
        return 0;
    }
    *out_item = (int32_t)iter->next++;
    return 1;
}

void iterators_sequence_BreakingIterator_destroy(iterators_sequence_BreakingIterator* iter) {
    probe_free(iter);
}

/* Never made. */
struct iterators_sequence_RefusedIterator {
    char nothing;
};

iterators_sequence_RefusedIterator* iterators_sequence_refused(iterators_error* out_err) {
    iterators_error_set(out_err, iterators_sequence_SequenceError_Broken, "there is no sequence");
    return NULL;
}

int32_t iterators_sequence_RefusedIterator_next(
    iterators_sequence_RefusedIterator* iter,
    int32_t* out_item,
    iterators_error* out_err) {
    (void)iter;
    (void)out_item;
    (void)out_err;
    return 0;
}

void iterators_sequence_RefusedIterator_destroy(iterators_sequence_RefusedIterator* iter) {
    probe_free(iter);
}

int64_t iterators_probe_live(iterators_error* out_err) {
    (void)out_err;
    return probe_live();
}
