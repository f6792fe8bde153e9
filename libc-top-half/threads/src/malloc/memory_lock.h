/* mmap, in another thread, grows the memory with the lock of the bottom half. */
void __library_lock(void);
void __library_unlock(void);

#define MEMORY_LOCK() __library_lock()
#define MEMORY_UNLOCK() __library_unlock()
