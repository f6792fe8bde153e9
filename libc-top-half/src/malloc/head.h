/* The head of a chunk: its size and its flags. */
#define IN_USE 1U
#define PREV_IN_USE 2U
#define LIVE 4U
#define SIZE(c) ((c)->head & -16U)
#define SET_PREV_IN_USE(c) ((c)->head |= PREV_IN_USE)
#define CLEAR_PREV_IN_USE(c) ((c)->head &= ~PREV_IN_USE)
