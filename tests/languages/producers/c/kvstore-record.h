/* Entries, and how they are written to files. For kvstore.c alone. */
#ifndef KVSTORE_RECORD_H
#define KVSTORE_RECORD_H

#include "kvstore.h"
#include "probe.h"

#include <stdio.h>
#include <string.h>

typedef kvstore_kv_Entry Entry;

/* Entries never change: who gets one into the store replaces what was there. */
struct kvstore_kv_Entry {
    char* key;
    uint8_t* value;
    size_t value_len;
    char* note;
    int64_t* expires;
};

Entry* kvstore_kv_Entry_create(
    const char* key,
    const uint8_t* value_ptr,
    size_t value_len,
    const char* note,
    const int64_t* expires,
    kvstore_error* out_err) {
    Entry* entry = probe_allocate(sizeof *entry);
    (void)out_err;
    entry->key = probe_text(key);
    entry->value = probe_copy(value_ptr, value_len);
    entry->value_len = value_len;
    entry->note = probe_text(note);
    entry->expires = expires == NULL ? NULL : probe_copy(expires, sizeof *expires);
    return entry;
}

void kvstore_kv_Entry_destroy(Entry* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->key);
    probe_free(ptr->value);
    probe_free(ptr->note);
    probe_free(ptr->expires);
    probe_free(ptr);
}

const char* kvstore_kv_Entry_get_key(const Entry* ptr) {
    return kvstore_copy_string(ptr->key);
}

const uint8_t* kvstore_kv_Entry_get_value(const Entry* ptr, size_t* out_len) {
    *out_len = ptr->value_len;
    return kvstore_copy_bytes(ptr->value, ptr->value_len);
}

const char* kvstore_kv_Entry_get_note(const Entry* ptr) {
    return kvstore_copy_string(ptr->note);
}

int64_t* kvstore_kv_Entry_get_expires(const Entry* ptr) {
    return kvstore_copy_value(ptr->expires, sizeof *ptr->expires);
}

static Entry* copy_entry(const Entry* entry) {
    return kvstore_kv_Entry_create(entry->key, entry->value, entry->value_len, entry->note, entry->expires, NULL);
}

/* A file is the magic and then records: this head, the key, the note and the value. */
static const char magic[8] = {'k', 'v', 's', 't', 'o', 'r', 'e', '1'};

enum { RECORD_DELETES = 1, RECORD_HAS_NOTE = 2, RECORD_EXPIRES = 4 };

struct record {
    uint32_t bits;
    uint32_t key_len;
    uint32_t note_len;
    uint32_t value_len;
    int64_t expires;
};

static uint64_t record_size(const Entry* entry) {
    return sizeof(struct record) + strlen(entry->key) + (entry->note == NULL ? 0 : strlen(entry->note)) + entry->value_len;
}

static bool write_entry(FILE* file, const Entry* entry) {
    const struct record record = {
        (entry->note == NULL ? 0 : RECORD_HAS_NOTE) | (entry->expires == NULL ? 0 : RECORD_EXPIRES),
        (uint32_t)strlen(entry->key),
        entry->note == NULL ? 0 : (uint32_t)strlen(entry->note),
        (uint32_t)entry->value_len,
        entry->expires == NULL ? 0 : *entry->expires,
    };
    fwrite(&record, sizeof record, 1, file);
    fwrite(entry->key, 1, record.key_len, file);
    fwrite(entry->note == NULL ? "" : entry->note, 1, record.note_len, file);
    fwrite(entry->value, 1, record.value_len, file);
    return !ferror(file);
}

#endif
