/* Each thread has its own copy; __clone sets it. */
extern hidden _Thread_local struct __pthread *__thread_pointer;

static inline uintptr_t __get_tp(void)
{
	return (uintptr_t)__thread_pointer;
}

#define MC_PC __pc
