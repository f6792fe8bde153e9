#ifndef __wasi_libc_environ_h
#define __wasi_libc_environ_h

#ifdef __cplusplus
extern "C" {
#endif

/* Read the host's environment into environ, again. */
void __wasilibc_initialize_environ(void);

/* The same, unless it was read already. */
void __wasilibc_ensure_environ(void);

/* Forget it: the next __wasilibc_ensure_environ reads it again. */
void __wasilibc_deinitialize_environ(void);

/* Equivalent to the previous function if the environment is read on demand. It does
 * nothing here. */
void __wasilibc_maybe_reinitialize_environ_eagerly(void);

/* environ, read if need be. */
char **__wasilibc_get_environ(void);

#ifdef __cplusplus
}
#endif

#endif
