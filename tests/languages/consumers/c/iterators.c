/* Iterators. */
#include "iterators.h"

#include "check.h"

int main(void) {
    iterators_error error = {0, NULL};
    int32_t number = -1;
    iterators_sequence_CountIterator* count = iterators_sequence_count(3, &error);
    for (int32_t expected = 0; expected < 3; expected++) {
        CHECK(iterators_sequence_CountIterator_next(count, &number, &error) == 1 && number == expected);
    }
    CHECK(iterators_sequence_CountIterator_next(count, &number, &error) == 0 && error.code == 0);
    CHECK(iterators_sequence_CountIterator_next(count, &number, &error) == 0);
    iterators_sequence_CountIterator_destroy(count);

    const char* word = NULL;
    iterators_sequence_WordsIterator* words = iterators_sequence_words(" one  two", &error);
    CHECK(iterators_sequence_WordsIterator_next(words, &word, &error) == 1);
    CHECK_TEXT(word, "one");
    iterators_free_string(word);
    /* The rest is not pulled. */
    iterators_sequence_WordsIterator_destroy(words);

    iterators_sequence_Entry* entry = NULL;
    iterators_sequence_EntriesIterator* entries = iterators_sequence_entries(2, &error);
    uint32_t seen = 0;
    while (iterators_sequence_EntriesIterator_next(entries, &entry, &error) == 1) {
        CHECK(iterators_sequence_Entry_get_value(entry) == (int64_t)seen * 10);
        iterators_sequence_Entry_destroy(entry);
        seen += 1;
    }
    CHECK(seen == 2);
    iterators_sequence_EntriesIterator_destroy(entries);

    iterators_sequence_Table* table = iterators_sequence_Table_new(1, &error);
    iterators_sequence_Table_EntriesIterator* rows = iterators_sequence_Table_entries(table, &error);
    CHECK(iterators_sequence_Table_EntriesIterator_next(rows, &entry, &error) == 1);
    const char* key = iterators_sequence_Entry_get_key(entry);
    CHECK_TEXT(key, "key 0");
    iterators_free_string(key);
    iterators_sequence_Entry_destroy(entry);
    iterators_sequence_Table_EntriesIterator_destroy(rows);
    iterators_sequence_Table_destroy(table);

    iterators_sequence_BreakingIterator* breaking = iterators_sequence_breaking(1, &error);
    CHECK(iterators_sequence_BreakingIterator_next(breaking, &number, &error) == 1);
    CHECK(iterators_sequence_BreakingIterator_next(breaking, &number, &error) == 0);
    CHECK(error.code == iterators_sequence_SequenceError_Broken);
    iterators_error_clear(&error);
    iterators_sequence_BreakingIterator_destroy(breaking);
    CHECK(iterators_sequence_refused(&error) == NULL && error.code == 3);
    iterators_error_clear(&error);
    CHECK(error.code == 0);
    CHECK(iterators_probe_live(&error) == 0);
    return 0;
}
