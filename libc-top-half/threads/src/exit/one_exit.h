/* Returns in the first thread that calls it, which then ends the process. Others wait for
 * that. */
hidden void __one_exit(void);
