#ifndef _SYS_CDEFS_H
#define _SYS_CDEFS_H

/* Macros of the headers of glibc and the BSDs, for programs that use them too. This libc
 * does not. Names of its structures' members, such as __unused, are left to the program. */

#ifdef __cplusplus
#define __BEGIN_DECLS extern "C" {
#define __END_DECLS }
#else
#define __BEGIN_DECLS
#define __END_DECLS
#endif

/* Preprocessing */

#define __P(parameters) parameters
#define __PMT(parameters) parameters
#define __CONCAT1(a, b) a##b
#define __CONCAT(a, b) __CONCAT1(a, b)
#define __STRING(a) #a
#define __XSTRING(a) __STRING(a)

/* Versions of the compiler */

#if defined(__GNUC__) && defined(__GNUC_MINOR__)
#define __GNUC_PREREQ(major, minor) \
	(__GNUC__ > (major) || (__GNUC__ == (major) && __GNUC_MINOR__ >= (minor)))
#else
#define __GNUC_PREREQ(major, minor) 0
#endif
#define __GNUC_PREREQ__(major, minor) __GNUC_PREREQ(major, minor)

/* Language */

#if defined(__cplusplus) || !defined(__STDC_VERSION__) || __STDC_VERSION__ < 199901L
#define __restrict_arr
#else
#define __restrict_arr __restrict
#endif
#if defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L
#define __flexarr []
#else
#define __flexarr [1]
#endif
#define __ptr_t void *

#ifdef __cplusplus
#if __cplusplus >= 201103L
#define __THROW noexcept(true)
#else
#define __THROW throw()
#endif
#define __THROWNL __THROW
#define __NTH(function) function __THROW
#elif defined(__GNUC__)
#define __THROW __attribute__((__nothrow__))
#define __THROWNL __attribute__((__nothrow__))
#define __NTH(function) __attribute__((__nothrow__)) function
#else
#define __THROW
#define __THROWNL
#define __NTH(function) function
#endif

/* Attributes */

#ifdef __GNUC__
#define __attribute_malloc__ __attribute__((__malloc__))
#define __attribute_pure__ __attribute__((__pure__))
#define __attribute_const__ __attribute__((__const__))
#define __attribute_used__ __attribute__((__used__))
#define __attribute_noinline__ __attribute__((__noinline__))
#define __attribute_deprecated__ __attribute__((__deprecated__))
#define __attribute_format_arg__(text) __attribute__((__format_arg__(text)))
#define __attribute_warn_unused_result__ __attribute__((__warn_unused_result__))
#define __nonnull(parameters) __attribute__((__nonnull__ parameters))
#define __returns_nonnull __attribute__((__returns_nonnull__))
#define __dead2 __attribute__((__noreturn__))
#define __pure2 __attribute__((__const__))
#define __packed __attribute__((__packed__))
#define __weak_symbol __attribute__((__weak__))
#define __printflike(text, first) __attribute__((__format__(__printf__, text, first)))
#define __scanflike(text, first) __attribute__((__format__(__scanf__, text, first)))
#define __strftimelike(text, first) __attribute__((__format__(__strftime__, text, first)))
#define __format_arg(text) __attribute__((__format_arg__(text)))
#define __predict_true(condition) __builtin_expect((condition) != 0, 1)
#define __predict_false(condition) __builtin_expect((condition) != 0, 0)
#define __glibc_likely(condition) __builtin_expect((condition) != 0, 1)
#define __glibc_unlikely(condition) __builtin_expect((condition) != 0, 0)
#else
#define __attribute_malloc__
#define __attribute_pure__
#define __attribute_const__
#define __attribute_used__
#define __attribute_noinline__
#define __attribute_deprecated__
#define __attribute_format_arg__(text)
#define __attribute_warn_unused_result__
#define __nonnull(parameters)
#define __returns_nonnull
#define __dead2
#define __pure2
#define __packed
#define __weak_symbol
#define __printflike(text, first)
#define __scanflike(text, first)
#define __strftimelike(text, first)
#define __format_arg(text)
#define __predict_true(condition) (condition)
#define __predict_false(condition) (condition)
#define __glibc_likely(condition) (condition)
#define __glibc_unlikely(condition) (condition)
#endif
#define __wur
#ifndef __always_inline
#define __always_inline __inline __attribute__((__always_inline__))
#endif

/* Marks of revision systems, kept out of programs */

#define __FBSDID(text) struct __cdefs_nothing
#define __RCSID(text) struct __cdefs_nothing
#define __SCCSID(text) struct __cdefs_nothing
#define __COPYRIGHT(text) struct __cdefs_nothing
#define __KERNEL_RCSID(number, text) struct __cdefs_nothing

/* Casts that take qualifiers off, and sizes */

#define __UNCONST(pointer) ((void *)(__UINTPTR_TYPE__)(const void *)(pointer))
#define __UNVOLATILE(pointer) ((void *)(__UINTPTR_TYPE__)(volatile void *)(pointer))
#define __DECONST(type, pointer) ((type)(__UINTPTR_TYPE__)(const void *)(pointer))
#define __DEVOLATILE(type, pointer) ((type)(__UINTPTR_TYPE__)(volatile void *)(pointer))
#define __DEQUALIFY(type, pointer) ((type)(__UINTPTR_TYPE__)(const volatile void *)(pointer))
#define __arraycount(array) (sizeof(array) / sizeof((array)[0]))
#define __offsetof(type, member) __builtin_offsetof(type, member)
#define __containerof(pointer, type, member) \
	((type *)(void *)((char *)(pointer) - __builtin_offsetof(type, member)))

#endif
