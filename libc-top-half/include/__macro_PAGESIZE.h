#ifndef ___macro_PAGESIZE_h
#define ___macro_PAGESIZE_h

/* The size of a page of wasm's memory; <limits.h> has it where POSIX is asked for. */
#undef PAGESIZE
#define PAGESIZE 65536

#endif
