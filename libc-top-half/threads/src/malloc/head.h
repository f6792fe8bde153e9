/* The head of a chunk. The flags are in two bytes: a thread changes LIVE in a small chunk of its
 * own, while others change PREV_IN_USE under the lock. */
#define IN_USE 1U
#define PREV_IN_USE 2U
#define LIVE 0x80000000U
#define SIZE(c) ((c)->head & 0x7ffffff0U)
#define HEAD_BYTE(c, n) (((volatile unsigned char *)&(c)->head)[n])
#define SET_PREV_IN_USE(c) ((void)(HEAD_BYTE(c, 0) |= PREV_IN_USE))
#define CLEAR_PREV_IN_USE(c) ((void)(HEAD_BYTE(c, 0) &= ~PREV_IN_USE))

/* Only for small chunks, whose sizes do not reach that byte. */
#define SET_LIVE(c) ((void)(HEAD_BYTE(c, 3) = LIVE >> 24))
#define CLEAR_LIVE(c) ((void)(HEAD_BYTE(c, 3) = 0))
