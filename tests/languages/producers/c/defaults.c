/* What callers may leave out; the values come from the document. */
#include "defaults.h"
#include "probe.h"

#include <stdio.h>

typedef defaults_options_Query Query;

struct defaults_options_Query {
    char* text;
    uint16_t limit;
    defaults_options_Level level;
    char* prefix;
};

Query* defaults_options_Query_create(
    const char* text,
    uint16_t limit,
    defaults_options_Level level,
    const char* prefix,
    defaults_error* out_err) {
    Query* query = probe_allocate(sizeof *query);
    (void)out_err;
    *query = (Query){probe_text(text), limit, level, probe_text(prefix)};
    return query;
}

void defaults_options_Query_destroy(Query* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->text);
    probe_free(ptr->prefix);
    probe_free(ptr);
}

const char* defaults_options_Query_get_text(const Query* ptr) {
    return defaults_copy_string(ptr->text);
}

uint16_t defaults_options_Query_get_limit(const Query* ptr) {
    return ptr->limit;
}

defaults_options_Level defaults_options_Query_get_level(const Query* ptr) {
    return ptr->level;
}

const char* defaults_options_Query_get_prefix(const Query* ptr) {
    return defaults_copy_string(ptr->prefix);
}

const char* defaults_options_describe(
    const char* text,
    int32_t count,
    double ratio,
    defaults_options_Level level,
    defaults_options_Mode mode,
    const char* suffix,
    bool loud,
    const char* extra,
    defaults_error* out_err) {
    char line[256];
    (void)out_err;
    snprintf(line, sizeof line, "%s %d %g %d %u %s %s %s", text, count, ratio, (int)level, mode, suffix,
             loud ? "true" : "false", extra == NULL ? "none" : extra);
    return defaults_copy_string(line);
}

const char* defaults_options_show(const Query* query, defaults_error* out_err) {
    char line[256];
    (void)out_err;
    snprintf(line, sizeof line, "%s %u %d %s", query->text, query->limit, (int)query->level,
             query->prefix == NULL ? "none" : query->prefix);
    return defaults_copy_string(line);
}

int64_t defaults_options_add_score(int64_t score, int64_t by, defaults_error* out_err) {
    (void)out_err;
    return score + by;
}

uint32_t defaults_options_count_names(const char* const* names, size_t names_len, defaults_error* out_err) {
    (void)names;
    (void)out_err;
    return (uint32_t)names_len;
}

int64_t defaults_probe_live(defaults_error* out_err) {
    (void)out_err;
    return probe_live();
}
