typedef __INT_FAST16_TYPE__ int_fast16_t;
typedef __INT_FAST32_TYPE__ int_fast32_t;
typedef __UINT_FAST16_TYPE__ uint_fast16_t;
typedef __UINT_FAST32_TYPE__ uint_fast32_t;

#define INT_FAST16_MAX __INT_FAST16_MAX__
#define INT_FAST32_MAX __INT_FAST32_MAX__
#define INT_FAST16_MIN (-1 - INT_FAST16_MAX)
#define INT_FAST32_MIN (-1 - INT_FAST32_MAX)
#define UINT_FAST16_MAX __UINT_FAST16_MAX__
#define UINT_FAST32_MAX __UINT_FAST32_MAX__

#define INTPTR_MAX __INTPTR_MAX__
#define INTPTR_MIN (-1 - INTPTR_MAX)
#define UINTPTR_MAX __UINTPTR_MAX__
#define PTRDIFF_MAX __PTRDIFF_MAX__
#define PTRDIFF_MIN (-1 - PTRDIFF_MAX)
#define SIZE_MAX __SIZE_MAX__
