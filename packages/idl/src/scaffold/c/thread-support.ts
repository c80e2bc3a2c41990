/** What launches in C stand on: threads that nobody waits for, and objects that stay while launches use them. */
import { code } from "@koine/codegen";

/** Renders how a launch becomes a thread; its struct begins with a `struct launch`. */
export function renderThreads(): string {
  return code`
    #ifdef _WIN32
    #define WIN32_LEAN_AND_MEAN
    #include <windows.h>
    #else
    #include <pthread.h>
    #endif

    /* What every launch begins with. */
    struct launch {
        void (*run)(struct launch* launch);
    };

    ${renderStart()}
  `;
}

function renderStart(): string {
  return code`
    #ifdef _WIN32
    static DWORD WINAPI run_launch(LPVOID memory) {
        struct launch* launch = (struct launch*)memory;
        launch->run(launch);
        return 0;
    }

    static bool start_launch(struct launch* launch) {
        HANDLE thread = CreateThread(NULL, 0, run_launch, launch, 0, NULL);
        if (thread == NULL) return false;
        CloseHandle(thread);
        return true;
    }
    #else
    static void* run_launch(void* memory) {
        struct launch* launch = (struct launch*)memory;
        launch->run(launch);
        return NULL;
    }

    static bool start_launch(struct launch* launch) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, run_launch, launch) != 0) return false;
        pthread_detach(thread);
        return true;
    }
    #endif
  `;
}

/**
 * Renders how objects are held by launches, and end when the last of those that use them does.
 *
 * @param hasTurns Whether some objects, those of streams, are used by one launch after the other.
 */
export function renderHolds(hasTurns: boolean): string {
  return code`
    #ifdef _WIN32
    static SRWLOCK lock = SRWLOCK_INIT;
    #define LOCK_HOLDS() AcquireSRWLockExclusive(&lock)
    #define UNLOCK_HOLDS() ReleaseSRWLockExclusive(&lock)
    #else
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    #define LOCK_HOLDS() pthread_mutex_lock(&lock)
    #define UNLOCK_HOLDS() pthread_mutex_unlock(&lock)
    #endif

    /* An object that a launch uses. */
    struct hold {
        void* object;
        /* Set when its owner let go of it. */
        void (*destroy)(void* object);
        struct hold* next;
    };

    static struct hold* holds;

    static struct hold* find_hold(const void* object) {
        struct hold* hold = holds;
        while (hold != NULL && hold->object != object) hold = hold->next;
        return hold;
    }

    static void hold_object(struct hold* hold, const void* object) {
        LOCK_HOLDS();
        hold->object = (void*)object;
        hold->next = holds;
        holds = hold;
        UNLOCK_HOLDS();
    }

    ${hasTurns ? [renderTurns(), ""] : []}
    ${renderReleases(hasTurns)}
  `;
}

/** Later holds stand before earlier ones, so that it is the turn of the last one of an object. */
function renderTurns(): string {
  return code`
    #ifdef _WIN32
    static CONDITION_VARIABLE released = CONDITION_VARIABLE_INIT;
    #define WAIT_FOR_RELEASE() SleepConditionVariableSRW(&released, &lock, INFINITE, 0)
    #define TELL_OF_RELEASE() WakeAllConditionVariable(&released)
    #else
    static pthread_cond_t released = PTHREAD_COND_INITIALIZER;
    #define WAIT_FOR_RELEASE() pthread_cond_wait(&released, &lock)
    #define TELL_OF_RELEASE() pthread_cond_broadcast(&released)
    #endif

    static bool has_earlier_hold(const struct hold* hold) {
        const struct hold* other = hold->next;
        while (other != NULL && other->object != hold->object) other = other->next;
        return other != NULL;
    }

    /* Requests of one stream run in the order in which they were launched. */
    static void wait_for_turn(const struct hold* hold) {
        LOCK_HOLDS();
        while (has_earlier_hold(hold)) WAIT_FOR_RELEASE();
        UNLOCK_HOLDS();
    }
  `;
}

function renderReleases(hasTurns: boolean): string {
  return code`
    static void release_object(struct hold* hold) {
        struct hold** place = &holds;
        struct hold* other;
        LOCK_HOLDS();
        while (*place != hold) place = &(*place)->next;
        *place = hold->next;
        other = find_hold(hold->object);
        if (other != NULL && hold->destroy != NULL) other->destroy = hold->destroy;
        ${hasTurns ? ["TELL_OF_RELEASE();"] : []}
        UNLOCK_HOLDS();
        if (other == NULL && hold->destroy != NULL) hold->destroy(hold->object);
    }

    static void destroy_object(void* object, void (*destroy)(void* object)) {
        struct hold* hold;
        LOCK_HOLDS();
        hold = find_hold(object);
        if (hold != NULL) hold->destroy = destroy;
        UNLOCK_HOLDS();
        if (hold == NULL) destroy(object);
    }
  `;
}
