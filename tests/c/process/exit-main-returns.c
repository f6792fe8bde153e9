/* main: its result is the status; falling off its end is 0 (see any other program). */
int main(void)
{
	return 3;
}
