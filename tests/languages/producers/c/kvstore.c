/* Keys and values in a file that grows until it is compacted; the same file as the other producers write. */
#include "kvstore-listeners.h"
#include "kvstore-record.h"
#include "probe.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef kvstore_kv_Store Store;

/* A store ends with the last of its owner and its compactions. */
struct kvstore_kv_Store {
    pthread_mutex_t lock;
    pthread_mutex_t compacting;
    uint32_t references;
    bool is_read_only;
    char* path;
    FILE* file;
    uint64_t file_size;
    Entry** entries;
    size_t count;
    size_t capacity;
};

static Store* changeable(const Store* self) {
    return (Store*)(uintptr_t)self;
}

/* Where a key is or belongs; gives whether it is there. */
static bool find(const Store* store, const char* key, size_t* place) {
    size_t low = 0;
    size_t high = store->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (strcmp(store->entries[middle]->key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *place = low;
    return low < store->count && strcmp(store->entries[low]->key, key) == 0;
}

/* Takes the entry over; gives whether its key is new. */
static bool insert(Store* store, Entry* entry) {
    size_t place;
    if (find(store, entry->key, &place)) {
        kvstore_kv_Entry_destroy(store->entries[place]);
        store->entries[place] = entry;
        return false;
    }
    if (store->count == store->capacity) {
        const size_t capacity = store->capacity * 2 + 8;
        Entry** larger = probe_allocate(capacity * sizeof *larger);
        if (store->count != 0) memcpy(larger, store->entries, store->count * sizeof *larger);
        probe_free(store->entries);
        store->entries = larger;
        store->capacity = capacity;
    }
    memmove(store->entries + place + 1, store->entries + place, (store->count - place) * sizeof(Entry*));
    store->entries[place] = entry;
    store->count += 1;
    return true;
}

static bool discard(Store* store, const char* key) {
    size_t place;
    if (!find(store, key, &place)) return false;
    kvstore_kv_Entry_destroy(store->entries[place]);
    store->count -= 1;
    memmove(store->entries + place, store->entries + place + 1, (store->count - place) * sizeof(Entry*));
    return true;
}

/* Reads text of a record; NULL if the file ends before. */
static char* read_text(FILE* file, size_t length) {
    char* text = probe_allocate(length + 1);
    if (fread(text, 1, length, file) != length) {
        probe_free(text);
        return NULL;
    }
    text[length] = '\0';
    return text;
}

/* Reads one record; gives false at the end, and sets an error where there is no end. */
static bool read_record(Store* store, kvstore_error* out_err) {
    struct record record;
    const size_t read = fread(&record, 1, sizeof record, store->file);
    const uint64_t rest = sizeof record + (uint64_t)record.key_len + record.note_len + record.value_len;
    if (read == 0) return false;
    struct stat state;
    if (read != sizeof record || fstat(fileno(store->file), &state) != 0 ||
        store->file_size + rest > (uint64_t)state.st_size) {
        kvstore_error_set(out_err, kvstore_kv_KvError_Corrupt, "a record is cut off");
        return false;
    }
    store->file_size += rest;
    char* key = read_text(store->file, record.key_len);
    char* note = read_text(store->file, record.note_len);
    char* value = read_text(store->file, record.value_len);
    if ((record.bits & RECORD_DELETES) != 0) {
        discard(store, key);
    } else {
        insert(
            store,
            kvstore_kv_Entry_create(
                key,
                (uint8_t*)value,
                record.value_len,
                (record.bits & RECORD_HAS_NOTE) != 0 ? note : NULL,
                (record.bits & RECORD_EXPIRES) != 0 ? &record.expires : NULL,
                NULL));
    }
    probe_free(key);
    probe_free(note);
    probe_free(value);
    return true;
}

static bool is_file(const char* path) {
    struct stat state;
    return stat(path, &state) == 0 && S_ISREG(state.st_mode);
}

static void release(Store* store) {
    if (__atomic_sub_fetch(&store->references, 1, __ATOMIC_ACQ_REL) != 0) return;
    for (size_t index = 0; index < store->count; index++) kvstore_kv_Entry_destroy(store->entries[index]);
    if (store->file != NULL) fclose(store->file);
    pthread_mutex_destroy(&store->lock);
    pthread_mutex_destroy(&store->compacting);
    probe_free(store->entries);
    probe_free(store->path);
    probe_free(store);
}

static void fail_io(kvstore_error* out_err, const char* path) {
    char message[512];
    snprintf(message, sizeof message, "%s: %s", path, strerror(errno));
    kvstore_error_set(out_err, kvstore_kv_KvError_Io, message);
}

Store* kvstore_kv_Store_open(const char* path, kvstore_kv_OpenMode mode, kvstore_error* out_err) {
    char found[sizeof magic];
    kvstore_error error = {0, NULL};
    Store* store = probe_allocate(sizeof *store);
    *store = (Store){.references = 1, .is_read_only = (mode & kvstore_kv_OpenMode_ReadOnly) != 0};
    pthread_mutex_init(&store->lock, NULL);
    pthread_mutex_init(&store->compacting, NULL);
    store->path = probe_text(path);
    if (is_file(path) || (mode & kvstore_kv_OpenMode_Create) == 0) {
        store->file = fopen(path, store->is_read_only ? "rb" : "rb+");
    } else {
        store->file = fopen(path, "wb+");
        if (store->file != NULL) fwrite(magic, sizeof magic, 1, store->file);
        if (store->file != NULL) rewind(store->file);
    }
    store->file_size = sizeof magic;
    if (store->file == NULL) {
        fail_io(&error, path);
    } else if (fread(found, 1, sizeof found, store->file) != sizeof found || memcmp(found, magic, sizeof found) != 0) {
        kvstore_error_set(&error, kvstore_kv_KvError_Corrupt, NULL);
    } else {
        while (read_record(store, &error)) {
        }
    }
    if (error.code == 0) return store;
    release(store);
    if (out_err != NULL) *out_err = error;
    return NULL;
}

void kvstore_kv_Store_destroy(Store* self) {
    if (self != NULL) release(self);
}

bool kvstore_kv_Store_exists(const char* path, kvstore_error* out_err) {
    (void)out_err;
    return is_file(path);
}

static bool can_change(const Store* store, const char* key, kvstore_error* out_err) {
    const size_t length = strlen(key);
    if (store->is_read_only) {
        kvstore_error_set(out_err, kvstore_kv_KvError_ReadOnly, NULL);
    } else if (length == 0 || length > kvstore_kv_MAX_KEY_LENGTH) {
        kvstore_error_set(out_err, kvstore_kv_KvError_InvalidKey, NULL);
    } else {
        return true;
    }
    return false;
}

/* Writes an entry and keeps it; the store is locked. Takes the entry over. */
static bool append(Store* store, Entry* entry, kvstore_error* out_err) {
    store->file_size += record_size(entry);
    fseek(store->file, 0, SEEK_END);
    if (!write_entry(store->file, entry) || fflush(store->file) != 0) fail_io(out_err, store->path);
    return insert(store, entry);
}

bool kvstore_kv_Store_put(
    const Store* self,
    const char* key,
    const uint8_t* value_ptr,
    size_t value_len,
    kvstore_error* out_err) {
    Store* store = changeable(self);
    if (!can_change(store, key, out_err)) return false;
    pthread_mutex_lock(&store->lock);
    const bool is_new = append(store, kvstore_kv_Entry_create(key, value_ptr, value_len, NULL, NULL, NULL), out_err);
    pthread_mutex_unlock(&store->lock);
    notify_change(kvstore_kv_ChangeKind_Put, key, value_ptr, value_len);
    return is_new;
}

uint32_t kvstore_kv_Store_put_all(
    const Store* self,
    Entry* const* entries,
    size_t entries_len,
    kvstore_error* out_err) {
    Store* store = changeable(self);
    for (size_t index = 0; index < entries_len; index++) {
        if (!can_change(store, entries[index]->key, out_err)) return 0;
    }
    pthread_mutex_lock(&store->lock);
    for (size_t index = 0; index < entries_len; index++) append(store, copy_entry(entries[index]), out_err);
    pthread_mutex_unlock(&store->lock);
    for (size_t index = 0; index < entries_len; index++) {
        const Entry* entry = entries[index];
        notify_change(kvstore_kv_ChangeKind_Put, entry->key, entry->value, entry->value_len);
    }
    return (uint32_t)entries_len;
}

bool kvstore_kv_Store_delete(const Store* self, const char* key, kvstore_error* out_err) {
    Store* store = changeable(self);
    if (!can_change(store, key, out_err)) return false;
    pthread_mutex_lock(&store->lock);
    const bool was_there = discard(store, key);
    if (was_there) {
        const struct record record = {RECORD_DELETES, (uint32_t)strlen(key), 0, 0, 0};
        fseek(store->file, 0, SEEK_END);
        fwrite(&record, sizeof record, 1, store->file);
        fwrite(key, 1, record.key_len, store->file);
        if (fflush(store->file) != 0) fail_io(out_err, store->path);
        store->file_size += sizeof record + record.key_len;
    }
    pthread_mutex_unlock(&store->lock);
    if (was_there) notify_change(kvstore_kv_ChangeKind_Delete, key, NULL, 0);
    return was_there;
}

/* A copy of an entry, or NULL. */
static Entry* look_up(const Store* self, const char* key) {
    Store* store = changeable(self);
    size_t place;
    pthread_mutex_lock(&store->lock);
    Entry* copy = find(store, key, &place) ? copy_entry(store->entries[place]) : NULL;
    pthread_mutex_unlock(&store->lock);
    return copy;
}

const uint8_t* kvstore_kv_Store_get(const Store* self, const char* key, size_t* out_len, kvstore_error* out_err) {
    Entry* entry = look_up(self, key);
    const uint8_t* value = entry == NULL ? NULL : kvstore_copy_bytes(entry->value, entry->value_len);
    (void)out_err;
    *out_len = entry == NULL ? 0 : entry->value_len;
    kvstore_kv_Entry_destroy(entry);
    return value;
}

Entry* kvstore_kv_Store_entry(const Store* self, const char* key, kvstore_error* out_err) {
    (void)out_err;
    return look_up(self, key);
}

Entry** kvstore_kv_Store_get_all(
    const Store* self,
    const char* const* keys,
    size_t keys_len,
    size_t* out_len,
    kvstore_error* out_err) {
    Entry** found = kvstore_allocate_array(keys_len, sizeof *found);
    (void)out_err;
    for (size_t index = 0; index < keys_len; index++) found[index] = look_up(self, keys[index]);
    *out_len = keys_len;
    return found;
}

void kvstore_kv_Store_notes(
    const Store* self,
    const char*** out_keys,
    const char*** out_values,
    size_t* out_len,
    kvstore_error* out_err) {
    Store* store = changeable(self);
    (void)out_err;
    pthread_mutex_lock(&store->lock);
    *out_keys = kvstore_allocate_array(store->count, sizeof **out_keys);
    *out_values = kvstore_allocate_array(store->count, sizeof **out_values);
    *out_len = 0;
    for (size_t index = 0; index < store->count; index++) {
        const Entry* entry = store->entries[index];
        if (entry->note == NULL) continue;
        (*out_keys)[*out_len] = kvstore_copy_string(entry->key);
        (*out_values)[(*out_len)++] = kvstore_copy_string(entry->note);
    }
    pthread_mutex_unlock(&store->lock);
}

uint64_t kvstore_kv_Store_count(const Store* self, kvstore_error* out_err) {
    return kvstore_kv_Store_stats(self, out_err).entries;
}

kvstore_kv_Stats kvstore_kv_Store_stats(const Store* self, kvstore_error* out_err) {
    Store* store = changeable(self);
    (void)out_err;
    pthread_mutex_lock(&store->lock);
    uint64_t used = sizeof magic;
    for (size_t index = 0; index < store->count; index++) used += record_size(store->entries[index]);
    const kvstore_kv_Stats stats = {store->count, store->file_size, store->file_size - used};
    pthread_mutex_unlock(&store->lock);
    return stats;
}

/* Copies of the entries under a prefix. */
struct kvstore_kv_Store_EntriesIterator {
    Entry** entries;
    size_t next;
    size_t count;
};

typedef kvstore_kv_Store_EntriesIterator Entries;

Entries* kvstore_kv_Store_entries(const Store* self, const char* prefix, kvstore_error* out_err) {
    Store* store = changeable(self);
    Entries* entries = probe_allocate(sizeof *entries);
    const size_t length = prefix == NULL ? 0 : strlen(prefix);
    (void)out_err;
    pthread_mutex_lock(&store->lock);
    *entries = (Entries){probe_allocate(store->count * sizeof(Entry*)), 0, 0};
    for (size_t index = 0; index < store->count; index++) {
        if (length != 0 && strncmp(store->entries[index]->key, prefix, length) != 0) continue;
        entries->entries[entries->count++] = copy_entry(store->entries[index]);
    }
    pthread_mutex_unlock(&store->lock);
    return entries;
}

int32_t kvstore_kv_Store_EntriesIterator_next(Entries* iter, Entry** out_item, kvstore_error* out_err) {
    (void)out_err;
    if (iter->next == iter->count) return 0;
    *out_item = iter->entries[iter->next++];
    return 1;
}

void kvstore_kv_Store_EntriesIterator_destroy(Entries* iter) {
    if (iter == NULL) return;
    while (iter->next < iter->count) kvstore_kv_Entry_destroy(iter->entries[iter->next++]);
    probe_free(iter->entries);
    probe_free(iter);
}

uint64_t kvstore_kv_Store_visit(
    const Store* self,
    const char* prefix,
    kvstore_kv_OnEntry_fn each,
    void* each_context,
    kvstore_error* out_err) {
    Entries* entries = kvstore_kv_Store_entries(self, prefix, out_err);
    uint64_t visited = 0;
    kvstore_kv_Visit visit = kvstore_kv_Visit_Continue;
    while (visited < entries->count && visit == kvstore_kv_Visit_Continue) {
        visit = each(entries->entries[visited++], each_context);
    }
    kvstore_kv_Store_EntriesIterator_destroy(entries);
    return visited;
}

typedef struct {
    Store* store;
    uint32_t pause;
    kvstore_cancel_token* token;
    kvstore_kv_Store_compact_callback callback;
    void* context;
} Compaction;

/* Writes the entries of a moment; others may change the store meanwhile. Gives where their changes begin in the old file. */
static uint64_t write_all(const Compaction* compaction, FILE* file, kvstore_error* error) {
    Store* store = compaction->store;
    pthread_mutex_lock(&store->lock);
    const uint64_t changes = store->file_size;
    pthread_mutex_unlock(&store->lock);
    Entries* entries = kvstore_kv_Store_entries(store, NULL, error);
    fwrite(magic, sizeof magic, 1, file);
    for (size_t index = 0; index < entries->count && error->code == 0; index++) {
        write_entry(file, entries->entries[index]);
        notify_progress(index + 1, entries->count);
        probe_sleep((int)compaction->pause);
        if (compaction->token != NULL && kvstore_cancel_token_is_cancelled(compaction->token)) {
            kvstore_error_set(error, kvstore_kv_KvError_Cancelled, NULL);
        }
    }
    kvstore_kv_Store_EntriesIterator_destroy(entries);
    return changes;
}

/* Adds what was changed meanwhile and puts the new file in the place of the old one; the store is locked. */
static uint64_t replace_file(Store* store, FILE* file, const char* path, uint64_t changes, kvstore_error* error) {
    const uint64_t before = store->file_size;
    int byte;
    fseek(store->file, (long)changes, SEEK_SET);
    while ((byte = fgetc(store->file)) != EOF) fputc(byte, file);
    if (fflush(file) != 0 || rename(path, store->path) != 0) {
        fail_io(error, store->path);
        return 0;
    }
    fclose(store->file);
    store->file = file;
    store->file_size = (uint64_t)ftell(file);
    /* What was changed while the compaction began can be in the new file twice. */
    return before > store->file_size ? before - store->file_size : 0;
}

static uint64_t compact(const Compaction* compaction, kvstore_error* error) {
    Store* store = compaction->store;
    char path[4096];
    uint64_t freed = 0;
    snprintf(path, sizeof path, "%s.compacting", store->path);
    FILE* file = fopen(path, "wb+");
    if (file == NULL) {
        fail_io(error, path);
        return 0;
    }
    const uint64_t changes = write_all(compaction, file, error);
    pthread_mutex_lock(&store->lock);
    if (error->code == 0) freed = replace_file(store, file, path, changes, error);
    pthread_mutex_unlock(&store->lock);
    if (error->code == 0) return freed;
    fclose(file);
    unlink(path);
    return 0;
}

static void compact_on_thread(void* memory) {
    const Compaction compaction = *(Compaction*)memory;
    kvstore_error error = {0, NULL};
    uint64_t freed = 0;
    probe_free(memory);
    if (compaction.store->is_read_only) {
        kvstore_error_set(&error, kvstore_kv_KvError_ReadOnly, NULL);
    } else {
        pthread_mutex_lock(&compaction.store->compacting);
        freed = compact(&compaction, &error);
        pthread_mutex_unlock(&compaction.store->compacting);
    }
    release(compaction.store);
    compaction.callback(compaction.context, error.code == 0 ? NULL : &error, freed);
    kvstore_error_clear(&error);
}

void kvstore_kv_Store_compact_async(
    const Store* self,
    uint32_t pause,
    kvstore_cancel_token* cancel_token,
    kvstore_kv_Store_compact_callback callback,
    void* context) {
    const Compaction compaction = {changeable(self), pause, cancel_token, callback, context};
    __atomic_add_fetch(&compaction.store->references, 1, __ATOMIC_RELAXED);
    probe_run(compact_on_thread, probe_copy(&compaction, sizeof compaction));
}

int64_t kvstore_probe_live(kvstore_error* out_err) {
    (void)out_err;
    return probe_live();
}
