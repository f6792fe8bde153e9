#include <stdio.h>

int main(int argc, char **argv)
{
	char text[64];

	(void)argv;
	for (int i = 0; i < 1000; i++)
		snprintf(text, sizeof text, "%d, %s and %08x", i * 7919 * argc, "text", i);
	return text[0] == 0;
}
