/* The thread pointer of the one thread is the address of its structure. */
extern hidden struct __pthread __wasilibc_pthread_self;

static inline uintptr_t __get_tp(void)
{
	return (uintptr_t)&__wasilibc_pthread_self;
}

#define MC_PC __pc
