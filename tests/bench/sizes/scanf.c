#include <stdio.h>

int main(void)
{
	int number;
	return scanf("%d", &number) != 1;
}
