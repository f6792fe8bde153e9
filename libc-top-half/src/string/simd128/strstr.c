/* It calls functions with vectors, which pay from larger windows on. */
#define WINDOW 512
#include "../wasm32/strstr.c"
