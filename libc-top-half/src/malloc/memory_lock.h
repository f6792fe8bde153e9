/* There is no other thread that could grow the memory. */
#define MEMORY_LOCK() ((void)0)
#define MEMORY_UNLOCK() ((void)0)
