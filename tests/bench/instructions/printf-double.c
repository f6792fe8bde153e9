#include <stdio.h>

#ifndef FORMAT
#define FORMAT "%f"
#endif

/* 1,000 numbers of different sizes. */
int main(int argc, char **argv)
{
	char text[400];
	double x = argc * 0.1;

	(void)argv;
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, FORMAT, x);
		x *= 1.37;
		if (x > 1e9)
			x *= 1e-12;
	}
	return text[0] == 0;
}
