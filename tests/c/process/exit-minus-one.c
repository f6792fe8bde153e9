/* Returning -1 from main is status 255. */
int main(void)
{
	return -1;
}
