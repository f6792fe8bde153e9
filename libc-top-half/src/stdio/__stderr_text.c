#include <stdio.h>
#include "features.h"

/* A text for standard error, in a program that has the stream: there, it may have a buffer, or be
 * another file. See assert.c. */
hidden void __stderr_text(const char *text, size_t len)
{
	fwrite(text, 1, len, stderr);
}

/* stderr.c refers to it, which links this member. */
hidden void __text_for_stderr(void)
{
}
