/* Opaque records: each getter gives a copy that is the caller's. */
#include "records.h"
#include "probe.h"

#include <string.h>

struct records_library_Author {
    char* name;
    int32_t* born;
};

records_library_Author* records_library_Author_create(
    const char* name,
    const int32_t* born,
    records_error* out_err) {
    records_library_Author* author = probe_allocate(sizeof *author);
    (void)out_err;
    author->name = probe_text(name);
    author->born = born == NULL ? NULL : probe_copy(born, sizeof *born);
    return author;
}

void records_library_Author_destroy(records_library_Author* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->name);
    probe_free(ptr->born);
    probe_free(ptr);
}

const char* records_library_Author_get_name(const records_library_Author* ptr) {
    return records_copy_string(ptr->name);
}

int32_t* records_library_Author_get_born(const records_library_Author* ptr) {
    return records_copy_value(ptr->born, sizeof *ptr->born);
}

static records_library_Author* copy_author(const records_library_Author* author) {
    return author == NULL ? NULL : records_library_Author_create(author->name, author->born, NULL);
}

struct records_library_Book {
    uint64_t id;
    char* title;
    records_library_Author* author;
    records_library_Author* coauthor;
    records_library_Genre genre;
    float rating;
    bool is_lent;
    uint8_t* cover;
    size_t cover_len;
    char** tags;
    size_t tags_len;
    records_library_Author** editors;
    size_t editors_len;
    int32_t* sales_keys;
    uint64_t* sales_values;
    size_t sales_len;
    char* note;
};

records_library_Book* records_library_Book_create(
    uint64_t id,
    const char* title,
    const records_library_Author* author,
    const records_library_Author* coauthor,
    records_library_Genre genre,
    float rating,
    bool is_lent,
    const uint8_t* cover_ptr,
    size_t cover_len,
    const char* const* tags,
    size_t tags_len,
    records_library_Author* const* editors,
    size_t editors_len,
    const int32_t* sales_keys,
    const uint64_t* sales_values,
    size_t sales_len,
    const char* note,
    records_error* out_err) {
    records_library_Book* book;
    if (id == 0) {
        records_error_set(out_err, -1, "the id of a book cannot be 0");
        return NULL;
    }
    book = probe_allocate(sizeof *book);
    *book = (records_library_Book){
        .id = id,
        .title = probe_text(title),
        .author = copy_author(author),
        .coauthor = copy_author(coauthor),
        .genre = genre,
        .rating = rating,
        .is_lent = is_lent,
        .cover = probe_copy(cover_ptr, cover_len),
        .cover_len = cover_len,
        .tags = probe_allocate(tags_len * sizeof(char*)),
        .tags_len = tags_len,
        .editors = probe_allocate(editors_len * sizeof(records_library_Author*)),
        .editors_len = editors_len,
        .sales_keys = probe_copy(sales_keys, sales_len * sizeof *sales_keys),
        .sales_values = probe_copy(sales_values, sales_len * sizeof *sales_values),
        .sales_len = sales_len,
        .note = probe_text(note),
    };
    for (size_t index = 0; index < tags_len; index++) book->tags[index] = probe_text(tags[index]);
    for (size_t index = 0; index < editors_len; index++) book->editors[index] = copy_author(editors[index]);
    return book;
}

void records_library_Book_destroy(records_library_Book* ptr) {
    if (ptr == NULL) return;
    for (size_t index = 0; index < ptr->tags_len; index++) probe_free(ptr->tags[index]);
    for (size_t index = 0; index < ptr->editors_len; index++) records_library_Author_destroy(ptr->editors[index]);
    records_library_Author_destroy(ptr->author);
    records_library_Author_destroy(ptr->coauthor);
    probe_free(ptr->title);
    probe_free(ptr->cover);
    probe_free(ptr->tags);
    probe_free(ptr->editors);
    probe_free(ptr->sales_keys);
    probe_free(ptr->sales_values);
    probe_free(ptr->note);
    probe_free(ptr);
}

uint64_t records_library_Book_get_id(const records_library_Book* ptr) {
    return ptr->id;
}

const char* records_library_Book_get_title(const records_library_Book* ptr) {
    return records_copy_string(ptr->title);
}

records_library_Author* records_library_Book_get_author(const records_library_Book* ptr) {
    return copy_author(ptr->author);
}

records_library_Author* records_library_Book_get_coauthor(const records_library_Book* ptr) {
    return copy_author(ptr->coauthor);
}

records_library_Genre records_library_Book_get_genre(const records_library_Book* ptr) {
    return ptr->genre;
}

float records_library_Book_get_rating(const records_library_Book* ptr) {
    return ptr->rating;
}

bool records_library_Book_get_is_lent(const records_library_Book* ptr) {
    return ptr->is_lent;
}

const uint8_t* records_library_Book_get_cover(const records_library_Book* ptr, size_t* out_len) {
    *out_len = ptr->cover_len;
    return records_copy_bytes(ptr->cover, ptr->cover_len);
}

const char** records_library_Book_get_tags(const records_library_Book* ptr, size_t* out_len) {
    const char** tags = records_allocate_array(ptr->tags_len, sizeof *tags);
    for (size_t index = 0; index < ptr->tags_len; index++) tags[index] = records_copy_string(ptr->tags[index]);
    *out_len = ptr->tags_len;
    return tags;
}

records_library_Author** records_library_Book_get_editors(const records_library_Book* ptr, size_t* out_len) {
    records_library_Author** editors = records_allocate_array(ptr->editors_len, sizeof *editors);
    for (size_t index = 0; index < ptr->editors_len; index++) editors[index] = copy_author(ptr->editors[index]);
    *out_len = ptr->editors_len;
    return editors;
}

void records_library_Book_get_sales(
    const records_library_Book* ptr,
    int32_t** out_keys,
    uint64_t** out_values,
    size_t* out_len) {
    *out_keys = records_copy_array(ptr->sales_keys, ptr->sales_len, sizeof **out_keys);
    *out_values = records_copy_array(ptr->sales_values, ptr->sales_len, sizeof **out_values);
    *out_len = ptr->sales_len;
}

const char* records_library_Book_get_note(const records_library_Book* ptr) {
    return records_copy_string(ptr->note);
}

records_library_Book* records_library_echo(const records_library_Book* book, records_error* out_err) {
    return records_library_Book_create(
        book->id,
        book->title,
        book->author,
        book->coauthor,
        book->genre,
        book->rating,
        book->is_lent,
        book->cover,
        book->cover_len,
        (const char* const*)book->tags,
        book->tags_len,
        book->editors,
        book->editors_len,
        book->sales_keys,
        book->sales_values,
        book->sales_len,
        book->note,
        out_err);
}

static records_library_Book* make_sample(uint64_t id, records_error* out_err) {
    const int32_t born = 1920;
    const uint8_t cover[] = {0, 1, 255};
    const char* tags[] = {"robots", "\303\274ber"};
    const int32_t years[] = {1950, 1951};
    const uint64_t sales[] = {1000, UINT64_MAX};
    records_library_Author* author = records_library_Author_create("Isaac Asimov", &born, out_err);
    records_library_Author* editor = records_library_Author_create("An Editor", NULL, out_err);
    records_library_Book* book = records_library_Book_create(
        id, "I, Robot", author, NULL, records_library_Genre_Science, 4.5f, true, cover, 3, tags, 2, &editor, 1, years,
        sales, 2, NULL, out_err);
    records_library_Author_destroy(author);
    records_library_Author_destroy(editor);
    return book;
}

records_library_Book* records_library_sample(records_error* out_err) {
    return make_sample(1, out_err);
}

records_library_Book** records_library_shelf(uint32_t count, size_t* out_len, records_error* out_err) {
    records_library_Book** books = records_allocate_array(count, sizeof *books);
    for (uint32_t index = 0; index < count; index++) books[index] = make_sample(index + 1, out_err);
    *out_len = count;
    return books;
}

uint64_t records_library_total_title_length(
    records_library_Book* const* books,
    size_t books_len,
    records_error* out_err) {
    uint64_t total = 0;
    (void)out_err;
    for (size_t index = 0; index < books_len; index++) total += strlen(books[index]->title);
    return total;
}

records_library_Book* records_library_find(uint64_t id, records_error* out_err) {
    return id == 1 ? make_sample(1, out_err) : NULL;
}

int64_t records_probe_live(records_error* out_err) {
    (void)out_err;
    return probe_live();
}
