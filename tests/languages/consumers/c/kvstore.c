/* A store of keys and values in a file. */
#include "kvstore.h"

#include <unistd.h>

#include "check.h"

static const uint8_t* octets(const char* text) {
    return (const uint8_t*)text;
}

static bool put(const kvstore_kv_Store* store, const char* key, const char* value, kvstore_error* error) {
    return kvstore_kv_Store_put(store, key, octets(value), strlen(value), error);
}

static void check_value(const kvstore_kv_Store* store, const char* key, const char* expected) {
    kvstore_error error = {0, NULL};
    size_t length = 1;
    const uint8_t* value = kvstore_kv_Store_get(store, key, &length, &error);
    CHECK(error.code == 0 && (value == NULL) == (expected == NULL));
    if (expected == NULL) return;
    CHECK(length == strlen(expected) && memcmp(value, expected, length) == 0);
    kvstore_free_bytes((uint8_t*)(uintptr_t)value, length);
}

static void check_failure(kvstore_error* error, int32_t code) {
    CHECK(error->code == code);
    kvstore_error_clear(error);
    CHECK(error->code == 0 && error->message == NULL);
}

static void check_key(const kvstore_kv_Entry* entry, const char* expected) {
    const char* key = kvstore_kv_Entry_get_key(entry);
    CHECK_TEXT(key, expected);
    kvstore_free_string(key);
}

static void check_entries(const kvstore_kv_Store* store) {
    kvstore_error error = {0, NULL};
    const int64_t least = INT64_MIN;
    size_t length = 0;
    kvstore_kv_Entry* apple = kvstore_kv_Entry_create("fruit/apple", octets("red"), 3, "sweet", &least, &error);
    kvstore_kv_Entry* pear = kvstore_kv_Entry_create("fruit/pear", octets(""), 0, NULL, NULL, &error);
    kvstore_kv_Entry* invalid = kvstore_kv_Entry_create("", octets(""), 0, NULL, NULL, &error);
    CHECK(kvstore_kv_Store_put_all(store, (kvstore_kv_Entry*[]){apple, invalid}, 2, &error) == 0);
    check_failure(&error, kvstore_kv_KvError_InvalidKey);
    CHECK(kvstore_kv_Store_put_all(store, (kvstore_kv_Entry*[]){apple, pear}, 2, &error) == 2);
    kvstore_kv_Entry_destroy(apple);
    kvstore_kv_Entry_destroy(pear);
    kvstore_kv_Entry_destroy(invalid);

    const char* wanted[] = {"fruit/apple", "fruit/none", "fruit/pear"};
    kvstore_kv_Entry** found = kvstore_kv_Store_get_all(store, wanted, 3, &length, &error);
    CHECK(length == 3 && found[0] != NULL && found[1] == NULL && found[2] != NULL);
    int64_t* expires = kvstore_kv_Entry_get_expires(found[0]);
    CHECK(*expires == INT64_MIN);
    kvstore_free_bytes((uint8_t*)expires, sizeof *expires);
    const char* note = kvstore_kv_Entry_get_note(found[0]);
    CHECK_TEXT(note, "sweet");
    kvstore_free_string(note);
    CHECK(kvstore_kv_Entry_get_note(found[2]) == NULL && kvstore_kv_Entry_get_expires(found[2]) == NULL);
    kvstore_kv_Entry_destroy(found[0]);
    kvstore_kv_Entry_destroy(found[2]);
    kvstore_free_bytes((uint8_t*)found, length * sizeof *found);

    const char** keys = NULL;
    const char** notes = NULL;
    kvstore_kv_Store_notes(store, &keys, &notes, &length, &error);
    CHECK(length == 1);
    CHECK_TEXT(keys[0], "fruit/apple");
    CHECK_TEXT(notes[0], "sweet");
    kvstore_free_string(keys[0]);
    kvstore_free_string(notes[0]);
    kvstore_free_bytes((uint8_t*)keys, length * sizeof *keys);
    kvstore_free_bytes((uint8_t*)notes, length * sizeof *notes);

    kvstore_kv_Entry* entry = NULL;
    kvstore_kv_Store_EntriesIterator* entries = kvstore_kv_Store_entries(store, "fruit/", &error);
    CHECK(kvstore_kv_Store_EntriesIterator_next(entries, &entry, &error) == 1);
    check_key(entry, "fruit/apple");
    kvstore_kv_Entry_destroy(entry);
    /* The rest is not pulled. */
    kvstore_kv_Store_EntriesIterator_destroy(entries);
}

static kvstore_kv_Visit stop_at_pear(const kvstore_kv_Entry* entry, void* context) {
    const char* key = kvstore_kv_Entry_get_key(entry);
    const bool is_pear = strcmp(key, "fruit/pear") == 0;
    kvstore_free_string(key);
    *(int*)context += 1;
    return is_pear ? kvstore_kv_Visit_Stop : kvstore_kv_Visit_Continue;
}

static void hear(kvstore_kv_ChangeKind kind, const char* key, const uint8_t* value, size_t length, void* context) {
    CHECK_TEXT(key, "heard");
    CHECK(kind == kvstore_kv_ChangeKind_Put ? value != NULL && length == 0 : value == NULL);
    *(int*)context += kind == kvstore_kv_ChangeKind_Put ? 1 : 10;
}

static void follow(uint64_t done, uint64_t total, void* context) {
    CHECK(done <= total);
    *(uint64_t*)context = done;
}

struct result {
    int32_t code;
    uint64_t freed;
};

static void take(void* context, kvstore_error* err, uint64_t freed) {
    *(struct result*)context = (struct result){err == NULL ? 0 : err->code, freed};
    check_complete();
}

static void check_compaction(kvstore_kv_Store* store) {
    kvstore_error error = {0, NULL};
    struct result result = {0, 0};
    uint64_t progress = 0;
    for (int time = 0; time < 3; time++) put(store, "again", "and again", &error);
    const kvstore_kv_Stats before = kvstore_kv_Store_stats(store, &error);
    CHECK(before.garbage > 0);
    const uint64_t id = kvstore_kv_register_progress(follow, &progress);
    kvstore_kv_Store_compact_async(store, 0, NULL, take, &result);
    check_wait();
    kvstore_kv_unregister_progress(id);
    CHECK(result.code == 0 && result.freed == before.garbage && progress == before.entries);
    CHECK(kvstore_kv_Store_stats(store, &error).file_size == before.file_size - before.garbage);

    kvstore_cancel_token* token = kvstore_cancel_token_create();
    kvstore_kv_Store_compact_async(store, 5, token, take, &result);
    kvstore_cancel_token_cancel(token);
    check_wait();
    CHECK(result.code == kvstore_kv_KvError_Cancelled);
    kvstore_cancel_token_destroy(token);

    /* The store is let go while it is compacted. */
    kvstore_kv_Store_compact_async(store, 1, NULL, take, &result);
    put(store, "late", "change", &error);
    kvstore_kv_Store_destroy(store);
    check_wait();
    CHECK(result.code == 0 && error.code == 0);
}

int main(void) {
    char folder[] = "/tmp/koine-kvstore-XXXXXX";
    char path[64];
    kvstore_error error = {0, NULL};
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/store", folder);

    CHECK(!kvstore_kv_Store_exists(path, &error));
    CHECK(kvstore_kv_Store_open(path, 0, &error) == NULL);
    check_failure(&error, kvstore_kv_KvError_Io);
    CHECK(kvstore_kv_Store_open(folder, kvstore_kv_OpenMode_Create, &error) == NULL);
    check_failure(&error, kvstore_kv_KvError_Io);
    kvstore_kv_Store* store = kvstore_kv_Store_open(path, kvstore_kv_OpenMode_Create, &error);
    CHECK(store != NULL && put(store, "a", "first", &error) && !put(store, "a", "second", &error));
    check_value(store, "a", "second");
    check_value(store, "b", NULL);
    put(store, "empty", "", &error);
    check_value(store, "empty", "");
    put(store, "", "no key", &error);
    check_failure(&error, kvstore_kv_KvError_InvalidKey);
    CHECK(kvstore_kv_Store_delete(store, "a", &error) && !kvstore_kv_Store_delete(store, "a", &error));

    check_entries(store);
    int count = 0;
    CHECK(kvstore_kv_Store_visit(store, NULL, stop_at_pear, &count, &error) == 3 && count == 3);
    count = 0;
    const uint64_t id = kvstore_kv_register_change(hear, &count);
    put(store, "heard", "", &error);
    kvstore_kv_Store_delete(store, "heard", &error);
    kvstore_kv_unregister_change(id);
    put(store, "unheard", "", &error);
    CHECK(count == 11);
    check_compaction(store);

    store = kvstore_kv_Store_open(path, kvstore_kv_OpenMode_ReadOnly, &error);
    CHECK(kvstore_kv_Store_count(store, &error) == 6);
    check_value(store, "late", "change");
    put(store, "late", "", &error);
    check_failure(&error, kvstore_kv_KvError_ReadOnly);
    kvstore_kv_Store_destroy(store);
    CHECK(kvstore_probe_live(&error) == 0);
    CHECK(unlink(path) == 0 && rmdir(folder) == 0);
    return 0;
}
