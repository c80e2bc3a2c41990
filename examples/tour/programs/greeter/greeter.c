/* The implementation of greeter.yml. All names and types come from the generated header. */
#define GREETER_PRODUCER
#include "greeter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct greeter_greetings_Greeter {
    const char* word;
};

typedef greeter_greetings_Greeter Greeter;

Greeter* greeter_greetings_Greeter_new(const char* language, greeter_error* out_err) {
    const char* word = strcmp(language, "en") == 0 ? "Hello" : strcmp(language, "grc") == 0 ? "Χαῖρε" : NULL;
    if (word == NULL) {
        greeter_error_set(out_err, greeter_greetings_GreetingError_UnknownLanguage, language);
        return NULL;
    }
    Greeter* greeter = malloc(sizeof *greeter);
    greeter->word = word;
    return greeter;
}

void greeter_greetings_Greeter_destroy(Greeter* self) {
    free(self);
}

static char* compose(const Greeter* self, const char* name) {
    char text[256];
    snprintf(text, sizeof text, "%s, %s!", self->word, name);
    return greeter_copy_string(text);
}

const char* greeter_greetings_Greeter_greet(const Greeter* self, const char* name, greeter_error* out_err) {
    (void)out_err;
    return compose(self, name);
}

const char** greeter_greetings_Greeter_greet_all(
    const Greeter* self,
    const char* const* names,
    size_t names_len,
    size_t* out_len,
    greeter_error* out_err) {
    (void)out_err;
    const char** texts = greeter_allocate_array(names_len, sizeof *texts);
    for (size_t i = 0; i < names_len; i++) texts[i] = compose(self, names[i]);
    *out_len = names_len;
    return texts;
}

void greeter_greetings_Greeter_greet_later_async(
    const Greeter* self,
    const char* name,
    greeter_greetings_Greeter_greet_later_callback callback,
    void* context) {
    char* text = compose(self, name);
    callback(context, NULL, text);
    greeter_free_string(text);
}
