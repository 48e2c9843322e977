// Stand-ins for Android's libc, libm, libdl and liblog over glibc.
//
// They let a library that was linked for Android be loaded into a glibc process, so that its code is tested and not only its
// header. Where bionic and glibc disagree on a structure or a number, an adapter below translates; everything else jumps
// straight to glibc, by assembly that xtask writes from bindings/android/symbols.txt (crates/xtask/src/android/assembly.rs).
// They are not bionic: its loader, allocator, DNS and properties are not here.
// Compiled once per library, with LIB_c, LIB_m, LIB_dl or LIB_log defined.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <netdb.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *shim_table[];
extern struct { const char *name; void **object; } shim_names[];

__attribute__((constructor)) static void fill(void) {
    static const char *const homes[] = {"libc.so.6", "libm.so.6", "libgcc_s.so.1"};
    for (int i = 0; shim_names[i].name; i++) {
        if (shim_table[i]) continue; // an adapter
        void *found = NULL;
        for (unsigned h = 0; !found && h < sizeof homes / sizeof *homes; h++) {
            void *home = dlopen(homes[h], RTLD_NOW);
            if (home) found = dlsym(home, shim_names[i].name); // the default version, not the oldest
        }
        if (!found) {
            fprintf(stderr, "stand-ins: glibc has no %s: write an adapter and mark the name \"adapt\"\n", shim_names[i].name);
            _exit(125);
        }
        if (shim_names[i].object) *shim_names[i].object = *(void **)found;
        else shim_table[i] = found;
    }
}

#ifdef LIB_c
int *bionic___errno(void) { return &errno; }

int bionic___system_property_get(const char *name, char *value) { (void)name; *value = 0; return 0; }

// POSIX form; glibc's function of this name is GNU's, which returns a pointer.
int __xpg_strerror_r(int, char *, size_t);
int bionic_strerror_r(int code, char *text, size_t size) { return __xpg_strerror_r(code, text, size); }

// Numbers differ; only those that std asks for are known.
long bionic_sysconf(int name) {
    switch (name) {
    case 0x26: return sysconf(_SC_IOV_MAX);
    case 0x27: case 0x28: return sysconf(_SC_PAGESIZE);
    case 0x48: return sysconf(_SC_GETPW_R_SIZE_MAX);
    case 0x60: return sysconf(_SC_NPROCESSORS_CONF);
    case 0x61: return sysconf(_SC_NPROCESSORS_ONLN);
    }
    fprintf(stderr, "stand-ins: sysconf(%#x) is not known here\n", name);
    _exit(125);
}

// bionic's pthread_attr_t: 56 bytes, the stack size third. glibc's is opaque, and 64 bytes on aarch64.
struct bionic_attr { uint32_t flags; void *stack; size_t stack_size, guard_size; int32_t policy, priority; char rest[16]; };
_Static_assert(sizeof(struct bionic_attr) == 56, "bionic's pthread_attr_t");
int bionic_pthread_attr_init(struct bionic_attr *a) { memset(a, 0, sizeof *a); return 0; }
int bionic_pthread_attr_destroy(struct bionic_attr *a) { memset(a, 0x42, sizeof *a); return 0; }
int bionic_pthread_attr_setstacksize(struct bionic_attr *a, size_t size) {
    if (size < 16384) return EINVAL;
    a->stack_size = size;
    return 0;
}
int bionic_pthread_create(pthread_t *thread, const struct bionic_attr *a, void *(*start)(void *), void *arg) {
    if (!a || !a->stack_size) return pthread_create(thread, NULL, start, arg);
    pthread_attr_t real;
    pthread_attr_init(&real);
    size_t least = (size_t)sysconf(_SC_THREAD_STACK_MIN);
    pthread_attr_setstacksize(&real, a->stack_size < least ? least : a->stack_size);
    int result = pthread_create(thread, &real, start, arg);
    pthread_attr_destroy(&real);
    return result;
}

// bionic's addrinfo has the name before the address; its error numbers are positive and ordered differently.
struct bionic_addrinfo { int flags, family, socktype, protocol; socklen_t length; char *name; struct sockaddr *address; struct bionic_addrinfo *next; };
static const int eai[] = {0, EAI_ADDRFAMILY, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY, EAI_NODATA, EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE, EAI_SYSTEM};
void bionic_freeaddrinfo(struct bionic_addrinfo *a) {
    while (a) { struct bionic_addrinfo *next = a->next; free(a->address); free(a->name); free(a); a = next; }
}
int bionic_getaddrinfo(const char *node, const char *service, const struct bionic_addrinfo *hints, struct bionic_addrinfo **out) {
    struct addrinfo h = {0}, *list;
    if (hints) { h.ai_flags = hints->flags & 7; h.ai_family = hints->family; h.ai_socktype = hints->socktype; h.ai_protocol = hints->protocol; }
    int code = getaddrinfo(node, service, hints ? &h : NULL, &list);
    if (code) {
        for (int i = 1; i < (int)(sizeof eai / sizeof *eai); i++) if (eai[i] == code) return i;
        return 4;
    }
    *out = NULL;
    for (struct addrinfo *a = list; a; a = a->ai_next) {
        struct bionic_addrinfo *copy = calloc(1, sizeof *copy);
        *copy = (struct bionic_addrinfo){a->ai_flags, a->ai_family, a->ai_socktype, a->ai_protocol, a->ai_addrlen,
            a->ai_canonname ? strdup(a->ai_canonname) : NULL, malloc(a->ai_addrlen), NULL};
        memcpy(copy->address, a->ai_addr, a->ai_addrlen);
        *out = copy; out = &copy->next;
    }
    freeaddrinfo(list);
    return 0;
}
const char *bionic_gai_strerror(int code) { return gai_strerror(code > 0 && code < (int)(sizeof eai / sizeof *eai) ? eai[code] : EAI_FAIL); }
#endif

#ifdef LIB_log
int bionic___android_log_write(int priority, const char *tag, const char *text) { return fprintf(stderr, "log %d/%s: %s\n", priority, tag ? tag : "", text); }
#endif
