/* There is no other thread to lock out. */
#undef FFINALLOCK
#undef FLOCK
#undef FUNLOCK
#define FFINALLOCK(f) ((void)0)
#define FLOCK(f) ((void)0)
#define FUNLOCK(f) ((void)0)
